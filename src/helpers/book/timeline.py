"""The time line as a list that can be read: every event with its date, its voice, its sources and its claims."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.book import html, listing
from helpers.data.tables import items
from helpers.data.vocabulary import LANES
from helpers.figures import export

# The figure that draws it.
FIGURE = "road-timeline"


def events(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the events with their facts, from the first day to the last, `year` and `decade` as numbers."""
    made = tables["timeline"].merge(tables["facts"], on="fact_id", validate="one_to_one")
    made = made.sort_values(["date_start", "fact_id"], kind="stable").reset_index(drop=True)
    year = made["date_start"].str[:4].astype(int)
    return made.assign(year=year, decade=year // 10 * 10)


def entry(row: Mapping[str, Any], sources: pd.DataFrame, claims: Mapping[str, list[str]]) -> str:
    """Return one event as an entry of the list, at an address of its own."""
    name = html.text(row["fact_id"])
    when = html.text(listing.date(row["date_start"], row["date_end"], row["date_precision"]))
    label = str(row["label"])
    return (f'<li id="{name}" data-lane="{listing.slug(row["lane"])}">'
            f'<p class="when"><a href="#{name}">{when}</a> <span class="lane">{html.text(row["lane"])}</span></p>'
            f'<p class="what"><b>{html.text(label[:1].upper() + label[1:])}.</b> {html.text(row["statement"])}</p>'
            f'<p class="who">{html.text(row["actor"])}. Told by: {html.text(listing.voice(row["asserted_by"]))}. '
            f'Source: {listing.sources(items(row["source_ids"]), sources)}. '
            f'Bears on {listing.claims(claims[row["fact_id"]], name)}.</p></li>')


def figure(folder: Path, prefix: str = "figures/") -> str:
    """Return the drawn time line, as the notebook made it.

    Parameters
    ----------
    folder
        Where the figures lie.
    prefix
        Address of the folder of figures, seen from the page.
    """
    described = json.loads((folder / f"{FIGURE}.json").read_text("utf-8"))
    return export.html(export.Exported(
        described["id"], folder, described["title"], described["subtitle"], described["alt"],
        tuple(described["footer"]), tuple(described["claims"]), tuple(described["size"])), prefix)


def page(tables: Mapping[str, pd.DataFrame], folder: Path) -> dict[str, Any]:
    """Return the variables of the page.

    Returns
    -------
    dict
        `decades`: the name of each, with the years in it and their entries as HTML; `total`, `first`, `last` (years),
        `lanes`, `undecided` (how many have no day), `claims` (how many the events bear on), `form` and `figure`.
    """
    rows = events(tables)
    sources, claims = tables["sources"].set_index("source_id"), listing.claims_of(tables["evidence"])
    decades = []
    for decade, mine in rows.groupby("decade"):
        years = "".join(
            f'<div class="year" data-group><h3 id="y{year}">{year}</h3>\n<ol class="events">\n'
            + "\n".join(entry(row, sources, claims) for row in of_year.to_dict("records")) + "\n</ol></div>\n"
            for year, of_year in mine.groupby("year"))
        decades.append({"name": f"The {decade}s", "years": years, "total": len(mine)})
    lanes = listing.Choice.of("lane", "Lane", rows["lane"], {lane: lane for lane in LANES}, boxes=True)
    return {
        "decades": decades, "total": len(rows), "first": int(rows["year"].min()), "last": int(rows["year"].max()),
        "claims": len({claim for fact in rows["fact_id"] for claim in claims[fact]}),
        "lanes": [lane for lane in LANES if lane in set(rows["lane"])],
        "undecided": int(rows["date_precision"].ne("day").sum()),
        "form": listing.form("ol.events>li", "events", [lanes], words=True), "figure": figure(folder),
    }

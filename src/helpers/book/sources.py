"""All sources: what each is, how it was read, and what rests on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.book import html, listing
from helpers.data import dates, vintages
from helpers.data.tables import items
from helpers.data.vocabulary import PERSPECTIVES, READ_AS

# What a perspective is called, in the order of the vocabulary.
NAMES = {
    "belarus_state": "Belarusian state", "russia_state": "Russian state", "union_state": "Union State bodies",
    "russia_private": "Private Russian media and firms", "belarus_independent": "Independent Belarusian voices",
    "ukraine": "Ukraine", "western_state": "Western states", "international_media": "International media",
    "other_media": "Other media", "think_tank": "Think tanks", "academic": "Research",
    "international_org": "International organisations", "legal_text": "Treaties and laws",
}
# A licence that was not found.
UNKNOWN = "unknown"
CYRILLIC = re.compile("[\u0400-\u04ff]")


def resting(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what rests on each source.

    Returns
    -------
    DataFrame
        Index source_id; `facts`, `series` and `rows` (of programmes, their states and duties), counted, and `claims`,
        a list of ids in the order of the register.
    """
    claims, order = listing.claims_of(tables["evidence"]), list(tables["claims"]["claim_id"])
    made: dict[str, dict[str, Any]] = {
        source: {"facts": 0, "series": 0, "rows": 0, "claims": set()} for source in tables["sources"]["source_id"]}
    for fact, cell in zip(tables["facts"]["fact_id"], tables["facts"]["source_ids"], strict=True):
        for source in items(cell):
            made[source]["facts"] += 1
            made[source]["claims"].update(claims[fact])
    meta = tables["series_meta"].set_index("series_id")["claim_ids"]
    # A source whose values a newer vintage displaced still carries the first one.
    for source, mine in tables.get(vintages.EVER, tables["series"]).groupby("source_id")["series_id"]:
        made[source]["series"] = mine.nunique()
        made[source]["claims"].update(claim for series in mine.unique() for claim in items(meta[series]))
    for name, column in (("programmes", "source_ids"), ("programme_status", "source_id"), ("duty_rules", "source_ids")):
        for cell in tables[name][column]:
            for source in items(cell):
                made[source]["rows"] += 1
    table = pd.DataFrame.from_dict(made, orient="index")
    table["claims"] = [sorted(found, key=order.index) for found in table["claims"]]
    return table


def rests(row: Mapping[str, Any]) -> str:
    """Return in words what rests on a source."""
    counted = [(row["facts"], "fact", "facts"), (row["series"], "series", "series"),
               (row["rows"], "table row", "table rows")]
    told = ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counted if n)
    if not told:
        return "nothing rests on it"
    return f"{told}: {listing.claims(row['claims'])}" if row["claims"] else told


def entry(row: Mapping[str, Any]) -> str:
    """Return one source as an entry of the list."""
    known = [html.text(row["publisher"]), html.text(row["author"]),
             html.text(dates.spell(row["published"]) or "undated"), listing.language(row["language"]), row["kind"],
             listing.READ[row["read_as"]],
             "" if row["licence"] == UNKNOWN else f"licence: {html.text(row['licence'])}"]
    # Most titles stand in English, whatever the language of the source.
    title = html.link(row["url"], row["title"])
    if CYRILLIC.search(row["title"]):
        title = f'<span lang="{row["language"]}">{title}</span>'
    return (f'<li id="{row["source_id"]}" data-k="{row["kind"]}" data-l="{row["language"]}" data-r="{row["read_as"]}">'
            f'{title}<p>{", ".join(filter(None, known))}. {rests(row)}</p></li>')


def counts(table: pd.DataFrame) -> str:
    """Return the number of sources by perspective and by how they were read."""
    counted = pd.crosstab(table["perspective"], table["read_as"]).reindex(columns=list(READ_AS), fill_value=0)
    rows = [[f'<a href="#{listing.slug(NAMES[name])}">{NAMES[name]}</a>', str(counted.loc[name].sum()),
             *(str(counted.at[name, how]) for how in READ_AS)] for name in PERSPECTIVES if name in counted.index]
    rows.append(["All", str(len(table)), *(str(counted[how].sum()) for how in READ_AS)])
    return html.table(["Whose view", "Sources", *(listing.READ[how].capitalize() for how in READ_AS)], rows,
                      "Sources by perspective and by how they were read", "counts")


def page(tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return the variables of the page.

    Returns
    -------
    dict
        `groups`: the name of each perspective, with its number of sources and their entries as HTML; `total`,
        `unlicensed`, `unused` (counted), `counts` (a table) and `form`.
    """
    table = tables["sources"].join(resting(tables), on="source_id")
    table["place"] = table["publisher"].str.casefold()
    table = table.sort_values(["place", "published", "source_id"], kind="stable")
    groups = []
    for name in PERSPECTIVES:
        mine = table[table["perspective"] == name]
        if len(mine):
            groups.append({"name": NAMES[name], "total": len(mine), "entries":
                           f'<ol class="sources" data-p="{listing.slug(name)}">\n'
                           + "\n".join(entry(row) for row in mine.to_dict("records")) + "\n</ol>"})
    choices = [listing.Choice.of("p", "Whose view", table["perspective"], NAMES),
               listing.Choice.of("k", "Kind", table["kind"]),
               listing.Choice.of("l", "Language", table["language"],
                                 {code: listing.language(code) for code in table["language"].value_counts().index}),
               listing.Choice.of("r", "How read", table["read_as"], listing.READ)]
    return {"groups": groups, "total": len(table), "unlicensed": int(table["licence"].eq(UNKNOWN).sum()),
            "unused": int((table[["facts", "series", "rows"]].sum(axis=1) == 0).sum()), "counts": counts(table),
            "form": listing.form("ol.sources>li", "sources", choices, words=True)}

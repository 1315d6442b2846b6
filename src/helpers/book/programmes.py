"""A card for each union programme: what is known of it, who says how far it is, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.book import html, listing
from helpers.data import dates
from helpers.data.tables import items
from helpers.data.vocabulary import CODERS, SORTINGS

UNTITLED = "Title not known"
NO_ACTS = "None found"
# Blank cells of programmes.csv, and what is then not known.
MISSING = {
    "title_ru": "its exact title", "programme_no": "its number", "instrument": "its means",
    "competent_by": "who answers for it in Minsk", "competent_ru": "who answers for it in Moscow",
    "planned_milestones": "its dates", "key_acts": "acts under it", "russian_it_supplier": "who builds its systems",
}
NO_STATE = "no report"


def coders(rows: pd.DataFrame) -> str:
    """Return who judged: both coders, or one alone."""
    found = [coder for coder in CODERS if coder in set(rows["coder"])]
    return "both coders" if len(found) == len(CODERS) else f"coder {found[0]} alone" if found else "nobody so far"


def ordered(states: pd.DataFrame) -> pd.DataFrame:
    """Return statements in the order of time: a partial date counts as its last day, undated ones come first."""
    last = [dates.last_day(cell).isoformat() if cell else "" for cell in states["date"]]
    return states.assign(last=last).sort_values(["last", "status_id"], kind="stable").drop(columns="last")


def reports(states: pd.DataFrame, sources: pd.DataFrame) -> str:
    """Return dated statements on a programme's state as a list, the latest last; blank without any."""
    rows = [f'<li><b>{html.text(listing.date(row["date"], "", row["date_precision"]))}: {html.text(row["status"])}</b>'
            f', said by {html.text(row["said_by"])} ({listing.sources([row["source_id"]], sources)}). '
            f'{html.text(row["note"])}</li>' for row in states.to_dict("records")]
    return f'<ol class="reports">{"".join(rows)}</ol>' if rows else ""


def judged(programme: str, tables: Mapping[str, pd.DataFrame]) -> str:
    """Return what coders judged of a programme: the field it is sorted into, and its scores as a threat."""
    told = []
    sortings = tables["sortings"][tables["sortings"]["programme_id"] == programme]
    for name in SORTINGS:
        mine = sortings[sortings["sorting"] == name]
        by = {str(row["coder"]): str(row["area"]) for row in mine.to_dict("records")}
        areas = sorted(set(by.values()))
        if areas:
            told.append(f"sorted {name}ly: {' or '.join(areas)} ({coders(mine)})")
    reached = tables["areas"][[programme in items(cell) for cell in tables["areas"]["programme_ids"]]]
    told += [f"reaches {area} ({coders(mine)})" for area, mine in reached.groupby("area", sort=False)]
    scores = tables["scores"][tables["scores"]["programme_id"] == programme]
    for criterion, mine in scores.groupby("criterion", sort=False):
        values = [str(row["value"]) or "unknown" for row in mine.to_dict("records")]
        told.append(f"{criterion}, 0 to 2: {' or '.join(sorted(set(values)))} ({coders(mine)})")
    return "".join(f"<li>{html.text(line[:1].upper() + line[1:])}</li>" for line in told)


def bearing(programme: str, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return the claims on which facts about a programme are coded, or accounts of it compared."""
    scores, accounts = tables["scores"], tables["accounts"]
    facts = {fact for cell in scores.loc[scores["programme_id"] == programme, "fact_ids"] for fact in items(cell)}
    evidence = tables["evidence"]
    found = set(evidence.loc[evidence["fact_id"].isin(facts), "claim_id"])
    found |= {part[:-1] for part in accounts.loc[accounts["item"] == programme, "part_id"]}
    return [claim for claim in tables["claims"]["claim_id"] if claim in found]


def missing(row: Mapping[str, Any], states: pd.DataFrame) -> list[str]:
    """Return what is not known of a programme, in words."""
    told = [words for column, words in MISSING.items()
            if not row[column] or (column == "key_acts" and row[column].startswith(NO_ACTS))]
    if row["names_russian_model"] == "unknown":
        told.append("whose law is the model")
    return told if len(states) else [*told, "how far it is"]


def facts(pairs: Sequence[tuple[str, str]]) -> str:
    """Return what is known as a list of names and values; blank ones are left out."""
    told = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in pairs if value)
    return f"<dl>{told}</dl>"


def card(row: Mapping[str, Any], tables: Mapping[str, pd.DataFrame], sources: pd.DataFrame) -> str:
    """Return one programme as a card."""
    name = row["programme_id"]
    states = tables["programme_status"]
    states = ordered(states[states["programme_id"] == name])
    last = states.iloc[-1]["status"] if len(states) else NO_STATE
    acts = "" if row["key_acts"].startswith(NO_ACTS) else html.text(row["key_acts"])
    told = facts([
        ("Title in Russian", f'<span lang="ru">{html.text(row["title_ru"])}</span>' if row["title_ru"] else ""),
        ("Number", html.text(row["programme_no"])), ("Means", html.text(row["instrument"])),
        ("In Minsk", html.text(row["competent_by"])), ("In Moscow", html.text(row["competent_ru"])),
        ("Planned", html.text(row["planned_milestones"])), ("Acts", acts),
        ("Russian law as the model", "" if row["names_russian_model"] == "unknown" else row["names_russian_model"]),
        ("How it is known", f"{html.text(row['note'])} {listing.sources(items(row['source_ids']), sources)}"),
        ("Bears on", listing.claims(bearing(name, tables))),
        ("Not known", html.text(", ".join(missing(row, states)))),
    ])
    spoken = reports(states, sources)
    counted = f"{len(states)} report{'s' if len(states) != 1 else ''} on how far it is"
    return (f'<article id="{name}" data-field="{listing.slug(row["sector"]) or "not-known"}" '
            f'data-state="{listing.slug(last)}"><h3>{html.text(row["title_en"]) or UNTITLED}</h3>'
            f'<p class="tag">{name} · {html.text(row["sector"]) or "field not known"} · '
            f"{'last told: ' + last if len(states) else NO_STATE}</p>{told}"
            + (f"<details><summary>{counted}</summary>{spoken}</details>" if spoken else "")
            + f"<details><summary>How it was judged</summary><ul>{judged(name, tables)}</ul></details></article>")


def page(tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return the variables of the page: `cards` and `form` as HTML, and what is counted of the programmes."""
    table, states = tables["programmes"], tables["programme_status"]
    sources = tables["sources"].set_index("source_id")
    dated = ordered(states).groupby("programme_id")["status"].last()
    last = [str(dated.get(name, NO_STATE)) for name in table["programme_id"]]
    choices = [listing.Choice.of("field", "Field", table["sector"]),
               listing.Choice.of("state", "State last told", last)]
    return {
        "cards": "\n".join(card(row, tables, sources) for row in table.to_dict("records")),
        "form": listing.form(".cards>article", "programmes", choices, words=True), "total": len(table),
        "named": int(table["title_en"].ne("").sum()), "exact": int(table["title_ru"].ne("").sum()),
        "acts": int((table["key_acts"].ne("") & ~table["key_acts"].str.startswith(NO_ACTS)).sum()),
        "reported": int(table["programme_id"].isin(states["programme_id"]).sum()),
        "reports": len(states), "general": int(states["programme_id"].eq("").sum()),
        "model": int(table["names_russian_model"].ne("unknown").sum()),
        "coders": coders(tables["scores"]), "criteria": tables["criteria"].to_dict("records"),
    }

"""Who is who: the people and bodies that facts name, and how often they speak or are spoken of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.book import html, listing
from helpers.data.tables import items
from helpers.evidence import voices

# Families in the order of the page; speakers of no family follow, and then those who belong to none.
FAMILIES = (*dict.fromkeys(voices.FAMILIES.values()), *voices.SPOKEN)
NAMES = {"West": "The West", "neutral": "Neutral: research, international bodies, treaties and laws"}
NONE = "In no family of voices"
KINDS = {"person": "people", "body": "bodies", "publisher": "publishers", "state": "states", "group": "groups"}
# More claims than these are folded away.
MANY = 12


def forms(name: str, kind: str) -> list[str]:
    """Return how a claim may name an actor: a person by the last name, a union body without the union."""
    return [name, name.removesuffix(" of the Union State"), *([name.rsplit(" ", 1)[-1]] if kind == "person" else [])]


def naming(name: str, kind: str, claims: pd.DataFrame) -> list[str]:
    """Return the claims that name an actor, in the order of the register."""
    wanted = re.compile(rf"\b(?:{'|'.join(re.escape(form) for form in forms(name, kind))})\b")
    return [row["claim_id"] for row in claims.to_dict("records") if wanted.search(row["paraphrase"])]


def tallied(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the actors with what is counted of them.

    Returns
    -------
    DataFrame
        The columns of `actors.csv`, and `family` (blank without one), `facts` (that name the actor), `own` (of these,
        told by its own family), `named` and `bearing` (lists of claims that name it, and on which the facts bear).
    """
    claims, order = listing.claims_of(tables["evidence"]), list(tables["claims"]["claim_id"])
    told: dict[str, list[tuple[str, str]]] = {}
    for row in tables["facts"].to_dict("records"):
        for name in items(row["actor"]):
            told.setdefault(name, []).append((row["fact_id"], voices.family(row["asserted_by"])))
    made = tables["actors"].copy()
    made["family"] = [voices.family(cell) if cell else "" for cell in made["perspective"]]
    made["facts"] = [len(told[name]) for name in made["name"]]
    made["own"] = [sum(family == own for _, family in told[name])
                   for name, own in zip(made["name"], made["family"], strict=True)]
    made["named"] = [naming(name, kind, tables["claims"])
                     for name, kind in zip(made["name"], made["kind"], strict=True)]
    made["bearing"] = [sorted({claim for fact, _ in told[name] for claim in claims[fact]}, key=order.index)
                       for name in made["name"]]
    return made


def counted(row: Mapping[str, Any]) -> str:
    """Return in words how many facts name an actor, and who tells them."""
    total, own = int(row["facts"]), int(row["own"])
    told = f"{total} fact{'s' if total != 1 else ''}"
    if not row["family"] or not own:
        return f"{told}, told by others"
    return f"{told}, told by its own side" if own == total else f"{told}, {own} of them told by its own side"


def entry(row: Mapping[str, Any], claims: Mapping[str, list[str]]) -> str:
    """Return one actor as an entry of the list."""
    stated = ", ".join(f'<a href="claims/{claims[fact][0]}.html#{fact}">{fact}</a>' for fact in items(row["fact_ids"]))
    role = f"<p>{html.text(row['role'][:1].upper() + row['role'][1:])} <small>({stated})</small></p>" if stated else ""
    named = f" Named in {listing.claims(row['named'])}." if row["named"] else ""
    links = listing.claims(row["bearing"])
    begin = "It bears on" if int(row["facts"]) == 1 else "They bear on"
    bearing = (f"<details><summary>{begin} {len(row['bearing'])} claims</summary><p>{links}</p></details>"
               if len(row["bearing"]) > MANY else f"<p>{begin} {links}.</p>")
    name, kind = html.text(row["name"]), str(row["kind"])
    return (f'<li id="{listing.slug(row["name"])}" data-kind="{kind}"><b>{name}</b> <span class="tag">{kind}</span>'
            f"{role}<p>{counted(row)}.{named}</p>{bearing}</li>")


def page(tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return the variables of the page.

    Returns
    -------
    dict
        `families`: the name of each, with its number of actors and their entries as HTML; `total`, `people`, `roles`
        (counted) and `form`.
    """
    table, claims = tallied(tables), listing.claims_of(tables["evidence"])
    table = table.sort_values(["facts", "name"], ascending=[False, True], kind="stable")
    families = []
    for family in (*FAMILIES, ""):
        mine = table[table["family"] == family]
        if len(mine):
            name = NAMES.get(family) or voices.SPOKEN.get(family, family) or NONE
            families.append({"name": name[:1].upper() + name[1:], "total": len(mine), "entries":
                             '<ol class="people">\n' + "\n".join(entry(row, claims) for row in mine.to_dict("records"))
                             + "\n</ol>"})
    kinds = listing.Choice.of("kind", "Kind", table["kind"], KINDS, boxes=True)
    return {"families": families, "total": len(table), "people": int(table["kind"].eq("person").sum()),
            "roles": int(table["role"].ne("").sum()),
            "form": listing.form("ol.people>li", "names", [kinds], words=True)}

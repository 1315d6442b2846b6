"""Tests of IMP-03: the way of an agreement from a ministry's draft to national law, agreement by agreement."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from helpers.evidence import accounts
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

# The programme that an agreement belongs to, as programmes.csv and its sources tie them.
AGREEMENTS = {
    "customs": "P08", "indirect taxes": "P08", "prospectuses": "P06", "electronic signatures": "P19",
    "road transport": "P12", "inland navigation": "P12", "competition rules": "P20", "industrial policy": "P18",
    "consumer rules": "P21", "electricity market": "P15", "oil market": "P14",
}
SIDES = ("Belarus", "Russia")
# Fewest agreements of known course from which a share is formed.
LEAST = 3
LAW = "laws of ratification"
AGREEMENT_READING, LAW_READING = "the presidents sign the agreement", "the presidents sign the laws of ratification"


def agreement(item: str) -> str:
    """Return the agreement that an item of an account speaks of: what stands before the comma."""
    return item.partition(",")[0]


def ratified(table: pd.DataFrame) -> dict[str, set[str]]:
    """Return the sides whose parliament is said to have ratified, by agreement."""
    rows = table[table["part_id"].eq("IMP-03b") & table["says"].eq("yes")]
    made: dict[str, set[str]] = {}
    for item in rows["item"]:
        name, _, side = str(item).partition(", ")
        made.setdefault(name, set()).add(side)
    return made


def by_both(table: pd.DataFrame) -> set[str]:
    """Return the agreements that both parliaments are said to have ratified."""
    return {name for name, sides in ratified(table).items() if sides >= set(SIDES)}


def otherwise(table: pd.DataFrame) -> set[str]:
    """Return what came by another way: a decree, a resolution, or an agreement without ratification."""
    rows = table[table["part_id"].eq("IMP-03e") & table["says"].eq("no")]
    return {agreement(str(item)) for item in rows["item"]}


def outcomes(table: pd.DataFrame) -> dict[str, Outcome]:
    """Return by programme whether its agreements are known to go the way described.

    Notes
    -----
    One agreement ratified by both parliaments is enough for its programme, and one that came otherwise is enough
    against it; a programme with both, or with neither, stays open.
    """
    way = {AGREEMENTS[name] for name in by_both(table)}
    other = {AGREEMENTS[name] for name in otherwise(table)}
    return {**dict.fromkeys(way - other, Outcome.HOLDS), **dict.fromkeys(other - way, Outcome.BROKEN)}


def course(table: pd.DataFrame, part_id: str) -> tuple[set[str], set[str]]:
    """Return the agreements that are said to have gone through a step as claimed, and those said not to have."""
    mine = table[table["part_id"].eq(part_id) & table["item"].ne(LAW)]
    other = {agreement(str(item)) for item in mine.loc[mine["says"].eq("no"), "item"]}
    if part_id == "IMP-03b":
        return by_both(table) - other, other
    return {agreement(str(item)) for item in mine.loc[mine["says"].eq("yes"), "item"]} - other, other


def tests(table: pd.DataFrame, programmes: pd.DataFrame, nearly_all: float) -> tuple[PartTest, ...]:
    """Test the steps one by one, and whether they are the way of the programmes in general (IMP-03).

    Parameters
    ----------
    table
        Accounts on IMP-03.
    programmes
        The table of that name.
    nearly_all
        Share of the agreements (programmes) that must go this way for it to be the general one.
    """
    signed = _step(table, "IMP-03c", "both presidents sign them after that",
                   "signed by the presidents after the parliaments", nearly_all)
    themselves = [item for item in table["item"].unique() if item != LAW]
    tried = tuple((label, accounts.says(table, "IMP-03c", "", "sequence", items=items).found)
                  for label, items in ((AGREEMENT_READING, themselves), (LAW_READING, [LAW])))
    return (_step(table, "IMP-03a", "ministries prepare the agreements", "drafted by ministries", nearly_all),
            _step(table, "IMP-03b", "both parliaments ratify them", "ratified by both parliaments", nearly_all),
            replace(signed, tried=tried),
            _step(table, "IMP-03d", "they then become national law", "followed by a national act", nearly_all),
            _general(table, programmes, nearly_all),
            accounts.says(table, "IMP-03f", "carrying out can begin with a draft", "sequence",
                          "Acts taken on a draft speak for it; acts that wait for entry into force against."))


def _step(table: pd.DataFrame, part_id: str, claimed: str, done: str, nearly_all: float) -> PartTest:
    """Test one step: the share of agreements, of those whose course is known, that went through it as claimed."""
    asked = (f"Of the agreements whose course at this step is known ({LEAST} or more, else accounts are weighed), at "
             f"least {100 * nearly_all:.0f} percent went as claimed; as few as {100 * (1 - nearly_all):.0f} percent "
             "break it.")
    said = accounts.says(table, part_id, claimed, "sequence", asked)
    way, other = course(table, part_id)
    known = len(way) + len(other)
    if not known:
        return said
    share = len(way) / known
    outcome = said.outcome if known < LEAST else (
        Outcome.HOLDS if share >= nearly_all else Outcome.BROKEN if share <= 1 - nearly_all else Outcome.CONTESTED)
    return replace(said, outcome=outcome, unit="percent", estimate=100 * share,
                   found=f"{done}: {len(way) or 'none'} of {known} agreements whose course is known"
                         + (f"; not so: {', '.join(sorted(other))}" if other else ""))


def _general(table: pd.DataFrame, programmes: pd.DataFrame, nearly_all: float) -> PartTest:
    known = outcomes(table)
    made = accounts.members(table, "IMP-03e", list(programmes["programme_id"]), "the way of the programmes in general",
                            nearly_all, known=known)
    this, other = (sum(outcome is wanted for outcome in known.values()) for wanted in (Outcome.HOLDS, Outcome.BROKEN))
    return replace(made, test="For each programme: are its agreements known to have been ratified by both parliaments, "
                              "or to have come by a decree, a resolution or without ratification?",
                   found=f"{this or 'none'} of {len(programmes)} programmes known to go this way, {other or 'none'} "
                         f"another way, {len(programmes) - len(known)} not known")

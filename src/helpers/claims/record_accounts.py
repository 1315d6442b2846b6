"""Tests of IMP-08 to IMP-13 by what accounts say, and by what was reported of single programmes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from helpers.analysis import draws, progress
from helpers.claims import readings
from helpers.data import dates
from helpers.evidence import accounts
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

# Programmes, as the commentary counts them.
TOTAL = 28
SYSTEMS = "integrate information systems"
# Beyond this, a count among those picked is put down to chance.
LEVEL = 0.05
PERIODS = {"up to January 2023": "2023-01-31", "up to May 2024": "2024-05-16"}
LAST_QUARTER = timedelta(days=91)


def listed(status: pd.DataFrame, programmes: pd.DataFrame, day: date) -> set[str]:
    """Return the programmes named one by one as finished on a day."""
    return set(progress.named_done(status[status["date"].eq(day.isoformat())], programmes, day)["programme_id"])


def reported(status: pd.DataFrame, first: date, last: date) -> set[str]:
    """Return the programmes of whose state anybody reported within a span of days."""
    usable = status[status["date"].ne("") & status["programme_id"].ne("") & status["date_precision"].ne("not before")]
    inside = [first <= start and end <= last for start, end in map(dates.span, usable["date"])]
    return set(usable.loc[inside, "programme_id"])


def systems_behind(done: set[str], programmes: pd.DataFrame) -> PartTest:
    """Test whether programmes that join information systems were behind the others (IMP-08a)."""
    asked = ("If missing technology held programmes back, those that join information systems are rarer among the "
             "finished ones than chance would have it.")
    claimed = "missing technical solutions held programmes back"
    of_kind = set(programmes.loc[programmes["instrument"].eq(SYSTEMS), "programme_id"])
    if not done or not of_kind:
        return PartTest("IMP-08a", Outcome.OPEN, asked, claimed, "no list of finished programmes known", n=0)
    found, others = len(done & of_kind), len(programmes) - len(of_kind)
    chance = draws.marked(len(programmes), len(of_kind), len(done), found)
    outcome = (Outcome.HOLDS if chance.fewer <= LEVEL else Outcome.BROKEN if chance.more <= LEVEL else Outcome.OPEN)
    told = (f"{found} of {len(of_kind)} programmes that join systems were named as finished, "
            f"{len(done) - found} of the {others} others")
    if outcome is Outcome.OPEN and chance.least > LEVEL:
        told += f"; too few to tell, as none at all would come by chance in {100 * chance.least:.0f} percent"
    return PartTest("IMP-08a", outcome, asked, claimed, told, "percent", 100 * found / len(of_kind), n=len(programmes))


def other_reasons(table: pd.DataFrame) -> PartTest:
    """Test whether accounts name reasons beside the two (IMP-08c)."""
    return accounts.says(table, "IMP-08c", "missing technology and sabotage account for the delay", "set",
                         "Every account of a reason: one that is neither technology nor sabotage speaks against.")


def in_fact(done: set[str], status: pd.DataFrame, day: date) -> PartTest:
    """Test the number carried out in fact at the start of 2023 (IMP-09b): only a check from outside could tell."""
    later = status[status["programme_id"].isin(done) & status["date"].gt(day.isoformat())]
    again = later.loc[later["status"].eq("done"), "programme_id"].nunique()
    against = later.loc[later["status"].isin(["not started", "postponed"]), "programme_id"].nunique()
    found = "no independent check found"
    if done:
        found += (f"; of {len(done)} named as finished officials named {again} again later, and {against or 'none'} "
                  f"{'was' if against < 2 else 'were'} reported as held up")
    return PartTest("IMP-09b", Outcome.OPEN, "Somebody without a stake counted what was carried out.",
                    "seven of 28 carried out in fact", found, n=0, rows=tuple(later["status_id"]))


def unknown_rest(table: pd.DataFrame, done: set[str], status: pd.DataFrame, window: tuple[date, date]) -> PartTest:
    """Test whether too little was known about the other programmes (IMP-10b)."""
    made = accounts.says(table, "IMP-10b", "not enough was known about the remaining programmes",
                         asked="What observers say of the information; and for how many of the other programmes "
                               "anybody reported a state at the time.")
    return replace(made, found=f"{made.found.split(';')[0]}; {_silent(done, status, *window)}")


def _silent(done: set[str], status: pd.DataFrame, first: date, last: date) -> str:
    if not done:
        return "which programmes were left is not known"
    rest, seen = TOTAL - len(done), len(reported(status, first, last) - done)
    return (f"of {rest} programmes not named as finished, {seen} had a dated report from {first:%B %Y} to "
            f"{last:%B %Y}")


def progress_in_fact(table: pd.DataFrame, done: set[str], status: pd.DataFrame, end: date) -> tuple[PartTest, ...]:
    """Test what 2023 brought in fact, and what was known at its end (IMP-11b, c)."""
    rows = table[table["part_id"].eq("IMP-11b")]
    came, lacked = (rows.loc[rows["says"].eq(word), "item"].nunique() for word in ("no", "yes"))
    fact = accounts.says(table, "IMP-11b", "little progress in fact during 2023", "change",
                         "Acts that came within 2023 speak against; parts of a declared result that came only "
                         "afterwards speak for.")
    known = accounts.says(table, "IMP-11c", "information on the rest still lacking at the end of 2023",
                          asked="What observers say of the figures; and for how many programmes anybody reported a "
                                "state in the last three months of 2023.")
    return (replace(fact, found=f"{came} things came within 2023 or are said to have; {lacked} were still missing "
                                "at its end") if len(rows) else fact,
            replace(known, found=f"{known.found.split(';')[0]}; {_silent(done, status, end - LAST_QUARTER, end)}"))


def by_the_commentary(table: pd.DataFrame, at_start: Sequence[PartTest]) -> tuple[PartTest, ...]:
    """Test the three programmes called most important in May 2024, and their weight (IMP-12d to g).

    Parameters
    ----------
    at_start
        The tests of the three at the start of 2023.
    """
    names = {"IMP-12d": "macroeconomic policy", "IMP-12e": "tax and customs law", "IMP-12f": "competition rules"}
    asked = "An act in force, or an official list of what was realised, counts; a step towards it counts in part."
    made = [accounts.says(table, part, f"{name}: implemented by May 2024", "set", asked)
            for part, name in names.items()]
    ranked = accounts.says(table, "IMP-12g", "the three outweigh the other implemented ones", "ranking")
    absent = sum(test.outcome is Outcome.BROKEN for test in at_start)
    before = (f"{absent} of the three not on the list, so nothing to weigh" if absent else
              "no account that ranks the finished ones")
    return (*made, replace(ranked, found=f"{ranked.found}; no account ranks all three",
                           tried=(("start of 2023", before), ("May 2024", ranked.found))))


def hindrances(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test what accounts say of the three programmes called hindered, at both ends of the period (IMP-13)."""
    names = {"IMP-13a": "payment systems", "IMP-13b": "the gas market", "IMP-13c": "social and labour policy"}
    asked = "Late or missing parts speak for it, parts in use against; both ends of the period are tried."
    return tuple(readings.agreed({
        label: readings.within(table, part, f"{name}: significantly hindered", "set", "2021-11-04", until, asked)
        for label, until in PERIODS.items()}) for part, name in names.items())

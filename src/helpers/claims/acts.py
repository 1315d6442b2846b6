"""Dated acts of integration, picked from the timeline facts by a written rule, and their rates."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from helpers.analysis import rates
from helpers.data import dates
from helpers.evidence import rule, voices
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome
from helpers.evidence.voices import Choices

# An act was done: signed, ratified, adopted or in force. `signed` counts only the first group.
SIGNED = r"\b(?:signed|concluded|ratified|ratification|initialled)\b"
DONE = SIGNED[:-3] + r"|adopted|approved|took effect|began to operate)\b"
# What no act of integration is: words about acts, acts that end a union, loans, and one side's own law.
NOT = (r"\b(?:said|could be|without signature|loan|manoeuvre|Concept|sovereignty|ending the USSR|order forming)\b")
RULES = {"done": DONE, "signed": SIGNED}
# A pause this long would speak against integration that adds up decade after decade.
LONG_PAUSE = 8
# The list was gathered to explain 2020-2023: recent acts are taken to be up to twice as likely to stand in it.
OVERCOUNT = 2.0
# A list that reaches less than half of a window says nothing about its rate.
REACH = 0.5
ELECTION, NEW_YEAR = date(2020, 8, 9), date(2021, 1, 1)
INVASION, TEXT = date(2022, 2, 24), date(2024, 5, 16)
CAVEAT = "the list is a selection"


def timeline(facts: pd.DataFrame, choices: Choices) -> pd.DataFrame:
    """Return the timeline facts that count for a reader, with `day` (the first day meant), in order."""
    rows = facts[facts["note"].str.contains(r"\btimeline\b")]
    rows = rows.assign(family=[voices.family(speaker) for speaker in rows["asserted_by"]])
    rows = voices.counted(rows, choices)
    rows = rows.assign(day=[dates.first_day(text) for text in rows["date_start"]])
    return rows.sort_values(["day", "fact_id"], ignore_index=True)


def acts(listed: pd.DataFrame, rule_name: str = "done") -> pd.DataFrame:
    """Return the acts of integration among the timeline facts.

    A statement counts when it says that something was signed, concluded, ratified or initialled, and under
    `done` also adopted, approved or put into force; unless a word of `NOT` stands in it. The acts stand in a
    table on the page, so that a reader can see what the rule takes in.

    Parameters
    ----------
    listed
        As `timeline` returns it.
    rule_name
        `done` or `signed`.
    """
    kept = [bool(re.search(RULES[rule_name], text)) and not re.search(NOT, text) for text in listed["statement"]]
    return listed[pd.Series(kept, index=listed.index, dtype=bool)].reset_index(drop=True)


def by_year(found: pd.DataFrame, first: int, last: int) -> pd.Series:
    """Return the number of acts in each year, none included."""
    years = pd.Series([day.year for day in found["day"]], dtype="int64")
    return years.value_counts().reindex(range(first, last + 1), fill_value=0).sort_index()


def added(found: pd.DataFrame, listed: pd.DataFrame, start: int) -> PartTest:
    """Test whether acts add up decade after decade (ES-01a), from one starting year."""
    asked = (f"No {LONG_PAUSE} years pass without a new act of integration; a pause in years of which the list tells "
             "other things breaks it, a hole of the list does not.")
    claimed = "commitments and joint bodies that add up since the 1990s"
    if found.empty or listed.empty:
        return PartTest("ES-01a", Outcome.OPEN, asked, claimed, "no dated act is known under these parameters")
    last = listed["day"].max().year
    mine = found[[day.year >= start for day in found["day"]]]
    years = [day.year for day in mine["day"]]
    pause = rates.longest_pause(years, start, last)
    decades = {decade: sum(year // 10 == decade for year in years) for decade in range(start // 10, last // 10 + 1)}
    length = 0 if pause is None else pause[1] - pause[0] + 1
    if length < LONG_PAUSE:
        outcome = Outcome.HOLDS
    else:
        told_of = {day.year for day in listed["day"]}
        empty = range(pause[0], pause[1] + 1) if pause else range(0)
        outcome = Outcome.BROKEN if sum(year in told_of for year in empty) >= length / 2 else Outcome.OPEN
    counts = ", ".join(f"{count} in the {10 * decade}s" for decade, count in decades.items())
    found_words = f"{len(mine)} acts from {start} to {last}: {counts}; the longest pause is {length} years"
    return PartTest("ES-01a", outcome, asked, claimed, found_words, "acts",
                    float(len(mine)), n=len(mine), rows=tuple(mine["fact_id"]),
                    tried=((f"from {start}", found_words),))


def rate(found: pd.DataFrame, listed: pd.DataFrame, since: date, until: date, start: int) -> tuple[Outcome, str]:
    """Compare the acts a year from a day on with those before it; the outcome, and what was found in words."""
    if listed.empty:
        return Outcome.OPEN, "no dated act is known under these parameters"
    end = min(until, listed["day"].max())
    reach = max((end - since).days, 0) / (until - since).days
    if reach < REACH:
        return Outcome.OPEN, f"the list ends in {listed['day'].max().year}, too early for {since.year} to {until.year}"
    after = sum(since <= day <= until for day in found["day"])
    before = sum(date(start, 1, 1) <= day < since for day in found["day"])
    seen = rates.ratio(before, (since - date(start, 1, 1)).days / 365.25, after, (end - since).days / 365.25)
    outcome = Outcome.OPEN
    if seen.low > OVERCOUNT:
        outcome = Outcome.HOLDS
    elif seen.high < 1:
        outcome = Outcome.BROKEN
    high = "no upper end" if seen.high == float("inf") else f"{seen.high:.1f}"
    return outcome, (f"{after} acts in {seen.years_after:.1f} years against {before} in {seen.years_before:.1f}: "
                     f"{seen.ratio:.1f} times as many a year [{seen.low:.1f}; {high}]")


def faster(part_id: str, found: pd.DataFrame, listed: pd.DataFrame, start: int) -> PartTest:
    """Test whether acts came faster after 2020 (ES-02a) or after the invasion (ES-03a)."""
    readings = {"ES-02a": ((ELECTION, INVASION), (NEW_YEAR, INVASION), (ELECTION, TEXT), (NEW_YEAR, TEXT)),
                "ES-03a": ((INVASION, TEXT),)}[part_id]
    made = [rate(found, listed, *reading, start) for reading in readings]
    decided = {outcome for outcome, _ in made} - {Outcome.OPEN}
    outcome = made[0][0] if len(decided) < 2 else rule.combine(outcome for outcome, _ in made)
    words = [f"{since.isoformat()} to {until.isoformat()}" for since, until in readings]
    told = tuple(zip(words, (told for _, told in made), strict=True))
    return PartTest(part_id, outcome,
                    f"More acts of integration a year than before, by a ratio whose interval lies above "
                    f"{OVERCOUNT:.0f}, because recent acts are likelier to be listed; below 1 breaks it.",
                    "more acts a year than before", f"{told[0][0]}: {told[0][1]}; {CAVEAT}",
                    "times", rows=tuple(found["fact_id"]), n=len(found), tried=told)

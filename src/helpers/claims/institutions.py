"""Tests of IMP-04 and IMP-05: whether institutions work, and whether anything limits the president."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.analysis import bounds, breaks, comparators
from helpers.analysis.bounds import Moved, Under
from helpers.analysis.breaks import Breaks
from helpers.claims import legs
from helpers.claims.indices import (
    COURTS,
    DATED,
    ELECTIONS,
    INDICES,
    MEDIA,
    OVERSIGHT,
    PARLIAMENT,
    SOCIETY,
    STATE,
    Index,
    scores,
)
from helpers.evidence import accounts, rule
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome

if TYPE_CHECKING:
    from helpers.study import Study

WRITTEN = "2024-05-16"
# The lines that the lowest tenth of a scale from 0 to 1 is tried with: itself, one and a half and twice as much.
MULTIPLES = (1.0, 1.5, 2.0)
LAST_YEARS = 3
# Half of the scale: the line at which the typology behind `vdem15_regime` begins to speak of a democracy
# (Luehrmann, Tannenberg and Lindberg 2018). A score whose lower bound lies above it works.
WORKS = 0.5
# Polity5: executive constraints from 1, unlimited authority, to 7; from 5 on they are substantial.
POLITY_FLOOR, POLITY_BINDS = 1, 5
# The year before the election of 2020 and the last with bounds; the years around the referendum of 1996.
CRISIS, REFERENDUM = (2019, 2021), (1995, 1997)
SEED = 20240516
STATES = {Outcome.HOLDS: "at the floor", Outcome.BROKEN: "well above the floor",
          Outcome.CONTESTED: "at the floor by some lines only", Outcome.OPEN: "not shown to be at the floor"}
LEGS = {Outcome.HOLDS: "as claimed", Outcome.BROKEN: "not as claimed", Outcome.CONTESTED: "disputed",
        Outcome.OPEN: "undecided"}
CLAIMED = {"IMP-04": "institutions that do not truly function", "IMP-05": "power without limits in practice"}


def judged(found: Under | None, line: float) -> Outcome:
    """Judge whether an institution does nothing: its score at the floor, above half of the scale, or between."""
    if found is None:
        return Outcome.OPEN
    if found.inside:
        return Outcome.HOLDS if found.share >= rule.THRESHOLDS.grid_share else Outcome.CONTESTED
    lowest = found.value if np.isnan(found.low) else found.low
    return Outcome.BROKEN if lowest > WORKS else Outcome.OPEN


def told(found: Under | None) -> str:
    """Return the last score of an index in words."""
    if found is None:
        return "no score known"
    span = "no bounds" if np.isnan(found.low) else f"bounds {found.low:.3f} to {found.high:.3f}"
    return f"{found.value:.3f} in {found.year} ({span})"


def floor(series: pd.DataFrame, part_id: str, index: Index, line: float) -> PartTest:
    """Test whether an index lies at the floor."""
    asked = (f"In the last year with bounds the whole interval lies in the lowest {100 * line:.0f} percent of the "
             f"scale; so it does in two thirds of the tries with the last {LAST_YEARS} years and three lines up to "
             f"{100 * line * MULTIPLES[-1]:.0f} percent. A score without bounds must lie under half of a line. A lower "
             f"bound above {WORKS} breaks it; between the two it stays open.")
    found = bounds.under(scores(series, index), line, MULTIPLES, LAST_YEARS)
    words = f"{index.name}: {told(found)}"
    if found:
        words += f", under the line in {100 * found.share:.0f} % of the tries"
    low, high = (None, None) if found is None or np.isnan(found.low) else (found.low, found.high)
    return PartTest(part_id, judged(found, line), asked, "a score at the floor", words, "index from 0 to 1",
                    found.value if found else None, low, high, len(found.years) if found else None, index.series)


def polity(series: pd.DataFrame) -> PartTest:
    """Test Polity's executive constraints, coded to 2018 (IMP-05a)."""
    asked = (f"The last category is {POLITY_FLOOR}, unlimited authority; {POLITY_BINDS} or more breaks it; what lies "
             "between stays open.")
    rows = comparators.panel(series, "polity5_xconst")
    mine = rows[rows["entity"].eq(STATE)].sort_values("year")
    if mine.empty:
        return PartTest("IMP-05a", Outcome.OPEN, asked, "no limits on the executive", "Polity5: no value known",
                        series=("polity5_xconst",))
    value, year = int(mine["value"].iloc[-1]), int(mine["year"].iloc[-1])
    since = int(mine.loc[mine["value"].ne(value), "year"].max() + 1) if mine["value"].ne(value).any() else int(
        mine["year"].min())
    outcome = (Outcome.HOLDS if value <= POLITY_FLOOR else Outcome.BROKEN if value >= POLITY_BINDS else Outcome.OPEN)
    return PartTest("IMP-05a", outcome, asked, "no limits on the executive",
                    f"Polity5: category {value} of 7 in every year from {since} to {year}, 1 being no limits at all",
                    "category from 1 to 7", float(value), n=len(mine), series=("polity5_xconst",))


def control() -> PartTest:
    """Say that democratic control of the union programmes cannot be tested (IMP-04c)."""
    return PartTest("IMP-04c", Outcome.OPEN,
                    "A union act that parliament amended, delayed or refused breaks it; all of them passed unchanged "
                    "bear it out.", "no democratic control over the union programmes",
                    "no record of how parliament dealt with union acts was read, nor an account that concludes so")


def parliament(series: pd.DataFrame, table: pd.DataFrame, line: float) -> tuple[PartTest, ...]:
    """Test whether parliament works as a parliament (IMP-04a), by index and by accounts."""
    asked = "Own laws, votes against the executive, opposition seats, a say in the constitution: what accounts report."
    return (floor(series, "IMP-04a", PARLIAMENT, line),
            accounts.says(table, "IMP-04a", "a parliament that does not work as one", kind="trend", asked=asked,
                          until=WRITTEN))


def watched(table: pd.DataFrame) -> PartTest:
    """Test what those who watched elections reported (a leg of IMP-04b)."""
    return accounts.says(table, "IMP-04b", "elections that do not work", kind="trend", items=["elections"],
                         until=WRITTEN)


def every(part_id: str, claimed: str, line: float, legs_of: Mapping[str, tuple[PartTest, ...]]) -> PartTest:
    """Join institutions by AND: one that works breaks the part, one that cannot be judged leaves it open.

    Parameters
    ----------
    legs_of
        Tests by institution; those of one institution are combined as tests of one part are.
    """
    outcomes = {name: rule.combine(test.outcome for test in made) for name, made in legs_of.items()}
    asked = (f"All of {', '.join(legs_of)} must be at the floor (the lowest {100 * line:.0f} percent, bounds inside "
             "it), or fail by the accounts of those who watched. One that works breaks it, one that cannot be judged "
             "leaves it open.")
    words = [f"{name}: {LEGS[outcomes[name]]} ({'; '.join(test.found for test in made)})"
             for name, made in legs_of.items()]
    made = [test for tests_of in legs_of.values() for test in tests_of]
    return PartTest(part_id, reduce(legs.both, outcomes.values()), asked, claimed, ". ".join(words), n=len(legs_of),
                    series=tuple(dict.fromkeys(name for test in made for name in test.series)),
                    rows=tuple(dict.fromkeys(row for test in made for row in test.rows)))


def scored(series: pd.DataFrame, part_id: str, line: float) -> dict[str, tuple[PartTest, ...]]:
    """Return the tests by index that belong to a part, by institution."""
    wanted = {"IMP-04b": {"elections": ELECTIONS, "courts": COURTS, "media": MEDIA, "civil society": SOCIETY},
              "IMP-05a": {"parliament": PARLIAMENT, "courts": COURTS, "all bodies of oversight": OVERSIGHT,
                          "elections": ELECTIONS}}[part_id]
    return {name: (floor(series, part_id, index, line),) for name, index in wanted.items()}


def others(series: pd.DataFrame, table: pd.DataFrame, line: float) -> PartTest:
    """Test whether elections, courts, media and civil society work (IMP-04b)."""
    made = scored(series, "IMP-04b", line)
    made["elections"] += (watched(table),)
    return every("IMP-04b", "institutions that do not work", line, made)


def limits(series: pd.DataFrame, line: float) -> tuple[PartTest, ...]:
    """Test whether parliament, courts and elections limit the president (IMP-05a)."""
    return every("IMP-05a", "no limits on the president", line, scored(series, "IMP-05a", line)), polity(series)


def constitution(table: pd.DataFrame) -> PartTest:
    """Test whether constitution and People's Assembly limit him (IMP-05b)."""
    asked = ("What the rules and those who judged them say: rules that exempt him, or that he himself heads, bear the "
             "part out; rules that bind him break it.")
    return accounts.says(table, "IMP-05b", "rules that set him no limits", asked=asked, until=WRITTEN)


def tests(series: pd.DataFrame, tables: Mapping[str, pd.DataFrame], line: float) -> dict[str, tuple[PartTest, ...]]:
    """Return the tests by claim.

    Parameters
    ----------
    series
        Rows of the series read.
    tables
        Accounts by claim.
    line
        The floor: the lowest part of the scale.
    """
    return {"IMP-04": (*parliament(series, tables["IMP-04"], line), others(series, tables["IMP-04"], line), control()),
            "IMP-05": (*limits(series, line), constitution(tables["IMP-05"]))}


def joined(made: Iterable[PartTest], part_id: str) -> Outcome:
    """Return what the tests of one part come to."""
    return rule.combine(test.outcome for test in made if test.part_id == part_id)


def short(claim: str, series: pd.DataFrame) -> str:
    """Return what was found for a claim, short enough for a table's cell."""
    wanted = {"IMP-04": {"parliament": PARLIAMENT, "courts": COURTS, "media": MEDIA, "elections": ELECTIONS},
              "IMP-05": {"parliament": PARLIAMENT, "courts": COURTS, "elections": ELECTIONS}}[claim]
    last = {name: scores(series, index)["value"].tail(1).tolist() for name, index in wanted.items()}
    told = [f"{name} {value[0]:.2f}" for name, value in last.items() if value]
    return f"of 1: {', '.join(told)}" if told else "no score known"


def summary(claim: str, made: tuple[PartTest, ...], by_index: Mapping[str, tuple[PartTest, ...]]) -> str:
    """Return one or two sentences on a claim.

    Parameters
    ----------
    made
        Its tests.
    by_index
        As `scored` returns it, for the part that has several institutions.
    """
    by_state: dict[Outcome, list[str]] = {}
    for name, tests_of in by_index.items():
        by_state.setdefault(tests_of[0].outcome, []).append(name)
    told = "; ".join(f"{STATES[outcome]}: {', '.join(by_state[outcome])}" for outcome in Outcome if outcome in by_state)
    if claim == "IMP-04":
        says = {Outcome.HOLDS: "Accounts of parliament agree that it does not act on its own",
                Outcome.BROKEN: "Accounts of parliament say that it acts on its own"}.get(
                    made[1].outcome, "Accounts of parliament do not settle whether it acts on its own")
        return f"{says}. The others by index, {told}. How parliament dealt with union acts was not read."
    rules = {Outcome.HOLDS: "The rules of 2022 are drawn so that they do not bind him, by most accounts",
             Outcome.BROKEN: "By most accounts the rules of 2022 bind him"}.get(
                 made[-1].outcome, "Whether the rules of 2022 bind him is disputed or not known")
    return f"Limits on the president by index, {told}. {rules}."


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `institutions`, in claim order."""
    claims = study.notebook.settles
    series, line = study.series(*study.notebook.series), study.parameters["floor"]
    made = tests(series, {claim: study.accounts(claim) for claim in claims}, line)
    several = {"IMP-04": "IMP-04b", "IMP-05": "IMP-05a"}
    return [Finding(claim, CLAIMED[claim], short(claim, series),
                    summary(claim, made[claim], scored(series, several[claim], line)), "index from 0 to 1", made[claim])
            for claim in claims]


def changes(series: pd.DataFrame, first: int, last: int) -> dict[str, Moved]:
    """Return how every index of Belarus moved between two years, those with a value in both."""
    made = {index.key: bounds.moved(scores(series, index), first, last) for index in INDICES}
    return {key: found for key, found in made.items() if found}


def dates(series: pd.DataFrame, start: int, shortest: int, replications: int) -> dict[str, Breaks]:
    """Return the breaks in level of the indices that reach back to the 1990s, no date given beforehand."""
    rng, made = np.random.default_rng(SEED), {}
    for index in DATED:
        mine = scores(series, index).query("year >= @start")
        if len(mine) >= max(4, 2 * shortest):
            made[index.key] = breaks.find(mine["year"], mine["value"], rng, size=shortest, replicates=replications)
    return made

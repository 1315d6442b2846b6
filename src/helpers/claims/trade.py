"""Tests of what trade can settle of ES-01, ES-02 and ES-03."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from helpers.analysis import breaks, comparators, shares, synthetic, trends
from helpers.analysis.breaks import Breaks
from helpers.analysis.synthetic import Refused, Synthetic
from helpers.claims import change
from helpers.claims.change import Change, Measure
from helpers.evidence import rule
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study

# A fall that lasts this long speaks against "a trend for several decades"; stated before any result.
LONG_STRETCH = 8
# A step of the share smaller than this many percentage points is no step worth the name.
TRIFLE = 5.0
# Fewest observations on which a line or a level says anything.
FEWEST = 6
# The seed of everything drawn here.
SEED = 20240516
SERIES = {
    "exports": ("factbook_russia_share_exports", "russia_share_exports_stated", "goods_exports_to_russia_usd",
                "merch_exports_usd"),
    "imports": ("factbook_russia_share_imports", "russia_share_imports_stated", "goods_imports_from_russia_usd",
                "merch_imports_usd"),
    "turnover": ("russia_share_turnover_stated", "goods_turnover_with_russia_usd", "merch_exports_usd",
                 "merch_imports_usd"),
}
PANELS = {"exports": "factbook_russia_share_exports", "imports": "factbook_russia_share_imports"}
OPENNESS = "gs_merch_trade_pct_gdp"
# Readings of the years: from the election of 2020 or from 2021, up to the invasion or up to May 2024.
AFTER_2020 = ((2021, 2021), (2021, 2024), (2020, 2021), (2020, 2024))
AFTER_2022 = ((2022, 2024),)
CLAIMED = {"ES-01": "dependence that grows over several decades", "ES-02": "faster after 2020",
           "ES-03": "faster still after February 2022"}


def flow(picked: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return one flow of a picked table, by year."""
    return picked[picked["flow"].eq(name)].sort_values("year")


def counts(study: Study) -> pd.DataFrame:
    """Return every count of Russia's share that the reader's choices leave."""
    return shares.table(study.series(*study.notebook.series))


def pick(study: Study) -> pd.DataFrame:
    """Return one count for each flow and year, from the first year looked at."""
    given = study.parameters
    picked = shares.pick(counts(study), f"{given['preference']} first", mirror=given["mirror"] == "yes")
    return picked[picked["year"] >= given["start_year"]]


def measure(series: pd.DataFrame, picked: pd.DataFrame, name: str) -> Measure:
    """Return Russia's share in one flow as a measure, with the Factbook's shares of other states beside it.

    The comparators have no other count; Belarus has the one picked, because the Factbook names no Russian
    share for it after 2019.
    """
    mine = flow(picked, name)[["year", "share"]].rename(columns={"share": "value"})
    others = None
    if name in PANELS:
        panel = comparators.panel(series, PANELS[name])
        others = pd.concat([panel[panel["entity"] != change.STATE], mine.assign(entity=change.STATE)],
                           ignore_index=True)
    return Measure(name, f"Russia's share in {name}", "points", 1, "dependence", 1, TRIFLE, SERIES[name],
                   mine.reset_index(drop=True), others)


def lasting(mine: pd.DataFrame, name: str, start: int) -> PartTest:
    """Test whether a flow's share has grown over the whole span (ES-01b)."""
    asked = "The slope over the whole span is clear of zero upwards, and no fall lasts eight years or more."
    claimed = "a share that grows over several decades"
    mine = mine[mine["year"] >= start]
    if len(mine) < FEWEST:
        return PartTest("ES-01b", Outcome.OPEN, asked, claimed, f"{name}: {len(mine)} values, too few",
                        n=len(mine), series=SERIES[name])
    line = trends.slope(mine["year"], mine["share"])
    steps = trends.monotony(mine["year"], mine["share"])
    fell = steps.setback_years or (0, 0)
    if fell[1] - fell[0] >= LONG_STRETCH or line.high < 0:
        outcome = Outcome.BROKEN
    else:
        outcome = Outcome.HOLDS if line.low > 0 else Outcome.OPEN
    found = (f"{name} from {start}: slope {line.estimate:+.2f} points a year [{line.low:.2f}; {line.high:.2f}], "
             f"a fall of {steps.setback:.0f} points from {fell[0]} to {fell[1]}, "
             f"up in {100 * steps.share:.0f} % of steps")
    return PartTest("ES-01b", outcome, asked, claimed, found, "percentage points a year", line.estimate, line.low,
                    line.high, len(mine), SERIES[name], tried=((f"from {start}", found.split(": ", 1)[1]),))


def steps(series: pd.DataFrame, picked: pd.DataFrame, states: str = "all") -> dict[str, dict[str, list[Change]]]:
    """Return the changes after 2020 and after 2022, by part and flow, at every reading of the years."""
    measures = {name: measure(series, picked, name) for name in shares.FLOWS}
    return {part: {name: [change.held(one, since, until, states, len(measures)) for since, until in readings]
                   for name, one in measures.items()}
            for part, readings in (("ES-02b", AFTER_2020), ("ES-03b", AFTER_2022))}


def tests(series: pd.DataFrame, picked: pd.DataFrame, start: int,
          states: str = "all") -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of what trade can settle, by claim.

    Parameters
    ----------
    series
        Rows of the series read, for the comparators.
    picked
        One value a flow and year, as `analysis.shares.pick` returns it.
    start
        First year looked at.
    states
        The set of comparators: all, outside_eu or eaeu.
    """
    lines = []
    for name in ("exports", "imports"):
        made = [lasting(flow(picked, name), name, first) for first in dict.fromkeys((start, max(start, 1995)))]
        lines.append(every_start(made))
    made_steps = steps(series, picked, states)
    claimed = {"ES-02b": "a share that rose faster after 2020, beyond its past and beyond comparators",
               "ES-03b": "a share that rose faster after February 2022, beyond its past and beyond comparators"}
    return {"ES-01": tuple(lines)} | {
        part[:-1]: tuple(change.part_test(part, made, claimed[part]) for made in by_flow.values())
        for part, by_flow in made_steps.items()}


def settle(study: Study) -> list[Finding]:
    """Return what trade finds on ES-01, ES-02 and ES-03, from the study's tables."""
    series = study.series(*study.notebook.series)
    made = tests(series, pick(study), study.parameters["start_year"], study.parameters["comparators"])
    return [Finding(claim, CLAIMED[claim], short(parts), summary(parts), parts[0].unit, parts)
            for claim, parts in made.items()]


def short(parts: tuple[PartTest, ...]) -> str:
    """Return what the first flow gave, short enough for a table's cell."""
    first = parts[0]
    if first.estimate is None:
        return "too few values of the export share"
    told = f"{first.estimate:+.1f} {first.unit}"
    return f"exports: {told}, {TOLD[rule.combine(test.outcome for test in parts)]}"


def every_start(made: list[PartTest]) -> PartTest:
    """Join the tests from several starting years: decided only when all decide the same way."""
    outcome = made[0].outcome if len({test.outcome for test in made}) == 1 else Outcome.OPEN
    return replace(made[0], outcome=outcome, tried=tuple(pair for test in made for pair in test.tried))


TOLD = {
    Outcome.HOLDS: "bears the claim out", Outcome.BROKEN: "speaks against the claim",
    Outcome.CONTESTED: "points both ways", Outcome.OPEN: "cannot decide",
}


def summary(tests: tuple[PartTest, ...]) -> str:
    """Return in a few words what trade says on a claim's part: the first reading of each flow."""
    outcomes = [test.outcome for test in tests]
    told = [f"{test.found.split(',')[0].split(' from ')[0]}: {test.tried[0][1]}." for test in tests
            if test.estimate is not None]
    words = " ".join([f"On {tests[0].part_id} trade {TOLD[rule.combine(outcomes)]}.", *told])
    return words.replace("Russia's share in ", "")


def mixtures(series: pd.DataFrame, picked: pd.DataFrame) -> dict[str, Synthetic | Refused]:
    """Return the synthetic control of each flow after 2022, with and without an intercept, or its refusal."""
    made: dict[str, Synthetic | Refused] = {}
    for name in PANELS:
        others = measure(series, picked, name).others
        for intercept in (False, True) if others is not None else ():
            words = f"{name}, {'movement only' if intercept else 'level and movement'}"
            made[words] = synthetic.control(others, change.STATE, AFTER_2022[0][0], (2002, AFTER_2022[0][1]),
                                            intercept=intercept)
    return made


def openness(series: pd.DataFrame) -> Measure:
    """Return merchandise trade with the whole world in percent of output, a measure of the whole pie."""
    panel = comparators.panel(series, OPENNESS)
    mine = panel[panel["entity"].eq(change.STATE)][["year", "value"]]
    return Measure("openness", "merchandise trade with the world", "percent of output", 0, "dependence", 1, TRIFLE,
                   (OPENNESS,), mine, panel)


def dates(picked: pd.DataFrame, shortest: int, replications: int) -> dict[str, Breaks]:
    """Return the breaks of each flow with values enough, none of their dates given beforehand."""
    rng = np.random.default_rng(SEED)
    return {name: breaks.find(mine["year"], mine["share"], rng, size=shortest, replicates=replications)
            for name in PANELS if len(mine := flow(picked, name)) >= max(FEWEST, 2 * shortest)}

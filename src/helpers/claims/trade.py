"""Tests of what trade can settle of ES-01, ES-02 and ES-03."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Literal

import pandas as pd

from helpers.analysis import shares, trends
from helpers.analysis.breaks import Breaks
from helpers.errors import CompendiumError
from helpers.evidence import rule
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

# A fall that lasts this long speaks against "a trend for several decades"; stated before any result.
LONG_STRETCH = 8
# A step of the share smaller than this many percentage points is no step worth the name.
TRIFLE = 5.0
# Fewest observations on which a line or a level says anything.
FEWEST = 6
SERIES = {
    "exports": ("factbook_russia_share_exports", "russia_share_exports_stated", "goods_exports_to_russia_usd",
                "merch_exports_usd"),
    "imports": ("factbook_russia_share_imports", "russia_share_imports_stated", "goods_imports_from_russia_usd",
                "merch_imports_usd"),
    "turnover": ("russia_share_turnover_stated", "goods_turnover_with_russia_usd", "merch_exports_usd",
                 "merch_imports_usd"),
}
Model = Literal["level", "trend"]
MODELS: tuple[Model, ...] = ("level", "trend")
BASELINES = (1992, 2000, 2005)


def flow(picked: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return one flow of a picked table, by year."""
    return picked[picked["flow"].eq(name)].sort_values("year")


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
                    line.high, len(mine), SERIES[name], tried=((f"from {start}", found),))


@dataclass(frozen=True)
class Step:
    """A share after a year against the years before it, at one specification."""

    since: int
    until: int
    baseline: int
    model: Model
    result: trends.Later


def step(mine: pd.DataFrame, since: int, until: int, baseline: int, model: Model) -> Step | None:
    """Return the step of a share at a year; None where there is too little to say."""
    inside = mine[mine["year"].between(baseline, until)]
    if (inside["year"] < since).sum() < 4 or not (inside["year"] >= since).any():
        return None
    return Step(since, until, baseline, model,
                trends.later_against_earlier(inside["year"], inside["share"], since, model))


def grid(mine: pd.DataFrame, since: int, until: int) -> list[Step]:
    """Return the step at every specification of baseline and model that the data allow."""
    made = (step(mine, since, until, baseline, model) for baseline, model in product(BASELINES, MODELS))
    return [entry for entry in made if entry is not None]


def stepped(part_id: str, mine: pd.DataFrame, name: str, since: int, windows: Iterable[int]) -> PartTest:
    """Test whether a share stood above its own past from a year on (ES-02b, ES-03b).

    Where the claim leaves open how far the window reaches, the part is decided only when every window
    decides it the same way.
    """
    asked = (f"The share from {since} on lies above the prediction from the years before, at the preferred "
             f"specification (level, all years) and in two thirds of the others; less than {TRIFLE:.0f} points is "
             "none. Comparators are not held against it here.")
    claimed = f"a share that rose beyond its past from {since} on"
    outcomes, tried = [], []
    best: Step | None = None
    for until in windows:
        steps = grid(mine, since, until)
        if not steps:
            outcomes.append(Outcome.OPEN)
            tried.append((f"{since} to {until}", "no value after the year, or too few before"))
            continue
        best, result = steps[0], steps[0].result
        agreeing = sum(entry.result.excess_low > 0 for entry in steps) / len(steps)
        outcomes.append(rule.grid_outcome(1, result.excess_low, result.excess_high, agreeing, TRIFLE))
        tried.append((f"{since} to {until}",
                      f"{result.excess:+.1f} points [{result.excess_low:.1f}; {result.excess_high:.1f}] over "
                      f"{result.after} years, clear in {100 * agreeing:.0f} % of {len(steps)} specifications"))
    agreed = outcomes[0] if len(set(outcomes)) == 1 else Outcome.OPEN
    if {Outcome.HOLDS, Outcome.BROKEN} <= set(outcomes):
        agreed = Outcome.CONTESTED
    found = f"{name}: " + "; ".join(f"{window}: {told}" for window, told in tried)
    seen = best.result if best else None
    return PartTest(part_id, agreed, asked, claimed, found, "percentage points", seen.excess if seen else None,
                    seen.excess_low if seen else None, seen.excess_high if seen else None,
                    seen.before + seen.after if seen else None, SERIES[name], tried=tuple(tried))


def larger_step(picked: pd.DataFrame) -> PartTest:
    """Test whether the shares moved more after 2022 than after 2020 (ES-03d)."""
    asked = ("For each flow, the mean of 2022-23 less that of 2020-21 is held against the mean of 2020-21 less that "
             "of 2018-19.")
    told, larger, seen = [], [], []
    for name in shares.FLOWS:
        means = [flow(picked, name).query("@first <= year <= @first + 1")["share"].mean()
                 for first in (2018, 2020, 2022)]
        if any(pd.isna(mean) for mean in means):
            continue
        first, second = means[1] - means[0], means[2] - means[1]
        larger.append(second > first)
        seen.append(second - first)
        told.append(f"{name} {second:+.1f} against {first:+.1f} points")
    outcome = Outcome.OPEN
    if larger:
        outcome = Outcome.HOLDS if all(larger) else Outcome.CONTESTED if any(larger) else Outcome.BROKEN
    series = tuple(dict.fromkeys(entry for names in SERIES.values() for entry in names))
    return PartTest("ES-03d", outcome, asked, "a larger step after February 2022 than after 2020",
                    "; ".join(told) or "no flow has values in all three pairs of years", "percentage points",
                    float(pd.Series(seen, dtype=float).mean()) if seen else None, n=len(seen), series=series)


def tests(picked: pd.DataFrame, start: int) -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of what trade can settle, by claim.

    Parameters
    ----------
    picked
        One value a flow and year, as `analysis.shares.pick` returns it.
    start
        First year looked at.
    """
    if picked.empty:
        raise CompendiumError("trade: found no share known under these parameters, expected one or more; do: choose "
                              "a later as_of day or more perspectives")
    lines = []
    for name in ("exports", "imports"):
        made = [lasting(flow(picked, name), name, first) for first in dict.fromkeys((start, max(start, 1995)))]
        lines.append(_every_start(made))
    return {
        "ES-01": tuple(lines),
        "ES-02": tuple(stepped("ES-02b", flow(picked, name), name, 2021, (2021, 2024)) for name in shares.FLOWS),
        "ES-03": (*(stepped("ES-03b", flow(picked, name), name, 2022, (2024,)) for name in shares.FLOWS),
                  larger_step(picked)),
    }


def _every_start(made: list[PartTest]) -> PartTest:
    """Join the tests from several starting years: decided only when all decide the same way."""
    outcome = made[0].outcome if len({test.outcome for test in made}) == 1 else Outcome.OPEN
    first = made[0]
    return PartTest(first.part_id, outcome, first.test, first.claimed, first.found, first.unit, first.estimate,
                    first.low, first.high, first.n, first.series,
                    tried=tuple(pair for test in made for pair in test.tried))


TOLD = {
    Outcome.HOLDS: "bears the claim out", Outcome.BROKEN: "speaks against the claim",
    Outcome.CONTESTED: "points both ways", Outcome.OPEN: "cannot decide",
}


def summary(tests: tuple[PartTest, ...]) -> str:
    """Return in two sentences what trade says on a claim's parts."""
    parts: dict[str, list[PartTest]] = {}
    for test in tests:
        parts.setdefault(test.part_id, []).append(test)
    words = [f"On {part} trade {TOLD[rule.combine(test.outcome for test in made)]}." for part, made in parts.items()]
    return f"{' '.join(words)} {'; '.join(test.found for test in tests)}."


def answer(exports: pd.DataFrame, made: dict[str, tuple[PartTest, ...]]) -> str:
    """Return the notebook's answer, from the export share and the tests."""
    if len(exports) < FEWEST:
        return (f"Under these parameters {len(exports)} values of the export share are known, too few to tell a "
                "direction.")
    steps = trends.monotony(exports["year"], exports["share"])
    fell, last = steps.setback_years, exports.iloc[-1]
    lasting_rise = rule.combine(test.outcome for test in made["ES-01"])
    told = {Outcome.HOLDS: "Trade tells of a rise over the whole span.",
            Outcome.BROKEN: "Trade does not tell of one steady rise."}.get(
                lasting_rise, "Trade cannot tell whether there was one steady rise.")
    after = {part: rule.combine(test.outcome for test in made[part[:-1]] if test.part_id == part)
             for part in ("ES-02b", "ES-03b")}
    step = dict.fromkeys((Outcome.HOLDS,), "can be told from the past")
    setback = (f" Russia's share in Belarusian exports fell by {steps.setback:.0f} points from {fell[0]} to {fell[1]} "
               f"and stood at {last['share']:.0f} percent in {last['year']}.") if fell else ""
    return (f"{told}{setback} A step after the election of 2020 "
            f"{step.get(after['ES-02b'], 'cannot be told from the past')}; "
            f"one after the invasion of 2022 {step.get(after['ES-03b'], 'cannot be told from the past')}.")


def shares_title(exports: pd.DataFrame, imports: pd.DataFrame) -> str:
    """Return what the figure of shares shows, as a sentence."""
    if len(exports) < FEWEST:
        return f"Only {len(exports)} values of the export share are known"
    steps = trends.monotony(exports["year"], exports["share"])
    fell, last = steps.setback_years, exports.iloc[-1]
    title = f"Russia's share in exports stood at {last['share']:.0f} percent in {last['year']}"
    if fell and fell[1] < last["year"]:
        title = (f"Russia's share in exports fell from {fell[0]} to {fell[1]} and rose to {last['share']:.0f} percent "
                 f"by {last['year']}")
    if len(imports) >= FEWEST:
        line = trends.slope(imports["year"], imports["share"])
        title += "; in imports it " + ("rose" if line.low > 0 else "fell slowly" if line.high < 0 else "went nowhere")
    return title


def levels_title(levels: pd.DataFrame) -> str:
    """Return how exports to the world and to Russia moved since 2021, as a sentence."""
    told = []
    for series_id, name in (("merch_exports_usd", "to the world"), ("goods_exports_to_russia_usd", "to Russia")):
        mine = levels[levels["series_id"].eq(series_id) & (levels["period"] >= "2020")]
        mine = mine[~mine["edition"].isin(shares.OTHER_TOTALS)].sort_values("period")
        if len(mine) > 1:
            change = 100 * (mine["value"].iloc[-1] / mine["value"].iloc[0] - 1)
            told.append(f"{name} by {change:+.0f} percent ({mine['period'].iloc[0]} to {mine['period'].iloc[-1]})")
    return f"Exports changed {' and '.join(told)}" if told else "Levels since 2020 are not known"


def breaks_title(found: dict[str, Breaks]) -> str:
    """Return to which years the search dates breaks in exports, as a sentence."""
    exports = found.get("exports")
    if exports is None:
        return "Too few values are known to date a break"
    years = " and ".join(map(str, exports.years)) or "no year"
    near = exports.share_in(2020, 2022)
    return (f"Left to itself, the search dates breaks in the export share to {years}; {100 * near:.0f} percent of the "
            "repetitions have one in 2020-22")

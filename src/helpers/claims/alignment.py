"""Tests of what votes in the United Nations can settle of ES-01, ES-02, ES-03 and CON-01: foreign policy alone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pandas as pd
from scipy import stats

from helpers.analysis import alignment, comparators, multiplicity, trends
from helpers.analysis.alignment import BELARUS, MEASURES, Measure, Split
from helpers.analysis.comparators import Difference
from helpers.claims import legs
from helpers.evidence import rule
from helpers.evidence.findings import Finding, PartTest, Reading
from helpers.evidence.rule import Outcome
from helpers.memo import by_content

if TYPE_CHECKING:
    from helpers.study import Study

# All stated before any result. A retreat that lasts this long speaks against "a trend for several decades".
LONG_STRETCH = 8
FEWEST = 8
# Sessions before a step with which the states are compared.
COMPARED_YEARS = 5
# Three measures are tried on every part, so all their intervals together hold at 95 percent.
LEVEL = multiplicity.joint_level(len(MEASURES))
BASELINES = (1992, 2000, 2005)
MODELS = ("level", "trend")
NAMES: Mapping[Measure, str] = {
    "agreement": "votes cast as Russia cast them", "relative": "closeness to Russia above the median state",
    "closeness": "closeness of ideal points"}
UNITS: Mapping[Measure, str] = {"agreement": "points", "relative": "points", "closeness": "on the scale"}
SERIES: Mapping[Measure, tuple[str, ...]] = {
    "agreement": (alignment.AGREEMENT,), "relative": (alignment.AGREEMENT, alignment.MEDIAN),
    "closeness": (alignment.IDEAL,)}
# A fact on two comparators, whose shares the tests use themselves.
COMPARATORS_TOLD = "politics-038"
UKRAINE = "gaps_un_ukraine_same_vote"
# Windows by part: the readings of "after 2020", each with its first and last session.
WINDOWS: Mapping[str, tuple[tuple[int, int], ...]] = {
    "ES-02c": ((2020, 2021), (2021, 2021), (2020, 2023), (2021, 2023)),
    "ES-03c": ((2022, 2023),),
    "CON-01a": ((2020, 2023),),
}
CLAIMED = {"ES-02c": "foreign policy less autonomous after 2020", "ES-03c": "less autonomous after February 2022",
           "CON-01a": "Russia's influence rose with the 2020 crisis"}


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _number(value: float, measure: Measure) -> str:
    return f"{value:+.2f}" if measure == "closeness" else f"{value:+.1f}"


def series_of(measure: Measure, count: str) -> tuple[str, ...]:
    """Return the series that a measure rests on, under a count of agreement."""
    return (alignment.COUNTS[count],) if measure == "agreement" else SERIES[measure]


def lasting(table: pd.DataFrame, measure: Measure, starts: Iterable[int], count: str = "bsv") -> PartTest:
    """Test whether Belarus has drawn closer to Russia over the whole span (ES-01c).

    Tried from each starting year; decided only where all decide the same way.
    """
    asked = (f"{_sentence(NAMES[measure])}: the slope over the whole span is clear of zero upwards, and no retreat "
             f"lasts {LONG_STRETCH} years or more.")
    mine = alignment.of_state(table, measure)
    outcomes, tried = [], []
    line: trends.Slope | None = None
    for start in dict.fromkeys(starts):
        span = mine[mine["year"] >= start]
        if len(span) < FEWEST:
            outcomes.append(Outcome.OPEN)
            tried.append((f"from {start}", f"{len(span)} sessions, too few"))
            continue
        here = trends.slope(span["year"], span["value"], LEVEL)
        fell = trends.monotony(span["year"], span["value"]).setback_years or (start, start)
        broken = fell[1] - fell[0] >= LONG_STRETCH or here.high < 0
        outcomes.append(Outcome.BROKEN if broken else Outcome.HOLDS if here.low > 0 else Outcome.OPEN)
        decade = [_number(10 * value, measure) for value in (here.estimate, here.low, here.high)]
        tried.append((f"from {start}", f"{decade[0]} {UNITS[measure]} a decade [{decade[1]}; {decade[2]}], "
                                       f"deepest retreat {fell[0]} to {fell[1]}"))
        line = line or here
    return PartTest("ES-01c", _agreed(outcomes), asked, "drawn ever closer to Russia since the 1990s",
                    _told(measure, tried), UNITS[measure], line.estimate if line else None, line.low if line else None,
                    line.high if line else None, len(mine), series_of(measure, count), tried=tuple(tried))


def _told(measure: Measure, tried: Iterable[tuple[str, str]]) -> str:
    return f"{NAMES[measure]}: " + "; ".join(f"{window}: {words}" for window, words in tried)


def _agreed(outcomes: Sequence[Outcome]) -> Outcome:
    """Join the readings of a part: decided when all agree, disputed when two contradict each other."""
    if len(set(outcomes)) == 1:
        return outcomes[0]
    return Outcome.CONTESTED if {Outcome.HOLDS, Outcome.BROKEN} <= set(outcomes) else Outcome.OPEN


def grid(mine: pd.DataFrame, since: int, until: int, baselines: Iterable[int] = BASELINES) -> list[trends.Later]:
    """Return the step of a state at every specification of baseline and model that the data allow."""
    made = []
    for baseline, model in product(dict.fromkeys(baselines), MODELS):
        inside = mine[mine["year"].between(baseline, until)]
        if (inside["year"] < since).sum() >= FEWEST and (inside["year"] >= since).any():
            made.append(trends.later_against_earlier(inside["year"], inside["value"], since,
                                                     "trend" if model == "trend" else "level", LEVEL))
    return made


def weighed(past: Outcome, others: Outcome, split: Split | None, measure: Measure) -> Outcome:
    """Return what a step means once its own past, the comparators, and the question who moved, have been heard.

    Parameters
    ----------
    past, others
        Against Belarus's own past, and against the comparators.
    split
        Who made a gap to the median state wider.

    Notes
    -----
    Where a gap widened because the others left, it can be read both ways: as staying put, or as having no choice.
    Then the part is disputed, and not decided.
    """
    outcome = legs.both(past, others)
    mostly_others = split is None or split.own_share < 0.5
    return Outcome.CONTESTED if outcome is Outcome.HOLDS and measure == "relative" and mostly_others else outcome


def against(table: pd.DataFrame, measure: Measure, since: int, until: int) -> Difference | None:
    """Return the change of Belarus against that of the other states, the sessions before as baseline."""
    return comparators.difference(alignment.states(table, measure), BELARUS, (since - COMPARED_YEARS, since - 1),
                                  (since, until), level=LEVEL)


@by_content
def changed(part_id: str, table: pd.DataFrame, measure: Measure, trifle: float, start: int,
            count: str = "bsv") -> PartTest:
    """Test whether Belarus stood closer to Russia than its own past and comparators lead one to expect."""
    asked = (f"{_sentence(NAMES[measure])}: the sessions of the window lie above those before, at the preferred "
             "specification (level, all years) and in two thirds of the others; the rise is larger than in the "
             "comparators, and than in every one; and half or more of a wider gap comes from Belarus's own votes.")
    mine = alignment.of_state(table, measure)
    last = int(mine["year"].max()) if len(mine) else 0
    # A window that reaches beyond the last session known ends with it.
    windows = dict.fromkeys((since, max(since, min(until, last))) for since, until in WINDOWS[part_id])
    outcomes, tried = [], []
    first: trends.Later | None = None
    for since, until in windows:
        label = f"session{'s' if until > since else ''} of {since}" + (f" to {until}" if until > since else "")
        steps = grid(mine, since, until, (start, *BASELINES))
        if not steps or last < since:
            outcomes.append(Outcome.OPEN)
            tried.append((label, "too few sessions"))
            continue
        best = steps[0]
        agreeing = sum(step.excess_low > 0 for step in steps) / len(steps)
        past = rule.grid_outcome(1, best.excess_low, best.excess_high, agreeing, trifle)
        # Another count than bsv has no other states: its level cannot be held against theirs.
        beside = against(table, measure, since, until) if measure != "agreement" or count == "bsv" else None
        split = alignment.who_moved(table, since, until, COMPARED_YEARS) if measure == "relative" else None
        outcomes.append(weighed(past, legs.beyond(beside, trifle), split, measure))
        ends = [_number(value, measure) for value in (best.excess, best.excess_low, best.excess_high)]
        words = (f"{ends[0]} {UNITS[measure]} [{ends[1]}; {ends[2]}], clear in {100 * agreeing:.0f} % of {len(steps)} "
                 "specifications")
        if beside:
            ends = [_number(value, measure) for value in (beside.estimate, beside.low, beside.high)]
            words += (f"; against {beside.states} states {ends[0]} [{ends[1]}; {ends[2]}], place {beside.rank} of "
                      f"{beside.states + 1}")
        if past is Outcome.HOLDS and split:
            words += f"; {_others(split)} of the rise because the others left"
        tried.append((label, words))
        first = first or best
    return PartTest(part_id, _agreed(outcomes), asked, CLAIMED[part_id], _told(measure, tried), UNITS[measure],
                    first.excess if first else None, first.excess_low if first else None,
                    first.excess_high if first else None, len(mine), series_of(measure, count), tried=tuple(tried))


def _others(split: Split) -> str:
    share = 100 * (1 - split.own_share)
    return "all" if share >= 100 else f"{share:.0f} %"


def larger_step(table: pd.DataFrame) -> PartTest:
    """Test whether Belarus drew closer by more after 2022 than after 2020 (ES-03d).

    Notes
    -----
    With y the means of two sessions each, the step after 2022 less the one after 2020 is y3 - 2 y2 + y1. Its
    standard error is the residual SD of the sessions before 2020 times sqrt((1 + 4 + 1) / 2), sessions taken as
    independent.
    """
    asked = ("The mean of the sessions of 2022-23 less that of 2020-21, less the same step two sessions earlier, is "
             "clear of zero by the scatter of single sessions.")
    told, outcomes, last = [], [], (math.nan, math.nan, math.nan)
    for measure in MEASURES[:2]:
        mine = alignment.of_state(table, measure)
        means = [mine.loc[mine["year"].between(year, year + 1), "value"].mean() for year in (2018, 2020, 2022)]
        early = mine[mine["year"] < 2020]
        if any(math.isnan(mean) for mean in means) or len(early) < FEWEST:
            continue
        first, second = means[1] - means[0], means[2] - means[1]
        scatter = trends.noise(early["year"], early["value"]).sd
        margin = float(stats.t.ppf((1 + LEVEL) / 2, len(early) - 2)) * scatter * math.sqrt(3)
        last = (second - first, second - first - margin, second - first + margin)
        outcomes.append(rule.grid_outcome(1, last[1], last[2], 1.0))
        told.append(f"{NAMES[measure]}: {second:+.1f} points against {first:+.1f}, and less than "
                    f"{margin:.0f} points apart is no more than scatter")
    low, high = (None if math.isnan(value) else value for value in last[1:])
    return PartTest("ES-03d", _agreed(outcomes) if outcomes else Outcome.OPEN, asked,
                    "a larger step after February 2022 than after 2020", "; ".join(told) or "sessions are missing",
                    "points", None if math.isnan(last[0]) else last[0], low, high, len(outcomes),
                    (alignment.AGREEMENT, alignment.MEDIAN))


def on_ukraine(series: pd.DataFrame) -> PartTest:
    """Test what votes on Ukraine can say of a step after February 2022 (ES-03c).

    They were looked for by topic, so they show no share of votes; where Belarus voted as Russia did before the
    invasion and after it, nothing changed that could be told apart.
    """
    mine = series[series["series_id"].eq(UKRAINE)]
    sides = {"before": mine[mine["period"] < "2022-03"], "after": mine[mine["period"] >= "2022-03"]}
    told = [f"{int(rows['value'].eq(1).sum())} of {len(rows)} {name}" for name, rows in sides.items()]
    asked = ("Votes on Ukraine before and after February 2022. They were picked by topic, so they cannot show how "
             "often the two differ.")
    return PartTest("ES-03c", Outcome.OPEN, asked, CLAIMED["ES-03c"],
                    f"same vote as Russia in {' and '.join(told)} February 2022" if len(mine) else "no vote known",
                    n=len(mine), series=(UKRAINE,))


def tests(table: pd.DataFrame, series: pd.DataFrame, start: int, trifle: float, band: float,
          count: str = "bsv") -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of what votes can settle, by claim.

    Parameters
    ----------
    table
        As `analysis.alignment.panel` returns it.
    series
        Rows of the notebook's series, for the votes on Ukraine.
    start
        First session looked at.
    trifle
        Step in percentage points that counts as none.
    band
        The same for ideal points: half the width of their own band.
    count
        Whose count of the agreement of Belarus and Russia.
    """
    table = table[table["year"] >= start]
    none = {"agreement": trifle, "relative": trifle, "closeness": 0.0 if math.isnan(band) else band}

    def steps(part_id: str) -> tuple[PartTest, ...]:
        return tuple(changed(part_id, table, measure, none[measure], start, count) for measure in MEASURES)

    return {
        "ES-01": tuple(lasting(table, measure, (start, max(start, 1995)), count) for measure in MEASURES),
        "ES-02": steps("ES-02c"),
        "ES-03": (*steps("ES-03c"), on_ukraine(series), larger_step(table)),
        "CON-01": steps("CON-01a"),
    }


OF_CLAIM = {"ES-01": "autonomy that shrank since the 1990s", "ES-02": "faster after 2020",
            "ES-03": "faster still after February 2022", "CON-01": "Russia's influence rose with the crisis"}
SAYS = {Outcome.HOLDS: "bear the claim out", Outcome.BROKEN: "speak against the claim",
        Outcome.CONTESTED: "can be read both ways", Outcome.OPEN: "cannot decide"}


def summary(made: Sequence[PartTest]) -> str:
    """Return what the votes say on a claim's parts, in a few sentences."""
    parts: dict[str, list[Outcome]] = {}
    for test in made:
        parts.setdefault(test.part_id, []).append(test.outcome)
    return " ".join(f"On {part} votes in the United Nations {SAYS[rule.combine(outcomes)]}."
                    for part, outcomes in parts.items())


def left_out(test: PartTest, fact_id: str) -> PartTest:
    """Let a fact that a test recomputes lend no voice to the part: its own numbers are in the test."""
    if test.part_id not in ("ES-02c", "ES-03c") or test.series != (alignment.AGREEMENT,):
        return test
    return replace(test, readings=(Reading(fact_id, "", "recomputed among the comparators of this test", "context"),))


def of(study: Study) -> tuple[pd.DataFrame, dict[str, tuple[PartTest, ...]]]:
    """Return the panel and the tests of the notebook `alignment` under its parameters."""
    series = study.series(*study.notebook.series)
    values = study.parameters
    table = alignment.panel(series, values["count"])
    made = tests(table, series, values["start_year"], values["trifle"], alignment.half_band(series), values["count"])
    for fact in study.facts(COMPARATORS_TOLD)["fact_id"]:
        made = {claim: tuple(left_out(test, str(fact)) for test in mine) for claim, mine in made.items()}
    return table[table["year"] >= values["start_year"]].reset_index(drop=True), made


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `alignment`, in claim order."""
    _, made = of(study)
    return [Finding(claim, OF_CLAIM[claim], short(made[claim]), summary(made[claim]), "points", made[claim])
            for claim in study.notebook.claims]


def short(made: Sequence[PartTest]) -> str:
    """Return in a few words how the measures cut on the first part tested."""
    first = made[:len(MEASURES)]
    names = {"agreement": "agreement", "relative": "gap to median", "closeness": "ideal points"}
    told = [f"{names[measure]} {_cuts(test.outcome)}" for measure, test in zip(MEASURES, first, strict=True)]
    return "; ".join(told)


def _cuts(outcome: Outcome) -> str:
    return {Outcome.HOLDS: "for", Outcome.BROKEN: "against", Outcome.CONTESTED: "both ways",
            Outcome.OPEN: "undecided"}[outcome]


def answer(table: pd.DataFrame, made: Mapping[str, Sequence[PartTest]]) -> str:
    """Return the notebook's answer."""
    mine = alignment.of_state(table, "agreement")
    if len(mine) < FEWEST:
        return f"Under these parameters {len(mine)} sessions are known, too few to tell anything."
    peak = mine.loc[mine["value"].idxmax()]
    last = mine.iloc[-1]
    told = (f"Belarus cast {last['value']:.0f} percent of its votes as Russia did in the session of "
            f"{last['year']:.0f}. The most was {peak['value']:.0f} percent, in {peak['year']:.0f}.")
    told = f"{verdicts(made)} {told}"
    split = alignment.who_moved(table, 2022, 2023, COMPARED_YEARS)
    if split is None:
        return f"{told} The gap to the median state after 2022 is not known under these parameters."
    moved = "widened" if split.change > 0 else "narrowed"
    own = "towards Russia" if split.own > 0 else "away from it"
    return (f"{told} Its gap to the median state {moved} by {abs(split.change):.1f} points after February 2022. "
            f"Belarus itself moved {abs(split.own):.1f} points {own}, the median state {abs(split.others):.1f} points "
            f"{'away from Russia' if split.others > 0 else 'towards it'}. Whether that is less autonomy, votes alone "
            "do not say.")


def verdicts(made: Mapping[str, Sequence[PartTest]]) -> str:
    """Return how the votes cut on each part that bears on foreign policy, as a sentence."""
    about = {"ES-01c": "a loss over decades", "ES-02c": "a faster loss after 2020",
             "ES-03c": "one after February 2022", "CON-01a": "more influence since the crisis"}
    every = [test for tests_made in made.values() for test in tests_made]
    cuts: dict[str, list[str]] = {}
    for part_id, words in about.items():
        outcome = rule.combine(test.outcome for test in every if test.part_id == part_id)
        cuts.setdefault(SAYS[outcome], []).append(words)
    told = [f"on {', '.join(words[:-1]) + ' and ' if len(words) > 1 else ''}{words[-1]} they {says}"
            for says, words in cuts.items()]
    return f"Votes in the United Nations: {'; '.join(told)}."

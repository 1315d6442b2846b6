"""Integration, dependence and sovereignty side by side: the tests of ES-01, ES-02 and ES-03 that need all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.analysis import comovement, composite, shares, trends
from helpers.claims import acts, change, measures, together, trade
from helpers.claims.change import Change, Measure
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study

# Fewest topics on which "most indicators" can be asked.
FEWEST_TOPICS = 3
# Pairs of windows for the two steps: around 2020 and around 2022; the first is preferred.
STEPS = (((2018, 2019), (2020, 2021), (2022, 2023)), ((2017, 2019), (2021, 2021), (2022, 2024)))
# The measures whose years are compared by a composite; the others have too few years.
RANKED = ("exports", "imports", "votes", "domestic", "foreign")
CLAIMED = {"ES-01": "integration, dependence and loss of sovereignty are one trend of several decades",
           "ES-02": "the trend sped up after 2020", "ES-03": "it sped up further after February 2022"}


@dataclass(frozen=True)
class Material:
    """What the notebook works on: its measures, the timeline facts and the acts among them."""

    measures: dict[str, Measure]
    listed: pd.DataFrame
    acts: pd.DataFrame
    opinion: pd.DataFrame


def material(study: Study) -> Material:
    """Return the notebook's material under the reader's choices."""
    given = study.parameters
    series = study.series(*study.notebook.series)
    picked = shares.pick(shares.table(series))
    listed = acts.timeline(study.table("facts"), study.choices)
    listed = listed[[day.year >= given["start_year"] for day in listed["day"]]].reset_index(drop=True)
    return Material(measures.every(series, picked, given["start_year"]), listed, acts.acts(listed, given["acts"]),
                    measures.opinion(series))


def steps(found: Mapping[str, Measure], since: int, until: int, states: str = "all") -> dict[str, Change]:
    """Return one change of every measure, intervals widened for the measures of its topic."""
    counts = pd.Series(measures.TOPICS).value_counts()
    return {key: change.held(one, since, until, states, int(counts[measures.TOPICS[key]]))
            for key, one in found.items()}


def _by_topic(found: Mapping[str, int]) -> dict[str, int]:
    """Return one sign a topic: that of the sum of its measures' signs."""
    topics: dict[str, int] = {}
    for key, sign in found.items():
        topics[measures.TOPICS[key]] = topics.get(measures.TOPICS[key], 0) + sign
    return {topic: int(np.sign(total)) for topic, total in topics.items()}


def _most(topics: Mapping[str, int]) -> Outcome:
    """Judge "most indicators" from one sign a topic."""
    if len(topics) < FEWEST_TOPICS:
        return Outcome.OPEN
    signs = np.array(list(topics.values()))
    if (signs > 0).mean() >= change.MOST:
        return Outcome.HOLDS
    if (signs < 0).mean() >= change.MOST:
        return Outcome.BROKEN
    return Outcome.CONTESTED if (signs > 0).any() and (signs < 0).any() else Outcome.OPEN


def still_running(found: Mapping[str, Measure]) -> PartTest:
    """Test whether the measures still moved the same way in 2023-24 (ES-01e)."""
    moved = {key: measures.window(one, 2023, 2024) - measures.window(one, 2022, 2022) for key, one in found.items()}
    known = {key: value for key, value in moved.items() if np.isfinite(value)}
    signs = {key: int(np.sign(value * found[key].sign)) * (abs(value) > noticeable(found[key]))
             for key, value in known.items()}
    topics = _by_topic(signs)
    told = "; ".join(f"{found[key].name} {found[key].number(value)} {found[key].unit}" for key, value in known.items())
    missing = sorted(set(measures.TOPICS.values()) - set(topics))
    return PartTest("ES-01e", _most(topics),
                    "From 2022 to 2023-24 the measures moved on in the claimed direction by more than they usually "
                    "move from year to year, in two thirds of the topics; as many that turned round break it.",
                    "a trend still running by May 2024",
                    f"{told or 'no measure reaches 2023'}; no values on {', '.join(missing) or 'nothing'}",
                    n=len(known), series=_series(found, known))


def noticeable(measure: Measure) -> float:
    """Return the least change that is more than noise: the SD of its yearly changes before 2022, or half a trifle."""
    early = measure.values[measure.values["year"] < 2022]
    changes = early["value"].diff()[early["year"].diff().eq(1)]
    usual = float(changes.std()) if len(changes) > 2 else 0.0
    return max(measure.trifle / 2, usual)


def larger_step(found: Mapping[str, Measure]) -> PartTest:
    """Test whether the measures moved farther after 2022 than after 2020 (ES-03d)."""
    outcomes, tried = [], []
    for windows in STEPS:
        both = two_steps(found, windows)
        signs = {key: _larger(found[key], *pair) for key, pair in both.items()}
        topics = _by_topic(signs)
        outcomes.append(_most(topics))
        told = "; ".join(f"{found[key].name} {found[key].number(later)} after {found[key].number(early)} "
                         f"{found[key].unit}" for key, (early, later) in both.items())
        tried.append((f"{_years(windows[1])} and {_years(windows[2])}",
                      f"{told or 'no measure has values in all three windows'}; larger after 2022 on "
                      f"{sum(sign > 0 for sign in topics.values())} of {len(topics)} topics"))
    missing = sorted(set(measures.TOPICS.values()) - set(topics))
    outcome = outcomes[0]
    if len(set(outcomes)) > 1:  # The two sets of years are specifications of one reading: a split is a dispute.
        outcome = Outcome.OPEN if outcome is Outcome.OPEN else Outcome.CONTESTED
    return PartTest("ES-03d", outcome,
                    "The step from around 2020 to after 2022 is larger than the one before it, and no trifle, on two "
                    "thirds of the topics; tried with two sets of years.",
                    "a larger step after February 2022 than after 2020",
                    f"{tried[0][1]}; no values after 2022 on {', '.join(missing) or 'nothing'}", n=len(signs),
                    series=_series(found, signs), tried=tuple(tried))


def two_steps(found: Mapping[str, Measure], windows: tuple[tuple[int, int], ...]) -> dict[str, tuple[float, float]]:
    """Return, by measure with values in all three windows, the step after 2020 and the one after 2022."""
    made = {}
    for key, one in found.items():
        levels = [measures.window(one, *window) for window in windows]
        if np.isfinite(levels).all():
            made[key] = (levels[1] - levels[0], levels[2] - levels[1])
    return made


def _larger(measure: Measure, early: float, later: float) -> int:
    """Return 1 where the later step is a step and the larger one, -1 where the earlier one is, else 0."""
    half = measure.trifle / 2
    early, later = measure.sign * early, measure.sign * later
    if later > half and later - early > half:
        return 1
    return -1 if early > half and early - later > half else 0


def _years(window: tuple[int, int]) -> str:
    return str(window[0]) if window[0] == window[1] else f"{window[0]}-{window[1] % 100}"


def _series(found: Mapping[str, Measure], keys: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for key in keys for name in found[key].series))


def ranks(found: Mapping[str, Measure], share: float, concentration: float) -> pd.DataFrame:
    """Return the rank of each year under a composite whose weights are drawn; for display alone.

    Parameters
    ----------
    share
        Weight of the trade shares in the middle of the draws, the rest going to sovereignty.
    concentration
        How closely the draws keep to that middle; 1 lets them go anywhere.
    """
    chosen = {key: one for key, one in found.items() if key in RANKED}
    table = measures.table(chosen).dropna() if chosen else pd.DataFrame()
    table = table.loc[:, table.std() > 0] if len(table) > 1 else table
    if len(table) < comovement.FEWEST or table.shape[1] < 2:
        return pd.DataFrame(columns=["score", "rank", "low", "high", "first"])
    sides = {key: found[key].side == "dependence" for key in table}
    count = {side: max(sum(each is side for each in sides.values()), 1) for side in (True, False)}
    centre = {key: (share if side else 1 - share) / count[side] for key, side in sides.items()}
    scores = composite.standardised(table, dict.fromkeys(table.columns, 1))
    return composite.ranks(scores, np.random.default_rng(trade.SEED), centre=centre, concentration=concentration)


def whole_span(found: Mapping[str, Measure]) -> dict[str, tuple[str, str]]:
    """Return the direction of each measure over its whole span and its longest setback, in words; not recorded here."""
    made = {}
    for key, one in found.items():
        if len(one.values) < trade.FEWEST:
            made[key] = ("too few years", "unknown")
            continue
        line = trends.slope(one.values["year"], one.values["value"])
        way = "with the claim" if one.sign * (line.low if one.sign > 0 else line.high) > 0 else (
            "against it" if one.sign * (line.high if one.sign > 0 else line.low) < 0 else "no clear slope")
        back = trends.monotony(one.values["year"], one.values["value"], one.sign).setback_years
        made[key] = (way, f"{back[0]} to {back[1]}" if back else "none")
    return made


def tests(here: Material, start: int) -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of the parts that no other notebook tests, by claim."""
    starts = [acts.added(here.acts, here.listed, first) for first in dict.fromkeys((start, max(start, 1995)))]
    moving = together.one_trend(together.pairs(here.measures, here.acts, here.listed, start))
    return {"ES-01": (trade.every_start(starts), moving, still_running(here.measures)),
            "ES-02": (acts.faster("ES-02a", here.acts, here.listed, start),),
            "ES-03": (acts.faster("ES-03a", here.acts, here.listed, start), larger_step(here.measures))}


def settle(study: Study) -> list[Finding]:
    """Return what the three claims came to here, from the study's tables."""
    from helpers.claims import dependence_told as told

    here = material(study)
    made = tests(here, study.parameters["start_year"])
    states = study.parameters["comparators"]
    after = {"ES-02": steps(here.measures, 2021, 2021, states), "ES-03": steps(here.measures, 2022, 2024, states)}
    return [Finding(claim, CLAIMED[claim], told.short(here, parts, after.get(claim)),
                    told.summary(claim, here, parts, after.get(claim)), tests=parts)
            for claim, parts in made.items()]

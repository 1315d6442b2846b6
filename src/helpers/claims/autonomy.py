"""Tests of what expert scores of autonomy can settle of ES-01, ES-02, ES-03 and CON-01.

The scores stand still for years and move in steps, and this copy gives no bounds. So no line is fitted and no
interval made: falls are counted, dated and ranked (`helpers.analysis.steps`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from helpers.analysis import comparators, multiplicity, steps
from helpers.analysis.steps import Descent, Placed
from helpers.claims import change, legs
from helpers.evidence import rule
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome

if TYPE_CHECKING:
    from helpers.study import Study

STATE = change.STATE
SCORES = {"domestic policy": "vdem12_domaut", "foreign policy": "vdem12_inlaut"}
MEDIANS = {"domestic policy": "vdem12_world_median_domaut", "foreign policy": "vdem12_world_median_inlaut"}
RANKS = {"domestic policy": "vdem12_rank_domaut", "foreign policy": "vdem12_rank_inlaut"}
INFLUENCE = {"29 Western states": "fbic_west_on", "China": "fbic_china_on"}
# What breaks each part stands in the register; these limits were set with the scores at hand.
# A fall of at most this many points of the score is none.
TRIFLE = 0.3
# The long fall is judged with these as well: two thirds must give the same.
TRIFLES = (0.1, TRIFLE, 0.5)
# "Several decades" needs at least two: as many years on the level of the start speak against a long descent.
DECADES = 20
# Spans of about ten years in which a score must have fallen for the fall to be one of several decades.
FALLING_SPANS = 2
# Share of the comparators that makes a fall one that they shared.
SHARED = 0.5
# The first union treaties: the second year from which the claim may count.
TREATIES = 1996
# Size of the tests by rank; with 27 own stretches and 13 states no much smaller one exists.
SIZE = change.SIZE
# Years that "after 2020" can mean: the step of the election year and the next, or the next alone. "Up to May 2024"
# has no value later than 2021 and is tried with what there is.
READINGS = {"from the election of 2020": (2020, 2021), "from January 2021": (2021, 2021)}
CLAIMED = {"ES-01": "sovereignty that shrinks over several decades", "ES-02": "autonomy that falls faster after 2020",
           "ES-03": "autonomy that falls faster still after February 2022",
           "CON-01": "more Russian influence with the crisis of 2020"}


def panels(series: pd.DataFrame, start: int) -> dict[str, pd.DataFrame]:
    """Return the two scores of all states from a year on: columns entity, year, value."""
    made = {name: comparators.panel(series, series_id) for name, series_id in SCORES.items()}
    return {name: table[table["year"] >= start].reset_index(drop=True) for name, table in made.items()}


def own(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of Belarus by year."""
    return table[table["entity"].eq(STATE)].sort_values("year", ignore_index=True)


def descents(tables: Mapping[str, pd.DataFrame], name: str, trifle: float = TRIFLE) -> dict[int, Descent]:
    """Return how a score went down, from each year that the claim may count from."""
    mine = own(tables[name])
    found = {}
    for start in sorted({int(mine["year"].min()), max(int(mine["year"].min()), TREATIES)} if len(mine) else ()):
        part = mine[mine["year"] >= start]
        if len(part) > 1:
            found[start] = steps.descent(part["year"], part["value"], trifle, READINGS[next(iter(READINGS))][0])
    return found


def judged(found: Descent, trifle: float = TRIFLE) -> Outcome:
    """Judge one descent: over decades, or level for decades and down at the end."""
    if found.level_years >= DECADES:
        return Outcome.BROKEN
    fell = sum(size < -trifle for *_, size in found.falls)
    return Outcome.HOLDS if found.below_since is not None and fell >= FALLING_SPANS else Outcome.OPEN


def told_descent(found: Descent) -> str:
    """Return one descent in words."""
    if found.below_since is None:
        return f"no lasting fall in {found.level_years} years"
    words = f"no lasting fall for {found.level_years} years, for good below its start since {found.below_since}"
    if found.late == found.late:
        words += (f"; of a net fall of {-found.net:.2f} points {100 * found.late:.0f} % came from "
                  f"{found.late_since} on")
    return words


def shrinking(tables: Mapping[str, pd.DataFrame], name: str) -> PartTest:
    """Test whether a score has shrunk over several decades (ES-01c)."""
    asked = (f"The score fell by more than {TRIFLE} points in at least {FALLING_SPANS} spans of about ten years before "
             f"2020. {DECADES} years or more without a lasting fall below the start break it.")
    claimed, series = "a score that shrinks over several decades", (SCORES[name],)
    made = descents(tables, name)
    if not made:
        return PartTest("ES-01c", Outcome.OPEN, asked, claimed, f"autonomy in {name}: no score known", series=series)
    first, grid = next(iter(made.values())), {size: descents(tables, name, size) for size in TRIFLES}
    outcomes_of = {start: [judged(grid[size][start], size) for size in TRIFLES] for start in made}
    firm = [judged(found) if outcomes_of[start].count(judged(found)) >= rule.THRESHOLDS.grid_share * len(TRIFLES)
            else Outcome.OPEN for start, found in made.items()]
    tried = (*((f"from {start}", told_descent(found)) for start, found in made.items()),
             *((f"a fall of {size:g} points or less counts as none", told_descent(next(iter(grid[size].values()))))
               for size in TRIFLES if size != TRIFLE))
    return PartTest("ES-01c", change.agreed(firm), asked, claimed,
                    f"autonomy in {name}: {told_descent(first)}", "score points", first.net,
                    n=len(own(tables[name])), series=series, tried=tried)


def rarity(tables: Mapping[str, pd.DataFrame], states: str) -> dict[str, dict[str, Placed | None]]:
    """Return how rare the fall of each score is, by reading of the years and score."""
    return {reading: {name: steps.placed(change.chosen(table, states), STATE, *years)
                      for name, table in tables.items()} for reading, years in READINGS.items()}


def outcomes(found: Mapping[str, Placed | None]) -> dict[str, tuple[Outcome, Outcome]]:
    """Judge the falls of several scores against their own past and against comparators.

    P values by rank are corrected for the number of scores (Holm). Against comparators the state must come
    first in those years, and its fall must be rare among all stretches of all of them.
    """
    known = {name: one for name, one in found.items() if one}
    past, all_of = ({entry.name: entry.adjusted for entry in multiplicity.holm(
        {name: getattr(one, which) for name, one in known.items()}, SIZE)} for which in ("own_p", "pooled_p"))
    result = {}
    for name, one in found.items():
        if one is None:
            result[name] = (Outcome.OPEN, Outcome.OPEN)
            continue
        fell, others = one.change < -TRIFLE, (one.rank - 1) / one.states
        result[name] = (
            Outcome.BROKEN if not fell else Outcome.HOLDS if past[name] <= SIZE else Outcome.OPEN,
            Outcome.BROKEN if others >= SHARED else
            Outcome.HOLDS if fell and one.rank == 1 and all_of[name] <= SIZE else Outcome.OPEN)
    return result


def told_fall(one: Placed | None) -> str:
    """Return one fall and its places in words."""
    if one is None:
        return "no value, or too few to hold it against"
    earlier = "the largest" if one.own_rank == 1 else f"number {one.own_rank}"
    return (f"{one.change:+.2f} points, {earlier} of {one.own_stretches} own stretches (p {one.own_p:.2f}), place "
            f"{one.rank} of {one.states + 1} states (p {one.rank_p:.2f}, none below {one.rank_smallest:.2f} possible), "
            f"place {one.pooled_rank} of {one.pooled_stretches} stretches of all others")


def faster(found: Mapping[str, Mapping[str, Placed | None]], name: str) -> PartTest:
    """Test whether a score fell faster after 2020 than before and than elsewhere (ES-02c).

    Parameters
    ----------
    found
        As `rarity` returns it.
    """
    asked = (f"The fall is rare among all earlier stretches of the same length (p by rank at most {SIZE:g}, corrected "
             f"for two scores) and larger than in every comparator. A fall of at most {TRIFLE} points breaks it, and "
             "so does one that half of the comparators shared.")
    both = {reading: legs.both(*outcomes(by_score)[name]) for reading, by_score in found.items()}
    tried = tuple((reading, told_fall(by_score[name])) for reading, by_score in found.items())
    first = next(iter(found.values()))[name]
    return PartTest("ES-02c", change.agreed(both.values()), asked, "a score that fell faster after 2020",
                    f"autonomy in {name}, " + ". ".join(f"{reading}: {words}" for reading, words in tried),
                    "score points", first.change if first else None, n=first.own_stretches if first else None,
                    series=(SCORES[name],), tried=(*tried, ("up to May 2024", "no value after 2021, so the same")))


def influence(series: pd.DataFrame) -> pd.DataFrame:
    """Return the influence capacity of China and of Western states: columns who, entity, year, value."""
    made = [comparators.panel(series, series_id).assign(who=who) for who, series_id in INFLUENCE.items()]
    return pd.concat(made, ignore_index=True)[["who", "entity", "year", "value"]]


def told_influence(table: pd.DataFrame, first: int, last: int) -> str:
    """Return how others' influence capacity on Belarus moved between two years, in words."""
    mine = table[table["entity"].eq(STATE)].set_index(["who", "year"])["value"]
    told = [f"that of {who} went from {mine[who, first]:.2f} to {mine[who, last]:.2f}" for who in INFLUENCE
            if (who, first) in mine and (who, last) in mine]
    return " and ".join(told)


def after_invasion(tables: Mapping[str, pd.DataFrame], others: pd.DataFrame) -> PartTest:
    """Say that the scores cannot tell of the time after the invasion, and what else there is (ES-03c)."""
    last = max((int(own(table)["year"].max()) for table in tables.values() if len(own(table))), default=None)
    found = f"the last score is that of {last}" if last else "no score is known"
    beside = told_influence(others, 2021, 2023)
    if beside:
        found += f"; influence capacity over Belarus from 2021 to 2023: {beside}; Russia's is not in this copy"
    return PartTest("ES-03c", Outcome.OPEN, "Scores for 2022 and later are needed; the copies read end before.",
                    "a score that fell faster after February 2022", found,
                    series=(*SCORES.values(), *INFLUENCE.values()))


def outside_power(found: Mapping[str, Mapping[str, Placed | None]], others: pd.DataFrame) -> PartTest:
    """Test whether Russian influence can have risen with the crisis, as far as autonomy tells (CON-01a).

    The scores do not say who controls. So they can refute the part, where neither of them fell, and not prove it.
    """
    asked = ("Where neither score fell from 2019 to 2021, this sign of outside influence was no stronger than before, "
             "which breaks the part. A fall fits it, but does not name Russia, so it proves nothing.")
    first = next(iter(found.values()))
    falls = {name: one.change for name, one in first.items() if one}
    series = (*SCORES.values(), *INFLUENCE.values())
    claimed = "influence that rose with the crisis of 2020"
    if not falls:
        return PartTest("CON-01a", Outcome.OPEN, asked, claimed, "no score known", series=series)
    broken = all(size >= -TRIFLE for size in falls.values())
    told = ", ".join(f"{size:+.2f} points in {name}" for name, size in falls.items())
    beside = told_influence(others, 2019, 2021)
    words = f"autonomy from 2019 to 2021: {told}" + (f"; influence capacity: {beside}" if beside else "")
    return PartTest("CON-01a", Outcome.BROKEN if broken else Outcome.OPEN, asked, claimed, words, "score points",
                    next(iter(falls.values())), n=len(falls), series=series)


def tests(series: pd.DataFrame, start: int, states: str = "all") -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of what the scores can settle, by claim."""
    tables, others = panels(series, start), influence(series)
    found = rarity(tables, states)
    return {"ES-01": tuple(shrinking(tables, name) for name in SCORES),
            "ES-02": tuple(faster(found, name) for name in SCORES),
            "ES-03": (after_invasion(tables, others),), "CON-01": (outside_power(found, others),)}


SAYS = {Outcome.HOLDS: "bear the claim out", Outcome.BROKEN: "speak against the claim",
        Outcome.CONTESTED: "point both ways", Outcome.OPEN: "cannot decide"}


def short(made: tuple[PartTest, ...]) -> str:
    """Return what the scores gave on a claim, short enough for a table's cell."""
    says = f"the scores {SAYS[rule.combine(test.outcome for test in made)]}"
    told = [f"{test.estimate:+.2f}" for test in made if test.estimate is not None]
    return f"{' and '.join(told)} points, {says}" if told else f"no value to test, {says}"


def summary(made: tuple[PartTest, ...]) -> str:
    """Return in a few words what the scores say on a claim's part."""
    told = " ".join(f"{test.found[0].upper()}{test.found[1:]}." for test in made)
    return f"On {made[0].part_id} the scores {SAYS[rule.combine(test.outcome for test in made)]}. {told}"


def settle(study: Study) -> list[Finding]:
    """Return what the notebook `autonomy` finds, from the study's tables."""
    made = tests(study.series(*study.notebook.series), study.parameters["start_year"], study.parameters["comparators"])
    return [Finding(claim, CLAIMED[claim], short(parts), summary(parts), parts[0].unit, parts)
            for claim, parts in made.items()]

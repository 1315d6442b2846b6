"""One change held against two things: the measure's own past, and comparators. Both notebooks on ES-02 and ES-03."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

import numpy as np
import pandas as pd

from helpers.analysis import comparators, instability, multiplicity, trends
from helpers.analysis.comparators import Difference, InTime
from helpers.analysis.instability import EndTest
from helpers.claims import legs
from helpers.evidence import rule
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome
from helpers.memo import by_content

STATE = "BLR"
# Fewest earlier values against which a later one can be held; stated before any result.
FEWEST_BEFORE = 6
MODELS: tuple[Literal["level", "trend"], ...] = ("level", "trend")
# First years from which the past is counted; the first is preferred, then the time since the Union State
# Treaty, then the time since the worst of the fall of the 1990s was over.
BASELINES = (1992, 2000, 2005)
# Size of the end-of-sample test: fewer than 20 earlier stretches allow no smaller one.
SIZE = 0.10
# Windows before, from which the change of each state is counted; the first is preferred.
BEFORE: tuple[tuple[int, int], ...] = ((2014, 2019), (2010, 2019), (2016, 2019))
# States of the European Union among the comparators: their break with Russia in 2022 makes any other state
# look as if it had come closer. EAEU: the other members of the Eurasian Economic Union.
EU, EAEU = ("LTU", "LVA", "POL"), ("ARM", "KAZ", "KGZ")
SETS = ("all", "outside_eu", "eaeu")
# Share that counts as most: of specifications, of pairs, of topics.
MOST = rule.THRESHOLDS.grid_share


@dataclass(frozen=True)
class Measure:
    """A measure of dependence, sovereignty or integration, by year, with comparators where there are any.

    Parameters
    ----------
    key, name
        Short name, and name as a reader says it.
    unit, digits
        Unit as a reader says it, and decimals worth printing.
    side
        What it measures: dependence, sovereignty or integration.
    sign
        1 where a rise is what the claim says, -1 where a fall is.
    trifle
        Size of a change that counts as none; stated before any result.
    series
        Series it rests on.
    values
        Columns year, value.
    others
        Columns entity, year, value, the state in question among them; None where no comparator has it.
    """

    key: str
    name: str
    unit: str
    digits: int
    side: str
    sign: Literal[1, -1]
    trifle: float
    series: tuple[str, ...]
    values: pd.DataFrame = field(repr=False, compare=False)
    others: pd.DataFrame | None = field(default=None, repr=False, compare=False)

    def number(self, value: float, plus: bool = True) -> str:
        """Return a value of the measure as text."""
        text = f"{value:+.{self.digits}f}" if plus else f"{value:.{self.digits}f}"
        return text[1:] if float(text) == 0 and text[0] in "+-" else text


def chosen(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the panel with the comparators of a set: all, outside_eu or eaeu."""
    states = set(table["entity"]) - {STATE}
    kept = {"all": states, "outside_eu": states - set(EU), "eaeu": states & set(EAEU)}[name]
    return table[table["entity"].isin({STATE, *kept})]


@dataclass(frozen=True)
class Own:
    """The leg against the measure's own past.

    `later` is the preferred specification (level, all years), `agreeing` the share of the `specs` whose
    test finds a change the stated way, `end` the end-of-sample test with a level. `smallest` holds the
    smallest step that could have been seen, with years taken as independent and with their correlation
    allowed for.
    """

    outcome: Outcome
    before: int
    after: int
    later: trends.Later | None
    agreeing: float
    specs: int
    end: EndTest | None
    smallest: tuple[float, float] | None


@by_content
def own_past(measure: Measure, since: int, until: int, tests: int = 1) -> Own:
    """Hold the values from a year on against all values before.

    Intervals are those that hold together for the number of tests of the claim (Bonferroni).
    """
    inside = measure.values[measure.values["year"] <= until].sort_values("year")
    before, after = int((inside["year"] < since).sum()), int((inside["year"] >= since).sum())
    if not after:
        return Own(Outcome.OPEN, before, after, None, 0.0, 0, None, None)
    level = multiplicity.joint_level(tests)
    agree: dict[tuple[int, str, str], bool] = {}
    first: trends.Later | None = None
    end: EndTest | None = None
    for start, model in product(BASELINES, MODELS):
        mine = inside[inside["year"] >= start]
        early = mine[mine["year"] < since]
        if len(early) < FEWEST_BEFORE or len(early) == len(mine):
            continue
        begins = int(early["year"].iloc[0])
        later = trends.later_against_earlier(mine["year"], mine["value"], since, model, level)
        low = later.excess_low if measure.sign > 0 else -later.excess_high
        agree[begins, model, "interval"] = low > 0
        first = first or later
        if len(early) >= max(3 * (len(mine) - len(early)), len(mine) - len(early) + 4):
            test = instability.end_of_sample(mine["year"], mine["value"], since, model)
            agree[begins, model, "end"] = test.p_value <= SIZE and test.direction == measure.sign
            end = end or test
    if first is None:
        return Own(Outcome.OPEN, before, after, None, 0.0, 0, None, None)
    share = float(np.mean(list(agree.values())))
    outcome = rule.grid_outcome(measure.sign, first.excess_low, first.excess_high, share, measure.trifle)
    return Own(outcome, before, after, first, share, len(agree), end, _smallest_step(inside, since, level))


def _smallest_step(inside: pd.DataFrame, since: int, level: float) -> tuple[float, float]:
    early, late = inside[inside["year"] < since], inside[inside["year"] >= since]
    left = (early["value"] - early["value"].mean()).to_numpy(dtype=float)
    plain, together = (trends.detectable_step(early["year"], late["year"], float(early["value"].std()), level=level,
                                              rho=rho).step
                       for rho in (0.0, trends.autocorrelation(early["year"].to_numpy(dtype=float), left)[0]))
    return plain, together


@dataclass(frozen=True)
class Against:
    """The leg against comparators: the preferred difference, and the share of `specs` that agree with it."""

    outcome: Outcome
    best: Difference | None
    agreeing: float
    specs: int
    smallest: float | None
    in_time: InTime | None


@by_content
def against_others(measure: Measure, since: int, until: int, states: str = "all", tests: int = 1) -> Against:
    """Hold the change of the state against the change of comparators over the same windows."""
    post, table = (since, until), measure.others
    # Without a value in these years there is nothing to compare, which is most of the time at an early day.
    if table is None or not table.loc[table["entity"].eq(STATE), "year"].between(*post).any():
        return Against(Outcome.OPEN, None, 0.0, 0, None, None)
    level = multiplicity.joint_level(tests)
    found: list[Difference] = []
    for name, pre in product(dict.fromkeys((states, "outside_eu")), BEFORE):
        made = comparators.difference(chosen(table, name), STATE, pre, post, direction=measure.sign,
                                      level=level)
        found += [made] if made else []
    if not found or (found[0].pre, found[0].post) != (BEFORE[0], post):
        return Against(Outcome.OPEN, None, 0.0, 0, None, None)
    share = float(np.mean([(each.low if measure.sign > 0 else -each.high) > 0 for each in found]))
    best = found[0]
    return Against(legs.beyond(best, measure.trifle, share), best, share, len(found),
                   comparators.detectable_difference(best.spread, best.states, level=level),
                   comparators.earlier(chosen(table, states), STATE, BEFORE[0], post,
                                       direction=measure.sign))


@dataclass(frozen=True)
class Change:
    """Both legs of one change, for one reading of the years."""

    measure: Measure
    since: int
    until: int
    own: Own
    others: Against

    @property
    def outcome(self) -> Outcome:
        """Beyond its own past and beyond comparators."""
        return legs.both(self.own.outcome, self.others.outcome)

    @property
    def years(self) -> str:
        """The years after, as a reader says them."""
        return str(self.since) if self.since == self.until else f"{self.since} to {self.until}"

    def told_own(self) -> str:
        """Return what the leg against the own past gave, in words."""
        later, number = self.own.later, self.measure.number
        if later is None:
            return (f"{self.own.before} values before {self.since} and {self.own.after} in {self.years}, "
                    f"{FEWEST_BEFORE} and 1 wanted")
        return (f"{number(later.excess)} {self.measure.unit} [{number(later.excess_low)}; {number(later.excess_high)}] "
                f"against its past, found in {100 * self.own.agreeing:.0f} % of {self.own.specs} specifications")

    def told_others(self) -> str:
        """Return what the leg against comparators gave, in words."""
        best, number = self.others.best, self.measure.number
        if best is None:
            return "no comparator known for these years" if self.measure.others is None else (
                f"fewer than three comparators, or no value of Belarus, in {self.years}")
        return (f"{number(best.estimate)} {self.measure.unit} [{number(best.low)}; {number(best.high)}] against "
                f"{best.states} comparators, place {best.rank} of {best.states + 1}")


def held(measure: Measure, since: int, until: int, states: str = "all", tests: int = 1) -> Change:
    """Hold one change against its own past and against comparators."""
    return Change(measure, since, until, own_past(measure, since, until, tests),
                  against_others(measure, since, until, states, tests))


def agreed(outcomes: Iterable[Outcome]) -> Outcome:
    """Join the readings that a part leaves open: decided only when all decide the same way."""
    seen = set(outcomes)
    if len(seen) == 1:
        return seen.pop()
    return Outcome.CONTESTED if {Outcome.HOLDS, Outcome.BROKEN} <= seen else Outcome.OPEN


def part_test(part_id: str, changes: Iterable[Change], claimed: str) -> PartTest:
    """Return the test of a part by one measure, over every reading of its years.

    Parameters
    ----------
    part_id
        The part.
    changes
        One a reading, of one measure, the reading that is told first before the others.
    """
    made = list(changes)
    measure, later = made[0].measure, made[0].own.later
    tried = tuple((one.years, f"{one.told_own()}; {one.told_others()}") for one in made)
    asked = (f"From {made[0].since} on, {measure.name} lies beyond what the years before lead one to expect, and it "
             f"moved farther than in every comparator; less than {measure.number(measure.trifle, plus=False)} "
             f"{measure.unit} is none. One leg that fails breaks it, one that cannot be tested leaves it open.")
    return PartTest(part_id, agreed(one.outcome for one in made), asked, claimed,
                    f"{measure.name}, {tried[0][0]}: {tried[0][1]}", measure.unit, later.excess if later else None,
                    later.excess_low if later else None, later.excess_high if later else None,
                    later.before + later.after if later else None, measure.series, tried=tried)


def corrected(changes: Mapping[str, Change]) -> pd.DataFrame:
    """Return the end-of-sample p values of several measures with Holm's correction, as a table to show."""
    ends = {name: change.own.end for name, change in changes.items() if change.own.end}
    found = multiplicity.holm({name: end.p_value for name, end in ends.items()}, SIZE)
    return pd.DataFrame([{
        "measure": entry.name, "years after": changes[entry.name].years, "p": f"{entry.p_value:.2f}",
        "smallest p possible": f"{ends[entry.name].smallest_p:.2f}", "p after Holm": f"{entry.adjusted:.2f}",
        **_steps(changes[entry.name])} for entry in found])


def _steps(change: Change) -> dict[str, str]:
    plain, together = (change.measure.number(step, plus=False) for step in change.own.smallest or (np.nan, np.nan))
    return {"smallest step to be seen": f"{plain} {change.measure.unit}",
            "the same, years not independent": f"{together} {change.measure.unit}"}

"""ES-01d: each outcome reached by changing how three measures move."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from helpers.analysis.comovement import Together
from helpers.claims import together
from helpers.claims.change import Measure
from helpers.claims.together import Pair
from helpers.evidence.rule import Outcome

YEARS = range(1992, 2022)


def pair(one: str, other: str, low: float, high: float, preferred: bool = False) -> Pair:
    return Pair(one, other, preferred, Together((low + high) / 2, low, high, 0.95, 30, 20.0), None)


def three(*bounds: tuple[float, float]) -> list[Pair]:
    names = (("stock", "exports"), ("stock", "domestic"), ("exports", "domestic"))
    return [pair(*name, *bound, preferred=True) for name, bound in zip(names, bounds, strict=True)]


UP, DOWN, NONE, WIDE = (0.3, 0.8), (-0.8, -0.3), (-0.4, 0.4), (-0.5, 0.9)


def test_three_pairs_that_move_together_hold() -> None:
    assert together.one_trend(three(UP, UP, UP)).outcome is Outcome.HOLDS
    assert together.one_trend([*three(UP, UP, UP), *[pair("flow", "votes", *WIDE)] * 3]).outcome is Outcome.OPEN


def test_surely_low_or_opposite_correlations_break_and_a_split_disputes() -> None:
    assert together.one_trend(three(NONE, NONE, NONE)).outcome is Outcome.BROKEN
    assert together.one_trend(three(DOWN, WIDE, WIDE)).outcome is Outcome.BROKEN
    assert together.one_trend(three(UP, DOWN, WIDE)).outcome is Outcome.CONTESTED


def test_wide_intervals_and_missing_pairs_leave_it_open() -> None:
    assert together.one_trend(three(WIDE, WIDE, WIDE)).outcome is Outcome.OPEN
    test = together.one_trend([])
    assert test.outcome is Outcome.OPEN
    assert test.found.startswith("too few years shared")


def measure(key: str, values: np.ndarray, sign: int = 1) -> Measure:
    frame = pd.DataFrame({"year": YEARS, "value": values})
    return Measure(key, key, "points", 1, "dependence", sign, 5.0, (key,), frame)


def test_pairs_are_built_from_the_three_sides() -> None:
    rng = np.random.default_rng(3)
    shared = rng.normal(size=30)
    found = {"exports": measure("exports", shared), "domestic": measure("domestic", -shared, -1),
             "votes": measure("votes", rng.normal(size=30))}
    rows = pd.DataFrame({"day": [date(year, 1, 1) for year in YEARS if year % 3]})
    made = together.pairs(found, rows, rows, 1992)
    assert len(made) == 2 * 2 + 2 * 3 + 2 * 3
    seen = {(one.one, one.other): one for one in made}
    assert seen["exports", "domestic"].levels.rho > 0.999
    assert seen["exports", "domestic"].levels.low > 0.9
    assert seen["imports", "votes"].levels is None
    assert [one.one for one in made if one.preferred] == ["stock", "stock", "exports"]
    assert together.pairs({}, rows.iloc[:0], rows.iloc[:0], 1992)[0].levels is None


def test_acts_add_up_and_are_counted_over_five_years() -> None:
    rows = pd.DataFrame({"day": [date(1995, 1, 1), date(1996, 5, 1), date(1996, 9, 1), date(2003, 1, 1)]})
    table = together.stock(rows, rows, 1992)
    assert table.loc[2003, "stock"] == 4
    assert table.loc[2000, "flow"] == 2
    assert together.stock(rows.iloc[:0], rows.iloc[:0], 1992).empty

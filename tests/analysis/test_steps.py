from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import steps
from helpers.errors import CompendiumError

YEARS = list(range(1992, 2022))


def table(states: dict[str, list[float]], years: list[int] | None = None) -> pd.DataFrame:
    return pd.concat([pd.DataFrame({"entity": state, "year": (years or YEARS)[-len(values):], "value": values})
                      for state, values in states.items()], ignore_index=True)


def standing(level: float = 1.0) -> list[float]:
    return [level] * len(YEARS)


def test_steps_are_the_moves_and_how_long_the_value_had_stood() -> None:
    found = steps.steps(table({"A": [2.0, 2.0, 1.0, 1.0, 1.5], "B": [3.0] * 5}))
    assert found.to_dict("records") == [
        {"entity": "A", "year": 2019, "before": 2.0, "after": 1.0, "size": -1.0, "held": 2},
        {"entity": "A", "year": 2021, "before": 1.0, "after": 1.5, "size": 0.5, "held": 2}]
    assert steps.steps(table({"A": [1.0]}).iloc[:0]).empty


@given(st.lists(st.floats(-3, 3), min_size=2, max_size=30))
def test_steps_add_up_to_the_whole_change(values: list[float]) -> None:
    found = steps.steps(table({"A": values}))
    assert found["size"].sum() == pytest.approx(values[-1] - values[0], abs=1e-6)


@given(st.lists(st.floats(-3, 3), min_size=4, max_size=30), st.integers(1, 3))
def test_stretches_of_one_state_are_as_many_as_fit(values: list[float], length: int) -> None:
    found = steps.stretches(table({"A": values}), length)
    assert len(found) == max(0, len(values) - length)
    if len(found):
        assert found["change"].iloc[-1] == pytest.approx(values[-1] - values[-1 - length])


def test_a_stretch_needs_both_ends() -> None:
    gap = table({"A": [1.0, math.nan, 3.0, 4.0]})
    assert steps.stretches(gap, 1)["year"].tolist() == [2021]
    with pytest.raises(CompendiumError, match="stretches of 0 years"):
        steps.stretches(gap, 0)


def test_the_largest_fall_of_all_is_first_everywhere() -> None:
    fall = [*standing()[:-2], 0.2, -0.5]
    found = steps.placed(table({"X": fall, "A": standing(), "B": standing(), "C": [*standing()[:-1], 0.5]}),
                         "X", 2020, 2021)
    assert found is not None
    assert found.change == pytest.approx(-1.5)
    # 28 stretches of two years end by 2021, 26 of them before 2020.
    assert (found.own_rank, found.own_stretches, found.own_smallest) == (1, 27, 1 / 27)
    assert (found.rank, found.states, found.rank_p) == (1, 3, 0.25)
    assert (found.pooled_rank, found.pooled_stretches) == (1, 1 + 3 * 28)
    assert found.middle == 0.0
    assert found.changes[0] == ("X", pytest.approx(-1.5))


def test_ties_count_as_far() -> None:
    found = steps.placed(table({"X": standing(), "A": standing(), "B": standing(), "C": standing()}), "X", 2020, 2021)
    assert found is not None
    assert (found.own_p, found.rank_p, found.pooled_p) == (1.0, 1.0, 1.0)


def test_nothing_is_placed_without_ends_without_past_or_without_others() -> None:
    others = {name: standing() for name in "ABC"}
    assert steps.placed(table({"X": standing(), **others}), "Y", 2020, 2021) is None
    assert steps.placed(table({"X": standing(), **others}), "X", 2020, 2024) is None
    assert steps.placed(table({"X": standing(), "A": standing()}), "X", 2020, 2021) is None
    assert steps.placed(table({"X": standing()[-6:], **others}), "X", 2020, 2021) is None


def test_a_change_like_any_other_is_first_as_often_as_the_smallest_p_says() -> None:
    """With exchangeable states the rank p is at most its size that often (simulated, 12 others)."""
    rng = np.random.default_rng(5)
    first = 0
    for _ in range(300):
        moves = rng.normal(size=(13, 8)) * (rng.random((13, 8)) < 0.3)
        made = table({f"S{place}": list(values) for place, values in enumerate(moves.cumsum(axis=1))})
        found = steps.placed(made, "S0", 2021, 2021)
        assert found is not None
        first += found.rank_p <= found.rank_smallest
    assert 0.03 <= first / 300 <= 0.12


def test_a_late_fall_and_a_long_descent_are_told_apart() -> None:
    late = steps.descent(YEARS, [*standing(1.7)[:-2], 0.9, 0.0], 0.3, 2020)
    assert (late.below_since, late.level_years) == (2020, 28)
    assert late.late == pytest.approx(1.0)
    assert [fall for *_, fall in late.falls] == [0.0, 0.0, 0.0]
    long = steps.descent(YEARS, [2 - 0.06 * place for place in range(30)], 0.3, 2020)
    assert (long.below_since, long.late) == (1998, pytest.approx(2 / 29))
    assert [(first, last) for first, last, _ in long.falls] == [(1992, 2001), (2001, 2010), (2010, 2019)]
    assert all(fall == pytest.approx(-0.54) for *_, fall in long.falls)


def test_a_fall_that_was_made_good_does_not_count_as_lasting() -> None:
    values = [1.7] * 18 + [1.1] * 6 + [1.6] * 4 + [0.9, 0.0]
    assert steps.descent(YEARS, values, 0.3, 2020).below_since == 2020
    rise = steps.descent(YEARS, [1 + 0.01 * place for place in range(30)], 0.3, 2020)
    assert rise.below_since is None
    assert rise.level_years == 29
    assert math.isnan(rise.late)
    assert steps.descent([2020, 2021], [1.0, 0.0], 0.3, 2020).falls == ()

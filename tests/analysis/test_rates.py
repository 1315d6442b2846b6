"""Rates of events: a published example, coverage, and pauses."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import rates
from helpers.errors import CompendiumError


def test_a_textbook_comparison() -> None:
    """Cases in 800 against 3011 person-years, as R's poisson.test prints them."""
    found = rates.ratio(21, 3.011, 11, 0.8)
    assert found.ratio == pytest.approx(1.971488, abs=1e-6)
    assert found.p_value == pytest.approx(0.07967, abs=1e-5)
    assert (found.low, found.high) == pytest.approx((0.8584264, 4.2772659), abs=1e-3)


def test_intervals_cover_at_least_as_often_as_they_say() -> None:
    rng = np.random.default_rng(9)
    found = [rates.ratio(int(a), 10, int(b), 2) for a, b in zip(rng.poisson(20, 400), rng.poisson(8, 400), strict=True)]
    assert np.mean([entry.low <= 2 <= entry.high for entry in found]) >= 0.94


def test_no_events_say_nothing_and_one_sided_counts_have_open_ends() -> None:
    assert rates.ratio(0, 5, 0, 2).p_value == 1
    assert math.isinf(rates.ratio(0, 5, 6, 2).high)
    assert rates.ratio(6, 5, 0, 2).low == 0
    with pytest.raises(CompendiumError, match="positive lengths"):
        rates.ratio(1, 0, 1, 1)


@given(st.sets(st.integers(1992, 2024)))
def test_the_longest_pause_holds_no_event(years: set[int]) -> None:
    pause = rates.longest_pause(years, 1992, 2024)
    if pause is None:
        assert years == set(range(1992, 2025))
    else:
        assert not years & set(range(pause[0], pause[1] + 1))
        assert {pause[0] - 1, pause[1] + 1} - years <= {1991, 2025}


def test_the_first_of_two_pauses_as_long_is_named() -> None:
    assert rates.longest_pause([1994, 1997], 1994, 1999) == (1995, 1996)
    assert rates.longest_pause([], 1994, 1999) == (1994, 1999)

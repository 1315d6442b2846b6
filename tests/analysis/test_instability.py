"""The end-of-sample test: its formula by hand, and its size and power in simulated series."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis.instability import end_of_sample
from helpers.errors import CompendiumError

YEARS = np.arange(1998, 2024)


def red(rng: np.random.Generator, rho: float, samples: int, n: int) -> np.ndarray:
    noise = rng.normal(size=(samples, n))
    for i in range(1, n):
        noise[:, i] = rho * noise[:, i - 1] + np.sqrt(1 - rho**2) * noise[:, i]
    return noise


def test_one_late_value_by_hand() -> None:
    """With one late value and a level, S is u squared over its mean square, held against left-out residuals."""
    y = np.random.default_rng(3).normal(size=20)
    y[-1] = 1.4
    test = end_of_sample(np.arange(20), y, 19)
    u = y - y.mean()
    assert test.statistic == pytest.approx(u[-1] ** 2 / (u**2).mean())
    left_out = [(y[j] - np.delete(y[:19], j).mean()) ** 2 for j in range(19)]
    assert test.p_value == pytest.approx((1 + sum(value >= u[-1] ** 2 for value in left_out)) / 20)
    assert (test.name, test.windows, test.smallest_p, test.direction) == ("S", 19, 0.05, 1)
    assert test.could_see()
    assert not test.could_see(0.04)


@pytest.mark.parametrize("model", ["level", "trend"])
def test_three_late_values_as_the_paper_writes_them(model: str) -> None:
    """The formulas of Andrews (2003) spelled out without a shortcut."""
    m, n = 3, 17
    y = np.random.default_rng(8).normal(size=20)
    t = np.arange(20.0)
    x = np.ones((20, 1)) if model == "level" else np.column_stack([np.ones(20), t])

    def beta(rows: list[int]) -> np.ndarray:
        return np.linalg.solve(x[rows].T @ x[rows], x[rows].T @ y[rows])

    u = y - x @ beta(list(range(20)))
    sigma = sum(np.outer(u[j:j + m], u[j:j + m]) for j in range(n + 1)) / (n + 1)
    inverse = np.linalg.inv(sigma)

    def s(first: int, coefficients: np.ndarray) -> float:
        part = slice(first, first + m)
        a = x[part].T @ inverse @ (y[part] - x[part] @ coefficients)
        v = x[part].T @ inverse @ x[part]
        return float(a @ np.linalg.inv(v) @ a)

    late = s(n, beta(list(range(20))))
    earlier = [s(j, beta([i for i in range(n) if i not in (j, j + 1)])) for j in range(n - m + 1)]
    test = end_of_sample(t, y, n, model)
    assert test.statistic == pytest.approx(late)
    assert test.p_value == pytest.approx((1 + sum(value >= late for value in earlier)) / (1 + len(earlier)))


def test_fewer_late_values_than_parameters_take_the_other_statistic() -> None:
    y = np.random.default_rng(5).normal(size=20)
    test = end_of_sample(np.arange(20), y, 19, "trend")
    x = np.column_stack([np.ones(20), np.arange(20)])
    u = y - x @ np.linalg.solve(x.T @ x, x.T @ y)
    assert (test.name, test.statistic) == ("P", pytest.approx(u[-1] ** 2 / (u**2).mean()))


def test_size_and_power_in_series_as_short_as_the_shares() -> None:
    rng = np.random.default_rng(11)
    for rho, most in ((0.0, 0.13), (0.5, 0.17)):
        noise = red(rng, rho, 400, 22)
        p = np.array([end_of_sample(YEARS[:22], y, 2018).p_value for y in noise])
        assert 0.05 <= (p <= 0.1).mean() <= most
    moved = red(rng, 0.0, 200, 22)
    moved[:, 20:] += 4
    tests = [end_of_sample(YEARS[:22], y, 2018) for y in moved]
    assert np.mean([test.p_value <= 0.1 for test in tests]) >= 0.95
    assert all(test.direction == 1 for test in tests)


@given(st.floats(0.1, 100), st.floats(-1000, 1000), st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_units_and_origin_do_not_matter(scale: float, shift: float, seed: int) -> None:
    y = np.random.default_rng(seed).normal(size=20)
    one, other = end_of_sample(np.arange(20), y, 18), end_of_sample(np.arange(20), shift + scale * y, 18)
    assert other.p_value == one.p_value
    assert other.statistic == pytest.approx(one.statistic, rel=1e-4)


def test_a_constant_series_shows_nothing_and_gaps_are_dropped() -> None:
    assert end_of_sample(YEARS, np.full(26, 0.1), 2022).p_value == 1
    y = np.random.default_rng(2).normal(size=26)
    y[[3, 7]] = np.nan
    seen = np.isfinite(y)
    assert end_of_sample(YEARS, y, 2022) == end_of_sample(YEARS[seen], y[seen], 2022)


def test_too_short_a_past_is_one_clear_error() -> None:
    with pytest.raises(CompendiumError, match="expected 6 or more"):
        end_of_sample(np.arange(7), np.arange(7), 5)
    with pytest.raises(CompendiumError, match="and 0 from then on"):
        end_of_sample(np.arange(7), np.arange(7), 9)

"""Trends: hand-computed and published cases, and simulations whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from helpers.analysis import trends
from helpers.errors import CompendiumError

# A series as gappy as the shares: 22 of 26 years.
YEARS = np.array([year for year in range(1998, 2024) if year not in {1999, 2001, 2013, 2018}])
numbers = st.lists(st.integers(-1000, 1000), min_size=5, max_size=15, unique=True)


def red_noise(rng: np.random.Generator, rho: float, samples: int) -> np.ndarray:
    """Return AR(1) noise of variance 1 at YEARS, shape (samples, 22)."""
    noise = rng.normal(size=(samples, 26))
    for i in range(1, 26):
        noise[:, i] = rho * noise[:, i - 1] + np.sqrt(1 - rho**2) * noise[:, i]
    return noise[:, YEARS - 1998]


def test_observed_drops_gaps_and_says_what_is_wrong() -> None:
    t, y = trends.observed([2000, 2001, 2003, 2004], [1, np.nan, 2, 3])
    assert t.tolist() == [2000, 2003, 2004]
    assert y.tolist() == [1, 2, 3]
    with pytest.raises(CompendiumError, match="each year once"):
        trends.observed([2000, 2000, 2001], [1, 2, 3])
    with pytest.raises(CompendiumError, match="3 or more"):
        trends.observed([2000, 2001, 2002], [1, 2, np.nan])
    with pytest.raises(CompendiumError, match="one length"):
        trends.observed([2000, 2001], [1, 2, 3])


def test_the_slope_of_a_line_is_exact() -> None:
    line = trends.slope(YEARS, 3 + 0.5 * YEARS)
    assert line.estimate == pytest.approx(0.5)
    assert line.high - line.low < 1e-6
    assert line.p_value < 1e-12
    assert trends.slope(YEARS, np.zeros(22)).p_value == 1


def test_newey_west_errors_by_hand() -> None:
    """The sandwich written out, on residuals that hang together so that it exceeds the plain error."""
    y = 0.01 * (YEARS - 2008.0) ** 2
    x = YEARS - YEARS.mean()
    b = (x @ y) / (x @ x)
    e = y - y.mean() - b * x
    score = x * e
    middle = score @ score + sum(2 * (1 - lag / 3) * score[lag:] @ score[:-lag] for lag in (1, 2))
    robust = np.sqrt(middle * 22 / 20) / (x @ x)
    assert robust > np.sqrt(e @ e / 20 / (x @ x))
    line = trends.slope(YEARS, y, level=0.9)
    assert (line.high - line.low) / 2 == pytest.approx(stats.t.ppf(0.95, 11) * robust)
    assert line.p_value == pytest.approx(2 * stats.t.sf(abs(b) / robust, 11))
    assert line.method.endswith("2 lags")


def test_the_interval_is_never_narrower_than_the_plain_one() -> None:
    y = np.tile([1.0, -1.0], 11)  # alternating residuals make the robust error far too small
    plain = stats.linregress(YEARS, y).stderr
    line = trends.slope(YEARS, y)
    assert (line.high - line.low) / 2 == pytest.approx(stats.t.ppf(0.975, 11) * plain)


def test_intervals_of_slopes_cover_the_truth_as_often_as_they_say() -> None:
    hits = np.zeros(2)
    for noise in red_noise(np.random.default_rng(7), 0, 300):
        for i, method in enumerate((trends.slope, trends.theil_sen)):
            line = method(YEARS, 0.1 * YEARS + noise)
            hits[i] += line.low <= 0.1 <= line.high
    assert (hits / 300 >= 0.92).all()
    assert (hits / 300 <= 0.99).all()


def test_serial_correlation_widens_the_interval() -> None:
    noise = red_noise(np.random.default_rng(8), 0.7, 40)
    plain = [2 * stats.t.ppf(0.975, 20) * stats.linregress(YEARS, y).stderr for y in noise]
    robust = [line.high - line.low for line in (trends.slope(YEARS, y) for y in noise)]
    assert np.mean(robust) > 1.15 * np.mean(plain)


def test_theil_sen_on_the_example_of_sen_1968() -> None:
    line = trends.theil_sen([1, 2, 3, 4, 10, 12, 18], [9, 15, 19, 20, 45, 55, 78], level=0.93)
    assert line.estimate == pytest.approx(4)
    assert line.low == pytest.approx(26 / 7, abs=0.01)
    assert line.high == pytest.approx(4.38, abs=0.01)


def test_theil_sen_has_no_interval_where_none_of_that_level_exists() -> None:
    assert np.isnan(trends.theil_sen([1, 2, 3, 4], [1, 3, 2, 5]).low)
    assert trends.theil_sen([1, 2, 3, 4], [1, 3, 2, 5], level=0.9).low == pytest.approx(-1)
    assert np.isfinite(trends.theil_sen([1, 2, 3, 4, 5], [1, 3, 2, 5, 4]).low)


@pytest.mark.parametrize(("values", "tau", "p_value"), [
    ([1, 2, 3, 4], 1, 2 / 24),  # S = 6 in 1 of 24 orders, and -6 in 1
    ([1, 3, 2, 4], 4 / 6, 8 / 24),  # S >= 4 in 1 + 3
    ([2, 1, 4, 3], 2 / 6, 18 / 24),  # S >= 2 in 1 + 3 + 5
    ([4, 3, 2, 1], -1, 2 / 24),
])
def test_mann_kendall_by_hand(values: list[int], tau: float, p_value: float) -> None:
    found = trends.mann_kendall([2000, 2001, 2005, 2006], values)
    assert found.tau == pytest.approx(tau)
    assert found.p_value == pytest.approx(p_value)
    assert found.method == "exact"


def test_mann_kendall_with_ties_and_without_change() -> None:
    assert trends.mann_kendall([1, 2, 3, 4], [1, 2, 2, 3]).method == "asymptotic"
    assert trends.mann_kendall([1, 2, 3], [5, 5, 5]).p_value == 1


def test_monotony_of_a_small_series() -> None:
    found = trends.monotony([2000, 2001, 2002, 2004, 2005, 2008, 2009], [1, 4, 3, 2, 2, 3, 5])
    assert found.share == pytest.approx(3 / 6)
    assert (found.against, found.against_years) == (2, (2001, 2004))
    assert (found.stall, found.stall_years) == (7, (2001, 2008))  # 4 is passed in 2009 only
    assert (found.setback, found.setback_years) == (2, (2001, 2004))


def test_monotony_of_a_steady_rise_and_of_trifles() -> None:
    steady = trends.monotony([2000, 2001, 2002], [1, 2, 3])
    assert (steady.share, steady.against, steady.stall, steady.setback) == (1, 0, 0, 0)
    assert steady.against_years is steady.stall_years is steady.setback_years is None
    tie = trends.monotony([2000, 2001, 2002, 2003, 2004], [2, 1, 3, 2, 4])
    assert tie.stall_years == (2000, 2001)  # the first of two equal ones
    small = trends.monotony([2000, 2001, 2002], [1, 0.95, 2], trifle=0.1)
    assert (small.against, small.share) == (0, 0.5)


def test_net_change_beside_the_trend() -> None:
    found = trends.net_change([2000, 2002, 2004, 2010], [1, 2, 3, 6], direction=1)
    assert (found.first_year, found.last_year, found.change) == (2000, 2010, 5)
    assert found.fitted == pytest.approx(5)
    assert found.as_predicted
    assert not trends.net_change([2000, 2002, 2004, 2010], [1, 2, 3, 6], direction=-1).as_predicted
    assert trends.net_change([2000, 2001, 2002], [5, 1, 5]).as_predicted is False  # no change is no rise


def test_noise_finds_spread_and_correlation() -> None:
    found = [trends.noise(YEARS, y) for y in red_noise(np.random.default_rng(9), 0.5, 200)]
    assert np.mean([one.rho for one in found]) == pytest.approx(0.5, abs=0.12)
    assert np.mean([one.sd for one in found]) == pytest.approx(0.93, abs=0.1)
    assert found[0].pairs == (np.diff(YEARS) == 1).sum()
    assert trends.noise([2000, 2002, 2004, 2006], [1, 5, 2, 3]).rho == 0  # no neighbours, nothing to tell


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.85])
def test_the_detectable_slope_is_detected_as_often_as_stated(rho: float) -> None:
    x = YEARS - YEARS.mean()
    noise = red_noise(np.random.default_rng(10), rho, 4000)
    around = noise - noise.mean(axis=1, keepdims=True)
    around -= np.outer(around @ x / (x @ x), x)
    promised = trends.detectable_slope(YEARS, np.sqrt((around**2).sum(axis=1).mean() / 20), rho=rho)
    y = promised.slope * x + noise
    y -= y.mean(axis=1, keepdims=True)
    b = y @ x / (x @ x)
    sd = np.sqrt(((y - np.outer(b, x)) ** 2).sum(axis=1) / 20)
    error = sd * np.sqrt(22 / promised.effective_n / (x @ x))
    critical = stats.t.ppf(0.975, promised.df)
    assert 0.78 <= (np.abs(b / error) > critical).mean() <= 0.83
    assert 0.025 <= (np.abs((b - promised.slope) / error) > critical).mean() <= 0.06  # its size without trend


def test_the_effective_sample_size_of_a_long_series() -> None:
    found = trends.detectable_slope(np.arange(600), 1.0, rho=0.5)
    assert found.effective_n == pytest.approx(200, rel=0.03)
    assert trends.detectable_slope(YEARS, 1.0).effective_n == 22


def test_a_detectable_slope_needs_data_and_a_sensible_power() -> None:
    three = trends.detectable_slope([2000, 2001, 2002], 1.0).slope
    assert three > 5  # one degree of freedom
    assert trends.detectable_slope([2000, 2001, 2002], 1.0, power=0.99, level=0.99).slope > three
    with pytest.raises(CompendiumError, match="power"):
        trends.detectable_slope(YEARS, 1.0, power=0.01)


@settings(deadline=None, derandomize=True, max_examples=20)
@given(st.floats(0.1, 10), st.floats(0.5, 0.95), st.floats(0, 0.6))
def test_more_noise_power_or_correlation_asks_for_a_steeper_slope(sd: float, power: float,
                                                                 rho: float) -> None:
    base = trends.detectable_slope(YEARS, sd, power=power, rho=rho).slope
    assert base > 0
    assert trends.detectable_slope(YEARS, 2 * sd, power=power, rho=rho).slope == pytest.approx(2 * base)
    assert trends.detectable_slope(YEARS, sd, power=power + 0.04, rho=rho).slope > base
    assert trends.detectable_slope(YEARS, sd, power=power, rho=rho + 0.1).slope > base


def test_later_values_against_the_textbook_interval() -> None:
    """Prediction interval of a straight line as in any textbook, one later value."""
    y = np.array([1.0, 2.5, 2.0, 4.5, 4.0, 9.0])
    t = np.array([2000, 2001, 2002, 2004, 2005, 2008])
    found = trends.later_against_earlier(t, y, 2008, level=0.9)
    line = stats.linregress(t[:5], y[:5])
    rest = y[:5] - line.intercept - line.slope * t[:5]
    x = t[:5] - t[:5].mean()
    error = np.sqrt(rest @ rest / 3 * (1 + 1 / 5 + (2008 - t[:5].mean()) ** 2 / (x @ x)))
    year, value, predicted, low, high = found.points[0]
    assert (year, value) == (2008, 9.0)
    assert predicted == pytest.approx(line.intercept + line.slope * 2008)
    assert high - predicted == pytest.approx(stats.t.ppf(0.95, 3) * error)
    assert predicted - low == pytest.approx(high - predicted)
    assert (found.excess_low, found.excess_high) == (pytest.approx(9 - high), pytest.approx(9 - low))
    assert (found.before, found.after) == (5, 1)


def test_a_jump_is_seen_and_its_absence_is_not() -> None:
    noise = red_noise(np.random.default_rng(11), 0, 1)[0]
    jump = trends.later_against_earlier(YEARS, noise + 20 * (YEARS >= 2020), 2020, "level")
    assert (jump.above, jump.below, jump.outside) == (4, 0, 4)
    assert jump.excess_low > 10
    calm = trends.later_against_earlier(YEARS, noise + 0.3 * YEARS, 2020, "trend")
    assert calm.excess_low < 0 < calm.excess_high
    assert (calm.above, calm.below, calm.outside) == (0, 0, 0)
    fall = trends.later_against_earlier(YEARS, noise - 20 * (YEARS >= 2022), 2020, "level")
    assert (fall.after, fall.above, fall.below) == (4, 0, 2)


@pytest.mark.parametrize("model", ["trend", "level"])
def test_the_interval_of_the_excess_covers_zero_as_often_as_it_says(model: str) -> None:
    noise = red_noise(np.random.default_rng(12), 0, 300)
    found = [trends.later_against_earlier(YEARS, y, 2020, model, level=0.9) for y in noise]
    assert 0.86 <= np.mean([one.excess_low <= 0 <= one.excess_high for one in found]) <= 0.94


def test_too_few_years_on_either_side_are_an_error() -> None:
    for since in (2003, 2030):
        with pytest.raises(CompendiumError, match="move the year"):
            trends.later_against_earlier(YEARS, np.sin(YEARS), since)


def test_results_become_rows() -> None:
    row = trends.slope(YEARS, np.sin(YEARS)).as_dict()
    assert list(row) == ["estimate", "low", "high", "level", "p_value", "n", "method"]


@settings(deadline=None, derandomize=True, max_examples=20)
@given(numbers, st.integers(-50, 50), st.sampled_from([-3.0, 0.5, 2.0]))
def test_slopes_follow_a_change_of_unit_and_origin(values: list[int], shift: int, factor: float) -> None:
    t, y = np.arange(len(values)) * 2 + 1990, np.array(values, dtype=float)
    for method in (trends.slope, trends.theil_sen):
        old, new = method(t, y), method(t + shift, shift + factor * y)
        assert new.estimate == pytest.approx(factor * old.estimate, abs=1e-6)
        bounds = sorted([factor * old.low, factor * old.high])
        np.testing.assert_allclose([new.low, new.high], bounds, rtol=1e-6, atol=1e-6)
        assert new.p_value == pytest.approx(old.p_value, abs=1e-6)


@settings(deadline=None, derandomize=True, max_examples=20)
@given(numbers)
def test_monotony_down_is_monotony_up_of_the_mirror_image(values: list[int]) -> None:
    t = np.arange(len(values))
    up = trends.monotony(t, values, 1).as_dict()
    down = trends.monotony(t, [-value for value in values], -1).as_dict()
    assert {**up, "direction": -1} == down
    other = trends.monotony(t, values, -1)
    assert up["share"] + other.share == pytest.approx(1)  # values are unique: every step goes one way


def test_the_step_found_with_the_stated_power() -> None:
    before, after = np.arange(2000, 2018), np.array([2022, 2023])
    rng = np.random.default_rng(21)
    found = trends.detectable_step(before, after, 1.0)
    years = np.concatenate([before, after])
    hits = 0
    for noise in rng.normal(size=(400, 20)):
        noise[18:] += found.step
        hits += trends.later_against_earlier(years, noise, 2022, "level").excess_low > 0
    assert hits / 400 == pytest.approx(0.8, abs=0.06)
    assert found.df == pytest.approx(17)
    assert found.effective_n == pytest.approx(20)


def test_correlated_years_hide_larger_steps_and_more_years_show_smaller_ones() -> None:
    before = np.arange(2000, 2018)
    plain = trends.detectable_step(before, [2018, 2019], 2.0)
    assert trends.detectable_step(before, [2018, 2019], 2.0, rho=0.5).step > plain.step
    assert trends.detectable_step(before, [2018, 2019, 2020, 2021], 2.0).step < plain.step
    assert trends.detectable_step(before, [2018, 2019], 1.0).step == pytest.approx(plain.step / 2)
    with pytest.raises(CompendiumError, match="no year after"):
        trends.detectable_step(before, [], 1.0)

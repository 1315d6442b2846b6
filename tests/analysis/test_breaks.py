"""Breaks: published and simulated series with known breaks, gaps, trimming and honest intervals."""

from __future__ import annotations

import math

import numpy as np
import pytest
import ruptures as rpt
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import breaks, shares
from helpers.data import tables
from helpers.errors import CompendiumError

YEARS = np.arange(2000, 2024)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def step(at: int, size: float, noise: float = 0.0, seed: int = 2) -> np.ndarray:
    """Return a level that jumps by `size` at the observation `at`, shape (24,)."""
    return size * (np.arange(24) >= at) + noise * rng(seed).normal(size=24)


def test_the_nile_at_aswan() -> None:
    """The textbook case: one break after 1898, sums of squares and F as Zeileis et al. (2003) print."""
    nile = sm.datasets.nile.load_pandas().data
    years, flow = nile["year"].to_numpy(), nile["volume"].to_numpy()
    found = breaks.find(years, flow, rng(), size=15, most=2, criterion="bic", replicates=199, level=0.95)
    assert found.years == (1899,)
    assert found.segments == pytest.approx((1097.75, 849.97), abs=0.01)
    assert 1893 <= found.breaks[0].low <= 1899 <= found.breaks[0].high <= 1905
    squares = [100 * math.exp(value - (2 * m + 1) * math.log(100) / 100)
               for m, value in enumerate(found.criterion_values)]
    assert squares[:2] == pytest.approx([2835157, 1597457], abs=1)
    test = breaks.sup_f(years, flow, rng(), size=15, replicates=199)
    assert test.statistic == pytest.approx(75.93, abs=0.01)
    assert test.year == 1899
    assert test.p_value == pytest.approx(1 / 200)


@pytest.mark.parametrize("kind", ["level", "trend"])
def test_a_thousand_samples_at_once_give_what_ruptures_gives_one_by_one(kind: breaks.Kind) -> None:
    t = np.delete(YEARS, [3, 9, 10]).astype(float)
    samples = rng(3).normal(size=(6, t.size))
    x = breaks._regressors(t, kind)
    least, dates = breaks._best(breaks._costs(samples, x, 3), 3)
    cost = {"level": rpt.costs.CostL2, "trend": rpt.costs.CostLinear}[kind]
    for r, y in enumerate(samples):
        signal = y[:, None] if kind == "level" else np.column_stack([y, x])
        for m in (1, 2, 3):
            search = rpt.Dynp(custom_cost=cost(), min_size=3, jump=1).fit(signal)
            ends = search.predict(n_bkps=m)
            assert dates[m][r].tolist() == ends[:-1] == breaks._partition(y, x, m, 3)[:-1]
            assert least[m, r] == pytest.approx(search.cost.sum_of_costs(ends))


@pytest.mark.parametrize("at", [3, 10, 21])
def test_a_clean_break_is_found_where_it_is(at: int) -> None:
    found = breaks.find(YEARS, step(at, 5.0), rng(), replicates=49)
    one = found.breaks[0]
    assert found.years == (2000 + at,)
    assert (one.earliest, one.low, one.high) == (one.year, one.year, one.year)
    assert found.segments == pytest.approx((0, 5))
    assert found.share_in(2000 + at, 2000 + at) == 1


def test_breaks_in_slope_are_found_in_calendar_years() -> None:
    t = np.delete(YEARS, [5, 6])
    y = np.where(t < 2012, 0.5 * (t - 2000), 20 - 2.0 * (t - 2012))
    found = breaks.find(t, y, rng(), kind="trend", size=4, replicates=49)
    assert found.years == (2012,)
    assert found.segments == pytest.approx((0.5, -2.0))


def test_a_gap_before_the_break_leaves_its_year_open() -> None:
    values = step(10, 5.0, noise=0.1)
    values[8:10] = np.nan  # 2008 and 2009 unobserved, the break is in 2010
    one = breaks.find(YEARS, values, rng(), number=1, replicates=99).breaks[0]
    assert (one.earliest, one.year) == (2008, 2010)
    assert (one.low, one.high) == (2008, 2010)


def test_windows_count_whole_intervals_or_overlaps() -> None:
    values = step(10, 5.0, noise=0.1)
    values[8:10] = np.nan
    found = breaks.find(YEARS, values, rng(), number=1, replicates=99)
    assert found.share_in(2008, 2010) == 1
    assert found.share_in(2009, 2011) == 0
    assert found.share_in(2009, 2011, whole=False) == 1
    assert found.share_in(2011, 2023, whole=False) == 0


def test_trimming_is_told_and_matters() -> None:
    late = step(22, 5.0, noise=0.2)  # two observations after the break
    short = breaks.find(YEARS, late, rng(), size=2, number=1, replicates=49)
    assert short.years == (2022,)
    assert short.trimmed == (2001, 2023)
    long = breaks.find(YEARS, late, rng(), size=3, number=1, replicates=49)
    assert long.trimmed == (2001, 2002, 2022, 2023)
    assert 2022 not in long.years


@pytest.mark.parametrize(("criterion", "low", "high"), [("lwz", 0.87, 1.0), ("bic", 0.7, 0.93)])
def test_noise_alone_has_a_break_as_seldom_as_told(criterion: breaks.Criterion, low: float,
                                                   high: float) -> None:
    numbers = [len(breaks.find(YEARS, rng(seed).normal(size=24), rng(), criterion=criterion,
                               replicates=9).breaks) for seed in range(60)]
    assert low <= numbers.count(0) / 60 <= high


def test_two_breaks_are_counted_and_dated() -> None:
    values = step(8, 4.0) - step(16, 6.0) + 0.5 * rng(5).normal(size=24)
    for criterion in ("bic", "lwz"):
        found = breaks.find(YEARS, values, rng(), criterion=criterion, size=4, replicates=99)
        assert found.criterion == criterion
        assert found.years == (2008, 2016)
        assert len(found.criterion_values) == 4
        assert int(np.argmin(found.criterion_values)) == 2
        assert sum(found.number_shares) == pytest.approx(1)
        assert found.number_shares[2] > 0.5
        assert found.share_in(2007, 2009) > 0.9
        assert found.share_in(2007, 2009, free=True) > 0.8
        assert found.share_in(2011, 2013) == 0


def test_the_criteria_by_hand() -> None:
    values = [0.0, 1.0, 0.0, 1.0, 5.0, 6.0, 5.0, 6.0]  # S = 52 around 3, 2 around 0.5 and 5.5
    years = np.arange(8)
    bic = breaks.find(years, values, rng(), most=1, size=2, criterion="bic", replicates=9).criterion_values
    assert bic == pytest.approx((math.log(52 / 8) + math.log(8) / 8, math.log(2 / 8) + 3 * math.log(8) / 8))
    lwz = breaks.find(years, values, rng(), most=1, size=2, criterion="lwz", replicates=9).criterion_values
    assert lwz == pytest.approx((math.log(52 / 7) + 0.299 * math.log(8) ** 2.1 / 8,
                                 math.log(2 / 5) + 0.299 * 3 * math.log(8) ** 2.1 / 8))


@pytest.mark.parametrize(("method", "block"), [("regime", 1), ("block", 1)])
def test_intervals_cover_the_break_as_often_as_they_say(method: breaks.Method, block: int) -> None:
    hits, widths = [], []
    for seed in range(100):
        one = breaks.find(YEARS, step(12, 2.0, 1.0, seed=100 + seed), rng(seed), number=1, most=1,
                          method=method, block=block, replicates=99, level=0.9).breaks[0]
        hits.append(one.low <= 2012 <= one.high)
        widths.append(one.high - one.low)
    assert 0.84 <= np.mean(hits) <= 0.98
    assert 2 < np.mean(widths) < 8  # neither certainty nor the whole series


def test_the_sieve_allows_for_serial_correlation() -> None:
    """Where noise hangs together, intervals from independent draws are too sure, those of the sieve less."""
    hits: dict[breaks.Method, list[bool]] = {"regime": [], "sieve": []}
    widths: dict[breaks.Method, list[int]] = {"regime": [], "sieve": []}
    source = rng(6)
    for _ in range(50):
        noise = source.normal(size=24)
        for i in range(1, 24):
            noise[i] = 0.6 * noise[i - 1] + 0.8 * noise[i]
        for method in ("regime", "sieve"):
            one = breaks.find(YEARS, step(12, 2.0) + noise, source, number=1, most=1, method=method,
                              replicates=99).breaks[0]
            hits[method].append(one.low <= 2012 <= one.high)
            widths[method].append(one.high - one.low)
    assert np.mean(widths["sieve"]) > 1.2 * np.mean(widths["regime"])
    assert np.mean(hits["sieve"]) > np.mean(hits["regime"])


def test_moving_blocks_keep_neighbours_together() -> None:
    t = YEARS.astype(float)
    alternating = np.tile([1.0, -1.0], 12)
    pairs = [np.mean(drawn[:, 1:] * drawn[:, :-1]) for drawn in (
        breaks._resampled(rng(), t, alternating, [24], q=1, method="block", block=block, replicates=300)
        for block in (1, 6))]
    assert pairs[0] == pytest.approx(0, abs=0.1)
    assert pairs[1] < -0.6


def test_draws_are_blown_up_for_the_parameters_they_cost() -> None:
    residuals = np.tile([1.0, -1.0], 2)
    drawn = breaks._resampled(rng(), YEARS[:4].astype(float), residuals, [4], q=2, method="regime", block=1,
                              replicates=2000)
    assert drawn.var() == pytest.approx(residuals @ residuals / (4 - 2), rel=0.02)


def test_a_regime_keeps_its_own_spread() -> None:
    calm_then_wild = np.concatenate([0.1 * rng().normal(size=12), 5 * rng(2).normal(size=12)])
    drawn = breaks._resampled(rng(), YEARS.astype(float), calm_then_wild, [12, 24], q=1, method="regime",
                              block=1, replicates=200)
    assert drawn[:, :12].std() < 0.2
    assert drawn[:, 12:].std() > 2


def test_sup_f_rejects_as_often_as_it_says() -> None:
    p_values = [breaks.sup_f(YEARS, rng(200 + seed).normal(size=24), rng(seed), replicates=99).p_value
                for seed in range(120)]
    assert 0.02 <= np.mean([p <= 0.1 for p in p_values]) <= 0.18
    assert np.mean(p_values) == pytest.approx(0.5, abs=0.1)


def test_sup_f_sees_a_jump_and_not_a_constant() -> None:
    jump = breaks.sup_f(YEARS, step(12, 3.0, 1.0), rng(), replicates=199)
    assert (jump.year, jump.p_value) == (2012, 1 / 200)
    assert breaks.sup_f(YEARS, np.ones(24), rng(), replicates=49).p_value == 1


def test_a_constant_has_no_break() -> None:
    found = breaks.find(YEARS, np.full(24, 7.0), rng(), replicates=9)
    assert found.breaks == ()
    assert found.share_in(1900, 2100) == 0
    assert found.segments == (7,)


def test_the_same_seed_gives_the_same_result() -> None:
    values = step(12, 1.5, 1.0)
    one, two, other = (breaks.find(YEARS, values, rng(seed), number=1, replicates=99) for seed in (1, 1, 2))
    assert one == two
    assert one.share_in(2012, 2012) == two.share_in(2012, 2012) != other.share_in(2012, 2012)
    assert not any(name.startswith("_") for name in one.as_dict())


@pytest.mark.parametrize("wrong", [
    {"number": 9}, {"number": -1}, {"size": 1}, {"size": 2, "kind": "trend"}, {"size": 13}, {"block": 0}])
def test_what_cannot_be_done_is_an_error(wrong: dict[str, object]) -> None:
    with pytest.raises(CompendiumError, match="expected"):
        breaks.find(YEARS, step(12, 1.0, 1.0), rng(), **wrong)


def test_the_jump_of_exports_in_2022_is_seen_only_where_trimming_allows_it() -> None:
    """The finding that matters: two years after 2022 are too few for regimes of three."""
    picked = shares.pick(shares.table(tables.read("series")))
    exports = picked[picked["flow"].eq("exports")]
    for criterion, before in (("lwz", (2005,)), ("bic", (2005, 2014))):
        short, long = (breaks.find(exports["year"], exports["share"], rng(), size=size, criterion=criterion,
                                   replicates=199) for size in (2, 3))
        assert short.years == (*before, 2022)
        assert [one.earliest for one in short.breaks if one.year == 2014] == [2013] * (len(before) - 1)
        assert short.share_in(2020, 2022) > 0.9
        assert long.years == (2005, 2016)
        assert long.share_in(2020, 2022) < 0.2
        assert {2022, 2023} <= set(long.trimmed)


@settings(deadline=None, derandomize=True, max_examples=15)
@given(st.integers(0, 10_000), st.sampled_from([-4.0, 0.25, 3.0]), st.floats(-100, 100),
       st.sampled_from(["level", "trend"]), st.integers(3, 5))
def test_breaks_do_not_depend_on_unit_or_origin_and_keep_their_distance(
        seed: int, factor: float, shift: float, kind: breaks.Kind, size: int) -> None:
    values = rng(seed).normal(size=16)
    years = 1990 + np.cumsum(rng(seed + 1).integers(1, 3, size=16))
    one = breaks.find(years, values, rng(), kind=kind, size=size, number=2, replicates=9)
    two = breaks.find(years + 7, shift + factor * values, rng(), kind=kind, size=size, number=2, replicates=9)
    assert tuple(year + 7 for year in one.years) == two.years
    places = [0, *np.searchsorted(years, one.years), 16]
    assert min(np.diff(places)) >= size
    assert not set(one.years) & set(one.trimmed)
    for place, found in zip(places[1:-1], one.breaks, strict=True):
        assert found.earliest == years[place - 1] + 1
        assert found.low <= found.high

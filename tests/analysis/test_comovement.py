"""Rank correlation over time: by hand, coverage with drifting series, refusals."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers.analysis import comovement
from helpers.errors import CompendiumError

YEARS = np.arange(1995, 2025)


def test_the_estimate_is_spearmans_and_gaps_are_left_out() -> None:
    rng = np.random.default_rng(1)
    one, other = rng.normal(size=(2, 30))
    one[4] = other[9] = np.nan
    kept = np.isfinite(one + other)
    found = comovement.together(YEARS, one, other)
    assert found.rho == pytest.approx(stats.spearmanr(one[kept], other[kept]).statistic)
    assert found.n == 28
    margin = 1.959964 * 1.06 / math.sqrt(found.effective_n - 3)
    assert (found.low, found.high) == pytest.approx((math.tanh(math.atanh(found.rho) - margin),
                                                     math.tanh(math.atanh(found.rho) + margin)), abs=1e-6)


@pytest.mark.parametrize(("rho", "least"), [(0.0, 0.92), (0.6, 0.87)])
def test_unrelated_series_are_seldom_called_related(rho: float, least: float) -> None:
    rng = np.random.default_rng(2)
    hits = 0
    for _ in range(300):
        noise = rng.normal(size=(2, 30))
        for i in range(1, 30):
            noise[:, i] = rho * noise[:, i - 1] + math.sqrt(1 - rho**2) * noise[:, i]
        found = comovement.together(YEARS, *noise)
        hits += found.low <= 0 <= found.high
    assert hits / 300 >= least


def test_two_straight_lines_are_worth_no_year() -> None:
    found = comovement.together(YEARS, YEARS, 2.0 * YEARS)
    assert found.rho == pytest.approx(1)
    assert (found.low, found.high) == (-1, 1)
    assert comovement.together(YEARS, YEARS, np.ones(30)).effective_n == 0


def test_concordance_from_none_to_full() -> None:
    rng = np.random.default_rng(3)
    same = pd.DataFrame({"a": YEARS, "b": YEARS**2.0, "c": 3.0 * YEARS})
    assert comovement.concordance(same) == pytest.approx(1)
    assert comovement.concordance(pd.DataFrame(rng.normal(size=(400, 3)))) == pytest.approx(1 / 3, abs=0.06)
    assert comovement.concordance(pd.DataFrame({"a": YEARS, "b": -1.0 * YEARS})) == pytest.approx(0)
    with pytest.raises(CompendiumError, match="2 and 6 or more"):
        comovement.concordance(same.iloc[:4])
    with pytest.raises(CompendiumError, match="6 or more"):
        comovement.together(YEARS[:5], YEARS[:5], YEARS[:5])

"""Do indicators move together over time? Rank correlations that know how few years they rest on."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from helpers.analysis.trends import Result, autocorrelation, observed
from helpers.errors import CompendiumError

FEWEST = 6


@dataclass(frozen=True)
class Together(Result):
    """Spearman's rank correlation, its interval, the years shared and what they are worth."""

    rho: float
    low: float
    high: float
    level: float
    n: int
    effective_n: float


def together(years: ArrayLike, one: ArrayLike, other: ArrayLike, level: float = 0.95) -> Together:
    """Return the rank correlation of two annual series over the years they share.

    The interval is Fisher's z with the error 1.06 / sqrt(n - 3) (Fieller, Hartley and Pearson 1957), n
    made smaller for what neighbouring years have in common: n (1 - ab) / (1 + ab) with a and b the
    correlations of the ranks from year to year (Bretherton and others 1999), at most n. With fewer than
    four years' worth left the interval is the whole line from -1 to 1. Two series that both merely drift
    correlate by chance: compare the changes as well.

    Parameters
    ----------
    years, one, other
        Shape (n,), NaN a gap; 6 shared years or more.
    """
    both = np.asarray(one, dtype=float) + 0 * np.asarray(other, dtype=float)
    t, _ = observed(years, both, at_least=FEWEST)
    kept = np.isin(np.asarray(years, dtype=float), t)
    ranks = [stats.rankdata(np.asarray(values, dtype=float)[kept]) for values in (one, other)]
    if any(np.ptp(rank) == 0 for rank in ranks):
        return Together(0.0, -1.0, 1.0, level, t.size, 0.0)
    rho = float(np.corrcoef(*ranks)[0, 1])
    a, b = (autocorrelation(t, rank - rank.mean())[0] for rank in ranks)
    worth = min(float(t.size), t.size * (1 - a * b) / (1 + a * b))
    if worth <= 4:
        return Together(rho, -1.0, 1.0, level, t.size, worth)
    margin = float(stats.norm.ppf((1 + level) / 2)) * 1.06 / math.sqrt(worth - 3)
    z = math.atanh(float(np.clip(rho, -0.999999, 0.999999)))
    return Together(rho, math.tanh(z - margin), math.tanh(z + margin), level, t.size, worth)


def concordance(table: pd.DataFrame) -> float:
    """Return Kendall's W of the columns over the rows without gaps: 0 no agreement, 1 the same order.

    For k columns W follows from the mean pairwise rank correlation r: W = (1 + (k - 1) r) / k.
    """
    whole = table.dropna()
    k = whole.shape[1]
    if k < 2 or len(whole) < FEWEST:
        raise CompendiumError(f"found {k} columns and {len(whole)} whole rows, expected 2 and {FEWEST} or more, "
                              "do: choose indicators that share more years")
    matrix = whole.corr(method="spearman").to_numpy()
    mean = (matrix.sum() - k) / (k * (k - 1))
    return float((1 + (k - 1) * mean) / k)

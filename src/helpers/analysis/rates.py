"""Counts of events in two periods: the ratio of their rates, and how steadily they come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from helpers.analysis.trends import Result
from helpers.errors import CompendiumError


@dataclass(frozen=True)
class Ratio(Result):
    """Events a year after over before, with its interval; infinite or NaN where a count is nought."""

    before: int
    years_before: float
    after: int
    years_after: float
    ratio: float
    low: float
    high: float
    level: float
    p_value: float


def ratio(before: int, years_before: float, after: int, years_after: float, level: float = 0.95) -> Ratio:
    """Compare two Poisson rates by the exact conditional test (Przyborowski and Wilenski 1940).

    Given the sum of the counts, the later one is binomial; the interval is that of Clopper and Pearson for
    its share, turned into a ratio. It covers at least as often as it says, unless events come in bunches.

    Parameters
    ----------
    before, after
        Events counted.
    years_before, years_after
        Lengths of the two periods in years.
    """
    if min(before, after) < 0 or min(years_before, years_after) <= 0:
        raise CompendiumError(f"found {before} and {after} events in {years_before:.1f} and {years_after:.1f} years, "
                              "expected counts and positive lengths, do: check the periods")
    if before + after == 0:
        return Ratio(before, years_before, after, years_after, float("nan"), 0.0, float("inf"), level, 1.0)
    longer = years_before / years_after
    share = 1 / (1 + longer)
    shares = proportion_confint(after, before + after, alpha=1 - level, method="beta")
    low, high = (float("inf") if end >= 1 else float(end / (1 - end) * longer) for end in shares)
    p_value = float(stats.binomtest(after, before + after, share).pvalue)
    estimate = after / before * longer if before else float("inf")
    return Ratio(before, years_before, after, years_after, estimate, low, high, level, p_value)


def longest_pause(years: Iterable[int], first: int, last: int) -> tuple[int, int] | None:
    """Return the first and last year of the longest run without an event; None where every year has one."""
    seen = sorted({year for year in years if first <= year <= last})
    edges = [first - 1, *seen, last + 1]
    pauses = [(b - a - 1, -(a + 1), a + 1, b - 1) for a, b in pairwise(edges) if b - a > 1]
    if not pauses:
        return None
    return max(pauses)[2:]

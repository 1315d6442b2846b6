"""Number and dates of breaks in a short annual series with gaps, none of them given beforehand."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import ruptures as rpt
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray
from ruptures.costs import CostL2, CostLinear

from helpers.analysis.trends import Result, autocorrelation, observed
from helpers.errors import CompendiumError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Kind = Literal["level", "trend"]
Criterion = Literal["bic", "lwz"]
Method = Literal["regime", "block", "sieve"]


@dataclass(frozen=True)
class Break(Result):
    """One break.

    `year` is the first observed year after it; with a gap before that year it can lie anywhere from
    `earliest` to `year`. `low` and `high` bound it with the coverage of the result.
    """

    year: int
    earliest: int
    low: int
    high: int


@dataclass(frozen=True)
class Breaks(Result):
    """Breaks found, how sure they are, and what could not be found.

    `criterion_values` goes by number of breaks (0, 1, ...), the least chosen; `number_shares` is the
    share of bootstrap replicates in which the criterion chooses that number; `trimmed` are the observed
    years at which the minimum segment length lets no break begin; `segments` the mean (level) or the
    slope a year (trend) of each regime.
    """

    kind: str
    breaks: tuple[Break, ...]
    segments: tuple[float, ...]
    n: int
    criterion: str
    criterion_values: tuple[float, ...]
    number_shares: tuple[float, ...]
    trimmed: tuple[int, ...]
    method: str
    level: float
    replicates: int
    _fixed: Floats = field(repr=False, compare=False)
    _free: Floats = field(repr=False, compare=False)

    @property
    def years(self) -> tuple[int, ...]:
        """First observed year after each break."""
        return tuple(one.year for one in self.breaks)

    def share_in(self, first: int, last: int, free: bool = False, whole: bool = True) -> float:
        """Return the share of bootstrap replicates with a break from `first` to `last`.

        Parameters
        ----------
        first, last
            Years, both within the window.
        free
            Whether each replicate chooses its own number of breaks; else it has the number found.
        whole
            Whether a break counts only when all years it can lie in belong to the window.
        """
        bounds = self._free if free else self._fixed
        early, late = bounds[0], bounds[1]
        inside = (early >= first) & (late <= last) if whole else (late >= first) & (early <= last)
        return float(inside.any(axis=1).mean())

    def as_dict(self) -> dict[str, Any]:
        """Return the fields by name, without the replicates."""
        return {name: value for name, value in super().as_dict().items() if not name.startswith("_")}


def _regressors(t: Floats, kind: Kind) -> Floats:
    x = (t - t.mean()) / max(float(np.ptp(t)), 1.0)
    return np.ones((t.size, 1)) if kind == "level" else np.column_stack([np.ones_like(t), x])


def _partition(y: Floats, x: Floats, m: int, size: int) -> list[int]:
    """Return the ends of the m + 1 segments with the least sum of squares (ruptures)."""
    cost = CostL2() if x.shape[1] == 1 else CostLinear()
    signal = y[:, None] if x.shape[1] == 1 else np.column_stack([y, x])
    if m == 0:
        return [y.size]
    found: list[int] = rpt.Dynp(custom_cost=cost, min_size=size, jump=1).fit(signal).predict(n_bkps=m)
    return found


def _costs(samples: Floats, x: Floats, size: int) -> Floats:
    """Return the sum of squares of every segment of every sample, shape (samples, n + 1, n + 1).

    Entry (r, i, j) belongs to observations i to j - 1, infinite where the segment is too short. The
    estimate itself is made by ruptures; a thousand replicates at once are what it has no call for.
    """
    n = samples.shape[1]
    costs = np.full((samples.shape[0], n + 1, n + 1), np.inf)
    for length in range(size, n + 1):
        basis = np.linalg.qr(sliding_window_view(x, length, axis=0).swapaxes(1, 2))[0]
        parts = sliding_window_view(samples, length, axis=1).swapaxes(0, 1)
        rest = parts - (parts @ basis) @ basis.swapaxes(1, 2)
        starts = np.arange(n - length + 1)
        costs[:, starts, starts + length] = (rest**2).sum(axis=2).T
    return costs


def _best(costs: Floats, most: int) -> tuple[Floats, list[Ints]]:
    """Return the least sums of squares by number of breaks and the break places (Bai and Perron 2003).

    Shapes (most + 1, samples) and, for m = 0 ... most, (samples, m).
    """
    samples, places = costs.shape[0], costs.shape[1]
    rows = np.arange(samples)
    least, from_where = [costs[:, 0, :]], []
    for _ in range(most):
        total = least[-1][:, :, None] + costs
        from_where.append(total.argmin(axis=1))
        least.append(total.min(axis=1))
    dates = []
    for m in range(most + 1):
        end = np.full(samples, places - 1)
        path = np.empty((samples, m), dtype=np.int64)
        for k in range(m, 0, -1):
            end = from_where[k - 1][rows, end]
            path[:, k - 1] = end
        dates.append(path)
    return np.stack([step[:, -1] for step in least]), dates


def _criteria(squares: Floats, n: int, q: int, criterion: Criterion) -> Floats:
    """Return the criterion by number of breaks, (m + 1) q + m parameters (Bai and Perron 2003).

    BIC (Yao 1988): ln(S / n) + p ln(n) / n. LWZ (Liu, Wu and Zidek 1997): ln(S / (n - p)) +
    0.299 p ln(n)^2.1 / n. A perfect fit has no logarithm: S is at least 1e-12 of that without breaks.
    """
    m = np.arange(squares.shape[0])[:, None]
    p = (m + 1) * q + m
    safe = np.maximum(squares, 1e-24 + 1e-12 * squares[:1])
    if criterion == "bic":
        return np.asarray(np.log(safe / n) + p * math.log(n) / n)
    return np.asarray(np.log(safe / np.maximum(n - p, 1)) + 0.299 * p * math.log(n) ** 2.1 / n)


def _fitted(y: Floats, x: Floats, ends: list[int]) -> tuple[Floats, list[Floats]]:
    """Return fitted values and coefficients of each segment."""
    parts = [slice(a, b) for a, b in zip([0, *ends[:-1]], ends, strict=True)]
    coefficients = [np.asarray(np.linalg.lstsq(x[part], y[part])[0], dtype=np.float64) for part in parts]
    fitted = [x[part] @ one for part, one in zip(parts, coefficients, strict=True)]
    return np.concatenate(fitted), coefficients


def _resampled(rng: np.random.Generator, t: Floats, residuals: Floats, ends: list[int], *, q: int,
               method: Method, block: int, replicates: int) -> Floats:
    """Return residuals drawn anew, shape (replicates, n), blown up for the parameters they cost."""
    n = residuals.size
    scaled = residuals.copy()
    for a, b in zip([0, *ends[:-1]], ends, strict=True):
        scaled[a:b] *= math.sqrt((b - a) / max(b - a - q, 1))
    if method == "regime":  # Each regime keeps its own spread.
        return np.concatenate([rng.choice(scaled[a:b], size=(replicates, b - a)) for a, b
                               in zip([0, *ends[:-1]], ends, strict=True)], axis=1)
    if method == "block":  # Moving blocks (Kuensch 1989) keep the dependence of neighbours.
        starts = rng.integers(0, n - block + 1, size=(replicates, -(-n // block)))
        return np.asarray(scaled[(starts[:, :, None] + np.arange(block)).reshape(replicates, -1)[:, :n]])
    # AR(1) sieve (Buehlmann 1997); over a gap of d years the correlation is rho^d.
    rho = max(autocorrelation(t, residuals)[0], 0.0)
    carry = rho ** np.diff(t)
    fresh = np.sqrt(1 - carry**2)
    shocks = (scaled[1:] - carry * scaled[:-1]) / fresh
    shocks *= scaled.std() / (shocks.std() or 1.0)
    drawn = rng.choice(shocks - shocks.mean(), size=(replicates, n))
    for i in range(1, n):
        drawn[:, i] = carry[i - 1] * drawn[:, i - 1] + fresh[i - 1] * drawn[:, i]
    return drawn


def _checked(years: ArrayLike, values: ArrayLike, kind: Kind, size: int, block: int) -> tuple[Floats, ...]:
    t, y = observed(years, values, at_least=max(2 * size, 4))
    x = _regressors(t, kind)
    if size < x.shape[1] + 1 or not 1 <= block <= t.size:
        raise CompendiumError(f"found regimes of {size} and blocks of {block} observations, expected "
                              f"{x.shape[1] + 1} or more and 1 to {t.size}, do: change them")
    return t, y, x


def _bounds(t: Floats, places: Ints) -> Floats:
    """Return, for places of first observations, the years a break can lie in; shape (2, ...)."""
    return np.stack([t[places - 1] + 1, t[places]])


def find(years: ArrayLike, values: ArrayLike, rng: np.random.Generator, *, kind: Kind = "level",
         number: int | None = None, most: int = 3, size: int = 3, criterion: Criterion = "lwz",
         method: Method = "regime", block: int = 3, replicates: int = 999, level: float = 0.9) -> Breaks:
    """Estimate how many breaks a series has, when, and how surely.

    The dates of m breaks are those with the least sum of squares over all partitions (ruptures `Dynp`,
    cost `l2` for levels, `linear` for a level and a slope in each regime). Intervals come from a
    bootstrap of the residuals around the estimated regimes: percentiles of the dates found again, the
    number of breaks held fixed; `low` of the earliest year such a break can lie in, `high` of the first
    year observed after it. Regimes of two or three observations make the criteria and the draws bolder
    than they should be: vary `size` and `method`.

    Parameters
    ----------
    years, values
        Shape (n,); NaN is a gap. Segments are counted in observations, slopes in years.
    rng
        A seeded generator.
    number
        Number of breaks; by default the one with the least `criterion` of 0 to `most`. In 24 values of
        pure noise BIC finds a break 17 times in 100, LWZ 6 times (simulated).
    size
        Least number of observations in a regime, more than its parameters.
    method
        How residuals are drawn: within each regime, in moving blocks of `block` (1: independently from
        all regimes, better than the first where a regime has two or three observations), or by an AR(1)
        sieve. Serial correlation makes the criteria find too many breaks and independent draws too sure.
    level
        Coverage of the intervals.

    Returns
    -------
    Breaks
        With as many breaks as found, in order; none where the criterion prefers none.

    Raises
    ------
    CompendiumError
        When the series is too short for two regimes, or `number` breaks do not fit into it.
    """
    t, y, x = _checked(years, values, kind, size, block)
    n, q = x.shape
    most = min(most if number is None else max(most, number), n // size - 1)
    if number is not None and not 0 <= number <= most:
        raise CompendiumError(f"found {number} breaks asked of {n} observations, expected 0 to {most} with "
                              f"{size} in a regime, do: ask for fewer or shorten the regimes")
    partitions = [_partition(y, x, m, size) for m in range(most + 1)]
    squares = np.array([[float(np.sum((y - _fitted(y, x, ends)[0]) ** 2))] for ends in partitions])
    values_of = _criteria(squares, n, q, criterion)[:, 0]
    chosen = int(values_of.argmin()) if number is None else number
    ends = partitions[chosen]
    fitted, coefficients = _fitted(y, x, ends)
    samples = fitted + _resampled(
        rng, t, y - fitted, ends, q=q, method=method, block=block, replicates=replicates)
    least, dates = _best(_costs(samples, x, size), most)
    numbers = _criteria(least, n, q, criterion).argmin(axis=0)
    free = np.full((2, replicates, most), np.nan)
    for m in range(1, most + 1):
        free[:, numbers == m, :m] = _bounds(t, dates[m][numbers == m])
    fixed = _bounds(t, dates[chosen])
    tails = [(1 - level) / 2, (1 + level) / 2]
    low = np.quantile(fixed[0], tails[0], axis=0, method="inverted_cdf")
    high = np.quantile(fixed[1], tails[1], axis=0, method="inverted_cdf")
    starts = np.array(ends[:-1], dtype=np.int64)
    early, late = _bounds(t, starts)
    scale = 1.0 if kind == "level" else max(float(np.ptp(t)), 1.0)
    allowed = range(size, n - size + 1)
    return Breaks(
        kind, tuple(Break(int(b), int(a), int(lo), int(hi)) for a, b, lo, hi
                    in zip(early, late, low, high, strict=True)),
        tuple(float(one[-1]) / scale for one in coefficients), n, criterion, tuple(map(float, values_of)),
        tuple(float((numbers == m).mean()) for m in range(most + 1)),
        tuple(int(t[i]) for i in range(1, n) if i not in allowed), method, level, replicates, fixed, free)


@dataclass(frozen=True)
class SupF(Result):
    """The largest F statistic for one break, the year where it lies and its bootstrap p value."""

    statistic: float
    year: int
    p_value: float
    method: str
    replicates: int


def sup_f(years: ArrayLike, values: ArrayLike, rng: np.random.Generator, *, kind: Kind = "level",
          size: int = 3, method: Method = "regime", block: int = 3, replicates: int = 999) -> SupF:
    """Test no break against at least one at an unknown date.

    The largest F statistic over all admissible dates (Andrews 1993), its p value from residuals of the
    fit without a break drawn anew, (1 + larger) / (1 + replicates). Parameters as in `find`; `method`
    `regime` draws independent residuals, which finds breaks too often where they hang together.
    """
    t, y, x = _checked(years, values, kind, size, block)
    n, q = x.shape
    fitted, _ = _fitted(y, x, [n])
    drawn = _resampled(rng, t, y - fitted, [n], q=q, method=method, block=block, replicates=replicates)
    least, dates = _best(_costs(np.vstack([y, fitted + drawn]), x, size), 1)
    floor = 1e-12 * least[0] + 1e-24
    f = (least[0] - least[1]) / q / (np.maximum(least[1], floor) / max(n - 2 * q, 1))
    return SupF(float(f[0]), int(t[dates[1][0, 0]]), float((1 + (f[1:] >= f[0]).sum()) / (1 + replicates)),
                method, replicates)

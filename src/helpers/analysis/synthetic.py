"""Synthetic control: the state in question against a mixture of others that moved like it before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pysyncon import Synth

from helpers.analysis.trends import Result

# The rule of refusal, stated before any result: no number with fewer states or years than these, or where
# the mixture leaves more of the state's own movement before the date than this share of its SD.
FEWEST_STATES = 5
FEWEST_YEARS = 8
WORST_FIT = 0.5


@dataclass(frozen=True)
class Refused(Result):
    """Why no synthetic control is given, and what was at hand."""

    treated: str
    since: int
    reason: str
    years: tuple[int, ...]
    states: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True)
class Synthetic(Result):
    """A synthetic control that passed the rule.

    `points` holds year, value and synthetic value. `rmspe_before` and `rmspe_after` are the root mean
    squared gaps, `fit` the first over the state's SD before, `gap` the mean gap after. `ratios` holds for
    each state, treated in turn as the one in question, after over before, its fit and its mean gap;
    `rank_p` is the share of states with a ratio as large, `smallest_p` the least it can be. `in_time`
    holds pretended dates with their gap and ratio.
    """

    treated: str
    since: int
    intercept: bool
    weights: tuple[tuple[str, float], ...]
    points: tuple[tuple[int, float, float], ...]
    rmspe_before: float
    rmspe_after: float
    fit: float
    gap: float
    ratios: tuple[tuple[str, float, float, float], ...]
    rank_p: float
    smallest_p: float
    in_time: tuple[tuple[int, float, float], ...]
    dropped: tuple[str, ...]


def wide(table: pd.DataFrame, treated: str, window: tuple[int, int]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the panel by year and state without gaps, and the states left out for gaps.

    Years are those in which the state in question and at least half of the others have a value; a state
    without a value in one of them is left out.

    Parameters
    ----------
    table
        Columns entity, year, value, one row a state and year.
    """
    full = table[table["year"].between(*window)].pivot(index="year", columns="entity", values="value")
    if treated not in full:
        return full.iloc[:0], ()
    shared = full.drop(columns=treated).notna().mean(axis=1) >= 0.5
    full = full.loc[shared & full[treated].notna()]
    gappy = [str(state) for state in full.columns[full.isna().any()]]
    return full.drop(columns=gappy), tuple(gappy)


def weights(before: pd.DataFrame, treated: str, intercept: bool = False) -> pd.Series:
    """Return the shares of the other states, 0 or more and 1 together, that fit the state best.

    Least squares over the years of `before` (pysyncon's inner problem; its scaling of each year by the
    spread across states is undone by the weights given to it, so that every year counts alike).
    """
    data = before - before.mean() if intercept else before
    own = data[treated]
    # In units of the state's own movement, so that the solver's tolerance means the same everywhere.
    data = (data - own.mean()) / (own.std() or 1.0)
    others = data.drop(columns=treated)
    spread = data.std(axis=1)
    moving = spread > 1e-12
    model = Synth()
    model.fit(X0=others[moving], X1=data.loc[moving, treated], Z0=others[moving], Z1=data.loc[moving, treated],
              custom_V=(spread[moving] ** 2).to_numpy())
    found = np.clip(np.asarray(model.W, dtype=np.float64), 0, None)
    return pd.Series(found / found.sum(), index=others.columns)


def _path(full: pd.DataFrame, treated: str, since: int, intercept: bool) -> tuple[pd.Series, pd.Series]:
    before = full[full.index < since]
    share = weights(before, treated, intercept)
    path = full[share.index] @ share
    if intercept:
        path = path + (before[treated] - before[share.index] @ share).mean()
    return path, share


@dataclass(frozen=True)
class _Gaps:
    before: float
    after: float
    mean: float

    @property
    def ratio(self) -> float:
        return self.after / max(self.before, 1e-12)


def _gaps(full: pd.DataFrame, treated: str, since: int, intercept: bool) -> _Gaps:
    gap = full[treated] - _path(full, treated, since, intercept)[0]
    late = gap[gap.index >= since]
    rms = [float(np.sqrt((part**2).mean())) for part in (gap[gap.index < since], late)]
    return _Gaps(rms[0], rms[1], float(late.mean()))


def control(table: pd.DataFrame, treated: str, since: int, window: tuple[int, int], *,
            intercept: bool = False) -> Synthetic | Refused:
    """Return a synthetic control for one state, or why there is none.

    Weights from all values before the date (Abadie, Diamond and Hainmueller 2010); placebo in space with
    the ratio of the root mean squared gaps; placebo in time with the date moved back as long as enough
    years are left. The same result at every run: nothing is drawn.

    Parameters
    ----------
    table
        Columns entity, year, value, one row a state and year.
    treated
        The state in question.
    since
        First year after the change.
    window
        First and last year used.
    intercept
        Whether the mixture may lie at another level (Doudchenko and Imbens 2016; Ferman and Pinto 2021):
        only the movement is compared then.
    """
    full, dropped = wide(table, treated, window)
    states = tuple(str(state) for state in full.columns if state != treated)
    years = tuple(int(year) for year in full.index)
    before = [year for year in years if year < since]

    def refused(reason: str) -> Refused:
        return Refused(treated, since, reason, years, states, dropped)

    if len(before) < FEWEST_YEARS or len(before) == len(years):
        return refused(f"{len(before)} years before and {len(years) - len(before)} after, {FEWEST_YEARS} and 1 wanted")
    if len(states) < FEWEST_STATES:
        return refused(f"{len(states)} comparators without gaps, {FEWEST_STATES} wanted")
    spread = full.loc[before].std()
    if spread[treated] == 0:
        return refused("no movement before the date to fit")
    gaps = {state: _gaps(full, state, since, intercept) for state in full.columns}
    mine = gaps[treated]
    fit = mine.before / float(spread[treated])
    if fit > WORST_FIT:
        return refused(f"the best mixture misses the years before by {fit:.2f} of their SD, {WORST_FIT:.2f} allowed")
    path, share = _path(full, treated, since, intercept)
    rank = sum(gap.ratio >= mine.ratio - 1e-12 for gap in gaps.values())
    in_time = []
    for fake in before[FEWEST_YEARS:]:
        gap = _gaps(full.loc[before], treated, fake, intercept)
        in_time.append((fake, gap.mean, gap.ratio))
    return Synthetic(
        treated, since, intercept,
        tuple((str(state), float(value)) for state, value in share.sort_values(ascending=False).items()
              if value > 0.001),
        tuple((year, float(full.at[year, treated]), float(path[year])) for year in years),
        mine.before, mine.after, fit, mine.mean,
        tuple((str(state), gap.ratio, gap.before / max(float(spread[state]), 1e-12), gap.mean)
              for state, gap in sorted(gaps.items(), key=lambda pair: (-pair[1].ratio, pair[0]))),
        rank / len(gaps), 1 / len(gaps), tuple(in_time), dropped)

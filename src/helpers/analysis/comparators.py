"""Change in one state against change in comparators, with placebos in space and time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
import statsmodels.api as sm

from helpers.analysis.trends import Result, noncentrality
from helpers.errors import CompendiumError
from helpers.memo import by_content

Span = tuple[int, int]
Direction = Literal[1, -1, 0]
# Fewest values of a state before and after, and fewest comparators, for a contrast to be formed.
FEWEST_BEFORE, FEWEST_AFTER, FEWEST_STATES = 2, 1, 3


@by_content
def panel(series: pd.DataFrame, series_id: str) -> pd.DataFrame:
    """Return an annual series of several states: columns entity, year, value.

    Where two editions give a value for one state and year, the one known last counts.
    """
    mine = series[series["series_id"].eq(series_id) & series["period"].str.fullmatch(r"\d{4}")]
    mine = mine.assign(year=mine["period"].astype("int64"))
    mine = mine.sort_values(["entity", "year", "known_from", "edition", "note"], kind="stable")
    return mine.groupby(["entity", "year"], as_index=False)["value"].last()


@dataclass(frozen=True)
class Difference(Result):
    """Difference in differences of one state against comparators.

    `direction` tells which way counted as more, as asked. `own` and `others` are the changes of the state
    and the mean change of the comparators, `estimate` their difference with its interval, `spread` the SD
    of the comparators' changes. `rank` counts the states that changed as much or more, the state itself
    included; `rank_p` is that number over all states, `smallest_p` the least it can be. `least` and `most`
    bound the estimate when each comparator is left out in turn. `changes` holds every state's change,
    `dropped` the comparators without enough values.
    """

    treated: str
    pre: Span
    post: Span
    direction: int
    own: float
    others: float
    estimate: float
    low: float
    high: float
    level: float
    p_value: float
    spread: float
    states: int
    rank: int
    rank_p: float
    smallest_p: float
    least: float
    most: float
    changes: tuple[tuple[str, float], ...]
    dropped: tuple[str, ...]


def changes(table: pd.DataFrame, treated: str, pre: Span, post: Span) -> pd.Series:
    """Return each state's mean after less its mean before; NaN where it has too few values.

    A comparator must have a value in at least half of the years in which the state in question has one, in
    both windows: a mean of other years is another thing.

    Parameters
    ----------
    table
        Columns entity, year, value.
    treated
        The state in question.
    pre, post
        First and last year of each window.
    """
    return _changes(_grid(table), treated, pre, post)


@dataclass(frozen=True)
class _Grid:
    """A panel as a grid: `values` of shape (states, years), zero where `there` says that the panel has no value."""

    states: list[str]
    years: npt.NDArray[np.int64]
    values: npt.NDArray[np.float64]
    there: npt.NDArray[np.bool_]


def _grid(table: pd.DataFrame) -> _Grid:
    """Return a panel as a grid; placebos read it a hundred times."""
    known = table.dropna(subset="value")
    states = sorted(set(table["entity"]))
    years = np.unique(known["year"].to_numpy(dtype=np.int64))
    place = {state: row for row, state in enumerate(states)}
    rows = np.array([place[state] for state in known["entity"]], dtype=np.intp)
    columns = np.searchsorted(years, known["year"].to_numpy(dtype=np.int64))
    values, there = np.zeros((len(states), len(years))), np.zeros((len(states), len(years)), dtype=bool)
    values[rows, columns], there[rows, columns] = known["value"].to_numpy(dtype=float), True
    return _Grid(states, years, values, there)


def _changes(grid: _Grid, treated: str, pre: Span, post: Span) -> pd.Series:
    """Return the changes of `changes` from a grid."""
    enough = np.ones(len(grid.states), dtype=bool)
    means = []
    for span, fewest in ((pre, FEWEST_BEFORE), (post, FEWEST_AFTER)):
        inside = (grid.years >= span[0]) & (grid.years <= span[1])
        there = grid.there[:, inside]
        own = there[grid.states.index(treated)] if treated in grid.states else np.zeros(inside.sum(), dtype=bool)
        count = there.sum(axis=1)
        enough &= (count >= fewest) & (there[:, own].sum(axis=1) >= own.sum() / 2)
        means.append(grid.values[:, inside].sum(axis=1) / np.maximum(count, 1))
    index = pd.Index(grid.states, dtype="str")
    return pd.Series(np.where(enough, means[1] - means[0], np.nan), index=index, name="value")


def _regressed(values: pd.Series, treated: str, level: float) -> tuple[float, float, float, float]:
    """Return estimate, interval and p value: changes on a dummy for the state (Donald and Lang 2007)."""
    dummy = (values.index == treated).astype(float)
    fit = sm.OLS(values.to_numpy(), sm.add_constant(dummy)).fit()
    low, high = fit.conf_int(alpha=1 - level)[1]
    return float(fit.params[1]), float(low), float(high), float(fit.pvalues[1])


def _comparable(kept: pd.Series, treated: str) -> bool:
    return treated in kept and len(kept) > FEWEST_STATES


def difference(table: pd.DataFrame, treated: str, pre: Span, post: Span, *, direction: Direction = 1,
               level: float = 0.95) -> Difference | None:
    """Hold the change of one state against the changes of comparators.

    One change a state (Bertrand, Duflo and Mullainathan 2004), regressed on a dummy for the state: the
    interval is Student's t on the spread of the comparators, so it takes their changes as draws from one
    normal distribution. The rank needs no such assumption: each comparator is treated in turn as if it
    were the state in question (placebo in space), and p is (1 + states that changed as much or more) /
    (1 + comparators).

    Parameters
    ----------
    table
        Columns entity, year, value, one row a state and year.
    treated
        The state in question.
    pre, post
        First and last year of each window.
    direction
        Which way counts as more: 1 up, -1 down, 0 farther from the mean of all the others.
    level
        Coverage of the interval.

    Returns
    -------
    Difference or None
        None where the state, or all but two comparators, have too few values in the windows.
    """
    every = changes(table, treated, pre, post)
    kept = every.dropna()
    if not _comparable(kept, treated):
        return None
    others = kept.drop(treated)
    estimate, low, high, p_value = _regressed(kept, treated, level)
    total, count = float(kept.sum()), len(kept)
    placebo = kept - (total - kept) / (count - 1)
    extreme = placebo.abs() if direction == 0 else placebo * direction
    rank = int((extreme >= extreme[treated] - 1e-12).sum())
    spared = [float(kept[treated] - others.drop(state).mean()) for state in others.index]
    return Difference(
        treated, pre, post, direction, float(kept[treated]), float(others.mean()), estimate, low, high, level, p_value,
        float(others.std()), len(others), rank, rank / count, 1 / count, min(spared), max(spared),
        tuple((str(state), float(value)) for state, value in kept.sort_values(ascending=False).items()),
        tuple(str(state) for state in every.index[every.isna()] if state != treated))


@dataclass(frozen=True)
class InTime(Result):
    """The same difference at pretended earlier dates: `estimates` by first year after, and the rank p."""

    estimates: tuple[tuple[int, float], ...]
    rank_p: float
    smallest_p: float


def earlier(table: pd.DataFrame, treated: str, pre: Span, post: Span, *, direction: Direction = 1) -> InTime | None:
    """Pretend that the change came earlier (placebo in time).

    Both windows are moved back together, year by year, as long as the later one ends before the true one
    begins and the earlier one still has values; p is (1 + dates with as large a difference) / (1 + dates).
    Windows of neighbouring dates overlap, so the dates are fewer than they look.

    Returns
    -------
    InTime or None
        None where the true difference or every earlier one cannot be formed.
    """
    length, width = post[1] - post[0], pre[1] - pre[0]
    first = int(table["year"].min()) if len(table) else post[0]
    dates = [post[0], *range(post[0] - length - 1, first + FEWEST_BEFORE - 1, -1)]
    windows = [pre, *((max(first, start - 1 - width), start - 1) for start in dates[1:])]
    made: list[tuple[int, float]] = []
    grid = _grid(table)
    for start, before in zip(dates, windows, strict=True):
        kept = _changes(grid, treated, before, (start, start + length)).dropna()
        if _comparable(kept, treated):
            made.append((start, float(kept[treated] - kept.drop(treated).mean())))
    if len(made) < 2 or made[0][0] != post[0]:
        return None
    true, made = made[0][1], made[1:]
    sizes = np.array([true, *(estimate for _, estimate in made)])
    sizes = np.abs(sizes) if direction == 0 else sizes * direction
    as_large = int((sizes[1:] >= sizes[0] - 1e-12).sum())
    return InTime(tuple(reversed(made)), (1 + as_large) / (1 + len(made)), 1 / (1 + len(made)))


def detectable_difference(spread: float, states: int, power: float = 0.8, level: float = 0.95) -> float:
    """Return the smallest difference from `states` comparators that the t test finds with this power.

    Parameters
    ----------
    spread
        SD of the comparators' changes.
    states
        Number of comparators, 3 or more.
    """
    if states < FEWEST_STATES:
        raise CompendiumError(f"found {states} comparators, expected {FEWEST_STATES} or more, do: add states")
    return noncentrality(states - 1, power, level) * spread * math.sqrt(1 + 1 / states)

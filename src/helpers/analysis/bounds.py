"""Scores with the bounds of their measurement: whether they moved, lie at the floor, and agree between releases."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from helpers.analysis import comparators
from helpers.analysis.trends import Result, noncentrality
from helpers.memo import by_content


@by_content
def bounded(series: pd.DataFrame, point: str, bounds: tuple[str, str] | None, entity: str) -> pd.DataFrame:
    """Return one state's score by year with its bounds, NaN where the copy has none.

    Parameters
    ----------
    series
        Rows of `series.csv`.
    point
        The series of the score.
    bounds
        The series of its lower and its upper bound; None where there are none.

    Returns
    -------
    DataFrame
        Columns year, value, low, high.
    """
    ids = {"value": point} | (dict(zip(("low", "high"), bounds, strict=True)) if bounds else {})
    made = {}
    for name, series_id in ids.items():
        table = comparators.panel(series, series_id)
        made[name] = table[table["entity"].eq(entity)].set_index("year")["value"]
    frame = pd.DataFrame(made, columns=["value", "low", "high"]).dropna(subset="value").sort_index()
    return frame.astype(float).rename_axis("year").reset_index()


@dataclass(frozen=True)
class Moved(Result):
    """The change of a score between two years against the bounds of both.

    `apart` tells whether the two intervals leave each other; `z` is the change over its standard error, half
    of each interval taken as one standard deviation; `smallest` the least change that a test at five
    percent would find four times in five. All three are NaN or None without bounds.
    """

    first: int
    last: int
    before: float
    after: float
    change: float
    apart: bool | None
    z: float
    p_value: float
    smallest: float


def moved(table: pd.DataFrame, first: int, last: int) -> Moved | None:
    """Hold a score of one year against one of another.

    The errors of two years are taken as independent. Scores of one state by the same raters are not: they err
    together, so a change is surer than `z` says. Near the ends of a scale the bounds are lopsided, and half
    of their distance is a rough standard deviation.

    Parameters
    ----------
    table
        As `bounded` returns it.
    first, last
        The years.
    """
    rows = table.set_index("year")
    if not {first, last} <= set(rows.index):
        return None
    one, two = rows.loc[first], rows.loc[last]
    change = float(two["value"] - one["value"])
    if rows.loc[[first, last], ["low", "high"]].isna().to_numpy().any():
        return Moved(first, last, float(one["value"]), float(two["value"]), change, None, *[math.nan] * 3)
    error = math.hypot(*((row["high"] - row["low"]) / 2 for row in (one, two)))
    z = change / error
    return Moved(first, last, float(one["value"]), float(two["value"]), change,
                 bool(one["low"] > two["high"] or two["low"] > one["high"]), z, float(2 * stats.norm.sf(abs(z))),
                 noncentrality(1e6, 0.8, 0.95) * error)


@dataclass(frozen=True)
class Under(Result):
    """Whether a score lies under a line in its last years.

    `year` is the last one looked at, `value`, `low` and `high` its score (bounds NaN where there are none),
    `top` the least line that it lies under with its whole interval; `share` tells how often it lies under
    one of several lines in one of the years.
    """

    year: int
    value: float
    low: float
    high: float
    top: float
    inside: bool
    share: float
    years: tuple[int, ...]


def under(table: pd.DataFrame, line: float, multiples: Sequence[float] = (1.0,), last: int = 3,
          without_bounds: float = 0.5) -> Under | None:
    """Say whether a score lies under a line with its whole interval.

    Parameters
    ----------
    table
        As `bounded` returns it. Where any year has bounds, only years with bounds are looked at.
    line
        The line.
    multiples
        Further lines, as multiples of it, for `share`.
    last
        How many of the last years are looked at.
    without_bounds
        Part of a line under which a score without bounds must lie.
    """
    known = table.dropna(subset=["low", "high"])
    rows = (known if len(known) else table).tail(last)
    if rows.empty:
        return None
    tops = rows["high"].fillna(rows["value"] / without_bounds).to_numpy(dtype=float)
    lines = np.array([line * multiple for multiple in multiples])
    end = rows.iloc[-1]
    return Under(int(end["year"]), float(end["value"]), float(end["low"]), float(end["high"]), float(tops[-1]),
                 bool(tops[-1] <= line), float((tops[:, None] <= lines).mean()), tuple(rows["year"].astype(int)))


@dataclass(frozen=True)
class Releases(Result):
    """How far two releases of one score differ for the same years, and in the change they give."""

    years: int
    mean: float
    largest: float
    largest_year: int
    changes: tuple[float, float] | None


def releases(one: pd.DataFrame, other: pd.DataFrame, first: int, last: int) -> Releases | None:
    """Compare two releases of a score.

    Parameters
    ----------
    one, other
        As `bounded` returns them.
    first, last
        Years between which both changes are taken.
    """
    both = one.merge(other, on="year", suffixes=("_one", "_other")).set_index("year")
    if both.empty:
        return None
    apart = (both["value_other"] - both["value_one"]).abs()
    changes = None
    if {first, last} <= set(both.index):
        step = both.loc[last] - both.loc[first]
        changes = (float(step["value_one"]), float(step["value_other"]))
    return Releases(len(both), float(apart.mean()), float(apart.max()), int(apart.idxmax()), changes)

"""Scores that stand still for years and then move in steps: the steps, and how rare the last ones are.

Nothing here fits a line. A score that holds one value for fifteen years has no noise around a trend, so
slopes, their errors and their intervals would be made of nothing. What can be said is when it moved, how
far, and how often it or another state moved as far.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from helpers.analysis.trends import Floats, Result, observed
from helpers.errors import CompendiumError

# Fewest other states, and fewest earlier stretches, for a place among them to say anything.
FEWEST_STATES, FEWEST_STRETCHES = 3, 5
# Differences that rounding to the digits of the file makes.
SAME = 1e-9


def steps(table: pd.DataFrame) -> pd.DataFrame:
    """Return every step between neighbouring observations.

    Parameters
    ----------
    table
        Columns entity, year, value.

    Returns
    -------
    DataFrame
        Columns entity, year (the first with the new value), before, after, size, held (years for which the
        value before had stood, gaps included); by state and year.
    """
    rows = []
    for state, mine in table.dropna(subset="value").sort_values("year").groupby("entity"):
        since = None
        for year, value, before in zip(mine["year"], mine["value"], mine["value"].shift(), strict=True):
            if since is None:
                since = year
            elif abs(value - before) > SAME:
                rows.append({"entity": state, "year": int(year), "before": before, "after": value,
                             "size": value - before, "held": int(year - since)})
                since = year
    return pd.DataFrame(rows, columns=["entity", "year", "before", "after", "size", "held"])


def stretches(table: pd.DataFrame, length: int) -> pd.DataFrame:
    """Return the change over every stretch of so many years, of every state.

    Returns
    -------
    DataFrame
        Columns entity, year (the last of the stretch), change; stretches overlap. A stretch without a value
        at either end is left out.
    """
    if length < 1:
        raise CompendiumError(f"found stretches of {length} years, expected 1 or more, do: move the years apart")
    made = table[["entity", "year", "value"]].dropna()
    before = made.assign(year=made["year"] + length)
    both = made.merge(before, on=["entity", "year"], suffixes=("", "_before"))
    both["change"] = both["value"] - both["value_before"]
    return both[["entity", "year", "change"]].sort_values(["entity", "year"], ignore_index=True)


@dataclass(frozen=True)
class Placed(Result):
    """One state's change over a stretch of years, among other stretches and other states.

    `own_rank` counts its own stretches of that length with a change as far, this one included, of
    `own_stretches`; `rank` the states with a change as far over the same years, of `states` others and
    itself; `pooled_rank` all stretches of the others as far, this one included, of `pooled_stretches`. A p
    value is such a rank over the number of all that are ranked, and the smallest one is one over that
    number. `middle` is the median change of the others. `changes` holds every state's change.
    """

    treated: str
    since: int
    until: int
    change: float
    own_rank: int
    own_stretches: int
    own_p: float
    own_smallest: float
    states: int
    rank: int
    rank_p: float
    rank_smallest: float
    pooled_rank: int
    pooled_stretches: int
    pooled_p: float
    pooled_smallest: float
    middle: float
    changes: tuple[tuple[str, float], ...]


def placed(table: pd.DataFrame, treated: str, since: int, until: int) -> Placed | None:
    """Say how rare a fall is: among the state's earlier falls, among others' falls of those years, among all.

    The stretch runs from the year before `since` to `until`. Earlier stretches are those of the same length
    that end before `since`; they overlap, so there are fewer independent ones than are counted, and p
    values are too small by that. Stretches of other states run over all years up to `until`.

    Parameters
    ----------
    table
        Columns entity, year, value, one row a state and year. A fall counts as far; hand in the negative
        values to look for a rise.
    treated
        The state in question.
    since, until
        First and last year after.

    Returns
    -------
    Placed or None
        None where the state has no value at either end, fewer than five earlier stretches, or fewer than
        three others have a value.
    """
    made = stretches(table, until - since + 1)
    now = made[made["year"].eq(until)].set_index("entity")["change"].sort_values(kind="stable")
    if treated not in now:
        return None
    change, others = float(now[treated]), now.drop(treated)
    own = made.loc[made["entity"].eq(treated) & made["year"].lt(since), "change"]
    pooled = made.loc[made["entity"].ne(treated) & made["year"].le(until), "change"]
    if len(others) < FEWEST_STATES or len(own) < FEWEST_STRETCHES:
        return None
    ranks = [1 + int((values <= change + SAME).sum()) for values in (own, others, pooled)]
    counts = [1 + len(values) for values in (own, others, pooled)]
    (own_rank, rank, pooled_rank), (own_all, all_states, pooled_all) = ranks, counts
    return Placed(
        treated, since, until, change, own_rank, own_all, own_rank / own_all, 1 / own_all, len(others), rank,
        rank / all_states, 1 / all_states, pooled_rank, pooled_all, pooled_rank / pooled_all, 1 / pooled_all,
        float(others.median()), tuple((str(state), float(value)) for state, value in now.items()))


@dataclass(frozen=True)
class Descent(Result):
    """Whether and since when a score lies below where it began, for good.

    `below_since` is the first year from which every value lies more than a trifle below the first one, None
    where there is none; `level_years` the years up to it (or to the end). `net` is the change from first to
    last value, `late` the share of it that came from `late_since` on (NaN without a net fall).
    `falls` holds the change of each span asked for.
    """

    first: int
    last: int
    below_since: int | None
    level_years: int
    net: float
    late_since: int
    late: float
    falls: tuple[tuple[int, int, float], ...]


def descent(years: ArrayLike, values: ArrayLike, trifle: float, late_since: int, span: int = 10) -> Descent:
    """Say whether a score went down over decades or only at the end.

    Parameters
    ----------
    years, values
        Shape (n,), n >= 2.
    trifle
        A fall of at most this size is none.
    late_since
        First year of the end. The years before it are cut into equal spans.
    span
        About how long a span shall be, in years.
    """
    t, y = observed(years, values, at_least=2)
    below = y < y[0] - trifle
    back = below.size if below.all() else int((~below[::-1]).argmax())
    since = int(t[below.size - back]) if back else None
    early = t < late_since
    net = float(y[-1] - y[0])
    late = float((y[-1] - y[early][-1]) / net) if net < 0 and early.any() else float("nan")
    return Descent(int(t[0]), int(t[-1]), since, int((since or t[-1]) - t[0]), net, late_since, late,
                   _spans(t[early], y[early], span))


def _spans(t: Floats, y: Floats, span: int) -> tuple[tuple[int, int, float], ...]:
    """Return first year, last year and change of equal spans, ends moved to years with a value."""
    if t.size < 2:
        return ()
    count = max(1, round((t[-1] - t[0]) / span))
    places = [int(abs(t - end).argmin()) for end in np.linspace(t[0], t[-1], count + 1)]
    return tuple((int(t[a]), int(t[b]), float(y[b] - y[a])) for a, b in pairwise(places))

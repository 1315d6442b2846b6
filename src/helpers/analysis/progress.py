"""The implementation record of the 28 union programmes: dated statements, by whom, and how they agree."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

import pandas as pd

from helpers.analysis.trends import Result
from helpers.data import dates
from helpers.errors import CompendiumError
from helpers.memo import by_content

COLUMNS = ["measure", "who", "period", "first", "middle", "last", "value", "low", "high", "source_id",
           "known_from", "note", "derived"]
PROGRAMMES, SHARE = "programmes done", "share of measures done"
MEASURES = {
    "impl_programmes_done": PROGRAMMES,
    "impl_programmes_near_completion": "programmes near completion",
    "impl_share_measures_done": SHARE,
    "impl_measures_done": "measures done",
    "impl_measures_total": "measures total",
}
_LOW, _HIGH = "impl_share_measures_done_low", "impl_share_measures_done_high"
# A statement known only to the year can belong to any of its days: it is shown, but not compared.
MAX_SPAN = 31


@by_content
def statements(series: pd.DataFrame) -> pd.DataFrame:
    """Return every dated statement on the state of the 28 programmes.

    Parameters
    ----------
    series
        The table `series`, or the part of it that was known on a day.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`: measure (values of `MEASURES`), who (`Belarusian side`, `Russian side`,
        `Union State body` or blank), period as in the source, its first, middle and last day
        (datetime64), value (blank for a range), low and high (both the value where it is one number),
        source_id, known_from, note, derived; sorted by measure, middle and source. Where one source
        gives measures done and in all for a date but no share, the share (percent) is worked out and
        marked derived.
    """
    keys = ["edition", "period", "source_id"]

    def part(one: str, other: str | None = None) -> pd.DataFrame:
        """Return the rows of a series, with the value of another by the same source beside them."""
        mine = series[series["series_id"].eq(one)].assign(derived=False)
        if other is None:
            return mine.assign(measure=MEASURES[one], low=mine["value"], high=mine["value"])
        beside = series.loc[series["series_id"].eq(other), [*keys, "value"]]
        joined = mine.merge(beside.rename(columns={"value": "high"}), on=keys)
        return joined.assign(measure=SHARE, low=joined["value"])

    stated = [part(name) for name in MEASURES]
    counts = part("impl_measures_done", "impl_measures_total")
    share = 100 * counts["low"] / counts["high"]
    said = set(map(tuple, part("impl_share_measures_done")[keys].to_numpy()))
    unsaid = [key not in said for key in map(tuple, counts[keys].to_numpy())]
    worked_out = counts.assign(low=share, high=share, derived=True)[unsaid]
    found = pd.concat([*stated, part(_LOW, _HIGH), worked_out], ignore_index=True)
    spans = [dates.span(period) for period in found["period"]]
    found = found.rename(columns={"edition": "who"}).assign(
        value=found["low"].where(found["low"].eq(found["high"])),
        first=pd.to_datetime([first for first, _ in spans]), last=pd.to_datetime([last for _, last in spans]),
        middle=pd.to_datetime([dates.middle(period) for period in found["period"]]))
    return found.sort_values(["measure", "middle", "source_id"], ignore_index=True)[COLUMNS]


def _dated(table: pd.DataFrame, measure: str, max_span: int | None, who: str | None = None) -> pd.DataFrame:
    """Return the statements on one measure whose date is known to `max_span` days."""
    if measure not in MEASURES.values():
        raise CompendiumError(f"found the measure {measure!r}, expected one of {list(MEASURES.values())}, "
                              "do: name one of these")
    mine = table[table["measure"].eq(measure)]
    if who is not None:
        mine = mine[mine["who"].eq(who)]
    return mine if max_span is None else mine[(mine["last"] - mine["first"]).dt.days < max_span]


def at(table: pd.DataFrame, measure: str, day: date, days: int = 0,
       max_span: int | None = MAX_SPAN) -> pd.DataFrame:
    """Return the statements valid for a day: those whose dates come within `days` of it.

    Parameters
    ----------
    table
        As returned by `statements`.
    measure
        One of the values of `MEASURES`.
    days
        How far off a statement may be; 0 asks that its own dates include the day.
    max_span
        Statements dated less closely than this many days are left out; None keeps all.
    """
    mine = _dated(table, measure, max_span)
    reach, then = pd.Timedelta(days=days), pd.Timestamp(day)
    return mine[(mine["first"] - reach <= then) & (then <= mine["last"] + reach)].reset_index(drop=True)


@dataclass(frozen=True)
class Change(Result):
    """From the earliest to the latest statements in a window, with their disagreement.

    `least` is the lowest late value less the highest early one, `most` the highest less the lowest; both
    NaN where early and late statements are not apart in time. `statements` counts all in the window.
    """

    measure: str
    early_first: date
    early_last: date
    early_low: float
    early_high: float
    late_first: date
    late_last: date
    late_low: float
    late_high: float
    least: float
    most: float
    statements: int


def change(table: pd.DataFrame, measure: str, start: date, end: date, *, days: int = 31,
           who: str | None = None, max_span: int | None = MAX_SPAN) -> Change:
    """Return how far a count or share moved between two days by what was said.

    Parameters
    ----------
    table
        As returned by `statements`.
    measure
        One of the values of `MEASURES`.
    start, end
        The window; statements that lie wholly within it count.
    days
        Statements whose middles come within so many days of the first (last) one count as early (late).
    who
        One side only; all sides by default.
    max_span
        As in `at`.

    Raises
    ------
    CompendiumError
        When no statement lies in the window.
    """
    mine = _dated(table, measure, max_span, who)
    mine = mine[(mine["first"] >= pd.Timestamp(start)) & (mine["last"] <= pd.Timestamp(end))]
    if mine.empty:
        raise CompendiumError(f"found no statement on {measure} from {start} to {end}, expected one or more, "
                              "do: widen the window or max_span")
    middle, reach = mine["middle"], pd.Timedelta(days=days)
    early, late = mine[middle <= middle.min() + reach], mine[middle >= middle.max() - reach]
    apart = early["middle"].max() < late["middle"].min()
    bounds = [float(bound) for bound in (early["low"].min(), early["high"].max(),
                                         late["low"].min(), late["high"].max())]
    return Change(
        measure, early["middle"].min().date(), early["middle"].max().date(), bounds[0], bounds[1],
        late["middle"].min().date(), late["middle"].max().date(), bounds[2], bounds[3],
        bounds[2] - bounds[1] if apart else math.nan, bounds[3] - bounds[0] if apart else math.nan, len(mine))


def ribbon(table: pd.DataFrame, measure: str, *, by: Literal["days", "quarter"] = "days", days: int = 45,
           max_span: int | None = MAX_SPAN) -> pd.DataFrame:
    """Return the running least and greatest of what was said.

    Parameters
    ----------
    table
        As returned by `statements`.
    measure
        One of the values of `MEASURES`.
    by
        `days`: for the middle of each statement, all statements whose middles lie within `days` of it;
        `quarter`: by calendar quarter of the middles, marked at the quarter's first day.
    days, max_span
        Half width of the window; as in `at`.

    Returns
    -------
    DataFrame
        Columns day, low, high, n (statements), sides (different named sides); sorted by day. Nothing is
        smoothed or filled in: where nobody spoke there is no row.
    """
    mine = _dated(table, measure, max_span)
    middle = mine["middle"]
    quarter = middle.dt.to_period("Q").dt.start_time
    rows = []
    for mark in sorted(set(middle if by == "days" else quarter)):
        near = mine[(middle - mark).abs() <= pd.Timedelta(days=days) if by == "days" else quarter.eq(mark)]
        rows.append((mark, near["low"].min(), near["high"].max(), len(near),
                     near["who"].replace("", None).nunique()))
    return pd.DataFrame(rows, columns=["day", "low", "high", "n", "sides"])


@by_content
def disagreement(table: pd.DataFrame, measure: str, days: int = 45, *, within: bool = False,
                 max_span: int | None = MAX_SPAN) -> pd.DataFrame:
    """Return pairs of statements by different sides at nearly the same time, widest apart first.

    Parameters
    ----------
    table, measure, max_span
        As in `at`. Statements without a named side are left out.
    days
        How far apart the middles may lie.
    within
        Whether to pair statements of the same side instead.

    Returns
    -------
    DataFrame
        Columns early, who_early, value_early, late, who_late, value_late, apart (days), gap (late less
        early between the nearest ends of ranges, 0 where they overlap, in units of the measure),
        source_early, source_late; the value is the middle of a range. Counts only grow, so a positive gap
        can be progress made in the days between; a negative one, or one on the same day, cannot.
    """
    mine = _dated(table, measure, max_span)
    mine = mine[mine["who"].ne("")].sort_values(["middle", "source_id"])
    rows = []
    for (_, a), (_, b) in combinations(mine.iterrows(), 2):
        apart = (b["middle"] - a["middle"]).days
        if (a["who"] == b["who"]) is within and apart <= days:
            gap = max(b["low"] - a["high"], 0.0) + min(b["high"] - a["low"], 0.0)
            rows.append((a["middle"], a["who"], (a["low"] + a["high"]) / 2, b["middle"], b["who"],
                         (b["low"] + b["high"]) / 2, apart, gap, a["source_id"], b["source_id"]))
    found = pd.DataFrame(rows, columns=["early", "who_early", "value_early", "late", "who_late", "value_late",
                                        "apart", "gap", "source_early", "source_late"])
    # Without a pair the columns would have no type, and nobody could ask the dates for their days.
    found = found.astype({"early": "datetime64[ns]", "late": "datetime64[ns]", "gap": "float64"})
    order = found["gap"].abs().sort_values(ascending=False, kind="stable").index
    return found.loc[order].reset_index(drop=True)


def named_done(status: pd.DataFrame, programmes: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the programmes that someone named as done by a day.

    Parameters
    ----------
    status, programmes
        The tables `programme_status` and `programmes`.
    day
        Statements count when their date, a month or year as its last day, is not later; statements
        without a date or dated "not before" never.

    Returns
    -------
    DataFrame
        Columns programme_id, title_en, sector, done (first date as stated), said_by, source_id (of that
        statement), later_open (number of later dated statements, to this day, that call it anything but
        done); sorted by programme. Few programmes are ever named, so this is a lower bound of any count.
    """
    usable = status["date"].ne("") & status["programme_id"].ne("") & status["date_precision"].ne("not before")
    known = status[usable]
    known = known.assign(until=pd.to_datetime([dates.last_day(text) for text in known["date"]]))
    known = known[known["until"] <= pd.Timestamp(day)].sort_values(["until", "status_id"])
    first = known[known["status"].eq("done")].drop_duplicates("programme_id")
    later = known.merge(first[["programme_id", "until"]], on="programme_id", suffixes=("", "_done"))
    later = later[later["status"].ne("done") & (later["until"] > later["until_done"])]
    found = first.rename(columns={"date": "done"}).merge(
        programmes[["programme_id", "title_en", "sector"]], on="programme_id", how="left")
    found["later_open"] = [int(later["programme_id"].eq(name).sum()) for name in found["programme_id"]]
    columns = ["programme_id", "title_en", "sector", "done", "said_by", "source_id", "later_open"]
    return found.sort_values("programme_id", ignore_index=True)[columns]

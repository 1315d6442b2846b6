"""How states vote in the United Nations General Assembly: closeness to Russia, who moved, what could be seen.

Sessions are dated by the year they open, in September: session 75 is 2020 and comes after the Belarusian election
of that August. Shares are in percent, ideal points in the units of their scale. Every measure is turned so that
more means closer to Russia.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import pandas as pd
from scipy import stats

from helpers.analysis.trends import Later, Result

BELARUS, RUSSIA, WORLD = "BLR", "RUS", "WLD"
NAMES = {
    "ARM": "Armenia", "AZE": "Azerbaijan", "BLR": "Belarus", "GEO": "Georgia", "KAZ": "Kazakhstan",
    "KGZ": "Kyrgyzstan", "LTU": "Lithuania", "LVA": "Latvia", "MDA": "Moldova", "POL": "Poland", "RUS": "Russia",
    "UKR": "Ukraine", "UZB": "Uzbekistan", "WLD": "median state",
}
AGREEMENT, MEDIAN, IDEAL = "un_agree_rus_bsv", "un_agree_rus_bsv_median", "un_idealpoint"
LOW, HIGH, GAP = "un_idealpoint_q05", "un_idealpoint_q95", "un_idealpoint_gap"
COUNTS = {"bsv": AGREEMENT, "undl": "un_agree_undl", "unvotes": "un_agree_unvotes"}
Measure = Literal["agreement", "relative", "closeness"]
MEASURES: tuple[Measure, ...] = ("agreement", "relative", "closeness")
COLUMNS = ["entity", "year", *MEASURES]


def _wide(series: pd.DataFrame, series_id: str, partner: str = "") -> pd.DataFrame:
    mine = series[series["series_id"].eq(series_id)]
    if partner:
        mine = mine[mine["partner"].eq(partner)]
    return mine.assign(year=mine["period"].astype(int)).pivot_table(index="year", columns="entity", values="value")


def panel(series: pd.DataFrame, count: str = "bsv") -> pd.DataFrame:
    """Return closeness to Russia by state and session.

    Parameters
    ----------
    series
        Rows of the UN series.
    count
        Whose count of the agreement of Belarus and Russia: bsv, undl or unvotes. Other states, and everything that
        is held against them, stay with bsv, the only count that has them.

    Returns
    -------
    DataFrame
        Columns entity, year, agreement (percent of votes cast as Russia cast them), relative (percentage points
        above the median of all states), closeness (minus the distance of ideal points); one row a state and year.
    """
    agree = 100 * _wide(series, AGREEMENT)
    median = 100 * _wide(series, MEDIAN).get(WORLD, pd.Series(dtype=float))
    ideal = _wide(series, IDEAL)
    relative = agree.sub(median.reindex(agree.index), axis=0)
    own = _wide(series, COUNTS[count], RUSSIA).get(BELARUS)
    if count != "bsv":
        agree = agree.drop(columns=BELARUS, errors="ignore")
        if own is not None:
            agree = agree.join((100 * own).rename(BELARUS), how="outer")
    far = ideal.sub(ideal[RUSSIA], axis=0).abs().drop(columns=RUSSIA) if RUSSIA in ideal else ideal.iloc[:, :0]
    wide = dict(zip(MEASURES, (agree, relative, -far), strict=True))
    parts = [table.rename_axis(columns="entity").stack().rename(name) for name, table in wide.items()
             if table.size]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    found = pd.concat(parts, axis=1).reset_index()
    return found.reindex(columns=COLUMNS).sort_values(["entity", "year"], ignore_index=True)


def of_state(table: pd.DataFrame, measure: Measure, entity: str = BELARUS) -> pd.DataFrame:
    """Return the years of one state that have a value: columns year, value."""
    mine = table[table["entity"].eq(entity)].dropna(subset=[measure])
    return mine[["year", measure]].rename(columns={measure: "value"}).astype({"year": int, "value": float})


@dataclass(frozen=True)
class Move(Result):
    """Mean of a state before and after, in the units of the measure."""

    entity: str
    before: float
    after: float

    @property
    def change(self) -> float:
        """After less before."""
        return self.after - self.before


def moves(table: pd.DataFrame, measure: Measure, since: int, until: int, years: int) -> list[Move]:
    """Return how every state moved from the `years` before a year to the years from then on, the largest rise first.

    States without a value on either side are left out.
    """
    found = []
    for entity in sorted(set(table["entity"])):
        mine = of_state(table, measure, entity)
        before = mine.loc[mine["year"].between(since - years, since - 1), "value"]
        after = mine.loc[mine["year"].between(since, until), "value"]
        if len(before) and len(after):
            found.append(Move(entity, float(before.mean()), float(after.mean())))
    return sorted(found, key=lambda move: (-move.change, move.entity))


@dataclass(frozen=True)
class Rank(Result):
    """Place of a state among all, by the size of its rise.

    `p_value` is the share of states that rose at least as much, itself included (Abadie and others 2010, a
    permutation over states); it cannot be smaller than one over their number, `smallest`.
    """

    place: int
    states: int
    p_value: float
    smallest: float


def rank(found: list[Move], entity: str = BELARUS) -> Rank | None:
    """Return the place of a state among the moves; None where it has none or stands alone."""
    mine = [move for move in found if move.entity == entity]
    if not mine or len(found) < 2:
        return None
    place = sum(move.change >= mine[0].change for move in found)
    return Rank(place, len(found), place / len(found), 1 / len(found))


@dataclass(frozen=True)
class Split(Result):
    """A change of the gap to the median state, split into what Belarus did and what the median state did."""

    change: float
    own: float
    others: float

    @property
    def own_share(self) -> float:
        """Share of the change that came from Belarus's own votes; NaN where the gap did not change."""
        return self.own / self.change if self.change else math.nan


def who_moved(table: pd.DataFrame, since: int, until: int, years: int) -> Split | None:
    """Split the change of the gap between Belarus and the median state.

    Returns
    -------
    Split or None
        The gap is own agreement less that of the median state, so its change is the own change less the median's.
        None where a side has no value.
    """
    mine = table[table["entity"].eq(BELARUS)].dropna(subset=["agreement", "relative"])
    before = mine[mine["year"].between(since - years, since - 1)]
    after = mine[mine["year"].between(since, until)]
    if before.empty or after.empty:
        return None
    own = float(after["agreement"].mean() - before["agreement"].mean())
    change = float(after["relative"].mean() - before["relative"].mean())
    return Split(change, own, change - own)


def detectable(later: Later, power: float = 0.8) -> float:
    """Return the smallest rise that `later_against_earlier` would have found with the stated power.

    The sum of the two quantiles of Student's t times the standard error of the mean excess: the usual
    approximation to the noncentral t, a little too small below ten earlier values.
    """
    df = later.before - (2 if later.model == "trend" else 1)
    critical = float(stats.t.ppf((1 + later.level) / 2, df))
    error = (later.excess_high - later.excess) / critical
    return error * (critical + float(stats.t.ppf(power, df)))


def half_band(series: pd.DataFrame) -> float:
    """Return half the mean width of the 90 percent band of Belarus's ideal point; NaN where there is none."""
    low, high = (_wide(series, name).get(BELARUS) for name in (LOW, HIGH))
    if low is None or high is None:
        return math.nan
    return float((high - low).mean() / 2)


def counts(series: pd.DataFrame) -> pd.DataFrame:
    """Return every count of the agreement of Belarus with others, in percent.

    Returns
    -------
    DataFrame
        Columns partner (Russia, the 27 EU members, United States, Ukraine, China), count, year, percent.
    """
    names = {"RUS": "Russia", "USA": "United States", "UKR": "Ukraine", "CHN": "China"}
    rows = series[series["series_id"].str.startswith("un_agree_") & series["entity"].eq(BELARUS)]
    eu = rows["series_id"].str.startswith("un_agree_eu27")
    found = pd.DataFrame({"partner": rows["partner"].map(names).where(~eu, "27 EU members"),
                          "count": rows["series_id"].str.rsplit("_", n=1).str[-1],
                          "year": rows["period"].astype(int), "percent": 100 * rows["value"]})
    return found.sort_values(["partner", "count", "year"], ignore_index=True)


def spread(table: pd.DataFrame, partner: str = "Russia") -> pd.DataFrame:
    """Return the years with two counts or more for a partner, the widest gap first: year, low, high, spread."""
    mine = table[table["partner"].eq(partner)].groupby("year")["percent"].agg(["min", "max", "size"])
    mine = mine[mine["size"] > 1].rename(columns={"min": "low", "max": "high"}).reset_index()
    mine["spread"] = mine["high"] - mine["low"]
    return mine.sort_values(["spread", "year"], ascending=[False, True], ignore_index=True)[
        ["year", "low", "high", "spread"]]

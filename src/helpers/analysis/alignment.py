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

from helpers.analysis.trends import Result

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
COLUMNS = ["entity", "year", *MEASURES, "median"]


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
        above the median of all states), closeness (minus the distance of ideal points), median (agreement of the
        median state that year); one row a state and year.
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
    found["median"] = found["year"].map(median)
    return found.reindex(columns=COLUMNS).sort_values(["entity", "year"], ignore_index=True)


def states(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return a measure of all states as `analysis.comparators` takes it: columns entity, year, value."""
    mine = table.dropna(subset=[measure])
    return mine[["entity", "year", measure]].rename(columns={measure: "value"}).astype({"year": int, "value": float})


def of_state(table: pd.DataFrame, measure: Measure, entity: str = BELARUS) -> pd.DataFrame:
    """Return the years of one state that have a value: columns year, value."""
    mine = states(table, measure)
    return mine.loc[mine["entity"].eq(entity), ["year", "value"]].reset_index(drop=True)


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
        The gap is own agreement less that of the median state, so its change is the own change less the median's;
        `others` is what the median's change adds to it. None where a side has no value.
    """
    mine = table[table["entity"].eq(BELARUS)].dropna(subset=["relative", "median"])
    before = mine[mine["year"].between(since - years, since - 1)]
    after = mine[mine["year"].between(since, until)]
    if before.empty or after.empty:
        return None
    change, others = (float(after[name].mean() - before[name].mean()) for name in ("relative", "median"))
    return Split(change, change + others, -others)


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

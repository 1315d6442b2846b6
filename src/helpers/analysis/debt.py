"""Debt to one creditor: stocks by definition, shares of every numerator in every denominator, net flows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import product

import pandas as pd

from helpers.data import dates

STATE = "BLR"
RUSSIA_BANK, RUSSIA_MINISTRY = "Russia, World Bank's count", "Russia, ministry's count"
WITH_FUND = "Russia and the Eurasian fund, ministry's count"
# What is owed, by who counts it: each is the sum of its series on one day.
OWED: Mapping[str, tuple[str, ...]] = {
    RUSSIA_BANK: ("debt_to_russia_ids_usd",),
    RUSSIA_MINISTRY: ("debt_to_russia_government_usd",),
    WITH_FUND: ("debt_to_russia_government_usd", "debt_to_efsd_usd"),
}
PUBLIC_BANK, PUBLIC_MINISTRY = "public debt, World Bank's count", "public debt, ministry's count"
GUARANTEED, ALL, OUTPUT = "public debt with guarantees, ministry's count", "all external debt", "output of a year"
# What it is a share of.
WHOLES: Mapping[str, str] = {
    PUBLIC_BANK: "ppg_external_debt_usd",
    PUBLIC_MINISTRY: "external_public_debt_minfin_usd",
    GUARANTEED: "external_public_debt_sdds_usd",
    ALL: "external_debt_total_usd",
    OUTPUT: "gdp_current_usd",
}
# Shares that were printed: numerator and denominator of each series.
STATED: Mapping[str, tuple[str, str]] = {
    "russia_share_ppg_debt": (RUSSIA_BANK, PUBLIC_BANK),
    "russia_share_external_public_debt": (RUSSIA_MINISTRY, PUBLIC_MINISTRY),
}
COLUMNS = ["owed", "whole", "year", "day", "share", "kind", "owed_usd", "whole_usd", "days_apart"]


def stocks(series: pd.DataFrame, series_id: str) -> dict[date, float]:
    """Return the stocks of a series of Belarus by day: a year stands for its last day.

    Where two rows give one day, the one known last counts.
    """
    mine = series[series["series_id"].eq(series_id) & series["entity"].eq(STATE)]
    mine = mine.sort_values("known_from", kind="stable")
    return {dates.span(str(period))[1]: float(value)
            for period, value in zip(mine["period"], mine["value"], strict=True)}


def owed(series: pd.DataFrame, name: str) -> dict[date, float]:
    """Return what is owed by one of the definitions of `OWED`, by day; days that lack a summand are left out."""
    parts = [stocks(series, series_id) for series_id in OWED[name]]
    shared = set(parts[0]).intersection(*parts[1:])
    return {day: sum(part[day] for part in parts) for day in sorted(shared)}


def nearest(days: Mapping[date, float], wanted: date, apart: int) -> date | None:
    """Return the day nearest to the one wanted, None where all are more than `apart` days away."""
    inside = [day for day in days if abs((day - wanted).days) <= apart]
    return min(inside, key=lambda day: (abs((day - wanted).days), day)) if inside else None


def shares(series: pd.DataFrame, apart: int = 92) -> pd.DataFrame:
    """Return every share of what is owed to Russia: each numerator in each denominator, and those printed.

    Nothing is averaged: definitions that differ stand in rows of their own.

    Parameters
    ----------
    series
        The series of `OWED`, `WHOLES` and `STATED`, as far as known.
    apart
        Most days between the two stocks of one share.

    Returns
    -------
    DataFrame
        Columns owed, whole (names of the definitions), year, day (of what is owed), share (percent), kind
        (computed or printed), owed_usd, whole_usd (NaN where printed), days_apart; by definition and day.
    """
    rows: list[dict[str, object]] = []
    for name, whole in product(OWED, WHOLES):
        below = stocks(series, WHOLES[whole])
        for day, value in owed(series, name).items():
            other = nearest(below, day, apart)
            if other is not None:
                rows.append({"owed": name, "whole": whole, "year": day.year, "day": day.isoformat(),
                             "share": 100 * value / below[other], "kind": "computed", "owed_usd": value,
                             "whole_usd": below[other], "days_apart": abs((other - day).days)})
    for series_id, (name, whole) in STATED.items():
        rows += [{"owed": name, "whole": whole, "year": day.year, "day": day.isoformat(), "share": value,
                  "kind": "printed", "owed_usd": float("nan"), "whole_usd": float("nan"), "days_apart": 0}
                 for day, value in stocks(series, series_id).items()]
    types = {**dict.fromkeys(["owed", "whole", "day", "kind"], "str"), "year": "int64", "days_apart": "int64",
             **dict.fromkeys(["share", "owed_usd", "whole_usd"], "float64")}
    found = pd.DataFrame(rows, columns=COLUMNS).astype(types)
    return found.sort_values(["whole", "owed", "day", "kind"], kind="stable", ignore_index=True)


def yearly(series: pd.DataFrame, name: str, whole: str | None = None) -> pd.DataFrame:
    """Return what is owed at the end of each year, in USD or as a percentage of a whole of the same day.

    Returns
    -------
    DataFrame
        Columns year, value.
    """
    values = owed(series, name)
    if whole is not None:
        below = stocks(series, WHOLES[whole])
        values = {day: 100 * value / below[day] for day, value in values.items() if day in below}
    ends = {day.year: value for day, value in values.items() if (day.month, day.day) == (12, 31)}
    return pd.DataFrame({"year": pd.Series(list(ends), dtype="int64"),
                         "value": pd.Series(list(ends.values()), dtype="float64")})


def net(flows: pd.DataFrame) -> pd.DataFrame:
    """Return drawn less repaid by period.

    Parameters
    ----------
    flows
        Columns period, creditor, way (drawn or repaid), usd.

    Returns
    -------
    DataFrame
        Columns period, drawn, repaid, net (USD, all creditors), by period.
    """
    sums = flows.pivot_table(index="period", columns="way", values="usd", aggfunc="sum").reindex(
        columns=["drawn", "repaid"]) if len(flows) else pd.DataFrame(columns=["drawn", "repaid"], dtype=float)
    known = sums.dropna()  # Without both sides there is no net flow.
    return known.assign(net=known["drawn"] - known["repaid"]).rename_axis("period").reset_index().rename_axis(
        columns=None)

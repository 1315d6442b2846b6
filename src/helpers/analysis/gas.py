"""Gas prices of Belarus and of Europe on one scale, and what share of crude oil comes from Russia."""

from __future__ import annotations

import pandas as pd

from helpers.analysis import oil

PAID = ("gas_price_belarus", "gaps_gas_price_belarus_early")
EUROPE, EUROPE_MONTHLY = "gas_price_europe_annual", "gas_price_europe_monthly"
# Million British thermal units in 1000 cubic metres; the note of the European series gives 35 to 36. By the
# definition of the unit this is a gross heating value of 37.7 MJ, or 9000 kcal, a cubic metre.
MMBTU = 35.7
GIGAJOULES = 1.055056
AVERAGE, QUARTER, CONTRACT, NAMED = ("average import price", "price of a quarter", "price agreed",
                                     "price named for a year")
# The price agreed for 2022 held until the end of March; from April it is in roubles and secret.
LAST_MONTH, FROM, SECRET = "2022-03", "2022-04", 2022
# Prices known before the year begins or while it runs. An average is worked out after it, from what was paid:
# another definition, so it is no value of the same series.
SET = (CONTRACT, NAMED)
CRUDE = {"tonnes": "crude_imports_2021_tonnes", "dollars": "crude_imports_2021_usd"}


def kind(edition: str, period: str, note: str) -> str:
    """Return what sort of price a row gives, from its edition, period and note."""
    if edition == "Belstat":
        return AVERAGE
    if "Q" in period:
        return QUARTER
    return CONTRACT if any(word in note for word in ("deal", "agreed", "contract")) else NAMED


def heating_value(factor: float) -> float:
    """Return the gross heating value, in MJ a cubic metre, that a factor stands for (1 mmbtu = 1.055056 GJ)."""
    return factor * GIGAJOULES


def monthly(series: pd.DataFrame, factor: float = MMBTU) -> pd.Series:
    """Return the European price by month (YYYY-MM), USD per 1000 cubic metres."""
    rows = series[series["series_id"].eq(EUROPE_MONTHLY)].sort_values("known_from", kind="stable")
    return rows.groupby("period")["value"].last() * factor


def _months(period: str) -> tuple[str, str] | None:
    """Return the first and last month that a price of a quarter, or the price of 2022, held."""
    if "Q" in period:
        last = 3 * int(period[-1])
        return f"{period[:4]}-{last - 2:02d}", f"{period[:4]}-{last:02d}"
    return (f"{period}-01", LAST_MONTH) if period == str(SECRET) else None


def prices(series: pd.DataFrame, factor: float = MMBTU) -> pd.DataFrame:
    """Return every price of Russian gas for Belarus with the European price of the same time.

    Parameters
    ----------
    series
        Rows of the four gas series, as far as known.
    factor
        Million British thermal units in 1000 cubic metres.

    Returns
    -------
    DataFrame
        Columns period, year, when (the middle of the period in years), price, europe (both USD per 1000 cubic
        metres), discount (percent of the European price, NaN where no European price of that time is known),
        kind, note, source_id; by time. A quarter is held against its months, where those are known.
    """
    annual = series[series["series_id"].eq(EUROPE)].groupby("period")["value"].last() * factor
    months = monthly(series, factor)
    made = []
    for row in series[series["series_id"].isin(PAID)].to_dict("records"):
        period = str(row["period"])
        held, year = _months(period), int(period[:4])
        if held is None:
            europe, when = annual.get(period, float("nan")), year + 0.5
        else:
            inside = months[(months.index >= held[0]) & (months.index <= held[1])]
            europe = inside.mean() if len(inside) == 3 else float("nan")
            when = year + (int(held[0][5:]) + 0.5) / 12
        made.append({"period": period, "year": year, "when": when, "price": float(row["value"]),
                     "europe": float(europe), "discount": 100 * (1 - float(row["value"]) / float(europe)),
                     "kind": kind(str(row["edition"]), period, str(row["note"])), "note": row["note"],
                     "source_id": row["source_id"]})
    columns = ["period", "year", "when", "price", "europe", "discount", "kind", "note", "source_id"]
    types = {"year": "int64", **dict.fromkeys(["when", "price", "europe", "discount"], "float64")}
    return pd.DataFrame(made, columns=columns).astype(types).sort_values("when", kind="stable", ignore_index=True)


def yearly(table: pd.DataFrame) -> pd.DataFrame:
    """Return one discount a year: prices set for whole years, up to the last that was public for all of it.

    Averages worked out afterwards, prices of a quarter and the price of the year in which it became secret
    are left out.

    Returns
    -------
    DataFrame
        Columns year, value (percent).
    """
    whole = table[table["kind"].isin(SET) & table["year"].lt(SECRET)].dropna(subset=["discount"])
    found = whole.groupby("year")["discount"].last()
    return pd.DataFrame({"year": found.index.astype("int64"), "value": found.to_numpy(dtype=float)})


def missing(table: pd.DataFrame) -> list[int]:
    """Return the years between the first and the last price that have none."""
    years = set(table["year"])
    return [year for year in range(min(years), max(years)) if year not in years] if years else []


def by_month(series: pd.DataFrame, table: pd.DataFrame, factor: float = MMBTU) -> pd.DataFrame:
    """Return the European price month by month beside the price for Belarus, where one is known.

    Returns
    -------
    DataFrame
        Columns month, when, europe, belarus (USD per 1000 cubic metres), dearer (whether Belarus paid more).
    """
    months = monthly(series, factor)
    whole = table[~table["period"].str.contains("Q")].groupby("period")["price"].last()
    paid = [float(whole.get(month[:4], float("nan")) if month <= LAST_MONTH else float("nan"))
            for month in months.index]
    when = [int(month[:4]) + (int(month[5:]) - 0.5) / 12 for month in months.index]
    found = pd.DataFrame({"month": months.index.astype("str"), "when": when, "europe": months.to_numpy(dtype=float),
                          "belarus": paid})
    return found.assign(dearer=found["belarus"] > found["europe"])


def crude(series: pd.DataFrame) -> pd.DataFrame:
    """Return Russia's share in crude oil sent to Belarus, by weight and by value.

    Returns
    -------
    DataFrame
        Columns year, by (tonnes or dollars), russia, all, share (percent), exporters.
    """
    rows = []
    for name, series_id in CRUDE.items():
        mine = series[series["series_id"].eq(series_id)]
        for year, group in mine.groupby("period"):
            russia = float(group.loc[group["partner"].eq("RUS"), "value"].sum())
            whole = float(group["value"].sum())
            rows.append({"year": int(year), "by": name, "russia": russia, "all": whole,
                         "share": 100 * russia / whole, "exporters": int(group["partner"].nunique())})
    return pd.DataFrame(rows, columns=["year", "by", "russia", "all", "share", "exporters"])


def rent(series: pd.DataFrame, rules: pd.DataFrame, tonnes: float = oil.TONNES,
         barrels: float = oil.BARRELS_PER_TONNE) -> pd.DataFrame:
    """Return what freedom from the export duty on crude would be worth at the price of Brent.

    An upper bound: Brent is dearer than Urals, and from 2022 on much dearer. The duty is that of the rule in
    force in July (`oil.export_duty`).

    Returns
    -------
    DataFrame
        Columns year, brent (USD per barrel), duty (USD per tonne), rent_usd, percent (of output, NaN where that
        is not known); years that have a rule.
    """
    rows = series[series["series_id"].eq("brent_price_annual")].groupby("period")["value"].last()
    first, last = int(rules["first_month"].min()[:4]), int(rules["last_month"].max()[:4])
    known = rows[(rows.index >= str(first)) & (rows.index <= str(last))]
    output = series[series["series_id"].eq("gdp_current_usd")].groupby("period")["value"].last()
    columns = ["year", "brent", "duty", "rent_usd", "percent"]
    if known.empty:
        return pd.DataFrame(columns=columns, dtype=float)
    duty = oil.export_duty(known.to_numpy(dtype=float), [f"{year}-07" for year in known.index], rules, barrels)
    worth = duty * tonnes
    return pd.DataFrame({"year": known.index.astype("int64"), "brent": known.to_numpy(dtype=float), "duty": duty,
                         "rent_usd": worth,
                         "percent": 100 * worth / output.reindex(known.index).to_numpy(dtype=float)})[columns]

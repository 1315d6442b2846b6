"""The measures that the notebook on dependence lays side by side, built from the series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import numpy as np
import pandas as pd

from helpers.analysis import comparators, shares
from helpers.analysis import debt as owing
from helpers.analysis import gas as prices
from helpers.claims import trade
from helpers.claims.change import STATE, Measure

# What a measure is about: of several on one topic none may outvote the other topics.
TOPICS = {"exports": "trade", "imports": "trade", "turnover": "trade", "debt": "debt", "gas": "energy",
          "votes": "votes", "gap": "votes", "domestic": "autonomy", "foreign": "autonomy"}
TRADE = tuple(dict.fromkeys(series for names in trade.SERIES.values() for series in names))
DEBT = (*owing.OWED[owing.RUSSIA_BANK], owing.WHOLES[owing.PUBLIC_BANK])
# The ministry's share is of another debt, owed to Russia by another count: held beside, never joined.
STATED_SHARE = "russia_share_external_public_debt"
GAS = (*prices.PAID, prices.EUROPE)
OPINION = ("iiseps_choice_russia", "chatham_russia")


def annual(series: pd.DataFrame, series_id: str) -> pd.Series:
    """Return a series of one state by year, the value known last where several stand for a year."""
    panel = comparators.panel(series, series_id)
    return panel.set_index("year")["value"].sort_index()


def _frame(values: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"year": values.index.astype("int64"), "value": values.to_numpy(dtype=float)})


def debt(series: pd.DataFrame) -> Measure:
    """Return the share of Russia in public external debt, percent, by the World Bank's count of both."""
    return Measure("debt", "Russia's share in public external debt", "points", 1, "dependence", 1, 5.0, DEBT,
                   owing.yearly(series, owing.RUSSIA_BANK, owing.PUBLIC_BANK))


def gas(series: pd.DataFrame) -> Measure:
    """Return by how many percent Belarus paid less for Russian gas than the European market, in whole years."""
    return Measure("gas", "the discount on Russian gas", "points", 0, "dependence", 1, 10.0, GAS,
                   prices.yearly(prices.prices(series)))


def joined(found: Mapping[str, Measure], series: pd.DataFrame, start: int) -> dict[str, Measure]:
    """Return the measures as they would be with unlike values joined; only to show what joining would do.

    The share of debt that the ministry stated goes before the World Bank's; averages of gas prices, and the price
    that held for the first months of a year alone, count as prices of a year.
    """
    stated = annual(series, STATED_SHARE)
    table = prices.prices(series)
    europe = annual(series, prices.EUROPE) * prices.MMBTU
    whole = table[table["kind"].ne(prices.QUARTER)].groupby("year")["price"].last()
    more = {"debt": stated, "gas": (100 * (1 - whole / europe)).dropna()}
    made = dict(found)
    for key, values in more.items():
        own = made[key].values
        extra = _frame(values[~values.index.isin(own["year"]) & (values.index >= start)])
        both = pd.concat([own, extra]).sort_values("year", ignore_index=True)
        made[key] = replace(made[key], values=both)
    return made


def _panel(series: pd.DataFrame, series_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    table = comparators.panel(series, series_id)
    table = table[table["entity"] != "RUS"]
    return table.loc[table["entity"].eq(STATE), ["year", "value"]].reset_index(drop=True), table


def votes(series: pd.DataFrame) -> Measure:
    """Return the share of votes in the General Assembly cast as Russia casts them, percent."""
    mine, table = _panel(series, "un_agree_rus_bsv")
    scaled = (frame.assign(value=100 * frame["value"]) for frame in (mine, table))
    return Measure("votes", "votes cast as Russia's in the UN", "points", 1, "sovereignty", 1, 5.0,
                   ("un_agree_rus_bsv",), *scaled)


def gap(series: pd.DataFrame) -> Measure:
    """Return the distance to Russia in ideal points estimated from votes: a smaller one is less autonomy."""
    panel = comparators.panel(series, "un_idealpoint")
    russia = panel[panel["entity"].eq("RUS")].set_index("year")["value"]
    table = panel[panel["entity"] != "RUS"]
    distance = (table["value"] - table["year"].map(russia)).abs()
    table = table.assign(value=distance).dropna(subset="value")
    mine = table.loc[table["entity"].eq(STATE), ["year", "value"]].reset_index(drop=True)
    return Measure("gap", "distance to Russia in UN votes", "ideal points", 2, "sovereignty", -1, 0.2,
                   ("un_idealpoint",), mine, table)


def autonomy(series: pd.DataFrame, key: Literal["domestic", "foreign"]) -> Measure:
    """Return experts' score of how free the state is of direction from abroad, at home or in foreign policy."""
    name = {"domestic": "vdem12_domaut", "foreign": "vdem12_inlaut"}[key]
    mine, table = _panel(series, name)
    words = {"domestic": "autonomy in domestic policy", "foreign": "autonomy in foreign policy"}[key]
    return Measure(key, words, "score points", 2, "sovereignty", -1, 0.3, (name,), mine, table)


def every(series: pd.DataFrame, picked: pd.DataFrame, start: int) -> dict[str, Measure]:
    """Return every measure from a first year on, by key, dependence first.

    Parameters
    ----------
    series
        Rows of the series read.
    picked
        Russia's share in trade, one value a flow and year.
    """
    made = [*(trade.measure(series, picked, name) for name in shares.FLOWS), debt(series), gas(series), votes(series),
            gap(series), autonomy(series, "domestic"), autonomy(series, "foreign")]
    return {one.key: _from(one, start) for one in made}


def _from(measure: Measure, start: int) -> Measure:
    others = measure.others
    return Measure(measure.key, measure.name, measure.unit, measure.digits, measure.side, measure.sign, measure.trifle,
                   measure.series, measure.values[measure.values["year"] >= start].reset_index(drop=True),
                   None if others is None else others[others["year"] >= start].reset_index(drop=True))


def opinion(series: pd.DataFrame) -> pd.DataFrame:
    """Return the share that chooses Russia by pollster and year: columns series_id, year, value.

    Two pollsters, two ways of asking: shown, and held against nothing.
    """
    rows = series[series["series_id"].isin(OPINION)]
    made = rows.assign(year=rows["period"].str[:4].astype("int64"))
    return made.groupby(["series_id", "year"], as_index=False)["value"].mean()


def table(found: dict[str, Measure]) -> pd.DataFrame:
    """Return the measures by year, one column each, turned so that more is more of what the claim says."""
    columns = {key: one.values.set_index("year")["value"] * one.sign for key, one in found.items()}
    joined = pd.DataFrame(columns)
    return joined.reindex(range(int(joined.index.min()), int(joined.index.max()) + 1)) if len(joined) else joined


def window(measure: Measure, first: int, last: int) -> float:
    """Return the mean over some years; NaN where none has a value."""
    values = measure.values.loc[measure.values["year"].between(first, last), "value"]
    return float(values.mean()) if len(values) else float(np.nan)

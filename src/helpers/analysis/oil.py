"""The Russian oil tax manoeuvre: export duty, netback of a Belarusian refinery, and what it lost."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
import statsmodels.api as sm
from numpy.typing import ArrayLike, NDArray

from helpers.errors import CompendiumError

Floats = NDArray[np.float64]
# Barrels of Urals in a tonne. 7.3 is what the notices themselves use (785.9 USD per tonne at 107.66).
BARRELS_PER_TONNE = 7.3
RULE_BEFORE, RULE_2018 = "D2014", "D2017"  # before the manoeuvre; before its completion stage of 2019
TONNES = 18_000_000.0  # refined in Belarus a year, fact history-112
SPANS: Mapping[str, tuple[int, int]] = {"2015-2018": (2015, 2018), "2019-2024": (2019, 2024)}
_CONSTANTS = ("factor", "marginal_rate", "base_usd_per_tonne", "threshold_usd_per_tonne",
              "low_threshold_usd_per_tonne", "low_marginal_rate")


def _by_formula(price: Floats, rule: pd.DataFrame) -> Floats:
    """Return the duty (USD per tonne) for prices in USD per tonne, one row of rules for each."""
    column = {name: rule[name].to_numpy(dtype=np.float64) for name in rule.columns if name in _CONSTANTS}
    above = price - column["threshold_usd_per_tonne"]
    high = column["base_usd_per_tonne"] + column["marginal_rate"] * above
    low = column["low_marginal_rate"] * np.maximum(price - column["low_threshold_usd_per_tonne"], 0)
    return np.asarray(column["factor"] * np.where(above > 0, high, low))


def _rules_of(months: Iterable[str], rules: pd.DataFrame) -> pd.DataFrame:
    """Return for each month the row of `rules` in force, blank where none is."""
    places = []
    for month in months:
        fits = rules.index[(rules["first_month"] <= month) & (month <= rules["last_month"])]
        places.append(fits[-1] if len(fits) else None)
    return rules.reindex(places).reset_index(drop=True)


def _rule(rule_id: str, rules: pd.DataFrame, times: int) -> pd.DataFrame:
    """Return the rule of that name, repeated."""
    found = rules[rules["rule_id"].eq(rule_id)]
    if found.empty:
        raise CompendiumError(f"found the rule {rule_id!r}, expected one of {list(rules['rule_id'])}, "
                              "do: name a rule_id of duty_rules.csv")
    return found.iloc[[0] * times].reset_index(drop=True)


def export_duty(price_usd_per_barrel: ArrayLike, month: str | Iterable[str], rules: pd.DataFrame,
                barrels_per_tonne: float = BARRELS_PER_TONNE) -> Floats:
    """Return the export duty on crude oil that the formula gives.

    With P the average Urals price in USD per tonne:

    * above the threshold (182.5): factor x (base + marginal rate x (P - threshold));
    * else factor x low rate (0.35) x (P - 109.5), nothing up to 109.5.

    Read in sources (gaps/oil.md) are the marginal rates of 2014 and 2017, both thresholds, the low rate,
    and that the duty falls over six years from 2019 to zero in 2024. The base of 29.2, the rate of
    2015-16 and the yearly factors are inferred from the pairs of price and duty: see `fit` and `slopes`.
    The two branches do not meet: at the threshold the lower gives 0.35 x 73 = 25.55, the upper 29.2, a
    jump of 3.65 x factor. The law may have had a step between that no page read shows; no pair lies
    between 146 and 240 USD per tonne, so nothing here can tell.

    Parameters
    ----------
    price_usd_per_barrel
        Shape (n,) or one number.
    month
        `YYYY-MM` for each price, or one for all.
    rules
        The table `duty_rules`.
    barrels_per_tonne
        Conversion of the price.

    Returns
    -------
    ndarray
        Shape (n,), USD per tonne, unrounded; NaN where no rule covers the month.
    """
    prices = np.atleast_1d(np.asarray(price_usd_per_barrel, dtype=np.float64))
    months = [month] * prices.size if isinstance(month, str) else list(month)
    return _by_formula(prices * barrels_per_tonne, _rules_of(months, rules))


def pairs(series: pd.DataFrame) -> pd.DataFrame:
    """Return the months for which both the average Urals price and the duty were read.

    Parameters
    ----------
    series
        The table `series`, or the part of it that was known on a day.

    Returns
    -------
    DataFrame
        Columns month (`YYYY-MM`), year, price (USD per barrel, average of the monitoring period before
        the month), duty (USD per tonne), flag (of either row), source_id, note; sorted by month.
    """
    keys = ["period", "source_id"]
    price = series[series["series_id"].eq("urals_price_monitoring")]
    duty = series[series["series_id"].eq("russian_crude_export_duty")]
    both = price[[*keys, "value", "flag", "note"]].merge(duty[[*keys, "value", "flag"]], on=keys,
                                                         suffixes=("", "_duty"), validate="one_to_one")
    flag = both["flag"].where(both["flag"].ne(""), both["flag_duty"])
    found = pd.DataFrame({"month": both["period"], "year": both["period"].str[:4].astype("int64"),
                          "price": both["value"], "duty": both["value_duty"], "flag": flag,
                          "source_id": both["source_id"], "note": both["note"]})
    return found.sort_values("month", ignore_index=True)


@dataclass(frozen=True)
class Fit:
    """How well the formula gives the duties read.

    `table` has a row for each pair (month, rule_id, price_per_tonne, branch, duty, formula, residual =
    duty less formula, flag); `by_rule` n, rmse, largest absolute residual and its month for each rule.
    All in USD per tonne. Duties are printed to 0.1, and residuals down to -0.15 are what cutting off there
    and factors of three decimals (0.833, 0.667, ...) would leave: rounding, not misfit.
    """

    table: pd.DataFrame
    by_rule: pd.DataFrame
    rmse: float
    worst_month: str
    worst_residual: float
    barrels_per_tonne: float


def fit(pairs: pd.DataFrame, rules: pd.DataFrame, barrels_per_tonne: float = BARRELS_PER_TONNE) -> Fit:
    """Return the residuals of the formula against the pairs (as returned by the function `pairs`)."""
    active = _rules_of(pairs["month"], rules)
    price = pairs["price"].to_numpy() * barrels_per_tonne
    formula = _by_formula(price, active)
    table = pd.DataFrame({
        "month": pairs["month"].to_numpy(), "rule_id": active["rule_id"], "price_per_tonne": price,
        "branch": np.where(price > active["threshold_usd_per_tonne"], "upper", "lower"),
        "duty": pairs["duty"].to_numpy(), "formula": formula,
        "residual": pairs["duty"].to_numpy() - formula, "flag": pairs["flag"].to_numpy(),
    }).dropna(subset=["residual"]).reset_index(drop=True)
    if table.empty:
        raise CompendiumError("found no pair of price and duty under any rule, expected one or more, "
                              "do: give the months of duty_rules.csv")
    sized = table.assign(square=table["residual"] ** 2, size=table["residual"].abs()).sort_values("size")
    groups = sized.groupby("rule_id")
    by_rule = groups.agg(n=("size", "size"), rmse=("square", "mean"), worst=("size", "last"),
                         worst_month=("month", "last")).reset_index()
    top = sized.iloc[-1]
    return Fit(table, by_rule.assign(rmse=by_rule["rmse"] ** 0.5), math.sqrt(sized["square"].mean()),
               str(top["month"]), float(top["residual"]), barrels_per_tonne)


def slopes(pairs: pd.DataFrame, rules: pd.DataFrame, barrels_per_tonne: float = BARRELS_PER_TONNE,
           level: float = 0.95) -> pd.DataFrame:
    """Return what the pairs say of each rule when left free, beside what the table of rules states.

    Upper branch only. The line duty = a + b P of each rule by ordinary least squares, to be held against
    b = factor x marginal rate; and the factor that each pair implies, duty / (base + marginal rate x
    (P - threshold)), which needs one pair only but takes base and rate as given.

    Returns
    -------
    DataFrame
        Columns rule_id, n, stated (slope), slope, low, high (interval of that level; NaN below three
        pairs, all NaN below two), within (stated lies within; missing without an interval), factor,
        implied (mean factor), implied_low, implied_high (least and greatest).
    """
    table = fit(pairs, rules, barrels_per_tonne).table
    rows = []
    for rule_id, part in table[table["branch"].eq("upper")].groupby("rule_id"):
        rule = _rule(str(rule_id), rules, 1).iloc[0]
        x, y = part["price_per_tonne"].to_numpy(), part["duty"].to_numpy()
        whole = rule["base_usd_per_tonne"] + rule["marginal_rate"] * (x - rule["threshold_usd_per_tonne"])
        stated, slope, low, high = rule["factor"] * rule["marginal_rate"], math.nan, math.nan, math.nan
        if x.size >= 2:
            line = sm.OLS(y, sm.add_constant(x)).fit()
            slope = float(line.params[1])
            if x.size > 2:
                low, high = map(float, line.conf_int(1 - level)[1])
        implied = y / whole
        rows.append({"rule_id": rule_id, "n": x.size, "stated": stated, "slope": slope, "low": low,
                     "high": high, "within": low <= stated <= high if x.size > 2 else pd.NA,
                     "factor": rule["factor"], "implied": implied.mean(), "implied_low": implied.min(),
                     "implied_high": implied.max()})
    return pd.DataFrame(rows).astype({"within": "boolean"})


def netback(pairs: pd.DataFrame, rules: pd.DataFrame, counterfactual: str = RULE_BEFORE,
            barrels_per_tonne: float = BARRELS_PER_TONNE) -> pd.DataFrame:
    """Return the price of Russian crude at a Belarusian refinery with and without the manoeuvre.

    Belarus buys free of export duty, so a Russian seller is indifferent between abroad at P less duty and
    Belarus at that price: the netback. "With" takes the duty of the month as read, "without" the duty
    that the rule `counterfactual` would give at the same P. Transport and premium are the same in both
    and cancel out of the difference, and the world price is taken as given.

    Parameters
    ----------
    pairs
        As returned by `pairs`; a month without a pair has no row, and no other price stands in.
    counterfactual
        `D2014` (the duty of 2014 had stayed) or `D2017` (that of 2018 had, only the completion stage from
        2019 counts), or any rule_id.

    Returns
    -------
    DataFrame
        Columns month, year, price_per_tonne (P), duty_with, duty_without, with_manoeuvre,
        without_manoeuvre, difference (USD per tonne), difference_per_barrel, flag. Positive: dearer for
        the refinery because of the manoeuvre.
    """
    price = pairs["price"].to_numpy(dtype=np.float64) * barrels_per_tonne
    actual = pairs["duty"].to_numpy(dtype=np.float64)
    rule = _rule(counterfactual, rules, price.size)
    # A rule cannot have stayed before it came: the rule of 2018 says nothing of 2015.
    without = np.where(pairs["month"] < rule["first_month"], np.nan, _by_formula(price, rule))
    return pd.DataFrame({
        "month": pairs["month"].to_numpy(), "year": pairs["year"].to_numpy(), "price_per_tonne": price,
        "duty_with": actual, "duty_without": without, "with_manoeuvre": price - actual,
        "without_manoeuvre": price - without, "difference": without - actual,
        "difference_per_barrel": (without - actual) / barrels_per_tonne, "flag": pairs["flag"].to_numpy(),
    })


def losses(netbacks: pd.DataFrame, tonnes: float = TONNES,
           years: tuple[int, int] = (2015, 2024)) -> pd.DataFrame:
    """Return the loss implied for each year: mean difference of its months times the tonnage.

    Parameters
    ----------
    netbacks
        As returned by `netback`.
    tonnes
        Crude bought a year, the same in every year.
    years
        First and last year of the table.

    Returns
    -------
    DataFrame
        Columns year, months (on which it rests), difference (mean, USD per tonne), least, greatest (of
        the months), loss_usd. A year without a month has months 0 and is otherwise NaN, never zero.
    """
    groups = netbacks.groupby("year")["difference"]
    by_year = groups.agg(months="count", difference="mean", least="min", greatest="max")
    found = by_year.reindex(pd.RangeIndex(years[0], years[1] + 1, name="year")).reset_index()
    months = found["months"].fillna(0).astype("int64")
    return found.assign(months=months, loss_usd=found["difference"] * tonnes)


def sums(yearly: pd.DataFrame, spans: Mapping[str, tuple[int, int]] = SPANS) -> pd.DataFrame:
    """Return the losses of spans of years, summed over the years that have a value.

    Returns
    -------
    DataFrame
        Columns span, years (with a value), missing (years without, as text), months, loss_usd (NaN
        without any year). With years missing the sum is a part of the loss, not an estimate of it.
    """
    rows = []
    for name, (first, last) in spans.items():
        inside = yearly[yearly["year"].between(first, last)]
        blank = sorted(set(range(first, last + 1)) - set(inside.loc[inside["loss_usd"].notna(), "year"]))
        rows.append({"span": name, "years": last - first + 1 - len(blank),
                     "missing": ", ".join(map(str, blank)), "months": int(inside["months"].sum()),
                     "loss_usd": inside["loss_usd"].sum(min_count=1)})
    return pd.DataFrame(rows, columns=["span", "years", "missing", "months", "loss_usd"])


def sensitivity(pairs: pd.DataFrame, rules: pd.DataFrame, *,
                barrels: Iterable[float] = (7.2, BARRELS_PER_TONNE, 7.33),
                counterfactuals: Iterable[str] = (RULE_BEFORE, RULE_2018),
                tonnages: Iterable[float] = (TONNES,)) -> pd.DataFrame:
    """Return the yearly losses under every combination of the model's choices.

    Returns
    -------
    DataFrame
        Columns counterfactual, barrels_per_tonne, tonnes, then those of `losses`.
    """
    parts = []
    for rule_id, ratio, tonnes in product(counterfactuals, barrels, tonnages):
        part = losses(netback(pairs, rules, rule_id, ratio), tonnes)
        part.insert(0, "tonnes", tonnes)
        part.insert(0, "barrels_per_tonne", ratio)
        part.insert(0, "counterfactual", rule_id)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def brent_gap(pairs: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    """Return by year how far Urals lay below Brent: for information, never as a stand-in.

    The months of the pairs are few and their periods run from mid-month to mid-month, so the gap mixes
    the discount with the months chosen; from 2022 it is wide and Brent says little of Urals.

    Returns
    -------
    DataFrame
        Columns year, months, urals (mean of the pairs), brent (annual mean), gap (USD per barrel).
    """
    brent = series[series["series_id"].eq("brent_price_annual")].set_index("period")["value"]
    found = pairs.groupby("year")["price"].agg(months="size", urals="mean").reset_index()
    found["brent"] = brent.reindex(found["year"].astype(str)).to_numpy(dtype=np.float64)
    return found.assign(gap=found["brent"] - found["urals"])

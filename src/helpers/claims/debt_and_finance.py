"""Tests of DIV-08, and of what debt and finance can settle of ES-01, ES-02 and ES-03."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from helpers.analysis import comparators, debt, trends
from helpers.claims import change, decades, trade
from helpers.claims.change import Measure
from helpers.data import dates
from helpers.evidence import accounts
from helpers.evidence.findings import Finding, PartTest, Reading
from helpers.evidence.rule import Outcome
from helpers.study import Study

# The election, and the end of the span that the part on money speaks of.
ELECTION, MONEY_UNTIL, ACTS_UNTIL = "2020-08-09", "2022-12-31", "2021-12-31"
PAID, PUT_OFF, PROMISED = "paid: ", "put off", "promised"
# Shares of Russia in direct or all foreign investment, as stated; the facts say which.
INVESTMENT = ("economy-122", "economy-121", "economy-123", "economy-124")
# Other stated shares of Russia, or of its currency, in the foreign money of Belarus.
TIES = ("economy-053", "economy-044", "economy-054", "economy-050", "economy-070", "economy-072", "economy-073")
# What a line of the figure of accounts is called where its item says too little.
LINES = {"economy-057": "replaces older debt", "history-198": "replaces older debt in part",
         "economy-063": "payments put off", "economy-064": "payments put off", "economy-059": "paid: Eurasian fund",
         "history-203": "paid: Eurasian fund"}
BESIDE = "external_debt_pct_gni"
FLOWS = {"fdi_net_inflows_pct_gdp": "investment from abroad, percent of output",
         "remittances_received_pct_gdp": "money sent home from abroad, percent of output",
         BESIDE: "all external debt, percent of national income"}
CLAIMED = {"ES-01": "financial dependence that grows over several decades", "ES-02": "faster after 2020",
           "ES-03": "faster still after February 2022", "DIV-08": "political and financial support after the election"}


def _measure(key: str, name: str, unit: str, digits: int, trifle: float, series: tuple[str, ...],
             values: pd.DataFrame, others: pd.DataFrame | None = None) -> Measure:
    return Measure(key, name, unit, digits, "dependence", 1, trifle, series, values, others)


def owed_measures(series: pd.DataFrame) -> dict[str, Measure]:
    """Return debt to Russia by the World Bank's count: share of public debt, in billions, percent of output.

    Two counts are never joined: the share that the ministry stated for 2009 has another numerator and
    denominator. Trifles: 5 points of public debt, half a billion dollars, 2 points of output.
    """
    bank = debt.OWED[debt.RUSSIA_BANK]
    stock = debt.yearly(series, debt.RUSSIA_BANK)
    return {
        "share": _measure("share", "Russia's share in public external debt", "points", 1, 5.0,
                          (*bank, debt.WHOLES[debt.PUBLIC_BANK]),
                          debt.yearly(series, debt.RUSSIA_BANK, debt.PUBLIC_BANK)),
        "stock": _measure("stock", "debt to Russia", "billion dollars", 2, 0.5, bank,
                          stock.assign(value=stock["value"] / 1e9)),
        "output": _measure("output", "debt to Russia against output", "points", 1, 2.0,
                           (*bank, debt.WHOLES[debt.OUTPUT]), debt.yearly(series, debt.RUSSIA_BANK, debt.OUTPUT)),
    }


def indebted(series: pd.DataFrame) -> Measure:
    """Return all external debt in percent of national income, to all creditors: the one measure with comparators."""
    panel = comparators.panel(series, BESIDE)
    mine = panel.loc[panel["entity"].eq(change.STATE), ["year", "value"]].reset_index(drop=True)
    return _measure("all", "all external debt", "points", 0, 10.0, (BESIDE,), mine, panel)


def ministry_counts(shares: pd.DataFrame) -> str:
    """Return the shares by the ministry's count, with and without the Eurasian fund, in words."""
    mine = shares[shares["whole"].eq(debt.PUBLIC_MINISTRY) & ~shares["owed"].eq(debt.RUSSIA_BANK)]
    told = [f"{row.share:.1f} % in {row.year}" + (" with the Eurasian fund" if row.owed == debt.WITH_FUND else "")
            for row in mine.sort_values(["year", "owed"], ascending=[True, False]).itertuples()]
    return f"by the ministry's count {', '.join(told)}" if told else "no share by the ministry's count"


def invested(facts: pd.DataFrame) -> PartTest:
    """Test whether Russia's share in investment has grown over decades, from the shares stated (ES-01b)."""
    rows = facts[facts["unit"].eq("percent")].sort_values("date_start")
    told = ", ".join(f"{row.quantity:g} % in {row.date_start[:4]}" for row in rows.itertuples())
    return PartTest("ES-01b", Outcome.OPEN,
                    f"A trend needs {trade.FEWEST} shares counted alike; these count direct or all investment, by year "
                    "or quarter.", "a Russian share in investment that grows",
                    f"{len(rows)} share{'s' if len(rows) > 1 else ''} stated: {told}" if told else "no share stated",
                    n=len(rows), rows=tuple(rows["fact_id"]))


def faster(part_id: str, measure: Measure, since: tuple[tuple[int, int], ...], claimed: str) -> PartTest:
    """Hold one measure of debt against its own past at every reading of the years; it has no comparator."""
    made = change.part_test(part_id, [change.held(measure, *years, tests=3) for years in since], claimed)
    values = measure.values.sort_values("year")
    path = ", ".join(f"{measure.number(value, plus=False)} in {year}"
                     for year, value in zip(values["year"], values["value"], strict=True))
    return replace(made, found=f"{measure.name} ({measure.unit}): {path or 'no value'}; {made.tried[0][1]}",
                   n=len(values))


def backed(table: pd.DataFrame) -> PartTest:
    """Test whether Putin backed the regime politically after the election (DIV-08a)."""
    return accounts.events(table, "DIV-08a", ELECTION, ACTS_UNTIL, "political backing after the election", wanted=True)


def package(table: pd.DataFrame) -> pd.DataFrame:
    """Return what accounts say of the money: promised, signed, paid, put off, and what it was for.

    Returns
    -------
    DataFrame
        Columns item, first, low, high (USD), says, fact_id, asserted_by, actor, note; by day.
    """
    mine = table[table["part_id"].eq("DIV-08b")]
    columns = ["item", "first", "low", "high", "says", "fact_id", "asserted_by", "actor", "account_note"]
    return mine[columns].rename(columns={"account_note": "note"}).sort_values(
        ["first", "item", "fact_id"], ignore_index=True)


def payments(table: pd.DataFrame) -> pd.DataFrame:
    """Return each payment once, however many accounts tell of it.

    Parameters
    ----------
    table
        As `package` returns it.

    Returns
    -------
    DataFrame
        Columns item, day (the earliest that an account with a day gives), low, high (USD), accounts.
    """
    rows = []
    for item, mine in table[table["item"].str.startswith(PAID)].groupby("item"):
        exact = sorted(mine["first"], key=lambda text: (-len(text), text))
        rows.append({"item": str(item).removeprefix(PAID), "day": exact[0], "low": float(mine["low"].min()),
                     "high": float(mine["high"].max()), "accounts": len(mine)})
    found = pd.DataFrame(rows, columns=["item", "day", "low", "high", "accounts"])
    return found.sort_values("day", ignore_index=True)


def flows(table: pd.DataFrame) -> pd.DataFrame:
    """Return credit drawn and repaid as `analysis.debt.net` wants it, from the accounts on ES-02b."""
    mine = table[table["part_id"].eq("ES-02b") & table["low"].notna()]
    rows: list[dict[str, Any]] = []
    for row in mine.to_dict("records"):
        creditor, way = str(row["item"]).split(": ")
        period = accounts.when(row)
        rows.append({"period": period, "creditor": creditor, "way": way, "usd": float(row["low"])})
    return pd.DataFrame(rows, columns=["period", "creditor", "way", "usd"])


def paid_out(table: pd.DataFrame) -> PartTest:
    """Test whether money was paid or payments were put off after the election (DIV-08b)."""
    acts = table[table["item"].str.startswith(PAID) | table["item"].eq(PUT_OFF)]
    return accounts.events(acts, "DIV-08b", ELECTION, MONEY_UNTIL, "money paid or payments put off", wanted=True,
                           kind="count")


def not_only_old(table: pd.DataFrame, net: pd.DataFrame) -> PartTest:
    """Test whether the money was more than old debt rolled over (DIV-08b).

    Parameters
    ----------
    table
        Accounts on DIV-08.
    net
        Credit drawn less repaid by period, as `analysis.debt.net` returns it: the first period is that of the
        first payments.
    """
    asked = ("What was drawn from Russia and its fund in the year of the first payments is held against what was "
             "repaid to them: more drawn than repaid is more than a rollover, no more than repaid breaks the part.")
    claimed = "financial support that is not old debt rolled over"
    sums = package(table)
    paid = payments(sums)
    readings = tuple(Reading(row["fact_id"], row["item"], row["note"] or f"{row['low'] / 1e6:.0f} million dollars",
                             "qualifies") for row in sums.to_dict("records") if row["says"] == "partly")
    promised = sums.loc[sums["item"].eq(PROMISED), "high"].max()
    told = (f"{paid['low'].sum() / 1e9:g} of {promised / 1e9:g} billion dollars promised were paid"
            if len(paid) and pd.notna(promised) else f"{len(paid)} payments attested")
    if net.empty or paid.empty:
        return PartTest("DIV-08b", Outcome.OPEN, asked, claimed, f"{told}; what was repaid meanwhile is not known",
                        "USD", n=len(paid), rows=tuple(sums["fact_id"].unique()), readings=readings)
    first = net.iloc[0]
    outcome = Outcome.HOLDS if first["net"] > 0 else Outcome.BROKEN
    found = (f"{told}; in {first['period']} {first['drawn'] / 1e9:.2f} billion were drawn and "
             f"{first['repaid'] / 1e9:.2f} repaid, a net {first['net'] / 1e9:+.2f}")
    return PartTest("DIV-08b", outcome, asked, claimed, found, "USD", float(first["net"]), n=len(paid),
                    rows=tuple(sums["fact_id"].unique()), readings=readings)


def tests(series: pd.DataFrame, tables: Mapping[str, pd.DataFrame], stated: pd.DataFrame,
          apart: int) -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of what debt and finance can settle, by claim.

    Parameters
    ----------
    series
        Rows of the series read.
    tables
        Accounts by claim: DIV-08, and ES-02 for the flows of credit.
    stated
        Facts that state shares of investment.
    apart
        Most days between two stocks that make a share.
    """
    found = owed_measures(series)
    words = ministry_counts(debt.shares(series, apart))
    rose = {"ES-02b": "financial dependence that rose faster after 2020",
            "ES-03b": "financial dependence that rose faster after February 2022"}
    years = {"ES-02b": trade.AFTER_2020, "ES-03b": trade.AFTER_2022}
    by_step = {part[:-1]: tuple(faster(part, one, years[part], claimed) for one in found.values())
               for part, claimed in rose.items()}
    return {"ES-01": (decades.grown(found["share"], "a debt share that grows over several decades", words),
                      invested(stated)),
            **by_step,
            "DIV-08": (backed(tables["DIV-08"]), paid_out(tables["DIV-08"]),
                       not_only_old(tables["DIV-08"], debt.net(flows(tables["ES-02"]))))}


def material(study: Study) -> tuple[pd.DataFrame, dict[str, pd.DataFrame], pd.DataFrame]:
    """Return series, accounts by claim and stated shares of investment under the reader's choices."""
    return (study.series(*study.notebook.series), {claim: study.accounts(claim) for claim in ("DIV-08", "ES-02")},
            study.facts(*INVESTMENT))


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `debt-and-finance`, in claim order."""
    from helpers.claims import debt_and_finance_told as told

    made = tests(*material(study), study.parameters["days_apart"])
    return [Finding(claim, CLAIMED[claim], *told.finding(claim, made[claim]), tests=made[claim]) for claim in made]


def smallest(measure: Measure, since: int) -> float | None:
    """Return the smallest step that the years known before and after could show; None where they are too few."""
    early, late = (measure.values[keep] for keep in (measure.values["year"] < since, measure.values["year"] >= since))
    if len(early) < 3 or late.empty:
        return None
    return trends.detectable_step(early["year"], late["year"], float(early["value"].std())).step


def windows(series: pd.DataFrame) -> pd.DataFrame:
    """Return means over windows of years for the flows that know no partner, one row a measure.

    Returns
    -------
    DataFrame
        Columns measure, and one a window; percent, NaN where no year is known.
    """
    spans = ((2005, 2009), (2010, 2014), (2015, 2019), (2020, 2021), (2022, 2024))
    rows = []
    for series_id, name in FLOWS.items():
        panel = comparators.panel(series, series_id)
        mine = panel[panel["entity"].eq(change.STATE)]
        rows.append({"measure": name, **{f"{first}-{last % 100:02d}": mine.loc[
            mine["year"].between(first, last), "value"].mean() for first, last in spans}})
    real = comparators.panel(series, "gdp_constant_2015_usd")
    own = real[real["entity"].eq(change.STATE)].set_index("year")["value"]
    growth = 100 * (own / own.shift(1) - 1)
    rows.append({"measure": "growth of output, percent a year",
                 **{f"{first}-{last % 100:02d}": growth[growth.index.isin(range(first, last + 1))].mean()
                    for first, last in spans}})
    return pd.DataFrame(rows)


def ties(facts: pd.DataFrame) -> pd.DataFrame:
    """Return what was stated of Russia's share in foreign money of Belarus, as a table to show."""
    return pd.DataFrame({"when": [dates.spell(text) if text else "not dated" for text in facts["date_start"]],
                         "percent": [f"{value:g}" if unit == "percent" else ""
                                     for value, unit in zip(facts["quantity"], facts["unit"], strict=True)],
                         "who": facts["actor"].tolist(), "what": facts["statement"].tolist(),
                         "fact": facts["fact_id"].tolist()})

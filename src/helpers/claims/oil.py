"""Tests of DIV-05, DIV-06 and INF-07: the tax manoeuvre and the price of oil for Belarus."""

from __future__ import annotations

import pandas as pd

from helpers.analysis import oil
from helpers.data import dates
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

DUTY, URALS, WORLD = "russian_crude_export_duty", "urals_price_monitoring", "russian_oil_price_pct_world"
# Scopes of an estimate that mean the country's whole loss, and not a part of it.
WHOLE = ("economy", "budget and refineries")
# Months on each side of zero that make the sign of the model more than an accident of one month.
FEWEST_MONTHS = 6


def duty_to_zero(duty: pd.DataFrame) -> PartTest:
    """Test whether the path of the crude export duty ends at zero (DIV-05a)."""
    asked = "The last value read of the crude export duty is zero, and the first was not."
    claimed = "export duty on crude brought to zero"
    monthly = duty[duty["period"].str.len() == 7].sort_values("period")
    monthly = monthly[monthly["period"] >= "2014"]
    if monthly.empty:
        return PartTest("DIV-05a", Outcome.OPEN, asked, claimed, "no value known", series=(DUTY,))
    first, last = monthly.iloc[0], monthly.iloc[-1]
    reached = last["value"] == 0 < first["value"]
    outcome = Outcome.HOLDS if reached else Outcome.BROKEN if last["period"] >= "2024" else Outcome.OPEN
    found = (f"{first['value']:.1f} USD per tonne in {dates.spell(first['period'])}, {last['value']:g} in "
             f"{dates.spell(last['period'])}, {len(monthly)} months read")
    return PartTest("DIV-05a", outcome, asked, claimed, found, "USD per tonne", float(last["value"]),
                    n=len(monthly), series=(DUTY,))


def dearer(netbacks: pd.DataFrame, voices_say: int) -> PartTest:
    """Test the sign of the manoeuvre's effect on the price a Belarusian refinery pays (DIV-06a).

    Parameters
    ----------
    netbacks
        As `analysis.oil.netback` returns it.
    voices_say
        Sign of the direct estimates: 1 when they say dearer, -1 cheaper, 0 when they are split or none.
    """
    asked = ("The price with the manoeuvre is held against the price with the older duty, month by month; the model "
             "and the direct estimates must agree in sign.")
    claimed = "the manoeuvre makes oil cheap for Belarusian refineries"
    later = netbacks[netbacks["month"] >= "2015"].dropna(subset=["difference"])
    up, down = int((later["difference"] > 0).sum()), int((later["difference"] < 0).sum())
    found = (f"dearer in {up} of {len(later)} months, by {later['difference'].mean():.0f} USD per tonne on average"
             if len(later) else "no month with a price and a duty")
    outcome = Outcome.OPEN
    if up >= FEWEST_MONTHS and down == 0 and voices_say >= 0:
        outcome = Outcome.BROKEN if voices_say > 0 else Outcome.OPEN
    elif down >= FEWEST_MONTHS and up == 0 and voices_say <= 0:
        outcome = Outcome.HOLDS if voices_say < 0 else Outcome.OPEN
    elif up and down:
        outcome = Outcome.CONTESTED
    return PartTest("DIV-06a", outcome, asked, claimed, found, "USD per tonne",
                    float(later["difference"].mean()) if len(later) else None,
                    float(later["difference"].min()) if len(later) else None,
                    float(later["difference"].max()) if len(later) else None, len(later), (DUTY, URALS))


def below_world(netbacks: pd.DataFrame, stated: pd.DataFrame) -> PartTest:
    """Test whether oil stayed below the world price while the manoeuvre ran (DIV-06c)."""
    asked = ("In every year from 2015 to 2023 with a month to judge by, the netback lies below the price abroad; "
             "what the Belarusian oil concern stated must agree.")
    claimed = "oil below the world price while the manoeuvre ran"
    inside = netbacks[netbacks["month"].between("2015", "2023-12")]
    yearly = (inside["duty_with"] / inside["price_per_tonne"]).groupby(inside["year"]).mean()
    agree = bool((stated["value"] < 100).all())
    if yearly.empty:
        return PartTest("DIV-06c", Outcome.OPEN, asked, claimed, "no month known", series=(DUTY, URALS, WORLD))
    blank = sorted(set(range(2015, 2024)) - set(yearly.index))
    below = bool((yearly > 0).all())
    outcome = Outcome.OPEN if blank else Outcome.HOLDS if below and agree else Outcome.BROKEN
    if not below or not agree:
        outcome = Outcome.BROKEN if not below and not agree else Outcome.CONTESTED
    found = (f"a discount of {100 * yearly.iloc[0]:.0f} % in {yearly.index[0]} and {100 * yearly.iloc[-1]:.0f} % in "
             f"{yearly.index[-1]}" + (f", no month in {', '.join(map(str, blank))}" if blank else ", zero in 2024"))
    return PartTest("DIV-06c", outcome, asked, claimed, found, "percent of the price abroad",
                    float(100 * yearly.iloc[-1]), n=len(inside), series=(DUTY, URALS, WORLD))


def sign_of_estimates(evidence: pd.DataFrame) -> int:
    """Return the sign of the direct accounts of the manoeuvre's effect: 1 dearer, -1 cheaper, 0 no clear sign.

    Parameters
    ----------
    evidence
        Rows on DIV-06 that count; a row against the claim says dearer.
    """
    direct = evidence[(evidence["directness"] == "direct")
                      & evidence["part_ids"].str.contains("DIV-06a", regex=False)]
    dearer_rows = int((direct["stance"] == "contradicts").sum())
    cheaper_rows = int((direct["stance"] == "supports").sum())
    return (dearer_rows > 3 * cheaper_rows) - (cheaper_rows > 3 * dearer_rows)


def estimates(table: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the losses that someone put a figure on, a report of the same statement once.

    Parameters
    ----------
    table
        The raw table `loss_estimates`: our reading of the sums that facts name.
    facts
        The facts that count for the reader.

    Returns
    -------
    DataFrame
        The rows whose fact counts, with `usd` (middle of the range), `asserted_by` and `actor`.
    """
    mine = table.merge(facts[["fact_id", "event_id", "asserted_by", "actor"]], on="fact_id")
    mine = mine.astype({"first_year": int, "last_year": int})
    mine = mine.assign(usd=(mine["low_usd"] + mine["high_usd"]) / 2,
                       event=mine["event_id"].where(mine["event_id"] != "", mine["fact_id"]))
    keys = ["event", "first_year", "last_year", "high_usd"]
    return mine.drop_duplicates(keys).drop(columns="event").reset_index(drop=True)


def against_model(found: pd.DataFrame, yearly: pd.DataFrame, year: int) -> str:
    """Return in a phrase how the estimates of the whole loss of one year compare with the model."""
    mine = found[found["first_year"].eq(year) & found["last_year"].eq(year) & found["scope"].isin(WHOLE)]
    model = yearly.set_index("year")["loss_usd"].get(year)
    if mine.empty or model is None or pd.isna(model):
        return f"for {year} nothing can be compared"
    low, high = mine["low_usd"].min() / 1e9, mine["high_usd"].max() / 1e9
    return f"{low:.2f} to {high:.2f} billion dollars for {year} against {model / 1e9:.2f} in the model"


def fits(fitted: oil.Fit, free: pd.DataFrame) -> str:
    """Return in a sentence how well the formula fits and which steps the pairs bear out."""
    tested = free["within"].dropna()
    return (f"The formula misses the duties read by {fitted.rmse:.2f} dollars a tonne on average, most in "
            f"{dates.spell(fitted.worst_month)} ({fitted.worst_residual:+.2f}); where three pairs or more exist, "
            f"the stated step lies inside the interval of the free estimate in {int(tested.sum())} of {len(tested)} "
            "rules.")


def effect(netbacks: pd.DataFrame) -> tuple[int, int, float]:
    """Return in how many months the manoeuvre made oil dearer, of how many, and by how much on average.

    Returns
    -------
    tuple
        Months dearer, months compared (2015 on), mean difference in USD per tonne (NaN without a month).
    """
    later = netbacks[netbacks["month"] >= "2015"].dropna(subset=["difference"])
    return int((later["difference"] > 0).sum()), len(later), float(later["difference"].mean())


ANSWERS = {
    Outcome.BROKEN: "The manoeuvre makes oil dearer for Belarusian refineries, not cheap.",
    Outcome.HOLDS: "The manoeuvre makes oil cheaper for Belarusian refineries, as claimed.",
    Outcome.CONTESTED: "The months do not agree on whether the manoeuvre makes oil dearer or cheaper.",
    Outcome.OPEN: "Model and accounts together cannot tell which way the manoeuvre moves the price.",
}


def answer(test: PartTest, netbacks: pd.DataFrame) -> str:
    """Return the notebook's answer from the test of DIV-06a."""
    dear, months, mean = effect(netbacks)
    if not months:
        return ANSWERS[test.outcome]
    return (f"{ANSWERS[test.outcome]} In {dear} of {months} months that can be computed, the price with the manoeuvre "
            f"lies above the price without it, by {mean:.0f} US dollars a tonne on average.")

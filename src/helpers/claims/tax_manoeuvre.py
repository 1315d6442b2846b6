"""Tests of DIV-05, DIV-06 and INF-07: the tax manoeuvre and the price of oil for Belarus."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.analysis import oil
from helpers.data import dates
from helpers.evidence import accounts, voices
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study

DUTY, URALS, WORLD = "russian_crude_export_duty", "urals_price_monitoring", "russian_oil_price_pct_world"
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


def sign_of_estimates(evidence: pd.DataFrame, stance: str = "stance") -> int:
    """Return the sign of the direct accounts of the manoeuvre's effect: 1 dearer, -1 cheaper, 0 no clear sign.

    Parameters
    ----------
    evidence
        Rows on DIV-06 that count; a row against the claim says dearer.
    stance
        The column that holds the coder's stance.
    """
    direct = evidence[(evidence["directness"] == "direct")
                      & evidence["part_ids"].str.contains("DIV-06a", regex=False)]
    dearer_rows = int((direct[stance] == "contradicts").sum())
    cheaper_rows = int((direct[stance] == "supports").sum())
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


def effect(netbacks: pd.DataFrame) -> tuple[int, int, float]:
    """Return in how many months the manoeuvre made oil dearer, of how many, and by how much on average.

    Returns
    -------
    tuple
        Months dearer, months compared (2015 on), mean difference in USD per tonne (NaN without a month).
    """
    later = netbacks[netbacks["month"] >= "2015"].dropna(subset=["difference"])
    return int((later["difference"] > 0).sum()), len(later), float(later["difference"].mean())


def mechanism(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test by every account what the manoeuvre does to duties and to the extraction tax (DIV-05a, b, c)."""
    parts = (("DIV-05a", "the export duty on crude", "export duty on crude brought to zero"),
             ("DIV-05b", "the export duties on oil products", "export duties on oil products brought to zero"),
             ("DIV-05c", "the tax on extraction", "the extraction tax raised"))
    return tuple(accounts.says(table, part, claimed, "mechanism", f"What the accounts say becomes of {what}.")
                 for part, what, claimed in parts)


def compensated(table: pd.DataFrame) -> PartTest:
    """Test whether compensation makes oil cheap for Belarusian refineries (DIV-06b)."""
    return accounts.says(table, "DIV-06b", "compensation makes oil cheap for Belarusian refineries", "mechanism",
                         "Whether the accounts tell of compensation that brings the price to that of Russian "
                         "refineries; sums paid would be needed as well.")


def presented(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test in which words Belarusian officials present the tax agreement (INF-07a, b)."""
    return (accounts.says(table, "INF-07a", "presented as making up for the tax manoeuvre"),
            accounts.says(table, "INF-07b", "presented as an achievement", asked=(
                "Whether officials call it a gain; a price that had to be paid says otherwise.")))


@dataclass(frozen=True)
class Material:
    """What the notebook works on: series, pairs of price and duty, the rules, netbacks and accounts by claim."""

    series: pd.DataFrame
    pairs: pd.DataFrame
    rules: pd.DataFrame
    netbacks: pd.DataFrame
    accounts: dict[str, pd.DataFrame]
    sign: int

    def of(self, series_id: str) -> pd.DataFrame:
        """Return the rows of one series."""
        return self.series[self.series["series_id"].eq(series_id)]


def material(study: Study) -> Material:
    """Return the notebook's material under the reader's choices."""
    given = study.parameters
    series, rules = study.series(*study.notebook.series), study.table("duty_rules")
    pairs = oil.pairs(series)
    return Material(series, pairs, rules,
                    oil.netback(pairs, rules, given["counterfactual"], given["barrels_per_tonne"]),
                    {claim: study.accounts(claim) for claim in study.notebook.settles},
                    sign_of_estimates(study.evidence("DIV-06"), voices.CODERS[given["coder"]]))


def steps(here: Material, barrels: float) -> tuple[oil.Fit | None, pd.DataFrame]:
    """Return the fit of the duty's formula and its steps estimated from the pairs; nothing where no pair is known."""
    if here.pairs.empty:
        return None, pd.DataFrame(columns=["rule_id", "n", "stated", "slope", "low", "high", "within", "factor",
                                           "implied"])
    return oil.fit(here.pairs, here.rules, barrels), oil.slopes(here.pairs, here.rules, barrels)


def tests(here: Material) -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of every part, by claim."""
    return {"DIV-05": (duty_to_zero(here.of(DUTY)), *mechanism(here.accounts["DIV-05"])),
            "DIV-06": (dearer(here.netbacks, here.sign), compensated(here.accounts["DIV-06"]),
                       below_world(here.netbacks, here.of(WORLD))),
            "INF-07": presented(here.accounts["INF-07"])}


CLAIMED = {"DIV-05": "export duties to zero, extraction tax up", "DIV-06": "cheap oil for Belarusian refineries",
           "INF-07": "presented as compensation"}


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `tax-manoeuvre`, in claim order."""
    from helpers.claims import tax_manoeuvre_told as told

    here = material(study)
    made = tests(here)
    promised, paid = told.promised(study.evidence("INF-07")), told.paid(study.table("gaps"))
    return [Finding(claim, CLAIMED[claim], *told.finding(claim, made[claim], here.netbacks, promised, paid),
                    made[claim][0].unit, made[claim]) for claim in study.notebook.settles]

"""Tests of DIV-04 and CON-03, and of what energy can settle of ES-01, ES-02 and ES-03."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from helpers.analysis import gas
from helpers.claims import change, decades, trade
from helpers.claims.change import Measure
from helpers.data import dates
from helpers.evidence import accounts
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study

# The two readings of the time that the claims speak of: the talks of 2018-2020, and the longer pause before.
TALKS, PAUSE = ("2018-12-01", "2020-12-31"), ("2005-01-01", "2020-12-31")
TIMES = {"in the talks of 2018 to 2020": TALKS, "over the longer pause": PAUSE}
INTERESTS = {"a": "cheaper gas", "b": "access to Russian markets",
             "c": "compensation for the tax manoeuvre"}
LANES = {"a": "Cheaper gas", "b": "Open markets", "c": "Compensation"}
SELF = ("gas", "markets", "compensation")
EQUAL = "equal terms"
# A change of the discount smaller than this is none: points of the European price, stated before any result.
TRIFLE = 10.0
# Energy subsidies that someone put at a share of output, and the sum that the Kremlin named for five years.
SUBSIDIES, FORGONE = ("economy-015", "economy-018", "economy-017"), "economy-114"
RELIANCE = ("economy-115", "economy-116", "economy-117", "economy-119")
CLAIMED = {"ES-01": "dependence in energy that grows over several decades", "ES-02": "faster after 2020",
           "ES-03": "faster still after February 2022",
           "DIV-04": "cheaper gas, open markets and compensation voiced",
           "CON-03": "interests named, and framed as economic"}


def discount(prices: pd.DataFrame, start: int = 1992) -> Measure:
    """Return the discount on Russian gas against the European price as a measure, by year.

    It is two things at once. Read as dependence, a wider discount is more to lose. Read as favour, it is what
    Moscow grants, and it moves with a European price that neither side sets.
    """
    values = gas.yearly(prices)
    return Measure("gas", "the discount on Russian gas", "points", 0, "dependence", 1, TRIFLE,
                   (*gas.PAID, gas.EUROPE), values[values["year"] >= start].reset_index(drop=True))


def reliance(crude: pd.DataFrame) -> PartTest:
    """Test whether reliance on Russian oil has grown over decades, from the one year known (ES-01b)."""
    told = "; ".join(f"{row.share:.0f} % of crude oil by {row.by} in {row.year}" for row in crude.itertuples())
    return PartTest("ES-01b", Outcome.OPEN,
                    f"A trend of Russia's share in crude oil needs {trade.FEWEST} years; a share near the whole cannot "
                    "grow.", "a share of Russian oil that grows", told or "no year known", "percent",
                    float(crude["share"].iloc[0]) if len(crude) else None, n=crude["year"].nunique(),
                    series=tuple(gas.CRUDE.values()))


def inside(table: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Return the accounts of what was said within a span of time."""
    start, end = dates.span(first)[0], dates.span(last)[1]
    keep = [bool(row["first"]) and start <= accounts.span(row)[0] and accounts.span(row)[1] <= end
            for row in table.to_dict("records")]
    return table[pd.Series(keep, index=table.index, dtype=bool)]


def voiced(table: pd.DataFrame, part_id: str) -> PartTest:
    """Test whether an official voiced an interest, at both times that the part could mean (DIV-04, CON-03 a to c).

    An account of equal terms says so in part: whoever asks for the price of a Russian region asks for a lower
    one, and does not ask for it as a gift.
    """
    claimed = f"{INTERESTS[part_id[-1]]} voiced as an interest"
    asked = ("What dated accounts say that Belarusian officials voiced, at both times that the claim could mean; equal "
             "terms instead of a lower price say so in part.")
    made = [accounts.says(inside(table, *span), part_id, claimed, asked=asked) for span in TIMES.values()]
    outcomes = {test.outcome for test in made}
    tried = tuple((name, test.found) for name, test in zip(TIMES, made, strict=True))
    return replace(made[-1], outcome=made[0].outcome if len(outcomes) == 1 else Outcome.OPEN, found=made[0].found,
                   tried=tried)


def disowned(table: pd.DataFrame, part_id: str) -> Outcome:
    """Return what a part would come to if words about equal terms counted as a denial; for display alone."""
    strict = table.assign(says=table["says"].where(~(table["item"].eq(EQUAL) & table["says"].eq("partly")), "no"))
    return voiced(strict, part_id).outcome


def himself(table: pd.DataFrame) -> PartTest:
    """Test whether Lukashenka voiced each of the three himself (DIV-04d)."""
    return accounts.members(table, "DIV-04d", SELF, "Lukashenka voiced all three himself", kind="text")


def economic(table: pd.DataFrame) -> PartTest:
    """Test whether Lukashenka framed the interests as economic ones (CON-03d)."""
    return accounts.says(table, "CON-03d", "the interests framed as economic",
                         asked="Whether his words name the economy as the field, or sovereignty and rank instead.")


@dataclass(frozen=True)
class Material:
    """What the notebook works on: series, prices on one scale, crude by exporter, and accounts by claim."""

    series: pd.DataFrame
    prices: pd.DataFrame
    crude: pd.DataFrame
    accounts: dict[str, pd.DataFrame]


def material(study: Study) -> Material:
    """Return the notebook's material under the reader's choices."""
    series = study.series(*study.notebook.series)
    return Material(series, gas.prices(series, study.parameters["mmbtu"]), gas.crude(series),
                    {claim: study.accounts(claim) for claim in study.notebook.settles})


def tests(here: Material, start: int = 1992) -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of what energy can settle, by claim."""
    measure = discount(here.prices, start)
    grew = "a discount that grows, or a share that does"
    after = {"ES-02b": trade.AFTER_2020, "ES-03b": trade.AFTER_2022}
    rose = {part: change.part_test(part, [change.held(measure, *years) for years in readings],
                                   "dependence in energy that rose faster") for part, readings in after.items()}
    late = rose["ES-03b"]
    rose["ES-03b"] = replace(late, found=f"{late.found}; from {dates.spell(gas.FROM)} the price is secret")
    div, con = here.accounts["DIV-04"], here.accounts["CON-03"]
    return {"ES-01": (decades.grown(measure, grew), reliance(here.crude)),
            "ES-02": (rose["ES-02b"],), "ES-03": (rose["ES-03b"],),
            "DIV-04": (*(voiced(div, f"DIV-04{part}") for part in INTERESTS), himself(div)),
            "CON-03": (*(voiced(con, f"CON-03{part}") for part in INTERESTS), economic(con))}


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `energy`, in claim order."""
    from helpers.claims import energy_told as told

    made = tests(material(study), study.parameters["start_year"])
    return [Finding(claim, CLAIMED[claim], *told.finding(claim, made[claim]), tests=made[claim]) for claim in made]


def restated(made: Mapping[str, tuple[PartTest, ...]]) -> dict[str, tuple[Outcome, Outcome]]:
    """Return the outcome of each interest in DIV-04 and in CON-03, which restates it."""
    first, second = ({test.part_id[-1]: test.outcome for test in made[claim]} for claim in ("DIV-04", "CON-03"))
    return {part: (first[part], second[part]) for part in INTERESTS}

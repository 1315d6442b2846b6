"""The words of the notebook on the tax manoeuvre, all of them from its data and tests."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.analysis import oil
from helpers.claims.tax_manoeuvre import effect
from helpers.data import dates
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

# Scopes of an estimate that mean the country's whole loss, and not a part of it.
WHOLE = ("economy", "budget and refineries")


def against_model(found: pd.DataFrame, yearly: pd.DataFrame, year: int) -> str:
    """Return in a phrase how the estimates of the whole loss of one year compare with the model."""
    mine = found[found["first_year"].eq(year) & found["last_year"].eq(year) & found["scope"].isin(WHOLE)]
    model = yearly.set_index("year")["loss_usd"].get(year)
    if mine.empty or model is None or pd.isna(model):
        return f"for {year} nothing can be compared"
    low, high = mine["low_usd"].min() / 1e9, mine["high_usd"].max() / 1e9
    return f"{low:.2f} to {high:.2f} billion dollars for {year} against {model / 1e9:.2f} in the model"


def fits(fitted: oil.Fit | None, free: pd.DataFrame) -> str:
    """Return in a sentence how well the formula fits and which steps the pairs bear out."""
    if fitted is None:
        return "No pair of price and duty is known under these choices."
    tested = free["within"].dropna()
    return (f"The formula misses the duties read by {fitted.rmse:.2f} dollars a tonne on average, most in "
            f"{dates.spell(fitted.worst_month)} ({fitted.worst_residual:+.2f}); where three pairs or more exist, "
            f"the stated step lies inside the interval of the free estimate in {int(tested.sum())} of {len(tested)} "
            "rules.")


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


def path_title(netbacks: pd.DataFrame) -> str:
    """Return what the figure of prices with and without the manoeuvre shows, as a sentence."""
    dear, months, mean = effect(netbacks)
    if not months:
        return "No month has both a price and a duty under these choices"
    return f"With the manoeuvre Belarus pays more in {dear} of {months} months: {mean:.0f} dollars a tonne on average"


def discount_title(netbacks: pd.DataFrame, zero: bool) -> str:
    """Return how the discount shrank, as a sentence.

    Parameters
    ----------
    zero
        Whether the duty is known to be zero from 2024.
    """
    if netbacks.empty:
        return "The discount is not known under these choices"
    share = 100 * netbacks["duty_with"] / netbacks["price_per_tonne"]
    first, last = (dates.spell(netbacks["month"].iloc[place]) for place in (0, -1))
    end = "zero in 2024" if zero else f"{share.iloc[-1]:.0f} in {last}"
    return f"The discount went from {share.iloc[0]:.0f} percent of the price abroad in {first} to {end}"


def promised(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return every sum that an account of the compensation names, each once.

    Parameters
    ----------
    evidence
        Rows on INF-07 that count.

    Returns
    -------
    DataFrame
        Columns sum, for (the year), who, facts; a sum in roubles of an unknown state stays as it is.
    """
    rows = evidence[evidence["quantity"].notna()]
    groups = rows.groupby(["quantity", "unit", "date_start", "actor"], sort=True)["fact_id"]
    found = [{"sum": f"{key[0] / 1e9:g} bn {key[1]}", "for": key[2], "who": key[3], "facts": ", ".join(facts)}
             for key, facts in groups]
    return pd.DataFrame(found, columns=["sum", "for", "who", "facts"])


def paid(gaps: pd.DataFrame) -> str:
    """Return what the search for payments came to, from the table of gaps."""
    mine = gaps[gaps["claim_id"].eq("INF-07")]
    return "; ".join(f"{row.sought[0].lower()}{row.sought[1:]}: {row.result}" for row in mine.itertuples())


def finding(claim: str, made: Sequence[PartTest], netbacks: pd.DataFrame, sums: pd.DataFrame,
            payments: str) -> tuple[str, str]:
    """Return what was found for a claim, short for a table and as one or two sentences."""
    by_part: dict[str, list[PartTest]] = {}
    for test in made:
        by_part.setdefault(test.part_id, []).append(test)
    if claim == "DIV-05":
        path, products, tax = by_part["DIV-05a"][0], by_part["DIV-05b"][0], by_part["DIV-05c"][0]
        return path.found, (f"The crude export duty: {path.found}. On the duties on oil products {products.found}; "
                            f"on the extraction tax {tax.found}.")
    if claim == "DIV-06":
        return by_part["DIV-06a"][0].found, answer(by_part["DIV-06a"][0], netbacks)
    words, sum_words = by_part["INF-07a"][0].found, ", ".join(dict.fromkeys(sums["sum"])) or "none"
    return (words.split(";")[0],
            f"On the presentation as compensation {words.split(';')[0]}. Sums named: {sum_words}. Looked for were "
            f"{payments or 'no payments'}.")


def below_brent(gaps: pd.DataFrame) -> str:
    """Return in a phrase how far Urals lay below Brent before and from 2022.

    Parameters
    ----------
    gaps
        As `analysis.oil.brent_gap` returns it.
    """
    known = gaps.dropna(subset=["gap"])
    early, late = known.loc[known["year"] < 2022, "gap"], known.loc[known["year"] >= 2022, "gap"]
    if early.empty or late.empty:
        return "the gap between the two cannot be told for these years"
    return (f"in the months known, Urals lay {early.mean():.0f} dollars a barrel below it on average before 2022 and "
            f"{late.mean():.0f} from then on")

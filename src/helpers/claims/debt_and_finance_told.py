"""The words of the notebook on debt and finance, all of them from its data and tests."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.analysis import debt
from helpers.claims import debt_and_finance as claims
from helpers.claims.change import Measure, held
from helpers.claims.trade import TOLD
from helpers.data import dates
from helpers.evidence import rule
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome


def finding(claim: str, made: Sequence[PartTest]) -> tuple[str, str]:
    """Return what was found for a claim, short for a table's cell and as one or two sentences."""
    if claim == "DIV-08":
        acts, new = made[0], made[-1]
        short = new.found.split(";")[0]
        return short, (f"Political backing: {acts.found}. Money: {short}. "
                       f"{_second(new.found)}")
    outcome = rule.combine(test.outcome for test in made)
    first = made[0].found.split(";")[0]
    years = f"{made[0].n} value{'' if made[0].n == 1 else 's'} of the debt share: {TOLD[outcome]}"
    return years, f"On {made[0].part_id} debt and finance {TOLD[outcome]}. {first[0].upper()}{first[1:]}."


def _second(found: str) -> str:
    rest = found.split("; ", 1)[-1]
    return f"{rest[0].upper()}{rest[1:]}."


def answer(series: pd.DataFrame, shares: pd.DataFrame, made: Sequence[PartTest]) -> str:
    """Return the notebook's answer: how much is owed, which share that is, and what became of the money of 2020.

    Parameters
    ----------
    shares
        As `analysis.debt.shares` returns it.
    made
        The tests of DIV-08.
    """
    stock = debt.yearly(series, debt.RUSSIA_BANK)
    owed = "How much Belarus owes Russia is not known under these parameters."
    if len(stock) > 1:
        top, last = stock.loc[stock["value"].idxmax()], stock.iloc[-1]
        owed = (f"Belarus owed Russia {top['value'] / 1e9:.1f} billion dollars at its most, at the end of "
                f"{top['year']:.0f}, and {last['value'] / 1e9:.1f} billion at the end of {last['year']:.0f}.")
    range_words = span(shares[shares["year"].ge(2018) & shares["whole"].ne(debt.OUTPUT)])
    new = made[-1]
    money = {Outcome.HOLDS: "The money promised after the election came, and it was more than old debt rolled over",
             Outcome.BROKEN: "The money promised after the election was no more than old debt rolled over",
             Outcome.CONTESTED: "Whether the money promised after the election was new is disputed"}.get(
                 new.outcome, "How much of the money promised after the election was new cannot be told")
    return f"{owed} {range_words} {money}: {new.found}."


def span(shares: pd.DataFrame) -> str:
    """Return in a sentence between which shares the definitions lie."""
    if shares.empty:
        return "No share of it can be computed."
    low, high = shares.loc[shares["share"].idxmin()], shares.loc[shares["share"].idxmax()]
    ends = [f"{row['share']:.0f} percent ({row['owed']}, in {row['whole']}, {row['year']})" for row in (low, high)]
    return f"Its share runs from {' to '.join(ends)}."


def shares_title(shares: pd.DataFrame) -> str:
    """Return what the figure of shares shows, as a sentence."""
    known = shares[shares["whole"].ne(debt.OUTPUT) & shares["year"].ge(2018)]
    if known.empty:
        return "No share of Russia in the debt of Belarus can be computed"
    return (f"Russia holds {known['share'].min():.0f} to {known['share'].max():.0f} percent of the foreign debt, by "
            "what is counted")


def stock_title(stock: pd.DataFrame, share: pd.DataFrame) -> str:
    """Return how debt to Russia and its share moved, as a sentence."""
    if len(stock) < 2:
        return f"Debt to Russia is known for {len(stock)} {'year' if len(stock) == 1 else 'years'} only"
    top, last = stock.loc[stock["value"].idxmax()], stock.iloc[-1]
    moved = (f"Debt to Russia went from {top['value'] / 1e9:.1f} billion dollars in {top['year']:.0f} to "
             f"{last['value'] / 1e9:.1f} in {last['year']:.0f}")
    if top["year"] == last["year"]:
        moved = f"Debt to Russia stood at {last['value'] / 1e9:.1f} billion dollars in {last['year']:.0f}, its most"
    if len(share) < 2:
        return moved
    first, end = share.iloc[0], share.iloc[-1]
    way = "grew" if end["value"] > first["value"] + 0.5 else "fell" if end["value"] < first["value"] - 0.5 else "stayed"
    return f"{moved}; its share in public debt {way}, {first['value']:.0f} to {end['value']:.0f} percent"


def package_title(paid: pd.DataFrame, promised: float) -> str:
    """Return what was paid of what was promised, as a sentence."""
    if paid.empty:
        return "No payment after the election is attested under these choices"
    total = paid["low"].sum() / 1e9
    of = f" of {promised / 1e9:g}" if pd.notna(promised) else ""
    return (f"{total:g}{of} billion dollars were paid in {len(paid)} parts by {dates.spell(paid['day'].iloc[-1])}")


def sides(sums: pd.DataFrame) -> str:
    """Return who said what the money was for, in words."""
    rows = sums[sums["says"].eq("partly")]
    told = [f"{row.actor}: " + (str(row.note) or f"{row.low / 1e6:.0f} million dollars {row.item}")
            for row in rows.itertuples()]
    return "; ".join(told) or "no account says what the money was for"


def net_words(net: pd.DataFrame) -> str:
    """Return what was drawn and repaid by period, and which was more, in sentences."""
    told = [f"In {row.period} Belarus drew {row.drawn / 1e9:.2f} billion dollars from Russia and the fund and repaid "
            f"{row.repaid / 1e9:.2f}: {'more came in' if row.net > 0 else 'more went out'}."
            for row in net.itertuples()]
    return " ".join(told) or "What was drawn and repaid is not known under these choices."


def moved(stock: pd.DataFrame) -> str:
    """Return how the debt moved from the end of 2021 on, as a clause."""
    late = stock[stock["year"] >= 2021].sort_values("year")
    if len(late) < 2:
        return "how it moved after 2021 is not known under these choices"
    falls = int((late["value"].diff().dropna() < 0).sum())
    return f"it fell in {falls} of the {len(late) - 1} years after {late['year'].iloc[0]}"


def money_table(sums: pd.DataFrame) -> pd.DataFrame:
    """Return what accounts say of the money as a table to show, sums in millions of dollars."""
    return pd.DataFrame({"when": [dates.spell(text) for text in sums["first"]], "what": sums["item"],
                         "million dollars": ["" if pd.isna(value) else f"{value / 1e6:.0f}" for value in sums["low"]],
                         "who": sums["actor"], "more": sums["note"], "fact": sums["fact_id"]})


def beside_title(measure: Measure) -> str:
    """Return how all external debt moved against comparators after 2020, as a sentence."""
    best = held(measure, 2021, 2024).others.best
    if best is None:
        return "All external debt of Belarus cannot be held against that of other states"
    return (f"From 2014-19 to 2021-24 all external debt of Belarus moved by {best.own:+.0f} points of income, that of "
            f"{best.states} others by {best.others:+.0f}")


def beside_table(measure: Measure) -> pd.DataFrame:
    """Return both legs of the change of all external debt after 2020 and after 2022; nothing of it is recorded."""
    rows = []
    for since, until in ((2021, 2024), (2022, 2024)):
        made = held(measure, since, until)
        rows.append({"years": made.years, "against its own past": made.told_own(),
                     "against comparators": made.told_others()})
    return pd.DataFrame(rows)


def limits(measures: dict[str, Measure]) -> str:
    """Return which step after 2022 the values could have shown, in words."""
    told = []
    for one in measures.values():
        step = claims.smallest(one, 2022)
        if step is not None:
            told.append(f"{one.number(step, plus=False)} {one.unit} for {one.name}")
    return "; ".join(told) or "none, because fewer than three values are known before"


def invested(series: pd.DataFrame) -> str:
    """Return the stock of direct investment from Russia and what part of output it was, in words."""
    stock = debt.stocks(series, "fdi_stock_from_russia_usd")
    output = debt.stocks(series, debt.WHOLES[debt.OUTPUT])
    told = [f"{value / 1e9:.2f} billion dollars at the end of {day.year}"
            + (f", {100 * value / output[day]:.0f} percent of output" if day in output else "")
            for day, value in stock.items()]
    return "; ".join(told) or "not known under these choices"

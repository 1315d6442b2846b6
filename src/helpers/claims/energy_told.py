"""The words of the notebook on energy, all of them from its data and tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.analysis import gas
from helpers.claims import energy as claims
from helpers.claims.trade import TOLD
from helpers.data import dates
from helpers.evidence import accounts, rule
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

VOICED = {Outcome.HOLDS: "was voiced", Outcome.BROKEN: "was not voiced, or was disowned",
          Outcome.CONTESTED: "is told both ways", Outcome.OPEN: "cannot be settled"}


def finding(claim: str, made: Sequence[PartTest]) -> tuple[str, str]:
    """Return what was found for a claim, short for a table's cell and as one or two sentences."""
    if claim.startswith("ES"):
        outcome = rule.combine(test.outcome for test in made)
        words = f"On {made[0].part_id} energy {TOLD[outcome]}. {capital(made[0].found)}."
        return f"gas discount: {TOLD[outcome]}", words
    held = [claims.INTERESTS[test.part_id[-1]] for test in made[:3] if test.outcome is Outcome.HOLDS]
    last = {"DIV-04": "Lukashenka himself", "CON-03": "framed as economic"}[claim]
    return (f"{len(held)} of 3 voiced; {last}: {made[3].found.split(';')[0]}",
            f"Voiced on record: {', '.join(held) or 'none'}. {last[0].upper()}{last[1:]}: {made[3].found}.")


def capital(text: str) -> str:
    """Return text with a capital first letter."""
    return f"{text[0].upper()}{text[1:]}"


def answer(made: Mapping[str, Sequence[PartTest]], months: pd.DataFrame, prices: pd.DataFrame) -> str:
    """Return the notebook's answer: what was voiced, in which words, and what became of the discount."""
    told = [f"{claims.INTERESTS[test.part_id[-1]]} {VOICED[test.outcome]}" for test in made["DIV-04"][:3]]
    return f"In the talks of 2018 to 2020 {'; '.join(told)}. {discounts(prices)} {cheap(months)}"


def discounts(prices: pd.DataFrame) -> str:
    """Return between which ends the discount moved, as a sentence."""
    values = gas.yearly(prices)
    if len(values) < 2:
        return "The discount on gas is not known for two years under these parameters."
    high, low = values.loc[values["value"].idxmax()], values.loc[values["value"].idxmin()]
    last = values.iloc[-1]
    below = f"{low['value']:.0f} percent" if low["value"] >= 0 else f"{-low['value']:.0f} percent above it"
    return (f"Belarus paid {high['value']:.0f} percent less than the European price in {high['year']:.0f}, {below} in "
            f"{low['year']:.0f}, and {last['value']:.0f} percent less in {last['year']:.0f}.")


def cheap(months: pd.DataFrame) -> str:
    """Return in how many months of 2019 and 2020 Belarus paid more than Europe, as a sentence."""
    talks = months[months["month"].between("2019", "2020-12") & months["belarus"].notna()]
    if talks.empty:
        return "Month by month nothing can be compared."
    return (f"In {int(talks['dearer'].sum())} of the {len(talks)} months of 2019 and 2020 that can be compared, gas "
            "was cheaper in Europe than for Belarus.")


def prices_title(prices: pd.DataFrame) -> str:
    """Return what the figure of prices shows, as a sentence."""
    values = gas.yearly(prices)
    if len(values) < 2:
        return f"The discount is known for {len(values)} {'year' if len(values) == 1 else 'years'} only"
    high = values.loc[values["value"].idxmax()]
    after = values[values["year"] > high["year"]]
    if after.empty:
        return f"The discount on gas was widest in {high['year']:.0f}, at {high['value']:.0f} percent"
    low = after.loc[after["value"].idxmin()]
    if low["value"] < 0:
        gone = f"gave way to a surcharge in {low['year']:.0f}"
    else:
        gone = f"shrank to {low['value']:.0f} percent in {low['year']:.0f}"
    last = values.iloc[-1]
    back = f", and came back at {last['value']:.0f} in {last['year']:.0f}" if last["year"] > low["year"] else ""
    return f"The discount on gas of {high['value']:.0f} percent in {high['year']:.0f} {gone}{back}"


def months_title(months: pd.DataFrame) -> str:
    """Return how the fixed price stood to Europe's, as a sentence."""
    known = months[months["belarus"].notna()]
    if known.empty:
        return "No month has a price for Belarus under these choices"
    dear = int(known["dearer"].sum())
    peak = known.loc[(known["europe"] / known["belarus"]).idxmax()]
    return (f"A fixed price is no steady discount: above Europe's in {dear} of {len(known)} months, and a "
            f"{ordinal(round(peak['europe'] / peak['belarus']))} of it in {dates.spell(peak['month'])}")


def ordinal(number: int) -> str:
    """Return a whole number as the part that it makes: 10 as tenth."""
    names = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth",
             10: "tenth", 11: "eleventh", 12: "twelfth"}
    return names.get(number, f"{number}th part")


def subsidy_title(rent: pd.DataFrame, stated: pd.DataFrame) -> str:
    """Return how energy subsidies in percent of output went, as a sentence.

    Parameters
    ----------
    rent
        As `analysis.gas.rent` returns it.
    stated
        As `subsidies` returns it.
    """
    known = rent.dropna(subset=["percent"])
    first = f"Energy subsidies were put at {stated['percent'].max():.0f} percent of output; " if len(stated) else ""
    if len(known) < 2:
        return f"{first}what freedom from oil duty was worth is not known".capitalize()
    return capital(f"{first}freedom from oil duty was worth {known['percent'].iloc[0]:.0f} at most in "
                   f"{known['year'].iloc[0]} and {known['percent'].iloc[-1]:.0f} in {known['year'].iloc[-1]}")


def subsidies(facts: pd.DataFrame, kremlin: pd.DataFrame, output: pd.Series) -> pd.DataFrame:
    """Return energy subsidies that someone put a figure on, in percent of output.

    Parameters
    ----------
    facts
        Facts that state a percentage of output.
    kremlin
        The fact that names a sum for some years.
    output
        Output in USD by year.

    Returns
    -------
    DataFrame
        Columns first, last (years), percent, who, family, asserted_by, kind (as stated, or computed from a sum),
        fact; by year.
    """
    rows = []
    for kind, table in (("as stated", facts), ("sum over output", kremlin)):
        for row in table.to_dict("records"):
            first = int(str(row["date_start"])[:4])
            last = int(str(row["date_end"] or row["date_start"])[:4])
            percent = float(row["quantity"])
            if kind != "as stated":
                years = [year for year in range(first, last + 1) if year in output.index]
                if len(years) < last - first + 1:
                    continue
                percent = 100 * percent / float(output[years].sum())
            rows.append({"first": first, "last": last, "percent": percent, "who": row["actor"],
                         "asserted_by": row["asserted_by"], "kind": kind, "fact": row["fact_id"]})
    columns = ["first", "last", "percent", "who", "asserted_by", "kind", "fact"]
    return pd.DataFrame(rows, columns=columns).sort_values(["first", "last"], ignore_index=True)


def interests_title(made: Sequence[PartTest]) -> str:
    """Return how many interests were voiced, as a sentence."""
    held = sum(test.outcome is Outcome.HOLDS for test in made[:3])
    return f"{held} of 3 interests are on record in dated words; equal terms stand beside lower prices"


def words_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return for each interest in which words it was voiced: columns interest, words, accounts, said in part, facts."""
    rows = []
    for part, name in claims.INTERESTS.items():
        mine = table[table["part_id"].str.endswith(part)]
        for item, group in mine.groupby("item", sort=True):
            rows.append({"interest": name, "words": item, "accounts": len(group),
                         "of them in part": int(group["says"].eq("partly").sum()),
                         "facts": ", ".join(group["fact_id"])})
    return pd.DataFrame(rows, columns=["interest", "words", "accounts", "of them in part", "facts"])


def speakers(table: pd.DataFrame) -> pd.DataFrame:
    """Return who voiced each interest and when, each account a row."""
    rows = []
    for part, name in claims.INTERESTS.items():
        for row in accounts.of_part(table, next(iter(set(table["part_id"].str[:-1])), "") + part):
            rows.append({"interest": name, "when": accounts.when(row), "who": row["actor"], "words": row["item"],
                         "says so": row["says"], "more": row["account_note"], "fact": row["fact_id"]})
    return pd.DataFrame(rows, columns=["interest", "when", "who", "words", "says so", "more", "fact"])


def strict(table: pd.DataFrame) -> str:
    """Return what would follow if words about equal terms counted as a denial, as a sentence."""
    told = [f"{name} {VOICED[claims.disowned(table, f'DIV-04{part}')]}" for part, name in claims.INTERESTS.items()]
    return f"If they counted as a denial, then {'; '.join(told)}."


def restated(made: Mapping[str, tuple[PartTest, ...]], tables: Mapping[str, pd.DataFrame]) -> str:
    """Return why DIV-04 and CON-03, which restates it, come to the same or not, in sentences."""
    pairs = claims.restated(made)
    split = [claims.INTERESTS[part] for part, (one, other) in pairs.items() if one is not other]
    counts = {claim: table["fact_id"].nunique() for claim, table in tables.items()}
    same = ("Both claims come to the same on each of the three interests." if not split else
            f"They differ on {', '.join(split)}, because CON-03 rests on {counts['CON-03']} facts and DIV-04 on "
            f"{counts['DIV-04']}.")
    ends = {claim: made[claim][3] for claim in ("DIV-04", "CON-03")}
    return (f"{same} Their fourth parts ask different things: DIV-04 whether Lukashenka voiced all three himself "
            f"({ends['DIV-04'].found.split(';')[0]}), CON-03 whether he framed them as economic "
            f"({ends['CON-03'].found.split(';')[0]}). Any difference in their verdicts comes from there.")


def reliance(crude: pd.DataFrame) -> str:
    """Return what is known of reliance on Russian crude, in words."""
    told = [f"{row.share:.0f} percent by {row.by} in {row.year}" for row in crude.itertuples()]
    return " and ".join(told) or "not known under these choices"


def prices_table(prices: pd.DataFrame) -> pd.DataFrame:
    """Return the prices as a table to show, in whole dollars and percent."""
    def whole(values: pd.Series) -> list[str]:
        return ["" if pd.isna(value) else f"{value:,.0f}" for value in values]

    return pd.DataFrame({"period": prices["period"], "price": whole(prices["price"]), "kind": prices["kind"],
                         "Europe": whole(prices["europe"]), "discount, percent": whole(prices["discount"]),
                         "note": prices["note"]})

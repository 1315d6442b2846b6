"""Tables and titles of the notebook `alignment`: what is shown beside its tests."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import product

import pandas as pd

from helpers.analysis import alignment, comparators, instability, trends
from helpers.analysis.alignment import BELARUS, MEASURES
from helpers.claims.alignment import COMPARED_YEARS, FEWEST, LEVEL, NAMES, UKRAINE, against
from helpers.evidence.findings import PartTest


def agreement_title(table: pd.DataFrame) -> str:
    """Return how agreement with Russia moved, as a sentence."""
    mine = alignment.of_state(table, "agreement")
    relative = alignment.of_state(table, "relative")
    if len(mine) < FEWEST:
        return f"Only {len(mine)} sessions are known"
    first, last = mine.iloc[0], mine.iloc[-1]
    told = (f"Belarus voted with Russia on {first['value']:.0f} percent of votes in {first['year']:.0f} and on "
            f"{last['value']:.0f} in {last['year']:.0f}")
    if len(relative) < FEWEST:
        return told
    gap = relative["value"]
    return f"{told}; its lead over the median state went from {gap.iloc[0]:.0f} to {gap.iloc[-1]:.0f} points"


def moves_table(table: pd.DataFrame, since: int = 2022, until: int = 2023) -> pd.DataFrame:
    """Return how every state, and the median of all, moved at a step: entity, before, after, change, in percent."""
    mine = alignment.states(table, "agreement")
    world = table.loc[table["entity"].eq(BELARUS), ["year", "median"]].dropna().rename(columns={"median": "value"})
    world["entity"] = alignment.WORLD
    every = pd.concat([mine, world], ignore_index=True)
    before, after = (every[every["year"].between(*span)].groupby("entity")["value"].mean()
                     for span in ((since - COMPARED_YEARS, since - 1), (since, until)))
    rows = pd.DataFrame({"before": before, "after": after}).dropna().rename_axis("entity").reset_index()
    rows["change"] = rows["after"] - rows["before"]
    return rows.sort_values(["change", "entity"], ascending=[False, True], ignore_index=True)


def moves_title(rows: pd.DataFrame) -> str:
    """Return who moved at a step, as a sentence."""
    by = rows.set_index("entity")["change"]
    if not {BELARUS, alignment.WORLD} <= set(by.index):
        return "How states moved is not known under these parameters"
    own, median = by[BELARUS], by[alignment.WORLD]
    others = by.drop([BELARUS, alignment.WORLD])
    further = int((others < own).sum())
    return (f"After 2022 Belarus moved by {own:+.0f} points and the median state by {median:+.0f}; "
            f"{further} of {len(others)} comparators fell further than Belarus")


def ideal_title(series: pd.DataFrame) -> str:
    """Return how the ideal points of Belarus and Russia moved in 2022, as a sentence."""
    mine = series[series["series_id"].eq(alignment.IDEAL)].pivot_table(index="period", columns="entity", values="value")
    if not {"2021", "2022"} <= set(mine.index) or not {"BLR", "RUS"} <= set(mine.columns):
        return "Ideal points on both sides of 2022 are not known under these parameters"
    step = mine.loc["2022"] - mine.loc["2021"]
    together = ": both left together" if max(step["BLR"], step["RUS"]) < 0 else ""
    return (f"In the session of 2022 Belarus moved by {step['BLR']:+.2f} on the scale and Russia by "
            f"{step['RUS']:+.2f}{together}")


def counts_title(table: pd.DataFrame) -> str:
    """Return how agreement with the West moved, as a sentence."""
    mine = table[table["partner"].eq("27 EU members")].groupby("year")["percent"].mean()
    if len(mine) < FEWEST:
        return "Agreement with EU members is not known under these parameters"
    early, late = mine[mine.index <= 1999].mean(), mine[mine.index >= 2015].mean()
    return (f"Agreement with EU members fell from {early:.0f} percent in the 1990s to {late:.0f} since 2015: older "
            "than 2020" if early - late > 1 else f"Agreement with EU members stayed near {late:.0f} percent")


def coincidence(series: pd.DataFrame) -> pd.DataFrame:
    """Return what the US Department of State counted as voting with the United States, by state and years.

    Returns
    -------
    DataFrame
        Columns state, 2018-19, 2020-21, 2022-23 (percent, means), change (last less middle); largest change first.
    """
    mine = series[series["series_id"].eq("usstate_coincidence")].assign(year=lambda rows: rows["period"].astype(int))
    spans = {"2018-19": (2018, 2019), "2020-21": (2020, 2021), "2022-23": (2022, 2023)}
    made = pd.DataFrame({name: mine[mine["year"].between(*span)].groupby("entity")["value"].mean()
                         for name, span in spans.items()})
    made["change"] = made["2022-23"] - made["2020-21"]
    made = made.sort_values("change", ascending=False).rename_axis("state").reset_index()
    return made.assign(state=made["state"].map(alignment.NAMES))


def part_table(made: Mapping[str, Sequence[PartTest]]) -> pd.DataFrame:
    """Return the tests as a table: part, outcome, found."""
    return pd.DataFrame([{"part": test.part_id, "outcome": str(test.outcome), "found": test.found}
                         for tests_made in made.values() for test in tests_made], columns=["part", "outcome", "found"])



def power_table(table: pd.DataFrame, start: int) -> pd.DataFrame:
    """Return the smallest rise that each test could have seen in four of five cases, and a test for few late values.

    Returns
    -------
    DataFrame
        Columns measure, sessions (of the window), before, after (numbers of sessions), past (smallest rise to be seen
        against the own past, correlation allowed for), others (the same against other states), end test (p value of
        Andrews's end-of-sample test), way (up or down).
    """
    rows = []
    for measure, (since, until) in product(MEASURES, ((2020, 2021), (2020, 2023), (2022, 2023))):
        mine = alignment.of_state(table, measure)
        mine = mine[mine["year"].between(start, until)]
        early, late = mine[mine["year"] < since], mine[mine["year"] >= since]
        if len(early) < FEWEST or late.empty:
            continue
        rho = trends.noise(early["year"], early["value"]).rho
        step = trends.detectable_step(early["year"], late["year"], float(early["value"].std()), level=LEVEL, rho=rho)
        beside = against(table, measure, since, until)
        enough = len(early) >= max(3 * len(late), len(late) + 4)
        end = instability.end_of_sample(mine["year"], mine["value"], since) if enough else None
        others = comparators.detectable_difference(beside.spread, beside.states, level=LEVEL) if beside else math.nan
        rows.append({"measure": NAMES[measure], "sessions": f"{since} to {until}", "before": len(early),
                     "after": len(late), "past": round(step.step, 2), "others": round(others, 2),
                     "end test": f"{end.p_value:.2f}" if end else "too short",
                     "way": {1: "up", -1: "down", 0: "level"}[end.direction] if end else ""})
    return pd.DataFrame(rows, columns=["measure", "sessions", "before", "after", "past", "others", "end test", "way"])


# Series that no figure shows, by the words for them, and the factor that makes percent of a share.
ASIDE = {
    ("un_similarity_unvotes", "RUS"): ("similarity with Russia, an abstention half (unvotes)", 100.0),
    ("un_similarity_undl", "RUS"): ("similarity with Russia, an abstention half (UN Digital Library)", 100.0),
    ("un_similarity_unvotes", "USA"): ("similarity with the United States (unvotes)", 100.0),
    ("un_similarity_undl", "USA"): ("similarity with the United States (UN Digital Library)", 100.0),
    ("un_idealpoint_gap", "RUS"): ("ideal point of Belarus less that of Russia", 1.0),
    ("un_nvotes_bsv", ""): ("votes counted in a session", 1.0),
    ("usstate_important_votes", "USA"): ("with the United States on votes it named important, percent", 1.0),
}
DECADES = {"1992-1999": (1992, 1999), "2000-2009": (2000, 2009), "2010-2019": (2010, 2019), "2020-2023": (2020, 2023)}


def aside(series: pd.DataFrame) -> pd.DataFrame:
    """Return the means by decade of what no figure shows: Belarus alone, one row a series and partner."""
    mine = series[series["entity"].eq(BELARUS)].assign(year=lambda rows: rows["period"].str[:4].astype(int))
    rows = []
    for (series_id, partner), (words, factor) in ASIDE.items():
        own = mine[mine["series_id"].eq(series_id) & mine["partner"].eq(partner)]
        means = {name: factor * own.loc[own["year"].between(*span), "value"].mean() for name, span in DECADES.items()}
        cells = {name: "" if math.isnan(mean) else f"{mean:.3g}" for name, mean in means.items()}
        rows.append({"what": words, **cells})
    return pd.DataFrame(rows, columns=["what", *DECADES])


def listings(series: pd.DataFrame) -> pd.DataFrame:
    """Return how many persons and entities stood under measures of the European Union, by date."""
    mine = series[series["series_id"].isin(["eu_listed_persons", "eu_listed_entities"])]
    names = mine["series_id"].map({"eu_listed_persons": "persons", "eu_listed_entities": "entities"})
    wide = mine.assign(what=names).pivot_table(index="period", columns="what", values="value")
    wide = wide.reindex(columns=["persons", "entities"])
    return wide.map(lambda value: "unknown" if math.isnan(value) else f"{value:.0f}").rename_axis("date").reset_index()


def on_ukraine(series: pd.DataFrame) -> tuple[int, int]:
    """Return how many votes on Ukraine were found, and on how many Belarus voted as Russia did."""
    mine = series[series["series_id"].eq(UKRAINE)]
    return len(mine), int(mine["value"].eq(1).sum())


def scatter(mine: pd.DataFrame) -> trends.Noise | None:
    """Return scatter and autocorrelation around a straight line; None where there are too few sessions."""
    return trends.noise(mine["year"], mine["value"]) if len(mine) >= FEWEST else None

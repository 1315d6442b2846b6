"""The words, titles and tables of the notebook on autonomy, all of them from its data and tests."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.analysis import comparators, steps
from helpers.analysis.steps import Placed
from helpers.claims import autonomy, trade_told
from helpers.evidence import rule
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

NAMES = {**trade_told.NAMES, "RUS": "Russia"}
LAST_BEFORE, LAST = 2019, 2021


def name(state: str) -> str:
    """Return a state's name."""
    return NAMES.get(state, state)


def levels(series: pd.DataFrame) -> pd.DataFrame:
    """Return both scores of all states and the medians of the world, years before independence too.

    Returns
    -------
    DataFrame
        Columns score, entity (WLD for the median), year, value.
    """
    made = [comparators.panel(series, ids[score]).assign(score=score)
            for ids in (autonomy.SCORES, autonomy.MEDIANS) for score in ids]
    return pd.concat(made, ignore_index=True)[["score", "entity", "year", "value"]]


def answer(made: Mapping[str, tuple[PartTest, ...]], found: Mapping[str, Mapping[str, Placed | None]]) -> str:
    """Return the notebook's answer from its tests."""
    first, second = (list(by_score.values()) for by_score in found.values())
    if not any(first):
        return "Under these parameters too few scores are known to answer."
    decades = {Outcome.HOLDS: "The scores tell of a loss over several decades.",
               Outcome.BROKEN: "The scores tell of no loss over several decades."}.get(
                   rule.combine(test.outcome for test in made["ES-01"]),
                   "The scores cannot tell of a loss over several decades.")
    known = [one for one in first if one]
    deepest = sum(one.rank == 1 and one.own_rank == 1 for one in known)
    words = (f"From 2019 to 2021 both fell, by {' and '.join(f'{-one.change:.2f}' for one in known)} points. "
             if all(one.change < 0 for one in known) else "")
    words += {len(known): "No earlier stretch of two years in Belarus, and no other state compared, saw a larger fall "
                          "on either score. "}.get(deepest, "Falls as large are on record elsewhere or earlier. ")
    later = [name(state) for state, _ in _deeper(second)]
    if later:
        words += f"In 2021 alone {' and '.join(later)} fell farther. "
    speed = {Outcome.HOLDS: "So the fall was faster than before and than elsewhere, whichever year it is counted from.",
             Outcome.BROKEN: "So a faster fall after 2020 does not show."}.get(
                 rule.combine(test.outcome for test in made["ES-02"]),
                 "So whether the fall counts as faster hangs on the year it is counted from.")
    return f"{decades} {words}{speed} For 2022 and later there is no score at all."


def _deeper(found: list[Placed | None]) -> list[tuple[str, float]]:
    ahead = {state: change for one in found if one for state, change in one.changes if change < one.change}
    return sorted(ahead.items())


def levels_title(made: tuple[PartTest, ...], tables: Mapping[str, pd.DataFrame]) -> str:
    """Return how long the scores stood and when they fell, as a sentence."""
    found = [next(iter(autonomy.descents(tables, score).values()), None) for score in autonomy.SCORES]
    known = [one for one in found if one]
    if not known:
        return "No score of autonomy is known under these parameters"
    years = " and ".join(str(one.level_years) for one in known)
    late = [100 * one.late for one in known if one.late == one.late]
    share = f"; {min(late):.0f} to {max(late):.0f} percent of the fall came in 2020-21" if late else ""
    return f"Autonomy saw no lasting fall for {years} years{share}"


def scale(series: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return the median state's score on domestic policy in 2021 and how many states are compared, for the prose."""
    medians = levels(series).query("entity == 'WLD' and score == 'domestic policy' and year == @LAST")["value"]
    states = {state for table in tables.values() for state in table["entity"]}
    return {"median": f"{medians.iloc[0]:.2f}" if len(medians) else "an unknown score", "compared": str(len(states))}


def steps_table(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return every step of every state, the score named: columns score and those of `analysis.steps.steps`."""
    return pd.concat([steps.steps(table).assign(score=score) for score, table in tables.items()],
                     ignore_index=True)[["score", "entity", "year", "before", "after", "size", "held"]]


def own_steps(moves: pd.DataFrame) -> pd.DataFrame:
    """Return the steps of Belarus as a table to show."""
    mine = moves[moves["entity"].eq(autonomy.STATE)]
    return pd.DataFrame({"score": mine["score"], "year": mine["year"], "from": mine["before"].round(2),
                         "to": mine["after"].round(2), "step": mine["size"].map(lambda size: f"{size:+.2f}"),
                         "years the old value had stood": mine["held"]})


def rescored(moves: pd.DataFrame, score: str, first: int, last: int) -> tuple[int, int]:
    """Return how many comparators moved down and up in net over some years."""
    mine = moves[moves["score"].eq(score) & moves["entity"].ne(autonomy.STATE) & moves["year"].between(first, last)]
    net = mine.groupby("entity")["size"].sum()
    return int((net < 0).sum()), int((net > 0).sum())


def steps_title(moves: pd.DataFrame) -> str:
    """Return whether other states were rescored downwards at the end too, as a sentence."""
    down, up = rescored(moves, "domestic policy", LAST_BEFORE + 1, LAST)
    mine = moves[moves["entity"].eq(autonomy.STATE) & moves["year"].gt(LAST_BEFORE)]
    if mine.empty:
        return "No step of Belarus after 2019 is known under these parameters"
    return (f"Belarus stepped down in {' and '.join(map(str, sorted(set(mine['year']))))}; of the other states {down} "
            f"fell on domestic policy in 2020-21 and {up} rose")


def drift(series: pd.DataFrame, moves: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return what speaks for and against a shift among the raters, for the prose."""
    told, medians = [], levels(series).query("entity == 'WLD'").set_index(["score", "year"])["value"]
    for score, table in tables.items():
        mine = autonomy.own(table).set_index("year")["value"]
        if {LAST_BEFORE, LAST} <= set(mine.index) and (score, LAST) in medians:
            common, own = medians[score, LAST] - medians[score, LAST_BEFORE], mine[LAST] - mine[LAST_BEFORE]
            told.append(f"{common:+.2f} against {own:+.2f} for Belarus on {score}")
    others = moves[moves["entity"].ne(autonomy.STATE)]
    year_by_year = others.groupby(["score", "year"]).size() if len(others) else pd.Series(dtype=int)
    recent = [int(year_by_year.get((score, year), 0)) for score in tables for year in range(2015, 2020)]
    late = [int(year_by_year.get((score, year), 0)) for score in tables for year in (2020, 2021)]
    return {"drift": "; ".join(told) or "not known under these parameters",
            "stepped_late": f"{min(late)} to {max(late)}" if late else "none",
            "stepped_before": f"{min(recent)} to {max(recent)}" if recent else "none"}


def earlier_steps(moves: pd.DataFrame) -> str:
    """Return the steps of Belarus before the crisis, and what they came to, in words."""
    mine = moves[moves["entity"].eq(autonomy.STATE) & moves["year"].le(LAST_BEFORE)]
    told = []
    for score, rows in mine.groupby("score", sort=False):
        each = ", ".join(f"{size:+.2f} in {year}" for size, year in zip(rows["size"], rows["year"], strict=True))
        told.append(f"On {score} the score moved by {each}, together {rows['size'].sum():+.2f} points.")
    return " ".join(told) or "No step is known under these parameters."


def also_fell(found: Mapping[str, Placed | None]) -> str:
    """Return the other states whose score fell by more than the trifle over the same years, in words."""
    told = [f"{name(state)} by {-change:.2f} on {score}" for score, one in found.items() if one
            for state, change in one.changes if state != autonomy.STATE and change < -autonomy.TRIFLE]
    return ", ".join(told) or "no other state"


def ranks(series: pd.DataFrame) -> pd.DataFrame:
    """Return the place of Belarus from the bottom, in the years in which its score moved and at both ends.

    Returns
    -------
    DataFrame
        Columns year, then for each score the place of the states counted ("12 of 169").
    """
    made = {}
    for score, series_id in autonomy.RANKS.items():
        mine = series[series["series_id"].eq(series_id) & series["flag"].eq("")]
        states = mine["note"].str.extract(r"of (\d+) states")[0]
        made[score] = pd.Series([f"{value:.0f} of {count}" for value, count in zip(mine["value"], states, strict=True)],
                                index=mine["period"].astype(int), dtype=object)
    table = pd.DataFrame(made)
    wanted = [1992, 2009, 2010, 2016, 2017, 2019, 2020, 2021]
    return table[table.index.isin(wanted)].rename_axis("year").reset_index()


def moves_table(found: Mapping[str, Placed | None]) -> pd.DataFrame:
    """Return every state's change from 2019 to 2021 by score: columns state, name, score, change."""
    rows = [{"state": state, "name": name(state), "score": score, "change": change}
            for score, one in found.items() if one for state, change in one.changes]
    return pd.DataFrame(rows, columns=["state", "name", "score", "change"])


def moves_title(found: Mapping[str, Placed | None]) -> str:
    """Return where Belarus stands among the states compared, as a sentence."""
    known = [one for one in found.values() if one]
    if not known:
        return "The fall of 2020-21 cannot be held against other states under these parameters"
    if all(one.rank == 1 for one in known):
        return f"None of {known[0].states} other states lost as much autonomy from 2019 to 2021 as Belarus"
    return "From 2019 to 2021 another state lost more autonomy than Belarus on at least one score"


def places(found: Mapping[str, Mapping[str, Placed | None]]) -> pd.DataFrame:
    """Return how rare each fall is, one row a reading of the years and score."""
    rows = []
    for reading, by_score in found.items():
        judged = autonomy.outcomes(by_score)
        for score, one in by_score.items():
            past, others = judged[score]
            cells = {"change": "", "own stretches": "", "states": "", "all stretches of others": "",
                     "middle of the others": ""} if one is None else {
                "change": f"{one.change:+.2f}",
                "own stretches": f"{one.own_rank} of {one.own_stretches} (p {one.own_p:.2f})",
                "states": f"{one.rank} of {one.states + 1} (p {one.rank_p:.2f})",
                "all stretches of others": f"{one.pooled_rank} of {one.pooled_stretches} (p {one.pooled_p:.3f})",
                "middle of the others": f"{one.middle:+.2f}"}
            rows.append({"years": reading, "score": score, **cells, "past": str(past), "comparators": str(others)})
    return pd.DataFrame(rows)


def influence_title(table: pd.DataFrame) -> str:
    """Return how Western and Chinese influence on Belarus moved after the invasion, as a sentence."""
    west, china = (table[table["entity"].eq(autonomy.STATE) & table["who"].eq(who)].set_index("year")["value"]
                   for who in autonomy.INFLUENCE)
    if not {2021, 2023} <= set(west.index) & set(china.index):
        return "The influence of others is not known under these parameters"
    lost, gained = 100 * (west[2023] / west[2021] - 1), 100 * (china[2023] / china[2021] - 1)
    return (f"Western influence on Belarus changed by {lost:+.0f} percent from 2021 to 2023, Chinese by {gained:+.0f}; "
            "Russia's is not in this copy")

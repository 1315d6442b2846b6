"""The words, titles and tables of the trade notebook, all of them from its data and tests."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.analysis import shares, synthetic, trends
from helpers.analysis.breaks import Breaks
from helpers.analysis.comparators import Difference
from helpers.analysis.synthetic import Refused, Synthetic
from helpers.claims import change, trade
from helpers.claims.change import Change
from helpers.evidence import rule
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome


def answer(series: pd.DataFrame, picked: pd.DataFrame, made: Mapping[str, tuple[PartTest, ...]],
           states: str = "all") -> str:
    """Return the notebook's answer, from the export share and the tests."""
    exports = trade.flow(picked, "exports")
    if len(exports) < trade.FEWEST:
        return (f"Under these parameters {len(exports)} values of the export share are known, too few to tell a "
                "direction.")
    rises = trends.monotony(exports["year"], exports["share"])
    fell, last = rises.setback_years, exports.iloc[-1]
    told = {Outcome.HOLDS: "Trade tells of a rise over the whole span.",
            Outcome.BROKEN: "Trade does not tell of one steady rise."}.get(
                rule.combine(test.outcome for test in made["ES-01"]),
                "Trade cannot tell whether there was one steady rise.")
    setback = (f" Russia's share in Belarusian exports fell by {rises.setback:.0f} points from {fell[0]} to {fell[1]} "
               f"and stood at {last['share']:.0f} percent in {last['year']}.") if fell else ""
    first, second = (change.held(trade.measure(series, picked, "exports"), *years, states, len(shares.FLOWS))
                     for years in (trade.AFTER_2020[0], trade.AFTER_2022[0]))
    return (f"{told}{setback} After the election of 2020 the export share {_past(first)}. After the invasion of 2022 "
            f"it {_past(second)}{_others(second)}.")


def _past(made: Change) -> str:
    return {Outcome.HOLDS: "rose beyond its own past", Outcome.BROKEN: "did not rise beyond its own past",
            Outcome.CONTESTED: "rose beyond its own past in some specifications only"}.get(
                made.own.outcome, "cannot be told from its own past")


def _others(made: Change) -> str:
    best = made.others.best
    if best is None:
        return ", and no comparator is known for these years"
    ahead = [state for state, value in best.changes if value > best.own]
    if not ahead:
        return f", more than in any of {best.states} other states"
    return (f", {'but' if made.own.outcome is Outcome.HOLDS else 'and'} {len(ahead)} of {best.states} other states saw "
            "a larger rise")


def shares_title(exports: pd.DataFrame, imports: pd.DataFrame) -> str:
    """Return what the figure of shares shows, as a sentence."""
    if len(exports) < trade.FEWEST:
        return f"Only {len(exports)} values of the export share are known"
    steps = trends.monotony(exports["year"], exports["share"])
    fell, last = steps.setback_years, exports.iloc[-1]
    title = f"Russia's share in exports stood at {last['share']:.0f} percent in {last['year']}"
    if fell and fell[1] < last["year"]:
        title = (f"Russia's share in exports fell from {fell[0]} to {fell[1]} and rose to {last['share']:.0f} percent "
                 f"by {last['year']}")
    if len(imports) >= trade.FEWEST:
        line = trends.slope(imports["year"], imports["share"])
        title += "; in imports it " + ("rose" if line.low > 0 else "fell slowly" if line.high < 0 else "went nowhere")
    return title


def levels_title(levels: pd.DataFrame) -> str:
    """Return how exports to the world and to Russia moved since 2021, as a sentence."""
    told = []
    for series_id, name in (("merch_exports_usd", "to the world"), ("goods_exports_to_russia_usd", "to Russia")):
        mine = levels[levels["series_id"].eq(series_id) & (levels["period"] >= "2020")]
        mine = mine[~mine["edition"].isin(shares.OTHER_TOTALS)].sort_values("period")
        if len(mine) > 1:
            moved = 100 * (mine["value"].iloc[-1] / mine["value"].iloc[0] - 1)
            told.append(f"{name} by {moved:+.0f} percent ({mine['period'].iloc[0]} to {mine['period'].iloc[-1]})")
    return f"Exports changed {' and '.join(told)}" if told else "Levels since 2020 are not known"


def breaks_title(found: dict[str, Breaks]) -> str:
    """Return to which years the search dates breaks in exports, as a sentence."""
    exports = found.get("exports")
    if exports is None:
        return "Too few values are known to date a break"
    years = " and ".join(map(str, exports.years)) or "no year"
    near = exports.share_in(2020, 2022)
    return (f"Left to itself, the search dates breaks in the export share to {years}; {100 * near:.0f} percent of the "
            "repetitions have one in 2020-22")


def comparators_title(made: Change) -> str:
    """Return where Belarus stands among the comparators after 2022, as a sentence."""
    best = made.others.best
    if best is None:
        return f"No change of the export share can be held against comparators in {made.years}"
    ahead = [NAMES.get(state, state) for state, value in best.changes if value > best.own]
    if not ahead:
        return f"Russia's share in exports rose most in Belarus, by {best.own:.0f} points"
    others = " and ".join(ahead) if len(ahead) < 3 else f"{len(ahead)} other states"
    return f"Russia's share in exports rose by {best.own:.0f} points in Belarus, and by more in {others}"


# Names of the comparators as English-language publications write them.
NAMES = {"ARM": "Armenia", "AZE": "Azerbaijan", "BLR": "Belarus", "GEO": "Georgia", "KAZ": "Kazakhstan",
         "KGZ": "Kyrgyzstan", "LTU": "Lithuania", "LVA": "Latvia", "MDA": "Moldova", "POL": "Poland", "SRB": "Serbia",
         "UKR": "Ukraine", "UZB": "Uzbekistan"}


def named(states: tuple[str, ...]) -> str:
    """Return states by name, in a row."""
    return ", ".join(NAMES.get(state, state) for state in states) or "none"


def changes_table(part: str, by_flow: Mapping[str, list[Change]]) -> pd.DataFrame:
    """Return both legs of every change of a part, one row a trade.flow and reading of the years."""
    return pd.DataFrame([{
        "part": part, "flow": name, "years": one.years, "own past": str(one.own.outcome),
        "against its own past": one.told_own(), "comparators": str(one.others.outcome),
        "against comparators": one.told_others(), "both": str(one.outcome)}
        for name, made in by_flow.items() for one in made])


def windows_left(series: pd.DataFrame, picked: pd.DataFrame) -> pd.DataFrame:
    """Return, for each trade.flow, the years after 2019 for which Belarus and how many comparators have a count."""
    rows = []
    for name in trade.PANELS:
        others = trade.measure(series, picked, name).others
        late = others[others["year"] >= 2020] if others is not None else pd.DataFrame(columns=["year", "entity"])
        for year in range(2020, 2024):
            states = set(late.loc[late["year"].eq(year), "entity"])
            rows.append({"flow": name, "year": year, "Belarus": "yes" if change.STATE in states else "no",
                         "comparators": len(states - {change.STATE}),
                         "which": named(tuple(sorted(states - {change.STATE})))})
    return pd.DataFrame(rows)


def mixtures_table(made: Mapping[str, Synthetic | Refused]) -> pd.DataFrame:
    """Return what became of each synthetic control, one row each."""
    rows = []
    for name, found in made.items():
        if isinstance(found, Refused):
            rows.append({"share": name, "result": f"none given: {found.reason}", "comparators": named(found.states),
                         "left out for gaps": named(found.dropped)})
        else:
            rows.append({"share": name, "comparators": named(tuple(state for state, _ in found.weights)),
                         "result": f"gap {found.gap:+.1f} points, rank p {found.rank_p:.2f}, "
                                   f"at least {found.smallest_p:.2f}", "left out for gaps": named(found.dropped)})
    return pd.DataFrame(rows, columns=["share", "result", "comparators", "left out for gaps"])


def openness_title(made: Change) -> str:
    """Return how the openness of Belarus moved against comparators, as a sentence."""
    best = made.others.best
    if best is None:
        return f"The trade of Belarus with the world cannot be held against comparators in {made.years}"
    before, after = (f"{first}-{last % 100}" for first, last in (best.pre, best.post))
    return (f"From {before} to {after} all trade of Belarus moved by {best.own:+.0f} percent of output, that of "
            f"{best.states} others by {best.others:+.0f} on average")


def balance(series: pd.DataFrame) -> str:
    """Return the goods balance of the years known, from the worst before 2022 to the last, in words."""
    rows = series[series["series_id"].eq("goods_balance_usd")].sort_values("period")
    if rows.empty:
        return "is not known under these parameters"
    return "was " + ", ".join(f"{value / 1e9:.1f} billion dollars in {year}"
                              for year, value in zip(rows["period"], rows["value"], strict=True))


def widest_turnover(series: pd.DataFrame) -> str:
    """Return the counts of turnover with Russia in 2023 that stand side by side, in words."""
    ids = ["goods_turnover_with_russia_usd", "goods_services_turnover_with_russia_usd"]
    rows = series[series["series_id"].isin(ids) & series["period"].eq("2023")].sort_values("value")
    told = [f"{value / 1e9:.1f}" + (" with services" if name == ids[1] else "")
            for name, value in zip(rows["series_id"], rows["value"], strict=True)]
    return f"{', '.join(told)} billion dollars" if told else "not known under these parameters"


def adversarial(table: pd.DataFrame) -> str:
    """Return what Ukrainian intelligence named, in words."""
    rows = table[table["kind"].eq(shares.ADVERSARIAL)]
    if rows.empty:
        return "is left out by these parameters"
    return f"names {rows['share'].iloc[-1]:.0f} percent for {rows['year'].iloc[-1]}"


def moves_table(found: Mapping[str, Difference]) -> pd.DataFrame:
    """Return every state's change, one row a flow and state: the data behind the figure."""
    return pd.DataFrame([{"flow": name, "entity": state, "change": value, "before": f"{result.pre[0]}-{result.pre[1]}",
                          "after": f"{result.post[0]}-{result.post[1]}"}
                         for name, result in found.items() for state, value in result.changes],
                        columns=["flow", "entity", "change", "before", "after"])


def limits(made: Change) -> dict[str, str]:
    """Return what the comparison after 2022 could see, for the prose."""
    best, smallest, dates = made.others.best, made.others.smallest, made.others.in_time
    words = "No comparison could be made."
    if best is not None:
        words = (f"Leaving out one state at a time moves the estimate between {best.least:+.0f} and {best.most:+.0f} "
                 f"points. With {best.states} others the place of Belarus cannot give a p value below "
                 f"{best.smallest_p:.2f}; it is {best.rank_p:.2f}.")
    if dates is not None:
        words += (f" Pretending that the change came in one of {len(dates.estimates)} earlier years, "
                  f"{'no' if dates.rank_p == dates.smallest_p else 'another'} date gives as large a difference.")
    return {"unseen": "any" if smallest is None else f"{smallest:.0f}", "loo": words,
            "least_states": str(synthetic.FEWEST_STATES), "worst_fit": f"{100 * synthetic.WORST_FIT:.0f} percent"}


def legs(made: Change) -> str:
    """Return what the export share did in each of the two tests, as a sentence."""
    words = {Outcome.HOLDS: "passed", Outcome.BROKEN: "failed", Outcome.CONTESTED: "passed in some specifications only",
             Outcome.OPEN: "could not be decided by"}
    return (f"In {made.years} the export share {words[made.own.outcome]} the test against its own past, and "
            f"{words[made.others.outcome]} the test against other states.")

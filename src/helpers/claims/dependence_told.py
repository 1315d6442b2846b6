"""The words, titles and tables of the notebook on dependence, all of them from its data and tests."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.analysis import gas, trends
from helpers.claims import dependence, measures, together, trade
from helpers.claims.change import Change, Measure
from helpers.claims.dependence import Material
from helpers.claims.together import Pair
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome

# Titles of the panels of the sheet.
PANELS = {"exports": "Russia's share in exports, %", "imports": "Russia's share in imports, %",
          "turnover": "Russia's share in turnover, %", "debt": "Russia's share in public debt, %",
          "gas": "Gas cheaper than in Europe, %", "votes": "UN votes like Russia's, %",
          "gap": "Distance to Russia in UN votes", "domestic": "Autonomy in domestic policy",
          "foreign": "Autonomy in foreign policy", "opinion": "Would choose Russia, % (two polls)"}
ONE_TREND = {
    Outcome.HOLDS: "Integration, dependence and loss of sovereignty move together over the years.",
    Outcome.BROKEN: "Integration, dependence and loss of sovereignty do not move together over the years.",
    Outcome.CONTESTED: "Some pairs of integration, dependence and loss of sovereignty move together, others apart.",
    Outcome.OPEN: "Whether integration, dependence and loss of sovereignty form one trend cannot be told.",
}
ADDED = {
    Outcome.HOLDS: "Acts of integration add up decade after decade",
    Outcome.BROKEN: "Acts of integration stopped for a long stretch",
    Outcome.CONTESTED: "Whether acts of integration add up decade after decade depends on the start",
    Outcome.OPEN: "Whether acts of integration add up decade after decade cannot be told",
}
LEG = {Outcome.HOLDS: "beyond", Outcome.BROKEN: "not beyond", Outcome.CONTESTED: "split", Outcome.OPEN: "cannot tell"}


def _span(measure: Measure) -> str:
    values = measure.values
    if len(values) < trade.FEWEST:
        return f"{measure.name}: too few years"
    back = trends.monotony(values["year"], values["value"], measure.sign)
    first, last = values.iloc[0], values.iloc[-1]
    told = (f"{measure.name} went from {measure.number(first['value'], plus=False)} in {first['year']:.0f} to "
            f"{measure.number(last['value'], plus=False)} {measure.unit.replace('points', 'percent', 1)} in "
            f"{last['year']:.0f}") if measure.unit == "points" else (
        f"{measure.name} went from {measure.number(first['value'], plus=False)} in {first['year']:.0f} to "
        f"{measure.number(last['value'], plus=False)} in {last['year']:.0f}")
    if back.setback_years:
        told += f", the other way from {back.setback_years[0]} to {back.setback_years[1]}"
    return told


def _after(made: Mapping[str, Change]) -> str:
    passed = [one.measure.name for one in made.values() if one.own.outcome is Outcome.HOLDS]
    both = [one.measure.name for one in made.values() if one.outcome is Outcome.HOLDS]
    blind = sum(one.own.later is None for one in made.values())
    told = f"Beyond their own past went {_row(passed)}" if passed else "No measure went beyond its own past"
    told += f"; beyond comparators as well {_row(both)}" if both else "; none went clearly beyond comparators as well"
    return f"{told}; {blind} of {len(made)} measures have too few values to tell."


def _row(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def outcome(parts: tuple[PartTest, ...], part_id: str) -> Outcome:
    """Return the outcome of the test of one part."""
    return next(test.outcome for test in parts if test.part_id == part_id)


def short(here: Material, parts: tuple[PartTest, ...], made: Mapping[str, Change] | None) -> str:
    """Return what was found on a claim, short enough for a table's cell."""
    if made is None:
        return f"{len(here.acts)} acts of integration; whether one trend: {trade.TOLD[outcome(parts, 'ES-01d')]}"
    passed = sum(one.own.outcome is Outcome.HOLDS for one in made.values())
    both = sum(one.outcome is Outcome.HOLDS for one in made.values())
    return f"{passed} of {len(made)} measures beyond their past, {both} beyond comparators too"


def summary(claim: str, here: Material, parts: tuple[PartTest, ...], made: Mapping[str, Change] | None) -> str:
    """Return one or two plain sentences on a claim, from the tests made here."""
    if made is not None:
        when = {"ES-02": "After 2020", "ES-03": "After February 2022"}[claim]
        told = _after(made)
        extra = "" if claim == "ES-02" else f" {_step_words(here)}"
        return f"{when}: {told[0].lower()}{told[1:]}{extra}"
    spans = [_span(here.measures[key]) for key in ("exports", "domestic") if key in here.measures]
    return (f"{ADDED[outcome(parts, 'ES-01a')]} ({len(here.acts)} in the list); {'; '.join(spans)}. Whether the three "
            f"move together as one trend: the test {trade.TOLD[outcome(parts, 'ES-01d')]}.")


def _step_words(here: Material) -> str:
    test = dependence.larger_step(here.measures)
    return f"That the step after 2022 was the larger one: the test {trade.TOLD[test.outcome]}."


def answer(here: Material, made: Mapping[str, Mapping[str, Change]]) -> str:
    """Return the notebook's answer in a few sentences."""
    first, second = (_after(made[claim]) for claim in ("ES-02", "ES-03"))
    spans = "; ".join(_span(here.measures[key]) for key in ("exports", "domestic"))
    together_words = ONE_TREND[together.one_trend(pairs(here)).outcome]
    return (f"{together_words} Over the whole span {spans}. After 2020: {_lower(first)} After February 2022: "
            f"{_lower(second)}")


def pairs(here: Material) -> list[Pair]:
    """Return the correlations between the three sides, from the first year of the measures on."""
    starts = [int(one.values["year"].min()) for one in here.measures.values() if len(one.values)]
    return together.pairs(here.measures, here.acts, here.listed, min(starts)) if starts else []


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def matrix(here: Material, made: Mapping[str, Mapping[str, Change]]) -> pd.DataFrame:
    """Return which claims each measure moves: one row a measure, one column a test."""
    spans = dependence.whole_span(here.measures)
    rows = []
    for key, one in here.measures.items():
        row = {"measure": one.name, "of": one.side, "years": _years(one),
               "slope since the start (ES-01)": spans[key][0], "deepest way back": spans[key][1]}
        for claim in ("ES-02", "ES-03"):
            change = made[claim][key]
            row[f"own past ({claim})"] = LEG[change.own.outcome]
            row[f"comparators ({claim})"] = "none" if one.others is None else LEG[change.others.outcome]
        rows.append(row)
    return pd.DataFrame(rows)


def _years(one: Measure) -> str:
    years = one.values["year"]
    return f"{years.min()} to {years.max()}, {len(years)} values" if len(years) else "none"


def details(made: Mapping[str, Mapping[str, Change]]) -> pd.DataFrame:
    """Return both legs of every change in numbers, one row a claim and measure."""
    return pd.DataFrame([{"claim": claim, "measure": one.measure.name, "years": one.years,
                          "against its own past": one.told_own(), "against comparators": one.told_others()}
                         for claim, changes in made.items() for one in changes.values()])


def sheet_title(made: Mapping[str, Mapping[str, Change]]) -> str:
    """Return how many measures left their own past at each date, as a sentence."""
    counts = [sum(one.own.outcome is Outcome.HOLDS for one in made[claim].values()) for claim in ("ES-02", "ES-03")]
    both = sum(one.outcome is Outcome.HOLDS for changes in made.values() for one in changes.values())
    return (f"Of {number(len(made['ES-02']))} measures {number(counts[0])} left the past after 2020 and "
            f"{number(counts[1])} after 2022; {number(both)} clearly more than elsewhere")


def sheet_data(here: Material) -> pd.DataFrame:
    """Return the data behind the sheet: measure, entity, year, value."""
    frames = [one.values.assign(measure=key, entity="BLR") for key, one in here.measures.items()]
    frames += [one.others[one.others["entity"] != "BLR"].assign(measure=key) for key, one in here.measures.items()
               if one.others is not None]
    frames.append(here.opinion.rename(columns={"series_id": "measure"}).assign(entity="BLR"))
    return pd.concat(frames, ignore_index=True)[["measure", "entity", "year", "value"]]


def steps_data(here: Material) -> pd.DataFrame:
    """Return, by measure and set of years, both steps in trifles, turned so that more is what the claim says."""
    rows = []
    for windows in dependence.STEPS:
        for key, (early, later) in dependence.two_steps(here.measures, windows).items():
            one = here.measures[key]
            rows.append({"measure": key, "name": together.NAMES[key], "years": str(windows[1][0]),
                         "after_2020": one.sign * early / one.trifle, "after_2022": one.sign * later / one.trifle})
    return pd.DataFrame(rows, columns=["measure", "name", "years", "after_2020", "after_2022"])


def steps_title(here: Material) -> str:
    """Return on how many topics the later step is the larger one, as a sentence."""
    test = dependence.larger_step(here.measures)
    told = [words.rsplit("larger after 2022 on ", 1)[-1] for _, words in test.tried]
    if not steps_data(here)["measure"].size:
        return "No measure has values around both dates"
    return (f"The step after 2022 is the larger one on {told[0]} if 2020 counts as after the election, on {told[1]} if "
            "only 2021 does")


def acts_title(here: Material) -> str:
    """Return how the acts spread over the decades, as a sentence."""
    if here.acts.empty:
        return "No dated act of integration is known under these parameters"
    years = [day.year for day in here.acts["day"]]
    counts = [f"{sum(year // 10 == decade for year in years)} in the {10 * decade}s" for decade in (199, 200, 201)]
    last = here.listed["day"].max().year
    return f"Acts of integration by decade: {', '.join(counts)}; the list ends in {last}"


def acts_table(here: Material) -> pd.DataFrame:
    """Return the acts counted, in order."""
    return pd.DataFrame({"date": here.acts["date_start"], "act": here.acts["statement"], "fact": here.acts["fact_id"]})


def pairs_table(found: list[Pair]) -> pd.DataFrame:
    """Return every correlation, of levels and of yearly changes, with what its years are worth."""
    rows = []
    for pair in found:
        for kind, seen in (("levels", pair.levels), ("yearly changes", pair.changes)):
            if seen is not None:
                rows.append({"pair": f"{together.NAMES[pair.one]}, {together.NAMES[pair.other]}", "of": kind,
                             "preferred": "yes" if pair.preferred else "no", "rho": seen.rho, "low": seen.low,
                             "high": seen.high, "years": seen.n, "worth": round(seen.effective_n, 1)})
    return pd.DataFrame(rows, columns=["pair", "of", "preferred", "rho", "low", "high", "years", "worth"])


def pairs_title(found: list[Pair]) -> str:
    """Return how the correlations lie, as a sentence."""
    table = pairs_table(found)
    levels = table[table["of"].eq("levels")]
    if levels.empty:
        return "No pair of measures shares enough years"
    up, down = int((levels["low"] > 0).sum()), int((levels["high"] < 0).sum())
    clear = "none is clear of zero" if up + down == 0 else f"{up + down} are clear of zero"
    same, apart = int((levels["rho"] > 0).sum()), int((levels["rho"] < 0).sum())
    return f"Of {len(levels)} pairs {same} rise together and {apart} go apart; {clear}"


def worth(found: list[Pair]) -> str:
    """Return what the years of the preferred pairs are worth, in words."""
    seen = [pair.levels for pair in found if pair.preferred and pair.levels]
    if not seen:
        return "no year"
    least, most = min(one.effective_n for one in seen), max(one.effective_n for one in seen)
    return f"{min(one.n for one in seen)} to {max(one.n for one in seen)} years are worth {least:.0f} to {most:.0f}"


def ranks_title(table: pd.DataFrame) -> str:
    """Return which year ranks first, and how surely, as a sentence."""
    if table.empty:
        return "Too few years have every measure for a composite"
    best = table["first"].idxmax()
    low, high = table.at[best, "low"], table.at[best, "high"]
    return (f"{best} ranks first in {100 * table.at[best, 'first']:.0f} percent of the weightings; its place ranges "
            f"from {low} to {high} of {len(table)}")


def coverage(here: Material) -> str:
    """Return which topics have no value after 2021, in words."""
    late = {measures.TOPICS[key] for key, one in here.measures.items() if (one.values["year"] >= 2022).any()}
    missing = sorted(set(measures.TOPICS.values()) - late)
    return ", ".join(missing) if missing else "no topic"


def number(value: float) -> str:
    """Return a small whole number as a word."""
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[int(value)] if value in range(len(words)) else f"{value:g}"


def changes_words(found: list[Pair]) -> str:
    """Return how many correlations of yearly changes are clear of zero, as a sentence."""
    table = pairs_table(found)
    rows = table[table["of"].eq("yearly changes")]
    if rows.empty:
        return "No correlation of yearly changes can be had."
    clear = int(((rows["low"] > 0) | (rows["high"] < 0)).sum())
    verb = "is" if clear < 2 else "are"
    return f"Of {number(len(rows))} correlations of yearly changes {number(clear)} {verb} clear of zero."


def paths(made: Mapping[str, Mapping[str, Change]]) -> str:
    """Return which measures left their past at which date, as a sentence."""
    told = []
    for claim, when in (("ES-02", "after 2020"), ("ES-03", "after February 2022")):
        names = [one.measure.name for one in made[claim].values() if one.own.outcome is Outcome.HOLDS]
        told.append(f"{when}, {_row(names) if names else 'no measure'}")
    return f"Beyond their own past went, {told[0]}; {told[1]}."


def gas_words(series: pd.DataFrame) -> str:
    """Return what moved the gas discount since 2020, as a sentence."""
    table = gas.prices(series)
    whole = table[table["kind"].isin(gas.SET) & table["year"].between(2020, gas.SECRET - 1)].set_index("year")
    if len(whole) < 2:
        return "The prices since 2020 are not known under these parameters."
    first, last = whole.index[0], whole.index[-1]
    own, europe = (whole.at[last, name] / whole.at[first, name] for name in ("price", "europe"))
    return (f"From {first} to {last} the price for Belarus changed by {100 * (own - 1):+.0f} percent, the European "
            f"price to {europe:.0f} times what it was.")


def apart(here: Material, series: pd.DataFrame, start: int) -> str:
    """Return which values stand apart from the series of debt and gas, and what joining them would do."""
    joined = measures.joined(here.measures, series, start)
    told = [f"{joined[key].number(value, plus=False)} percent in {year:.0f}" for key in ("debt", "gas")
            for year, value in _added(here.measures[key], joined[key])]
    if not told:
        return "Under these parameters there is none of them."
    tests = ((dependence.still_running, "still running"), (dependence.larger_step, "the larger step"))
    moved = [f"{name} ({test(here.measures).part_id}): {trade.TOLD[test(here.measures).outcome]} apart, "
             f"{trade.TOLD[test(joined).outcome]} joined" for test, name in tests]
    topics = {measures.TOPICS[key] for key in dependence.two_steps(here.measures, dependence.STEPS[0])}
    few = ", the fewest that the test accepts" if len(topics) == dependence.FEWEST_TOPICS else ""
    return (f"Apart stand, in order, {', '.join(told)}. What they would change: {'; '.join(moved)}. "
            f"It rests on {len(topics)} topics{few}.")


def _added(own: Measure, more: Measure) -> list[tuple[float, float]]:
    extra = more.values[~more.values["year"].isin(own.values["year"])]
    return list(zip(extra["year"], extra["value"], strict=True))


def used(series_of: str) -> list[str]:
    """Return the series behind the correlations (`pairs`) or behind the composite (`ranks`)."""
    keys = {"pairs": (*together.DEPENDENCE, *together.SOVEREIGNTY), "ranks": dependence.RANKED}[series_of]
    return list(dict.fromkeys(name for key in keys for name in together.SERIES[key]))


def list_end(here: Material) -> str:
    """Return the last year of the timeline, in words."""
    return str(here.listed["day"].max().year) if len(here.listed) else "no year under these parameters"


def step_series(found: list[Finding]) -> list[str]:
    """Return the series behind the test of the larger step."""
    return [name for finding in found for test in finding.tests if test.part_id == "ES-03d" for name in test.series]

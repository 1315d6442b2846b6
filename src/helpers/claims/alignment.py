"""Tests of what votes in the United Nations can settle of ES-01, ES-02, ES-03 and CON-01: foreign policy alone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

import pandas as pd
from scipy import stats

from helpers.analysis import alignment, trends
from helpers.analysis.alignment import BELARUS, MEASURES, Measure, Split
from helpers.evidence import rule
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome

if TYPE_CHECKING:
    from helpers.study import Study

# All stated before any result. A retreat that lasts this long speaks against "a trend for several decades".
LONG_STRETCH = 8
FEWEST = 8
# Years before a step that a state is compared with; and the least demanding rank that says "beyond comparators".
COMPARED_YEARS, BEYOND = 5, 0.10
# Three measures are tried on every part, so each interval is widened to err in a third of five percent.
LEVEL = 1 - 0.05 / len(MEASURES)
BASELINES = (1992, 2000, 2005)
MODELS = ("level", "trend")
NAMES: Mapping[Measure, str] = {
    "agreement": "votes cast as Russia cast them", "relative": "closeness to Russia above the median state",
    "closeness": "closeness of ideal points"}
UNITS: Mapping[Measure, str] = {"agreement": "points", "relative": "points", "closeness": "on the scale"}
SERIES: Mapping[Measure, tuple[str, ...]] = {
    "agreement": (alignment.AGREEMENT,), "relative": (alignment.AGREEMENT, alignment.MEDIAN),
    "closeness": (alignment.IDEAL,)}
# Windows by part: the readings of "after 2020", each with its first and last session.
WINDOWS: Mapping[str, tuple[tuple[int, int], ...]] = {
    "ES-02c": ((2020, 2021), (2021, 2021), (2020, 2023), (2021, 2023)),
    "ES-03c": ((2022, 2023),),
    "CON-01a": ((2020, 2023),),
}
CLAIMED = {"ES-02c": "foreign policy less autonomous after 2020", "ES-03c": "less autonomous after February 2022",
           "CON-01a": "Russia's influence rose with the 2020 crisis"}


def _number(value: float, measure: Measure) -> str:
    return f"{value:+.2f}" if measure == "closeness" else f"{value:+.1f}"


def series_of(measure: Measure, count: str) -> tuple[str, ...]:
    """Return the series that a measure rests on, under a count of agreement."""
    return (alignment.COUNTS[count],) if measure == "agreement" else SERIES[measure]


def lasting(table: pd.DataFrame, measure: Measure, starts: Iterable[int], count: str = "bsv") -> PartTest:
    """Test whether Belarus has drawn closer to Russia over the whole span (ES-01c).

    Tried from each starting year; decided only where all decide the same way.
    """
    asked = (f"{NAMES[measure].capitalize()}: the slope over the whole span is clear of zero upwards, and no retreat "
             f"lasts {LONG_STRETCH} years or more.")
    mine = alignment.of_state(table, measure)
    outcomes, tried = [], []
    line: trends.Slope | None = None
    for start in dict.fromkeys(starts):
        span = mine[mine["year"] >= start]
        if len(span) < FEWEST:
            outcomes.append(Outcome.OPEN)
            tried.append((f"from {start}", f"{len(span)} sessions, too few"))
            continue
        here = trends.slope(span["year"], span["value"], LEVEL)
        fell = trends.monotony(span["year"], span["value"]).setback_years or (start, start)
        broken = fell[1] - fell[0] >= LONG_STRETCH or here.high < 0
        outcomes.append(Outcome.BROKEN if broken else Outcome.HOLDS if here.low > 0 else Outcome.OPEN)
        decade = [_number(10 * value, measure) for value in (here.estimate, here.low, here.high)]
        tried.append((f"from {start}", f"{decade[0]} {UNITS[measure]} a decade [{decade[1]}; {decade[2]}], "
                                       f"deepest retreat {fell[0]} to {fell[1]}"))
        line = line or here
    return PartTest("ES-01c", _agreed(outcomes), asked, "drawn ever closer to Russia since the 1990s",
                    _told(measure, tried), UNITS[measure], line.estimate if line else None, line.low if line else None,
                    line.high if line else None, len(mine), series_of(measure, count), tried=tuple(tried))


def _told(measure: Measure, tried: Iterable[tuple[str, str]]) -> str:
    return f"{NAMES[measure]}: " + "; ".join(f"{window}: {words}" for window, words in tried)


def _agreed(outcomes: Sequence[Outcome]) -> Outcome:
    """Join the readings of a part: decided when all agree, disputed when two contradict each other."""
    if len(set(outcomes)) == 1:
        return outcomes[0]
    return Outcome.CONTESTED if {Outcome.HOLDS, Outcome.BROKEN} <= set(outcomes) else Outcome.OPEN


def grid(mine: pd.DataFrame, since: int, until: int, baselines: Iterable[int] = BASELINES) -> list[trends.Later]:
    """Return the step of a state at every specification of baseline and model that the data allow."""
    made = []
    for baseline, model in product(dict.fromkeys(baselines), MODELS):
        inside = mine[mine["year"].between(baseline, until)]
        if (inside["year"] < since).sum() >= FEWEST and (inside["year"] >= since).any():
            made.append(trends.later_against_earlier(inside["year"], inside["value"], since,
                                                     "trend" if model == "trend" else "level", LEVEL))
    return made


def weighed(past: Outcome, place: alignment.Rank | None, split: Split | None, measure: Measure) -> Outcome:
    """Return what a step means once comparators, and the question who moved, have been heard.

    Parameters
    ----------
    past
        Against Belarus's own past.
    place
        Its rank among all states compared.
    split
        Who made a gap to the median state wider.

    Notes
    -----
    A rise must be larger than nearly every other state's. Where a gap widened because the others left, it can be
    read both ways: as staying put, or as having no choice. Then the part is disputed, and not decided.
    """
    if past is not Outcome.HOLDS:
        return past
    if place is None or place.p_value > BEYOND:
        return Outcome.OPEN
    if measure == "relative" and (split is None or split.own_share < 0.5):
        return Outcome.CONTESTED
    return past


def changed(part_id: str, table: pd.DataFrame, measure: Measure, trifle: float, start: int,
            count: str = "bsv") -> PartTest:
    """Test whether Belarus stood closer to Russia than its own past and comparators lead one to expect."""
    asked = (f"{NAMES[measure].capitalize()}: the sessions of the window lie above those before, at the preferred "
             "specification (level, all years) and in two thirds of the others; the rise is larger than in every "
             "comparator; and a wider gap to the median state comes from Belarus's own votes for half or more.")
    mine = alignment.of_state(table, measure)
    last = int(mine["year"].max()) if len(mine) else 0
    # A window that reaches beyond the last session known ends with it.
    windows = dict.fromkeys((since, max(since, min(until, last))) for since, until in WINDOWS[part_id])
    outcomes, tried = [], []
    first: trends.Later | None = None
    for since, until in windows:
        label = f"session{'s' if until > since else ''} of {since}" + (f" to {until}" if until > since else "")
        steps = grid(mine, since, until, (start, *BASELINES))
        if not steps or last < since:
            outcomes.append(Outcome.OPEN)
            tried.append((label, "too few sessions"))
            continue
        best = steps[0]
        agreeing = sum(step.excess_low > 0 for step in steps) / len(steps)
        past = rule.grid_outcome(1, best.excess_low, best.excess_high, agreeing, trifle)
        found = alignment.moves(table, measure, since, until, COMPARED_YEARS)
        place = alignment.rank(found)
        split = alignment.who_moved(table, since, until, COMPARED_YEARS) if measure == "relative" else None
        outcomes.append(weighed(past, place, split, measure))
        ends = [_number(value, measure) for value in (best.excess, best.excess_low, best.excess_high)]
        words = (f"{ends[0]} {UNITS[measure]} [{ends[1]}; {ends[2]}], clear in {100 * agreeing:.0f} % of {len(steps)} "
                 "specifications")
        if place:
            words += f", place {place.place} of {place.states} states"
        if past is Outcome.HOLDS and split:
            words += f", {_others(split)} of it because the others left"
        tried.append((label, words))
        first = first or best
    return PartTest(part_id, _agreed(outcomes), asked, CLAIMED[part_id], _told(measure, tried), UNITS[measure],
                    first.excess if first else None, first.excess_low if first else None,
                    first.excess_high if first else None, len(mine), series_of(measure, count), tried=tuple(tried))


def _others(split: Split) -> str:
    share = 100 * (1 - split.own_share)
    return "all" if share >= 100 else f"{share:.0f} %"


def larger_step(table: pd.DataFrame) -> PartTest:
    """Test whether Belarus drew closer by more after 2022 than after 2020 (ES-03d).

    Notes
    -----
    With y the means of two sessions each, the step after 2022 less the one after 2020 is y3 - 2 y2 + y1. Its
    standard error is the residual SD times sqrt((1 + 4 + 1) / 2), sessions taken as independent.
    """
    asked = ("The mean of the sessions of 2022-23 less that of 2020-21, less the same step two sessions earlier, is "
             "clear of zero by the scatter of single sessions.")
    told, outcomes, last = [], [], (math.nan, math.nan, math.nan)
    for measure in MEASURES[:2]:
        mine = alignment.of_state(table, measure)
        means = [mine.loc[mine["year"].between(year, year + 1), "value"].mean() for year in (2018, 2020, 2022)]
        if any(math.isnan(mean) for mean in means) or len(mine) < FEWEST:
            continue
        first, second = means[1] - means[0], means[2] - means[1]
        scatter = trends.noise(mine["year"], mine["value"]).sd
        margin = float(stats.t.ppf((1 + LEVEL) / 2, len(mine) - 2)) * scatter * math.sqrt(3)
        last = (second - first, second - first - margin, second - first + margin)
        outcomes.append(rule.grid_outcome(1, last[1], last[2], 1.0))
        told.append(f"{NAMES[measure]}: {second:+.1f} points against {first:+.1f}, and less than "
                    f"{margin:.0f} points apart is no more than scatter")
    return PartTest("ES-03d", _agreed(outcomes) if outcomes else Outcome.OPEN, asked,
                    "a larger step after February 2022 than after 2020", "; ".join(told) or "sessions are missing",
                    "points", *(None if math.isnan(value) else value for value in last), n=len(outcomes),
                    series=(alignment.AGREEMENT, alignment.MEDIAN))


def tests(table: pd.DataFrame, start: int, trifle: float, band: float,
          count: str = "bsv") -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of what votes can settle, by claim.

    Parameters
    ----------
    table
        As `analysis.alignment.panel` returns it.
    start
        First session looked at.
    trifle
        Step in percentage points that counts as none.
    band
        The same for ideal points: half the width of their own band.
    count
        Whose count of the agreement of Belarus and Russia.
    """
    table = table[table["year"] >= start]
    none = {"agreement": trifle, "relative": trifle, "closeness": 0.0 if math.isnan(band) else band}

    def steps(part_id: str) -> tuple[PartTest, ...]:
        return tuple(changed(part_id, table, measure, none[measure], start, count) for measure in MEASURES)

    return {
        "ES-01": tuple(lasting(table, measure, (start, max(start, 1995)), count) for measure in MEASURES),
        "ES-02": steps("ES-02c"),
        "ES-03": (*steps("ES-03c"), larger_step(table)),
        "CON-01": steps("CON-01a"),
    }


OF_CLAIM = {"ES-01": "autonomy that shrank since the 1990s", "ES-02": "faster after 2020",
            "ES-03": "faster still after February 2022", "CON-01": "Russia's influence rose with the crisis"}
SAYS = {Outcome.HOLDS: "bear the claim out", Outcome.BROKEN: "speak against the claim",
        Outcome.CONTESTED: "can be read both ways", Outcome.OPEN: "cannot decide"}


def summary(made: Sequence[PartTest]) -> str:
    """Return what the votes say on a claim's parts, in a few sentences."""
    parts: dict[str, list[Outcome]] = {}
    for test in made:
        parts.setdefault(test.part_id, []).append(test.outcome)
    return " ".join(f"On {part} votes in the United Nations {SAYS[rule.combine(outcomes)]}."
                    for part, outcomes in parts.items())


def of(study: Study) -> tuple[pd.DataFrame, dict[str, tuple[PartTest, ...]]]:
    """Return the panel and the tests of the notebook `alignment` under its parameters."""
    series = study.series(*study.notebook.series)
    values = study.parameters
    table = alignment.panel(series, values["count"])
    made = tests(table, values["start_year"], values["trifle"], alignment.half_band(series), values["count"])
    return table[table["year"] >= values["start_year"]].reset_index(drop=True), made


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `alignment`, in claim order."""
    _, made = of(study)
    return [Finding(claim, OF_CLAIM[claim], short(made[claim]), summary(made[claim]), "points", made[claim])
            for claim in study.notebook.claims]


def short(made: Sequence[PartTest]) -> str:
    """Return in a few words how the measures cut on the first part tested."""
    first = [test for test in made if test.part_id == made[0].part_id]
    names = {"agreement": "agreement", "relative": "gap to median", "closeness": "ideal points"}
    told = [f"{names[measure]} {_cuts(test.outcome)}" for measure, test in zip(MEASURES, first, strict=True)]
    return "; ".join(told)


def _cuts(outcome: Outcome) -> str:
    return {Outcome.HOLDS: "for", Outcome.BROKEN: "against", Outcome.CONTESTED: "both ways",
            Outcome.OPEN: "undecided"}[outcome]


def answer(table: pd.DataFrame, made: Mapping[str, Sequence[PartTest]]) -> str:
    """Return the notebook's answer."""
    mine = alignment.of_state(table, "agreement")
    if len(mine) < FEWEST:
        return f"Under these parameters {len(mine)} sessions are known, too few to tell anything."
    peak = mine.loc[mine["value"].idxmax()]
    last = mine.iloc[-1]
    told = (f"Belarus cast {last['value']:.0f} percent of its votes as Russia did in the session of "
            f"{last['year']:.0f}. The most was {peak['value']:.0f} percent, in {peak['year']:.0f}.")
    split = alignment.who_moved(table, 2022, 2023, COMPARED_YEARS)
    if split is None:
        return f"{told} The gap to the median state after 2022 is not known under these parameters."
    moved = "widened" if split.change > 0 else "narrowed"
    own = "towards Russia" if split.own > 0 else "away from it"
    return (f"{told} Its gap to the median state {moved} by {abs(split.change):.1f} points after February 2022. "
            f"Belarus itself moved {abs(split.own):.1f} points {own}, the median state {abs(split.others):.1f} points "
            f"{'away from Russia' if split.others > 0 else 'towards it'}. Whether that is less autonomy, votes alone "
            "do not say.")


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
    found = alignment.moves(table, "agreement", since, until, COMPARED_YEARS)
    rows = pd.DataFrame([{"entity": move.entity, "before": move.before, "after": move.after, "change": move.change}
                         for move in found], columns=["entity", "before", "after", "change"])
    mine = rows[rows["entity"].eq(BELARUS)]
    split = alignment.who_moved(table, since, until, COMPARED_YEARS)
    if mine.empty or split is None:
        return rows
    gap = table[table["entity"].eq(BELARUS)]
    lead = gap.loc[gap["year"].between(since, until), "relative"].mean()
    after = float(mine["after"].iloc[0] - lead)
    world = {"entity": alignment.WORLD, "before": after + split.others, "after": after, "change": -split.others}
    return pd.concat([rows, pd.DataFrame([world])], ignore_index=True).sort_values(
        "change", ascending=False, ignore_index=True)


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
    return (f"Agreement with EU members fell from {early:.0f} percent in the 1990s to {late:.0f} since 2015: older than "
            "2020" if early - late > 1 else f"Agreement with EU members stayed near {late:.0f} percent")


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
    """Return the smallest rise that each test could have seen in four of five cases.

    Returns
    -------
    DataFrame
        Columns measure, sessions (of the window), before, after (numbers of sessions), could be seen.
    """
    rows = []
    for measure, (since, until) in product(MEASURES, ((2020, 2021), (2020, 2023), (2022, 2023))):
        steps = grid(alignment.of_state(table, measure), since, until, (start,))
        if steps:
            best = steps[0]
            rows.append({"measure": NAMES[measure], "sessions": f"{since} to {until}", "before": best.before,
                         "after": best.after, "could be seen": round(alignment.detectable(best), 2)})
    return pd.DataFrame(rows, columns=["measure", "sessions", "before", "after", "could be seen"])


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
        rows.append({"what": words, **{name: "" if math.isnan(mean) else f"{mean:.3g}" for name, mean in means.items()}})
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
    mine = series[series["series_id"].eq("gaps_un_ukraine_same_vote")]
    return len(mine), int(mine["value"].eq(1).sum())


def scatter(mine: pd.DataFrame) -> trends.Noise | None:
    """Return scatter and autocorrelation around a straight line; None where there are too few sessions."""
    return trends.noise(mine["year"], mine["value"]) if len(mine) >= FEWEST else None

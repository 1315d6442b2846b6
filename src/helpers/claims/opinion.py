"""Tests of CON-01: the crisis of 2020, Russia's influence and the position of Lukashenka in the union talks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from helpers.analysis import polls
from helpers.data import dates
from helpers.evidence import accounts, rule
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome
from helpers.evidence.voices import Row

if TYPE_CHECKING:
    from helpers.study import Study

CRISIS = "2020-08"
MAIN = {"iiseps_ref_russia_for": "IISEPS, referendum", "iiseps_choice_russia": "IISEPS, either-or",
        "baw_union_russia": "Analytical Workshop", "chatham_russia": "Chatham House"}
SUPPORT, TERMS, MILDER = "support given", "terms tied to the support", "milder final texts"


def opinion(waves: pd.DataFrame, design_effect: float) -> PartTest:
    """Test whether opinion moved towards Russia with the crisis (CON-01a).

    Opinion is one indicator of influence, on society and not on the ruler. Only waves asked alike on both sides of
    August 2020 can show a change; where there are none, the test cannot decide.
    """
    asked = ("Support for union with Russia in waves asked in the same way before and from August 2020 on; a rise "
             "beyond the margin speaks for the claim, a fall against it.")
    told, outcomes, pairs = [], [], 0
    for series_id, name in MAIN.items():
        mine = waves[waves["series_id"].eq(series_id)]
        before, after = mine[mine["wave"] < CRISIS], mine[mine["wave"] >= CRISIS]
        if before.empty or after.empty:
            continue
        found = polls.across(waves, series_id, CRISIS)
        pairs += len(found)
        outcomes += [_cut(*pair, design_effect) for pair in found]
        told.append(f"{name}: {_span(before)} percent before, {_span(after)} after, {len(found) or 'no'} pair"
                    f"{'' if len(found) == 1 else 's'} of waves asked alike")
    series = tuple(dict.fromkeys(waves.loc[waves["series_id"].isin(list(MAIN)), "series_id"]))
    return PartTest("CON-01a", rule.combine(outcomes), asked, "opinion moved towards Russia with the crisis",
                    "; ".join(told) or "no pollster has waves on both sides", "percent", n=pairs, series=series)


def _span(rows: pd.DataFrame) -> str:
    low, high = rows["percent"].min(), rows["percent"].max()
    return f"{low:.0f}" if f"{low:.0f}" == f"{high:.0f}" else f"{low:.0f} to {high:.0f}"


def _cut(one: pd.Series, other: pd.Series, design_effect: float) -> Outcome:
    if pd.isna(one["sample"]) or pd.isna(other["sample"]):
        return Outcome.OPEN
    found = polls.change((one["percent"], one["sample"]), (other["percent"], other["sample"]), design_effect)
    return rule.grid_outcome(1, found.low, found.high, 1.0)


def influence(table: pd.DataFrame) -> PartTest:
    """Test what accounts say of Russia's influence after August 2020 (CON-01a)."""
    return accounts.says(table, "CON-01a", "Russia's influence rose with the crisis", kind="change",
                         asked="Who says that Russia's influence on Belarus rose after August 2020, and who says "
                               "that it did not.")


def position(table: pd.DataFrame, milder: str) -> PartTest:
    """Test what accounts say of Lukashenka's position in the union talks (CON-01b).

    Parameters
    ----------
    table
        Accounts on CON-01.
    milder
        What final texts milder than the drafts of 2019 do to the claim: `limit` it, as the coders judged, or
        `contradict` it.
    """
    if milder == "contradict":
        table = table.assign(says=table["says"].where(table["item"].ne(MILDER), "no"))
    return accounts.says(table, "CON-01b", "his position in the union talks became weaker", kind="change",
                         asked="Who says that he was weaker in the talks after August 2020. Promises made before, and "
                               "final texts milder than the drafts, limit it (or contradict it, as a parameter has).")


def mechanism(table: pd.DataFrame) -> PartTest:
    """Test whether Putin's support is what weakened the position (CON-01c).

    That support was given shows no cause; an account must tie terms to it.
    """
    asked = "Accounts of support given show no cause. One that ties terms of the union talks to the support would."
    given = accounts.of_part(table, "CON-01c", [SUPPORT])
    tied = accounts.of_part(table, "CON-01c", [TERMS])

    def compare(row: Row) -> int | None:
        return accounts.SAYS[str(row["says"])] if row["item"] == TERMS else None

    made = accounts.readings([*given, *tied], compare, lambda row: f"{row['item']}, {accounts.when(row)}")
    outcome = rule.by_voices("mechanism", accounts.tally([*given, *tied], "CON-01c", "mechanism", compare))
    found = (f"{len(given)} accounts of support given, {len(tied) or 'none'} that tie{'s' if len(tied) < 2 else ''} "
             "terms to it")
    return PartTest("CON-01c", outcome, asked, "Putin's support is what weakened him", found, n=len(made),
                    rows=tuple(dict.fromkeys(reading.fact_id for reading in made)), readings=made)


def tests(table: pd.DataFrame, waves: pd.DataFrame, design_effect: float, milder: str) -> tuple[PartTest, ...]:
    """Return the tests of CON-01.

    Parameters
    ----------
    table
        Accounts on CON-01.
    waves
        As `analysis.polls.waves` returns them.
    design_effect, milder
        As the notebook's parameters have them.
    """
    return (influence(table), opinion(waves, design_effect), position(table, milder), mechanism(table))


def of(study: Study) -> tuple[pd.DataFrame, tuple[PartTest, ...]]:
    """Return the waves and the tests of the notebook `opinion` under its parameters."""
    effect = float(study.parameters["design_effect"])
    waves = polls.waves(study.series(*study.notebook.series), study.table("polls"), effect)
    return waves, tests(study.accounts("CON-01"), waves, effect, study.parameters["milder_texts"])


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `opinion`, in claim order."""
    _, made = of(study)
    return [Finding("CON-01", "influence up, position weaker", short(made), summary(made), tests=made)]


def short(made: Sequence[PartTest]) -> str:
    """Return what was found, for a table cell."""
    return f"influence: {made[0].found}; opinion {_moved(made[1].outcome)}"


def _moved(outcome: Outcome) -> str:
    return {Outcome.HOLDS: "moved to Russia", Outcome.BROKEN: "moved away", Outcome.CONTESTED: "split",
            Outcome.OPEN: "cannot tell"}[outcome]


def summary(made: Sequence[PartTest]) -> str:
    """Return what the tests say of the claim, in two sentences."""
    return (f"On Russia's influence after August 2020 {made[0].found}; on a weaker position in the talks "
            f"{made[2].found}. Opinion {_moved(made[1].outcome)}, and of the cause there are {made[3].found}.")


def answer(made: Sequence[PartTest]) -> str:
    """Return the notebook's answer."""
    stand = {Outcome.HOLDS: "is what accounts agree on", Outcome.BROKEN: "is denied by the accounts",
             Outcome.CONTESTED: "is disputed among accounts", Outcome.OPEN: "cannot be told from the accounts at hand"}
    return (f"That Russia's influence rose with the crisis {stand[made[0].outcome]}: {made[0].found}. That "
            f"Lukashenka's position in the talks became weaker {stand[made[2].outcome]}: {made[2].found}. Opinion "
            f"{_told(made[1])} Whether Putin's support was the cause stays open unless terms were tied to it: "
            f"{made[3].found}.")


def _told(test: PartTest) -> str:
    return {Outcome.HOLDS: "moved towards Russia in waves that can be compared.",
            Outcome.BROKEN: "moved away from Russia in waves that can be compared.",
            Outcome.CONTESTED: "moved both ways in waves that can be compared.",
            Outcome.OPEN: "polls cannot tell: no pollster asked in one way before and after."}[test.outcome]


def levels_title(waves: pd.DataFrame) -> str:
    """Return how support runs on both sides of the crisis, as a sentence."""
    mine = waves[waves["series_id"].isin(list(MAIN))]
    before, after = mine[mine["wave"] < CRISIS], mine[mine["wave"] >= CRISIS]
    if before.empty or after.empty:
        return "Support for union with Russia is not known on both sides of August 2020"
    return (f"After August 2020 support for union with Russia ran from {_span(after)} percent, "
            f"within the {_span(before)} of the years before" if after["percent"].between(
                before["percent"].min(), before["percent"].max()).all() else
            f"After August 2020 support for union with Russia ran at {_span(after)} percent, before at {_span(before)}")


def sides_title(waves: pd.DataFrame) -> str:
    """Return how the last waves of each question compare, as a sentence."""
    last = waves[waves["series_id"].isin(list(MAIN))].sort_values("wave").groupby("series_id").tail(1)
    if last.empty:
        return "No wave is known under these parameters"
    return (f"The last waves of {len(last)} questions put Russia at {_span(last)} percent: the question and the way of "
            "asking matter as much as the year")


def asked_table(waves: pd.DataFrame) -> pd.DataFrame:
    """Return how each question was asked: pollster, question, waves, population, mode, sample, margin."""
    mine = waves[waves["series_id"].isin(list(MAIN))]
    keys = ["pollster", "question", "population", "mode", "sample"]
    found = mine.groupby(keys, dropna=False, sort=False).agg(
        first=("wave", "min"), last=("wave", "max"), waves=("wave", "size"), margin=("margin", "max")).reset_index()
    found["waves"] = [f"{row['waves']}, {row['first']}" + (f" to {row['last']}" if row["last"] != row["first"] else "")
                      for row in found.to_dict("records")]
    known = found["sample"].notna()
    found["margin"] = found["margin"].round(1).astype(str).where(known, "unknown")
    found["sample"] = found["sample"].map("{:.0f}".format).where(known, "unknown")
    for column in ("population", "mode"):
        found[column] = found[column].where(found[column].ne(""), "unknown")
    return found[["pollster", "question", "waves", "population", "mode", "sample", "margin"]]


def part_table(made: Sequence[PartTest], evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the tests, and the facts among their rows on which the two coders differ."""
    split = set(evidence.loc[evidence["stance_a"] != evidence["stance_b"], "fact_id"])
    return pd.DataFrame([{"part": test.part_id, "outcome": str(test.outcome), "found": test.found,
                          "coders differ on": ", ".join(fact for fact in test.rows if fact in split)}
                         for test in made], columns=["part", "outcome", "found", "coders differ on"])


def course(waves: pd.DataFrame) -> str:
    """Return how support ran after the crisis by pollster, as sentences."""
    told = []
    for series_id, name in MAIN.items():
        mine = waves[waves["series_id"].eq(series_id) & waves["wave"].ge(CRISIS)].sort_values("wave")
        if len(mine) > 1:
            first, last = mine.iloc[0], mine.iloc[-1]
            way = "fell" if last["percent"] < first["percent"] else "rose"
            told.append(f"By {name} support {way} from {first['percent']:.0f} percent ({dates.spell(first['wave'])}) "
                        f"to {last['percent']:.0f} ({dates.spell(last['wave'])}).")
    return " ".join([*told, "They asked different people, in different ways, at different times."]) if told else (
        "No pollster with two waves after August 2020 counts under these parameters.")


def by_family(evidence: pd.DataFrame) -> str:
    """Return how many facts bear on the claim, how many directly, and whose they are, as a phrase."""
    if evidence.empty:
        return "No fact bears on this claim under these parameters"
    west = int(evidence["family"].eq("West").sum())
    direct = int(evidence["directness"].eq("direct").sum())
    return f"{len(evidence)} facts bear on this claim, {direct} of them directly, and {west} are voices from the West"

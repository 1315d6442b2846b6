"""The words of the notebook on intentions: who holds and who denies what, in a cell and in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.claims import standing
from helpers.claims.restart_story import by_part, cuts, number
from helpers.data.tables import items
from helpers.evidence import rule, sides
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

CLAIMED = {
    "ES-05": "carrying out the roadmaps raises dependence and threatens sovereignty",
    "ES-10": "Moscow's main aim is to unify and standardise",
    "PRE-05": "the statement of December 2018 signalled an intention to absorb",
    "CON-02": "political integration or absorption has been the goal since 2018",
    "IMP-14": "the programmes set gradual absorption as their goal",
}
# What the parts without a computed test assert, in the words of the figures.
STANCES = {
    "ES-05b": "The roadmaps threaten sovereignty",
    "ES-05c": "They do so unseen",
    "PRE-05a": "Absorption was meant, 2018 to 2020",
    "PRE-05b": "The Brest statement was a sign of it",
    "CON-02a": "Political integration is the goal",
    "CON-02b": "Absorption is the goal since 2018",
    "IMP-14b": "Absorption is pursued through the programmes",
}
ABSORPTION = ("PRE-05a", "CON-02b", "IMP-14b")
DAY_OF_CHANGE = "2020-08-09"


@dataclass(frozen=True)
class Told:
    """What the sentences on one claim draw on: its tests by letter of the part, and all voices by position."""

    tests: Mapping[str, tuple[PartTest, ...]]
    found: pd.DataFrame

    def sides(self, part: str) -> str:
        """Return how many voices take each side, short."""
        count = {stance: sides.count(self.found, part, stance) for stance in sides.STANCES.values()}
        return f"{count['supports']} for, {count['contradicts']} against"


def _roadmaps(told: Told) -> tuple[str, str]:
    cause, steps = told.tests["a"][0], told.tests["d"][0]
    return (f"a threat to sovereignty: voices {told.sides('ES-05b')}",
            f"That the programmes raise dependence: {cause.found}. That they threaten sovereignty is "
            f"{standing.described(told.found, 'ES-05b')}. As to delivery, {steps.found}.")


def _main_aim(told: Told) -> tuple[str, str]:
    aim, rank = told.tests["a"][0], told.tests["b"][0]
    stated, first, other = number(cuts(aim, "supports"), "account"), cuts(rank, "supports"), cuts(rank, "contradicts")
    return (f"stated in {stated}; put first by {first}, another put first by {other}",
            f"Unified law and rules are given as an aim in {stated}. Accounts that rank this aim first: {first}; that "
            f"rank control or annexation above it: {other}.")


def _signal(told: Told) -> tuple[str, str]:
    near, old = told.tests["a"][0], told.tests["c"][0]
    return (f"absorption meant: voices {told.sides('PRE-05a')}",
            f"That absorption was meant in 2018 to 2020 is {standing.described(told.found, 'PRE-05a')}; "
            f"{near.found.split(' (')[0]}. That the statement was a sign of it is "
            f"{standing.described(told.found, 'PRE-05b')}. Older proposals of one state: {old.found}.")


def _goal(told: Told) -> tuple[str, str]:
    since, kept = told.tests["c"][0], told.tests["d"][0]
    return (f"voices on absorption {told.sides('CON-02b')}; on politics {told.sides('CON-02a')}",
            f"Political integration as the goal is {standing.described(told.found, 'CON-02a')}; absorption is "
            f"{standing.described(told.found, 'CON-02b')}. That it dates from 2018: {since.found}. That it was kept "
            f"up: {kept.found}. {apart(told.found)}")


def _programmes(told: Told) -> tuple[str, str]:
    text, near, steps = told.tests["a"][1], told.tests["b"][0], told.tests["c"][0]
    return (f"texts not read; accounts of them: {cuts(text, 'contradicts')} say otherwise, {cuts(text, 'supports')} so",
            f"The programme texts were not read; of accounts of what they aim at {text.found.split(';')[0]}. That "
            f"absorption is pursued through them is {standing.described(told.found, 'IMP-14b')}; "
            f"{near.found.split(' (')[0]}. That it goes by steps: {steps.found}.")


TELL: Mapping[str, Callable[[Told], tuple[str, str]]] = {
    "ES-05": _roadmaps, "ES-10": _main_aim, "PRE-05": _signal, "CON-02": _goal, "IMP-14": _programmes,
}


def told(claim: str, tests: Sequence[PartTest], found: pd.DataFrame) -> tuple[str, str]:
    """Return what was found for a claim, short for a table and as a few sentences.

    Parameters
    ----------
    found
        Voices on the parts of `STANCES`, grouped by position.
    """
    return TELL[claim](Told(by_part(tests), found))


def shared(found: pd.DataFrame) -> pd.DataFrame:
    """Return the facts behind the voices on absorption in PRE-05 and CON-02, and how each claim weighs them.

    Returns
    -------
    DataFrame
        Columns fact, who, when, PRE-05, CON-02 (stance and weight, blank where the claim has no such voice).
    """
    cells: dict[str, dict[str, str]] = {}
    for part in ("PRE-05a", "CON-02b"):
        for row in found[found["part"].eq(part)].to_dict("records"):
            for fact in items(str(row["facts"])):
                blank = {"who": str(row["actors"]), "when": str(row["date"]), "PRE-05": "", "CON-02": ""}
                cells.setdefault(fact, blank)[part[:-1]] = f"{row['stance']}, weight {row['weight']:g}"
    made = pd.DataFrame([{"fact": fact, **row} for fact, row in cells.items()],
                        columns=["fact", "who", "when", "PRE-05", "CON-02"])
    return made.sort_values(["when", "fact"], ignore_index=True)


def apart(found: pd.DataFrame) -> str:
    """Return why PRE-05 and CON-02, which restate each other, may come out differently, from their parts."""
    rows = shared(found)
    both = rows[rows["PRE-05"].ne("") & rows["CON-02"].ne("")]
    unlike = int(both["PRE-05"].ne(both["CON-02"]).sum())
    only = rows[rows["PRE-05"].eq("") & rows["CON-02"].ne("")]
    late = int((only["when"].ge(DAY_OF_CHANGE) & only["CON-02"].str.startswith("contradicts")).sum())
    return (f"PRE-05 asks of the years around one statement, this claim of all years since 2018: of "
            f"{number(len(both), 'fact')} on absorption in both, {unlike} are weighed differently, since they bear on "
            f"one more directly than on the other; {number(len(only), 'fact')} stand here alone, {late} of them "
            "denials after the election of 2020.")


def answer(made: Mapping[str, Sequence[PartTest]], found: pd.DataFrame) -> str:
    """Return the notebook's answer from its tests and voices."""
    aim, texts = by_part(made["ES-10"]), by_part(made["IMP-14"])
    held, denied = (standing.once(found, ABSORPTION, stance) for stance in ("supports", "contradicts"))
    own = int(denied["group"].eq(standing.OWN).sum())
    ranked = {Outcome.BROKEN: "accounts that rank aims put another above it",
              Outcome.HOLDS: "accounts that rank aims put it first"}.get(
                  aim["b"][0].outcome, f"few rank it: {number(cuts(aim['b'][0], 'supports'), 'account')} put it first "
                                       f"and {cuts(aim['b'][0], 'contradicts')} put another above it")
    stated = ("Unified law and rules are an aim in official words" if cuts(aim["a"][0], "supports") else
              "No account of official words on unified law counts here")
    text = {Outcome.BROKEN: "those who wrote or saw the programmes say otherwise",
            Outcome.HOLDS: "those who wrote or saw the programmes say so"}.get(
                rule.combine(test.outcome for test in texts["a"]), "what accounts say of it does not decide")
    return (f"{stated}; {ranked}. Whether absorption stands in the programme texts is not known: they were not read; "
            f"{text}. Absorption as the purpose behind them is a reading: {number(len(held), 'voice')} hold it and "
            f"{len(denied)} deny it, {own} of them Moscow's of its own aims. No text shows the purpose.")


def standing_title(found: pd.DataFrame) -> str:
    """Return who denies absorption and who holds it, as a sentence."""
    held, denied = (standing.once(found, ABSORPTION, stance) for stance in ("supports", "contradicts"))
    if held.empty and denied.empty:
        return "No voice is left that holds or denies absorption"
    own, party = int(denied["group"].eq(standing.OWN).sum()), int(held["group"].eq(standing.PARTY).sum())
    return (f"That absorption is meant: {number(len(held), 'voice')} for, {party} of them Minsk's; {len(denied)} "
            f"against, {own} of them Moscow's own")


def aims_title(found: pd.DataFrame, part: str = "CON-02a") -> str:
    """Return how voices on political integration fall, as a sentence."""
    count = {stance: sides.count(found, part, stance) for stance in sides.STANCES.values()}
    if not sum(count.values()):
        return "No voice is left on political integration as the goal"
    return (f"Political integration as Moscow's goal: {number(count['supports'], 'voice')} for, {count['contradicts']} "
            f"against")

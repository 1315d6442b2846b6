"""The words of the notebook on how the programmes were carried out: what was found, from the tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.evidence import rule
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

CLAIMED = {
    "ES-12": "Belarusian authorities partly undermine the implementation",
    "IMP-01": "the process is told in part, and a method of assessment exists",
    "IMP-03": "from ministries' drafts over parliaments and presidents to law",
    "IMP-06": "personal dependence since 2020 explains concessions and secrecy",
    "CON-04": "indirect taxes and customs were the hardest topics",
    "CON-07": "Lukashenka refused to unify direct taxes",
}
# Whose delay, and of what kind, as items of accounts and as a phrase says it.
SIDES = {"Minsk, active": "active by Minsk", "Minsk, passive": "passive by Minsk",
         "Minsk, either way": "mixed by Minsk", "Moscow": "by Moscow", "both": "by both"}
STEPS = {"IMP-03a": "drafts by ministries", "IMP-03b": "ratification by both parliaments",
         "IMP-03c": "signature by the presidents after that", "IMP-03d": "national law"}


def joined(tests: Sequence[PartTest]) -> dict[str, Outcome]:
    """Return what the tests of each part come to."""
    return {part: rule.combine(test.outcome for test in tests if test.part_id == part)
            for part in dict.fromkeys(test.part_id for test in tests)}


def first(tests: Sequence[PartTest], part: str) -> PartTest:
    """Return the first test of a part."""
    return next(test for test in tests if test.part_id == part)


def listed(names: Sequence[str]) -> str:
    """Return names as a phrase."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _steps(tests: Sequence[PartTest], outcome: Outcome) -> list[str]:
    outcomes = joined(tests)
    return [name for part, name in STEPS.items() if outcomes[part] is outcome]


def _route(tests: Sequence[PartTest]) -> tuple[str, str]:
    shown, wrong = _steps(tests, Outcome.HOLDS), _steps(tests, Outcome.BROKEN)
    general = first(tests, "IMP-03e").found
    split = _steps(tests, Outcome.CONTESTED)
    phrases = [f"{verb}: {listed(names)}." for names, verb in (
        (shown, "Borne out"), (split, "Taken by some agreements and not by others"), (wrong, "Contradicted")) if names]
    return general, " ".join([*phrases, f"How general the route is: {general}."])


def _hardest(tests: Sequence[PartTest]) -> tuple[str, str]:
    by_part = {test.part_id: test for test in tests}
    taxes, customs, others, late = (by_part[f"CON-04{letter}"].found for letter in "abcd")
    short = (f"taxes: {taxes.split(' by how')[0]} topics; customs: {customs.split(' by how')[0]}"
             if by_part["CON-04a"].outcome is not Outcome.OPEN else taxes)
    return (short,
            f"Indirect taxes: {taxes}. Customs: {customs}. Of other topics, {others}. In carrying out: {late}.")


def _dependence(tests: Sequence[PartTest]) -> tuple[str, str]:
    order = [test for test in tests if test.part_id == "IMP-06e"][-1]
    terms = f"{order.found[:1].upper()}{order.found[1:]}." if order.n else "When the terms were agreed is not known."
    secrecy = {Outcome.BROKEN: "Secrecy is told of before August 2020 already, so the dependence since then does not "
                               "explain it.",
               Outcome.HOLDS: "Secrecy is told of only since August 2020."}.get(
        first(tests, "IMP-06f").outcome, "Since when there was secrecy the accounts leave open.")
    return order.found, f"{terms} {secrecy}"


def _delay(tests: Sequence[PartTest]) -> tuple[str, str]:
    found = first(tests, "ES-12a").found
    sides = found.rpartition("; accounts of delay: ")[2]
    shown = {Outcome.HOLDS: "Dated acts of delay by Minsk are attested.",
             Outcome.BROKEN: "What is attested speaks against delay by Minsk.",
             Outcome.CONTESTED: "Accounts of delay by Minsk stand against each other."}.get(
        first(tests, "ES-12a").outcome, "Too few dated acts of delay by Minsk are attested to tell.")
    return sides, f"{shown} Accounts of delay: {sides}. Whether it was meant, voices have to say."


def _refusal(tests: Sequence[PartTest]) -> tuple[str, str]:
    said = first(tests, "CON-07a")
    words = {Outcome.HOLDS: "A refusal is attested.", Outcome.BROKEN: "What is attested speaks against a refusal.",
             Outcome.CONTESTED: "Accounts of a refusal stand against each other."}.get(
        said.outcome, "No refusal in any words was found; what comes near it says so only in part.")
    return (said.found.split(";")[0],
            f"{words} Other efforts against the Kremlin's plans: {first(tests, 'CON-07c').found}.")


def told(claim: str, tests: Sequence[PartTest]) -> tuple[str, str]:
    """Return what was found for a claim, short for the matrix and as one or two sentences."""
    if claim == "ES-12":
        return _delay(tests)
    if claim == "IMP-01":
        process, method = first(tests, "IMP-01a").found.split(";")[0], first(tests, "IMP-01b").found
        return (f"process: {process}; method: not published",
                f"On the process {process}. On a method {method}; a published rule was not found.")
    if claim == "IMP-03":
        return _route(tests)
    if claim == "IMP-06":
        return _dependence(tests)
    return _hardest(tests) if claim == "CON-04" else _refusal(tests)


def answer(made: Mapping[str, Sequence[PartTest]]) -> str:
    """Return the notebook's answer from its tests."""
    process = {Outcome.HOLDS: "tell only part of how they are to be carried out, as claimed",
               Outcome.BROKEN: "tell more of their carrying out than claimed"}.get(
        joined(made["IMP-01"])["IMP-01a"], "may or may not tell how they are to be carried out")
    steps, wrong = _steps(made["IMP-03"], Outcome.HOLDS), _steps(made["IMP-03"], Outcome.BROKEN)
    others = [test for test in made["CON-04"] if test.part_id == "CON-04c"][-1].found
    counted = f"{len(steps)} {'is' if len(steps) == 1 else 'are'} borne out and {len(wrong)} contradicted"
    refused = _refusal(made["CON-07"])[1].split(" Other efforts")[0]
    general, delay = first(made["IMP-03"], "IMP-03e").found, _delay(made["ES-12"])[1].split(". ")[0]
    return (f"The roadmaps {process}; a published method of assessment was not found. Of {len(STEPS)} steps of the "
            f"route from draft to law, {counted}; {general}. {_dependence(made['IMP-06'])[1]} Topics of the talks: "
            f"{others}. {delay}. {refused}")

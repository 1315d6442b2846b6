"""The words of the notebook on the tax agreement: what was found, from the tests and the voices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.evidence import sides
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

CLAIMED = {
    "INF-04": "tax and customs roadmaps threaten sovereignty, disputed in public",
    "INF-05": "ratified in December 2022",
    "INF-06": "a Supranational Tax Committee and an integrated system",
    "INF-08": "Russian access to tax data, and taxes that follow Russia's",
    "INF-10": "the start of an attack on economic sovereignty",
    "INF-09": "a roadmap on direct taxes planned for 2024-2026",
}
# Judgements that voices decide.
JUDGED = {"INF-04": "INF-04a", "INF-10": "INF-10a"}


def voices(evidence: pd.DataFrame, coder: str) -> dict[str, int]:
    """Return how many voices take each stance on the judgement of a claim; nothing where it has none."""
    claims = [claim for claim in JUDGED if claim in set(evidence["claim_id"])]
    if not claims:
        return {}
    part = JUDGED[claims[0]]
    found = sides.table(evidence, {part: part}, coder)
    return {stance: sides.count(found, part, stance) for stance in ("supports", "contradicts", "qualifies")}


def _divided(counts: Mapping[str, int]) -> str:
    """Return how voices divide, as a phrase."""
    named = (("for", "supports"), ("against", "contradicts"), ("limiting it", "qualifies"))
    told = [f"{counts[stance]} {word}" for word, stance in named if counts.get(stance)]
    return ", ".join(told) if told else "none"


def _first(tests: Sequence[PartTest], part: str) -> PartTest:
    return next(test for test in tests if test.part_id == part)


def _dates(tests: Sequence[PartTest]) -> tuple[str, str]:
    russia, belarus = _first(tests, "INF-05a"), _first(tests, "INF-05b")
    judged = {Outcome.HOLDS: "in time", Outcome.BROKEN: "too late", Outcome.CONTESTED: "disputed"}
    return (f"Russia: {_last(russia)}; Belarus: {_last(belarus)}",
            f"Russia: {russia.found} ({judged.get(russia.outcome, 'too few accounts to settle it')}). Belarus: "
            f"{belarus.found} ({judged.get(belarus.outcome, 'too few accounts to settle it')}).")


def _last(test: PartTest) -> str:
    """Return the date that the last account of a ratification gives."""
    return test.readings[-1].gives if test.readings else "no date read"


def _bodies(tests: Sequence[PartTest]) -> tuple[str, str]:
    named = [name for part, name in (("INF-06a", "the committee"), ("INF-06b", "the system"))
             if _first(tests, part).outcome is Outcome.HOLDS]
    above = {Outcome.HOLDS: "The committee sets deadlines for national law, which puts it above the authorities; how "
                            "it votes was not read.",
             Outcome.BROKEN: "The committee does not stand above the authorities."}.get(
        _first(tests, "INF-06c").outcome, "How high the committee stands cannot be said.")
    found = " and ".join(named) if named else "neither body"
    return f"{found} in the articles read", f"In the articles read, and by accounts of them: {found}. {above}"


def _duties(tests: Sequence[PartTest]) -> tuple[str, str]:
    access = {Outcome.HOLDS: "Both tax services see the data", Outcome.BROKEN: "Russian bodies get no access"}.get(
        _first(tests, "INF-08a").outcome, "Who sees the data cannot be said")
    tried = dict(_first(tests, "INF-08b").tried)
    way = {Outcome.BROKEN: "the duties read bind both sides", Outcome.HOLDS: "the duties read bind Belarus alone"}.get(
        _first(tests, "INF-08c").outcome, "whom the duties bind cannot be said")
    return (f"{access.lower()}; {way}",
            f"{access}; {way}. That the two align with each other: {_short(tried.get('aligned with each other', ''))}. "
            f"That Russian rules lead: {_short(tried.get('led by Russian rules', ''))}.")


def _vague(test: PartTest) -> str:
    return str(sum(reading.cuts == "qualifies" for reading in test.readings) or "none")


def _short(found: str) -> str:
    return found.split(";", maxsplit=1)[0] or "no account read"


def told(claim: str, tests: Sequence[PartTest], counts: Mapping[str, int]) -> tuple[str, str]:
    """Return what was found for a claim, short for the matrix and as one or two sentences.

    Parameters
    ----------
    counts
        Voices by stance on the claim's judgement, as `voices` counts them.
    """
    if claim == "INF-05":
        return _dates(tests)
    if claim == "INF-06":
        return _bodies(tests)
    if claim == "INF-08":
        return _duties(tests)
    if claim == "INF-09":
        said = _first(tests, "INF-09a")
        near = {Outcome.HOLDS: "is attested", Outcome.BROKEN: "is denied"}.get(
            said.outcome, "was not found in any document or statement")
        return (f"a plan for direct taxes: {_short(said.found)}",
                f"A roadmap on direct taxes {near}. Accounts of proposals that name no field: {_vague(said)}. The plan "
                "itself was not read.")
    if claim == "INF-04":
        return (f"voices: {_divided(counts)}",
                f"Of the voices on a threat to sovereignty: {_divided(counts)}. Criticism or denial in public: "
                f"{_first(tests, 'INF-04c').found}.")
    return (f"voices: {_divided(counts)}",
            f"Of the voices on a cut into economic sovereignty: {_divided(counts)}. That it is the first, with more to "
            f"follow: {_short(_first(tests, 'INF-10b').found)}.")


def answer(made: Mapping[str, Sequence[PartTest]], divided: Mapping[str, Mapping[str, int]]) -> str:
    """Return the notebook's answer from its tests and voices.

    Parameters
    ----------
    divided
        Voices by claim and stance.
    """
    russia, belarus = (_last(_first(made["INF-05"], part)) for part in ("INF-05a", "INF-05b"))
    agreement, roadmaps = (_divided(divided[claim]) for claim in ("INF-10", "INF-04"))
    duties, plan = (told(claim, made[claim], {})[1] for claim in ("INF-08", "INF-09"))
    return (f"For ratification the accounts give: Russia {russia}, Belarus {belarus}. {_bodies(made['INF-06'])[1]} "
            f"{duties.split('. That the two')[0]}. {plan.split('. ')[0]}. Whether sovereignty is cut is a judgement on "
            f"which voices divide: {agreement} on the agreement, {roadmaps} on the roadmaps.")

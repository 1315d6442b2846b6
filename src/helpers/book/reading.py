"""How to read a verdict: the words, and one claim taken through the rule step by step with its own numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.book import context, html, listing
from helpers.evidence import rule
from helpers.evidence.rule import THRESHOLDS, Outcome, Verdict
from helpers.evidence.verdicts import JudgedClaim, JudgedPart, in_reading
from helpers.evidence.voices import Voice

SIDES = {1: "for", -1: "against", 0: "qualifying"}
LEVELS = {1: "the text itself, read whole", 2: "direct, by an official voice or a neutral text",
          3: "direct, by others", 4: "indirect"}
YES_NO = {True: "yes", False: "no"}

# Condition as a reader says it, the numbers put into it, and whether it is met.
Step = tuple[str, str, bool]


def core_of(claim: JudgedClaim) -> list[JudgedPart]:
    """Return the necessary parts of a claim as worded; where it has none, all of its parts."""
    parts = in_reading(claim.parts, "R1")
    return [part for part in parts if part.core] or parts


def example(claims: Sequence[JudgedClaim]) -> JudgedClaim | None:
    """Return the claim that shows most at least length.

    Of the claims with one reading only, of which voices decide one necessary part and something else another, the
    one with the fewest rows of evidence. A variant of the book may have none.
    """
    def shows(claim: JudgedClaim) -> bool:
        decided = {part.decided_by for part in core_of(claim)}
        return claim.settled and len(claim.readings) == 1 and "voices" in decided and len(decided - {"nothing"}) > 1

    return min(filter(shows, claims), key=lambda claim: (sum(claim.stances.values()), claim.claim_id), default=None)


def voice_rows(part: JudgedPart) -> list[list[str]]:
    """Return the voices on a part as rows of a table: facts, family, side, kind and weight."""
    ordered = sorted(part.voices, key=lambda voice: (list(SIDES).index(voice.sign), voice.family, voice.facts))
    return [[", ".join(f'<a href="claims/{part.part_id[:-1]}.html#{fact}">{fact}</a>' for fact in voice.facts),
             html.text(listing.SPEAKERS.get(voice.family, voice.family)), SIDES[voice.sign], LEVELS[voice.level],
             f"{voice.weight:g}"] for voice in ordered]


def added(voices: Sequence[Voice], sign: int) -> str:
    """Return the weights of one side as a sum, such as 1 + 0.5 = 1.5."""
    weights = sorted((voice.weight for voice in voices if voice.sign == sign), reverse=True)
    total = f"{sum(weights):g}"
    return f"{' + '.join(f'{weight:g}' for weight in weights)} = {total}" if len(weights) > 1 else total


def part_steps(part: JudgedPart) -> list[Step]:
    """Return the conditions by which voices decide a part, in order, up to the first that is met."""
    tally, need = part.tally, THRESHOLDS
    pro, con = tally.support, tally.against
    alone_pro, alone_con = tally.independent_support, tally.independent_against
    steps: list[Step] = []
    if part.row["test_kind"] in rule.DECIDABLE:
        rows_pro, rows_con = tally.decisive_for, tally.decisive_against
        told = f"{len(rows_pro)} for, {len(rows_con)} against"
        steps += [("It holds if a decisive row is for it and none against.", told, bool(rows_pro and not rows_con)),
                  ("It is broken if a decisive row is against it and none for.", told, bool(rows_con and not rows_pro))]
    steps += [
        (f"It holds if what is for it weighs at least {need.support:g} from independent origins, and at least "
         f"{need.ratio:g} times what is against it.",
         f"{alone_pro:g} from independent origins; {pro:g} against {con:g}",
         alone_pro >= need.support and pro >= need.ratio * con),
        ("It is broken in the mirror case.", f"{alone_con:g} from independent origins; {con:g} against {pro:g}",
         alone_con >= need.support and con >= need.ratio * pro),
        (f"It is disputed if both sides weigh at least {need.contested:g}.", f"{pro:g} and {con:g}",
         pro >= need.contested and con >= need.contested),
        ("Otherwise it stays open.", "", True)]
    return steps[:[met for *_, met in steps].index(True) + 1]


def claim_steps(claim: JudgedClaim) -> list[tuple[Verdict, str, str, bool]]:
    """Return verdicts with the condition of each, in the order of the rule, up to the first that is met."""
    parts, core = in_reading(claim.parts, "R1"), core_of(claim)
    needed = {part.part_id for part in core}
    minor = [part for part in parts if part.part_id not in needed]
    count = {outcome: sum(part.outcome is outcome for part in core) for outcome in Outcome}
    holds, broken, disputed = count[Outcome.HOLDS], count[Outcome.BROKEN], count[Outcome.CONTESTED]
    support = sum(part.tally.support for part in parts)
    qualify = sum(part.tally.qualify for part in parts)
    whole = (holds == len(core) and all(part.outcome is Outcome.HOLDS for part in minor)
             and (not qualify or qualify < THRESHOLDS.qualifying_share * support))
    told = f"{holds} of {len(core)} hold{'s' if holds == 1 else ''}, {broken} broken, {disputed} disputed"
    steps = [
        (Verdict.CONTRADICTED, "a necessary part is broken, none holds, and at least as many are broken as disputed",
         told, bool(broken and not holds and broken >= disputed)),
        (Verdict.MIXED, "a necessary part holds and another is broken", told, bool(broken and holds)),
        (Verdict.CONTESTED, "a necessary part is disputed", told, bool(disputed)),
        (Verdict.CONFIRMED, f"all parts hold, and the qualifying voices weigh less than "
         f"{THRESHOLDS.qualifying_share:.0%} of those for it",
         f"{told}; {qualify:g} qualifying, {support:g} for", whole),
        (Verdict.MOSTLY, f"at least {THRESHOLDS.mostly_share:.0%} of the necessary parts hold", told,
         holds >= THRESHOLDS.mostly_share * len(core)),
        (Verdict.UNVERIFIABLE, "otherwise", told, True)]
    return steps[:[met for *_, met in steps].index(True) + 1]


def confidence_rows(claim: JudgedClaim) -> list[list[str]]:
    """Return for each necessary part that was decided its two levels, with what they follow from."""
    core = core_of(claim)
    rows = []
    for part in [part for part in core if part.outcome is not Outcome.OPEN] or core:
        tally = part.tally
        votes = tally.support + tally.against + tally.qualify
        winning = {Outcome.HOLDS: tally.support, Outcome.BROKEN: tally.against}.get(
            part.outcome, max(tally.support, tally.against))
        origins = f"{tally.origins} independent origin{'s' if tally.origins != 1 else ''} of " \
                  f"{tally.families} famil{'ies' if tally.families != 1 else 'y'}"
        rows.append([html.text(part.part_id), rule.evidence_level(tally, str(part.row["test_kind"])), origins,
                     rule.agreement_level(tally, part.outcome),
                     f"{winning:g} of {votes:g}, {100 * winning / votes:.0f} %" if votes else "no votes"])
    return rows


def scale() -> str:
    """Return the table of confidence: evidence down, agreement across."""
    rows = [[level, *(rule.confidence(level, agreement) for agreement in rule.AGREEMENT)] for level in rule.EVIDENCE]
    return html.table(["Evidence", *(f"{agreement} agreement" for agreement in rule.AGREEMENT)], rows,
                      "Confidence by evidence and agreement", "scale")


def worked(claim: JudgedClaim, joined: pd.DataFrame) -> dict[str, Any]:
    """Return the example: its parts, the voices on one of them, and the rule applied, as tables and numbers."""
    shown = next(part for part in core_of(claim) if part.decided_by == "voices")
    rest = [part for part in claim.parts if part is not shown]
    steps = [[html.text(ask), html.text(numbers), YES_NO[met]] for ask, numbers, met in part_steps(shown)]
    way = [[html.badge(verdict), html.text(ask), html.text(numbers), YES_NO[met]]
           for verdict, ask, numbers, met in claim_steps(claim)]
    return {
        "claim": claim, "badge": html.badge(claim.verdict), "shown": shown, "rest": rest,
        "rows": int((joined["claim_id"] == claim.claim_id).sum()), "outcome": context.OUTCOME_WORDS[shown.outcome],
        "parts": html.table(["Part", "What it says", "Needed", "Kind of test"],
                            [[html.text(part.part_id), html.text(part.row["part"]), YES_NO[part.core],
                              html.text(part.row["test_kind"])] for part in claim.parts],
                            f"Parts of {claim.claim_id}", "steps"),
        "facts": sum(len(voice.facts) for voice in shown.voices), "voices": len(shown.voices),
        "table": html.table(["Rows", "Who", "Side", "How", "Weight"], voice_rows(shown),
                            f"Voices on {shown.part_id}", "steps"),
        "sums": [(name, added(shown.voices, sign)) for sign, name in SIDES.items()],
        "applied": html.table(["Asked", "Here", "Met"], steps, f"The rule applied to {shown.part_id}", "steps"),
        "others": [(part.part_id, context.OUTCOME_WORDS[part.outcome],
                    "which nothing decides" if part.decided_by == "nothing" else f"decided by {part.decided_by}",
                    "; ".join(dict.fromkeys(test.found for test in part.tests)), part.core) for part in rest],
        "way": html.table(["Verdict", "When", "Here", "Met"], way, f"From the parts of {claim.claim_id} to its verdict",
                          "steps"),
        "axes": html.table(["Part", "Evidence", "From", "Agreement", "From"], confidence_rows(claim),
                           f"Evidence and agreement of {claim.claim_id}", "steps"),
    }


def page(claims: Sequence[JudgedClaim], joined: pd.DataFrame) -> Mapping[str, Any]:
    """Return the variables of the page: `counts` (verdict and number), `scale` and the `example`, if there is one."""
    shown = example(claims)
    return {"counts": dict(context.counts(claims)), "scale": scale(),
            "example": worked(shown, joined) if shown else None}

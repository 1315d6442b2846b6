"""The verdict rule: how an outcome follows for a part, and a verdict for a claim.

Written before the first finding. Every threshold stands in `Thresholds`, and the words of the
verdicts stand in this module alone, so that no notebook can type one. A change of the rule is a
row in `data/raw/rule_changes.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum


class Outcome(StrEnum):
    """What a test or the voices make of one part of a claim."""

    HOLDS = "holds"
    BROKEN = "broken"
    CONTESTED = "contested"
    OPEN = "open"


class Verdict(StrEnum):
    """What the parts make of a claim, in the order in which readers meet them."""

    CONFIRMED = "confirmed"
    MOSTLY = "mostly confirmed"
    MIXED = "mixed"
    CONTESTED = "contested"
    CONTRADICTED = "contradicted"
    UNVERIFIABLE = "not verifiable from open sources"
    NOT_FACTUAL = "not a factual claim"
    UNEXAMINED = "not yet examined"


SYMBOLS = dict(zip(Verdict, "●◕◑≷✕?–…", strict=True))

# What a verdict is on the scale from 1 (false) to 5 (true) on which search engines compare fact checks. The rest
# have no place on it: a dispute is not half a truth, and what cannot be checked is neither.
RATINGS = {Verdict.CONFIRMED: 5, Verdict.MOSTLY: 4, Verdict.MIXED: 3, Verdict.CONTRADICTED: 1}

# From best to worst for a claim: the reading that fares best is its strongest one.
FAVOUR = (
    Verdict.CONFIRMED, Verdict.MOSTLY, Verdict.MIXED, Verdict.CONTESTED,
    Verdict.UNVERIFIABLE, Verdict.CONTRADICTED,
)

# Kinds of part on which one decisive row can settle the matter without a computed test.
DECIDABLE = frozenset({"date", "count", "set", "sequence", "text"})


@dataclass(frozen=True)
class Thresholds:
    """Every number of the rule.

    Parameters
    ----------
    indirect_weight
        Vote of an indirect voice; a direct one votes with 1.
    support
        Least weight, from independent origins, with which voices make a part hold or break.
    ratio
        How many times the other side's weight the winning side must reach.
    contested
        Least weight on each side for a part that is disputed.
    mostly_share
        Share of core parts that must hold when none is broken or disputed.
    qualifying_share
        Qualifying weight, as a share of the supporting weight, from which a claim is no longer
        upheld without reserve.
    grid_share
        Share of specifications that must agree with the preferred one for a trend or change.
    medium_agreement, high_agreement
        Shares of votes from which agreement is medium, and above which it is high.
    medium_origins, robust_origins, robust_families
        Independent origins (and families) that make evidence medium and robust.
    """

    indirect_weight: float = 0.5
    support: float = 1.5
    ratio: float = 3.0
    contested: float = 1.0
    mostly_share: float = 0.5
    qualifying_share: float = 0.5
    grid_share: float = 2 / 3
    medium_agreement: float = 0.60
    high_agreement: float = 0.85
    medium_origins: int = 2
    robust_origins: int = 3
    robust_families: int = 2

    def rows(self) -> list[tuple[str, float]]:
        """Return name and value of each threshold, for the methodology's table."""
        return [(field.name, getattr(self, field.name)) for field in fields(self)]


THRESHOLDS = Thresholds()


@dataclass(frozen=True)
class Tally:
    """The votes on one part.

    Parameters
    ----------
    support, against, qualify
        Weight of the voices for the part, against it and qualifying it.
    independent_support, independent_against
        The same weight counted once for each independent origin.
    decisive_for, decisive_against
        Identifiers of the decisive rows.
    origins, families
        Independent origins and families on the winning side.
    direct, primary, whole
        Whether the winning side has a direct voice, one of class 1 or 2, and one whose text was read whole.
    """

    support: float = 0.0
    against: float = 0.0
    qualify: float = 0.0
    independent_support: float = 0.0
    independent_against: float = 0.0
    decisive_for: tuple[str, ...] = ()
    decisive_against: tuple[str, ...] = ()
    origins: int = 0
    families: int = 0
    direct: bool = False
    primary: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Part:
    """One judged part, as the claim's verdict needs it."""

    part_id: str
    core: bool
    outcome: Outcome
    tally: Tally = Tally()


def grid_outcome(sign: int, low: float, high: float, agreeing: float, trifle: float = 0.0,
                 thresholds: Thresholds = THRESHOLDS) -> Outcome:
    """Judge a trend or a change from its interval and its grid of specifications.

    Parameters
    ----------
    sign
        Direction claimed, 1 or -1.
    low, high
        Interval of the estimate at the preferred specification.
    agreeing
        Share of specifications whose interval is clear of zero with the sign claimed.
    trifle
        Size up to which an effect counts as none; 0 where no such size was stated.
    """
    if sign < 0:
        low, high = -high, -low
    if low > 0:
        return Outcome.HOLDS if agreeing >= thresholds.grid_share else Outcome.CONTESTED
    if high < 0 or (trifle > 0 and -trifle < low and high < trifle):
        return Outcome.BROKEN
    return Outcome.OPEN


def combine(outcomes: Iterable[Outcome]) -> Outcome:
    """Join the computed tests of one part: agreement decides, a split is a dispute.

    Tests that could not decide are set aside unless none decided.
    """
    decided = {outcome for outcome in outcomes if outcome is not Outcome.OPEN}
    if not decided:
        return Outcome.OPEN
    return decided.pop() if len(decided) == 1 else Outcome.CONTESTED


def by_voices(kind: str, tally: Tally, thresholds: Thresholds = THRESHOLDS) -> Outcome:
    """Judge a part of the kind `kind` from the votes on it."""
    if kind in DECIDABLE:
        if tally.decisive_for and not tally.decisive_against:
            return Outcome.HOLDS
        if tally.decisive_against and not tally.decisive_for:
            return Outcome.BROKEN
    if tally.independent_support >= thresholds.support and tally.support >= thresholds.ratio * tally.against:
        return Outcome.HOLDS
    if tally.independent_against >= thresholds.support and tally.against >= thresholds.ratio * tally.support:
        return Outcome.BROKEN
    if tally.support >= thresholds.contested and tally.against >= thresholds.contested:
        return Outcome.CONTESTED
    return Outcome.OPEN


def verdict(parts: Sequence[Part], thresholds: Thresholds = THRESHOLDS) -> Verdict:
    """Judge a claim from its parts in one reading; no parts, no factual claim."""
    if not parts:
        return Verdict.NOT_FACTUAL
    core = [part for part in parts if part.core] or list(parts)
    minor = [part for part in parts if part not in core]
    count = {outcome: sum(part.outcome is outcome for part in core) for outcome in Outcome}
    holds, broken, contested = (count[o] for o in (Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED))
    if broken and not holds and broken >= contested:
        return Verdict.CONTRADICTED
    if broken and holds:
        return Verdict.MIXED
    if contested:
        return Verdict.CONTESTED
    whole = holds == len(core) and all(part.outcome is Outcome.HOLDS for part in minor)
    if whole and _unreserved(parts, thresholds):
        return Verdict.CONFIRMED
    if holds >= thresholds.mostly_share * len(core):
        return Verdict.MOSTLY
    return Verdict.UNVERIFIABLE


def _unreserved(parts: Sequence[Part], thresholds: Thresholds) -> bool:
    qualify = sum(part.tally.qualify for part in parts)
    support = sum(part.tally.support for part in parts)
    return qualify == 0 or qualify < thresholds.qualifying_share * support


def strongest(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict of the reading that fares best."""
    found = set(verdicts)
    return next((verdict for verdict in FAVOUR if verdict in found), Verdict.NOT_FACTUAL)


EVIDENCE = ("limited", "medium", "robust")
AGREEMENT = ("low", "medium", "high")
CONFIDENCE = ("very low", "low", "medium", "high", "very high")


def evidence_level(tally: Tally, kind: str, thresholds: Thresholds = THRESHOLDS) -> str:
    """Return the evidence axis: number, independence, directness and kind of origins."""
    if tally.origins < thresholds.medium_origins or not tally.direct or (kind == "text" and not tally.whole
                                                                         and not tally.primary):
        return EVIDENCE[0]
    robust = (tally.origins >= thresholds.robust_origins and tally.families >= thresholds.robust_families
              and tally.primary)
    return EVIDENCE[2] if robust else EVIDENCE[1]


def agreement_level(tally: Tally, outcome: Outcome, thresholds: Thresholds = THRESHOLDS) -> str:
    """Return the agreement axis: the winning side's share of all votes."""
    votes = tally.support + tally.against + tally.qualify
    winning = max(tally.support, tally.against)
    if outcome is Outcome.HOLDS:
        winning = tally.support
    elif outcome is Outcome.BROKEN:
        winning = tally.against
    share = winning / votes if votes else 0.0
    return AGREEMENT[(share >= thresholds.medium_agreement) + (share > thresholds.high_agreement)]


def confidence(evidence: str, agreement: str) -> str:
    """Return the IPCC's calibrated word for the two axes (Mastrandrea et al. 2010)."""
    return CONFIDENCE[EVIDENCE.index(evidence) + AGREEMENT.index(agreement)]

"""A change must pass two tests, against its own past and against comparators: how both make one outcome."""

from __future__ import annotations

from helpers.analysis.comparators import Difference
from helpers.evidence import rule
from helpers.evidence.rule import Outcome


def both(own: Outcome, others: Outcome) -> Outcome:
    """Join two legs by AND: either one that fails breaks it, and nothing holds while one is undecided.

    A change within its own past is no speed-up whatever others did, and one that others shared is none
    either. A leg that cannot be tested leaves the part open, not disputed: nobody has contradicted it.
    """
    legs = {own, others}
    for outcome in (Outcome.BROKEN, Outcome.OPEN, Outcome.CONTESTED):
        if outcome in legs:
            return outcome
    return Outcome.HOLDS


def beyond(found: Difference | None, trifle: float, agreeing: float = 1.0) -> Outcome:
    """Judge the leg against comparators from the difference and the share of specifications that agree.

    The difference must have been asked for with a direction, 1 or -1.

    It holds where the interval is clear of zero and the state changed more than every comparator; it is
    broken where the interval lies on the other side, or within the trifle; all else is open: that a few
    very unlike states changed as much does not show that the change was the same.
    """
    if found is None:
        return Outcome.OPEN
    outcome = rule.grid_outcome(found.direction, found.low, found.high, agreeing, trifle)
    return Outcome.OPEN if outcome is Outcome.HOLDS and found.rank > 1 else outcome

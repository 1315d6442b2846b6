from __future__ import annotations

from itertools import product

import pytest

from helpers.claims import readings
from helpers.errors import CompendiumError
from helpers.evidence.findings import PartTest, Reading
from helpers.evidence.rule import Outcome

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


def one(outcome: Outcome, fact: str = "f0") -> PartTest:
    return PartTest("X-01a", outcome, "asked of one", "claimed", f"found {outcome}", rows=(fact,),
                    readings=(Reading(fact, "", "so", "supports"),))


@pytest.mark.parametrize(("first", "second"), list(product((H, B, C, O), repeat=2)))
def test_only_what_every_meaning_comes_to_decides(first: Outcome, second: Outcome) -> None:
    made = readings.across({"then": one(first), "now": one(second)}, "asked of both")
    if first is second:
        assert made.outcome is first
    elif C in (first, second) or {first, second} == {H, B}:
        assert made.outcome is C
    else:
        assert made.outcome is O


def test_each_meaning_is_told_with_what_it_gave() -> None:
    made = readings.across({"then": one(H), "now": one(B, "f1")}, "asked of both")
    assert made.tried == (("then", "found holds"), ("now", "found broken"))
    assert made.found == "then: found holds; now: found broken"
    assert (made.rows, made.n, made.test) == (("f0", "f1"), 2, "asked of both")


def test_a_fact_that_counts_in_both_is_listed_once_and_none_is_refused() -> None:
    assert readings.across({"then": one(H), "now": one(H)}, "asked").n == 1
    with pytest.raises(CompendiumError, match="found no test"):
        readings.across({}, "asked")

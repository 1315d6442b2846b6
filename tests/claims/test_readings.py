from __future__ import annotations

from itertools import product
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.claims import readings
from helpers.errors import CompendiumError
from helpers.evidence.findings import PartTest, Reading
from helpers.evidence.rule import Outcome

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return joined accounts, each direct and of its own origin."""
    base = {"claim_id": "X-01", "part_id": "X-01a", "part_ids": "X-01a", "stance": "context", "part_stance": "",
            "directness": "direct", "family": "West", "kinds": ["news"], "read": ["excerpt"], "event_id": "",
            "date_start": "2020", "date_precision": "year", "audit": "", "derived": "", "item": "", "says": "yes",
            "first": "", "last": "", "low": float("nan"), "high": float("nan")}
    return pd.DataFrame([{**base, "fact_id": f"f{i}", "origin": f"o{i}", **row} for i, row in enumerate(rows)])


def within(rows: pd.DataFrame) -> PartTest:
    return readings.within(rows, "X-01a", "so", "sequence", "2022", "2023-06")


@pytest.mark.parametrize(("days", "expected"), [(("2022-05", "2023"), O), (("2022-05", "2023-06-30"), H),
                                                (("2022-05", ""), H), (("2021-12-31", "2022-01-01"), O)])
def test_only_accounts_wholly_within_the_span_cut(days: tuple[str, str], expected: Outcome) -> None:
    made = within(table(*({"first": day} for day in days)))
    assert made.outcome is expected
    assert len(made.readings) == len(days)
    assert len(made.rows) == len(days)


def test_accounts_outside_are_listed_as_context() -> None:
    made = within(table({"first": "2024"}, {"first": "2022-05"}))
    assert [reading.cuts for reading in made.readings] == ["context", "supports"]
    assert made.found == "1 account says so"


def made(outcome: Outcome, *cuts: str) -> PartTest:
    told = tuple(Reading(f"f{i}", "", "says so", cut) for i, cut in enumerate(cuts))
    return PartTest("X-01a", outcome, "asked", "claimed", str(outcome), readings=told, rows=("f0",))


@pytest.mark.parametrize(("outcomes", "expected"), [((H, H), H), ((B, B), B), ((H, B), C), ((H, O), O), ((B, O), O),
                                                    ((C, O), C), ((O, O), O)])
def test_readings_must_agree(outcomes: tuple[Outcome, ...], expected: Outcome) -> None:
    joined = readings.agreed({f"reading {i}": made(outcome) for i, outcome in enumerate(outcomes)})
    assert joined.outcome is expected
    assert [label for label, _ in joined.tried] == ["reading 0", "reading 1"]


def test_an_account_that_speaks_at_one_reading_speaks() -> None:
    joined = readings.agreed({"short": made(O, "context", "supports"), "long": made(O, "contradicts", "context")})
    assert [reading.cuts for reading in joined.readings] == ["contradicts", "supports"]


@given(st.lists(st.sampled_from(list(Outcome)), min_size=1, max_size=4))
def test_the_order_of_readings_does_not_matter(outcomes: list[Outcome]) -> None:
    tests = {str(i): made(outcome) for i, outcome in enumerate(outcomes)}
    turned = dict(reversed(tests.items()))
    assert readings.agreed(tests).outcome is readings.agreed(turned).outcome


def test_nothing_found_stays_open() -> None:
    test = readings.unread("X-01a", "A text is needed.", "so", "no text")
    assert test.outcome is O
    assert test.found == "nothing found: no text"


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

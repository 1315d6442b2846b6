from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import standstill
from helpers.evidence.rule import Outcome

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN
PART = "X-01a"


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return joined accounts, each of its own origin and direct."""
    base = {"claim_id": "X-01", "part_id": PART, "part_ids": PART, "stance": "context", "part_stance": "",
            "directness": "direct", "family": "West", "kinds": ["news"], "read": ["excerpt"], "event_id": "",
            "date_start": "2020", "date_precision": "year", "audit": "", "item": "", "says": "", "first": "",
            "last": ""}
    made = [{**base, "fact_id": f"f{i}", "origin": f"o{i}", **row} for i, row in enumerate(rows)]
    return pd.DataFrame(made) if made else pd.DataFrame([base]).iloc[:0]


def event(day: str, item: str = "council") -> dict[str, Any]:
    return {"first": day, "item": item}


def still(day: str) -> dict[str, Any]:
    return {"first": day, "says": "no", "item": "said to stand still"}


@pytest.mark.parametrize(("rows", "expected"), [
    # Two meetings before anyone spoke of a standstill break it, whatever was said afterwards.
    ([event("2005-04"), event("2006-01"), still("2006-06"), still("2007"), still("2008")], B),
    # With nothing well attested before it, a standstill told of later holds for the whole.
    ([still("2006-06"), still("2007")], H),
    ([{"says": "no"}, {"says": "no"}], H),
    ([still("2006-06"), event("2010")], C),
    ([still("2006-06"), still("2007"), still("2008"), event("2004")], H),
    ([still("2006-06")], O), ([still("2006-06"), event("2010"), event("2011"), event("2012")], B),
    ([event("2010"), event("2011")], B), ([event("2010")], O), ([], O),
])
def test_a_standstill_breaks_with_either_stretch(rows: list[dict[str, Any]], expected: Outcome) -> None:
    assert standstill.test(table(*rows), PART, "2005", "2018", "a freeze").outcome is expected


def test_stretches_meet_where_a_standstill_is_first_told_of() -> None:
    made = standstill.test(table(event("2005-04-04"), event("2010"), still("2008"), still("2006-06-29")), PART, "2005",
                           "2018-12-12", "a freeze")
    assert [name for name, _ in made.tried] == ["to 28 June 2006", "from 29 June 2006"]
    cuts = {reading.fact_id: reading.cuts for reading in made.readings}
    assert cuts == {"f0": "contradicts", "f1": "contradicts", "f2": "supports", "f3": "supports"}
    assert standstill.first_told(table(still("2008"), still("2006-06")), PART) == date(2006, 6, 1)
    assert standstill.first_told(table(event("2008")), PART) is None


def test_other_kinds_of_event_can_be_set_apart() -> None:
    rows = table(event("2010", "other"), event("2011", "other"))
    assert standstill.test(rows, PART, "2005", "2018", "x").outcome is B
    made = standstill.test(rows, PART, "2005", "2018", "x", apart=["other"])
    assert made.outcome is O
    assert not made.readings


@given(st.lists(st.integers(1990, 2030), max_size=6), st.lists(st.integers(2005, 2018), max_size=4))
def test_more_events_never_mend_a_standstill(years: list[int], stops: list[int]) -> None:
    rows = [event(str(year)) for year in years] + [still(f"{year}-06-01") for year in stops]
    one = standstill.test(table(*rows), PART, "2005", "2018", "x").outcome
    more = standstill.test(table(*rows, event("2005-01"), event("2005-02")), PART, "2005", "2018", "x").outcome
    assert not (one is B and more is not B)
    assert more is not H

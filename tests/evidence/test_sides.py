from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from helpers.evidence import sides, voices

PARTS = {"PRE-05a": "a goal of absorption", "CON-02b": "the goal since 2018"}


def rows(*given: dict[str, Any]) -> pd.DataFrame:
    base = {"claim_id": "X-01", "part_ids": "X-01a", "stance": "supports", "stance_a": "context", "stance_b": "context",
            "part_stance": "", "directness": "direct", "family": "West", "asserted_by": "think_tank",
            "kinds": ["report"], "read": ["excerpt"], "event_id": "", "date_start": "2021", "date_precision": "year",
            "audit": "", "actor": "an institute"}
    return pd.DataFrame([{**base, "fact_id": f"f{i}", "origin": f"o{i}", **row} for i, row in enumerate(given)])


def test_one_row_a_voice_however_many_rows_report_it() -> None:
    found = sides.table(rows({"event_id": "E"}, {"event_id": "E"}, {}), {"X-01a": "so"})
    assert list(found["facts"]) == ["f0; f1", "f2"]
    assert sides.count(found, "X-01a") == sides.count(found, "X-01a", "supports", family="West") == 2
    assert sides.count(found, "X-01a", "contradicts") == 0


def test_families_stand_from_the_two_sides_to_those_who_look_on() -> None:
    found = sides.table(rows(
        {}, {"family": "russia_private", "asserted_by": "russia_private"},
        {"family": "official Belarus", "asserted_by": "belarus_state"},
        {"family": "official Russia", "asserted_by": "russia_state"}), {"X-01a": "so"})
    assert list(found["group"]) == ["official Russia", "official Belarus", "West", "private Russia"]


def test_a_hollow_voice_has_no_direct_row_and_context_is_none() -> None:
    given = rows({"directness": "indirect"}, {"stance": "qualifies"}, {"stance": "context"})
    found = sides.table(given, {"X-01a": "so"})
    assert dict(zip(found["facts"], found["direct"], strict=True)) == {"f0": False, "f1": True}
    assert set(found["stance"]) == {"supports", "qualifies"}


def test_groups_coders_and_compared_accounts_are_taken_as_told() -> None:
    given = rows({"stance_a": "contradicts"}, {})
    assert list(sides.table(given, {"X-01a": "so"}, "a")["stance"]) == ["contradicts"]
    named = sides.table(given, {"X-01a": "so"}, groups={"f0": "observers", "f1": "leaks"}, order=["observers", "leaks"])
    assert list(named["group"]) == ["observers", "leaks"]
    read = sides.table(given, {"X-01a": "so"}, read={"X-01a": {"f0": "qualifies"}})
    assert list(read.sort_values("facts")["stance"]) == ["qualifies", "supports"]


def test_no_evidence_is_an_empty_table_with_the_same_columns() -> None:
    found = sides.table(rows({}).iloc[:0], {"X-01a": "so"})
    assert found.empty
    assert list(found.columns) == sides.COLUMNS


@pytest.mark.parametrize("part", list(PARTS))
def test_the_table_counts_the_voices_of_the_rule(raw: dict[str, pd.DataFrame], part: str) -> None:
    evidence = voices.counted(voices.evidence(raw, [part[:-1]]), voices.EVERYTHING)
    tally = voices.tally(voices.voices(evidence.to_dict("records"), part, "stance"))  # type: ignore[arg-type]
    found = sides.table(evidence, PARTS)
    weights = found[found["part"].eq(part)].groupby("stance")["weight"].sum()
    assert weights.get("supports", 0) == tally.support
    assert weights.get("contradicts", 0) == tally.against
    assert weights.get("qualifies", 0) == tally.qualify

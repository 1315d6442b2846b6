from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers.claims import hardest
from helpers.evidence.rule import Outcome
from helpers.study import Study
from settled import changed

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    return Study("implementation").accounts("CON-04")


def made(table: pd.DataFrame, raw: dict[str, pd.DataFrame], **tables: pd.DataFrame) -> dict[str, list[Outcome]]:
    """Return by part the outcome of who ranks it so, and of what was counted."""
    frames = {**raw, **tables}
    found: dict[str, list[Outcome]] = {}
    for test in hardest.tests({"CON-04": table}, frames["programme_status"], frames["programmes"]):
        found.setdefault(test.part_id[-1], []).append(test.outcome)
    return found


def test_taxes_stayed_open_long_and_customs_did_not(table: pd.DataFrame, raw: dict[str, pd.DataFrame]) -> None:
    assert made(table, raw) == {"a": [H, H], "b": [C, B], "c": [B, B], "d": [O, B]}
    assert list(hardest.order(table)["topic"]) == ["gas", "taxes", "oil", "customs"]
    assert str(hardest.order(table)["last_open"][0].date()) == "2021-08-09"
    assert pd.isna(hardest.order(table)["last_open"][3])


def test_only_reports_of_the_last_two_years_count(table: pd.DataFrame) -> None:
    found = hardest.states(table)
    assert found["day"].min() >= pd.Timestamp("2019-12-01")
    assert "implementation-114" not in set(found["fact_id"])
    assert hardest.states(changed(table, "CON-04a", first="2022-01")).query("topic == 'taxes'").empty


def test_a_topic_reported_as_open_to_the_end_is_among_the_hardest(table: pd.DataFrame,
                                                                  raw: dict[str, pd.DataFrame]) -> None:
    late = changed(table, "CON-04b", "implementation-062", says="yes", first="2021-10")
    assert made(late, raw)["b"][1] is H
    assert made(late, raw)["c"][1] is H
    early = changed(table, "CON-04a", "implementation-066", first="2019-12-20")
    assert made(early, raw)["a"][1] is B


def test_too_few_topics_leave_the_order_open(table: pd.DataFrame, raw: dict[str, pd.DataFrame]) -> None:
    only = table[table["part_id"].eq("CON-04a")]
    assert made(only, raw)["a"][1] is O
    assert made(only, raw)["c"][1] is O
    assert {outcome for part in "abc" for outcome in made(table.iloc[:0], raw)[part]} == {O}


def test_who_ranks_it_so(table: pd.DataFrame, raw: dict[str, pd.DataFrame]) -> None:
    assert made(changed(table, "CON-04a", says="no"), raw)["a"][0] is B
    assert made(changed(table, "CON-04c", says="yes"), raw)["c"][0] is H
    assert made(changed(table, "CON-04d", says="yes"), raw)["d"][0] is O


def test_what_was_carried_out_first(table: pd.DataFrame, raw: dict[str, pd.DataFrame]) -> None:
    status = raw["programme_status"]
    none = status[~(status["programme_id"].eq("P08") & status["status"].eq("done"))]
    assert made(table, raw, programme_status=none)["d"][1] is O
    energy = none.assign(status=none["status"].where(~none["programme_id"].isin(hardest.ENERGY), "done"))
    assert made(table, raw, programme_status=energy)["d"][1] is H
    assert made(table, raw, programme_status=status.iloc[:0])["d"][1] is O

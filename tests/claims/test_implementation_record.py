from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.analysis import progress
from helpers.claims import implementation_record as record
from helpers.claims import record_told as words
from helpers.evidence.rule import Outcome
from helpers.study import Study


@pytest.fixture(scope="module")
def table(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return progress.statements(raw["series"])


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("implementation-record")


def with_count(table: pd.DataFrame, period: str, value: float) -> pd.DataFrame:
    """Return the statements with every count of that date replaced."""
    mine = table["measure"].eq(progress.PROGRAMMES) & table["period"].eq(period)
    assert mine.any()
    changed = table.copy()
    changed.loc[mine, ["value", "low", "high"]] = value
    return changed


def test_the_count_at_the_start_of_2023(table: pd.DataFrame) -> None:
    assert record.count_at_start(table).outcome is Outcome.HOLDS
    assert record.count_at_start(with_count(table, "2023-01-01", 9)).outcome is Outcome.BROKEN
    assert record.count_at_start(table.iloc[:0]).outcome is Outcome.OPEN


def test_a_rise_by_every_account_breaks_that_nothing_changed(table: pd.DataFrame) -> None:
    assert record.risen(table, 3).outcome is Outcome.BROKEN
    assert record.risen(table, 7).outcome is Outcome.CONTESTED
    low = with_count(with_count(table, "2023-11", 7), "2023-11-29", 8)
    assert record.risen(low, 3).outcome is Outcome.HOLDS
    assert record.risen(table.iloc[:0], 3).outcome is Outcome.OPEN


def test_nearly_finished_programmes_need_a_count_of_the_time(table: pd.DataFrame) -> None:
    test = record.near_completion(table, 60)
    assert test.outcome is Outcome.OPEN
    assert test.found.startswith("no count for that time; later ones: ")
    early = table.copy()
    mine = early["measure"].eq("programmes near completion") & early["period"].eq("2023-11-29")
    early.loc[mine, ["first", "middle", "last"]] = pd.Timestamp("2023-01-05")
    assert record.near_completion(early, 60).outcome is Outcome.BROKEN
    early.loc[mine, ["low", "high"]] = 3.0
    assert record.near_completion(early, 60).outcome is Outcome.HOLDS


def test_only_programmes_on_the_list_were_implemented(raw: dict[str, pd.DataFrame]) -> None:
    made = record.among_the_done(raw["programme_status"], raw["programmes"])
    assert {test.part_id: test.outcome for test in made} == dict.fromkeys(record.IMPORTANT, Outcome.BROKEN)
    status = raw["programme_status"].copy()
    status.loc[status["date"].eq("2023-01-01") & status["programme_id"].eq("P16"), "programme_id"] = "P20"
    assert record.among_the_done(status, raw["programmes"])[2].outcome is Outcome.HOLDS
    assert record.among_the_done(status.iloc[:0], raw["programmes"])[0].outcome is Outcome.OPEN


def test_a_postponement_within_both_periods_is_a_hindrance(raw: dict[str, pd.DataFrame]) -> None:
    made = {test.part_id: test.outcome for test in record.hindered(raw["programme_status"], raw["programmes"])}
    assert made == {"IMP-13a": Outcome.OPEN, "IMP-13b": Outcome.HOLDS, "IMP-13c": Outcome.OPEN}
    status = raw["programme_status"].copy()
    status["status"] = status["status"].replace("postponed", "in progress")
    assert {test.outcome for test in record.hindered(status, raw["programmes"])} == {Outcome.OPEN}


def test_unfinished_and_idle_are_two_readings(table: pd.DataFrame, raw: dict[str, pd.DataFrame]) -> None:
    test = record.unfinished(table, raw["programme_status"])
    assert test.outcome is Outcome.CONTESTED
    assert [reading for reading, _ in test.tried] == ["not finished", "not under way at all"]
    assert record.unfinished(with_count(table, "2023-01-01", 27), raw["programme_status"]).outcome is Outcome.BROKEN


def test_assessments_need_a_count_in_the_window(table: pd.DataFrame) -> None:
    assert record.assessed(table).outcome is Outcome.HOLDS
    assert record.assessed(table[table["last"] < "2022-08"]).outcome is Outcome.OPEN


def test_the_findings_are_those_of_the_tests(study: Study) -> None:
    made = record.of(study)
    assert [finding.tests for finding in record.settle(study)] == list(made.values())
    assert made["IMP-11"][0].found in words.answer(made)


@pytest.mark.parametrize("given", [{"as_of": "2024-05-16"}, {"as_of": "2021-01-01"}, {"perspectives": "official"},
                                   {"perspectives": "independent"}, {"coder": "a"}, {"coder": "b"}])
def test_other_choices_are_settled_too(given: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    study = Study("implementation-record", **given)
    made = record.of(study)
    assert len(record.settle(study)) == len(study.notebook.settles)
    assert words.answer(made)

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.analysis import progress
from helpers.claims import implementation as claims
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study
from settled import changed

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("implementation")


@pytest.fixture
def tables(study: Study) -> dict[str, pd.DataFrame]:
    return {claim: study.accounts(claim) for claim in study.notebook.settles}


def outcomes(made: tuple[PartTest, ...]) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for test in made:
        found.setdefault(test.part_id[-1], []).append(test.outcome)
    return found


def test_a_method_is_more_than_a_count(study: Study, tables: dict[str, pd.DataFrame]) -> None:
    table, said = tables["IMP-01"], progress.statements(study.series(*study.notebook.series))
    made = claims.procedure(table, said, 45)
    assert outcomes(made) == {"a": [H], "b": [O], "c": [O]}
    assert "2 totals in use (989, 993)" in made[1].found
    assert "by up to 6 points" in made[1].found
    assert outcomes(claims.procedure(changed(table, "IMP-01b", says="yes"), said, 45))["b"] == [H]
    assert outcomes(claims.procedure(changed(table, "IMP-01b", says="no"), said, 45))["b"] == [B]
    assert outcomes(claims.procedure(changed(table, "IMP-01a", says="no"), said, 45))["a"] == [B]
    assert claims.procedure(table.iloc[:0], said.iloc[:0], 45)[1].found == "no account read"


def test_counts_contradict_each_other_when_they_fall_or_differ_on_a_day() -> None:
    def said(*rows: tuple[str, str, float]) -> float:
        series = pd.DataFrame([{"series_id": "impl_share_measures_done", "period": day, "edition": who, "value": value,
                                "source_id": f"s{i}", "known_from": "", "note": ""}
                               for i, (day, who, value) in enumerate(rows)])
        return claims.contradiction(progress.statements(series), 45)

    assert said(("2022-07-17", "A", 46), ("2022-08-24", "B", 40)) == 6
    assert said(("2022-07-17", "A", 40), ("2022-08-24", "B", 46)) == 0
    assert said(("2022-07-17", "A", 40), ("2022-07-17", "B", 46)) == 6
    assert said(("2023-02-17", "A", 80), ("2023-03-27", "A", 75)) == 5
    assert said(("2022-01-17", "A", 46), ("2022-08-24", "B", 40)) == 0


def test_delay_by_minsk_needs_dated_acts_in_its_time(tables: dict[str, pd.DataFrame]) -> None:
    table = tables["ES-12"]
    made = claims.delays(table)
    assert outcomes(made) == {"a": [O]}
    assert claims.by_side(table)["Minsk, active"] == 2
    before = next(reading for reading in made[0].readings if reading.fact_id == "gaps-034")
    assert before.cuts == "context"
    strong = changed(table, "ES-12a", says="yes", first="2023-02")
    assert claims.delays(strong)[0].tried[0][1].startswith("7 accounts say so")
    assert outcomes(claims.delays(strong))["a"] == [O]  # held in the first stage, nothing known of 2024
    late = pd.concat([strong, changed(table, "ES-12a", says="yes", first="2024-02").assign(
        fact_id=lambda rows: "late-" + rows["fact_id"])])
    assert outcomes(claims.delays(late))["a"] == [H]
    denied = late.assign(says="no")
    assert outcomes(claims.delays(denied))["a"] == [B]
    assert claims.delays(table.iloc[:0])[0].found.endswith("accounts of delay: none")


def test_what_explains_a_concession_comes_before_it(tables: dict[str, pd.DataFrame]) -> None:
    made = claims.follows(tables)
    assert made.outcome is C
    assert made.found == "terms agreed before August 2020: customs; only after it: taxes and a joint tax body"
    after = {**tables, "CON-04": changed(tables["CON-04"], "CON-04b", says="yes", first="2021-06")}
    assert claims.follows(after).outcome is O
    before = {**tables, "CON-04": changed(tables["CON-04"], "CON-04a", says="no", first="2019-12"),
              "CON-07": tables["CON-07"].iloc[:0]}
    assert claims.follows(before).outcome is B
    nothing = {claim: table.iloc[:0] for claim, table in tables.items()}
    assert claims.follows(nothing).outcome is O
    assert claims.follows(nothing).n == 0


def test_concessions_and_secrecy(tables: dict[str, pd.DataFrame]) -> None:
    assert outcomes(claims.dependence(tables)) == {"b": [O], "c": [O], "d": [H], "e": [O, C], "f": [B]}
    table = tables["IMP-06"]

    def made(part: str, **cells: object) -> list[Outcome]:
        return outcomes(claims.dependence({**tables, "IMP-06": changed(table, f"IMP-06{part}", **cells)}))[part]

    assert made("c", says="no") == [B]
    assert made("d", says="no") == [B]
    assert made("f", says="yes") == [H]
    assert made("e", says="yes")[0] is H


def test_a_refusal_must_be_told_and_other_efforts_dated(tables: dict[str, pd.DataFrame]) -> None:
    table = tables["CON-07"]
    assert outcomes(claims.refusal(table)) == {"a": [O], "c": [O]}
    assert outcomes(claims.refusal(changed(table, "CON-07a", says="yes")))["a"] == [H]
    assert outcomes(claims.refusal(changed(table, "CON-07a", says="no")))["a"] == [B]
    assert outcomes(claims.refusal(changed(table, "CON-07c", directness="direct")))["c"] == [H]
    assert outcomes(claims.refusal(changed(table, "CON-07c", says="no", directness="direct")))["c"] == [B]


@pytest.mark.parametrize("given", [{"as_of": "2024-05-16"}, {"as_of": "2018-01-01"}, {"perspectives": "official"},
                                   {"perspectives": "independent"}, {"coder": "a"}, {"coder": "b"}, {"days": 7},
                                   {"nearly_all": 0.95}])
def test_other_choices_are_settled_too(given: dict[str, object], tmp_path: Path,
                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    study = Study("implementation", **given)
    made = claims.settle(study)
    assert len(made) == len(study.notebook.settles)
    assert all(len(finding.found) <= 90 for finding in made)

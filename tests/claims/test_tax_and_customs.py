from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.claims import tax_and_customs as claims
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study
from settled import changed

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("tax-and-customs")


def outcomes(made: tuple[PartTest, ...]) -> dict[str, Outcome]:
    return {test.part_id[-1]: test.outcome for test in made}


def test_a_public_dispute_is_a_dated_one(study: Study) -> None:
    table = study.accounts("INF-04")
    assert outcomes(claims.dispute(table)) == {"b": O, "c": H}
    assert outcomes(claims.dispute(changed(table, "INF-04c", first="2020-01")))["c"] is O
    assert outcomes(claims.dispute(changed(table, "INF-04c", says="no")))["c"] is B


def test_either_state_ratified_at_its_own_time(study: Study) -> None:
    table = study.accounts("INF-05")
    assert outcomes(claims.ratification(table)) == {"a": O, "b": B}
    assert outcomes(claims.ratification(changed(table, "INF-05a", family="official Russia", date_precision="day",
                                                date_start="2022-12-29")))["a"] is H
    assert outcomes(claims.ratification(changed(table, "INF-05b", first="2022-12-20", item="law signed")))["b"] is H
    late = changed(table, "INF-05b", "influence-005", first="2022-12-20", item="law signed")
    assert outcomes(claims.ratification(late))["b"] is C
    assert outcomes(claims.ratification(table.iloc[:0])) == {"a": O, "b": O}


def test_a_proposal_cannot_speak_for_a_later_end(study: Study) -> None:
    table = study.accounts("INF-05")
    made = claims.ratification(table, "2023-01-31")[1]
    assert made.outcome is O
    assert {reading.item: reading.cuts for reading in made.readings}[claims.PROPOSED] == "context"
    early = claims.ratification(table, "2023-01-10")[1]
    assert {reading.item: reading.cuts for reading in early.readings}[claims.PROPOSED] == "contradicts"


def test_committee_and_system_stand_in_the_articles(study: Study) -> None:
    table = study.accounts("INF-06")
    assert outcomes(claims.bodies(table)) == {"a": H, "b": H, "c": H}
    for part in "abc":
        assert outcomes(claims.bodies(changed(table, f"INF-06{part}", says="no")))[part] is B
    split = changed(table, "INF-06c", "influence-026", says="no")
    assert outcomes(claims.bodies(split))["c"] is C
    assert set(outcomes(claims.bodies(table.iloc[:0])).values()) == {O}


def test_alignment_is_not_lead(study: Study) -> None:
    table = study.accounts("INF-08")
    made = claims.duties(table)
    assert outcomes(made) == {"a": H, "b": O, "c": B}
    assert dict(made[1].tried)["led by Russian rules"] == "no account says so, 3 tell of rules common to both"
    lead = changed(table, "INF-08b", says="yes")
    assert outcomes(claims.duties(lead))["b"] is H
    assert outcomes(claims.duties(changed(table, "INF-08b", says="no")))["b"] is B
    mine = table["part_id"].eq("INF-08b") & table["item"].eq(claims.LEAD)
    denied = table.assign(says=table["says"].where(~mine, "no"))
    assert outcomes(claims.duties(denied))["b"] is C
    assert outcomes(claims.duties(changed(table, "INF-08c", says="yes")))["c"] is H
    assert outcomes(claims.duties(changed(table, "INF-08a", says="no")))["a"] is B


def test_a_plan_for_direct_taxes_must_name_them_and_come_in_time(study: Study) -> None:
    table = study.accounts("INF-09")
    assert outcomes(claims.planned(table)) == {"a": O, "b": O}
    strong = changed(table, "INF-09a", says="yes", directness="direct")
    assert outcomes(claims.planned(strong))["a"] is H
    assert outcomes(claims.planned(changed(strong, "INF-09a", first="2025-01")))["a"] is O
    assert outcomes(claims.planned(changed(strong, "INF-09a", says="no")))["a"] is B


def test_a_first_cut_needs_a_next_one(study: Study) -> None:
    table = study.accounts("INF-10")
    assert outcomes(claims.attack(table)) == {"b": O}
    assert outcomes(claims.attack(changed(table, "INF-10b", says="no", directness="direct")))["b"] is B
    assert outcomes(claims.attack(changed(table, "INF-10b", says="yes", directness="direct")))["b"] is H


@pytest.mark.parametrize("given", [{"as_of": "2024-05-16"}, {"as_of": "2018-01-01"}, {"perspectives": "official"},
                                   {"perspectives": "independent"}, {"coder": "a"}, {"coder": "b"},
                                   {"ratified_until": "2023-01-31"}])
def test_other_choices_are_settled_too(given: dict[str, object], tmp_path: Path,
                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    study = Study("tax-and-customs", **given)
    made = claims.settle(study)
    assert len(made) == len(study.notebook.settles)
    assert all(len(finding.found) <= 90 for finding in made)

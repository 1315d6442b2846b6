from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.claims import second_stage as claims
from helpers.evidence.rule import Outcome
from helpers.study import Study
from settled import changed

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("second-stage")


def test_the_decree_must_be_of_january(study: Study) -> None:
    table = study.accounts("NXT-01")
    assert [test.outcome for test in claims.decree(table)] == [H, H, H]
    assert claims.decree(changed(table, "NXT-01a", first="2024-02-29"))[0].outcome is B
    assert claims.decree(changed(table, "NXT-01b", says="no"))[1].outcome is B
    assert claims.decree(table.iloc[:0])[0].outcome is O


def test_eleven_directions(study: Study) -> None:
    table = study.accounts("NXT-02")
    assert claims.directions(table)[0].outcome is H
    assert claims.directions(changed(table, "NXT-02a", low=12.0, high=12.0))[0].outcome is B
    one = table.assign(low=[12.0, *table["low"][1:]], high=[12.0, *table["high"][1:]])
    assert claims.directions(one.assign(family="West", origin=["a", "b"]))[0].outcome is C


def test_fields_that_were_there_before_break_their_novelty(study: Study) -> None:
    table, programmes = study.accounts("NXT-03"), study.table("programmes")
    law = claims.merger(study.accounts("NXT-04"))[1]
    made = {test.part_id: test.outcome for test in claims.fields(table, law, programmes)}
    assert made == {**dict.fromkeys(claims.FIELDS, H), "NXT-03e": H, "NXT-03f": B, "NXT-03g": O}
    none = programmes.assign(instrument="common market")
    assert {test.part_id: test.outcome for test in claims.fields(table, law, none)}["NXT-03f"] is O
    silent = claims.merger(study.accounts("NXT-04").iloc[:0])[1]
    assert {test.part_id: test.outcome for test in claims.fields(table, silent, programmes)}["NXT-03e"] is O
    gone = claims.fields(changed(table, "NXT-03c", says="no"), law, programmes)
    assert {test.part_id: test.outcome for test in gone}["NXT-03c"] is B


def test_a_common_law_needs_more_than_a_better_one(study: Study) -> None:
    table = study.accounts("NXT-04")
    assert [test.outcome for test in claims.merger(table)] == [H, O]
    assert claims.merger(changed(table, "NXT-04b", says="yes"))[1].outcome is H


def test_textbooks_count_up_to_the_day_of_the_commentary(study: Study) -> None:
    table = study.accounts("NXT-05")
    assert [test.outcome for test in claims.schooling(table)] == [O, H]
    assert claims.schooling(changed(table, "NXT-05b", first="2025-01"))[1].outcome is O
    assert claims.schooling(changed(table, "NXT-05b", says="no"))[1].outcome is B


def test_new_fields_add_risk_only_through_steps(study: Study) -> None:
    table = study.accounts("CON-05")
    assert claims.added_risk(table)[0].outcome is H
    assert claims.added_risk(changed(table, "CON-05d", says="no"))[0].outcome is B
    assert claims.added_risk(table.iloc[:0])[0].outcome is O


def test_a_framework_is_more_than_practice(study: Study) -> None:
    table = study.accounts("CON-06")
    made = {test.part_id: test.outcome for test in claims.repression(table)}
    assert made == {"CON-06a": O, "CON-06b": H, "CON-06c": H, "CON-06d": O}
    joint = table.assign(says=table["says"].where(table["fact_id"].ne("influence-081"), "yes"),
                         family=table["family"].where(table["fact_id"].ne("influence-081"), "official Russia"),
                         date_start="2022-01-01", date_precision="day", directness="direct",
                         read=[["excerpt"] * len(kinds) for kinds in table["kinds"]])
    assert claims.repression(joint)[0].outcome is H
    assert claims.repression(changed(table, "CON-06d", says="yes", directness="direct"))[3].outcome is O
    assert all(reading.cuts == "context" for reading in claims.repression(table)[0].readings if "only" in reading.gives)


def test_steps_fall_before_and_after_the_commentary(study: Study) -> None:
    steps = claims.steps({claim: study.accounts(claim) for claim in study.notebook.settles})
    assert set(steps["lane"]) == set(claims.LANES.values())
    assert steps["after"].any()
    assert not steps["after"].all()
    assert not steps.duplicated(["lane", "item", "first"]).any()
    assert f"{int(steps['after'].sum())} came later" in claims.steps_title(steps)


def test_what_became_known_later_is_listed_once(study: Study) -> None:
    rows = claims.later(pd.concat([study.evidence(claim) for claim in study.notebook.settles]))
    assert len(rows)
    assert not rows.duplicated().any()


@pytest.mark.parametrize("given", [{"as_of": "2024-05-16"}, {"as_of": "2020-01-01"}, {"perspectives": "independent"},
                                   {"coder": "b"}])
def test_other_choices_are_settled_too(given: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    study = Study("second-stage", **given)
    assert len(claims.settle(study)) == len(study.notebook.settles)
    tables = {claim: study.accounts(claim) for claim in study.notebook.settles}
    assert claims.answer(claims.tests(tables, study.table("programmes")))

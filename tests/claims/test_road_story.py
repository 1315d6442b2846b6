from __future__ import annotations

from pathlib import Path

import pytest

from helpers.claims import road_story as story
from helpers.claims import road_to_2020 as claims
from helpers.study import Study

CHOICES = [{}, {"as_of": "2024-05-16"}, {"as_of": "2000-01-01"}, {"perspectives": "official"},
           {"perspectives": "independent"}, {"coder": "a"}, {"coder": "b"}, {"frozen_from": 2010, "frozen_until": 2015}]


@pytest.mark.parametrize("given", CHOICES, ids=str)
def test_other_choices_are_told_too(given: dict[str, str | int], tmp_path: Path,
                                    monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    study = Study("road-to-2020", **given)
    made = claims.settle(study)
    assert [finding.claim_id for finding in made] == list(story.TELL) == list(story.CLAIMED)
    for finding in made:
        assert len(finding.found) <= 90
        assert "  " not in finding.summary
        assert ".." not in finding.summary
    tables = {claim: study.accounts(claim) for claim in study.notebook.settles}
    tests = claims.tests(tables, study.parameters["frozen_from"], study.parameters["frozen_until"])
    assert story.answer(tests, tables).endswith(".")


def test_the_answer_follows_the_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    study = Study("road-to-2020")
    tables = {claim: study.accounts(claim) for claim in study.notebook.settles}
    answer = story.answer(claims.tests(tables), tables)
    assert "did not stop" in answer
    assert "told of from 29 June 2006" in answer
    assert "Summits within it: 1" in answer
    calm = {**tables, "DIV-03": tables["DIV-03"].iloc[:0], "PRE-08": tables["PRE-08"].iloc[:0],
            "PRE-06": tables["PRE-06"].assign(says="no")}
    other = story.answer(claims.tests(calm), calm)
    assert "cannot be told" in other
    assert "not as claimed" in other
    assert "break of 2019-2020" not in other


def test_numbers_take_their_noun() -> None:
    assert [story.number(count, "plan") for count in (0, 1, 2)] == ["0 plans", "1 plan", "2 plans"]

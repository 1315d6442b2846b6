from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers.claims import implementation as claims
from helpers.claims import implementation_told as words
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study

Tests = dict[str, tuple[PartTest, ...]]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tests:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    return claims.of(Study("implementation"))


def turned(tests: tuple[PartTest, ...], part: str, outcome: Outcome) -> tuple[PartTest, ...]:
    return tuple(replace(test, outcome=outcome) if test.part_id == part else test for test in tests)


def test_the_answer_counts_the_steps(made: Tests) -> None:
    told = words.answer(made)
    assert "Of 4 steps of the route from draft to law, 1 is borne out and 1 contradicted" in told
    assert "tell only part of how they are to be carried out" in told
    assert "Terms agreed before August 2020: customs; only after it: taxes and a joint tax body." in told
    unknown = {**made, "IMP-01": turned(made["IMP-01"], "IMP-01a", Outcome.OPEN)}
    assert "may or may not tell" in words.answer(unknown)


@pytest.mark.parametrize(("outcome", "start"), [(Outcome.HOLDS, "Dated acts"), (Outcome.BROKEN, "What is attested"),
                                                (Outcome.CONTESTED, "Accounts of delay by Minsk stand"),
                                                (Outcome.OPEN, "Too few")])
def test_delay_is_told_by_its_outcome(made: Tests, outcome: Outcome, start: str) -> None:
    assert words.told("ES-12", turned(made["ES-12"], "ES-12a", outcome))[1].startswith(start)


def test_the_route_is_told_step_by_step(made: Tests) -> None:
    long = words.told("IMP-03", made["IMP-03"])[1]
    assert "Borne out: drafts by ministries." in long
    assert "Taken by some agreements and not by others: ratification by both parliaments and national law." in long
    none = made["IMP-03"]
    for part in words.STEPS:
        none = turned(none, part, Outcome.OPEN)
    assert words.told("IMP-03", none)[1].startswith("How general the route is")


def test_dependence_refusal_and_topics(made: Tests) -> None:
    assert "does not explain it" in words.told("IMP-06", made["IMP-06"])[1]
    assert "only since August 2020" in words.told("IMP-06", turned(made["IMP-06"], "IMP-06f", Outcome.HOLDS))[1]
    assert words.told("CON-07", turned(made["CON-07"], "CON-07a", Outcome.HOLDS))[1].startswith("A refusal is attested")
    assert words.told("CON-04", made["CON-04"])[0] == "taxes: number 2 of 4 topics; customs: number 4 of 4"


def test_names_are_listed() -> None:
    assert [words.listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b",
                                                                                         "a, b and c"]

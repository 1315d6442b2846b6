from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from helpers.claims import tax_and_customs as claims
from helpers.claims import tax_told as words
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study

Tests = dict[str, tuple[PartTest, ...]]


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("tax-and-customs")


def turned(tests: tuple[PartTest, ...], part: str, outcome: Outcome) -> tuple[PartTest, ...]:
    return tuple(replace(test, outcome=outcome) if test.part_id == part else test for test in tests)


def test_the_answer_joins_dates_bodies_duties_and_voices(study: Study) -> None:
    divided = {claim: words.voices(study.evidence(claim), "consensus") for claim in words.JUDGED}
    told = words.answer(claims.of(study), divided)
    assert "Russia December 2022, Belarus 19 January 2023" in told
    assert "the duties read bind both sides" in told
    assert "4 for, 3 against, 4 limiting it on the agreement" in told


def test_voices_are_counted_for_judgements_alone(study: Study) -> None:
    assert words.voices(study.evidence("INF-10"), "consensus") == {"supports": 4, "contradicts": 3, "qualifies": 4}
    assert words.voices(study.evidence("INF-05"), "consensus") == {}
    short, long = words.told("INF-10", claims.of(study)["INF-10"], {})
    assert short == "voices: none"
    assert long.endswith(".")


def test_dates_are_told_with_what_they_come_to(study: Study) -> None:
    made = claims.of(study)["INF-05"]
    assert words.told("INF-05", made, {})[0] == "Russia: December 2022; Belarus: 19 January 2023"
    assert "(too late)" in words.told("INF-05", made, {})[1]
    assert "(in time)" in words.told("INF-05", turned(made, "INF-05b", Outcome.HOLDS), {})[1]
    assert "no date read" in words.told("INF-05", claims.ratification(study.accounts("INF-05").iloc[:0]), {})[0]


@pytest.mark.parametrize(("outcome", "phrase"), [(Outcome.HOLDS, "puts it above"), (Outcome.OPEN, "cannot be said"),
                                                 (Outcome.BROKEN, "does not stand above")])
def test_how_high_the_committee_stands(study: Study, outcome: Outcome, phrase: str) -> None:
    made = turned(claims.of(study)["INF-06"], "INF-06c", outcome)
    assert phrase in words.told("INF-06", made, {})[1]


def test_what_was_not_found_is_said_to_be_so(study: Study) -> None:
    made = claims.of(study)
    none = turned(turned(made["INF-06"], "INF-06a", Outcome.OPEN), "INF-06b", Outcome.OPEN)
    assert words.told("INF-06", none, {})[0].startswith("neither body")
    assert "was not found in any document or statement" in words.told("INF-09", made["INF-09"], {})[1]
    assert "is attested" in words.told("INF-09", turned(made["INF-09"], "INF-09a", Outcome.HOLDS), {})[1]
    one_way = turned(made["INF-08"], "INF-08c", Outcome.HOLDS)
    assert "bind Belarus alone" in words.told("INF-08", one_way, {})[1]

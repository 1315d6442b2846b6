from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.claims import intentions as claims
from helpers.claims import intentions_story as story
from helpers.claims import standing
from helpers.study import Study


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("intentions")


def test_the_answer_says_who_denies_and_what_was_not_read(study: Study) -> None:
    found = standing.table(claims.evidence(study), story.STANCES, "consensus")
    told = story.answer(claims.of(study), found)
    assert "they were not read" in told
    denied = standing.once(found, story.ABSORPTION, "contradicts")
    assert f"{len(denied)} deny it" in told
    assert f"{len(denied)} against" in story.standing_title(found)


def test_titles_without_voices_say_so(study: Study) -> None:
    none = standing.table(claims.evidence(study).iloc[:0], story.STANCES, "consensus")
    assert story.standing_title(none).startswith("No voice is left")
    assert story.aims_title(none).startswith("No voice is left")
    assert story.shared(none).empty
    assert "of 0 facts" in story.apart(none)
    assert "0 voices hold it" in story.answer(claims.of(study), none)


def test_why_the_restating_claims_differ_follows_from_their_voices(study: Study) -> None:
    found = standing.table(claims.evidence(study), story.STANCES, "consensus")
    rows = story.shared(found)
    both = rows[rows["PRE-05"].ne("") & rows["CON-02"].ne("")]
    assert f"of {len(both)} facts" in story.apart(found)
    assert both["PRE-05"].ne(both["CON-02"]).any()
    alike = found.assign(weight=1.0)
    shared = story.shared(alike)
    same = shared[shared["PRE-05"].ne("") & shared["CON-02"].ne("")]
    assert same["PRE-05"].eq(same["CON-02"]).all()
    assert "0 are weighed differently" in story.apart(alike)


@pytest.mark.parametrize("claim", list(story.CLAIMED))
def test_every_claim_is_told_from_its_tests_and_voices(study: Study, claim: str) -> None:
    found = standing.table(claims.evidence(study), story.STANCES, "consensus")
    short, long = story.told(claim, claims.of(study)[claim], found)
    assert len(short) <= 90
    assert long.endswith(".")

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.claims import restart_2020 as claims
from helpers.claims import restart_story as story
from helpers.evidence.findings import PartTest, Reading
from helpers.evidence.rule import Outcome
from helpers.study import Study

PARTS = {"ES-07": "aabbc", "DIV-07": "abcd", "DIV-09": "ab", "DIV-10": "abc", "DIV-11": "abcde"}


def all_of(outcome: Outcome) -> dict[str, tuple[PartTest, ...]]:
    return {claim: tuple(PartTest(f"{claim}{letter}", outcome, "asked", "claimed", "found so") for letter in letters)
            for claim, letters in PARTS.items()}


@pytest.mark.parametrize(("outcome", "words"), [
    (Outcome.HOLDS, "The restart is dated to September 2020."),
    (Outcome.BROKEN, "counts as high had been announced before."),
    (Outcome.CONTESTED, "do not agree on September 2020"),
    (Outcome.OPEN, "cannot be told"),
])
def test_the_answer_follows_the_outcomes(outcome: Outcome, words: str) -> None:
    assert words in story.answer(all_of(outcome))


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("claim", list(PARTS))
def test_every_claim_is_told_at_every_outcome(claim: str, outcome: Outcome) -> None:
    short, long = story.told(claim, all_of(outcome)[claim], (1, 2, 3))
    assert short
    assert long.endswith(".")


def test_facts_and_what_they_give_are_counted_once() -> None:
    twice = PartTest("X-01a", Outcome.HOLDS, "", "", "", readings=(
        Reading("f0", "", "so", "supports"), Reading("f0", "x", "so", "supports"),
        Reading("f1", "", "not", "contradicts")))
    assert story.cuts(twice, "supports") == 1
    assert story.gives(twice) == "so; not"
    assert story.gives(twice, "qualifies") == "nothing"
    assert (story.number(1, "map"), story.number(2, "map")) == ("1 map", "2 maps")


def test_the_real_answer_speaks_of_both_dates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    told = story.answer(claims.of(Study("restart-2020")))
    assert "older than the election" in told
    assert "April 2021" in told

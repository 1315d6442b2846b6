from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.claims import energy as claims
from helpers.evidence.rule import Outcome
from helpers.study import Study

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("energy")


def test_every_part_has_a_test_and_every_finding_has_words(study: Study, raw: dict[str, pd.DataFrame]) -> None:
    made = claims.settle(study)
    assert {finding.claim_id for finding in made} == set(study.notebook.claims)
    parts = raw["claim_parts"]
    wanted = parts[parts["claim_id"].isin(study.notebook.settles) & parts["test_kind"].ne("stance")]
    assert set(wanted["part_id"]) <= {test.part_id for finding in made for test in finding.tests}
    assert all(finding.summary.endswith(".") and 0 < len(finding.found) <= 90 for finding in made)


@pytest.mark.parametrize("part", ["DIV-04a", "DIV-04b", "DIV-04c", "CON-03a", "CON-03b", "CON-03c"])
def test_an_interest_must_be_voiced_at_both_times(study: Study, part: str) -> None:
    table = study.accounts(part[:-1])
    assert claims.voiced(table, part).outcome is H
    assert claims.voiced(table.assign(says="no"), part).outcome is B
    assert claims.voiced(table.iloc[:0], part).outcome is O
    assert claims.voiced(table.assign(first="2010", last=""), part).outcome is O
    assert [name for name, _ in claims.voiced(table, part).tried] == list(claims.TIMES)


def test_what_is_told_both_ways_is_disputed(study: Study) -> None:
    table = study.accounts("DIV-04")
    denied = table["fact_id"].isin(["history-134", "history-157"])
    assert claims.voiced(table.assign(says=table["says"].where(~denied, "no")), "DIV-04b").outcome is C


def test_equal_terms_as_a_denial_can_only_weaken(study: Study) -> None:
    table = study.accounts("DIV-04")
    assert claims.disowned(table, "DIV-04c") is C
    assert claims.disowned(table[table["item"].eq(claims.EQUAL) & table["says"].eq("partly")], "DIV-04c") is B


def test_accounts_outside_the_span_or_without_a_date_are_left_out(study: Study) -> None:
    table = study.accounts("DIV-04")
    assert "economy-105" not in set(claims.inside(table, *claims.TALKS)["fact_id"])
    assert "economy-105" in set(claims.inside(table, *claims.PAUSE)["fact_id"])
    assert claims.inside(table.assign(first=""), *claims.PAUSE).empty


def test_he_must_have_voiced_each_himself(study: Study) -> None:
    table = study.accounts("DIV-04")
    assert claims.himself(table).outcome is H
    mine = table["part_id"].eq("DIV-04d") & table["item"].eq("markets")
    assert claims.himself(table.assign(says=table["says"].where(~mine, "no"))).outcome is B
    assert claims.himself(table[~mine]).outcome is O


def test_the_frame_is_economic(study: Study) -> None:
    table = study.accounts("CON-03")
    assert claims.economic(table).outcome is H
    assert claims.economic(table.assign(says="no")).outcome is B
    assert claims.economic(table.iloc[:0]).outcome is O


def test_the_restated_claim_is_held_against_the_first(study: Study) -> None:
    made = claims.tests(claims.material(study))
    assert claims.restated(made) == {"a": (H, H), "b": (H, H), "c": (H, H)}


def test_the_discount_fell_for_long_and_is_unknown_after_2022(study: Study) -> None:
    made = claims.tests(claims.material(study))
    assert made["ES-01"][0].outcome is B
    assert made["ES-03"][0].outcome is O
    assert made["ES-03"][0].found.endswith("from April 2022 the price is secret")


def test_reliance_is_told_and_decides_nothing(study: Study) -> None:
    here = claims.material(study)
    assert claims.reliance(here.crude).outcome is O
    assert claims.reliance(here.crude.iloc[:0]).found == "no year known"


@pytest.mark.parametrize("given", [{"as_of": "2024-05-16"}, {"as_of": "2012-01-01"}, {"perspectives": "independent"},
                                   {"start_year": 2015}, {"mmbtu": 40.0}, {"coder": "b"}])
def test_other_choices_are_settled_too(given: dict[str, object], tmp_path: Path,
                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    assert len(claims.settle(Study("energy", **given))) == 5

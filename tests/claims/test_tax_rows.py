from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.claims import tax_and_customs as claims
from helpers.claims import tax_rows as rows
from helpers.study import Study


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("tax-and-customs")


def test_the_path_runs_from_drafts_to_work(study: Study) -> None:
    found = rows.path(study.accounts("INF-05"), study.facts(*rows.STEPS))
    assert list(found["lane"].unique()) == ["Cleared for signature", "Signed", rows.RUSSIA, rows.BELARUS, "At work"]
    assert rows.path_title(found, claims.RATIFIED_UNTIL).endswith("Russia within it, Belarus outside it")
    assert rows.path_title(found, "2023-01-31").endswith("Russia within it, Belarus within it")
    nothing = rows.path(study.accounts("INF-05").iloc[:0], study.facts(*rows.STEPS).iloc[:0])
    assert nothing.empty
    assert "without an account" in rows.path_title(nothing, claims.RATIFIED_UNTIL)
    assert rows.path_spans(claims.RATIFIED_UNTIL)[rows.RUSSIA] == (pd.Timestamp("2022-12-01"),
                                                                   pd.Timestamp("2022-12-31"))


def test_duties_say_whom_they_bind(study: Study) -> None:
    found = rows.binds(study.accounts("INF-08"))
    assert len(found) == 6
    assert rows.binds_title(found) == ("Of 6 duties read in the agreement 5 bind both sides, 1 Russia alone and none "
                                       "Belarus alone")
    assert rows.binds_title(found.assign(Russia=False)).endswith("none Russia alone and 5 Belarus alone")
    assert rows.binds(study.accounts("INF-08").iloc[:0]).empty
    assert rows.binds_title(found.iloc[:0]).startswith("No duty")


def test_voices_and_articles(study: Study) -> None:
    evidence = {claim: study.evidence(claim) for claim in study.notebook.settles}
    found = rows.voices(evidence, "consensus")
    assert rows.voices_title(found).endswith("cuts into sovereignty: 4 voices for, 3 against, 4 limiting it")
    articles = rows.articles(pd.concat(list(evidence.values())))
    assert articles["fact"].is_unique
    assert articles["where"].ne("").all()


def test_meanings_are_listed(study: Study) -> None:
    assert set(rows.meanings(claims.of(study))["part"]) == {"INF-08b"}

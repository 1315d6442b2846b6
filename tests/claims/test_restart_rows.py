from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.claims import restart_2020 as claims
from helpers.claims import restart_rows as rows
from helpers.evidence import sides
from helpers.study import Study


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("restart-2020")


@pytest.fixture
def tables(study: Study) -> dict[str, pd.DataFrame]:
    return {claim: study.accounts(claim) for claim in study.notebook.claims}


def empty(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {claim: table.iloc[:0] for claim, table in tables.items()}


def test_counts_of_open_papers_run_by_day_and_are_named_in_the_title(tables: dict[str, pd.DataFrame]) -> None:
    found = rows.still_open(tables)
    assert found["first"].is_monotonic_increasing
    assert (found["low"] <= found["high"]).all()
    assert rows.open_title(found) == (
        "Said to be still open: 1 to 8 in December 2019, 6 to 7 in February 2021, 2 to 3 in April 2021")
    nothing = rows.still_open(empty(tables))
    assert nothing.empty
    assert rows.open_title(nothing) == "No count of open roadmaps is known"


def test_the_restart_is_told_by_what_was_resumed(tables: dict[str, pd.DataFrame]) -> None:
    found = rows.restart(tables)
    assert set(found["lane"]) == set(rows.restart_spans())
    assert "roadmap talks to September 2020" in rows.restart_title(found)
    assert rows.restart_title(rows.restart(empty(tables))) == "No account dates the restart"


def test_demands_are_counted_in_the_times_that_the_test_uses(tables: dict[str, pd.DataFrame]) -> None:
    found = rows.disputes(tables["DIV-07"])
    told = rows.disputes_title(found)
    tried = dict(claims.interests(tables["DIV-07"])[0].tried)
    for name, words in tried.items():
        assert f"{words.split()[0]} from {name}" in told
    assert rows.disputes_title(found.iloc[:0]) == "No opposed demands are on record"
    assert rows.disputes_spans(2005)[rows.DEMANDS][0] == pd.Timestamp("2005-01-01")


def test_voices_are_counted_as_the_tests_compared_them(study: Study) -> None:
    evidence = {claim: study.evidence(claim) for claim in study.notebook.settles}
    found = rows.stances(evidence, "consensus", claims.of(study))
    assert set(found["part"]) == set(rows.DISPUTED)
    assert f"{sides.count(found, 'ES-07c', 'contradicts')} against" in rows.stances_title(found)
    assert sides.count(found, "ES-07c", "contradicts") == 2
    assert rows.stances_title(found.iloc[:0]).startswith("No voice is left")


def test_the_accounts_of_the_decree_stand_side_by_side(tables: dict[str, pd.DataFrame]) -> None:
    found = rows.spread(tables["DIV-11"])
    assert set(found["date"]) == {"4 November 2021", ""}
    assert found["number"].ne("").sum() == 1
    assert rows.spread(tables["DIV-11"].iloc[:0]).empty

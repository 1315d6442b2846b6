from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.claims import restart_2020 as claims
from helpers.claims import terms as reported
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study
from settled import changed, without

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("restart-2020")


def outcomes(made: tuple[PartTest, ...]) -> list[Outcome]:
    return [test.outcome for test in made]


def test_standing_is_told_by_accounts_and_terms_decide_nothing_unread(study: Study) -> None:
    table, terms = study.accounts("ES-07"), reported.terms(study.table("facts"), study.choices)
    assert outcomes(claims.weakened(table, terms)) == [H, O]
    assert "of 3 terms known from reports, 2 became milder" in claims.weakened(table, terms)[1].found
    stronger = changed(table, "ES-07a", says="no")
    assert claims.weakened(stronger, terms)[0].outcome is B
    assert claims.weakened(changed(stronger, "ES-07a", "history-202", says="yes"), terms)[0].outcome is O
    worse = changed(table, "ES-07a", says="yes", directness="direct")
    assert claims.weakened(worse, terms)[1].outcome is H
    assert "of 0 terms" in claims.weakened(table, terms.assign(after=""))[1].found


def test_the_restart_is_held_against_the_election_by_its_date_and_by_what_was_arranged(study: Study) -> None:
    table, restart = study.accounts("ES-07"), study.accounts("DIV-09")
    assert outcomes(claims.restarted(table, restart)) == [C, B]
    later = without(restart, "history-190")
    assert claims.restarted(table, later)[0].outcome is H
    assert claims.restarted(table, restart[restart["fact_id"].eq("history-190")])[0].outcome is B
    # A forecast that the talks would return is no arrangement.
    assert claims.restarted(without(table, "history-191"), restart)[1].outcome is O
    assert claims.restarted(changed(table, "ES-07b", "history-191", says="yes"), restart)[1].outcome is H


def test_the_cause_of_the_restart(study: Study) -> None:
    table = study.accounts("ES-07")
    assert outcomes(claims.used(table)) == [C]
    assert outcomes(claims.used(without(table, "history-185", "history-191"))) == [O]
    assert outcomes(claims.used(changed(table, "ES-07c", says="yes"))) == [H]
    assert outcomes(claims.used(changed(table, "ES-07c", says="no"))) == [B]


def test_opposed_demands_must_be_dated_in_both_times(study: Study) -> None:
    table = study.accounts("DIV-07")
    (made,) = claims.interests(table)
    assert made.outcome is H
    assert [name for name, _ in made.tried] == list(claims.TIMES)
    late = table["first"].ge("2018")
    assert claims.interests(table[~late])[0].outcome is O
    agreed = table.assign(says=table["says"].where(late, "no"))
    assert claims.interests(agreed)[0].outcome is C
    assert claims.interests(table.assign(says="no"))[0].outcome is B


def test_the_two_standstills_and_their_block(study: Study) -> None:
    table, freeze = study.accounts("DIV-07"), study.accounts("DIV-03")
    assert outcomes(claims.stalled(table, freeze, 2005)) == [B, H, H]
    # Deep talks went on to the middle of 2006: a later first year meets accounts of standstill alone.
    assert claims.stalled(table, freeze, 2007)[0].outcome is H
    assert claims.stalled(table, freeze[freeze["first"].lt("1990")], 2005)[0].outcome is O
    signed = changed(table, "DIV-07c", says="no")
    assert outcomes(claims.stalled(signed, freeze, 2005))[1] is B
    assert outcomes(claims.stalled(changed(table, "DIV-07d", says="no"), freeze, 2005))[2] is B
    split = changed(table, "DIV-07d", "history-183", says="no")
    assert outcomes(claims.stalled(split, freeze, 2005))[2] is H
    split = changed(split, "DIV-07d", "history-157", says="no")
    assert outcomes(claims.stalled(split, freeze, 2005))[2] is C


def test_the_month_of_the_restart(study: Study) -> None:
    table = study.accounts("DIV-09")
    assert outcomes(claims.resumed(table)) == [C, C]
    assert claims.resumed(without(table, "history-190", "history-211"))[0].outcome is H
    assert claims.resumed(without(table, "history-201"))[0].outcome is B
    assert claims.resumed(table.iloc[:0])[0].outcome is O
    assert claims.resumed(without(table, "history-211"))[1].outcome is O
    assert claims.resumed(changed(table, "DIV-09b", says="yes", directness="direct"))[1].outcome is H
    assert claims.resumed(changed(table, "DIV-09b", says="no", directness="direct"))[1].outcome is B


def test_april_was_not_the_first_announcement(study: Study) -> None:
    table = study.accounts("DIV-10")
    assert outcomes(claims.announced(table, 0.5)) == [H, B, C]
    none = table[~table["part_id"].eq("DIV-10b")]
    assert claims.announced(none, 0.5)[1].outcome is O
    # One earlier count before the break speaks against one of the two meanings alone.
    assert claims.announced(without(table, "history-209"), 0.5)[1].outcome is O
    assert claims.announced(changed(table, "DIV-10a", first="2021-02-22", last=""), 0.5)[0].outcome is B


def test_significance_needs_many_ready_and_fewer_open_than_before(study: Study) -> None:
    table = study.accounts("DIV-10")
    made = claims.significant(table, 0.5)
    assert made.outcome is C
    assert made.found == "at least 26 ready, 3 open at most; as few as 1 had been said to be open before"
    assert claims.significant(without(table, "implementation-075"), 0.5).outcome is H
    assert claims.significant(table, 0.95).outcome is B
    assert claims.significant(table.iloc[:0], 0.5).outcome is O


def test_the_decree(study: Study) -> None:
    table = study.accounts("DIV-11")
    assert outcomes(claims.decree(table)) == [H] * 5
    for place, part in enumerate("bcde", 1):
        assert claims.decree(changed(table, f"DIV-11{part}", says="no"))[place].outcome is B
        none = table[~table["part_id"].eq(f"DIV-11{part}")]
        assert claims.decree(none)[place].outcome is O
    assert claims.decree(changed(table, "DIV-11a", first="2021-10-04"))[0].outcome is B


@pytest.mark.parametrize("given", [{"as_of": "2024-05-16"}, {"as_of": "2020-01-01"}, {"perspectives": "official"},
                                   {"perspectives": "independent"}, {"perspectives": "Ukraine"}, {"coder": "a"},
                                   {"coder": "b"}, {"frozen_from": 2012}, {"significant": 0.95}])
def test_other_choices_leave_words_for_every_claim(given: dict[str, object], tmp_path: Path,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    for finding in claims.settle(Study("restart-2020", **given)):
        assert len(finding.found) <= 90
        assert "nan" not in f"{finding.found} {finding.summary}"
        assert "inf" not in finding.found

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.claims import intentions as claims
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study
from settled import changed, without

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("intentions")


def outcomes(made: tuple[PartTest, ...]) -> list[Outcome]:
    return [test.outcome for test in made]


def test_every_part_that_is_no_stance_has_a_test_and_every_finding_has_words(study: Study,
                                                                             raw: dict[str, pd.DataFrame]) -> None:
    made = claims.settle(study)
    assert [finding.claim_id for finding in made] == list(study.notebook.settles)
    parts = raw["claim_parts"]
    wanted = parts[parts["claim_id"].isin(study.notebook.settles) & parts["test_kind"].ne("stance")]
    tested = {test.part_id for finding in made for test in finding.tests}
    assert set(wanted["part_id"]) | set(claims.MEANT) <= tested
    for finding in made:
        assert len(finding.found) <= 90
        assert len(finding.claimed) <= 90
        assert finding.summary.endswith(".")


STATUS = pd.DataFrame({"programme_id": ["P01", "P02", "P02", "P03"], "date": ["2022-03", "2022", "2023-01-01", "2025"],
                       "status": ["in progress", "not started", "done", "done"]})
PROGRAMMES = pd.DataFrame({"programme_id": ["P01", "P02", "P03"]})


def test_steps_are_needed_on_more_than_half_of_the_programmes() -> None:
    made = claims.carried_out(STATUS, PROGRAMMES)
    assert (made.outcome, made.found) == (H, "steps reported on 2 of 3 programmes, 1 once called done")
    # What came after the commentary, and what nobody told of, are no steps.
    assert claims.carried_out(STATUS.iloc[[0, 3]], PROGRAMMES).outcome is O
    assert claims.carried_out(STATUS.assign(status="postponed", date="2023"), PROGRAMMES).outcome is B
    assert claims.carried_out(STATUS.iloc[:0], PROGRAMMES).outcome is O
    before = STATUS.assign(date="2019-12-20")
    assert claims.carried_out(before, PROGRAMMES).outcome is O


def test_dependence_is_laid_to_the_programmes_or_not(study: Study) -> None:
    table = study.accounts("ES-05")
    status, programmes = study.table("programme_status"), study.table("programmes")
    assert outcomes(claims.roadmaps(table, status, programmes)) == [C, H, O]
    assert claims.roadmaps(changed(table, "ES-05a", says="yes"), status, programmes)[0].outcome is H
    assert claims.roadmaps(changed(table, "ES-05a", says="no"), status, programmes)[0].outcome is B
    assert claims.roadmaps(without(table, "gaps-028"), status, programmes)[0].outcome is O
    earlier = changed(table, "ES-05d", first="2024-01")
    assert claims.roadmaps(earlier, status, programmes)[2].outcome is H


def test_an_aim_named_is_no_aim_ranked(study: Study) -> None:
    table = study.accounts("ES-10")
    aim, rank = claims.main_aim(table)
    assert (aim.outcome, rank.outcome) == (O, O)
    assert dict(aim.tried)["at adoption"].startswith("4 accounts say so")
    both = pd.concat([table, table.assign(item=claims.THEN)], ignore_index=True)
    assert claims.main_aim(both[both["part_id"].eq("ES-10a")])[0].outcome is H
    assert claims.main_aim(both.assign(says="no"))[1].outcome is B
    first = both.assign(says=both["item"].eq(claims.ADOPTED).map({True: "yes", False: "no"}))
    assert claims.main_aim(first)[1].outcome is C


def test_older_proposals_are_looked_for(study: Study) -> None:
    table, since = study.accounts("PRE-05"), study.accounts("CON-02")
    assert outcomes(claims.old_project(table, since)) == [O, O]
    own = since.assign(directness="direct")
    assert claims.old_project(table, own)[0].outcome is H
    assert claims.old_project(table, since.iloc[:0])[0].outcome is O


def test_since_when_and_until_when(study: Study) -> None:
    table = study.accounts("CON-02")
    assert outcomes(claims.goal(table)) == [B, C]
    assert claims.goal(table)[1].found.endswith("signs in 2021, 2025")
    assert claims.goal(without(table, "gaps-043"))[0].outcome is O
    assert claims.goal(changed(table, "CON-02c", says="yes", directness="direct"))[0].outcome is H
    # Denials alone, however many, do not settle it at one stroke.
    assert claims.goal(without(table, "gaps-040", "gaps-043"))[1].outcome is O
    assert claims.goal(without(table, "gaps-024", "history-194", "history-214"))[1].outcome is H


def test_the_texts_are_unread_and_their_accounts_compared(study: Study) -> None:
    table = study.accounts("IMP-14")
    assert outcomes(claims.absorption(table)) == [O, B, H]
    assert claims.absorption(table)[0].found.startswith("not read")
    assert claims.absorption(changed(table, "IMP-14a", says="yes"))[1].outcome is H
    far = table[~table["item"].eq("officials on the goal")]
    assert claims.absorption(changed(far, "IMP-14a", "gaps-038", says="yes"))[1].outcome is B
    split = changed(changed(far, "IMP-14a", "gaps-038", says="yes"), "IMP-14a", "gaps-035", says="yes")
    assert claims.absorption(split)[1].outcome is C
    assert claims.absorption(table[table["part_id"].eq("IMP-14c")])[1].outcome is O
    assert claims.absorption(without(table, "gaps-039"))[2].outcome is O
    assert claims.absorption(changed(table, "IMP-14c", says="no"))[2].outcome is B


def test_intentions_are_judged_by_position_first(study: Study) -> None:
    made = claims.of(study)
    by = {test.part_id: test.outcome for tests in made.values() for test in tests if test.part_id in claims.MEANT}
    assert by == {"PRE-05a": H, "CON-02a": H, "CON-02b": C, "IMP-14b": C}
    assert [test.part_id for test in made["IMP-14"]] == ["IMP-14a", "IMP-14a", "IMP-14b", "IMP-14c"]


@pytest.mark.parametrize("given", [{"as_of": "2024-05-16"}, {"as_of": "2018-12-31"}, {"perspectives": "official"},
                                   {"perspectives": "independent"}, {"perspectives": "Ukraine"}, {"coder": "a"},
                                   {"coder": "b"}])
def test_other_choices_leave_words_for_every_claim(given: dict[str, object], tmp_path: Path,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    for finding in claims.settle(Study("intentions", **given)):
        assert len(finding.found) <= 90
        assert "nan" not in f"{finding.found} {finding.summary}"

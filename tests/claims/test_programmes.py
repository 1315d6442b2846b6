from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.claims import programmes as claims
from helpers.evidence.rule import Outcome
from helpers.study import Study
from settled import changed

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("programmes", draws=200)


def test_the_number_and_year_of_the_package(study: Study) -> None:
    table = study.accounts("ES-08")
    assert [test.outcome for test in claims.package(table)] == [H, H, O]
    assert claims.package(changed(table, "ES-08a", low=31.0, high=31.0))[0].outcome is B
    assert claims.package(changed(table, "ES-08b", first="2022-01"))[1].outcome is B
    assert claims.package(changed(table, "ES-08c", says="no"))[2].outcome is B
    assert claims.package(table.iloc[:0])[0].outcome is O


def test_sectors_are_covered_by_programmes_that_have_a_name(study: Study) -> None:
    table, areas, programmes = study.accounts("DIV-12"), study.table("areas"), study.table("programmes")
    assert claims.decree(table, areas, programmes)[2].outcome is H
    nameless = programmes.assign(title_en=programmes["title_en"].mask(programmes["programme_id"].isin(["P25"]), ""))
    assert claims.decree(table, areas, nameless)[2].outcome is O
    assert claims.decree(changed(table, "DIV-12c", item="communications", says="no"), areas, nameless)[2].outcome is B


def test_domains_need_a_plan_at_both_times(study: Study) -> None:
    table = study.accounts("DIV-13")
    made = {test.part_id: test.outcome for test in claims.domains(table)}
    assert made["DIV-13a"] is H
    assert made["DIV-13c"] is O
    assert {test.part_id: test.outcome for test in claims.domains(changed(table, "DIV-13a", says="no"))}["DIV-13a"] is B


def test_claims_about_the_whole_stay_open_while_most_is_unknown(study: Study) -> None:
    programmes = study.table("programmes")
    assert [test.outcome for test in claims.influence(study.accounts("INF-01"), programmes)] == [O, O, O]
    assert [test.outcome for test in claims.models(study.accounts("INF-02"), programmes)] == [O, O]
    russian = programmes.assign(names_russian_model="yes")
    assert claims.models(study.accounts("INF-02"), russian)[0].outcome is H
    assert claims.models(study.accounts("INF-02"), programmes.assign(names_russian_model="no"))[0].outcome is B


def test_one_builder_from_elsewhere_breaks_only(study: Study) -> None:
    table = study.accounts("INF-03")
    assert [test.outcome for test in claims.builders(table)] == [O, O]
    named = table["fact_id"].eq("programmes-056") & table["part_id"].eq("INF-03b")
    # Direct words of a Belarusian law that name a Belarusian builder would decide it.
    told = table.assign(says=table["says"].mask(named, "no"), directness="direct")
    assert claims.builders(told)[1].outcome is B


def test_what_is_known_of_each_programme(study: Study) -> None:
    known = claims.known_of(study.table("programmes"))
    assert len(known) == claims.NUMBER
    assert claims.tiles_title(known).startswith(f"{known['title'].ne('').sum()} of 28 programmes have a name")
    assert f"acts are known for {known['acts'].sum()}" in claims.answer(claims.tests(study), known)


@pytest.mark.parametrize("given", [{"as_of": "2024-05-16"}, {"as_of": "2015-01-01"}, {"perspectives": "independent"},
                                   {"coder": "a"}])
def test_other_choices_are_settled_too(given: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    study = Study("programmes", draws=200, **given)
    assert len(claims.settle(study)) == len(study.notebook.settles)

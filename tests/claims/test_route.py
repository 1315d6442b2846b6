from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers.claims import route
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study
from settled import changed

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    return Study("implementation").accounts("IMP-03")


def made(table: pd.DataFrame, raw: dict[str, pd.DataFrame], nearly_all: float = 0.8) -> dict[str, PartTest]:
    return {test.part_id[-1]: test for test in route.tests(table, raw["programmes"], nearly_all)}


def test_every_agreement_belongs_to_a_programme(table: pd.DataFrame, raw: dict[str, pd.DataFrame]) -> None:
    assert set(route.AGREEMENTS.values()) <= set(raw["programmes"]["programme_id"])
    named = {route.agreement(str(item)) for item in table["item"]} - {route.LAW}
    assert named == set(route.AGREEMENTS)


def test_the_steps_of_the_route(table: pd.DataFrame, raw: dict[str, pd.DataFrame]) -> None:
    found = made(table, raw)
    assert {part: test.outcome for part, test in found.items()} == {"a": H, "b": C, "c": B, "d": C, "e": O, "f": O}
    assert route.by_both(table) == {"indirect taxes", "road transport"}
    assert route.otherwise(table) == {"competition rules", "industrial policy", "consumer rules"}
    assert found["e"].found == "2 of 28 programmes known to go this way, 3 another way, 23 not known"


def test_a_step_holds_or_breaks_by_the_share_asked_for(table: pd.DataFrame, raw: dict[str, pd.DataFrame]) -> None:
    assert made(table, raw, 0.75)["d"].outcome is H
    assert made(table, raw, 0.5)["b"].outcome is H
    assert made(changed(table, "IMP-03b", says="no"), raw)["b"].outcome is B
    assert made(changed(table, "IMP-03c", says="yes"), raw)["c"].outcome is H
    assert made(changed(table, "IMP-03a", says="no"), raw)["a"].outcome is B


def test_below_three_agreements_accounts_are_weighed(table: pd.DataFrame, raw: dict[str, pd.DataFrame]) -> None:
    two = made(table, raw)["a"]
    assert two.found == "drafted by ministries: 2 of 2 agreements whose course is known"
    weak = table[~(table["part_id"].eq("IMP-03a") & table["fact_id"].eq("programmes-047"))]
    assert made(weak, raw)["a"].outcome is O
    assert {test.outcome for test in made(table.iloc[:0], raw).values()} == {O}


def test_two_meanings_of_what_the_presidents_sign_are_told(table: pd.DataFrame, raw: dict[str, pd.DataFrame]) -> None:
    tried = dict(made(table, raw)["c"].tried)
    assert tried[route.AGREEMENT_READING].endswith("otherwise")
    assert tried[route.LAW_READING].endswith("in part")


def test_the_route_is_general_only_when_enough_programmes_go_it(table: pd.DataFrame,
                                                                raw: dict[str, pd.DataFrame]) -> None:
    assert made(table, raw, 0.95)["e"].outcome is B
    few = {**raw, "programmes": raw["programmes"][raw["programmes"]["programme_id"].isin(["P08", "P12"])]}
    assert made(table, few)["e"].outcome is H


def test_a_programme_with_both_ways_stays_open(table: pd.DataFrame) -> None:
    row = table[table["part_id"].eq("IMP-03e")].iloc[[0]].assign(item="customs")
    assert "P08" not in route.outcomes(pd.concat([table, row]))


def test_a_start_on_a_draft_would_hold(table: pd.DataFrame, raw: dict[str, pd.DataFrame]) -> None:
    strong = changed(table, "IMP-03f", says="yes", directness="direct", family="neutral")
    assert made(strong, raw)["f"].outcome is H
    assert made(changed(strong, "IMP-03f", says="no"), raw)["f"].outcome is B

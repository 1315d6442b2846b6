from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.claims import opinion as claims
from helpers.evidence.rule import Outcome
from helpers.study import Study

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("opinion")


def waves(*told: tuple[str, float], mode: str = "telephone", sample: float = 1000.0,
          series_id: str = "baw_union_russia") -> pd.DataFrame:
    return pd.DataFrame([{"series_id": series_id, "pollster": "x", "wave": wave, "percent": percent, "question": "q",
                          "population": "p", "mode": mode, "sample": sample, "margin": 3.0, "note": "",
                          "source_id": "s"} for wave, percent in told])


def test_opinion_needs_waves_asked_alike() -> None:
    assert claims.opinion(waves(("2019-12", 40), ("2020-11", 50)), 1.5).outcome is H
    assert claims.opinion(waves(("2019-12", 50), ("2020-11", 40)), 1.5).outcome is B
    assert claims.opinion(waves(("2019-12", 50), ("2020-09", 40), ("2020-11", 60)), 1.5).outcome is C
    assert claims.opinion(waves(("2019-12", 50), ("2020-11", 51)), 1.5).outcome is O
    assert claims.opinion(waves(("2019-12", 40), ("2020-11", 50), mode=""), 1.5).outcome is O
    assert claims.opinion(waves(("2019-12", 40), ("2020-11", 50), sample=float("nan")), 1.5).outcome is O
    assert claims.opinion(waves(("2020-11", 50)), 1.5).found == "no pollster has waves on both sides"


def test_the_polls_at_hand_cannot_tell(study: Study) -> None:
    _, made = claims.of(study)
    assert made[1].outcome is O and made[1].n == 0 and "no pairs of waves asked alike" in made[1].found


def test_accounts_decide_on_influence_and_position(study: Study) -> None:
    table = study.accounts("CON-01")
    assert claims.influence(table).outcome is H
    denied = table.assign(says=table["says"].where(table["part_id"].ne("CON-01a"), "no"))
    assert claims.influence(denied).outcome is B
    assert claims.influence(table.iloc[:0]).outcome is O
    assert claims.position(table, "limit").outcome is H
    assert claims.position(table, "contradict").outcome is C
    unlike = table.assign(says=table["says"].where(table["part_id"].ne("CON-01b"), "no"))
    assert claims.position(unlike, "limit").outcome is B
    assert claims.position(table[table["family"].eq("official Belarus")], "limit").outcome is O


def test_support_given_is_no_cause_until_terms_are_tied_to_it(study: Study) -> None:
    table = study.accounts("CON-01")
    test = claims.mechanism(table)
    assert test.outcome is O and "none that ties terms" in test.found
    assert {reading.cuts for reading in test.readings} == {"context"}
    mine = table[table["part_id"].eq("CON-01c")].head(2).assign(
        item=claims.TERMS, directness="direct", event_id="", date_precision="", family=["West", "Ukraine"])
    assert claims.mechanism(pd.concat([table, mine])).outcome is H
    assert claims.mechanism(pd.concat([table, mine.assign(says="no")])).outcome is B


def test_every_part_is_tested_and_told(study: Study, raw: dict[str, pd.DataFrame]) -> None:
    (finding,) = claims.settle(study)
    parts = raw["claim_parts"]
    assert {test.part_id for test in finding.tests} == set(parts.loc[parts["claim_id"].eq("CON-01"), "part_id"])
    assert len(finding.found) <= 90 and finding.summary.endswith(".")
    assert "polls cannot tell" in claims.answer(finding.tests)
    split = claims.part_table(finding.tests, study.evidence("CON-01"))
    assert "history-220" in " ".join(split["coders differ on"])


def test_tables_and_titles_follow_the_waves(study: Study) -> None:
    found, _ = claims.of(study)
    assert "within the" in claims.levels_title(found)
    high = waves(("2019-12", 40), ("2020-11", 70))
    assert claims.levels_title(high) == (
        "After August 2020 support for union with Russia ran at 70 percent, before at 40")
    assert "not known" in claims.levels_title(high.iloc[:0])
    assert "4 questions" in claims.sides_title(found)
    assert claims.sides_title(found.iloc[:0]).startswith("No wave")
    asked = claims.asked_table(found)
    assert {"unknown", "899"} <= set(asked["sample"])
    assert "fell from 52 percent (September 2020)" in claims.course(found)
    assert claims.course(found.iloc[:0]).startswith("No pollster")
    assert "5 of them directly" in claims.by_family(study.evidence("CON-01"))
    assert claims.by_family(study.evidence("CON-01").iloc[:0]).startswith("No fact")


def test_nothing_known_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    _, made = claims.of(Study("opinion", as_of="2005-01-01"))
    assert {test.outcome for test in made} == {O}

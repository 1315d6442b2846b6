from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from helpers.claims import implementation_record as record
from helpers.claims import record_told as words
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study

Tests = dict[str, tuple[PartTest, ...]]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tests:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    return record.of(Study("implementation-record"))


def turned(made: Tests, part: str, outcome: Outcome) -> Tests:
    return {claim: tuple(replace(test, outcome=outcome) if test.part_id == part else test for test in tests)
            for claim, tests in made.items()}


def test_the_answer_follows_the_tests(made: Tests) -> None:
    assert "is what the official count says" in words.answer(made)
    assert "is contradicted by every official count" in words.answer(made)
    assert "3 are missing from the only list" in words.answer(made)
    assert "is borne out by the counts" in words.answer(turned(made, "IMP-11a", Outcome.HOLDS))
    assert "cannot be checked" in words.answer(turned(made, "IMP-09a", Outcome.OPEN))
    blank = made
    for part in ("IMP-12a", "IMP-12b", "IMP-12c"):
        blank = turned(blank, part, Outcome.OPEN)
    assert "is not known under these choices" in words.answer(blank)
    assert words.told("IMP-12", blank["IMP-12"])[0] == "no list known"


@pytest.mark.parametrize(("outcome", "word"), [(Outcome.HOLDS, "reported"), (Outcome.BROKEN, "denied"),
                                               (Outcome.CONTESTED, "disputed"), (Outcome.OPEN, "not shown")])
def test_hindrances_are_told_by_their_outcome(made: Tests, outcome: Outcome, word: str) -> None:
    assert f"gas market {word}" in words.told("IMP-13", turned(made, "IMP-13b", outcome)["IMP-13"])[0]


def test_reasons_are_named(made: Tests) -> None:
    short, long = words.told("IMP-08", made["IMP-08"])
    assert short == "3 accounts name other reasons"
    assert "Russian reluctance" in long
    silent = tuple(replace(test, readings=()) for test in made["IMP-08"])
    assert words.told("IMP-08", silent)[0] == "no account names another reason"


def test_the_second_stage_has_a_count_of_late_measures(raw: dict[str, pd.DataFrame]) -> None:
    series = raw["series"][raw["series"]["series_id"].str.startswith("impl_stage2_")]
    rows, told = words.second_stage(series)
    assert list(rows["measures late"]).count("14") == 1
    assert "14 of 310, beside 125 done (40.3 percent)" in told
    assert words.second_stage(series.iloc[:0])[1].startswith("No figure")
    shares = series[series["series_id"].eq("impl_stage2_share_measures_done")]
    assert "late" not in words.second_stage(shares)[1]


def test_titles_say_what_moved(made: Tests) -> None:
    share = pd.DataFrame({"middle": pd.to_datetime(["2023-01-01", "2023-11-29"]), "low": [68.0, 90.0],
                          "high": [68.0, 94.0]})
    assert words.measures_title(share).endswith("from 68 percent (January 2023) to 94 (November 2023)")
    assert words.measures_title(share.iloc[:1]).startswith("Too few")
    assert made["IMP-11"][0].found in words.programmes_title(made["IMP-11"][0])

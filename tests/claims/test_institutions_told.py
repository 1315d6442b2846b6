from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers.claims import indices, institutions
from helpers.claims import institutions_told as told
from helpers.evidence.findings import PartTest
from helpers.study import Study


@pytest.fixture
def rows(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return raw["series"]


@pytest.fixture
def made(rows: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[PartTest, ...]]:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    study = Study("institutions")
    return institutions.tests(rows, {claim: study.accounts(claim) for claim in study.notebook.settles}, 0.1)


def test_the_answer_follows_the_tests(rows: pd.DataFrame, made: dict[str, tuple[PartTest, ...]]) -> None:
    moved = institutions.changes(rows, *institutions.CRISIS)
    full = told.answer(made, rows, moved, 0.1)
    assert full.startswith("Parliament does not work as a parliament. The limits that parliament and courts set")
    assert "since 1997, not since 2020" in full
    assert "free expression, civil liberties, electoral democracy and liberal democracy" in full
    none = rows.iloc[:0]
    tests = institutions.tests(none, dict.fromkeys(("IMP-04", "IMP-05"), _no_accounts(made)), 0.1)
    assert told.answer(tests, none, {}, 0.1).startswith("Whether parliament works cannot be said")


def _no_accounts(made: dict[str, tuple[PartTest, ...]]) -> pd.DataFrame:
    return pd.DataFrame(columns=["part_id", "item", "says", "first", "last", "fact_id", "directness", "kinds", "read"])


def test_titles_are_computed(rows: pd.DataFrame) -> None:
    assert told.limits_title(rows) == ("At least 93 percent of the fall in limits on the president came in 1995-97, at "
                                       "most 5 percent in 2019-21")
    both = told.bounds_table(rows, institutions.changes(rows, *institutions.CRISIS))
    assert len(both) == 2 * len(indices.WITH_BOUNDS)
    assert told.bounds_title(both).startswith("From 2019 to 2021, 4 of 8 indices fell beyond their bounds, none of")
    assert told.releases_words(rows)["title"] == ("Two releases differ by at most 0.05 for one year; each gives a fall "
                                                  "of 0.07 or more from 2019 to 2021")
    assert told.freedoms_title(rows).endswith("between 2019 and 2023")


def test_tables(rows: pd.DataFrame, made: dict[str, tuple[PartTest, ...]]) -> None:
    states = told.states_table(rows)
    assert set(states["place of Belarus"].iloc[::2]) == {"1 of 6"}
    assert set(states["smallest p possible"]) == {"0.17"}
    moved = institutions.changes(rows, *institutions.CRISIS)
    assert told.moved_table(moved).set_index("index").at["civil liberties", "bounds"] == "leave each other"
    assert told.unseen(moved) == {"passed": "3 of 8", "least": "0.16", "stood": "0.046"}
    beside = told.beside_table(rows).set_index("measure")
    assert "not clear" in beside.at["World Bank, voice and accountability", "remark"]
    assert beside.at["V-Dem, regime", "last"] == "closed autocracy in 2024"
    assert beside.at["Viasna, political prisoners", "last"] == "1,430 on 2024-01-04"
    assert told.regimes(rows) == "electoral autocracy from 1995 to 2023, closed autocracy in 2024"
    assert len(told.index_table(rows, 0.1)) == 8
    assert set(told.part_outcomes(made)["part"]) == {"IMP-04a", "IMP-04b", "IMP-04c", "IMP-05a", "IMP-05b"}
    assert told.split(made["IMP-05"][-1]).startswith("6 say that the rules do not bind him, 1 that one could")
    dated = institutions.dates(rows, 1992, 3, 99)
    assert told.dates_words(dated) == "For the limits, the first break lies in 1996, and none of 3 has one after 2019"
    assert told.dates_table(dated)["observations"].min() == 30


def test_nothing_known_is_said_so(rows: pd.DataFrame) -> None:
    none = rows.iloc[:0]
    assert "not known" in told.limits_title(none)
    assert told.bounds_table(none, {}).empty
    assert told.bounds_title(told.bounds_table(none, {})).startswith("No index")
    assert told.unseen({}) == {"passed": "0 of 0", "least": "any", "stood": "unknown"}
    assert told.states_table(none).empty
    assert told.beside_table(none).empty
    assert told.releases_words(none)["title"].startswith("No two releases")
    assert told.dates_words({}).startswith("No break is found")
    assert told.regimes(none) == "not known under these parameters"
    assert told.lines(none, told.LIMITS).empty

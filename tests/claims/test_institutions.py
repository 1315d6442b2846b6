"""What settles IMP-04 and IMP-05: each outcome reached by changing the data."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.claims import indices, institutions
from helpers.evidence.rule import Outcome
from helpers.study import Study

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN
LINE = 0.1


@pytest.fixture
def rows(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return raw["series"]


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("institutions")


def scored(rows: pd.DataFrame, index: indices.Index, value: float, half: float = 0.02) -> pd.DataFrame:
    """Return the series with an index of Belarus set to one value from 2019 on."""
    by_series = dict(zip(index.series, (value, value - half, value + half), strict=False))
    mine = rows["series_id"].isin(list(by_series)) & rows["entity"].eq("BLR") & rows["period"].ge("2019")
    return rows.assign(value=rows["value"].where(~mine, rows["series_id"].map(by_series)))


def outcome(rows: pd.DataFrame, index: indices.Index, line: float = LINE) -> Outcome:
    return institutions.floor(rows, "IMP-04a", index, line).outcome


def test_the_floor_needs_the_whole_interval(rows: pd.DataFrame) -> None:
    assert outcome(rows, indices.PARLIAMENT) is H
    assert outcome(rows, indices.PARLIAMENT, 0.05) is O
    assert outcome(scored(rows, indices.PARLIAMENT, 0.7), indices.PARLIAMENT) is B
    assert outcome(scored(rows, indices.PARLIAMENT, 0.3), indices.PARLIAMENT) is O
    assert outcome(scored(rows, indices.PARLIAMENT, 0.5, 0.2), indices.PARLIAMENT) is O
    assert outcome(rows.iloc[:0], indices.PARLIAMENT) is O


def test_an_index_that_came_down_only_in_its_last_year_is_disputed(rows: pd.DataFrame) -> None:
    high = scored(rows, indices.COURTS, 0.4)
    last = high["period"].eq("2021") & high["series_id"].isin(indices.COURTS.series) & high["entity"].eq("BLR")
    assert outcome(high.assign(value=high["value"].where(~last, rows["value"])), indices.COURTS) is C


def test_parliament_is_judged_by_index_and_by_accounts(rows: pd.DataFrame, study: Study) -> None:
    table = study.accounts("IMP-04")
    assert [test.outcome for test in institutions.parliament(rows, table, LINE)] == [H, H]
    other = table.assign(says=table["says"].where(table["part_id"].ne("IMP-04a"), "no"))
    assert institutions.parliament(rows, other, LINE)[1].outcome is B
    assert institutions.parliament(rows, table.iloc[:0], LINE)[1].outcome is O


def test_all_other_institutions_must_fail(rows: pd.DataFrame, study: Study) -> None:
    table = study.accounts("IMP-04")
    found = institutions.others(rows, table, LINE)
    assert found.outcome is H
    assert "elections: as claimed" in found.found
    assert institutions.others(rows, table.iloc[:0], LINE).outcome is O
    assert institutions.others(scored(rows, indices.COURTS, 0.8), table, LINE).outcome is B
    assert institutions.others(rows.iloc[:0], table, LINE).outcome is O


def test_an_account_of_what_came_later_is_listed_and_does_not_count(study: Study) -> None:
    found = institutions.watched(study.accounts("IMP-04"))
    assert {reading.fact_id: reading.cuts for reading in found.readings}["influence-129"] == "context"


def test_limits_hold_only_when_elections_are_at_the_floor_too(rows: pd.DataFrame) -> None:
    assert institutions.limits(rows, LINE)[0].outcome is O
    low = scored(rows, indices.ELECTIONS, 0.05)
    assert institutions.limits(low, LINE)[0].outcome is H
    assert institutions.limits(scored(low, indices.COURTS, 0.8), LINE)[0].outcome is B


def test_polity_decides_only_at_its_ends(rows: pd.DataFrame) -> None:
    mine = rows["series_id"].eq("polity5_xconst") & rows["entity"].eq("BLR")
    assert institutions.polity(rows).outcome is O
    assert "category 2 of 7 in every year from 1996 to 2018" in institutions.polity(rows).found
    assert institutions.polity(rows.assign(value=rows["value"].where(~mine, 1.0))).outcome is H
    assert institutions.polity(rows.assign(value=rows["value"].where(~mine, 6.0))).outcome is B
    assert institutions.polity(rows.iloc[:0]).outcome is O


def test_the_constitution_by_every_account(study: Study) -> None:
    table = study.accounts("IMP-05")
    assert institutions.constitution(table).outcome is H
    assert institutions.constitution(table.assign(says="no")).outcome is B
    official = table[table["family"].str.startswith("official")]
    assert institutions.constitution(official).outcome is C
    assert institutions.constitution(table.iloc[:0]).outcome is O


def test_control_of_the_programmes_stays_open() -> None:
    assert institutions.control().outcome is O


def test_findings_have_words_and_every_part_a_test(study: Study, raw: dict[str, pd.DataFrame]) -> None:
    made = institutions.settle(study)
    assert [finding.claim_id for finding in made] == list(study.notebook.settles)
    parts = raw["claim_parts"]
    wanted = set(parts.loc[parts["claim_id"].isin(study.notebook.settles), "part_id"])
    assert wanted == {test.part_id for finding in made for test in finding.tests}
    assert all(len(finding.found) <= 90 and finding.summary.endswith(".") for finding in made)
    assert "not shown to be at the floor: elections" in made[1].summary


def test_the_limits_broke_in_the_nineties_and_freedoms_again_in_2020(rows: pd.DataFrame) -> None:
    found = institutions.dates(rows, 1992, 3, 99)
    assert found["legcon"].years == (1996,)
    assert found["jucon"].years == (1996,)
    assert found["media"].years[-1] == 2020
    assert institutions.dates(rows.iloc[:0], 1992, 3, 99) == {}
    moved = institutions.changes(rows, *institutions.CRISIS)
    assert {key for key, one in moved.items() if one.apart} == {"freexp", "civlib", "polyarchy", "libdem"}

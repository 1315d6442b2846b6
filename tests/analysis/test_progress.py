"""Progress: who said what of the 28 programmes, when, and how far apart."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import progress
from helpers.data import tables
from helpers.errors import CompendiumError

NEW_YEAR = date(2023, 1, 1)


@pytest.fixture(scope="module")
def said() -> pd.DataFrame:
    return progress.statements(tables.read("series"))


def made(rows: list[tuple[str, str, float]]) -> pd.DataFrame:
    """Return statements on programmes done from (period, side, value)."""
    return progress.statements(pd.DataFrame([
        {"series_id": "impl_programmes_done", "period": period, "edition": side, "value": float(value),
         "source_id": f"s{i}", "known_from": "", "note": ""}
        for i, (period, side, value) in enumerate(rows)]))


def test_every_statement_once(said: pd.DataFrame) -> None:
    series = tables.read("series")
    assert list(said.columns) == progress.COLUMNS
    counts = said[~said["derived"]]["measure"].value_counts()
    for series_id, measure in progress.MEASURES.items():
        ranges = 1 if measure == progress.SHARE else 0  # the two ends of a range are one statement
        assert counts[measure] == series["series_id"].eq(series_id).sum() + ranges
    assert set(said["who"]) == {"Belarusian side", "Russian side", "Union State body", ""}
    assert (said["first"] <= said["middle"]).all()
    assert (said["middle"] <= said["last"]).all()


def test_a_range_has_two_ends_and_no_value(said: pd.DataFrame) -> None:
    ranges = said[said["value"].isna()]
    assert ranges[["low", "high", "source_id"]].to_numpy().tolist() == [[70, 80, "sbby-2023-10-31-mezentsev"]]
    others = said.drop(index=ranges.index)
    assert others["value"].equals(others["low"])
    assert others["value"].equals(others["high"])


def test_a_share_is_worked_out_only_where_none_was_stated(said: pd.DataFrame) -> None:
    derived = said[said["derived"]]
    assert derived["source_id"].tolist() == ["reformby-2023-88"]
    assert derived["value"].iloc[0] == pytest.approx(100 * 880 / 993)
    stated = said[said["source_id"].eq("bif-2023-01-09-deck-of-28") & said["measure"].eq(progress.SHARE)
                  & said["period"].eq("2023-01-01")]
    assert stated["value"].tolist() == [67.8]  # 671 of 989, stated: not worked out again


def test_an_empty_series_gives_an_empty_table() -> None:
    empty = progress.statements(tables.read("series").iloc[:0])
    assert empty.empty
    assert list(empty.columns) == progress.COLUMNS
    assert progress.ribbon(empty, progress.SHARE).empty
    assert progress.disagreement(empty, progress.SHARE).empty


def test_seven_programmes_on_the_first_of_january(said: pd.DataFrame) -> None:
    valid = progress.at(said, progress.PROGRAMMES, NEW_YEAR)
    assert valid["value"].tolist() == [7, 7]
    assert valid["source_id"].nunique() == 2
    loose = progress.at(said, progress.PROGRAMMES, NEW_YEAR, max_span=None)
    assert sorted(loose["value"]) == [7, 7, 10, 13]  # two are dated to the year only
    assert progress.at(said, progress.PROGRAMMES, date(2023, 3, 1)).empty
    assert progress.at(said, progress.PROGRAMMES, date(2023, 3, 1), days=26)["value"].tolist() == [8]


def test_a_month_counts_for_each_of_its_days(said: pd.DataFrame) -> None:
    for day in (date(2022, 10, 1), date(2022, 10, 31)):
        assert progress.at(said, progress.SHARE, day)["value"].tolist() == [50]
    assert progress.at(said, progress.SHARE, date(2022, 11, 1)).empty
    assert progress.at(said, progress.SHARE, date(2022, 10, 1), max_span=30).empty  # 31 days are wider


def test_the_change_of_2023_by_side(said: pd.DataFrame) -> None:
    year = (NEW_YEAR, date(2023, 12, 31))
    everyone = progress.change(said, progress.PROGRAMMES, *year)
    assert (everyone.early_low, everyone.early_high, everyone.late_low, everyone.late_high) == (7, 7, 13, 22)
    assert (everyone.least, everyone.most) == (6, 15)
    assert everyone.late_last == date(2023, 11, 29)
    minsk = progress.change(said, progress.PROGRAMMES, *year, who="Belarusian side")
    moscow = progress.change(said, progress.PROGRAMMES, *year, who="Russian side")
    assert (minsk.least, minsk.most) == (15, 15)
    assert (moscow.least, moscow.most, moscow.early_low) == (5, 5, 8)
    both = progress.change(said, progress.SHARE, *year)
    assert (both.early_low, both.early_high, both.late_low, both.late_high) == (67.8, 70, 70, 94)
    assert (both.least, both.most) == (0, pytest.approx(26.2))
    share = progress.change(said, progress.SHARE, date(2022, 8, 1), date(2023, 1, 31))
    assert (share.early_low, share.late_low, share.late_high) == (40, 60, 70)
    assert (share.least, share.most, share.statements) == (20, 30, 7)


def test_statements_of_one_moment_show_no_change() -> None:
    one = progress.change(made([("2023-01-01", "Russian side", 7), ("2023-01-20", "Belarusian side", 9)]),
                          progress.PROGRAMMES, NEW_YEAR, date(2023, 12, 31))
    assert np.isnan(one.least)
    assert np.isnan(one.most)
    assert (one.early_low, one.early_high) == (7, 9)
    apart = progress.change(made([("2023-01-01", "Russian side", 7), ("2023-01-20", "Belarusian side", 9)]),
                            progress.PROGRAMMES, NEW_YEAR, date(2023, 12, 31), days=5)
    assert (apart.least, apart.most) == (2, 2)


def test_a_window_without_statements_is_an_error(said: pd.DataFrame) -> None:
    with pytest.raises(CompendiumError, match="no statement"):
        progress.change(said, progress.PROGRAMMES, date(2022, 1, 1), date(2022, 6, 30))
    with pytest.raises(CompendiumError, match="programmes done"):
        progress.at(said, "programmes", NEW_YEAR)


def test_the_ribbon_of_november_2023(said: pd.DataFrame) -> None:
    band = progress.ribbon(said, progress.SHARE).set_index("day")
    assert band.loc["2023-11-29"].tolist() == [70, 94, 4, 3]
    assert band.loc["2022-10-16"].tolist() == [50, 50, 1, 1]
    quarters = progress.ribbon(said, progress.SHARE, by="quarter").set_index("day")
    assert quarters.loc["2023-01-01"].tolist() == [67.8, 80, 6, 2]
    assert pd.Timestamp("2023-07-01") not in quarters.index  # nobody spoke: no row


def test_disagreement_between_the_sides(said: pd.DataFrame) -> None:
    first = progress.disagreement(said, progress.SHARE).iloc[0]
    assert (first["who_early"], first["who_late"]) == ("Belarusian side", "Russian side")
    assert (first["value_early"], first["value_late"], first["gap"], first["apart"]) == (30, 46, 16, 32)
    programmes = progress.disagreement(said, progress.PROGRAMMES)
    assert programmes[["value_early", "value_late", "gap"]].to_numpy().tolist() == [[13, 22, 9]]
    same_day = progress.disagreement(said, progress.SHARE, days=0)
    assert same_day["gap"].tolist() == [-4]  # 94 and 90 on 29 November 2023
    within = progress.disagreement(said, progress.SHARE, days=3, within=True)
    assert within["gap"].abs().max() == 9  # 71 by the ambassador, 80 by the president, three days apart
    assert (within["who_early"] == within["who_late"]).all()


def test_ranges_disagree_only_where_they_do_not_overlap(said: pd.DataFrame) -> None:
    with_range = progress.disagreement(said, progress.SHARE)
    row = with_range[with_range["source_early"].eq("sbby-2023-10-31-mezentsev")
                     & with_range["source_late"].eq("mir24-2023-11-29-mishustin")].iloc[0]
    assert (row["value_early"], row["gap"]) == (75, 10)  # from 80, the upper end, to 90


def test_the_seven_named_programmes() -> None:
    status, programmes = tables.read("programme_status"), tables.read("programmes")
    named = progress.named_done(status, programmes, NEW_YEAR)
    assert named["programme_id"].tolist() == ["P03", "P07", "P09", "P11", "P16", "P26", "P27"]
    assert named["title_en"].ne("").all()
    assert set(named["source_id"]) == {"sb-2023-01-seven-programmes"}
    assert progress.named_done(status, programmes, date(2022, 12, 31)).empty
    later = progress.named_done(status, programmes, date(2024, 1, 31))
    assert set(later["programme_id"]) - set(named["programme_id"]) == {"P04", "P08", "P18"}


def test_done_needs_a_date_and_can_be_taken_back() -> None:
    programmes = pd.DataFrame({"programme_id": ["P01", "P02", "P03"], "title_en": "t", "sector": "s"})
    status = pd.DataFrame([
        ("S1", "P01", "2023-06", "month", "done"), ("S2", "P01", "2024-01-01", "day", "in progress"),
        ("S3", "P01", "2023-01-01", "day", "in progress"), ("S4", "P02", "", "unknown", "done"),
        ("S5", "P03", "2023-01-01", "not before", "done"), ("S6", "", "2023-01-01", "day", "done"),
    ], columns=["status_id", "programme_id", "date", "date_precision", "status"])
    status = status.assign(said_by="x", source_id="y")
    assert progress.named_done(status, programmes, date(2023, 6, 29)).empty  # the month is not over
    found = progress.named_done(status, programmes, date(2023, 6, 30))
    assert found[["programme_id", "done", "later_open"]].to_numpy().tolist() == [["P01", "2023-06", 0]]
    assert progress.named_done(status, programmes, date(2024, 1, 1))["later_open"].tolist() == [1]


records = st.lists(st.tuples(
    st.dates(date(2022, 1, 1), date(2024, 12, 31)).map(str),
    st.sampled_from(["Belarusian side", "Russian side", ""]), st.integers(0, 28)), min_size=1, max_size=12)


@settings(deadline=None, derandomize=True, max_examples=20)
@given(records, st.integers(0, 60))
def test_the_ribbon_holds_every_statement_and_widens_with_its_window(
        rows: list[tuple[str, str, float]], days: int) -> None:
    table = made(rows)
    narrow = progress.ribbon(table, progress.PROGRAMMES, days=days).set_index("day")
    wide = progress.ribbon(table, progress.PROGRAMMES, days=days + 30).set_index("day")
    for _, row in table.iterrows():
        assert narrow.loc[row["middle"], "low"] <= row["value"] <= narrow.loc[row["middle"], "high"]
    assert (wide["low"] <= narrow["low"]).all()
    assert (wide["high"] >= narrow["high"]).all()
    assert (wide["n"] >= narrow["n"]).all()
    quarters = progress.ribbon(table, progress.PROGRAMMES, by="quarter")
    assert quarters["n"].sum() == len(table)


@settings(deadline=None, derandomize=True, max_examples=20)
@given(records, st.integers(0, 90))
def test_the_bounds_of_a_change_are_in_order(rows: list[tuple[str, str, float]], days: int) -> None:
    found = progress.change(made(rows), progress.PROGRAMMES, date(2022, 1, 1), date(2024, 12, 31), days=days)
    assert found.early_low <= found.early_high
    assert found.late_low <= found.late_high
    assert np.isnan(found.least) == (found.early_last >= found.late_first)
    if not np.isnan(found.least):
        assert found.least <= found.late_high - found.early_low == found.most


@settings(deadline=None, derandomize=True, max_examples=20)
@given(records)
def test_disagreement_is_between_the_sides_and_complete(rows: list[tuple[str, str, float]]) -> None:
    table = made(rows)
    pairs = progress.disagreement(table, progress.PROGRAMMES, days=2000)
    sides = table["who"].value_counts()
    assert len(pairs) == sides.get("Belarusian side", 0) * sides.get("Russian side", 0)
    assert (pairs["gap"] == pairs["value_late"] - pairs["value_early"]).all()
    assert pairs["gap"].abs().is_monotonic_decreasing

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from helpers.data import vintages

COLUMNS = ["series_id", "entity", "partner", "period", "edition", "value", "source_id"]


def values(*rows: tuple[str, str, float, str]) -> pd.DataFrame:
    return pd.DataFrame([(series, "BLR", "", period, "", value, source) for series, period, value, source in rows],
                        columns=COLUMNS)


FRAMES = {
    "series": values(("gdp", "2019", 1.0, "book"), ("gdp", "2020", 2.0, "book"), ("trade", "2020", 5.0, "press")),
    "series_meta": pd.DataFrame({"series_id": ["gdp", "trade"], "source_id": ["book", "press"],
                                 "vintage": ["2026-03", "as published"]}),
    "vintages": pd.DataFrame(
        [("gdp", "2026-12-01", "fetched-bank-2026-12-01", "instead", "v7"),
         ("gdp", "2027-06-01", "fetched-other-2027-06-01", "instead", ""),
         ("trade", "2026-12-01", "fetched-un-2026-12-01", "beside", ""),
         ("trade", "2027-12-01", "fetched-un-2027-12-01", "beside", ""),
         ("trade", "2027-01-01", "fetched-imf-2027-01-01", "beside", "")],
        columns=["series_id", "vintage", "source_id", "stands", "upstream_version"]),
    "vintage_values": pd.concat([
        values(("gdp", "2020", 2.1, "fetched-bank-2026-12-01"), ("trade", "2020", 5.1, "fetched-un-2026-12-01")).assign(
            vintage="2026-12-01"),
        values(("gdp", "2020", 2.2, "fetched-other-2027-06-01")).assign(vintage="2027-06-01"),
        values(("trade", "2020", 5.2, "fetched-un-2027-12-01")).assign(vintage="2027-12-01"),
        values(("trade", "2020", 5.3, "fetched-imf-2027-01-01")).assign(vintage="2027-01-01")], ignore_index=True),
}


@pytest.mark.parametrize(("wanted", "as_of", "gdp", "trade"), [
    ("newest", None, [2.2], [5.0, 5.2, 5.3]),
    ("first", None, [1.0, 2.0], [5.0]),
    ("2026-12-01", None, [2.1], [5.0, 5.1]),
    ("2027-03-01", None, [2.1], [5.0, 5.1, 5.3]),
    ("2026-11-30", None, [1.0, 2.0], [5.0]),
    ("newest", date(2024, 5, 16), [1.0, 2.0], [5.0]),
    ("newest", date(2027, 3, 1), [2.1], [5.0, 5.1, 5.3]),
    ("2026-12-01", date(2027, 3, 1), [2.1], [5.0, 5.1]),
    ("2027-03-01", date(2026, 12, 31), [2.1], [5.0, 5.1]),
])
def test_the_newest_counts_that_was_fetched_by_the_day(wanted: str, as_of: date | None, gdp: list[float],
                                                       trade: list[float]) -> None:
    found = vintages.series(FRAMES, wanted, as_of)
    assert list(found.columns) == COLUMNS
    by = {name: sorted(rows["value"]) for name, rows in found.groupby("series_id")}
    assert by == {"gdp": gdp, "trade": trade}


def test_a_series_is_described_by_the_vintage_that_stands_instead() -> None:
    meta = vintages.meta(FRAMES, "2026-12-31").set_index("series_id")
    assert meta.loc["gdp"].tolist() == ["fetched-bank-2026-12-01", "fetched 2026-12-01, v7"]
    assert meta.loc["trade"].tolist() == ["press", "as published"]
    assert vintages.meta(FRAMES, "first") is FRAMES["series_meta"]


def test_tables_without_vintages_are_as_they_are() -> None:
    alone = {"series": FRAMES["series"]}
    assert vintages.under(alone)["series"] is FRAMES["series"]
    none = {**FRAMES, "vintages": FRAMES["vintages"].iloc[:0]}
    assert vintages.under(none)["series"] is FRAMES["series"]
    assert vintages.under(FRAMES)["vintages"] is FRAMES["vintages"]
    assert len(vintages.under(FRAMES, "first")[vintages.EVER]) == len(vintages.every(FRAMES))


def test_all_vintages_together_are_the_first_and_every_later_one() -> None:
    assert len(vintages.every(FRAMES)) == len(FRAMES["series"]) + len(FRAMES["vintage_values"])


def test_without_local_values_a_build_says_nothing() -> None:
    assert vintages.local() == {} and vintages.mark() == ""

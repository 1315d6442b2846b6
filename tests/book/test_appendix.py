from __future__ import annotations

import csv
import io
import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from helpers import paths
from helpers.book import appendix
from helpers.data import tables
from helpers.execution import manifest

TEXT = tables.read_text(paths.RAW / "series.csv")


@pytest.fixture(scope="module")
def raw() -> dict[str, pd.DataFrame]:
    return {name: tables.read(name) for name in tables.names(paths.RAW)}


@pytest.fixture(scope="module")
def groups(raw: dict[str, pd.DataFrame]) -> list[dict[str, str]]:
    return appendix.groups(raw, manifest.read(), [])


def test_every_series_stands_on_the_page_once_with_its_particulars(raw: dict[str, pd.DataFrame],
                                                                   groups: list[dict[str, str]]) -> None:
    page = BeautifulSoup("".join(group["html"] for group in groups), "html.parser")
    entries = page.select(".series")
    assert sorted(entry["id"] for entry in entries) == sorted(raw["series_meta"]["series_id"])
    for entry in entries:
        terms = {term.get_text() for term in entry.find_all("dt")}
        assert {"Unit", "Values", "Vintage", "Source", "Terms", "Known from", "Read by"} <= terms
        assert entry.svg["aria-label"]
        assert entry.select_one(".get a")["href"] == f"downloads/series/{entry['id']}.csv"


def test_a_series_without_a_reader_says_why(raw: dict[str, pd.DataFrame], groups: list[dict[str, str]]) -> None:
    last = groups[-1]
    assert last["name"] == ""
    page = BeautifulSoup(last["html"], "html.parser")
    assert {entry["id"] for entry in page.select(".series")} == set(raw["unused"]["series_id"])
    assert all("no notebook. " in entry.get_text() for entry in page.select(".series"))


def test_values_span_and_sources_are_counted() -> None:
    rows = pd.DataFrame({"period": ["2001", "1999-Q2", "2000"], "entity": ["BLR", "BLR", "KAZ"],
                         "partner": ["RUS", "UKR", "RUS"]})
    assert appendix.span(rows) == "3 values, 1999-Q2 to 2001; 2 states; 2 partners"
    assert appendix.span(rows.iloc[:1]) == "1 value, for 2001"


def test_downloads_hold_every_value_as_it_stands(raw: dict[str, pd.DataFrame]) -> None:
    made = appendix.downloads(TEXT, raw["sources"])
    assert set(made) == {f"downloads/series/{name}.csv" for name in raw["series_meta"]["series_id"]}
    read = [row for data in made.values() for row in csv.DictReader(io.StringIO(data.decode()))]
    assert len(read) == len(TEXT)
    assert sorted(row["value"] for row in read) == sorted(TEXT["value"])
    assert all(row["source_publisher"] for row in read)


def test_no_cell_of_a_download_starts_a_formula(raw: dict[str, pd.DataFrame]) -> None:
    evil = TEXT.head(3).assign(note=["=HYPERLINK(\"x\")", "@SUM(A1)", "+1"], value=["-0.5", "-1", "2"])
    data, = (appendix.downloads(evil.assign(series_id="a_b"), raw["sources"])).values()
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    assert [row["note"] for row in rows] == ["'=HYPERLINK(\"x\")", "'@SUM(A1)", "'+1"]
    assert [row["value"] for row in rows] == ["-0.5", "-1", "2"]
    for data in appendix.downloads(TEXT, raw["sources"]).values():
        for row in csv.reader(io.StringIO(data.decode())):
            assert not [cell for cell in row if cell[:1] in "=+-@\t\r" and cell and not re.fullmatch(r"-[\d.]+", cell)]


@given(st.text())
def test_a_safe_cell_is_a_number_or_starts_no_formula(cell: str) -> None:
    made = appendix.safe(cell)
    assert made.removeprefix("'") in (cell, cell.removeprefix("'"))
    assert made[:1] not in set("=+-@\t\r") or appendix.NUMBER.fullmatch(made)


def test_tables_are_described_with_their_rows(raw: dict[str, pd.DataFrame]) -> None:
    made = {one["file"].removesuffix(".csv"): one for one in appendix.described(raw)}
    assert set(made) == set(raw)
    for name, one in made.items():
        assert one["rows"] == f"{len(raw[name]):,}"
        shown = BeautifulSoup(one["columns"], "html.parser").select("tbody th")
        assert [cell.get_text() for cell in shown] == list(raw[name].columns)


def test_corrections_are_those_that_the_audit_made(raw: dict[str, pd.DataFrame]) -> None:
    made = appendix.page(raw, manifest.read(), [])
    shown = BeautifulSoup(made["corrected"], "html.parser").select("tbody tr")
    assert len(shown) == raw["facts"]["audit"].str.startswith("corrected").sum()
    assert dict(made["flags"]) == raw["series"].query("flag != ''")["flag"].value_counts().to_dict()


def test_backquotes_are_code_and_nothing_else_is_markup() -> None:
    assert appendix.coded("run `a <b>` & c") == "run <code>a &lt;b&gt;</code> &amp; c"

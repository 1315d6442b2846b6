from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from helpers import paths
from helpers.data import contracts, corrections, slices, tables
from helpers.errors import FaultyData

TABLE = pd.DataFrame({"fact_id": ["f1", "f2", "f2"], "part": ["a", "a", "b"], "quantity": ["1", "2", "3"]}, dtype="str",
                     index=[2, 3, 4])
COLUMNS = ["table", "key", "column", "before", "after", "reason", "source_id", "date", "who"]


def rows(*made: tuple[str, ...]) -> pd.DataFrame:
    table = pd.DataFrame([(*row, "misread", "s1", "2026-12-01", "an author") for row in made], columns=COLUMNS)
    return table.set_axis(range(2, 2 + len(table)), axis=0)


def test_a_cell_is_set_right_and_the_table_given_stays() -> None:
    made = corrections.apply("facts", TABLE, rows(("facts", "fact_id=f2;part=b", "quantity", "3", "30"),
                                                  ("other", "x=y", "z", "1", "2")), "c.csv")
    assert made["quantity"].tolist() == ["1", "2", "30"] and TABLE["quantity"].tolist() == ["1", "2", "3"]


def test_two_corrections_of_a_cell_follow_each_other() -> None:
    made = corrections.apply("facts", TABLE, rows(("facts", "fact_id=f1", "quantity", "1", "5"),
                                                  ("facts", "fact_id=f1", "quantity", "5", "")), "c.csv")
    assert made["quantity"].tolist() == ["", "2", "3"]


@pytest.mark.parametrize(("key", "column", "before", "place", "words"), [
    ("fact_id=f1", "quantity", "9", "before", "found '1', expected '9', the value before"),
    ("fact_id=f2", "quantity", "2", "key", "2 rows"),
    ("fact_id=f9", "quantity", "2", "key", "0 rows"),
    ("fact_id", "quantity", "2", "key", "COLUMN=VALUE"),
    ("fact_id=f1;fact_id=f1", "quantity", "1", "key", "second time"),
    ("nothing=f1", "quantity", "1", "key", "'nothing'"),
    ("fact_id=f1", "nothing", "1", "column", "'nothing'"),
    ("fact_id=f1", "fact_id", "f1", "column", "the key names too"),
])
def test_what_does_not_fit_is_refused(key: str, column: str, before: str, place: str, words: str) -> None:
    with pytest.raises(FaultyData) as error:
        corrections.apply("facts", TABLE, rows(("facts", key, column, before, "7")), "c.csv")
    assert str(error.value).startswith(f"c.csv:2:{place}: found ") and words in str(error.value)


def test_all_that_is_refused_is_told_at_once() -> None:
    with pytest.raises(FaultyData) as error:
        corrections.apply("facts", TABLE, rows(("facts", "fact_id=f9", "quantity", "1", "2"),
                                               ("facts", "fact_id=f1", "quantity", "9", "2")), "c.csv")
    assert [fault.line for fault in error.value.faults] == [2, 3]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(paths.RAW, tmp_path / "raw")
    monkeypatch.setattr(paths, "RAW", tmp_path / "raw")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    return tmp_path / "raw"


def add(folder: Path, row: str) -> None:
    with (folder / "corrections.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")


KEY = "series_id=merch_exports_usd;entity=BLR;period=2020"
ROW = f"series,{KEY},value,29179000000,29189000000,copied wrong,wb-wdi-tx-val-mrch,2026-12-01,an author"


def test_every_reader_sees_the_corrected_cell_and_the_file_stays(project: Path) -> None:
    before, slice_before = (project / "series.csv").read_bytes(), slices.digests(["merch_exports_usd"], [], [])
    other = slices.digests(["merch_imports_usd"], [], [])
    add(project, ROW)
    found = tables.read("series").query("series_id == 'merch_exports_usd' and period == '2020'")["value"]
    assert found.tolist() == [29189000000.0]
    assert (project / "series.csv").read_bytes() == before
    assert slices.digests(["merch_exports_usd"], [], []) != slice_before
    assert slices.digests(["merch_imports_usd"], [], []) == other
    assert contracts.check(project) == []


def test_the_check_tells_a_correction_out_of_date(project: Path) -> None:
    add(project, ROW.replace("29179000000,", "1,"))
    (fault,) = [fault for fault in contracts.check(project) if fault.column == "before"]
    assert fault.file == "raw/corrections.csv" and fault.line == 2 and "29179000000" in fault.found


@pytest.mark.parametrize(("old", "new", "column"), [
    ("29189000000", "29179000000", "after"), (",wb-wdi-tx-val-mrch,", ",nobody,", "source_id"),
    ("2026-12-01", "2026-13-01", "date"), (",copied wrong,", ",,", "reason")])
def test_a_correction_has_a_contract_of_its_own(old: str, new: str, column: str, project: Path) -> None:
    add(project, ROW.replace(old, new))
    assert (column, "raw/corrections.csv") in {(fault.column, fault.file) for fault in contracts.check(project)}


def test_a_corrected_cell_keeps_the_contract_of_its_table(project: Path) -> None:
    add(project, ROW.replace(",29189000000,", ",much,"))
    assert ("series.csv", "value") in {(Path(fault.file).name, fault.column) for fault in contracts.check(project)}

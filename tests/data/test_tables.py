"""Raw tables are read as they stand, with their line numbers, and what is no such table is refused."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import paths
from helpers.data import tables
from helpers.errors import FaultyData

QUICK = settings(deadline=None, database=None, max_examples=60)
# Any text but what the format forbids: signs that only Python takes for line ends are text.
CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\0"), max_size=20)


def write(folder: Path, content: bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(content)
    return path


@QUICK
@given(st.lists(st.tuples(CELL, CELL), max_size=8))
def test_every_cell_is_read_as_it_was_written(rows: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["a", "b"])
    lines = []
    for row in rows:
        writer.writerow(row)
        lines.append(out.getvalue().count("\n"))
    with tempfile.TemporaryDirectory() as folder:
        table = tables.read_text(write(Path(folder), out.getvalue().encode()))
    assert [tuple(row) for row in table.itertuples(index=False)] == rows
    assert list(table.index) == lines
    assert list(table.columns) == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "line", "found", "expected"),
    [
        (b"", 1, "an empty file", "a header row"),
        (b"\xef\xbb\xbfa,b\n1,2\n", 1, "a byte order mark", "plain UTF-8"),
        (b"a,b\n1,2\n3,4\r\n", 3, "a carriage return", "LF line ends"),
        (b"a,b\n1,\x002\n", 2, "a NUL byte", "text only"),
        (b"a,b\n1,2\n3,\xe9\n", 3, "byte 0xe9", "UTF-8"),
        (b"a,b\n1,2\n3\n", 3, "1 cells", "2 as in the header"),
        (b"a,b\n1,2\n\n", 3, "0 cells", "2 as in the header"),
        (b'a,b\n1,"2\n', 2, "unexpected end of data", "RFC 4180"),
        (b'a,b\n1,"2"x\n', 2, "',' expected after '\"'", "RFC 4180"),
    ],
)
def test_what_is_no_table_is_refused(
    tmp_path: Path, content: bytes, line: int, found: str, expected: str
) -> None:
    with pytest.raises(FaultyData) as raised:
        tables.read_text(write(tmp_path, content))
    (fault,) = raised.value.faults
    assert fault.file.endswith("/table.csv")
    assert (fault.line, fault.column, fault.found) == (line, "", found)
    assert expected in fault.expected
    assert fault.remedy


def test_all_ragged_rows_are_reported_at_once(tmp_path: Path) -> None:
    with pytest.raises(FaultyData) as raised:
        tables.read_text(write(tmp_path, b'a,b\n1\n2,3\n"x\ny",4,5\n'))
    assert [(fault.line, fault.found) for fault in raised.value.faults] == [(2, "1 cells"), (5, "3 cells")]


def test_a_missing_table_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FaultyData, match="no readable file"):
        tables.read_text(tmp_path / "none.csv")


def test_names_are_those_of_the_csv_files(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "datapackage.json"):
        (tmp_path / name).touch()
    assert tables.names(tmp_path) == ["a", "b"]


def test_numbers_are_typed_and_blank_ones_missing() -> None:
    text = pd.DataFrame({"fact_id": ["x", "y"], "quantity": ["1.5", ""], "unit": ["USD", ""]}, dtype="str")
    typed = tables.typed("facts", text)
    assert typed["quantity"].dtype == np.float64
    assert typed["quantity"].iloc[0] == 1.5
    assert np.isnan(typed["quantity"].iloc[1])
    assert list(typed["unit"]) == ["USD", ""]
    assert list(text["quantity"]) == ["1.5", ""], "the text table itself was changed"


def test_a_reader_gets_a_copy_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "gaps.csv").write_bytes(b"gap_id,topic\ng1,economy\n")
    first = tables.read("gaps", tmp_path)
    first.loc[2, "topic"] = "changed"
    assert list(tables.read("gaps", tmp_path)["topic"]) == ["economy"]


def test_raw_tables_keep_every_line_of_their_file(raw: dict[str, pd.DataFrame]) -> None:
    for name, table in raw.items():
        text = (paths.RAW / f"{name}.csv").read_text("utf-8")
        assert len(table) == len(list(csv.reader(io.StringIO(text)))) - 1
        assert text.endswith("\n")


@pytest.mark.parametrize(("cell", "entries"), [("", []), ("a", ["a"]), ("a;b", ["a", "b"])])
def test_items(cell: str, entries: list[str]) -> None:
    assert tables.items(cell) == entries


def test_records_are_what_pandas_itself_gives() -> None:
    table = tables.read("facts").head(40).fillna({"quantity": 0.0}).assign(many=[["a"]] * 40)
    made = tables.records(table)
    assert made == table.to_dict("records")
    assert {type(value) for row in made for value in row.values()} == {str, float, list}


def test_rows_are_written_as_the_tables_have_them() -> None:
    assert tables.as_text([["a", "b"], ["1, 2", 'say "x"'], ["", "line\nline"]]) == (
        'a,b\n"1, 2","say ""x"""\n,"line\nline"\n')


def test_entries_of_a_cell_are_parted_with_or_without_a_blank() -> None:
    assert tables.items("a;b; c;") == ["a", "b", "c"]
    assert tables.items("") == []

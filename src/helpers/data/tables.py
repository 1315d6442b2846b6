"""Read the raw tables: as text with line numbers for the contracts, typed for everyone else.

A table is what its file in `data/raw` holds, with the corrections of `corrections.csv` applied, and beside it the
rows of the same table in `data/local`, where there are any: figures whose terms forbid passing them on.
"""

from __future__ import annotations

import csv
import io
import weakref
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import paths
from helpers.data import corrections
from helpers.errors import Fault, FaultyData

# Tables that may have rows in `data/local`.
LOCAL = ("series_meta", "sources", "vintages", "vintage_values")
# Columns that hold numbers; every other column is text, a blank cell being "".
NUMBERS = {
    "accounts": ["low", "high"],
    "series": ["value"],
    "vintage_values": ["value"],
    "vintages": ["bytes"],
    "facts": ["quantity"],
    "loss_estimates": ["low_usd", "high_usd"],
    "polls": ["sample"],
    "duty_rules": [
        "factor", "marginal_rate", "base_usd_per_tonne", "threshold_usd_per_tonne",
        "low_threshold_usd_per_tonne", "low_marginal_rate",
    ],
}


def names(folder: Path | None = None) -> list[str]:
    """Return the names of the raw tables, sorted."""
    return sorted(path.stem for path in (folder or paths.RAW).glob("*.csv"))


def read_text(path: Path) -> pd.DataFrame:
    """Return a table as text.

    Parameters
    ----------
    path
        A comma-separated file, UTF-8 without byte order mark, LF line ends, header row.

    Returns
    -------
    DataFrame
        All columns text, blank cells "", index `line` (the row's line in the file).

    Raises
    ------
    FaultyData
        When the file cannot be read as such a table; all of its ragged rows at once.
    """
    name = paths.relative(path)

    def broken(line: int, found: str, expected: str, remedy: str) -> FaultyData:
        return FaultyData([Fault(name, line, "", found, expected, remedy)])

    try:
        raw = path.read_bytes()
    except OSError as error:
        raise broken(0, f"no readable file ({error.strerror})", "a table", "restore the file") from error
    if raw.startswith(b"\xef\xbb\xbf"):
        raise broken(1, "a byte order mark", "plain UTF-8", "save the file as UTF-8 without BOM")
    if b"\r" in raw or b"\0" in raw:
        sign = "a carriage return" if b"\r" in raw else "a NUL byte"
        line = raw[: raw.index(b"\r" if b"\r" in raw else b"\0")].count(b"\n") + 1
        raise broken(line, sign, "LF line ends and text only", "save the file with LF line ends")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise broken(line, f"byte {raw[error.start]:#04x}", "UTF-8", "save the file as UTF-8") from error
    # Not splitlines: that also cuts at signs such as U+2028, which are text here.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[int] = []
    rows: list[list[str]] = []
    faults: list[Fault] = []
    try:
        header = next(reader, [])
        if not header:
            raise broken(1, "an empty file", "a header row", "restore the file")
        for row in reader:
            if len(row) != len(header):
                faults.append(Fault(name, reader.line_num, "", f"{len(row)} cells",
                                    f"{len(header)} as in the header", "quote cells that hold commas"))
            lines.append(reader.line_num)
            rows.append(row)
    except csv.Error as error:
        raise broken(reader.line_num, str(error), "RFC 4180 quoting", "mend the quotes") from error
    if faults:
        raise FaultyData(faults)
    return pd.DataFrame(rows, columns=header, index=pd.Index(lines, name="line"), dtype="str")


def as_text(rows: Iterable[Iterable[object]]) -> str:
    """Return rows of cells as the tables have them: comma-separated, LF line ends, RFC 4180 quoting."""
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\n").writerows(rows)
    return made.getvalue()


def beside(name: str, folder: Path | None = None) -> Path | None:
    """Return the file in `data/local` with more rows of a table, or None."""
    path = (folder or paths.RAW).with_name(paths.LOCAL.name) / f"{name}.csv"
    return path if name in LOCAL and path.is_file() else None


def stamp(name: str, folder: Path | None = None) -> tuple[tuple[str, int, int], ...]:
    """Return the files that a table is read from, with time and size: equal stamps, equal tables."""
    place = folder or paths.RAW
    found = [place / f"{name}.csv", place / f"{corrections.TABLE}.csv", beside(name, folder)]
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in found if path and path.exists())


def raw(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Return a table as text, corrected, with the rows of `data/local`.

    Returns
    -------
    DataFrame
        As `read_text` gives it; the lines of rows of `data/local` count below zero.

    Raises
    ------
    FaultyData
        When a file cannot be read, or a correction does not find what it is to mend.
    """
    place = folder or paths.RAW
    table = read_text(place / f"{name}.csv")
    if more := beside(name, folder):
        local = read_text(more)
        if list(local.columns) != list(table.columns):
            raise FaultyData([Fault(paths.relative(more), 1, "", f"the columns {', '.join(local.columns)}",
                                    f"those of data/raw: {', '.join(table.columns)}", "fetch the rows again")])
        local.index = -local.index
        table = pd.concat([table, local])
    source = place / f"{corrections.TABLE}.csv"
    if name == corrections.TABLE or not source.exists():
        return table
    return corrections.apply(name, table, read_text(source), paths.relative(source))


def typed(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return a text table with its number columns as floats, blank cells as NaN."""
    columns = {column: pd.to_numeric(table[column].replace("", None)) for column in NUMBERS.get(name, [])}
    return table.assign(**columns)


@cache
def _cached(name: str, folder: Path, stamped: tuple[tuple[str, int, int], ...]) -> pd.DataFrame:
    return typed(name, raw(name, folder))


def read(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Return the raw table `name`, typed; a copy, so that no caller changes another's.

    Parameters
    ----------
    name
        File name without ending, as in `names()`.
    folder
        Where the tables lie; the project's `data/raw` unless told.
    """
    place = folder or paths.RAW
    return _cached(name, place, stamp(name, place)).copy()


def forget() -> None:
    """Forget all tables read so far: they are read again from where `paths.RAW` then points."""
    _cached.cache_clear()


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as mappings, as `to_dict` would, in a fraction of its time."""
    names = [str(name) for name in table.columns]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*(table[name].tolist() for name in names),
                                                                  strict=True)]


_RECORDS: dict[int, tuple[weakref.ref[pd.DataFrame], list[dict[str, Any]]]] = {}


def records_once(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as `records` does, made once for as long as the table lives.

    For tables that are asked many times and changed by nobody.
    """
    name = id(table)
    known = _RECORDS.get(name)
    if known is None or known[0]() is not table:
        known = _RECORDS[name] = (weakref.ref(table, lambda _: _RECORDS.pop(name, None)), records(table))
    return known[1]


def items(cell: str) -> list[str]:
    """Return the entries of a `;`-separated cell; names are set with a blank after the semicolon."""
    return [entry for entry in map(str.strip, cell.split(";")) if entry]

"""Read the raw tables: as text with line numbers for the contracts, typed for everyone else."""

from __future__ import annotations

import csv
import io
import weakref
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import paths
from helpers.errors import Fault, FaultyData

# Columns that hold numbers; every other column is text, a blank cell being "".
NUMBERS = {
    "accounts": ["low", "high"],
    "series": ["value"],
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


def typed(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return a text table with its number columns as floats, blank cells as NaN."""
    columns = {column: pd.to_numeric(table[column].replace("", None)) for column in NUMBERS.get(name, [])}
    return table.assign(**columns)


@cache
def _cached(path: Path) -> pd.DataFrame:
    return typed(path.stem, read_text(path))


def read(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Return the raw table `name`, typed; a copy, so that no caller changes another's.

    Parameters
    ----------
    name
        File name without ending, as in `names()`.
    folder
        Where the tables lie; the project's `data/raw` unless told.
    """
    return _cached((folder or paths.RAW) / f"{name}.csv").copy()


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
    """Return the entries of a `;`-separated cell."""
    return [entry for entry in cell.split(";") if entry]

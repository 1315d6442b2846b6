"""Corrections as data: a cell of a raw table is set right on reading, and the raw file stays as it was gathered.

A correction names the cell, what must be found there and what stands for it. One whose cell no longer holds the
value before is refused, so that none outlives the fault that it mends.
"""

from __future__ import annotations

import pandas as pd

from helpers.data.cells import shown
from helpers.errors import Fault, FaultyData

TABLE = "corrections"


def key_of(cell: str) -> dict[str, str]:
    """Return the columns and values by which a correction finds its row.

    Parameters
    ----------
    cell
        `COLUMN=VALUE` entries with a semicolon between them.

    Raises
    ------
    ValueError
        When an entry has no `=`, or a column comes twice.

    Examples
    --------
    >>> key_of("series_id=un_idealpoint;entity=BLR;period=2020")
    {'series_id': 'un_idealpoint', 'entity': 'BLR', 'period': '2020'}
    """
    found: dict[str, str] = {}
    for entry in cell.split(";"):
        column, sign, value = entry.partition("=")
        if not sign or not column or column in found:
            raise ValueError(f"{entry!r} is no COLUMN=VALUE, or names its column a second time")
        found[column] = value
    return found


def apply(name: str, table: pd.DataFrame, corrections: pd.DataFrame, file: str) -> pd.DataFrame:
    """Return a table with its corrections applied, in their order.

    Parameters
    ----------
    name, table
        A raw table as text.
    corrections
        The table of corrections as text, index = line; rows of other tables are passed over.
    file
        Where the corrections lie, for the messages.

    Raises
    ------
    FaultyData
        With every correction whose key finds no row or several, whose column does not exist, or whose value
        before is not what is found.
    """
    mine = corrections[corrections["table"].eq(name)]
    if mine.empty:
        return table
    table = table.copy()
    faults: list[Fault] = []
    for line, row in mine.iterrows():
        fault = _one(table, row, file, int(str(line)))
        if fault:
            faults.append(fault)
    if faults:
        raise FaultyData(faults)
    return table


def _one(table: pd.DataFrame, row: pd.Series, file: str, line: int) -> Fault | None:
    """Set one cell right in place, or return why not."""
    try:
        key = key_of(row["key"])
    except ValueError as error:
        return Fault(file, line, "key", str(error), "COLUMN=VALUE entries with ';' between them", "write the key so")
    strange = [column for column in (*key, row["column"]) if column not in table]
    if strange:
        return Fault(file, line, "column" if strange == [row["column"]] else "key", shown(strange[0]),
                     f"a column of {row['table']}: {', '.join(table.columns)}", "mend the name")
    if row["column"] in key:
        return Fault(file, line, "column", f"{shown(row['column'])}, which the key names too",
                     "a column outside the key", "find the row by other columns")
    found = pd.Series(True, index=table.index)
    for column, value in key.items():
        found &= table[column].eq(value)
    if found.sum() != 1:
        return Fault(file, line, "key", f"{int(found.sum())} rows for {shown(row['key'])}", "exactly one row",
                     "name more columns, or remove the correction of a row that is gone")
    place = table.index[found][0]
    if table.at[place, row["column"]] != row["before"]:
        return Fault(file, line, "before", shown(str(table.at[place, row["column"]])),
                     f"{shown(row['before'])}, the value before", "check whether the correction is still needed; "
                     "mend the value before, or remove the correction")
    table.at[place, row["column"]] = row["after"]
    return None

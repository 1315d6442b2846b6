"""Hold the raw tables against their contracts and report all faults of all tables at once.

The contract of one table is its pandera model in `helpers.data.schemas`; what holds between tables stands in
`helpers.data.keys` and `helpers.data.consistency`; the description of the tables in `helpers.data.package`.
pandera is imported only when something is checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pandas as pd

from helpers import paths
from helpers.data import consistency, keys, tables
from helpers.data.cells import shown
from helpers.errors import Fault, FaultyData

if TYPE_CHECKING:
    from pandera.errors import SchemaErrors

    from helpers.data.schemas import Table


MAY_BE_EMPTY = frozenset({"corrections", "rule_changes", "vintage_values", "vintages"})


def check(folder: Path = paths.RAW) -> list[Fault]:
    """Return all faults of the raw tables and their description, sorted; empty when all is right.

    Parameters
    ----------
    folder
        Where the tables and `datapackage.json` lie.
    """
    from helpers.data import package
    from helpers.data.schemas import SCHEMAS

    frames: dict[str, pd.DataFrame] = {}
    faults: list[Fault] = []
    present = set(tables.names(folder))
    for name in SCHEMAS:
        try:
            frames[name] = tables.raw(name, folder)
        except FaultyData as error:
            faults += error.faults
    for name in present - SCHEMAS.keys():
        faults.append(Fault(paths.relative(folder / f"{name}.csv"), 0, "", "a table without a contract",
                            "only the tables of helpers/data/schemas",
                            "write its model there, or move the file out of the folder"))
    faults += check_tables(frames, folder)
    faults += package.check(folder)
    return sorted(set(faults))


def require(folder: Path = paths.RAW) -> None:
    """Do nothing when the raw tables keep their contracts.

    Raises
    ------
    FaultyData
        With all faults that `check` finds.
    """
    faults = check(folder)
    if faults:
        raise FaultyData(faults)


def check_tables(frames: keys.Frames, folder: Path = paths.RAW) -> list[Fault]:
    """Return all faults of tables in memory, sorted.

    Parameters
    ----------
    frames
        Text tables as `tables.read_text` gives them, by name. Checks that need a table which is missing or
        empty, or whose columns are wrong, are left out. Lines below zero are of `data/local`.
    folder
        Where the tables lie, for the messages.
    """
    from helpers.data.schemas import SCHEMAS

    files = {name: paths.relative(folder / f"{name}.csv") for name in SCHEMAS}
    faults: list[Fault] = []
    sound: dict[str, pd.DataFrame] = {}
    for name in SCHEMAS.keys() & frames.keys():
        table = frames[name]
        wrong_header = list(header_faults(table, list(SCHEMAS[name].to_schema().columns), files[name]))
        if wrong_header:
            faults += wrong_header
        elif table.empty and name not in MAY_BE_EMPTY:
            faults.append(Fault(files[name], 0, "", "no rows", "a table with rows", "restore the file"))
        else:
            sound[name] = table
            faults += row_faults(table, SCHEMAS[name], files[name])
    for needed, run in (*keys.CHECKS, *consistency.CHECKS):
        if needed <= sound.keys():
            faults += [Fault(files[found.table], *found[1:]) for found in run(sound)]
    return sorted({_placed(fault, folder) for fault in faults})


def _placed(fault: Fault, folder: Path) -> Fault:
    """Return a fault with its place: a line below zero is one of the same table in `data/local`."""
    if fault.line >= 0:
        return fault
    local = folder.with_name(paths.LOCAL.name) / Path(fault.file).name
    return replace(fault, file=paths.relative(local), line=-fault.line)


def header_faults(table: pd.DataFrame, columns: list[str], file: str) -> Iterator[Fault]:
    """Yield what is wrong with the header of a table."""
    present = list(table.columns)
    expected = f"the columns {', '.join(columns)}"
    for column in columns:
        if column not in present:
            yield Fault(file, 1, column, "no such column", expected, "add the column")
    for column in dict.fromkeys(present):
        if column not in columns:
            name = column if column.isidentifier() else shown(column)
            yield Fault(file, 1, name, "a column without a contract", expected,
                        "remove the column, or add it to the table's model and to datapackage.json")
        if present.count(column) > 1:
            yield Fault(file, 1, column, "the column twice", "every column once", "remove one of the two")
    if sorted(present) == sorted(columns) and present != columns:
        yield Fault(file, 1, "", "the columns in another order", expected, "put them in this order")


def row_faults(table: pd.DataFrame, schema: type[Table], file: str) -> list[Fault]:
    """Return the faults of the rows of one table whose header is right."""
    from pandera.errors import SchemaErrors

    try:
        schema.validate(table, lazy=True)
    except SchemaErrors as errors:
        return list(_converted(errors, table, file))
    return []


def _converted(errors: SchemaErrors, table: pd.DataFrame, file: str) -> Iterator[Fault]:
    """Turn pandera's errors into faults: cells first, then comparisons of cells right by themselves."""
    from pandera.errors import SchemaErrorReason

    reported: set[tuple[int, str]] = set()
    comparisons = []
    for error in errors.schema_errors:
        check = error.check
        if error.reason_code is SchemaErrorReason.CHECK_ERROR:  # a fault of ours, not of the table
            raise errors
        if error.check_output is None:  # pandera reports every row of a set of equals
            unique = [error.schema.name] if error.schema.name in table else list(error.schema.unique)
            yield from _repeated(table, unique, file)
        elif rule := check.statistics.get("rule"):
            for line in table.index[~error.check_output]:
                offence = rule.offence(table.at[line, error.schema.name])
                reported.add((line, error.schema.name))
                yield Fault(file, line, error.schema.name, offence.found, offence.expected, offence.remedy)
        else:
            comparisons.append((check, error.check_output))
    for check, passed in comparisons:
        compared = {check.name, *(name for _, name, _, _ in Formatter().parse(check.title) if name)}
        for line in table.index[~passed]:
            if not any((line, name) in reported for name in compared):
                row = table.loc[line]
                yield Fault(file, line, check.name, shown(row[check.name]), check.title.format_map(row),
                            check.description)


def _repeated(table: pd.DataFrame, columns: list[str], file: str) -> Iterator[Fault]:
    """Yield the rows whose key stands further up already, with the line where it does."""
    first: dict[tuple[str, ...], int] = {}
    for line, *key in keys.rows(table, *columns):
        above = first.setdefault(tuple(key), line)
        if above != line:
            found = ", ".join(shown(cell) for cell in key if cell)
            yield Fault(file, line, columns[0], f"{found} again, after line {above}",
                        f"every {' + '.join(columns)} once", "remove one of the two rows, or mend the key")

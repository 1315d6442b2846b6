"""What holds between the tables: keys that are referred to exist, and rows that exist are referred to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers import paths
from helpers.data import tables, vocabulary
from helpers.data.cells import shown
from helpers.errors import Fault

Frames = Mapping[str, pd.DataFrame]


class ForeignKey(NamedTuple):
    """A column whose entries are keys of another table; columns named `…_ids` hold several."""

    table: str
    column: str
    target: str
    key: str

    @property
    def listed(self) -> bool:
        """Whether a cell holds several keys with `;` between them."""
        return self.column.endswith("_ids")


FOREIGN_KEYS: tuple[ForeignKey, ...] = (
    ForeignKey("anchors", "claim_ids", "claims", "claim_id"),
    ForeignKey("claims", "restates", "claims", "claim_id"),
    ForeignKey("claim_parts", "claim_id", "claims", "claim_id"),
    ForeignKey("gaps", "claim_id", "claims", "claim_id"),
    ForeignKey("facts", "source_ids", "sources", "source_id"),
    ForeignKey("evidence", "claim_id", "claims", "claim_id"),
    ForeignKey("evidence", "fact_id", "facts", "fact_id"),
    ForeignKey("evidence", "part_ids", "claim_parts", "part_id"),
    ForeignKey("series", "series_id", "series_meta", "series_id"),
    ForeignKey("series", "source_id", "sources", "source_id"),
    ForeignKey("series_meta", "source_id", "sources", "source_id"),
    ForeignKey("series_meta", "claim_ids", "claims", "claim_id"),
    ForeignKey("programmes", "source_ids", "sources", "source_id"),
    ForeignKey("programme_status", "programme_id", "programmes", "programme_id"),
    ForeignKey("programme_status", "source_id", "sources", "source_id"),
    ForeignKey("duty_rules", "source_ids", "sources", "source_id"),
)


class Found(NamedTuple):
    """A fault whose table has not yet become a path."""

    table: str
    line: int
    column: str
    found: str
    expected: str
    remedy: str


Check = Callable[[Frames], Iterator[Found]]
CHECKS: list[tuple[frozenset[str], Check]] = []


def between(*names: str) -> Callable[[Check], Check]:
    """Return the decorator that registers a check of these tables; it is left out where one is unreadable."""

    def register(check: Check) -> Check:
        CHECKS.append((frozenset(names), check))
        return check

    return register


def check(frames: Frames, folder: Path = paths.RAW) -> list[Fault]:
    """Return the faults between tables.

    Parameters
    ----------
    frames
        Text tables as `tables.read_text` gives them, by name, each with the columns of its schema. Where a
        table is missing, the checks that need it are left out.
    folder
        Where the tables lie, for the messages.
    """
    files = {name: paths.relative(folder / f"{name}.csv") for name in frames}
    faults: list[Fault] = []
    for needed, one in CHECKS:
        if needed <= frames.keys():
            faults += [Fault(files[found.table], *found[1:]) for found in one(frames)]
    for key in FOREIGN_KEYS:
        if {key.table, key.target} <= frames.keys():
            faults += [Fault(files[found.table], *found[1:]) for found in dangling(frames, key)]
    return faults


def entries(table: pd.DataFrame, column: str) -> pd.Series:
    """Return the entries of a column, index = line; a `;`-separated cell gives one row an entry."""
    cells = table[column]
    if column.endswith("s"):
        cells = cells.str.split(";").explode()
    return cells[cells != ""]


def dangling(frames: Frames, key: ForeignKey) -> Iterator[Found]:
    """Find entries of a foreign key that are no key of the other table."""
    named = entries(frames[key.table], key.column) if key.listed else frames[key.table][key.column]
    lost = named[(named != "") & ~named.isin(frames[key.target][key.key])]
    for line, entry in lost.items():
        yield Found(key.table, int(str(line)), key.column, shown(entry), f"a {key.key} of {key.target}.csv",
                    f"mend the id, or add its row to {key.target}.csv")

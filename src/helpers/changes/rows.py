"""Rows: raw rows that differ between two states, gathered into the things that move a verdict together.

A *thing* is what is added, removed or changed at once: a fact with its bearings and accounts, a series with its
values, the wording of a claim with its parts, a source, or a row of any other table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.data import tables

# By which column rows of different tables belong to one thing, the first that a table has.
GATHERED = (("series_id", "series"), ("fact_id", "fact"), ("part_id", "claim"), ("claim_id", "claim"),
            ("source_id", "source"))
# Tables whose own rows are the thing, although they name others.
OWN = frozenset({"programme_status", "gaps", "premises"})
# What a reader wants to know of a row that is new or gone, beside its key.
TELLING = {
    "facts": ("date_start", "statement"), "evidence": ("stance", "directness"), "accounts": ("says", "first", "low"),
    "series": ("value", "unit"), "vintage_values": ("value", "unit"), "programme_status": ("programme_id", "status"),
}

Cells = tuple[str, ...]


@dataclass(frozen=True, order=True)
class Thing:
    """What is added, removed or changed at once.

    Parameters
    ----------
    kind, name
        `series`, `fact`, `claim`, `source` or the name of a table, and its identifier there.
    """

    kind: str
    name: str

    @property
    def whole(self) -> bool:
        """Whether its rows make sense together only."""
        return self.kind not in {kind for _, kind in GATHERED}

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True)
class RowChange:
    """One raw row that differs.

    Parameters
    ----------
    table, key
        Where it stands, and the cells of its key.
    before, after
        Its cells by column, None where it is not there.
    """

    table: str
    key: Cells
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None

    @property
    def thing(self) -> Thing:
        """The thing to which it belongs."""
        return thing_of(self.table, (self.after if self.after is not None else self.before) or {}, self.key)

    @property
    def cells(self) -> dict[str, tuple[str, str]]:
        """The cells that differ, before and after."""
        old, new = self.before or {}, self.after or {}
        return {name: (old.get(name, ""), new.get(name, "")) for name in {**old, **new}
                if old.get(name, "") != new.get(name, "")}

    def __str__(self) -> str:
        shown = " ".join(cell for cell in self.key if cell)
        if self.before is None or self.after is None:
            row = self.after or self.before or {}
            told = ", ".join(f"{name} {row[name]}" for name in TELLING.get(self.table, ()) if row.get(name))
            what = "added" if self.before is None else "removed"
            return f"{self.table}: {shown} {what}" + (f" ({told})" if told else "")
        cells = "; ".join(f"{name} {old or 'blank'} → {new or 'blank'}" for name, (old, new) in self.cells.items())
        return f"{self.table}: {shown}: {cells}"


def key_of(name: str, columns: Sequence[str]) -> list[str]:
    """Return the columns that identify a row of a table: its contract's key, or all where it has none."""
    from helpers.data import package  # brings pandera
    from helpers.data.schemas import SCHEMAS

    known = package.resource(name)["schema"].get("primaryKey", []) if name in SCHEMAS else []
    return list(known) if known and set(known) <= set(columns) else list(columns)


def thing_of(table: str, row: Mapping[str, str], key: Cells) -> Thing:
    """Return the thing to which a row belongs."""
    if row.get("coder"):
        # What one coder judged is judged as a whole: a few of the rows alone would be another judgement.
        return Thing(table, f"by coder {row['coder']}")
    if table not in OWN:
        for column, kind in GATHERED:
            if row.get(column):
                return Thing(kind, row[column][:-1] if column == "part_id" else row[column])
    return Thing(table, " ".join(cell for cell in key if cell))


def read(folder: Path | None) -> dict[str, pd.DataFrame]:
    """Return all raw tables of a folder as text; none where there is no folder."""
    return {name: tables.read_text(folder / f"{name}.csv") for name in tables.names(folder)} if folder else {}


def by_key(name: str, table: pd.DataFrame) -> dict[Cells, dict[str, str]]:
    """Return the rows of a table by their keys; equal keys are told apart by their order."""
    key, found = key_of(name, list(table.columns)), {}
    for row in tables.records(table):
        cells = tuple(row[column] for column in key)
        while cells in found:
            cells = (*cells, "again")
        found[cells] = row
    return found


def changes(before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame]) -> list[RowChange]:
    """Return every row that differs, by table, in the order of the later table; rows that are gone come last."""
    found = []
    for name in sorted({*before, *after}):
        if name in before and name in after and before[name].equals(after[name]):
            continue
        old, new = (by_key(name, frames[name]) if name in frames else {} for frames in (before, after))
        found += [RowChange(name, key, old.get(key), new.get(key)) for key in {**new, **old}
                  if old.get(key) != new.get(key)]
    return found


def gathered(found: Iterable[RowChange]) -> dict[Thing, list[RowChange]]:
    """Return the changes by the thing to which they belong."""
    things: dict[Thing, list[RowChange]] = {}
    for change in found:
        things.setdefault(change.thing, []).append(change)
    return things


def applied(before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame],
            chosen: Iterable[RowChange]) -> dict[str, pd.DataFrame]:
    """Return the earlier tables with some of the changes made.

    Tables are in the order of the later state, so that with all changes made they are the later tables. Sources that
    are new are always there: nothing rests on them alone.
    """
    picked: dict[str, set[Cells]] = {}
    for change in chosen:
        picked.setdefault(change.table, set()).add(change.key)
    made = dict(before)
    for name in after:
        old, new = (by_key(name, frames[name]) if name in frames else {} for frames in (before, after))
        mine = picked.get(name, set())
        if name == "sources":
            mine = mine | (new.keys() - old.keys())
        if not mine:
            made.setdefault(name, after[name].iloc[:0])
            continue
        rows = []
        for key in {**new, **old}:
            row = (new if key in mine else old).get(key)
            if row is not None:
                rows.append(row)
        made[name] = pd.DataFrame(rows, columns=list(after[name].columns), dtype="str").fillna("")
    return made

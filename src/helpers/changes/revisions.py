"""Revisions: what differs in the series of two states, series by series, and in every other raw table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from helpers.changes.rows import RowChange

VALUES = ("series", "vintage_values")
# Cells of a series' description whose change makes its values other things.
MEANING = ("definition", "unit", "frequency", "source_id", "vintage", "licence")


@dataclass(frozen=True)
class Revision:
    """What differs in one series.

    Parameters
    ----------
    series_id
        The series.
    added, removed, changed
        Numbers of values.
    largest
        Largest change of a value as a share of the value before; None where nothing can be said.
    at
        Period of that change.
    values
        The rows that differ.
    described
        Cells of its description that differ, before and after.
    """

    series_id: str
    added: int
    removed: int
    changed: int
    largest: float | None
    at: str
    values: tuple[RowChange, ...]
    described: dict[str, tuple[str, str]]


def size(change: RowChange) -> float | None:
    """Return by how much a value changed, as a share of the value before; None where that cannot be said."""
    if change.before is None or change.after is None:
        return None
    old, new = float(change.before["value"]), float(change.after["value"])
    return (new - old) / abs(old) if old and old != new else None


def of_series(found: Iterable[RowChange]) -> list[Revision]:
    """Return the revision of every series that differs, sorted by its name."""
    values: dict[str, list[RowChange]] = {}
    described: dict[str, dict[str, tuple[str, str]]] = {}
    for change in found:
        row = change.after or change.before or {}
        if change.table in VALUES:
            values.setdefault(row["series_id"], []).append(change)
        elif change.table == "series_meta":
            values.setdefault(row["series_id"], [])
            described[row["series_id"]] = {name: pair for name, pair in change.cells.items() if name in MEANING}
    made = []
    for name, changes in sorted(values.items()):
        sizes = [(abs(by), by, (change.after or {}).get("period", "")) for change in changes
                 if (by := size(change)) is not None]
        largest = max(sizes, default=None)
        made.append(Revision(
            name, sum(change.before is None for change in changes), sum(change.after is None for change in changes),
            sum(change.before is not None and change.after is not None for change in changes),
            largest[1] if largest else None, largest[2] if largest else "", tuple(changes), described.get(name, {})))
    return made


def counts(found: Iterable[RowChange]) -> dict[str, tuple[int, int, int]]:
    """Return how many rows of each table were added, removed and changed."""
    told: dict[str, Counter[str]] = {}
    for change in found:
        kind = "added" if change.before is None else "removed" if change.after is None else "changed"
        told.setdefault(change.table, Counter())[kind] += 1
    return {name: (count["added"], count["removed"], count["changed"]) for name, count in sorted(told.items())}

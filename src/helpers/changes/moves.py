"""Moves: verdicts that differ between two sets of derived tables, with the parts whose outcomes differ.

It imports nothing but the standard library: every build asks at its end whether a published verdict moved.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers import paths
from helpers.errors import CompendiumError

VERDICTS, PARTS = "verdicts.csv", "parts.csv"
# What is published of a claim; a change of any of these is a change of its verdict.
STANDS = ("verdict", "strongest_reading", "confidence")

Rows = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Standing:
    """How a claim stands: blank cells where it does not stand at all.

    Parameters
    ----------
    verdict, strongest_reading, confidence
        As `verdicts.csv` has them.
    """

    verdict: str = ""
    strongest_reading: str = ""
    confidence: str = ""

    def __str__(self) -> str:
        if not self.verdict:
            return "not in the register"
        sure = f", {self.confidence} confidence" if self.confidence else ""
        best = f"; in its strongest reading {self.strongest_reading}" if self.strongest_reading != self.verdict else ""
        return f"{self.verdict}{sure}{best}"


@dataclass(frozen=True)
class PartMove:
    """A part whose outcome differs.

    Parameters
    ----------
    part_id, part
        Identifier and assertion.
    before, after
        Outcomes, blank where the part does not stand.
    found_before, found_after
        What its tests found.
    decided_before, decided_after
        What decided it.
    """

    part_id: str
    part: str
    before: str
    after: str
    found_before: str
    found_after: str
    decided_before: str
    decided_after: str


@dataclass(frozen=True)
class Move:
    """A claim that stands otherwise than before.

    Parameters
    ----------
    claim_id
        The claim.
    before, after
        How it stood and how it stands.
    parts
        Parts whose outcomes differ.
    """

    claim_id: str
    before: Standing
    after: Standing
    parts: tuple[PartMove, ...]


def table(folder: Path, name: str, key: str) -> dict[str, dict[str, str]]:
    """Return a derived table by its key.

    Raises
    ------
    CompendiumError
        When there is none, or it has no such column.
    """
    path = folder / name
    if not path.is_file():
        raise CompendiumError(f"{paths.relative(path)}: found no such file, expected the derived tables of a build; "
                              "do: name another state, or build it")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if key not in (reader.fieldnames or ()):
            raise CompendiumError(f"{paths.relative(path)}: found no column {key}, expected a table of a build; "
                                  "do: name another state, or build it")
        return {row[key]: row for row in reader}


def standing(row: Mapping[str, str] | None) -> Standing:
    """Return how a claim stands by its row, if it has one."""
    return Standing(*(row.get(name, "") for name in STANDS)) if row else Standing()


def parts(before: Rows, after: Rows, claim_id: str) -> tuple[PartMove, ...]:
    """Return the parts of a claim whose outcomes differ, those of the later state first."""
    names = [name for name in {**after, **before} if name[:-1] == claim_id]
    made = []
    for name in names:
        old, new = before.get(name, {}), after.get(name, {})
        if old.get("outcome") != new.get("outcome"):
            made.append(PartMove(name, (new or old).get("part", ""), *(
                row.get(column, "") for column in ("outcome", "found", "decided_by") for row in (old, new))))
    return tuple(made)


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()


def between(old: Path, new: Path) -> list[Move]:
    """Return the claims that stand otherwise in one folder of derived tables than in another.

    Parameters
    ----------
    old, new
        Folders with `verdicts.csv` and `parts.csv`.

    Returns
    -------
    list of Move
        In the later register's order; claims that are gone come last.
    """
    if _same(old / VERDICTS, new / VERDICTS):
        return []
    before, after = (table(folder, VERDICTS, "claim_id") for folder in (old, new))
    moved = [claim for claim in {**after, **before}
             if standing(before.get(claim)) != standing(after.get(claim))]
    if not moved:
        return []
    was, now = (table(folder, PARTS, "part_id") for folder in (old, new))
    return [Move(claim, standing(before.get(claim)), standing(after.get(claim)), parts(was, now, claim))
            for claim in moved]

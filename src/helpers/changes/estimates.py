"""Estimates: numbers that tests found and that differ between two states by more than a tolerance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from helpers.changes import moves

NUMBERS = ("estimate", "low", "high", "n")
# A change smaller than this share of the larger of both numbers is none.
TOLERANCE = 0.01


@dataclass(frozen=True)
class Estimate:
    """A number of a part's test that differs.

    Parameters
    ----------
    part_id, part
        The part.
    number
        `estimate`, `low`, `high` or `n`.
    before, after
        As the tables have them, blank where there is none.
    unit
        Its unit.
    """

    part_id: str
    part: str
    number: str
    before: str
    after: str
    unit: str


def beyond(before: str, after: str, tolerance: float) -> bool:
    """Tell whether two numbers, blank where missing, differ by more than a share of the larger one."""
    if not before or not after:
        return before != after
    return not math.isclose(float(before), float(after), rel_tol=tolerance, abs_tol=0)


def between(old: Path, new: Path, tolerance: float = TOLERANCE) -> list[Estimate]:
    """Return the numbers that differ, for parts that stand in both folders of derived tables."""
    before, after = (moves.table(folder, moves.PARTS, "part_id") for folder in (old, new))
    return [Estimate(part, row["part"], name, before[part][name], row[name], row["unit"] if name != "n" else "values")
            for part, row in after.items() if part in before
            for name in NUMBERS if beyond(before[part][name], row[name], tolerance)]

"""Findings: what a notebook found for a claim, typed, and kept as JSON beside the notebook."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from helpers.errors import CompendiumError
from helpers.evidence.rule import Outcome

DIGITS = 6


@dataclass(frozen=True)
class Reading:
    """What one fact gives on the very thing tested, and how that cuts.

    Parameters
    ----------
    fact_id
        The fact.
    item
        Member, event or cause that it speaks of; blank where the part has only one.
    gives
        The date, number or answer as a reader says it.
    cuts
        A stance on the part: supports, contradicts, qualifies, or context where it cannot tell.
    """

    fact_id: str
    item: str
    gives: str
    cuts: str


@dataclass(frozen=True)
class PartTest:
    """One computed test of one part of a claim.

    Parameters
    ----------
    part_id
        The part tested.
    outcome
        What the test makes of it.
    test
        What was computed, in one plain sentence.
    claimed, found
        The two things held against each other, as a reader would say them.
    unit
        Unit of `estimate`, blank where there is none.
    estimate, low, high
        Estimate and the ends of its interval.
    n
        Observations used.
    series
        Series that the test used; facts that restate them lend no voice.
    rows
        Facts or status rows that the test used.
    tried
        For a part with `either` readings: each reading with what it gave.
    readings
        The accounts compared, where the test compares accounts.
    """

    part_id: str
    outcome: Outcome
    test: str
    claimed: str
    found: str
    unit: str = ""
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    series: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    tried: tuple[tuple[str, str], ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What one notebook found for one claim.

    Parameters
    ----------
    claim_id
        The claim.
    claimed, found, unit
        The value or statement claimed and the one found, for the matrix.
    summary
        One or two plain sentences that a student understands, with the numbers computed.
    tests
        The computed tests of its parts; parts without one are left to the voices.
    """

    claim_id: str
    claimed: str
    found: str
    summary: str
    unit: str = ""
    tests: tuple[PartTest, ...] = ()

    def __post_init__(self) -> None:
        for name in ("claimed", "found", "summary"):
            if not getattr(self, name).strip():
                raise CompendiumError(f"finding for {self.claim_id}: found a blank {name}, expected text")
        strange = [test.part_id for test in self.tests if test.part_id[:-1] != self.claim_id]
        if strange:
            raise CompendiumError(f"finding for {self.claim_id}: found tests of {', '.join(strange)}, "
                                  "expected parts of that claim")


def _plain(value: Any) -> Any:
    """Make a value fit for JSON that is the same on every machine: rounded, no NaN."""
    if isinstance(value, float):
        return round(value, DIGITS) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if hasattr(value, "item") and not isinstance(value, str):
        return _plain(value.item())
    return value


def dump(findings: Iterable[Finding]) -> str:
    """Return findings as JSON, the same text for the same findings."""
    rows = [_plain(asdict(finding)) for finding in sorted(findings, key=lambda f: f.claim_id)]
    return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"


def load(path: Path) -> list[Finding]:
    """Read findings as `dump` wrote them."""
    return [from_row(row) for row in json.loads(path.read_text("utf-8"))]


def from_row(row: dict[str, Any]) -> Finding:
    """Return the finding that a row of JSON describes."""
    tests = tuple(
        PartTest(**{**test, "outcome": Outcome(test["outcome"]), "series": tuple(test["series"]),
                    "rows": tuple(test["rows"]), "tried": tuple(tuple(pair) for pair in test["tried"]),
                    "readings": tuple(Reading(**reading) for reading in test["readings"])})
        for test in row["tests"]
    )
    return Finding(**{**row, "tests": tests})

"""A comparison of two states: verdicts that moved and why, findings, figures, series and all other rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from helpers import paths
from helpers.changes import causes, estimates, figures, moves, revisions, rows
from helpers.changes.causes import Cause
from helpers.changes.estimates import TOLERANCE, Estimate
from helpers.changes.figures import FigureChange
from helpers.changes.moves import Move
from helpers.changes.revisions import Revision
from helpers.changes.state import State


@dataclass(frozen=True)
class Comparison:
    """What differs between two states.

    Parameters
    ----------
    old, new
        Their names.
    said
        What each claim says, by its identifier.
    moved
        Claims that stand otherwise, with what moved each.
    findings
        Numbers of tests that differ beyond the tolerance.
    tolerance
        Share by which a number may differ.
    figures
        Figures that differ, None where those of a state are not known.
    series
        Series that were revised.
    tables
        Rows added, removed and changed by table; None where the raw tables of a state are not known.
    """

    old: str
    new: str
    said: Mapping[str, str]
    moved: tuple[tuple[Move, Cause], ...]
    findings: tuple[Estimate, ...]
    tolerance: float
    figures: tuple[FigureChange, ...] | None
    series: tuple[Revision, ...]
    tables: Mapping[str, tuple[int, int, int]] | None

    def showing(self, claim: str) -> list[FigureChange]:
        """Return the changed figures that name a claim."""
        return [figure for figure in self.figures or () if claim in figure.claims]

    def as_json(self) -> str:
        """Return everything as JSON; paths as a reader of the project sees them."""
        return json.dumps(_plain(asdict(self)), ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return paths.relative(value) if hasattr(value, "parts") else value


def between(old: State, new: State, tolerance: float = TOLERANCE) -> Comparison:
    """Compare two states.

    Raises
    ------
    CompendiumError
        When one of them has no verdicts, or raw tables that cannot be read.
    """
    moved = moves.between(old.processed, new.processed)
    why = causes.of_moves(moved, old, new)
    known = old.raw is not None and new.raw is not None
    before, after = (rows.read(state.raw) if known else {} for state in (old, new))
    found = rows.changes(before, after)
    drawn = figures.between(old, new)
    return Comparison(
        old.name, new.name, _said(before) | _said(after), tuple((move, why[move.claim_id]) for move in moved),
        tuple(estimates.between(old.processed, new.processed, tolerance)), tolerance,
        tuple(drawn) if drawn is not None else None, tuple(revisions.of_series(found)),
        revisions.counts(found) if known else None)


def _said(frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    claims = frames.get("claims")
    return {} if claims is None else dict(zip(claims["claim_id"], claims["paraphrase"], strict=True))

"""Figures that differ between two states: in their data, or in how the same data are drawn."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.changes.state import State

NEW, GONE, DATA, DRAWING = "new", "gone", "other data", "the same data drawn otherwise"


@dataclass(frozen=True)
class FigureChange:
    """A figure that differs.

    Parameters
    ----------
    figure_id
        The figure.
    kind
        `new`, `gone`, `other data`, or `the same data drawn otherwise`.
    title_before, title_after
        Its titles, which state the finding; blank where it is not there.
    rows_before, rows_after
        How many rows of its data are in one state only.
    claims
        Claims named in its footer.
    before, after
        Its pictures (SVG, light), None where it is not there.
    """

    figure_id: str
    kind: str
    title_before: str
    title_after: str
    rows_before: int
    rows_after: int
    claims: tuple[str, ...]
    before: Path | None
    after: Path | None


def _named(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.svg") if not path.stem.endswith("-dark")}


def _described(folder: Path, name: str) -> dict[str, Any]:
    """Return what is known of a figure; a book keeps its data and pictures but not its description."""
    path = folder / f"{name}.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def _rows(folder: Path, name: str) -> Counter[tuple[str, ...]]:
    path = folder / f"{name}.csv"
    return Counter(tuple(row) for row in csv.reader(io.StringIO(path.read_text("utf-8")))) if path.is_file() else (
        Counter())


def between(old: State, new: State) -> list[FigureChange] | None:
    """Return the figures that differ, by name; None where the figures of a state are not known."""
    if old.figures is None or new.figures is None:
        return None
    made = []
    before, after = _named(old.figures), _named(new.figures)
    for name in sorted(before | after):
        was, now = _rows(old.figures, name), _rows(new.figures, name)
        pictures = [folder / f"{name}.svg" for folder in (old.figures, new.figures)]
        if name in before and name in after:
            if was == now and pictures[0].read_bytes() == pictures[1].read_bytes():
                continue
            kind = DATA if was != now else DRAWING
        else:
            kind = NEW if name in after else GONE
        told = [_described(folder, name) for folder in (old.figures, new.figures)]
        made.append(FigureChange(
            name, kind, str(told[0].get("title", "")), str(told[1].get("title", "")), (was - now).total(),
            (now - was).total(), tuple((told[1] or told[0]).get("claims", ())),
            pictures[0] if name in before else None, pictures[1] if name in after else None))
    return made

"""Add to the log of verdicts that moved: what a comparison found, under the name of a release."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers import files
from helpers.changes import log, telling
from helpers.changes.comparison import Comparison
from helpers.errors import CompendiumError


def entries(comparison: Comparison, label: str) -> pd.DataFrame:
    """Return the rows that a comparison adds to the log."""
    made = []
    for move, cause in comparison.moved:
        parts = ";".join(f"{part.part_id} {part.before or 'none'} > {part.after or 'none'}" for part in move.parts)
        shown = ";".join(figure.figure_id for figure in comparison.showing(move.claim_id)
                         if figure.before and figure.after)
        made.append([label, move.claim_id, move.before.verdict, move.after.verdict, move.before.strongest_reading,
                     move.after.strongest_reading, move.before.confidence, move.after.confidence, parts, cause.kind,
                     telling.brief(cause), shown])
    return pd.DataFrame(made, columns=log.COLUMNS, dtype="str")


def add(comparison: Comparison, label: str, path: Path = log.PATH, pictures: Path = log.PICTURES) -> int:
    """Add what moved to the log, with the pictures of the figures that show it.

    Parameters
    ----------
    label
        What the log calls the step, such as the release's number; one that is there already is replaced, so that
        the same call twice leaves the same log.

    Returns
    -------
    int
        How many claims were added.

    Raises
    ------
    CompendiumError
        For a label that is no plain word.
    """
    if not label or not all(sign.isalnum() or sign in "-._" for sign in label) or label.startswith("."):
        raise CompendiumError(f"--log: found {label!r}, expected a label of letters, digits, dots and hyphens; "
                              "do: name the release, for example 0.2.0")
    known, fresh = log.read(path), entries(comparison, label)
    kept: dict[str, bytes] = {}
    for figure in comparison.figures or ():
        showing = any(figure in comparison.showing(move.claim_id) for move, _ in comparison.moved)
        if showing and figure.before and figure.after:
            kept |= {f"{figure.figure_id}-before.svg": figure.before.read_bytes(),
                     f"{figure.figure_id}-after.svg": figure.after.read_bytes()}
    for name, content in kept.items():
        files.write(pictures / label / name, content)
    files.prune(pictures / label, {Path(name) for name in kept})
    files.table(path, pd.concat([known[known["label"].ne(label)], fresh], ignore_index=True))
    return len(fresh)

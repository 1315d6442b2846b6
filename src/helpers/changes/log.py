"""The log of verdicts that moved: one row a claim and release, kept in `data/processed` from release to release.

No build makes it. `compendium diff OLD NEW --log LABEL` adds to it, and the book shows it.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from helpers import paths
from helpers.errors import CompendiumError

PATH = paths.PROCESSED / "verdict_changes.csv"
# Pictures of the figures that show a claim that moved, before and after.
PICTURES = paths.PROCESSED / "changes"
COLUMNS = ["label", "claim_id", "verdict_before", "verdict_after", "strongest_before", "strongest_after",
           "confidence_before", "confidence_after", "parts", "cause", "because", "figures"]


def read(path: Path = PATH) -> pd.DataFrame:
    """Return the log, all text.

    Raises
    ------
    CompendiumError
        When it is missing or has other columns.
    """
    if not path.is_file():
        raise CompendiumError(f"{paths.relative(path)}: found no such file, expected the log of verdicts; "
                              "do: restore it")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        head = next(reader, [])
        body = list(reader)
    if head != COLUMNS or any(len(row) != len(COLUMNS) for row in body):
        raise CompendiumError(f"{paths.relative(path)}: found other columns or ragged rows, expected "
                              f"{', '.join(COLUMNS)}; do: restore the file")
    return pd.DataFrame(body, columns=COLUMNS, dtype="str")

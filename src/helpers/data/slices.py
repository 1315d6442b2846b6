"""Slices: the part of the raw tables that one notebook may read, and a digest of its content.

A slice is what a notebook depends on. It is cut by series, by claim or by whole table, so that
one changed row re-runs only the notebooks whose slice holds it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pandas as pd

from helpers import paths
from helpers.data import tables
from helpers.data.tables import items
from helpers.errors import CompendiumError

# The tables of which a slice is cut by series, and by claim.
SERIES_TABLES = ("series", "series_meta", "sources")
CLAIM_TABLES = ("claims", "claim_parts", "evidence", "facts", "accounts", "sources", "gaps")


def _digest(frames: Iterable[pd.DataFrame]) -> str:
    made = hashlib.sha256()
    for frame in frames:
        for row in zip(*(frame[column].tolist() for column in frame), strict=True):
            made.update("\x1f".join(row).encode())
            made.update(b"\x1e")
        made.update(b"\x1d")
    return made.hexdigest()


@cache
def _text(path: Path, changed: int, size: int) -> pd.DataFrame:
    return tables.read_text(path)


def _state(name: str) -> tuple[Path, int, int]:
    """Return what differs as soon as the file of a table has changed."""
    path = paths.RAW / f"{name}.csv"
    status = path.stat()
    return path, status.st_mtime_ns, status.st_size


def text(name: str) -> pd.DataFrame:
    """Return the raw table `name` as text; read again only when the file has changed."""
    return _text(*_state(name))


def _rows(name: str, column: str, wanted: Iterable[str]) -> pd.DataFrame:
    frame = text(name)
    return frame[frame[column].isin(list(wanted))]


def series_rows(series_id: str) -> list[pd.DataFrame]:
    """Return a series, its description and its sources, as text.

    Raises
    ------
    CompendiumError
        When there is no such series.
    """
    values, meta = _rows("series", "series_id", [series_id]), _rows("series_meta", "series_id", [series_id])
    if meta.empty or values.empty:
        raise CompendiumError(f"series: found no {series_id!r} in data/raw, expected one of series_meta.csv; "
                              "do: mend notebooks/manifest.yml or add the series")
    return [values, meta, _rows("sources", "source_id", {*values["source_id"], *meta["source_id"]})]


def claim_rows(claim_id: str) -> list[pd.DataFrame]:
    """Return a claim with its parts, evidence, facts, accounts, sources and gaps, as text."""
    evidence, parts = _rows("evidence", "claim_id", [claim_id]), _rows("claim_parts", "claim_id", [claim_id])
    facts = _rows("facts", "fact_id", evidence["fact_id"])
    cited = {source for cell in facts["source_ids"] for source in items(cell)}
    return [_rows("claims", "claim_id", [claim_id]), parts, evidence, facts,
            _rows("accounts", "part_id", parts["part_id"]),
            _rows("sources", "source_id", cited), _rows("gaps", "claim_id", [claim_id])]


@cache
def _of_series(series_id: str, state: tuple[tuple[Path, int, int], ...]) -> str:
    return _digest(series_rows(series_id))


@cache
def _of_claim(claim_id: str, state: tuple[tuple[Path, int, int], ...]) -> str:
    return _digest(claim_rows(claim_id))


@cache
def _of_table(name: str, state: tuple[Path, int, int]) -> str:
    return _digest([text(name)])


def digests(series: Iterable[str], claims: Iterable[str], whole: Iterable[str]) -> dict[str, str]:
    """Return a digest for each thing a notebook reads, by name.

    Parameters
    ----------
    series, claims
        Identifiers.
    whole
        Names of tables read whole.

    Returns
    -------
    dict
        `series:ID`, `claim:ID` and `table:NAME` to a SHA-256 of their rows' text.
    """
    # A notebook, its views and its past read the same slices, so each is cut once as long as no file changes.
    values, judged = (tuple(_state(name) for name in names) for names in (SERIES_TABLES, CLAIM_TABLES))
    made = {f"series:{name}": _of_series(name, values) for name in series}
    made |= {f"claim:{name}": _of_claim(name, judged) for name in claims}
    return made | {f"table:{name}": _of_table(name, _state(name)) for name in whole}

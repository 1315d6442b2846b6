"""Slices: the part of the raw tables that one notebook may read, and a digest of its content.

A slice is what a notebook depends on. It is cut by series, by claim or by whole table, so that
one changed row re-runs only the notebooks whose slice holds it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from typing import Any

import pandas as pd

from helpers.data import tables
from helpers.data.tables import items
from helpers.errors import CompendiumError

# The tables of which a slice is cut by series, and by claim.
SERIES_TABLES = ("series", "series_meta", "vintages", "vintage_values", "sources")
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
def _text(name: str, stamped: tuple[Any, ...]) -> pd.DataFrame:
    return tables.raw(name)


def text(name: str) -> pd.DataFrame:
    """Return the raw table `name` as text; read again only when a file that it is read from has changed."""
    return _text(name, tables.stamp(name))


def _rows(name: str, column: str, wanted: Iterable[str]) -> pd.DataFrame:
    frame = text(name)
    return frame[frame[column].isin(list(wanted))]


def series_rows(series_id: str) -> list[pd.DataFrame]:
    """Return a series, its description, its later vintages and its sources, as text.

    Raises
    ------
    CompendiumError
        When there is no such series.
    """
    values, meta = _rows("series", "series_id", [series_id]), _rows("series_meta", "series_id", [series_id])
    if meta.empty or values.empty:
        raise CompendiumError(f"series: found no {series_id!r} in data/raw, expected one of series_meta.csv; "
                              "do: mend notebooks/manifest.yml or add the series")
    later = [_rows(name, "series_id", [series_id]) for name in ("vintages", "vintage_values")]
    named = {*values["source_id"], *meta["source_id"], *later[0]["source_id"]}
    return [values, meta, *later, _rows("sources", "source_id", named)]


def claim_rows(claim_id: str) -> list[pd.DataFrame]:
    """Return a claim with its parts, evidence, facts, accounts, sources and gaps, as text."""
    evidence, parts = _rows("evidence", "claim_id", [claim_id]), _rows("claim_parts", "claim_id", [claim_id])
    facts = _rows("facts", "fact_id", evidence["fact_id"])
    cited = {source for cell in facts["source_ids"] for source in items(cell)}
    return [_rows("claims", "claim_id", [claim_id]), parts, evidence, facts,
            _rows("accounts", "part_id", parts["part_id"]),
            _rows("sources", "source_id", cited), _rows("gaps", "claim_id", [claim_id])]


@cache
def _of_series(series_id: str, state: tuple[Any, ...]) -> str:
    return _digest(series_rows(series_id))


@cache
def _of_claim(claim_id: str, state: tuple[Any, ...]) -> str:
    return _digest(claim_rows(claim_id))


@cache
def _of_table(name: str, state: tuple[Any, ...]) -> str:
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
    values, judged = (tuple(tables.stamp(name) for name in names) for names in (SERIES_TABLES, CLAIM_TABLES))
    made = {f"series:{name}": _of_series(name, values) for name in series}
    made |= {f"claim:{name}": _of_claim(name, judged) for name in claims}
    return made | {f"table:{name}": _of_table(name, tables.stamp(name)) for name in whole}

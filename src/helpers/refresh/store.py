"""The store: a vintage that passed is added to the tables whole, beside what is there, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers import files, paths
from helpers.data import contracts, tables
from helpers.errors import Fault, FaultyData

# In the order in which they are written: a value is never there before what describes it.
ORDER = ("sources", "series_meta", "vintages", "vintage_values")


@dataclass(frozen=True)
class Rows:
    """Rows to add, by table, all text in the tables' columns; `local` where they may not be passed on."""

    tables: Mapping[str, pd.DataFrame]
    local: bool


def _rows(frame: pd.DataFrame) -> str:
    return tables.as_text(frame.itertuples(index=False, name=None))


def _added(folder: Path, name: str, frame: pd.DataFrame) -> str:
    """Return the text of a file with rows added at its end; what it holds already is kept byte by byte."""
    path = folder / f"{name}.csv"
    if not path.exists():
        return tables.as_text([frame.columns]) + _rows(frame)
    before = path.read_bytes().decode("utf-8")
    return before + ("" if before.endswith("\n") else "\n") + _rows(frame)


def _present() -> dict[str, pd.DataFrame]:
    return {name: tables.raw(name) for name in tables.names()}


def faults(added: Sequence[Rows]) -> list[Fault]:
    """Return what the contracts find wrong with the tables once rows are added, and did not find before."""
    frames = _present()
    for one in added:
        for name, frame in one.tables.items():
            start = max((abs(line) for line in frames[name].index), default=1) + 1
            more = frame.set_axis(range(start, start + len(frame)), axis=0)
            frames[name] = pd.concat([frames[name], more])
    found = contracts.check_tables(frames)
    known = set(contracts.check_tables(_present())) if found else set()
    return [fault for fault in found if fault not in known]


def add(added: Sequence[Rows], dry: bool = False) -> list[Path]:
    """Add rows to the tables, all or none.

    Parameters
    ----------
    dry
        Go as far as the contracts, and write nothing.

    Returns
    -------
    list of Path
        The files written, or to be written.

    Raises
    ------
    FaultyData
        When the tables would break a contract; nothing is written.
    """
    if broken := faults(added):
        raise FaultyData(broken)
    texts: dict[Path, str] = {}
    for one in added:
        folder = paths.LOCAL if one.local else paths.RAW
        for name in ORDER:
            if name in one.tables and not one.tables[name].empty:
                path = folder / f"{name}.csv"
                if path in texts:
                    texts[path] += _rows(one.tables[name])
                else:
                    texts[path] = _added(folder, name, one.tables[name])
    if not dry:
        files.together(texts)
    return list(texts)

"""The files that an addition changes: written together when they keep every contract, or none of them."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from helpers import elsewhere, files, paths
from helpers.data import contracts, tables
from helpers.errors import CompendiumError, Fault, FaultyData
from helpers.execution import manifest, uses

RAW, MANIFEST, CONTENTS, HELPERS = "data/raw", "notebooks/manifest.yml", "_toc.yml", "src/helpers"


def line(cells: Sequence[str]) -> str:
    """Return one row as a line of a table, without its end."""
    return tables.as_text([cells]).removesuffix("\n")


class Tree:
    """The project's files with some changes that are not written yet."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def text(self, name: str) -> str:
        """Return a file by its path from the root, changed or as it is."""
        if name not in self.texts:
            try:
                return (paths.ROOT / name).read_text("utf-8")
            except OSError as error:
                raise CompendiumError(f"{name}: found no readable file, expected it to add to; do: restore it") from (
                    error)
        return self.texts[name]

    def table(self, name: str) -> pd.DataFrame:
        """Return a raw table as text, index = line, with the changes so far."""
        path = f"{RAW}/{name}.csv"
        if path not in self.texts:
            return tables.read_text(paths.ROOT / path)
        rows = csv.reader(io.StringIO(self.texts[path], newline=""), strict=True)
        head, *body = rows
        return pd.DataFrame(body, columns=head, index=pd.RangeIndex(2, len(body) + 2, name="line"), dtype="str")

    def add(self, name: str, rows: Iterable[Mapping[str, str]], after: int = 0) -> None:
        """Add whole rows to a raw table.

        Parameters
        ----------
        rows
            Cells by column; those left out are blank.
        after
            Line after which they go; at the end unless told.

        Raises
        ------
        CompendiumError
            When a row has a column that the table has not.
        """
        columns = list(self.table(name).columns)
        made = []
        for row in rows:
            strange = [column for column in row if column not in columns]
            if strange:
                raise CompendiumError(f"{name}: found the column {strange[0]!r}, expected only {', '.join(columns)}; "
                                      "do: mend its name")
            made.append(line([row.get(column, "") for column in columns]))
        lines = self.text(f"{RAW}/{name}.csv").removesuffix("\n").split("\n")
        place = after or len(lines)
        self.texts[f"{RAW}/{name}.csv"] = "\n".join([*lines[:place], *made, *lines[place:]]) + "\n"

    def put(self, name: str, at: int, column: str, cell: str) -> None:
        """Put another cell into the row that stands on a line of a raw table."""
        row = self.table(name).loc[at].to_dict() | {column: cell}
        lines = self.text(f"{RAW}/{name}.csv").split("\n")
        lines[at - 1] = line(list(row.values()))
        self.texts[f"{RAW}/{name}.csv"] = "\n".join(lines)

    def write(self) -> None:
        """Write every changed file, once all contracts hold with them.

        Raises
        ------
        FaultyData
            With every fault; nothing is written then.
        """
        with tempfile.TemporaryDirectory(dir=_work(), prefix="adding-") as folder:
            found = self._faults(Path(folder))
        if found:
            raise FaultyData(found)
        files.together({paths.ROOT / name: text for name, text in self.texts.items()})

    def _faults(self, root: Path) -> list[Fault]:
        """Return the faults of the changed project, held against the contracts in a copy of it."""
        shutil.copytree(paths.RAW, root / RAW)
        local = paths.RAW.with_name(paths.LOCAL.name)
        if local.is_dir():
            shutil.copytree(local, root / "data" / local.name)
        (root / "notebooks").mkdir()
        shutil.copy(paths.MANIFEST, root / MANIFEST)
        if any(name.startswith(HELPERS) for name in self.texts):
            shutil.copytree(paths.ROOT / HELPERS, root / HELPERS, ignore=shutil.ignore_patterns("__pycache__"))
        for name, text in self.texts.items():
            files.write(root / name, text)
        if (root / HELPERS).is_dir():
            # Another vocabulary: the contracts have to be read anew.
            done = elsewhere.call(root, "check")
            if done.returncode:
                raise CompendiumError(done.stderr.strip().removeprefix("compendium: "))
            return []
        found = contracts.check(root / RAW)
        if not found:
            found = uses.check(manifest.read(root / MANIFEST), *(
                tables.read_text(root / RAW / f"{name}.csv") for name in ("series_meta", "unused")))
        work = paths.relative(root)
        return [replace(fault, file=fault.file.removeprefix(f"{work}/")) for fault in found]


def _work() -> Path:
    paths.WORK.mkdir(parents=True, exist_ok=True)
    return paths.WORK


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table that somebody wrote to be added.

    Raises
    ------
    FaultyData
        When the file is no such table.
    CompendiumError
        When it holds no rows.
    """
    found = tables.records(tables.read_text(path))
    if not found:
        raise CompendiumError(f"{paths.relative(path)}: found no rows, expected some to add; do: write them")
    return found

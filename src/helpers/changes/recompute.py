"""Recompute verdicts on raw tables of which only some changes are made, by the code that runs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from helpers import claims, files, paths
from helpers.changes import rows
from helpers.changes.moves import Standing
from helpers.changes.rows import RowChange, Thing
from helpers.changes.shrink import Enough
from helpers.data import tables
from helpers.data.tables import items
from helpers.evidence import verdicts
from helpers.evidence.findings import Finding
from helpers.execution import inputs, manifest
from helpers.execution.manifest import Notebook

# Times that notebooks are settled anew at most, for one comparison.
MOST = 240

Frames = Mapping[str, pd.DataFrame]
# What tells a change from all others: its table and its key.
RowId = tuple[str, rows.Cells]


@contextmanager
def on(frames: Frames) -> Iterator[None]:
    """Let the raw tables be other ones for a while: everything that reads them reads these."""
    kept = paths.RAW
    paths.WORK.mkdir(parents=True, exist_ok=True)
    # Below a folder of its own, since local figures are looked for beside the raw tables.
    folder = Path(tempfile.mkdtemp(dir=paths.WORK, prefix="tables-")) / kept.name
    try:
        for name, table in frames.items():
            files.table(folder / f"{name}.csv", table)
        local = kept.with_name(paths.LOCAL.name)
        if local.is_dir():
            shutil.copytree(local, folder.with_name(local.name))
        tables.forget()
        paths.RAW = folder
        yield
    finally:
        paths.RAW = kept
        tables.forget()
        shutil.rmtree(folder.parent, ignore_errors=True)


class Recomputed:
    """Verdicts on earlier raw tables with any of the changes made.

    Parameters
    ----------
    before, after
        The raw tables of both states as text.
    """

    def __init__(self, before: Frames, after: Frames) -> None:
        self.before, self.after = before, after
        self.notebooks = manifest.read()
        self.settled = 0
        self._found: dict[tuple[str, frozenset[RowId]], list[Finding]] = {}
        self._touched: dict[Thing, frozenset[str]] = {}

    def touched(self, thing: Thing) -> frozenset[str]:
        """Return the claims that a thing may move through the notebooks that read it."""
        if thing not in self._touched:
            self._touched[thing] = frozenset(
                claim for notebook in self.notebooks.values() if self._reads(notebook, thing)
                for claim in notebook.claims)
        return self._touched[thing]

    def _reads(self, notebook: Notebook, thing: Thing) -> bool:
        """Tell whether a notebook, or the rule for one of its claims, may read a thing."""
        if thing.kind == "series":
            return thing.name in notebook.series
        if thing.kind == "claim":
            return thing.name in notebook.claims
        if thing.kind == "fact":
            return bool(self._claims_of({thing.name}) & set(notebook.claims)) or "facts" in notebook.tables
        if thing.kind == "source":
            return bool(self._claims_citing(thing.name) & set(notebook.claims)) or bool(
                self._series_of(thing.name) & set(notebook.series))
        return thing.kind in notebook.tables or thing.kind == "corrections"

    def _claims_of(self, facts: set[str]) -> set[str]:
        return {claim for frames in (self.before, self.after) for claim in
                frames["evidence"].loc[frames["evidence"]["fact_id"].isin(facts), "claim_id"]}

    def _claims_citing(self, source: str) -> set[str]:
        return self._claims_of({fact for frames in (self.before, self.after) for fact, cell in zip(
            frames["facts"]["fact_id"], frames["facts"]["source_ids"], strict=True) if source in items(cell)})

    def _series_of(self, source: str) -> set[str]:
        return {name for frames in (self.before, self.after)
                for name in frames["series"].loc[frames["series"]["source_id"].eq(source), "series_id"]}

    def standing(self, claim: str, chosen: Sequence[RowChange]) -> Standing:
        """Return how a claim stands with some of the changes made; a notebook that reads none of them is not run anew.

        Raises
        ------
        Enough
            When notebooks were settled as often as is allowed.
        """
        bearing = {name: notebook for name, notebook in self.notebooks.items() if claim in notebook.claims}
        with on(rows.applied(self.before, self.after, chosen)):
            made = {name: self._settle(notebook, chosen) for name, notebook in bearing.items()}
            settles = {name: notebook.settles for name, notebook in bearing.items()}
            judged = verdicts.judge(made, settles, {name: tables.read(name) for name in inputs.JUDGED_BY},
                                    only=[claim])
        if not judged:
            return Standing()
        return Standing(str(judged[0].verdict), str(judged[0].strongest), judged[0].confidence)

    def _settle(self, notebook: Notebook, chosen: Iterable[RowChange]) -> list[Finding]:
        mine = frozenset((change.table, change.key) for change in chosen if self._reads(notebook, change.thing))
        if (notebook.name, mine) not in self._found:
            if self.settled >= MOST:
                raise Enough
            self.settled += 1
            self._found[notebook.name, mine] = claims.settle(notebook.name, {})
        return self._found[notebook.name, mine]

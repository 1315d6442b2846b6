"""Which notebooks use a series, and that no series lies idle without a reason."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers import paths
from helpers.data import keys, tables
from helpers.errors import Fault, FaultyData
from helpers.execution import manifest
from helpers.execution.manifest import Notebook


def by_series(notebooks: Mapping[str, Notebook]) -> dict[str, list[Notebook]]:
    """Return the notebooks that may read each series, in the manifest's order; a series nobody reads is missing."""
    found: dict[str, list[Notebook]] = {}
    for notebook in notebooks.values():
        for series in notebook.series:
            found.setdefault(series, []).append(notebook)
    return found


def check(notebooks: Mapping[str, Notebook], meta: pd.DataFrame, unused: pd.DataFrame) -> list[Fault]:
    """Return the series that no notebook reads and that have no reason, and those read in spite of one.

    Parameters
    ----------
    notebooks
        As the manifest describes them.
    meta, unused
        The raw tables `series_meta` and `unused` as text, index = line.
    """
    used = by_series(notebooks)
    excused = set(unused["series_id"])
    faults = [Fault(paths.relative(paths.RAW / "series_meta.csv"), line, "series_id",
                    f"{name!r}, which no notebook reads", "a series in use, or a reason in unused.csv",
                    "name it in notebooks/manifest.yml where it is read, or say in unused.csv why it is not")
              for line, name in keys.rows(meta, "series_id") if name not in used and name not in excused]
    faults += [Fault(paths.relative(paths.RAW / "unused.csv"), line, "series_id",
                     f"{name!r}, which {used[name][0].name} reads", "a series that no notebook reads",
                     "remove the row, or the series from notebooks/manifest.yml")
               for line, name in keys.rows(unused, "series_id") if name in used]
    return sorted(faults)


def faults() -> list[Fault]:
    """Return the faults of the project's own tables and manifest."""
    meta, unused = (tables.read_text(paths.RAW / f"{name}.csv") for name in ("series_meta", "unused"))
    return check(manifest.read(), meta, unused)


def require() -> None:
    """Do nothing when every series is used or has a reason.

    Raises
    ------
    FaultyData
        With all series that are neither.
    """
    found = faults()
    if found:
        raise FaultyData(found)

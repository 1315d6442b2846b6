"""Views: the verdicts as they would be under other choices, from the same pure functions as the notebooks.

A view is a set of the common parameters. For each notebook its findings under every view are one file, so
that a change re-runs the views of the notebooks that it bears on.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import claims, files
from helpers.data import tables
from helpers.evidence import findings, verdicts, voices
from helpers.evidence.findings import Finding
from helpers.execution import inputs, parameters
from helpers.execution.manifest import Notebook

# The day of the commentary: what its author could have known.
WRITTEN = "2024-05-16"


@dataclass(frozen=True)
class View:
    """One set of choices.

    Parameters
    ----------
    name
        As a page says it.
    given
        The common parameters that differ from the defaults.
    """

    name: str
    given: Mapping[str, str]


VIEWS = (
    View("official voices only", {"perspectives": "official"}),
    View("independent voices only", {"perspectives": "independent"}),
    View("known on 16 May 2024", {"as_of": WRITTEN}),
    View("first coder", {"coder": "a"}),
    View("second coder", {"coder": "b"}),
)
COLUMNS = ["claim_id", "view", "verdict", "confidence"]


@contextmanager
def few_objects() -> Iterator[None]:
    """Keep the collector of garbage off all objects made so far: a library calls it at every correction of p values.

    What a warm parent has frozen before stays frozen, since thawing cannot be done in part.
    """
    before = gc.get_freeze_count()
    gc.freeze()
    try:
        yield
    finally:
        if not before:
            gc.unfreeze()


def write(notebook: Notebook, path: Path) -> None:
    """Write the findings of one notebook under every view."""
    with few_objects():
        made = {view.name: json.loads(findings.dump(claims.settle(notebook.name, view.given))) for view in VIEWS}
    files.write(path, json.dumps(made, indent=1, ensure_ascii=False) + "\n")


def read(path: Path) -> dict[str, list[Finding]]:
    """Read findings by view as `write` left them."""
    rows = json.loads(path.read_text("utf-8"))
    return {name: [findings.from_row(row) for row in made] for name, made in rows.items()}


def table(made: Mapping[str, Mapping[str, Sequence[Finding]]], notebooks: Sequence[Notebook],
          common: Mapping[str, Any]) -> pd.DataFrame:
    """Return the verdict on every claim under every view.

    Parameters
    ----------
    made
        Findings by notebook and view.
    notebooks
        The notebooks, in the manifest's order.
    common
        The parameters that every notebook takes, as the manifest describes them.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, all text; by view, claims in the register's order; advice is left out.
    """
    settles = {notebook.name: notebook.settles for notebook in notebooks}
    raw = {name: tables.read(name) for name in inputs.JUDGED_BY}
    rows = []
    for view in VIEWS:
        choices = voices.choices_of(parameters.check(common, view.given))
        judged = verdicts.judge({name: by_view[view.name] for name, by_view in made.items()}, settles, raw, choices)
        rows += [[claim.claim_id, view.name, str(claim.verdict), claim.confidence] for claim in judged if claim.settled]
    return pd.DataFrame(rows, columns=COLUMNS)

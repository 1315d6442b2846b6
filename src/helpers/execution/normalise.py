"""Normalise an executed notebook, so that the same inputs give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import nbformat
from nbformat import NotebookNode

# Packages whose version a reader of a result may want to know.
NAMED = ("ipykernel", "matplotlib", "nbclient", "numpy", "pandas", "papermill", "scipy", "seaborn", "statsmodels",
         "ruptures")


def versions() -> dict[str, str]:
    """Return the versions of the packages that results depend on."""
    return {name: version(name) for name in NAMED}


def normalise(notebook: NotebookNode, provenance: Mapping[str, Any]) -> NotebookNode:
    """Return the notebook without clocks, paths and random identifiers, and with its provenance.

    Parameters
    ----------
    notebook
        As papermill wrote it; changed in place.
    provenance
        What its metadata shall say of its making, under `compendium`.
    """
    notebook.metadata.pop("papermill", None)
    notebook.metadata["compendium"] = dict(provenance)
    for number, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        cell["id"] = f"cell-{number:03d}"
        for output in cell.get("outputs", ()):
            output.get("metadata", {}).pop("papermill", None)
    return notebook


def text(notebook: NotebookNode) -> str:
    """Return the notebook as text with sorted keys."""
    return str(nbformat.writes(notebook, sort_keys=True)) + "\n"

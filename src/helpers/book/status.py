"""The status page: what ran, from what, and what came of it; nothing that a second run would change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import nbformat
import pandas as pd

from helpers.book import html
from helpers.data import dates
from helpers.errors import CompendiumError
from helpers.evidence.verdicts import JudgedClaim
from helpers.execution import inputs
from helpers.execution.manifest import Notebook
from helpers.execution.tasks import Target

SHORT = 8  # hexadecimal digits of a digest: enough to see that two differ
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Inputs as a reader calls them, one and several, by the word before the colon in their names.
KINDS = {"claim": ("claim with its evidence", "claims with their evidence"), "series": ("series", "series"),
         "table": ("whole table", "whole tables"), "code": ("module of code", "modules of code"),
         "file": ("font", "fonts")}


def last_day(sources: pd.DataFrame, meta: pd.DataFrame) -> str:
    """Return the last day on which something in the data was published: YYYY-MM-DD.

    Days of publication and of vintages that are known to the day; a year or a month alone says no day.
    """
    days: list[str] = [cell for cell in sources["published"] if DAY.fullmatch(cell)]
    days += [found for cell in meta["vintage"] for found in DAY.findall(cell)]
    return max(days)


def _kinds(taken: Mapping[str, str]) -> str:
    counts = Counter(name.partition(":")[0] for name in taken if ":" in name)
    told = [f"{counts[kind]} {one if counts[kind] == 1 else more}" for kind, (one, more) in KINDS.items()
            if counts[kind]]
    return ", ".join([*told, "the notebook itself, its parameters and the environment"])


def _parameters(values: Mapping[str, Any]) -> str:
    def said(value: Any) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        return html.text("none" if value is None else value)

    return ", ".join(f"{html.text(name)} = {said(value)}" for name, value in values.items())


def _cells(cells: Sequence[Any], name: str) -> tuple[int, int]:
    """Return how many cells of code ran, and how many of text there are.

    Raises
    ------
    CompendiumError
        When a cell with code has not run: then this is no executed notebook.
    """
    code = [cell for cell in cells if cell.cell_type == "code" and cell.source.strip()]
    idle = [place for place, cell in enumerate(code, 1) if not cell.execution_count]
    if idle:
        raise CompendiumError(f"notebook {name}: found code cell {idle[0]} that has not run, expected an executed "
                              "notebook; do: delete its file in _build/executed/notebooks and build again")
    return len(code), sum(cell.cell_type == "markdown" for cell in cells)


def notebook_entry(target: Target, notebook: Notebook, claims: Mapping[str, JudgedClaim]) -> dict[str, Any]:
    """Return what the page says of one notebook, from the executed file itself."""
    executed = nbformat.read(target.results(notebook).executed, as_version=4)
    made = executed.metadata["compendium"]
    code, text = _cells(executed.cells, notebook.name)
    taken = made["inputs"]
    settled = "<br>".join(f'<a href="claims/{name}.html">{name}</a> {html.badge(claims[name].verdict)}'
                          for name in notebook.settles)
    return {
        "name": notebook.name, "title": notebook.title, "code": code, "text": text, "figures": len(notebook.figures),
        "parameters": _parameters(made["parameters"]), "kinds": _kinds(taken), "count": len(taken),
        "digest": inputs.sha(repr(sorted(taken.items())))[:SHORT], "settled": settled,
        "beside": ", ".join(f'<a href="claims/{name}.html">{name}</a>' for name in notebook.contributes),
        "inputs": html.table(["Input", "Digest"], [[f"<code>{html.text(name)}</code>", f"<code>{digest[:SHORT]}</code>"]
                                                   for name, digest in sorted(taken.items())],
                             f"Inputs of {notebook.name}"),
        "versions": dict(made["versions"]), "python": taken["python"], "lock": taken["lock"],
    }


def page(target: Target, tables: Mapping[str, pd.DataFrame], notebooks: Mapping[str, Notebook],
         claims: Sequence[JudgedClaim]) -> dict[str, Any]:
    """Return the variables of the status page."""
    by_id = {claim.claim_id: claim for claim in claims}
    entries = [notebook_entry(target, notebook, by_id) for notebook in notebooks.values()]
    summary = [[f'<a href="#status-{one["name"]}">{html.text(one["title"])}</a>', one["settled"] or "parts only",
                str(one["code"]), str(one["figures"]), f'<code>{one["digest"]}</code>'] for one in entries]
    versions = {name: found for one in entries for name, found in one["versions"].items()}
    environment = [("Python", ", ".join(sorted({one["python"] for one in entries}))),
                   ("requirements/build.txt", ", ".join(sorted({one["lock"][:SHORT] for one in entries}))),
                   *sorted(versions.items())]
    rows = [[html.text(name), f"<code>{html.text(found)}</code>"] for name, found in environment]
    return {
        "status": entries, "data_day": dates.spell(last_day(tables["sources"], tables["series_meta"])),
        "ran_cells": sum(one["code"] for one in entries), "drawn": sum(one["figures"] for one in entries),
        "status_summary": html.table(["Notebook", "Claims settled", "Cells run", "Figures", "Inputs"], summary,
                                     "What ran and what came of it", "status"),
        "environment": html.table(["What", "Version or digest"], rows, "The environment"),
    }

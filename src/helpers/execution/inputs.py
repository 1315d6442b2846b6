"""What each step of the build depends on, as names with digests of content."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from helpers import paths
from helpers.data import slices
from helpers.execution import closure
from helpers.execution.manifest import Notebook

# Tables from which every verdict follows, whatever the notebook.
JUDGED_BY = ("claims", "claim_parts", "evidence", "facts", "sources", "series", "vintages",
             "vintage_values")


def sha(text: str | bytes) -> str:
    """Return the SHA-256 of text or bytes."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def environment() -> dict[str, str]:
    """Return what the environment is made from: the lock file and the Python."""
    return {"lock": sha(paths.LOCK.read_bytes()), "python": f"{sys.version_info.major}.{sys.version_info.minor}"}


def _cells(path: Path) -> str:
    """Return a notebook's own content: cells and tags, without outputs and identifiers."""
    cells = nbformat.read(path, as_version=4).cells
    return json.dumps([[cell.cell_type, cell.source, cell.metadata.get("tags", [])] for cell in cells])


def of_notebook(notebook: Notebook, values: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Return everything that a notebook's result follows from.

    Parameters
    ----------
    values
        Its parameters where they are not the manifest's defaults.

    Returns
    -------
    dict
        `notebook`, `parameters`, `series:…`, `claim:…`, `table:…`, `code:…`, `lock` and `python`.
    """
    defaults = {name: parameter.default for name, parameter in notebook.parameters.items()}
    made = {"notebook": sha(_cells(notebook.path)), "figures": sha(json.dumps(notebook.figures)),
            "parameters": sha(json.dumps({**defaults, **(values or {})}, sort_keys=True))}
    made |= slices.digests(notebook.series, notebook.claims, notebook.tables)
    made |= {f"code:{module}": digest for module, digest in closure.used_by(notebook.path).items()}
    # The fonts of the figures are read from files, which no import shows.
    made |= {f"file:{name}": digest for name, digest in closure.of_files(paths.VENDOR / "fonts" / "figures").items()}
    return made | environment()


def of_views(notebook: Notebook, by: str = "helpers.execution.views") -> dict[str, str]:
    """Return what a notebook's findings under other choices follow from, as the module `by` settles them."""
    made = slices.digests(notebook.series, notebook.claims, notebook.tables)
    module = f"helpers.claims.{notebook.name.replace('-', '_')}"
    used = closure.closure({module, by})
    return made | {f"code:{name}": digest for name, digest in used.items()} | environment()


def of_verdicts(findings: Mapping[str, Path], by: str = "helpers.evidence.verdicts") -> dict[str, str]:
    """Return what the verdicts follow from, as the module `by` judges."""
    made = {f"findings:{name}": sha(path.read_bytes()) for name, path in findings.items() if path.exists()}
    made |= slices.digests((), (), JUDGED_BY)
    made |= {f"code:{name}": digest for name, digest in closure.closure({by}).items()}
    return made | environment()


def of_simulations() -> dict[str, str]:
    """Return what the simulated false alarms follow from."""
    return {f"code:{name}": digest for name, digest in closure.closure({"helpers.analysis.selfcheck"}).items()} | (
        environment())


def of_book() -> dict[str, str]:
    """Return what the pages follow from besides the executed notebooks and the processed tables."""
    made = closure.of_files(paths.TEMPLATES) | closure.of_files(paths.VENDOR)
    made |= closure.of_files(paths.RAW) | closure.of_files(paths.LOCAL)
    # The log of verdicts that moved, which no build makes.
    made |= closure.of_files(paths.PROCESSED, "verdict_changes.csv") | closure.of_files(paths.PROCESSED / "changes")
    for name in ("_config.yml", "_toc.yml", "notebooks/manifest.yml"):
        made[name] = sha((paths.ROOT / name).read_bytes())
    made |= {f"code:{name}": digest for name, digest in closure.closure({"helpers.book.render"}).items()}
    return made | environment()


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return in words what differs between two sets of inputs."""
    told = [f"{name} changed" for name in now if name in before and before[name] != now[name]]
    told += [f"{name} is new" for name in now if name not in before]
    return told + [f"{name} is gone" for name in before if name not in now]

"""The manifest: which notebooks there are, what each reads, its parameters and its claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from helpers import paths
from helpers.errors import CompendiumError
from helpers.execution.parameters import Parameter


@dataclass(frozen=True)
class Notebook:
    """One notebook as the manifest describes it.

    Parameters
    ----------
    name
        File name without ending.
    title
        Heading of its page.
    settles
        Claims that it undertakes to settle.
    contributes
        Claims of which it tests a part and leaves the verdict to others.
    series
        Series that it may read, by identifier.
    tables
        Raw tables that it reads whole.
    parameters
        By name, the common ones first.
    figures
        Identifiers of its figures, in order.
    """

    name: str
    title: str
    settles: tuple[str, ...]
    contributes: tuple[str, ...]
    series: tuple[str, ...]
    tables: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    figures: tuple[str, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """All claims that it bears on."""
        return self.settles + self.contributes

    @property
    def path(self) -> Path:
        """Where the notebook lies."""
        return paths.NOTEBOOKS / f"{self.name}.ipynb"


def _notebook(name: str, entry: Mapping[str, Any], common: Mapping[str, Any]) -> Notebook:
    known = {"title", "settles", "contributes", "series", "tables", "parameters", "figures"}
    strange = set(entry) - known
    if strange:
        raise CompendiumError(f"notebooks/manifest.yml: notebook {name}: found {', '.join(sorted(strange))}, "
                              f"expected only {', '.join(sorted(known))}; do: mend the spelling")
    described = {**common, **entry.get("parameters", {})}
    return Notebook(
        name=name,
        title=str(entry["title"]),
        settles=tuple(entry.get("settles", ())),
        contributes=tuple(entry.get("contributes", ())),
        series=tuple(entry.get("series", ())),
        tables=tuple(entry.get("tables", ())),
        parameters={key: Parameter.described(key, value) for key, value in described.items()},
        figures=tuple(entry.get("figures", ())),
    )


@cache
def _read(path: Path, changed: int) -> tuple[dict[str, Notebook], dict[str, Parameter]]:
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
        common = {name: Parameter.described(name, entry) for name, entry in content["common"].items()}
        made = {name: _notebook(name, entry, content["common"]) for name, entry in content["notebooks"].items()}
        return made, common
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise CompendiumError(f"{paths.relative(path)}: found {error}, expected `common` and `notebooks` as in the "
                              "committed file; do: compare with the last version that worked") from error


def _both(path: Path | None) -> tuple[dict[str, Notebook], dict[str, Parameter]]:
    path = path or paths.MANIFEST
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise CompendiumError(f"{paths.relative(path)}: found no such file, expected the manifest of notebooks; "
                              "do: restore it") from error


def read(path: Path | None = None) -> dict[str, Notebook]:
    """Return the notebooks by name, in the manifest's order."""
    return _both(path)[0]


def common(path: Path | None = None) -> dict[str, Parameter]:
    """Return the parameters that every notebook takes."""
    return _both(path)[1]


def one(name: str) -> Notebook:
    """Return one notebook.

    Raises
    ------
    CompendiumError
        When the manifest has no such notebook.
    """
    notebooks = read()
    if name not in notebooks:
        raise CompendiumError(f"notebook: found {name!r}, expected one of {', '.join(notebooks)}; "
                              "do: choose one of these or add it to notebooks/manifest.yml")
    return notebooks[name]

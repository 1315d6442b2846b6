from __future__ import annotations

from pathlib import Path

import nbformat
import pandas as pd
import pytest

from helpers.errors import CompendiumError
from helpers.execution import manifest
from helpers.execution.manifest import Notebook

NOTEBOOKS = list(manifest.read().values())


def parameter_cell(notebook: Notebook) -> dict[str, object]:
    """Return what the cell tagged `parameters` sets."""
    cells = nbformat.read(notebook.path, as_version=4).cells
    (cell,) = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    values: dict[str, object] = {}
    exec(cell.source, {}, values)
    return values


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.name)
def test_the_parameters_cell_says_what_the_manifest_says(notebook: Notebook) -> None:
    assert parameter_cell(notebook) == {name: entry.default for name, entry in notebook.parameters.items()}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.name)
def test_the_notebook_is_committed_without_outputs(notebook: Notebook) -> None:
    cells = [cell for cell in nbformat.read(notebook.path, as_version=4).cells if cell.cell_type == "code"]
    assert cells
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.name)
def test_cells_are_short(notebook: Notebook) -> None:
    cells = [cell for cell in nbformat.read(notebook.path, as_version=4).cells if cell.cell_type == "code"]
    assert max(len(cell.source.splitlines()) for cell in cells) <= 32


def test_every_notebook_in_the_folder_is_in_the_manifest() -> None:
    assert sorted(path.stem for path in manifest.paths.NOTEBOOKS.glob("*.ipynb")) == sorted(manifest.read())


def test_names_in_the_manifest_exist(raw: dict[str, pd.DataFrame]) -> None:
    claims, series = set(raw["claims"]["claim_id"]), set(raw["series_meta"]["series_id"])
    for notebook in NOTEBOOKS:
        assert set(notebook.claims) <= claims
        assert set(notebook.series) <= series
        assert set(notebook.tables) <= set(raw)


def test_no_claim_is_settled_twice_and_no_figure_named_twice() -> None:
    settled = [claim for notebook in NOTEBOOKS for claim in notebook.settles]
    figures = [figure for notebook in NOTEBOOKS for figure in notebook.figures]
    assert len(settled) == len(set(settled))
    assert len(figures) == len(set(figures))
    assert all(len(notebook.figures) >= 2 for notebook in NOTEBOOKS)


def test_an_unknown_notebook_is_refused() -> None:
    with pytest.raises(CompendiumError, match="found 'trad', expected one of trade"):
        manifest.one("trad")


@pytest.mark.parametrize(("text", "message"), [
    ("common: {}\nnotebooks: {x: {titel: t}}", "found titel"),
    ("common: {}\nnotebooks: {x: {settles: []}}", "found 'title'"),
    ("common: [", "expected `common` and `notebooks`"),
    ("common: {p: {type: year, default: 1, help: h}}\nnotebooks: {}", "found type 'year'"),
])
def test_a_broken_manifest_is_one_clear_error(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "manifest.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(CompendiumError, match=message):
        manifest.read(path)


def test_a_missing_manifest_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CompendiumError, match="found no such file"):
        manifest.read(tmp_path / "none.yml")

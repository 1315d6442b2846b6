from __future__ import annotations

import json
import shutil
from pathlib import Path

from helpers import paths
from helpers.changes import state


def folder_with(folder: Path, below: str) -> Path:
    (folder / below).mkdir(parents=True)
    shutil.copy(paths.PROCESSED / "verdicts.csv", folder / below / "verdicts.csv")
    return folder


def test_a_project_is_its_last_build_or_what_it_has_committed(tmp_path: Path) -> None:
    project = folder_with(tmp_path / "project", "data/processed")
    assert state.named(str(project)).processed == project / "data/processed"
    folder_with(project, "_build/processed")
    assert state.named(str(project)).processed == project / "_build/processed"


def test_a_variant_says_which_parameters_are_its_own(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "variant", "processed")
    notebooks = folder / "executed/notebooks"
    notebooks.mkdir(parents=True)
    values = {"as_of": "2024-05-16", "coder": "consensus"}
    (notebooks / "trade.ipynb").write_text(json.dumps({"metadata": {"compendium": {"parameters": values}}}), "utf-8")
    found = state.named(str(folder))
    assert found.given == {"as_of": "2024-05-16"}
    assert found.raw == paths.RAW


def test_a_book_shows_verdicts_and_figures_and_no_rows(tmp_path: Path) -> None:
    book = folder_with(tmp_path / "html", "downloads")
    (book / "figures").mkdir()
    found = state.named(str(book))
    assert (found.processed, found.figures, found.raw) == (book / "downloads", book / "figures", None)


def test_code_is_known_by_its_files(tmp_path: Path) -> None:
    (tmp_path / "helpers/claims").mkdir(parents=True)
    (tmp_path / "helpers/claims/trade.py").write_text("x = 1\n", "utf-8")
    assert list(state.code_of(tmp_path) or ()) == ["claims/trade.py"]
    assert state.code_of(tmp_path / "none") is None

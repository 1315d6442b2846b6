from __future__ import annotations

from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers.book import status
from helpers.errors import CompendiumError
from helpers.execution import manifest
from helpers.execution.tasks import Target

NOTEBOOK = manifest.read()["trade"]
INPUTS = {"notebook": "a" * 64, "claim:ES-01": "b" * 64, "series:x": "c" * 64, "series:y": "d" * 64,
          "table:gaps": "e" * 64, "lock": "f" * 64, "python": "3.11"}


def executed(folder: Path, count: int | None = 1) -> Target:
    """Write an executed notebook of one cell of code and one of text."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# T"),
                                           nbformat.v4.new_code_cell("1", execution_count=count)])
    made.metadata["compendium"] = {"inputs": INPUTS, "parameters": {"as_of": None, "mirror": True, "start": 1992},
                                   "versions": {"numpy": "2"}}
    target = Target(executed=folder)
    path = target.results(NOTEBOOK).executed
    path.parent.mkdir(parents=True)
    nbformat.write(made, path)
    return target


def test_an_entry_is_read_from_the_executed_notebook(tmp_path: Path) -> None:
    made = status.notebook_entry(executed(tmp_path), NOTEBOOK, {})
    assert (made["code"], made["text"], made["count"]) == (1, 1, len(INPUTS))
    assert made["parameters"] == "as_of = none, mirror = yes, start = 1992"
    assert made["kinds"] == ("1 claim with its evidence, 2 series, 1 whole table, the notebook itself, its parameters "
                             "and the environment")
    assert len(made["digest"]) == status.SHORT
    shown = BeautifulSoup(made["inputs"], "html.parser")
    assert len(shown.select("tbody tr")) == len(INPUTS)
    assert "b" * 9 not in shown.get_text()


def test_another_input_is_another_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = status.notebook_entry(executed(tmp_path / "one"), NOTEBOOK, {})
    monkeypatch.setitem(INPUTS, "series:x", "0" * 64)
    assert status.notebook_entry(executed(tmp_path / "two"), NOTEBOOK, {})["digest"] != first["digest"]


def test_a_notebook_that_has_not_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CompendiumError, match="found code cell 1 that has not run"):
        status.notebook_entry(executed(tmp_path, count=None), NOTEBOOK, {})


def test_the_last_day_is_a_day_and_no_year() -> None:
    sources = pd.DataFrame({"published": ["2026", "2024-05-16", "", "2025-11"]})
    assert status.last_day(sources, pd.DataFrame({"vintage": ["2023", "as published"]})) == "2024-05-16"
    assert status.last_day(sources, pd.DataFrame({"vintage": ["copied 2026-03-01, to 2024"]})) == "2026-03-01"


def test_seconds_lie_apart_from_results() -> None:
    target = Target()
    place = target.seconds(NOTEBOOK)
    assert place.name == "trade.txt"
    assert not any(place.is_relative_to(folder) for folder in target.outputs)

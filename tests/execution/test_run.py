"""Run real notebooks with real kernels, with the published parameters and with others."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from helpers.book import standalone
from helpers.errors import CompendiumError
from helpers.evidence import findings
from helpers.execution import inputs, manifest, normalise, run, tasks
from helpers.execution.run import Results

NAMES = list(manifest.read())
# What else a notebook is run with; where nothing stands here, official voices alone.
OTHER = {
    "trade": {"start_year": "2000", "preference": "levels", "mirror": "no", "replications": "99"},
    "tax-manoeuvre": {"counterfactual": "D2017", "barrels_per_tonne": "7.2", "perspectives": "official"},
    "implementation-record": {"as_of": "2024-05-16", "window_days": "30", "perspectives": "official Belarus"},
}


def other_choices(name: str) -> dict[str, str]:
    return OTHER.get(name, {"perspectives": "official"})


def holds_together(results: Results, given: dict[str, str]) -> None:
    """Ask of the results of a run what every run must leave."""
    notebook = results.notebook
    assert all(path.stat().st_size for path in results.all)
    made = {finding.claim_id for finding in findings.load(results.findings)}
    assert set(notebook.settles) <= made <= set(notebook.claims)
    executed = nbformat.read(results.executed, as_version=4)
    said = executed.metadata["compendium"]
    values = {name: notebook.parameters[name].check(value) for name, value in given.items()}
    assert said["inputs"] == inputs.of_notebook(notebook, values)
    assert not {"papermill", "execution"} & {key for cell in executed.cells for key in cell.metadata}
    judged = tasks.judge_one(notebook, said["parameters"], results)
    assert {claim.claim_id for claim in judged} == set(notebook.settles)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_with_other_choices_and_leaves_all_its_results(name: str, tmp_path: Path) -> None:
    results = run.run(manifest.one(name), other_choices(name), tmp_path)
    holds_together(results, other_choices(name))
    page = standalone.write(results).read_text("utf-8")
    assert "{glue:text}" not in page
    assert "../figures/" not in page
    assert page.count("data:image/svg+xml;base64") >= len(results.notebook.figures)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_on_the_little_that_independent_voices_had_said_by_then(name: str, tmp_path: Path) -> None:
    given = {"as_of": "2024-05-16", "perspectives": "independent"}
    results = run.run(manifest.one(name), given, tmp_path)
    assert nbformat.read(results.executed, as_version=4).metadata["compendium"]["parameters"]["as_of"] == "2024-05-16"
    holds_together(results, given)


@pytest.mark.slow
def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (run.run(manifest.one("implementation-record"), {}, tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in one.all] == [path.read_bytes() for path in other.all]


def test_a_wrong_parameter_stops_before_any_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_execute", lambda *_: pytest.fail("a kernel was started"))
    with pytest.raises(CompendiumError, match="found an unknown name"):
        run.run(manifest.one("trade"), {"start": 1}, tmp_path)
    with pytest.raises(CompendiumError, match="a day as YYYY-MM-DD"):
        run.run(manifest.one("trade"), {"as_of": "May 2024"}, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_failing_cell_is_one_line_and_leaves_older_results(tmp_path: Path) -> None:
    notebook = manifest.one("trade")
    older = run.Results(tmp_path, notebook)
    older.executed.parent.mkdir(parents=True)
    older.executed.write_text("older", "utf-8")
    message = r"notebook trade: cell \d+ failed: CompendiumError: "
    with pytest.raises(CompendiumError, match=message):
        run.run(notebook, {"as_of": "1990-01-01"}, tmp_path)
    assert older.executed.read_text("utf-8") == "older"
    assert not older.findings.exists()


def test_normalising_leaves_no_clock_and_no_random_identifier() -> None:
    cell = nbformat.v4.new_code_cell("1")
    cell.metadata.update(papermill={"start_time": "now"}, execution={"iopub.status.busy": "now"}, tags=["kept"])
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"papermill": {"end_time": "now"}})
    made = normalise.normalise(notebook, {"notebook": "x"})
    assert "now" not in normalise.text(made)
    assert made.cells[0].metadata == {"tags": ["kept"]}
    assert made.cells[0].id == "cell-000"

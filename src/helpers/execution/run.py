"""Run one notebook with papermill: parameters checked before, results kept whole or not at all."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers import files, paths
from helpers.errors import CompendiumError
from helpers.execution import inputs, normalise, parameters
from helpers.execution.manifest import Notebook
from helpers.kernels import warm

# Parallel kernels now and then lose a race for a port; a start that failed is tried again.
STARTS = 3
# Our own descriptions of kernels: ipykernel, quiet about talking over the loopback.
KERNELS = {"plain": "compendium", "warm": "compendium-warm"}
JUPYTER = Path(__file__).with_name("jupyter")
TIME_LIMIT = 600


@dataclass(frozen=True)
class Results:
    """Where a notebook's results lie below a folder."""

    folder: Path
    notebook: Notebook

    @property
    def executed(self) -> Path:
        """The executed notebook."""
        return self.folder / "notebooks" / f"{self.notebook.name}.ipynb"

    @property
    def findings(self) -> Path:
        """Its findings."""
        return self.folder / "findings" / f"{self.notebook.name}.json"

    @property
    def figures(self) -> list[Path]:
        """The files of its figures."""
        endings = (".svg", "-dark.svg", ".png", "-dark.png", ".csv", ".json")
        return [self.folder / "figures" / f"{name}{ending}" for name in self.notebook.figures for ending in endings]

    @property
    def all(self) -> list[Path]:
        """Every file that a complete run leaves."""
        return [self.executed, self.findings, *self.figures]


def _environment(folder: Path) -> AbstractContextManager[None]:
    """Set what kernels inherit."""
    found = os.pathsep.join(filter(None, [str(JUPYTER), os.environ.get("JUPYTER_PATH", "")]))
    return warm.environment({**warm.FIXED, "COMPENDIUM_OUTPUT": str(folder), "COMPENDIUM_ROOT": str(paths.ROOT),
                             "JUPYTER_PATH": found})


def _execute(notebook: Notebook, given: Mapping[str, Any], folder: Path) -> Any:
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    # The build shows its own progress.
    logging.getLogger("papermill").setLevel(logging.ERROR)
    target = folder / "executed.ipynb"
    for attempt in range(1, STARTS + 1):
        try:
            return papermill.execute_notebook(
                notebook.path, target, parameters=dict(given), kernel_name=KERNELS[warm.kind()], cwd=paths.ROOT,
                progress_bar=False, start_timeout=120, execution_timeout=TIME_LIMIT, log_output=False)
        except PapermillExecutionError as error:
            raise CompendiumError(f"notebook {notebook.name}: cell {error.exec_count} failed: {error.ename}: "
                                  f"{error.evalue}") from error
        except (DeadKernelError, RuntimeError, TimeoutError) as error:
            started = any(cell.get("execution_count") for cell in _cells(target))
            if started or attempt == STARTS:
                raise CompendiumError(f"notebook {notebook.name}: its kernel "
                                      f"{'died' if started else 'did not start'}: {error}") from error
    raise AssertionError("unreachable")


def kernel() -> str:
    """Return the kind of kernel that ran the last notebook of this process: `warm` or `plain`."""
    from helpers.kernels import provisioner

    return provisioner.started[-1] if warm.kind() == "warm" else "plain"


def _quiet(notebook: Notebook, made: Any) -> None:
    """Refuse a run that wrote warnings: they name paths of this machine, and hide what should be mended."""
    for cell in made.cells:
        for output in cell.get("outputs", ()):
            if output.get("name") == "stderr":
                told = " ".join(output["text"].split())[:300]
                raise CompendiumError(f"notebook {notebook.name}: cell {cell.execution_count} warned: found {told!r}, "
                                      "expected no warning; do: mend what it is about")


def _cells(path: Path) -> list[Any]:
    import nbformat

    return list(nbformat.read(path, as_version=4).cells) if path.exists() else []


def run(notebook: Notebook, given: Mapping[str, Any], folder: Path) -> Results:
    """Execute a notebook and keep its results.

    Parameters
    ----------
    given
        Parameters that differ from the defaults; checked here, before any kernel starts.
    folder
        Where the results go: `notebooks/`, `findings/` and `figures/` below it.

    Raises
    ------
    CompendiumError
        For a wrong parameter, a failing cell, a kernel that dies, or a result that is missing. Older
        results in `folder` stay as they were.
    """
    values = parameters.check(notebook.parameters, given)
    passed = {name: values[name] for name in given}
    taken = inputs.of_notebook(notebook, passed)
    paths.WORK.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=paths.WORK, prefix=f"{notebook.name}-"))
    try:
        with _environment(work):
            made = _execute(notebook, passed, work)
        provenance = {"notebook": notebook.name, "inputs": taken, "parameters": values,
                      "versions": normalise.versions()}
        _quiet(notebook, made)
        fresh, final = Results(work, notebook), Results(folder, notebook)
        files.write(fresh.executed, normalise.text(normalise.normalise(made, provenance)))
        missing = [path for path in fresh.all if not path.exists()]
        if missing:
            raise CompendiumError(f"notebook {notebook.name}: left no {missing[0].relative_to(work)}, expected what "
                                  "the manifest names; do: record its findings and draw its figures")
        # The notebook comes last: it says which inputs the others were made from.
        for source, target in zip(reversed(fresh.all), reversed(final.all), strict=True):
            files.write(target, source.read_bytes())
        return final
    finally:
        shutil.rmtree(work, ignore_errors=True)


def recorded(results: Results) -> dict[str, str]:
    """Return the inputs from which results were made; empty where they are missing or unreadable."""
    import nbformat

    try:
        metadata = nbformat.read(results.executed, as_version=4).metadata
    except (OSError, ValueError):
        return {}
    return dict(metadata.get("compendium", {}).get("inputs", {}))

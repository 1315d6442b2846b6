"""Build: hold the data to their contracts, run what is out of date, render the book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers import files, paths
from helpers.changes import guard
from helpers.errors import CompendiumError
from helpers.execution import fingerprint, inputs, manifest, parameters, run, tasks, uses
from helpers.execution.tasks import Target
from helpers.kernels import warm


@dataclass(frozen=True)
class Step:
    """One task that ran, why, and where it is a notebook, in which kind of kernel."""

    name: str
    reasons: tuple[str, ...]
    kernel: str = ""


def variant(given: Mapping[str, Any]) -> Target:
    """Return where results with other parameters go: apart from the published ones."""
    name = "_".join(f"{key}-{value}" for key, value in sorted(given.items()))
    safe = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in name)[:80]
    folder = paths.VARIANTS / f"{safe}-{inputs.sha(repr(sorted(given.items())))[:8]}"
    return Target(folder / "executed", folder / "processed", folder / "html", dict(given))


def checked(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return given parameters after every notebook that has them has accepted them.

    Raises
    ------
    CompendiumError
        For a name that no notebook has, or a value that one of them refuses.
    """
    notebooks = manifest.read().values()
    known = {name for notebook in notebooks for name in notebook.parameters}
    strange = sorted(set(given) - known)
    if strange:
        raise CompendiumError(f"parameter {strange[0]}: found an unknown name, expected one of "
                              f"{', '.join(sorted(known))}; do: choose one of these")
    values: dict[str, Any] = {}
    for notebook in notebooks:
        mine = {name: value for name, value in given.items() if name in notebook.parameters}
        values |= {name: parameters.check(notebook.parameters, mine)[name] for name in mine}
    return values


def reasons(target: Target, name: str) -> list[str]:
    """Return why a notebook is out of date; empty when it is not."""
    notebook = manifest.one(name)
    results = target.results(notebook)
    before = run.recorded(results)
    if not before:
        return ["it has not run yet"]
    told = inputs.changed(before, inputs.of_notebook(notebook, target.values(notebook)))
    return told + [f"{paths.relative(path)} is missing" for path in results.all if not path.exists()]


def target(given: Mapping[str, Any]) -> Target:
    """Return what is built under given parameters: the published results, or with any parameter a variant."""
    values = checked(given)
    return variant(values) if values else Target()


def build(target: Target, jobs: int) -> list[Step]:
    """Bring a target up to date.

    Parameters
    ----------
    target
        What is built.
    jobs
        Notebooks that run at the same time.

    Returns
    -------
    list of Step
        What ran, in the graph's order; empty when everything was up to date.

    Raises
    ------
    CompendiumError
        When the data break a contract, or a task fails; what was published stays as it was.

    Notes
    -----
    `finish` ends the build.
    """
    if fingerprint.holds(target.mark, target.outputs):
        return []
    from helpers.data import contracts

    contracts.require()
    uses.require()
    if warm.kind() == "warm":
        warm.start(project=True)  # it loads while the graph is made
    notebooks = {f"notebook {name}": notebook for name, notebook in manifest.read().items()}
    why = {name: tuple(reasons(target, notebook.name)) for name, notebook in notebooks.items()}
    ran = run_graph(target, jobs)
    return [Step(name, why.get(name, ()) or ("what it is made from changed",),
                 target.kernel(notebooks[name]).read_text("utf-8").strip() if name in notebooks else "")
            for name in ran]


def finish(target: Target, ran: bool, accept: bool) -> str:
    """Publish the derived tables if the guard lets them through, and mark the build as finished.

    Parameters
    ----------
    ran
        Whether any task ran.
    accept
        Whether changes of published verdicts are accepted.

    Returns
    -------
    str
        What is told of published verdicts that changed, blank for nothing.

    Raises
    ------
    CompendiumError
        When published verdicts would change and that is not accepted.
    """
    try:
        return guard.settle(accept, ran) if target.published else ""
    finally:
        files.write(target.mark, fingerprint.take(target.outputs))


def run_graph(target: Target, jobs: int) -> list[str]:
    """Run the task graph; return the names of the tasks that ran."""
    import pytask
    from pytask import ExitCode, TaskOutcome

    from helpers.execution import progress
    from helpers.kernels import workers

    made = tasks.graph(target)
    if warm.kind() == "warm":
        workers.register(jobs)
        # pytask looks for finished tasks once a second at worst: a queue keeps the workers busy meanwhile.
        backend, at_once = "custom", 2 * jobs
    else:
        backend, at_once = "loky" if jobs > 1 else "none", jobs
    with progress.shown(len(made)):
        session = pytask.build(tasks=made, config=paths.ROOT / "pyproject.toml", n_workers=at_once,
                               parallel_backend=backend, verbose=0, capture="no")
    if session.exit_code != ExitCode.OK:
        raise CompendiumError(_failure(session))
    return [_name(report.task) for report in session.execution_reports if report.outcome is TaskOutcome.SUCCESS]


def _name(task: Any) -> str:
    """Return a task's own name, without the file that pytask puts before it."""
    return str(task.name).rpartition("::")[2]


def _failure(session: Any) -> str:
    """Return in one line what went wrong in a session."""
    for report in [*getattr(session, "collection_reports", []), *getattr(session, "execution_reports", [])]:
        if report.exc_info and getattr(report.outcome, "name", "") == "FAIL":
            error = report.exc_info[1]
            if isinstance(error, CompendiumError) or type(error).__name__ in ("CompendiumError", "FaultyData"):
                return str(error)
            name = _name(report.task) if getattr(report, "task", None) else "the task graph"
            return f"{name}: {type(error).__name__}: {error}"
    return "the build was interrupted; run it again and it resumes"

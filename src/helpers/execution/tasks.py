"""The task graph: one task a notebook, one for the verdicts, one for the book, by content.

pytask runs it. What a task depends on is a set of named digests (`helpers.execution.inputs`), so that
a copied tree or a touched file re-runs nothing, and one changed row re-runs what reads it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers import files, paths
from helpers.data import tables
from helpers.errors import CompendiumError
from helpers.evidence import findings, verdicts
from helpers.evidence.findings import Finding
from helpers.evidence.verdicts import JudgedClaim
from helpers.evidence.voices import choices_of
from helpers.execution import history, inputs, manifest, parameters, run, views
from helpers.execution.manifest import Notebook
from helpers.execution.run import Results

SIMULATIONS = paths.STAGED / "simulations.csv"


@dataclass(frozen=True)
class Target:
    """What is built, and where it goes.

    Parameters
    ----------
    executed
        Folder of executed notebooks, findings and figures.
    processed
        Folder of the derived tables.
    html
        Folder of the book.
    given
        Parameters that differ from the defaults, for the notebooks that have them.
    """

    executed: Path = paths.EXECUTED
    processed: Path = paths.STAGED
    html: Path = paths.HTML
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def outputs(self) -> tuple[Path, ...]:
        """The folders of results."""
        return (self.executed, self.processed, self.html, *((paths.PROCESSED,) if self.published else ()))

    @property
    def published(self) -> bool:
        """Whether these are the published results, with no parameter changed."""
        return not self.given

    @property
    def mark(self) -> Path:
        """The file that keeps the fingerprint of the last finished build."""
        return self.executed.parent / "fingerprint"

    def values(self, notebook: Notebook) -> dict[str, Any]:
        """Return the given parameters that this notebook has, checked."""
        mine = {name: value for name, value in self.given.items() if name in notebook.parameters}
        checked = parameters.check(notebook.parameters, mine)
        return {name: checked[name] for name in mine}

    def views(self, notebook: Notebook) -> Path:
        """Return where a notebook's findings under other choices lie."""
        return self.executed / "views" / f"{notebook.name}.json"

    def history(self, notebook: Notebook) -> Path:
        """Return where a notebook's findings at earlier days lie."""
        return self.executed / "history" / f"{notebook.name}.json"

    def seconds(self, notebook: Notebook) -> Path:
        """Return the file that says how long a notebook's last run took; apart from results, which never change."""
        return self.executed.parent / "seconds" / f"{notebook.name}.txt"

    def kernel(self, notebook: Notebook) -> Path:
        """Return the file that says which kind of kernel its last run had; apart from results, for the same reason."""
        return self.executed.parent / "kernels" / f"{notebook.name}.txt"

    def results(self, notebook: Notebook) -> Results:
        """Return where a notebook's results lie."""
        return Results(self.executed, notebook)


def judge(target: Target, only: Sequence[str] | None = None) -> list[JudgedClaim]:
    """Judge claims from the findings of a target, under its common parameters; all unless told which."""
    notebooks = manifest.read()
    made = {name: findings.load(target.results(notebook).findings) for name, notebook in notebooks.items()}
    known = manifest.common()
    common = parameters.check(known, {name: value for name, value in target.given.items() if name in known})
    return _judge(made, list(notebooks.values()), common, only)


def judge_one(notebook: Notebook, values: Mapping[str, Any], results: Results) -> list[JudgedClaim]:
    """Judge the claims that one notebook settles from the findings of one run of it."""
    return _judge({notebook.name: findings.load(results.findings)}, [notebook], values, notebook.settles)


def _judge(made: Mapping[str, Sequence[Finding]], notebooks: Sequence[Notebook], values: Mapping[str, Any],
           only: Sequence[str] | None) -> list[JudgedClaim]:
    settles = {notebook.name: notebook.settles for notebook in notebooks}
    raw = {name: tables.read(name) for name in inputs.JUDGED_BY}
    return verdicts.judge(made, settles, raw, choices_of(values), only=only)


def judged_tables(target: Target) -> list[Path]:
    """Return the tables that follow from the findings; views are kept for the published results only."""
    names = ("verdicts.csv", "parts.csv", *(("views.csv",) if target.published else ()))
    return [target.processed / name for name in names]


def write_simulations() -> None:
    """Write how often the statistical tests raise a false alarm: they depend on code alone, on no parameter."""
    from helpers.analysis import selfcheck

    files.table(SIMULATIONS, selfcheck.table())


def write_verdicts(target: Target) -> None:
    """Write the tables that follow from the findings.

    Raises
    ------
    CompendiumError
        When a part that is to be tested has no test: a plain tally is for stances alone.
    """
    judged = judge(target)
    untested = verdicts.untested(judged)
    if untested:
        raise CompendiumError(f"parts: found {', '.join(untested)} without a test of their own, expected one for every "
                              "part that is no stance; do: test them in the notebook that settles the claim")
    contributors: dict[str, list[str]] = {}
    for name, notebook in manifest.read().items():
        for claim in notebook.claims:
            contributors.setdefault(claim, []).append(name)
    files.table(target.processed / "verdicts.csv", verdicts.verdict_table(judged, contributors))
    files.table(target.processed / "parts.csv", verdicts.part_table(judged))
    if target.published:
        notebooks = list(manifest.read().values())
        made = {notebook.name: views.read(target.views(notebook)) for notebook in notebooks}
        files.table(target.processed / "views.csv", views.table(made, notebooks, manifest.common()))


def history_table(target: Target) -> list[Path]:
    """Return the table of verdicts at earlier days, which is kept for the published results only."""
    return [target.processed / "history.csv"] if target.published else []


def write_history(target: Target) -> None:
    """Write how each verdict stood at earlier days."""
    raw = {name: tables.read(name) for name in inputs.JUDGED_BY}
    made = {name: history.read(target.history(notebook)) for name, notebook in manifest.read().items()}
    files.table(history_table(target)[0], history.table(made, judge(target), raw))


def graph(target: Target) -> list[Callable[..., Any]]:
    """Return the tasks of a target for pytask."""
    from pytask import PathNode, PythonNode, task

    notebooks = manifest.read()

    def digests(made: Mapping[str, str], prefix: str) -> dict[str, PythonNode]:
        return {name: PythonNode(name=f"{prefix}/{name}", value=digest, hash=True) for name, digest in made.items()}

    def nodes(found: list[Path]) -> list[PathNode]:
        return [PathNode(path=path, name=paths.relative(path)) for path in found]

    def notebook_task(notebook: Notebook) -> Callable[..., Any]:
        values = target.values(notebook)
        given = digests(inputs.of_notebook(notebook, values), notebook.name)

        @task(name=f"notebook {notebook.name}",
              kwargs={"given": given, "produces": nodes(target.results(notebook).all)})
        def execute(given: Any, produces: Any) -> None:
            begun = time.monotonic()
            run.run(notebook, values, target.executed)
            files.write(target.seconds(notebook), f"{time.monotonic() - begun:.1f}\n")
            files.write(target.kernel(notebook), f"{run.kernel()}\n")

        made: Callable[..., Any] = execute
        return made

    def view_task(notebook: Notebook) -> Callable[..., Any]:
        given = digests(inputs.of_views(notebook), f"{notebook.name}/views")

        @task(name=f"views {notebook.name}", kwargs={"given": given, "produces": nodes([target.views(notebook)])})
        def settle(given: Any, produces: Any) -> None:
            views.write(notebook, target.views(notebook))

        made: Callable[..., Any] = settle
        return made

    def past_task(notebook: Notebook) -> Callable[..., Any]:
        given = digests(inputs.of_views(notebook, "helpers.execution.history"), f"{notebook.name}/history")

        @task(name=f"history {notebook.name}", kwargs={"given": given, "produces": nodes([target.history(notebook)])})
        def settle(given: Any, produces: Any) -> None:
            history.write(notebook, target.history(notebook))

        made: Callable[..., Any] = settle
        return made

    found = {name: target.results(notebook).findings for name, notebook in notebooks.items()}
    viewed = list(notebooks.values()) if target.published else []
    common = {name: value for name, value in target.given.items() if name in manifest.common()}

    @task(name="verdicts", kwargs={
        "produces": nodes(judged_tables(target)),
        "found": nodes([*found.values(), *(target.views(notebook) for notebook in viewed)]),
        "given": digests({**inputs.of_verdicts({}), "parameters": inputs.sha(str(sorted(common.items())))},
                         "verdicts")})
    def judge_all(found: Any, given: Any, produces: Any) -> None:
        write_verdicts(target)

    @task(name="simulations", kwargs={"given": digests(inputs.of_simulations(), "simulations"),
                                      "produces": nodes([SIMULATIONS])})
    def simulate(given: Any, produces: Any) -> None:
        write_simulations()

    def look_back() -> Callable[..., Any]:
        @task(name="history", kwargs={
            "produces": nodes(history_table(target)),
            "found": nodes([*found.values(), *(target.history(notebook) for notebook in viewed)]),
            "given": digests(inputs.of_verdicts({}, "helpers.execution.history"), "history")})
        def judge_past(found: Any, given: Any, produces: Any) -> None:
            write_history(target)

        made: Callable[..., Any] = judge_past
        return made

    executed = [path for notebook in notebooks.values() for path in target.results(notebook).all]

    @task(name="book", kwargs={
        "produces": nodes([target.html / "index.html"]),
        "made": nodes([*executed, *judged_tables(target), *history_table(target), SIMULATIONS]),
        "given": digests(inputs.of_book(), "book")})
    def render(made: Any, given: Any, produces: Any) -> None:
        from helpers.book import render

        render.render(target)

    return [*(notebook_task(notebook) for notebook in notebooks.values()),
            *(made(notebook) for notebook in viewed for made in (view_task, past_task)), judge_all, simulate,
            *([look_back()] if target.published else []), render]

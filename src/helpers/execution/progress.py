"""A progress bar for the task graph, as a pytask plug-in (entry point group `pytask`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pytask import hookimpl


@dataclass
class _Bar:
    """The bar that is shown now, if any; pytask finds the hooks of this module by its entry point."""

    bar: Any = None
    job: Any = None
    running: list[str] = field(default_factory=list)


_shown = _Bar()


@contextmanager
def shown(total: int) -> Iterator[None]:
    """Show a bar of `total` tasks on the standard error while pytask itself keeps quiet."""
    import pytask
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(bar_width=24), MofNCompleteColumn(), TimeElapsedColumn(),
               TextColumn("{task.description}"))
    quiet, pytask.console.quiet = pytask.console.quiet, True
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        _shown.bar, _shown.job, _shown.running = bar, bar.add_task("", total=total), []
        try:
            yield
        finally:
            _shown.bar = None
            pytask.console.quiet = quiet


@hookimpl
def pytask_execute_task_log_start(session: Any, task: Any) -> None:
    """Say which task starts."""
    if _shown.bar:
        _shown.running.append(task.name.rpartition("::")[2])
        _shown.bar.update(_shown.job, description=", ".join(_shown.running))


@hookimpl
def pytask_execute_task_log_end(session: Any, report: Any) -> None:
    """Say that a task is over."""
    if _shown.bar:
        name = report.task.name.rpartition("::")[2]
        if name in _shown.running:
            _shown.running.remove(name)
        _shown.bar.update(_shown.job, advance=1, description=", ".join(_shown.running))

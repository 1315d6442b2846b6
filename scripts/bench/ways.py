"""The ways of doing one piece of work that are measured against each other, each a command of its own.

    python ways.py WAY PLACE [NAME...]

PLACE holds `project` (a built copy) and `stage` (a source of the book of this way's own). Each of the ways that
run notebooks runs all of them, or those named, leaves them in the stage and then builds the book from there.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

BOOK = "from jupyter_book.cli.main import main; main()"


def book(place: Path) -> None:
    """Build the book from the stage as it is."""
    command = [sys.executable, "-c", BOOK, "build", str(place / "stage"), "--path-output", str(place / "out"),
               "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def sources(place: Path, names: Sequence[str]) -> list[Path]:
    """Return the notebooks to run."""
    return [path for path in sorted((place / "project" / "notebooks").glob("*.ipynb"))
            if not names or path.stem in names]


def target(place: Path, source: Path) -> Path:
    """Return where an executed notebook belongs in the stage."""
    return place / "stage" / "notebooks" / source.name


def papermill(place: Path, names: Sequence[str], jobs: int) -> None:
    """Run each notebook by the command of papermill."""

    def run(source: Path) -> None:
        command = [sys.executable, "-m", "papermill", str(source), str(target(place, source)), "--kernel", "compendium",
                   "--cwd", str(place / "project"), "--no-progress-bar", "--log-level", "ERROR"]
        subprocess.run(command, check=True)

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(run, sources(place, names)))


def nbclient(place: Path, names: Sequence[str], jobs: int) -> None:
    """Run the notebooks by nbclient, some at a time in one process."""
    from nbclient import NotebookClient

    async def every() -> None:
        free = asyncio.Semaphore(jobs)

        async def run(source: Path) -> None:
            async with free:
                notebook = nbformat.read(source, as_version=4)
                client = NotebookClient(notebook, kernel_name="compendium",
                                        resources={"metadata": {"path": str(place / "project")}})
                await client.async_execute()
                nbformat.write(notebook, target(place, source))

        await asyncio.gather(*(run(source) for source in sources(place, names)))

    asyncio.run(every())


def warm(place: Path, names: Sequence[str], jobs: int) -> None:
    """Run the notebooks as a build of this project does."""
    from helpers.execution import manifest, run
    from helpers.kernels import warm as parent
    from helpers.kernels import workers

    parent.start(project=True)
    with workers.Workers(jobs) as pool:
        waiting = {source: pool.submit(run.run, manifest.one(source.stem), {}, place / "results")
                   for source in sources(place, names)}
        for source, future in waiting.items():
            target(place, source).write_bytes(future.result().executed.read_bytes())


def cells(place: Path, names: Sequence[str]) -> None:
    """Run the cells of all notebooks in this one process: no way of running them can cost less."""
    for source in sources(place, names):
        space: dict[str, object] = {}
        with contextlib.redirect_stdout(io.StringIO()):
            for cell in nbformat.read(source, as_version=4).cells:
                if cell.cell_type == "code":
                    exec(compile(cell.source, source.name, "exec"), space)  # noqa: S102


def graph(place: Path) -> None:
    """Have pytask look at the whole graph of a finished build."""
    from helpers.execution import build
    from helpers.execution.tasks import Target

    assert not build.run_graph(Target(), 1), "expected nothing to do"


def main(way: str, place: Path, names: Sequence[str]) -> None:
    """Do one piece of work in one way."""
    alone = {"book": lambda: book(place), "cells": lambda: cells(place, names), "graph": lambda: graph(place)}
    if way in alone:
        alone[way]()
        return
    name, _, jobs = way.partition("-")
    {"papermill": papermill, "nbclient": nbclient, "warm": warm}[name](place, names, int(jobs))
    book(place)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]).resolve(), sys.argv[3:])

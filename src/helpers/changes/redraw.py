"""Redraw the figures of a commit: run its notebooks by its own code, in its unpacked tree, once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import yaml

from helpers import elsewhere
from helpers.changes.state import State
from helpers.errors import CompendiumError

# Where `compendium run --output` puts what a notebook makes, below a folder of results.
DONE = "drawn"


def drawn(state: State) -> State:
    """Return the state of a commit with its figures, which are drawn unless they are there already.

    Raises
    ------
    CompendiumError
        When one of its notebooks fails in the environment that runs.
    """
    if state.figures is not None or state.raw is None:
        return state
    root = state.raw.parents[1]
    folder = root / "_build" / "executed-again"
    if not (folder / DONE).is_file():
        manifest = yaml.safe_load((root / "notebooks" / "manifest.yml").read_text("utf-8"))
        for name in manifest["notebooks"]:
            _run(root, name, folder)
        (folder / DONE).write_text("", "utf-8")
    return replace(state, figures=folder / "figures", findings=folder / "findings")


def _run(root: Path, name: str, folder: Path) -> None:
    done = elsewhere.call(root, "run", name, "--output", str(folder))
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise CompendiumError(f"notebook {name} of {root.name[:10]}: {said}; do: leave out --figures, or compare with "
                              "a folder in which that state was built")

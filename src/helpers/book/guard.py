"""Stop a bare `jupyter-book build .` in the project's root with one readable message.

The book is made from notebooks that have been executed, in a folder of their own, with figures,
claim pages and verdicts beside them. Built straight from the root it would be a shell without
any result in it. `_config.yml` names this module as a local extension, so it is found with
nothing installed but jupyter-book itself: it must import the standard library only.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

# Both lie in the project's root and in no folder that a book is made from.
MARKS = ("pyproject.toml", "notebooks/manifest.yml")
MESSAGE = """
This book is made from executed notebooks, and this folder holds them before execution.

    make book

does it all: it sets up its own environment (Python 3.11 or newer is all it needs), runs the
notebooks and writes _build/html/index.html. Environment at hand already: compendium build.
"""


def is_root(folder: Path) -> bool:
    """Tell whether `folder` is the project's root rather than a staged book."""
    return all((folder / mark).is_file() for mark in MARKS)


def setup(app: Any) -> dict[str, bool]:
    """Let Sphinx go on, or end it.

    Parameters
    ----------
    app
        The Sphinx application; only its `srcdir` is used.

    Raises
    ------
    SystemExit
        In the project's root. Not a Sphinx error: jupyter-book would print that below its
        message as a traceback.
    """
    source = Path(app.srcdir)
    # The folder above as well: `jupyter-book build notebooks/NAME.ipynb` takes notebooks/ as source.
    if is_root(source) or is_root(source.parent):
        sys.exit(MESSAGE)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

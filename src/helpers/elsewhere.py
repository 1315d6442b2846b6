"""Elsewhere: call the program in another tree of the project, on that tree's own helpers and tables."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def call(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `compendium` in another tree, by this Python, and return what it said.

    Parameters
    ----------
    root
        The tree's folder.
    words
        The command with its options.
    """
    kept = {name: value for name, value in os.environ.items() if name != "COMPENDIUM_ROOT"}
    return subprocess.run([sys.executable, "-m", "helpers", *words], cwd=root, capture_output=True, text=True,
                          check=False, env={**kept, "PYTHONPATH": str(root / "src")})

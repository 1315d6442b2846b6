"""Copies of the project in which tests may change and break things."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What a build reads; a copy of the project for a test holds this and nothing else.
CARRIED = ("data", "src", "notebooks", "book", "vendor", "requirements", "_config.yml", "_toc.yml", "pyproject.toml",
           "README.md")


def carry(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name in CARRIED:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source / name, target / name)


class Copy:
    """A copy of the project in which tests may change and break things."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def command(self, *words: str, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `compendium` in the copy, on the copy's own helpers."""
        done = subprocess.run([sys.executable, "-m", "helpers", *words], cwd=self.folder, capture_output=True,
                              text=True, env=self.environment(**environment), check=False)
        if check and done.returncode:
            raise AssertionError(f"compendium {' '.join(words)} ended with {done.returncode}: {done.stderr[-2000:]}")
        return done

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment in which the copy's own code runs."""
        kept = {name: value for name, value in os.environ.items() if name != "COMPENDIUM_ROOT"}
        return {**kept, "PYTHONPATH": str(self.folder / "src"), **more}

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace the one occurrence of a text in a file."""
        path = self.folder / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{name}: {text.count(old)} times {old!r}"
        path.write_text(text.replace(old, new), "utf-8")

    def ran(self, done: subprocess.CompletedProcess[str]) -> list[str]:
        """Return the tasks that a build says it ran."""
        return [line.split(":")[0].removeprefix("ran ") for line in done.stdout.splitlines() if line.startswith("ran ")]

    def copied(self, folder: Path, everything: bool = False) -> Copy:
        """Return a further copy, with its build results or without."""
        carry(self.folder, folder)
        if everything:
            for name in ("_build", "pytask.lock", ".pytask"):
                source = self.folder / name
                if source.is_dir():
                    shutil.copytree(source, folder / name)
                elif source.exists():
                    shutil.copy(source, folder / name)
        return Copy(folder)

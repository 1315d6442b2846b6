"""What all tests share: order, the raw tables, and a built copy of the project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from helpers import paths
from helpers.data import tables

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
# What a build reads; a copy of the project for a test holds this and nothing else.
CARRIED = ("data", "src", "notebooks", "book", "vendor", "requirements", "_config.yml", "_toc.yml", "pyproject.toml",
           "README.md")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the quick tests first; keep those that share a built copy on one worker."""
    items.sort(key=lambda item: (item.get_closest_marker("slow") is not None,
                                 item.get_closest_marker("browser") is not None))
    for item in items:
        if "built" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("built"))


@pytest.fixture(scope="session")
def raw() -> dict[str, pd.DataFrame]:
    """Return the raw tables, typed; tests must not change them."""
    return {name: tables.read(name) for name in tables.names(paths.RAW)}


class Copy:
    """A copy of the project in which tests may change and break things."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def command(self, *words: str, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `compendium` in the copy, on the copy's own helpers."""
        done = subprocess.run([sys.executable, "-m", "helpers", *words], cwd=self.folder, capture_output=True, text=True,
                              env=self.environment(**environment), check=False)
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
        _carry(self.folder, folder)
        if everything:
            for name in ("_build", "pytask.lock", ".pytask"):
                source = self.folder / name
                if source.is_dir():
                    shutil.copytree(source, folder / name)
                elif source.exists():
                    shutil.copy(source, folder / name)
        return Copy(folder)


def _carry(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name in CARRIED:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source / name, target / name)


@pytest.fixture
def fresh(tmp_path: Path) -> Copy:
    """Return an unbuilt copy of the project."""
    _carry(ROOT, tmp_path / "project")
    return Copy(tmp_path / "project")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """Return a built copy of the project; tests read it and work on copies of it."""
    folder = tmp_path_factory.mktemp("built") / "project"
    _carry(ROOT, folder)
    copy = Copy(folder)
    copy.command("build")
    yield copy


@pytest.fixture
def copy_of(built: Copy, tmp_path: Path) -> Callable[[], Copy]:
    """Return a maker of copies of the built project, results included."""
    return lambda: built.copied(tmp_path / "copy", everything=True)

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers import paths
from helpers.book import guard

# jupyter-book as somebody runs it who has not installed the project.
BARE = """
import sys
sys.path[:] = [entry for entry in sys.path if not entry.endswith("src")]
from jupyter_book.cli.main import main
main()
"""


def project(folder: Path) -> Path:
    for name in ("_config.yml", "_toc.yml", "pyproject.toml"):
        shutil.copy(paths.ROOT / name, folder / name)
    for name in ("notebooks/manifest.yml", "src/helpers/__init__.py", "src/helpers/book/__init__.py",
                 "src/helpers/book/guard.py", "src/helpers/book/mend.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(paths.ROOT / name, folder / name)
    return folder


def test_a_bare_build_in_the_root_ends_with_one_message(tmp_path: Path) -> None:
    root = project(tmp_path)
    done = subprocess.run([sys.executable, "-c", BARE, "build", "."], cwd=root, capture_output=True, text=True,
                          check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == guard.MESSAGE.strip()
    assert "make book" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert not (root / "_build" / "html" / "index.html").exists()


@pytest.mark.parametrize("source", [".", "notebooks"])
def test_root_and_notebooks_are_refused(tmp_path: Path, source: str) -> None:
    with pytest.raises(SystemExit, match="make book"):
        guard.setup(SimpleNamespace(srcdir=project(tmp_path) / source))


def test_a_staged_book_is_let_through(tmp_path: Path) -> None:
    stage = project(tmp_path) / "_build" / "stage"
    stage.mkdir(parents=True)
    shutil.copy(paths.ROOT / "_config.yml", stage)
    assert guard.setup(SimpleNamespace(srcdir=stage)) == {"parallel_read_safe": True, "parallel_write_safe": True}


def test_the_project_itself_is_recognised() -> None:
    assert guard.is_root(paths.ROOT)

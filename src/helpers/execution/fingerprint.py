"""The fingerprint of a finished build, so that a build with nothing to do ends at once.

It imports nothing but the standard library: reading a thousand small files costs less than importing
what would compare them one by one.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from helpers import paths

# Everything a build reads. What is not named here cannot change its result.
READ = ("data/raw", "data/local", "src/helpers", "notebooks", "book", "vendor", "requirements/build.txt", "_config.yml",
        "_toc.yml")
PASSED_OVER = {"__pycache__", ".ipynb_checkpoints"}


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(path for path in place.rglob("*") if path.is_file() and not PASSED_OVER & set(path.parts))


def take(outputs: tuple[Path, ...]) -> str:
    """Return a digest of all that a build reads and of what it left behind.

    Parameters
    ----------
    outputs
        Folders of results. They count by size and time, since whoever changes one by hand changes its time;
        what is read counts by content.
    """
    made = hashlib.sha256("{}.{}".format(*sys.version_info[:2]).encode())
    for name in READ:
        for path in _files(paths.ROOT / name):
            made.update(path.relative_to(paths.ROOT).as_posix().encode())
            made.update(hashlib.sha256(path.read_bytes()).digest())
    for folder in outputs:
        for path in _files(folder):
            status = path.stat()
            made.update(f"{path.relative_to(folder)}\0{status.st_size}\0{status.st_mtime_ns}".encode())
    return made.hexdigest()


def holds(mark: Path, outputs: tuple[Path, ...]) -> bool:
    """Tell whether nothing has changed since the fingerprint in the file `mark` was taken."""
    return mark.is_file() and mark.read_text("utf-8") == take(outputs)

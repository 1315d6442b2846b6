"""Write a set of files whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by name: none is ever seen half-written, and none changes unless all could be written.

    Parameters
    ----------
    folder
        Made when missing.
    files
        Contents by file name. A file that already has its contents keeps its time stamp.
    """
    folder.mkdir(parents=True, exist_ok=True)
    waiting: list[tuple[Path, Path]] = []
    try:
        for name, content in files.items():
            target = folder / name
            if target.is_file() and target.read_bytes() == content:
                continue
            fresh = folder / f".{name}.{os.getpid()}.tmp"
            waiting.append((fresh, target))
            fresh.write_bytes(content)
        for fresh, target in waiting:
            os.replace(fresh, target)
    finally:
        for fresh, _ in waiting:
            fresh.unlink(missing_ok=True)

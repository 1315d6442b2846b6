"""Write files whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd


def write(path: Path, content: str | bytes) -> bool:
    """Write a file whole or not at all, and only when its content changes.

    Returns
    -------
    bool
        Whether the file was written; an unchanged file keeps its time, so that nothing after it re-runs.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def together(contents: Mapping[Path, str | bytes]) -> None:
    """Write several files, all of them or none: where one fails, the others become what they were."""
    before: dict[Path, bytes | None] = {}
    try:
        for path, content in contents.items():
            old = path.read_bytes() if path.is_file() else None
            write(path, content)
            before[path] = old
    except BaseException:
        for path, old in before.items():
            if old is None:
                path.unlink()
            else:
                write(path, old)
        raise


def table(path: Path, frame: pd.DataFrame) -> bool:
    """Write a table as CSV with LF line ends, whole or not at all."""
    return write(path, frame.to_csv(index=False, lineterminator="\n"))


def mirror(source: Path, target: Path) -> None:
    """Make `target` the same tree as `source`: unchanged files are left alone, others' leftovers removed."""
    wanted = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    for name in wanted:
        write(target / name, (source / name).read_bytes())
    prune(target, wanted)


def prune(folder: Path, wanted: set[Path]) -> None:
    """Remove the files below `folder` whose relative path is not wanted, and folders left empty."""
    if not folder.exists():
        return
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder) not in wanted:
            path.unlink()


def swap(fresh: Path, place: Path) -> None:
    """Put a complete folder in the place of an old one by two renames."""
    old = place.with_name(f".{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)

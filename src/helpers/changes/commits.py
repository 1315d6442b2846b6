"""Commits: the project as it stood at a commit or tag, unpacked beside the build."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from helpers import paths
from helpers.errors import CompendiumError

STATES = "states"


def git(*words: str, root: Path | None = None) -> bytes | None:
    """Return what git answers in the project's folder; None where it refuses, or there is no git."""
    try:
        done = subprocess.run(["git", "-C", str(root or paths.ROOT), *words], capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def resolve(name: str) -> str:
    """Return the full name of the commit that a branch, tag or short name means; blank where it means none."""
    if name.startswith("-"):
        return ""
    answer = git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    return answer.decode().strip() if answer else ""


def last_with(path: Path) -> str:
    """Return the last commit that changed a file, if the file is now as it was then; else blank.

    A shallow clone does not know that commit: it takes its oldest one for it.
    """
    name = paths.relative(path)
    answer = git("log", "-1", "--format=%H", "--", name)
    commit = answer.decode().strip() if answer else ""
    if not commit or not path.is_file():
        return ""
    # From the project's own folder, which may lie inside a larger repository.
    then = git("show", f"{commit}:./{name}")
    return commit if then == path.read_bytes() else ""


def unpacked(commit: str) -> Path:
    """Return the folder that holds the project as of a commit; unpacked once, whole or not at all.

    Raises
    ------
    CompendiumError
        When git cannot give it.
    """
    place = paths.BUILD / STATES / commit
    if place.is_dir():
        return place
    packed = git("archive", "--format=tar", commit)
    if packed is None:
        raise CompendiumError(f"commit {commit[:10]}: found no tree that git can give, expected the project; "
                              "do: name another, or fetch it first")
    place.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=place.parent, prefix="."))
    try:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            # Pythons before 3.11.4 know no filters.
            archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
            archive.extractall(work / "tree")  # noqa: S202 (made by git from this repository)
        (work / "tree").rename(place)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return place

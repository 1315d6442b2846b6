"""State: the project at one moment, as far as it is known - its raw tables, derived tables, figures and code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from helpers import paths
from helpers.changes import commits, moves
from helpers.errors import CompendiumError

# How a call names the state that the published verdicts stand on, and the project as it was last built.
PUBLISHED, HERE = "published", "."
CODE = "code.json"


@dataclass(frozen=True)
class State:
    """The project at one moment.

    Parameters
    ----------
    name
        As a reader calls it.
    processed
        Folder of its derived tables.
    raw
        Folder of its raw tables, None where they are not known.
    figures, findings
        Folders of its figures and findings, None where they are not known.
    code
        Digests of its helper modules by file, None where they are not known.
    given
        Parameters that differ from the defaults.
    """

    name: str
    processed: Path
    raw: Path | None = None
    figures: Path | None = None
    findings: Path | None = None
    code: Mapping[str, str] | None = None
    given: Mapping[str, Any] | None = None


def _folder(path: Path) -> Path | None:
    return path if path.is_dir() else None


def code_of(source: Path) -> dict[str, str] | None:
    """Return the digests of all helper modules of a tree by their path below `helpers`; None where it has none."""
    package = source / "helpers"
    if not package.is_dir():
        return None
    return {path.relative_to(package).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(package.rglob("*.py"))}


def of_tree(name: str, root: Path) -> State:
    """Return the state of a project's folder: as it was last built, else as its committed tables have it."""
    staged = root / "_build" / "processed"
    built = (staged / moves.VERDICTS).is_file()
    executed = root / "_build" / "executed"
    return State(name, staged if built else root / "data" / "processed", _folder(root / "data" / "raw"),
                 _folder(executed / "figures"), _folder(executed / "findings"), code_of(root / "src"))


def given_of(executed: Path) -> dict[str, Any]:
    """Return the parameters that differ from the defaults in executed notebooks, as these say themselves."""
    from helpers.execution import manifest

    found: dict[str, Any] = {}
    for notebook in manifest.read().values():
        path = executed / "notebooks" / f"{notebook.name}.ipynb"
        if path.is_file():
            kept = json.loads(path.read_text("utf-8"))["metadata"].get("compendium", {}).get("parameters", {})
            found |= {key: value for key, value in kept.items()
                      if key in notebook.parameters and value != notebook.parameters[key].default}
    return found


def of_build(name: str, folder: Path) -> State:
    """Return the state of a build's folder, such as a variant; its raw tables are the project's unless it has some."""
    made = State(name, folder / "processed", _folder(folder / "raw") or paths.RAW,
                 _folder(folder / "executed" / "figures"), _folder(folder / "executed" / "findings"),
                 code_of(paths.ROOT / "src"), given_of(folder / "executed"))
    known = folder / CODE
    if known.is_file():
        made = replace(made, code=json.loads(known.read_text("utf-8")))
    return made


def of_book(name: str, folder: Path) -> State:
    """Return the state that a book alone shows: its verdicts and its figures."""
    return State(name, folder / "downloads", figures=_folder(folder / "figures"))


def of_commit(name: str, commit: str) -> State:
    """Return the state of a commit; its figures are known where its notebooks were run (`helpers.changes.redraw`)."""
    root = commits.unpacked(commit)
    return replace(of_tree(name, root), name=name)


def published() -> State | None:
    """Return the state that the published verdicts stand on.

    It is what the last build kept when it published them, else the last commit that changed them; None where
    neither is known, or no verdict is published yet.
    """
    verdicts = paths.PROCESSED / moves.VERDICTS
    if not verdicts.is_file():
        return None
    kept = paths.PUBLISHED / "processed" / moves.VERDICTS
    if kept.is_file() and kept.read_bytes() == verdicts.read_bytes():
        return of_build("the published state", paths.PUBLISHED)
    commit = commits.last_with(verdicts)
    return replace(of_commit("the published state", commit), processed=paths.PROCESSED) if commit else None


def named(name: str) -> State:
    """Return the state that a call names.

    Parameters
    ----------
    name
        `published`, a folder (a project, a build or a book), or a commit, branch or tag. A folder goes first.

    Raises
    ------
    CompendiumError
        When it is none of these.
    """
    if name == PUBLISHED:
        found = published()
        if found is None:
            raise CompendiumError("published: found no state that the published verdicts stand on, expected one kept "
                                  "by a build or committed; do: name a commit, or build once")
        return found
    folder = Path(name)
    if folder.is_dir():
        for sign, make in ((Path("data/processed"), of_tree), (Path("processed"), of_build),
                           (Path("downloads"), of_book)):
            if (folder / sign / moves.VERDICTS).is_file():
                return make("the project as it stands" if name == HERE else name, folder.resolve())
        raise CompendiumError(f"{name}: found a folder without verdicts.csv, expected a project, a build or a book; "
                              "do: build it, or name another")
    commit = commits.resolve(name)
    if not commit:
        raise CompendiumError(f"{name}: found neither a folder nor a commit, expected `published`, a folder, a commit "
                              "or a tag; do: see `git tag` and `git log`")
    return of_commit(name, commit)

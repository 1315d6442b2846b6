"""The guard of the published verdicts: a build that moves one publishes nothing until the change is accepted.

Tables are made in `_build/processed` and published to `data/processed` all together. Whoever changes a row sees
which verdicts move before the published ones are touched, and an automatic build fails on a change that nobody
accepted. What the published verdicts were made from is kept beside the build, so that the cause can be named.

It imports nothing but the standard library at first: every build comes here, also one with nothing to do.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from helpers import files, paths
from helpers.changes import moves, state
from helpers.changes.moves import Move
from helpers.errors import CompendiumError

ACCEPT = "--accept"


class Unaccepted(CompendiumError):  # noqa: N818 (named for what was found)
    """Published verdicts would change, and nobody has accepted that."""


def moved() -> list[Move]:
    """Return the published verdicts that the last build would change; none where nothing is published yet."""
    if not (paths.PROCESSED / moves.VERDICTS).is_file():
        return []
    return moves.between(paths.PROCESSED, paths.STAGED)


def differs() -> bool:
    """Tell whether the last build made tables that are not published as they are."""
    return any(not place.is_file() or place.read_bytes() != path.read_bytes() for path, place in _pairs())


def _pairs() -> Iterator[tuple[Path, Path]]:
    """Yield every table of the last build with its published place; tables that no build makes stay as they are."""
    for path in sorted(paths.STAGED.rglob("*")):
        if path.is_file():
            yield path, paths.PROCESSED / path.relative_to(paths.STAGED)


def publish() -> None:
    """Publish the tables of the last build, and keep what they were made from."""
    # The verdicts come last: until they are there, the others wait for them.
    for path, place in sorted(_pairs(), key=lambda pair: pair[0].name == moves.VERDICTS):
        files.write(place, path.read_bytes())
    keep()


def keep() -> None:
    """Keep what the published verdicts were made from: raw tables, findings, figures and the digests of the code."""
    files.mirror(paths.RAW, paths.PUBLISHED / "raw")
    files.mirror(paths.STAGED, paths.PUBLISHED / "processed")
    for name in ("findings", "figures"):
        _link(paths.EXECUTED / name, paths.PUBLISHED / "executed" / name)
    code = state.code_of(paths.ROOT / "src") or {}
    files.write(paths.PUBLISHED / state.CODE, json.dumps(code, indent=1) + "\n")


def _link(source: Path, target: Path) -> None:
    """Make `target` the same tree as `source` by links: a result is replaced, never written into."""
    fresh = target.with_name(f".{target.name}.fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.parent.mkdir(parents=True, exist_ok=True)

    def link(one: str, other: str) -> None:
        try:
            os.link(one, other)
        except OSError:  # a file system without links
            shutil.copy2(one, other)

    shutil.copytree(source, fresh, copy_function=link)
    files.swap(fresh, target)


def told(found: list[Move]) -> str:
    """Return which published verdicts would change and why, as plain text."""
    from helpers.changes import causes, telling

    lines = [f"{telling.number(len(found), 'published verdict')} would change:"]
    before = state.published()
    why = causes.of_moves(found, before, state.of_tree("this build", paths.ROOT)) if before else {}
    for move in found:
        lines.append(f"  {telling.headline(move)}")
        cause = why.get(move.claim_id)
        lines.append(f"    because of {cause.kind}: {telling.brief(cause)}" if cause else
                     "    the cause is not known: no state is kept that the published verdicts were made from")
    return "\n".join(lines)


def settle(accept: bool, ran: bool) -> str:
    """Publish the tables of the last build, unless that would change a verdict and is not accepted.

    Parameters
    ----------
    accept
        Whether changes of published verdicts are accepted.
    ran
        Whether the build ran anything, so that what the verdicts are made from is kept anew.

    Returns
    -------
    str
        What the reader is told; blank where no verdict moved.

    Raises
    ------
    Unaccepted
        When published verdicts would change and that is not accepted; what was published stays as it was.
    """
    found = moved()
    if not found:
        if ran or differs() or not (paths.PUBLISHED / state.CODE).is_file():
            publish()
        return ""
    text = told(found)
    if not accept:
        raise Unaccepted(f"{text}\n{paths.relative(paths.PROCESSED)} stays as it was: found changed verdicts, expected "
                         "the published ones; do: see `compendium diff`, then mend the data, or accept the change by "
                         f"`compendium build {ACCEPT}`")
    publish()
    return f"{text}\nAccepted: {paths.relative(paths.PROCESSED)} holds the new verdicts."

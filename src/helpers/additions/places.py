"""Places outside the tables where an addition has to be named: the manifest, the table of contents, a vocabulary."""

from __future__ import annotations

import re

from helpers.additions.tree import CONTENTS, MANIFEST, Tree
from helpers.errors import CompendiumError


def replaced(tree: Tree, name: str, old: str, new: str, times: int = 1) -> None:
    """Replace a text that must stand in a file a known number of times."""
    text = tree.text(name)
    if text.count(old) != times:
        raise CompendiumError(f"{name}: found {text.count(old)} times {old!r}, expected {times}; do: make the change "
                              "by hand")
    tree.texts[name] = text.replace(old, new)


def read_by(tree: Tree, notebook: str, series_id: str) -> None:
    """Add a series to those that a notebook may read, as the last of its list in the manifest.

    Raises
    ------
    CompendiumError
        When the manifest has no such notebook, or no list there.
    """
    text = tree.text(MANIFEST)
    entry = re.search(rf"^  {re.escape(notebook)}:\n(?:(?:    .*| *)\n)*", text, re.MULTILINE)
    if not entry:
        raise CompendiumError(f"notebook: found {notebook!r}, expected one of {MANIFEST}; do: mend the name, or add "
                              "the notebook first")
    listed = re.search(r"^    series:\n((?:      - .*\n)+)", entry[0], re.MULTILINE)
    if listed:
        place = entry.start() + listed.end()
        tree.texts[MANIFEST] = f"{text[:place]}      - {series_id}\n{text[place:]}"
        return
    if re.search(r"^    series:", entry[0], re.MULTILINE):
        raise CompendiumError(f"{MANIFEST}: found the series of {notebook} on one line, expected one a line; "
                              "do: add the series by hand")
    # Before its parameters or figures, which end every entry.
    later = re.search(r"^    (?:tables|parameters|figures):", entry[0], re.MULTILINE)
    place = entry.start() + (later.start() if later else len(entry[0].rstrip("\n")) + 1)
    tree.texts[MANIFEST] = f"{text[:place]}    series:\n      - {series_id}\n{text[place:]}"


def in_contents(tree: Tree, page: str, after: str) -> None:
    """Add a page to the table of contents, after another one."""
    found = re.search(rf"^( *- file: ){re.escape(after)}\n", tree.text(CONTENTS), re.MULTILINE)
    if not found:
        raise CompendiumError(f"{CONTENTS}: found no {after}, expected a place for {page}; do: add it by hand")
    replaced(tree, CONTENTS, found[0], f"{found[0]}{found[1]}{page}\n")

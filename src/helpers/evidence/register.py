"""Hold the register of claims against the text of the commentary, by a digest of each sentence.

The project carries no sentence of the commentary, only the digests in `anchors.csv`. Whoever holds the text
can check with them that the claims were taken from it, and that no sentence of its body was passed over.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers import paths
from helpers.data import tables
from helpers.data.vocabulary import SECTIONS
from helpers.errors import CompendiumError

# A sentence ends at a stop, perhaps followed by a closing bracket or quotation mark, and the next begins with
# a capital or an opening quotation mark.
BOUNDARY = re.compile(r'(?:(?<=[.!?])|(?<=[.!?][)”]))\s+(?=[A-Z“"])')
BRACKETED = re.compile(r"\([^()]*\)")
EMPTY_LINK = re.compile(r"\[([^\]]*)\]\(#\)")


class Place(NamedTuple):
    """Where a sentence stands: section, and paragraph.sentence within it."""

    section: str
    number: str

    def __str__(self) -> str:
        return f"{self.section}, sentence {self.number}"


@dataclass(frozen=True)
class Coverage:
    """How the register and a text of the commentary agree.

    Parameters
    ----------
    sentences
        Number of sentences in the body of the text.
    unclaimed
        Sentences of the text that no claim names.
    unmet
        Anchors whose digest the text does not meet at their place; with the place where it does, if any.
    unanchored
        Sentences of the text at a place that no anchor describes.
    missing
        Claims that name a sentence which the text does not have.
    """

    sentences: int
    unclaimed: tuple[Place, ...] = ()
    unmet: tuple[tuple[Place, Place | None], ...] = ()
    unanchored: tuple[Place, ...] = ()
    missing: tuple[tuple[str, Place], ...] = ()

    @property
    def covered(self) -> int:
        """Number of sentences that at least one claim names."""
        return self.sentences - len(self.unclaimed)

    @property
    def holds(self) -> bool:
        """Whether text and register agree in everything."""
        return not (self.unclaimed or self.unmet or self.unanchored or self.missing)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """Return the report, a line each: first the count, then every disagreement."""
        return [
            f"{self.covered} of {self.sentences} sentences covered",
            *(f"without a claim: {place}" for place in self.unclaimed),
            *(f"another wording than the anchor's: {place}"
              + (f" (the anchor's sentence stands at {there})" if there else "")
              for place, there in self.unmet),
            *(f"without an anchor: {place}" for place in self.unanchored),
            *(f"named by {claim}, not in the text: {place}" for claim, place in self.missing),
        ]


def verify(commentary: Path, folder: Path = paths.RAW) -> Coverage:
    """Hold the register against a text of the commentary.

    Parameters
    ----------
    commentary
        The text as Markdown: headings begin with `#`, a paragraph is one line.
    folder
        Where `anchors.csv` and `claims.csv` lie.

    Raises
    ------
    CompendiumError
        When the text cannot be read or holds no section of the commentary.
    FaultyData
        When a table cannot be read.
    """
    try:
        text = commentary.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CompendiumError(f"{commentary}: found no readable text ({error}), expected the commentary in "
                              "UTF-8, do: name the file that holds it") from error
    read = {place: digest(sentence) for place, sentence in sentences(text)}
    if not read:
        raise CompendiumError(f"{commentary}: found no section of the commentary, expected headings such "
                              f"as '# {SECTIONS[0]}', do: save the text with its headings")
    return compare(read, tables.read("anchors", folder), tables.read("claims", folder))


def compare(read: dict[Place, str], anchors: pd.DataFrame, claims: pd.DataFrame) -> Coverage:
    """Compare the digests of a text with the register.

    Parameters
    ----------
    read
        Digest of the sentence at each place of the text.
    anchors, claims
        The raw tables.
    """
    anchored = {Place(*place): wanted for *place, wanted in _cells(anchors, "section", "sentence", "sha256")}
    places = {found: place for place, found in read.items()}
    named = [(claim, Place(section, number))
             for claim, section, numbers in _cells(claims, "claim_id", "section", "sentences")
             for number in tables.items(numbers)]
    claimed = {place for _, place in named}
    return Coverage(
        sentences=len(read),
        unclaimed=tuple(place for place in read if place not in claimed),
        unmet=tuple((place, places.get(wanted)) for place, wanted in anchored.items()
                    if read.get(place) != wanted),
        unanchored=tuple(place for place in read if place not in anchored),
        missing=tuple((claim, place) for claim, place in named if place not in read),
    )


def _cells(table: pd.DataFrame, *columns: str) -> Iterator[tuple[str, ...]]:
    yield from zip(*(table[column].tolist() for column in columns), strict=True)


def sentences(text: str) -> Iterator[tuple[Place, str]]:
    """Yield the sentences of the body of the commentary, each with its place.

    Paragraphs are counted from 1 within their section and sentences from 1 within their paragraph; what
    stands under other headings (title, author, notes) is left out.
    """
    section, paragraph = "", 0
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("#"):
            heading = line.strip("#* ").replace("’", "'")
            # The register names long sections by the beginning of their heading.
            section, paragraph = next((name for name in SECTIONS if heading.startswith(name)), ""), 0
        elif section:
            paragraph += 1
            for number, sentence in enumerate(cut(line), 1):
                yield Place(section, f"{paragraph}.{number}"), sentence


def cut(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph; a full stop inside brackets does not end the one around them.

    Examples
    --------
    >>> cut("- It rained (cf. Noah. He knew). It [stopped](#).")
    ['It rained (cf. Noah. He knew).', 'It stopped.']
    """
    plain = EMPTY_LINK.sub(r"\1", paragraph.removeprefix("- "))
    brackets = [match.span() for match in BRACKETED.finditer(plain)]
    found, start = [], 0
    for gap in BOUNDARY.finditer(plain):
        enclosed = plain[gap.start() - 1] == "." and any(low < gap.start() < high for low, high in brackets)
        if not enclosed:
            found.append(plain[start:gap.start()])
            start = gap.end()
    return [*found, plain[start:]]


def digest(sentence: str) -> str:
    """Return the SHA-256 of a sentence, in which case, punctuation and the width of signs do not count."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", sentence).casefold())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()

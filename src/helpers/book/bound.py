"""The book as one page: the main columns of all pages in the order of the contents, for printing.

Anchors get the name of their page in front, so that links between pages become links inside the one page. Links
to files beside the book keep their words and lose their target: there is nothing beside a printed page.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import BeautifulSoup, Tag

from helpers import paths
from helpers.errors import CompendiumError

# What a printed page has no use for: marks of links, buttons, neighbours, code and what folds out.
DROPPED = (".headerlink", "nav", "script", "style", "noscript", "button", "form", "img.only-dark", "div.cell_input",
           "figure.finding figcaption", "p.get")
FOLDED = "details"
# What folds out is left out, but for the columns of the tables.
KEPT_FOLDED = ".table-entry details:has(.scroll[aria-label^='Columns'])"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Chapter:
    """One page of the book.

    Parameters
    ----------
    part
        Caption of the part that it stands in; blank for the front page.
    name
        Path without ending, as in `_toc.yml`.
    """

    part: str
    name: str

    @property
    def anchor(self) -> str:
        """Where it begins in the one page."""
        return self.name.replace("/", "-")


def chapters(toc: Path | None = None) -> list[Chapter]:
    """Return the pages of the book in the order of its contents."""
    content = yaml.safe_load((toc or paths.ROOT / "_toc.yml").read_text("utf-8"))
    made = [Chapter("", str(content["root"]))]
    return made + [Chapter(str(part["caption"]), str(entry["file"])) for part in content["parts"]
                   for entry in part["chapters"]]


def article(folder: Path, chapter: Chapter) -> Tag:
    """Return the main column of a built page.

    Raises
    ------
    CompendiumError
        When the book has no such page.
    """
    path = folder / f"{chapter.name}.html"
    if not path.is_file():
        raise CompendiumError(f"{paths.relative(path)}: found no such page, expected the built book; do: make book")
    found = BeautifulSoup(path.read_text("utf-8"), "html.parser").find("article")
    if not isinstance(found, Tag):
        raise CompendiumError(f"{paths.relative(path)}: found no article, expected a page of the book; do: make book")
    return found


def _lowered(page: Tag) -> None:
    """Put every heading one step down, below the headings of the parts."""
    for level in reversed(HEADINGS[:-1]):
        for heading in page.find_all(level):
            heading.name = HEADINGS[HEADINGS.index(level) + 1]


def _address(chapter: Chapter, address: str, known: dict[str, Chapter]) -> str:
    """Return where a link of a page leads in the one page: an anchor, an address of the web, or "" for nowhere."""
    parts = urlsplit(address)
    if parts.scheme in ("http", "https"):
        return address
    if parts.scheme:
        return ""
    place = posixpath.normpath(posixpath.join(posixpath.dirname(chapter.name), unquote(parts.path)))
    other = known.get(place.removesuffix(".html")) if parts.path else chapter
    if other is None:
        return ""
    return f"#{other.anchor}--{unquote(parts.fragment)}" if parts.fragment else f"#{other.anchor}"


def _relinked(page: Tag, chapter: Chapter, known: dict[str, Chapter], folder: Path) -> None:
    for element in page.find_all(id=True):
        element["id"] = f"{chapter.anchor}--{element['id']}"
    for element in page.find_all(["a", "label"]):
        for attribute in ("href", "for"):
            if element.get(attribute):
                target = _address(chapter, str(element[attribute]), known)
                if target:
                    element[attribute] = target
                else:
                    del element[attribute]
    for image in page.find_all("img"):
        source = str(image["src"])
        if not source.startswith("data:"):
            image["src"] = ((folder / chapter.name).parent / unquote(urlsplit(source).path)).resolve().as_uri()
    for element in page.select("[aria-labelledby]"):
        element["aria-labelledby"] = f"{chapter.anchor}--{element['aria-labelledby']}"


def _unfolded(page: Tag) -> None:
    kept = page.select(KEPT_FOLDED)
    for details in page.find_all(FOLDED):
        if any(details is one for one in kept):
            details["open"] = ""
        else:
            details.decompose()


def body(folder: Path, chapter: Chapter, known: dict[str, Chapter]) -> tuple[str, str]:
    """Return a page's title as text and its main column as HTML, ready to stand beside the others."""
    page = article(folder, chapter)
    for pattern in DROPPED:
        for element in page.select(pattern):
            element.decompose()
    _unfolded(page)
    heading = page.find("h1")
    title = " ".join(heading.get_text(" ", strip=True).split()) if heading else chapter.name
    _lowered(page)
    _relinked(page, chapter, known, folder)
    return title, page.decode_contents()


def bound(folder: Path) -> Iterator[tuple[Chapter, str, str]]:
    """Yield every page of a built book in order: chapter, title and main column."""
    everything = chapters()
    known = {chapter.name: chapter for chapter in everything}
    for chapter in everything:
        yield (chapter, *body(folder, chapter, known))


def grouped(pages: Sequence[tuple[Chapter, str, str]]) -> list[dict[str, Any]]:
    """Return the pages by part, in order, as the template wants them."""
    parts: list[dict[str, Any]] = []
    for chapter, title, text in pages:
        if not parts or parts[-1]["title"] != chapter.part:
            parts.append({"title": chapter.part, "anchor": f"part-{len(parts)}", "pages": []})
        parts[-1]["pages"].append({"anchor": chapter.anchor, "title": title, "body": text})
    return parts

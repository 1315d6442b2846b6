"""The book on paper: one file with an outline, tags, running heads and a table of contents with page numbers.

Chromium prints the bound page (`helpers.book.bound`) twice: once to learn on which page each chapter begins,
and once with these numbers in the contents. Run it with `make pdf`, or `python -m helpers.book.pdf`.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import jinja2
from bs4 import BeautifulSoup

from helpers import __version__, files, paths
from helpers.book import bound, citation, status
from helpers.data import tables
from helpers.errors import CompendiumError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
LONGEST = 78  # characters of a running head
TIME_LIMIT = 600_000  # milliseconds
OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
CLOCK = re.compile(rb"\(D:\d{14}[^)]*\)")


def browser() -> str:
    """Return the path of a Chromium or Chrome.

    Raises
    ------
    CompendiumError
        When there is none.
    """
    found = [shutil.which(name) for name in NAMES] + [place for place in PLACES if Path(place).exists()]
    path = next((one for one in found if one), None)
    if not path:
        raise CompendiumError("no Chromium or Chrome found, expected one to print with; do: install one")
    return path


def shortened(text: str) -> str:
    """Return a title that fits a running head, cut at a word."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0].rstrip(',;:')} …"


def quoted(text: str) -> str:
    """Return text as a string of a style sheet."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def objects(data: bytes) -> dict[int, bytes]:
    """Return the objects of a file that Chromium printed, by number; it writes them plainly, one after another."""
    return {int(match[1]): match[2] for match in OBJECT.finditer(data)}


def page_order(found: dict[int, bytes]) -> list[int]:
    """Return the numbers of the page objects in the order of the pages."""
    root = next((body for body in found.values() if b"/Type /Catalog" in body), b"")
    start = re.search(rb"/Pages (\d+) 0 R", root)
    if not start:
        raise CompendiumError("the printed file: found no pages, expected those that Chromium writes; do: print again")

    def below(number: int) -> list[int]:
        kids = re.search(rb"/Kids \[([^\]]*)\]", found[number])
        if not kids:
            return [number]
        return [page for kid in re.findall(rb"(\d+) 0 R", kids[1]) for page in below(int(kid))]

    return below(int(start[1]))


def places(data: bytes) -> dict[str, int]:
    """Return the page, from 1, on which each anchor that something links to lies."""
    found = objects(data)
    number = {page: place for place, page in enumerate(page_order(found), 1)}
    named = re.compile(rb"/([^\s/\[]+) \[(\d+) 0 R /XYZ")
    return {re.sub(rb"#([0-9A-Fa-f]{2})", lambda hexed: bytes([int(hexed[1], 16)]), name).decode("utf-8", "replace"):
            number[int(page)] for body in found.values() if not body.startswith(b"<</Title")
            for name, page in named.findall(body) if int(page) in number}


def sheets(folder: Path) -> list[str]:
    """Return the addresses of the style sheets of the built book, in their order."""
    front = (folder / "index.html").read_text("utf-8")
    links = BeautifulSoup(front, "html.parser").select('link[rel="stylesheet"]')
    return [(folder / str(link["href"]).partition("?")[0]).resolve().as_uri() for link in links]


def page(folder: Path, numbers: dict[str, int]) -> str:
    """Return the bound page.

    Parameters
    ----------
    folder
        The built book.
    numbers
        Page on which each anchor lies; empty in the first pass.
    """
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(paths.TEMPLATES), undefined=jinja2.StrictUndefined,
                                     autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"quoted": quoted, "shortened": shortened}
    day = status.last_day(tables.read("sources"), tables.read("series_meta"))
    return environment.get_template("pdf.html.j2").render(
        title=citation.title(), subtitle=citation.SUBTITLE, editors=citation.EDITORS, year=citation.year(),
        version=__version__, day=day, sheets=sheets(folder), parts=bound.grouped(list(bound.bound(folder))),
        numbers=numbers, style=(paths.TEMPLATES / "pdf.css").read_text("utf-8"))


def printed(source: Path, chromium: str) -> bytes:
    """Return the file that Chromium prints of a page: tagged, with an outline of its headings."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        try:
            opened: Any = running.new_page(java_script_enabled=False)
            opened.set_default_timeout(TIME_LIMIT)
            opened.goto(source.as_uri(), wait_until="load", timeout=TIME_LIMIT)
            return bytes(opened.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True))
        finally:
            running.close()


def timeless(data: bytes, day: str) -> bytes:
    """Return a printed file with one day instead of the clock, so that the same book gives the same bytes.

    The length stays, so every place in the file's index stays right.
    """
    stamp = f"D:{day.replace('-', '')}000000"
    return CLOCK.sub(lambda match: f"({stamp}{match[0].decode()[17:]}".encode(), data)


def write(folder: Path = paths.HTML, target: Path | None = None) -> tuple[Path, int]:
    """Print a built book.

    Returns
    -------
    Path, int
        The file, and how many pages it has.
    """
    target = target or paths.BUILD / "compendium.pdf"
    chromium, work = browser(), paths.BUILD / "pdf" / "bound.html"
    files.write(work, page(folder, {}))
    numbers = places(printed(work, chromium))
    files.write(work, page(folder, numbers))
    data = printed(work, chromium)
    if places(data) != numbers:
        raise CompendiumError("the printed file: found other page numbers in the second pass, expected those of the "
                              "first; do: report it with _build/pdf/bound.html")
    day = status.last_day(tables.read("sources"), tables.read("series_meta"))
    files.write(target, timeless(data, day))
    return target, len(page_order(objects(data)))


if __name__ == "__main__":
    try:
        made, count = write()
    except CompendiumError as error:
        sys.exit(f"compendium: {error}")
    sys.stdout.write(f"{paths.relative(made)}: {count} pages\n")

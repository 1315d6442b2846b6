"""Link terms of the glossary from the text, each where it first stands on a page.

A Sphinx extension. It reads the glossary that was staged with the pages, so that a page and the terms on it are of
one state, and it works on the finished document, so that headings, links, code, tables and figures stay as they are.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from docutils import nodes  # type: ignore[import-untyped]

# The staged table, and the page to which the links lead.
TABLE, PAGE = "extra/downloads/glossary.csv", "glossary"
# The pages on which terms are linked.
LINKED = ("notebooks/*", "claims/*", "methodology")
# Text within these is left alone; all else must stand in a paragraph.
SKIPPED = (nodes.title, nodes.reference, nodes.literal, nodes.FixedTextElement, nodes.table, nodes.figure,
           nodes.caption, nodes.raw, nodes.math, nodes.citation, nodes.footnote)

# The section in which a page says how to cite it: the same on all pages, and not about its matter.
CITING = "how-to-cite-this-page"


def anchor(term: str) -> str:
    """Return the address of a term on the page of the glossary."""
    return "term-" + "-".join(re.findall(r"[a-z0-9]+", term.lower()))


def read(path: Path) -> dict[str, str]:
    """Return the forms of all terms with the address of each, from the table of the glossary."""
    with path.open(encoding="utf-8", newline="") as file:
        return {form: anchor(row["term"]) for row in csv.DictReader(file)
                for form in (row["term"], *row["also"].split(";")) if form}


def pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Return what finds a form as a whole word, the longest first.

    A form with a capital letter is matched as it is written; any other also at the beginning of a sentence.
    Straight and curly apostrophes are one.
    """
    def escaped(form: str) -> str:
        found = re.sub(r"['’]", "['’]", re.escape(form))
        return f"[{form[0].upper()}{form[0]}]{found[1:]}" if form[0].isalpha() and form.islower() else found

    longest = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(escaped(form) for form in longest)})(?![\w-])")


def normal(text: str) -> str:
    """Return a form as it is looked up: straight apostrophes, small letters."""
    return text.replace("’", "'").lower()


def in_prose(node: nodes.Node) -> bool:
    """Tell whether a piece of text stands in a paragraph and in nothing that is left alone."""
    found, parent = False, node.parent
    while parent is not None:
        if isinstance(parent, SKIPPED) or CITING in parent.get("ids", ()):
            return False
        found = found or isinstance(parent, nodes.paragraph)
        parent = parent.parent
    return found


def link(doctree: nodes.document, forms: Mapping[str, str], page: str) -> int:
    """Link every term of a document where it first stands.

    Parameters
    ----------
    forms
        Forms of terms, with the address of each on the page of the glossary.
    page
        Address of that page, seen from this one.

    Returns
    -------
    int
        The number of links.
    """
    if not forms:
        return 0
    wanted = pattern(forms)
    address = {normal(form): place for form, place in forms.items()}
    seen: set[str] = set()
    for node in [text for text in doctree.findall(nodes.Text) if in_prose(text)]:
        text, made, end = node.astext(), [], 0
        for match in wanted.finditer(text):
            place = address[normal(match[0])]
            if place in seen:
                continue
            seen.add(place)
            made += [nodes.Text(text[end:match.start()]),
                     nodes.reference("", match[0], refuri=f"{page}#{place}", internal=True, classes=["term"])]
            end = match.end()
        if made:
            node.parent.replace(node, [*made, nodes.Text(text[end:])])
    return len(seen)


def on_page(app: Any, doctree: nodes.document, docname: str) -> None:
    """Link the terms of one page, where it is one on which they are linked and there is a glossary."""
    path = Path(app.srcdir) / TABLE
    if app.builder.format != "html" or not any(fnmatch(docname, name) for name in LINKED) or not path.is_file():
        return
    link(doctree, read(path), app.builder.get_relative_uri(docname, PAGE))


def setup(app: Any) -> dict[str, bool]:
    """Connect it to Sphinx."""
    app.connect("doctree-resolved", on_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

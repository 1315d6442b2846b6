"""A bibliography style for the sources table, and its registration with Sphinx.

The styles of pybtex read every field as LaTeX, which for nine hundred sources takes longer than the
rest of the book and happens again at every build. Our own file needs no more than its escapes undone.
"""

from __future__ import annotations

from typing import Any

from pybtex.plugin import register_plugin
from pybtex.richtext import HRef, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting.unsrt import Style as UnsrtStyle

from helpers.book.bibliography import plain

NAME = "sources"


class SourcesStyle(UnsrtStyle):  # type: ignore[misc]
    """Author. Title, linked. Publisher, year (note), for entries that `bibliography.bibtex` wrote."""

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> FormattedEntry:
        """Return one entry.

        Parameters
        ----------
        label, entry
            The label chosen by Sphinx, and the entry as pybtex read it.
        """
        field = {name: plain(value) for name, value in entry.fields.items()}
        authors = "; ".join(plain(str(person)) for person in entry.persons.get("author", []))
        title: Any = HRef(field["url"], field["title"]) if field.get("url") else field["title"]
        rest = ", ".join(filter(None, [field.get("howpublished"), field.get("year")]))
        parts = [authors, ". ", title, ". "]
        parts += [rest, ". "] if rest else []
        parts += [field["note"], "."] if field.get("note") else []
        return FormattedEntry(entry.key, Text(*parts), label)


def setup(app: Any) -> dict[str, bool]:
    """Register the style under its name, for the option `:style:` of a bibliography."""
    register_plugin("pybtex.style.formatting", NAME, SourcesStyle)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

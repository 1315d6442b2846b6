"""The glossary: every term with what it means, where it matters and what its facts rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.book import html, listing, terms
from helpers.data.tables import items
from helpers.errors import CompendiumError
from helpers.execution.manifest import Notebook

# Pages of the book to which a term can lead, besides claims and notebooks.
PAGES = {"methodology": "how the verdicts are reached", "reading": "how to read a verdict", "people": "who is who",
         "programmes": "the union programmes", "sources": "the sources", "timeline": "the time line"}


def place(entry: str, term: str, notebooks: Mapping[str, Notebook]) -> str:
    """Return a link to a claim or page where a term matters.

    Raises
    ------
    CompendiumError
        When there is no such page.
    """
    if entry[:1].isupper():
        return listing.claims([entry])
    folder, _, name = entry.rpartition("/")
    if folder and name in notebooks:
        return f'<a href="notebooks/{name}.html">{html.text(notebooks[name].title)}</a>'
    if not folder and name in PAGES:
        return f'<a href="{name}.html">{PAGES[name]}</a>'
    raise CompendiumError(f"glossary.csv, term {term!r}, column see: found {entry!r}, expected a claim, a notebook or "
                          f"one of {', '.join(PAGES)}; do: mend the entry")


def entry(row: Mapping[str, Any], sources: pd.DataFrame, notebooks: Mapping[str, Notebook]) -> str:
    """Return one term with its definition, at an address of its own."""
    also = ", ".join(items(row["also"]))
    see = ", ".join(place(name, row["term"], notebooks) for name in items(row["see"]))
    known = listing.sources(items(row["source_ids"]), sources)
    more = f"{f'Also: {html.text(also)}. ' if also else ''}See {see}.{f' Source: {known}.' if known else ''}"
    return (f'<div id="{terms.anchor(row["term"])}"><dt>{html.text(row["term"])}</dt>'
            f"<dd>{html.text(row['definition'])}<p>{more}</p></dd></div>")


def page(tables: Mapping[str, pd.DataFrame], notebooks: Mapping[str, Notebook]) -> dict[str, Any]:
    """Return the variables of the page: `entries` as HTML, and `total`."""
    table, sources = tables["glossary"], tables["sources"].set_index("source_id")
    return {"entries": "\n".join(entry(row, sources, notebooks) for row in table.to_dict("records")),
            "total": len(table)}

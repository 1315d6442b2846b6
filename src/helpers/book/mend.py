"""Mend what the book's tools get wrong: scripts loaded twice, roles and elements that the standards reject."""

from __future__ import annotations

import re
from typing import Any

# Scripts below a static path that are loaded by somebody else, or by the one page that needs them.
ON_DEMAND = ("mathjax/", "datatables/", "matrix.js", "as-of.js")
# docutils marks entries of a bibliography with a role that ARIA has withdrawn, inside a list
# that may only hold list items.
ROLES = ('role="doc-biblioentry"', 'role="listitem"')
# Paragraphs have no place in the summary of hidden code, and its label hides from screen readers what is shown.
SUMMARY = re.compile(r'<summary aria-label="Toggle hidden content">(.*?)</summary>', re.DOTALL)
TWICE_NAMED = re.compile(r"(mystnb\.[0-9a-f]+\.css)\?v=\w+")
PARAGRAPH = re.compile(r"<p( [^>]*)>(.*?)</p>", re.DOTALL)


def keep_scripts(app: Any, config: Any) -> None:
    """Take the scripts loaded on demand out of the list of those loaded on every page.

    jupyter-book fills that list with every `.js` file of every static folder as soon as the source
    has a `_static/`. MathJax would run twice, its parts in alphabetical order, and fail; Sphinx
    itself loads it where a page has formulas.
    """
    config.html_js_files = [
        entry for entry in config.html_js_files
        if not (entry if isinstance(entry, str) else entry[0]).startswith(ON_DEMAND)
    ]


def mended(body: str) -> str:
    """Give the entries of a bibliography the role of list items, and hidden code a summary of plain text."""
    return SUMMARY.sub(lambda found: "<summary>" + PARAGRAPH.sub(r"<span\1>\2</span>", found[1]) + "</summary>",
                       body.replace(*ROLES))


def mend_page(app: Any, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Mend the text of a page (the search has none), and how it names a style sheet.

    myst-nb's own style sheet bears a digest in its name. Sphinx adds a second one where the file lies there from an
    earlier build, so that pages written again would differ from those of a clean build.
    """
    if "body" in context:
        context["body"] = mended(context["body"])
    if "css_tag" in context:
        tag = context["css_tag"]
        context["css_tag"] = lambda sheet: TWICE_NAMED.sub(r"\1", tag(sheet))


def setup(app: Any) -> dict[str, bool]:
    """Connect both to Sphinx."""
    app.connect("config-inited", keep_scripts)
    app.connect("html-page-context", mend_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

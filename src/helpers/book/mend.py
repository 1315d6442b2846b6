"""Mend what the book's tools get wrong: scripts loaded twice, roles that screen readers reject."""

from __future__ import annotations

from typing import Any

# Scripts below a static path that are loaded by somebody else, or by the one page that needs them.
ON_DEMAND = ("mathjax/", "datatables/", "matrix.js", "as-of.js")
# docutils marks entries of a bibliography with a role that ARIA has withdrawn, inside a list
# that may only hold list items.
ROLES = ('role="doc-biblioentry"', 'role="listitem"')


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


def mend_roles(app: Any, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the entries of a bibliography the role of list items."""
    if "body" in context:
        context["body"] = context["body"].replace(*ROLES)


def setup(app: Any) -> dict[str, bool]:
    """Connect both to Sphinx."""
    app.connect("config-inited", keep_scripts)
    app.connect("html-page-context", mend_roles)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

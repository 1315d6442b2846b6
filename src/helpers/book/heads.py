"""What stands in the head of every page for those who only see its link, and the data's last day at its foot.

A Sphinx extension. The staged source holds `heads/PAGE.json` for pages that have something of their own to say
(`description`, `review`), and `heads/site.json` for what all pages share.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER, SITE = "heads", "site"
LONGEST = 200  # characters of a description: what a preview shows
PICTURE, PICTURE_SIZE = "social.png", (1200, 630)


def read(app: Any, page: str) -> dict[str, Any]:
    """Return what the staged source says of a page; nothing where it says nothing."""
    path = Path(app.srcdir) / FOLDER / f"{page}.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def note(app: Any, page: str, source: list[str]) -> None:
    """Have a page written again when its own head changes."""
    path = Path(app.srcdir) / FOLDER / f"{page}.json"
    if path.is_file():
        app.env.note_dependency(str(path))


def opening(doctree: Any) -> str:
    """Return the first paragraph of a page as text; blank without one."""
    paragraphs = doctree.findall(lambda node: getattr(node, "tagname", "") == "paragraph")
    return shortened(next((node.astext() for node in paragraphs if node.astext().strip()), ""))


def shortened(text: str) -> str:
    """Return text on one line, cut at a word where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0].rstrip(',;:')} …"


def tags(title: str, description: str, address: str, picture: str, site: str) -> str:
    """Return the elements that a preview of the page is made from."""
    width, height = PICTURE_SIZE
    properties = {
        "og:type": "article", "og:site_name": site, "og:title": title, "og:description": description, "og:url": address,
        "og:image": picture, "og:image:type": "image/png", "og:image:width": str(width), "og:image:height": str(height),
        "og:image:alt": f"{site} The counts of verdicts as one bar.",
    }
    made = [f'<meta property="{name}" content="{html.escape(value)}" />' for name, value in properties.items() if value]
    return "\n".join([*made, '<meta name="twitter:card" content="summary_large_image" />'])


def script(data: Mapping[str, Any]) -> str:
    """Return data as a script element; nothing in it can end the element or begin another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def head(app: Any, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Put previews, the review of a claim and the foot into the context of a page."""
    shared = read(app, SITE)
    foot = shared.get("foot")
    if foot:
        place = context["pathto"]("status")
        context["theme_extra_footer"] = f'<p>{html.escape(foot)} <a href="{html.escape(place)}">What ran</a></p>'
    if doctree is None:
        return
    mine, base = read(app, page), shared.get("base", "")
    site = str(context.get("docstitle") or app.config.html_title)
    description = shortened(mine.get("description", "")) or opening(doctree)
    picture = f"{base}{PICTURE}" if base else context["pathto"](PICTURE, 1)
    # Sphinx gives titles as HTML; what a preview shows is text.
    title = html.unescape(context.get("title") or site)
    made = tags(title, description, f"{base}{page}.html" if base else "", picture, site)
    known = context.get("metatags") or ""
    if description and 'name="description"' not in known:
        made = f'<meta name="description" content="{html.escape(description)}" />\n{made}'
    if "review" in mine:
        made = f"{made}\n{script(mine['review'])}"
    context["metatags"] = f"{known}\n{made}\n"


def setup(app: Any) -> dict[str, bool]:
    """Connect to Sphinx, after whatever else fills in a page."""
    app.connect("source-read", note)
    app.connect("html-page-context", head, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

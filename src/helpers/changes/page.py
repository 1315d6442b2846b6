"""A page with everything that differs between two states: the text, and both pictures of every changed figure."""

from __future__ import annotations

from html import escape
from pathlib import Path

from helpers import files
from helpers.book import html
from helpers.changes import telling
from helpers.changes.comparison import Comparison
from helpers.changes.figures import FigureChange

STYLE = ("body{font:16px/1.5 system-ui,sans-serif;max-width:80rem;margin:2rem auto;padding:0 1rem}"
         "pre{white-space:pre-wrap}.pair{display:flex;flex-wrap:wrap;gap:1rem}figure{flex:1 1 30rem;margin:0}"
         "img{max-width:100%;height:auto}")


def _picture(figure: FigureChange, word: str, title: str) -> str:
    return (f'<figure><img src="figures/{figure.figure_id}-{word}.svg" alt="{html.text(title)}">'
            f"<figcaption>{word.capitalize()}: {html.text(title)}</figcaption></figure>")


def page(comparison: Comparison) -> str:
    """Return the page as HTML; its pictures lie in `figures` beside it."""
    shown = []
    for figure in comparison.figures or ():
        pair = "".join(_picture(figure, word, title or figure.figure_id) for word, title, path in
                       (("before", figure.title_before, figure.before), ("after", figure.title_after, figure.after))
                       if path)
        shown.append(f"<h2>{html.text(figure.figure_id)}: {html.text(figure.kind)}</h2>\n"
                     f'<div class="pair">{pair}</div>')
    title = f"From {comparison.old} to {comparison.new}"
    return (f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{html.text(title)}</title>\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>\n'
            f"<body>\n<h1>What differs</h1>\n<pre>{escape(telling.text(comparison))}</pre>\n"
            + "\n".join(shown) + "\n</body>\n</html>\n")


def write(comparison: Comparison, folder: Path) -> Path:
    """Write text, JSON, pictures and the page into a folder, and return the page's path."""
    for figure in comparison.figures or ():
        for word, path in (("before", figure.before), ("after", figure.after)):
            if path:
                files.write(folder / "figures" / f"{figure.figure_id}-{word}.svg", path.read_bytes())
    files.write(folder / "diff.txt", telling.text(comparison))
    files.write(folder / "diff.json", comparison.as_json())
    files.write(folder / "index.html", page(comparison))
    return folder / "index.html"

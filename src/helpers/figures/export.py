"""Save a figure in every form it is needed in, with the data behind it.

    made = export.export(draw, figure_id="gas-price", title="The finding, as a sentence",
                         subtitle="US dollars per 1,000 m³", alt="What is to be seen ...",
                         data=table, footer=study.footer(...), folder=folder)
    export.display(made)

`draw(fig, mode, palette)` draws the axes; the words around them are set here. Every file is the
same bytes whenever, wherever and in whatever order it is made.
"""

from __future__ import annotations

import io
import json
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from helpers import files
from helpers.errors import CompendiumError
from helpers.figures import frame, twin
from helpers.figures.frame import Draw
from helpers.figures.palette import MODES
from helpers.figures.style import theme

__all__ = ["Draw", "Exported", "display", "export", "html"]

ALT_LENGTH = (40, 400)
# Warnings that mean a reader would see a hole or a collapsed drawing.
FATAL = re.compile(r"[Gg]lyph .*missing|constrained_layout not applied|[Tt]ight layout not applied")
CLAIM = re.compile(r"\b[A-Z]{2,3}-\d{2}\b")


@dataclass(frozen=True)
class Exported:
    """A figure that has been saved.

    Parameters
    ----------
    figure_id
        Its name; the files are `<id>.svg`, `<id>.png`, both again with `-dark`, `<id>.csv`, `<id>.json`.
    folder
        Where they are.
    title, subtitle, alt
        The finding, the title of the y axis, the description for whoever cannot see it.
    footer
        The lines below the drawing, as given.
    claims
        Claim ids named in the footer, in its order.
    size
        Width and height in inches, as drawn.
    """

    figure_id: str
    folder: Path
    title: str
    subtitle: str
    alt: str
    footer: tuple[str, ...]
    claims: tuple[str, ...]
    size: tuple[float, float]

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height on a page, in CSS pixels."""
        return round(self.size[0] * frame.CSS), round(self.size[1] * frame.CSS)


def _checked(figure_id: str, title: str, alt: str, footer: str | Sequence[str], data: pd.DataFrame) -> tuple[str, ...]:
    """Hold what is given against the rules for figures and return the footer's lines."""

    def refuse(what: str, found: object, expected: str) -> CompendiumError:
        return CompendiumError(f"figure {figure_id}: {what}: found {found!r}, expected {expected}")

    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", figure_id):
        raise refuse("id", figure_id, "small letters, digits and single hyphens")
    if figure_id.endswith("-dark"):
        raise refuse("id", figure_id, "a name without -dark, which marks the dark picture")
    if not title.strip():
        raise refuse("title", title, "the finding as a sentence")
    length, (least, most) = len(alt.strip()), ALT_LENGTH
    if not least <= length <= most:
        raise refuse("alt text", alt, f"{least} to {most} characters that say what is to be seen (it has {length})")
    if alt.strip().rstrip(".") == title.strip().rstrip("."):
        raise refuse("alt text", alt, "what is to be seen, not the title again")
    lines = tuple(line.strip() for line in ([footer] if isinstance(footer, str) else footer) if line.strip())
    if not lines:
        raise refuse("footer", footer, "sources, vintage, licence and claims")
    if data.empty:
        raise refuse("data", f"{data.shape[0]} rows, {data.shape[1]} columns", "the table behind the figure")
    return lines


def _render(fig: Figure, title: str, alt: str) -> tuple[bytes, bytes]:
    """Return the figure as SVG and PNG, without clock or version in either."""
    # Straight to the canvases: `savefig` would draw everything once more before it draws.
    svg, png = io.BytesIO(), io.BytesIO()
    agg: Any = FigureCanvasAgg(fig)
    agg.print_png(png, metadata={"Software": None, "Title": title})
    vector: Any = FigureCanvasSVG(fig)
    vector.print_svg(svg, metadata={"Date": None, "Creator": None, "Title": title, "Description": alt})
    return svg.getvalue(), png.getvalue()


def export(draw: Draw, *, figure_id: str, title: str, alt: str, data: pd.DataFrame, footer: str | Sequence[str],
           folder: Path, size: tuple[float, float] = (6.4, 4.2), subtitle: str = "",
           digits: int = twin.DIGITS) -> Exported:
    """Draw a figure in light and dark and save it with its data and description.

    Parameters
    ----------
    draw
        Called once a mode, inside the theme: `draw(fig, mode, palette)`, where `fig` is the space
        for the drawing (`ax = fig.subplots()`).
    figure_id
        Small letters, digits and hyphens; names the files.
    title
        The finding, as a sentence; wrapped and set at the left above the drawing.
    alt
        What is to be seen, 40 to 400 characters, not the title again.
    data
        The data twin: what the figure shows, one row an observation. A named index becomes columns.
    footer
        Sources, vintage, licence, claims; one string or several lines.
    folder
        Where the files go; made when missing.
    size
        Width and height of the whole in inches, read at that size. Grows in height where the words
        would leave the drawing less than 60 % of it.
    subtitle
        What the y axis measures and in which unit; set horizontally above it.
    digits
        Significant digits of the numbers in the data twin.

    Returns
    -------
    Exported
        What was saved, for `html` and `display`.

    Raises
    ------
    CompendiumError
        When a rule for figures is broken, a sign is missing from the fonts, or the drawing does
        not fit into its place. No file is touched then.
    """
    lines = _checked(figure_id, title, alt, footer, data)
    title, subtitle, alt = (" ".join(text.split()) for text in (title, subtitle, alt))
    table = twin.csv_text(data, digits=digits)
    contents: dict[str, bytes] = {}
    layout: frame.Layout | None = None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        words = frame.Words.set(size[0], title, subtitle, lines)
        size = words.room_for(size)
        for mode in MODES:
            with theme(mode) as colours:
                # Both modes are set alike, so the second takes the first one's layout over.
                fig, layout = frame.compose(draw, colours, words, size, layout)
                suffix = "" if mode == "light" else "-dark"
                contents[f"{figure_id}{suffix}.svg"], contents[f"{figure_id}{suffix}.png"] = _render(fig, title, alt)
    if layout is not None and layout.overflow > 1:
        raise CompendiumError(f"figure {figure_id}: found the drawing {layout.overflow:.0f} pixels outside its "
                              "place, expected it inside; shorten its labels or give it a larger size")
    for warning in caught:
        if FATAL.search(str(warning.message)):
            raise CompendiumError(f"figure {figure_id}: {warning.message}")
        warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)

    made = Exported(figure_id, folder, title, subtitle, alt, lines,
                    tuple(dict.fromkeys(CLAIM.findall(" ".join(lines)))), size)
    described = {
        "id": figure_id, "title": title, "subtitle": subtitle, "alt": alt, "footer": list(lines),
        "claims": list(made.claims), "size": list(size), "pixels": list(made.pixels),
        "data": {"file": f"{figure_id}.csv", "rows": len(data), "digits": digits},
    }
    contents[f"{figure_id}.csv"] = table.encode()
    contents[f"{figure_id}.json"] = (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()
    # Nothing was written so far: a figure that breaks a rule leaves the old files as they are.
    for name, content in contents.items():
        files.write(folder / name, content)
    return made


def html(exported: Exported, prefix: str = "../figures/") -> str:
    """Return the figure as an HTML element with both pictures and links to its files.

    Parameters
    ----------
    exported
        What `export` returned.
    prefix
        Address of the folder of figures, seen from the page.
    """
    base, (width, height) = escape(f"{prefix}{exported.figure_id}"), exported.pixels
    alt, name = escape(exported.alt), escape(exported.title)
    pictures = "".join(
        f'<img class="only-{mode}" src="{base}{suffix}.svg" alt="{alt}" width="{width}" height="{height}">'
        for mode, suffix in (("light", ""), ("dark", "-dark"))
    )
    links = " · ".join(
        f'<a href="{base}.{kind}" aria-label="{text}: {name}"{" download" if kind == "csv" else ""}>{text}</a>'
        for kind, text in (("svg", "SVG"), ("png", "PNG"), ("csv", "data (CSV)"))
    )
    # The pictures have a box of their own: the theme hides a caption that follows a dark picture.
    return (f'<figure class="finding" id="figure-{exported.figure_id}"><div class="pictures">{pictures}</div>'
            f"<figcaption>{links}</figcaption></figure>")


def display(exported: Exported, prefix: str = "../figures/") -> None:
    """Show the figure in a notebook; where HTML cannot be shown, its description."""
    # Loaded here: only a notebook has it at hand.
    from IPython import display as notebook

    show: Any = notebook.display
    show({"text/html": html(exported, prefix), "text/plain": exported.alt}, raw=True)

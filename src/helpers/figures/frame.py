"""The frame of a figure: title and subtitle above, the drawing, sources below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure, SubFigure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox

from helpers.figures import labels
from helpers.figures.palette import Palette
from helpers.figures.style import BODY, SIDE, SMALL, TITLE

Draw = Callable[[SubFigure, str, Palette], None]

# Inches between the words and the drawing.
GAP = 0.09
LEADING = 1.27
SUBTITLE = BODY - 1
# The drawing keeps this share of the height asked for; long words make the figure taller instead.
LEAST_BODY = 0.6
# Decimals of a position, in shares of the figure: a thousandth of a pixel.
GRID = 6
OFF_MIDDLE = 1e-9
# Of the three parts, the one that is drawn in.
BODY_PART = 1
# Pixels of a page in one inch.
CSS = 96


@dataclass(frozen=True)
class Words:
    """The wrapped lines around the drawing."""

    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    footer: tuple[str, ...]

    @classmethod
    def set(cls, width: float, title: str, subtitle: str, footer: Sequence[str]) -> Words:
        """Break the texts into lines for a figure of this width (inches)."""
        room = (width - 2 * SIDE) * labels.POINTS_PER_INCH
        return cls(
            tuple(labels.wrap(title, room, size=TITLE, weight=600, balance=True)),
            tuple(labels.wrap(subtitle, room, size=SUBTITLE)),
            tuple(line for text in footer for line in labels.wrap(text, room, size=SMALL)),
        )

    @property
    def header(self) -> float:
        """Height of title and subtitle in inches, with the space below them."""
        points = (len(self.title) * TITLE + len(self.subtitle) * SUBTITLE) * LEADING
        return points / labels.POINTS_PER_INCH + GAP * (1.6 if self.subtitle else 1)

    @property
    def foot(self) -> float:
        """Height of the footer in inches, with the space above and below it."""
        return len(self.footer) * SMALL * LEADING / labels.POINTS_PER_INCH + 2 * GAP

    def room_for(self, size: tuple[float, float]) -> tuple[float, float]:
        """Return the size of the figure: the one asked for, or taller where the words need it."""
        return size[0], round(max(size[1], self.header + self.foot + LEAST_BODY * size[1]), 3)

    def place(self, fig: Figure, colours: Palette) -> None:
        """Write them: title and subtitle from the top, the footer from its rule down."""
        width, height = fig.get_size_inches()

        def write(lines: Sequence[str], top: float, font: tuple[float, int], colour: str) -> float:
            size, weight = font
            for line in lines:
                # The baseline sits so that ascenders stay inside the line.
                fig.text(SIDE / width, (top - size / labels.POINTS_PER_INCH) / height, line, fontsize=size,
                         fontweight=weight, color=colour, ha="left", va="baseline")
                top -= size * LEADING / labels.POINTS_PER_INCH
            return top

        top = write(self.title, height, (TITLE, 600), colours.ink)
        write(self.subtitle, top - GAP * 0.6, (SUBTITLE, 400), colours.muted)
        top = self.foot - GAP * 0.6
        fig.add_artist(Line2D([SIDE / width, 1 - SIDE / width], [top / height] * 2, color=colours.rule, linewidth=0.8))
        write(self.footer, top - GAP * 0.7, (SMALL, 400), colours.muted)


@dataclass(frozen=True)
class Layout:
    """Where the axes of a drawing ended up, and by how many CSS pixels it leaves its place."""

    positions: tuple[Bbox, ...]
    overflow: float


class _Replay(ConstrainedLayoutEngine):
    """Puts axes where they were in the other mode; works anew where the drawing differs."""

    def __init__(self, known: Layout) -> None:
        super().__init__()
        self.known = known

    def execute(self, fig: Figure) -> Any:
        if len(fig.axes) != len(self.known.positions):
            return super().execute(fig)
        for ax, position in zip(fig.axes, self.known.positions, strict=True):
            ax.set_position(position)
        return None


def _settle(fig: Figure) -> None:
    """Round where everything is.

    The solver of the layout adds up in an order that differs between runs: the last bits of its
    results differ too, and with them the names of clipping paths in the SVG. Sizes are decimal numbers,
    so a position can lie half way between two steps of the grid: it is pushed off the middle first.
    """
    for part in fig.subfigs:
        part.bbox_relative.set_points(np.round(part.bbox_relative.get_points() + OFF_MIDDLE, GRID))
    for ax in fig.axes:
        ax.set_position(Bbox(np.round(ax.get_position().get_points() + OFF_MIDDLE, GRID)))


def _overflow(fig: Figure) -> float:
    body = fig.subfigs[BODY_PART]
    inner, outer = body.get_tightbbox(), body.bbox
    if inner is None:
        return 0.0
    over = max(outer.x0 - inner.x0, outer.y0 - inner.y0, inner.x1 - outer.x1, inner.y1 - outer.y1)
    return max(0.0, float(over) / fig.dpi * CSS)


def compose(draw: Draw, colours: Palette, words: Words, size: tuple[float, float],
            known: Layout | None = None) -> tuple[Figure, Layout]:
    """Draw one mode of a figure, inside the theme.

    Parameters
    ----------
    draw
        The caller's drawing.
    colours
        The mode it is drawn in.
    words
        The lines around it.
    size
        Width and height in inches.
    known
        Layout of the same drawing in the other mode.

    Returns
    -------
    tuple of Figure and Layout
        The figure, laid out for good (the same in SVG and PNG).
    """
    fig = Figure(figsize=size, layout=ConstrainedLayoutEngine() if known is None else _Replay(known))
    FigureCanvasAgg(fig)
    heights = [words.header, size[1] - words.header - words.foot, words.foot]
    fig.subfigures(3, 1, height_ratios=heights, hspace=0, wspace=0)
    for part in fig.subfigs:
        part.set_facecolor("none")
    draw(fig.subfigs[BODY_PART], colours.mode, colours)
    words.place(fig, colours)
    labels.lay_out(fig)
    fig.set_layout_engine("none")
    _settle(fig)
    if known is None:
        known = Layout(tuple(ax.get_position().frozen() for ax in fig.axes), _overflow(fig))
    return fig, known

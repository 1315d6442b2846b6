"""Words in figures: wrapped text, labels at the ends of lines, axes of years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matplotlib.axes import Axes
from matplotlib.dates import ConciseDateFormatter, DateLocator, DayLocator, MonthLocator, YearLocator
from matplotlib.figure import Figure, SubFigure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Annotation, OffsetFrom
from matplotlib.textpath import TextToPath
from matplotlib.ticker import FixedFormatter, FixedLocator, NullFormatter

from helpers.errors import CompendiumError
from helpers.figures.style import BODY, FAMILIES, register_fonts

POINTS_PER_INCH = 72.0
STEPS = (1, 2, 5, 10, 20, 25, 50)


@lru_cache(maxsize=4096)
def width(text: str, size: float = BODY, weight: int = 400) -> float:
    """Return how wide a line of text is set, in points."""
    register_fonts()
    font = FontProperties(family=list(FAMILIES), size=size, weight=weight)
    return float(TextToPath().get_text_width_height_descent(text, font, ismath=False)[0])


def _pieces(word: str, room: float, size: float, weight: int) -> list[str]:
    """Cut a word that is wider than the line (an address) where the line ends."""
    pieces, piece = [], ""
    for sign in word:
        if piece and width(piece + sign, size, weight) > room:
            pieces.append(piece)
            piece = ""
        piece += sign
    return [*pieces, piece]


def _fill(words: Sequence[str], room: float, size: float, weight: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, weight) <= room:
            lines[-1] = longer
        else:
            *whole, last = _pieces(word, room, size, weight)
            lines += [*whole, last]
    return lines


def wrap(text: str, room: float, *, size: float = BODY, weight: int = 400, balance: bool = False) -> list[str]:
    """Break text into lines no wider than `room`.

    Parameters
    ----------
    text
        Any text; runs of white space count as one space.
    room
        Width of the line in points.
    size, weight
        How the text is set.
    balance
        Even out the lines (a title of two lines should not end in one lonely word).

    Returns
    -------
    list of str
        The lines; none for blank text.
    """
    words = text.split()
    lines = _fill(words, room, size, weight)
    if not balance or len(lines) < 2:
        return lines
    # The narrowest measure that needs no further line sets them evenly.
    low, high = room / 2, room
    while high - low > 1:
        middle = (low + high) / 2
        if len(_fill(words, middle, size, weight)) > len(lines):
            low = middle
        else:
            high = middle
    return _fill(words, high, size, weight)


def spread(wanted: Sequence[float], gap: float, low: float = float("-inf"), high: float = float("inf")) -> list[float]:
    """Move positions apart until neighbours are `gap` from each other, as little as possible.

    The least-squares solution (isotonic regression after taking the gaps out), so the
    result depends on nothing but the numbers.

    Parameters
    ----------
    wanted
        Where the labels would like to be, in any order.
    gap
        Least distance between neighbours, 0 or more.
    low, high
        Bounds for all positions; when they leave too little room, the gap shrinks.

    Returns
    -------
    list of float
        New positions, in the order of `wanted`.
    """
    if not wanted:
        return []
    order = sorted(range(len(wanted)), key=lambda place: (wanted[place], place))
    if len(wanted) > 1:
        gap = min(gap, (high - low) / (len(wanted) - 1))
    blocks: list[list[float]] = []
    for rank, place in enumerate(order):
        blocks.append([wanted[place] - rank * gap, 1.0])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            level, size = blocks.pop()
            blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + level * size) / (blocks[-1][1] + size),
                          blocks[-1][1] + size]
    levels = [level for level, size in blocks for _ in range(int(size))]
    ceiling = high - (len(wanted) - 1) * gap
    result = [0.0] * len(wanted)
    for rank, (place, level) in enumerate(zip(order, levels, strict=True)):
        result[place] = min(max(level, low), ceiling) + rank * gap
    return result


def lay_out(fig: Figure) -> None:
    """Fix where everything goes, without drawing it."""
    engine = fig.get_layout_engine()
    if engine is not None:
        engine.execute(fig)


def nothing(fig: Figure | SubFigure, words: str = "Nothing is left to draw under these choices.") -> None:
    """Say in place of a drawing that there is nothing to draw: a reader's choices may leave no row."""
    ax = fig.subplots()
    ax.set_axis_off()
    ax.text(0.5, 0.5, words, transform=ax.transAxes, ha="center", va="center")


@dataclass(frozen=True)
class End:
    """A label at the end of a line: its words, the point it belongs to (data units), its colour."""

    text: str
    x: float
    y: float
    colour: str


def line_ends(ax: Axes, ends: Iterable[End], *, size: float = BODY - 1, weight: int = 600,
              offset: float = 7.0) -> list[Annotation]:
    """Write labels at the right of their lines, moved up or down so that none overlap.

    Call it last: it lays the figure out once to learn how tall the axes are. A label that
    had to move is joined to its point by a thin line.

    Parameters
    ----------
    ax
        Axes whose limits are final.
    ends
        The labels.
    size, weight
        How they are set.
    offset
        Distance from the right-most point to the words, in points.

    Returns
    -------
    list of Annotation
        The labels drawn, in the order given.
    """
    wanted = list(ends)
    if not wanted:
        return []
    # All labels start at the right-most end; only their heights depend on the layout.
    furthest = max(end.x for end in wanted)
    drawn = [
        ax.annotate(end.text, xy=(furthest, end.y), xytext=(offset, 0), xycoords="data",
                    textcoords="offset points", va="center", ha="left", color=end.colour, fontsize=size,
                    fontweight=weight, annotation_clip=False)
        for end in wanted
    ]
    fig = ax.get_figure(root=True)
    assert fig is not None, "axes are drawn in a figure"
    lay_out(fig)
    scale = POINTS_PER_INCH / fig.dpi
    points = [float(ax.transData.transform((end.x, end.y))[1]) * scale for end in wanted]
    frame = ax.get_window_extent()
    half = size * 0.6
    heights = spread(points, size * 1.25, frame.y0 * scale + half - 2, frame.y1 * scale - half + 4)
    for end, label, point, height in zip(wanted, drawn, points, heights, strict=True):
        # Rounded: the layout's last bits differ between runs.
        moved = round(height - point, 2)
        label.set_position((offset, moved))
        if abs(moved) > size * 0.45 or end.x < furthest:
            ax.annotate("", xy=(end.x, end.y), xycoords="data", annotation_clip=False,
                        xytext=(-1.5, 0), textcoords=OffsetFrom(label, (0, 0.5), "points"),
                        arrowprops={"arrowstyle": "-", "color": end.colour, "linewidth": 0.8, "alpha": 0.7,
                                    "shrinkA": 0.0, "shrinkB": 3.5})
    return drawn


def years(ax: Axes, first: int, last: int, *, most: int = 9, every: int | None = None) -> None:
    """Set the x axis in whole years from `first` to `last`.

    Parameters
    ----------
    ax
        Axes whose x values are years (2020.5 is the middle of 2020).
    first, last
        The years shown.
    most
        Most years that are written out.
    every
        Distance between the years written out; chosen to fit `most` when not given.

    Raises
    ------
    CompendiumError
        When `last` is before `first`.
    """
    if last < first:
        raise CompendiumError(f"found years {first} to {last}, expected the first not after the last")
    if every is None:
        every = next((step for step in STEPS if (last - first) // step + 1 <= most), STEPS[-1])
    # Round years when skipping some, so that 2010 and 2020 are among them.
    named = [year for year in range(first, last + 1) if every == 1 or year % every == 0]
    ax.xaxis.set_major_locator(FixedLocator([float(year) for year in named]))
    ax.xaxis.set_major_formatter(FixedFormatter([str(year) for year in named]))
    ax.xaxis.set_minor_locator(FixedLocator([float(year) for year in range(first, last + 1)]))
    ax.xaxis.set_minor_formatter(NullFormatter())
    if first < last:
        margin = (last - first) * 0.02
        ax.set_xlim(first - margin, last + margin)


def dates(ax: Axes, *, most: int = 7) -> None:
    """Set the x axis in days, months or years, whichever gives at most `most` marks for the limits it has.

    matplotlib's own choice warns where it finds none, and its warning names a file of this machine.

    Parameters
    ----------
    ax
        Axes whose x values are matplotlib's dates and whose limits are final.
    most
        Most marks that are written out.
    """
    first, last = ax.get_xlim()
    days = last - first
    months = next((step for step in (1, 2, 3, 6) if days / 30.4 / step <= most), None)
    locator: DateLocator
    if days <= 2 * most * 7:
        locator = DayLocator(interval=max(1, -(-int(days) // most)))
    elif months:
        locator = MonthLocator(bymonth=range(1, 13, months))
    else:
        locator = YearLocator(next((step for step in STEPS if days / 365.25 / step <= most), STEPS[-1]))
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))

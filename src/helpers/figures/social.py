"""The picture that stands for the book where its address is shared: title, and the verdicts as one bar."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers.figures import style

WIDTH, HEIGHT, DPI = 1200, 630, 100
LEFT, RIGHT = 70, 1130
BAR, BAR_HEIGHT, GAP = 225, 92, 3
LEGEND, LINE = 168, 44


def _wrapped(fig: Figure, text: str, size: float, width: float) -> list[str]:
    """Return text in lines no wider than `width` pixels, as the font sets them."""
    renderer: Any = fig.canvas.get_renderer()  # type: ignore[attr-defined]
    probe = fig.text(0, 0, "", size=size, weight=600)
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        probe.set_text(longer)
        if lines[-1] and probe.get_window_extent(renderer).width > width:
            lines.append(word)
        else:
            lines[-1] = longer
    probe.remove()
    return lines


def picture(title: str, about: str, counts: Sequence[tuple[str, str, int]]) -> bytes:
    """Return the picture as PNG, 1200 by 630 pixels, the same bytes for the same words and counts.

    Parameters
    ----------
    title, about
        The book's title, and a line below it.
    counts
        Symbol, word and number of claims of each verdict that occurs, in the readers' order.
    """
    with style.theme("light") as colours:
        fig = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=colours.paper)
        canvas = FigureCanvasAgg(fig)
        ax = fig.add_axes((0, 0, 1, 1))
        ax.set_xlim(0, WIDTH)
        ax.set_ylim(0, HEIGHT)
        ax.set_axis_off()
        lines = _wrapped(fig, title, 41, RIGHT - LEFT)
        ax.text(LEFT, HEIGHT - 62, "\n".join(lines), size=41, weight=600, color=colours.ink, va="top", linespacing=1.12)
        ax.text(LEFT, BAR + BAR_HEIGHT + 26, about, size=19, color=colours.muted, va="bottom")
        total, x = sum(count for _, _, count in counts), float(LEFT)
        scale = (RIGHT - LEFT - GAP * (len(counts) - 1)) / max(total, 1)
        for symbol, _, count in counts:
            colour = colours.verdicts[symbol]
            ax.add_patch(_box(x, BAR, count * scale, BAR_HEIGHT, colour.fill, colour.edge))
            ax.text(x + count * scale / 2, BAR + BAR_HEIGHT / 2, str(count), size=24, weight=600, color=colour.on,
                    ha="center", va="center_baseline")
            x += count * scale + GAP
        _legend(fig, counts, colours)
        file = io.BytesIO()
        written: Any = canvas
        written.print_png(file, metadata={"Software": None, "Title": title})
    return file.getvalue()


def _box(x: float, y: float, width: float, height: float, fill: str, edge: str) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((x, y), width, height, facecolor=fill, edgecolor=edge, linewidth=1.5)


def _legend(fig: Figure, counts: Sequence[tuple[str, str, int]], colours: Any) -> None:
    """Write symbol, word and count of each verdict below the bar, in as many lines as they need."""
    ax = fig.axes[0]
    renderer: Any = fig.canvas.get_renderer()  # type: ignore[attr-defined]
    x, y = float(LEFT), float(LEGEND)
    for symbol, word, count in counts:
        colour = colours.verdicts[symbol]
        text = ax.text(x, y, f"{symbol} {word} {count}", size=18, color=colour.text, weight=600, va="center")
        width = text.get_window_extent(renderer).width
        if x + width > RIGHT and x > LEFT:
            x, y = float(LEFT), y - LINE
            text.set_position((x, y))
        x += width + 34

"""Intervals: when things happened by each account, as bars, against the span that a claim allows.

    rows = pd.DataFrame({"lane": [...], "label": [...], "first": [...], "last": [...], "who": [...]})
    study.figure(intervals.accounts(rows, {"in November 2021": (first, last)}), ...)

A lane is what is asked; below its name stands a line for each label, with every account of that label on it.
The bar runs from the first to the last day that the account gives, so that a coarse date is a long bar; colour
and marker say who gives it. The band across a lane is the span claimed.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import SubFigure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import MARKERS, PERSPECTIVES, Palette, perspective

Span = tuple[pd.Timestamp, pd.Timestamp]
# Points that the words beside the axis may take, and the size they are set in.
ROOM, WORDS = 190.0, 9.5
# Inches of height for a line, and for all that is no line: legend, axis, footer and title.
LINE, FRAME = 0.205, 2.0


def height(rows: pd.DataFrame) -> float:
    """Return how tall a figure of these rows should be, in inches."""
    return round(FRAME + LINE * (len(rows[["lane", "label"]].drop_duplicates()) + 1.2 * len(set(rows["lane"]))), 2)


def short(text: str, room: float = ROOM) -> str:
    """Return a label of one line: cut at a word, with an ellipsis, where it is wider than `room` points."""
    lines = labels.wrap(text, room - labels.width(" …", WORDS), size=WORDS)
    return text if labels.width(text, WORDS) <= room else f"{lines[0]} …"


def accounts(rows: pd.DataFrame, claimed: Mapping[str, Span], shown: Span | None = None) -> Draw:
    """Return a drawing of dated accounts in lanes, each as a bar as long as its date is coarse.

    Parameters
    ----------
    rows
        Columns lane, label (a few words), first, last (days as datetime64), who (a cell of `asserted_by`).
        Lanes and lines keep the order of the rows; rows of one lane and label share a line.
    claimed
        The span claimed by lane; lanes without one have no band.
    shown
        Time shown; what rows and spans need unless told. Bars and bands that leave it are cut at the edge.

    Notes
    -----
    Where a reader's choices leave no row, the drawing says so.
    """
    if rows.empty:
        return lambda fig, mode, palette: labels.nothing(fig)
    lanes = list(dict.fromkeys(rows["lane"]))
    spans = {lane: claimed[lane] for lane in lanes if lane in claimed}
    start, end = shown or (min([rows["first"].min(), *(span[0] for span in spans.values())]),
                           max([rows["last"].max(), *(span[1] for span in spans.values())]))
    margin = max((end - start) * 0.03, pd.Timedelta(days=2))

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        level, ticks, names = 0.0, [], []
        for lane in lanes:
            ticks.append(level)
            names.append(lane)
            lines = rows[rows["lane"].eq(lane)].groupby("label", sort=False)
            if lane in spans:
                _band(ax, spans[lane], level + 0.5, level - len(lines) - 0.45, palette)
            for label, mine in lines:
                level -= 1
                ticks.append(level)
                names.append(short(str(label)))
                for row in mine.to_dict("records"):
                    _bar(ax, (row["first"], row["last"]), level, str(row["who"]), palette)
            level -= 1.2
        ax.set_yticks(ticks, names, fontsize=WORDS)
        for name, label in zip(names, ax.get_yticklabels(), strict=True):
            if name in lanes:
                label.set_fontweight(600)
                label.set_color(palette.ink)
        ax.set_ylim(level + 0.6, 0.7)
        ax.set_xlim(date2num(start - margin), date2num(end + margin))
        ax.grid(visible=False, axis="y")
        ax.grid(visible=True, axis="x")
        labels.dates(ax, most=6)
        _legend(fig, [perspective(who) for who in rows["who"]], bool(spans), palette)

    return draw


def _band(ax: Axes, span: Span, top: float, bottom: float, palette: Palette) -> None:
    # Edges as well as a tint: the span shows in a grey copy too.
    first, last = date2num(span[0]), date2num(span[1] + pd.Timedelta(days=1))
    ax.fill_between([first, last], bottom, top, color=palette.accent, alpha=0.16, linewidth=0, zorder=0.5)
    ax.vlines([first, last], bottom, top, color=palette.accent, linewidth=0.8, zorder=0.6)


def _bar(ax: Axes, span: Span, level: float, who: str, palette: Palette) -> None:
    # A day lasts until the next one begins.
    first, last = date2num(span[0]), date2num(span[1] + pd.Timedelta(days=1))
    colour = palette.voice(who)
    ax.plot([first, last], [level, level], color=colour, linewidth=4.0, alpha=0.55, linestyle="-",
            solid_capstyle="butt", zorder=2)
    ax.plot((first + last) / 2, level, MARKERS[perspective(who)], color=colour, linestyle="none", markersize=6.0,
            zorder=3)


def _legend(fig: SubFigure, who: list[str], band: bool, palette: Palette) -> None:
    handles: list[Line2D | Patch] = [
        Line2D([], [], marker=MARKERS[key], color=palette.perspectives[key], linestyle="none", label=name)
        for key, name in PERSPECTIVES.items() if key in who]
    if band:
        handles.append(Patch(facecolor=palette.accent, alpha=0.3, label="span claimed"))
    fig.legend(handles=handles, loc="outside upper left", ncols=3, handletextpad=0.3, columnspacing=1.2,
               borderaxespad=0.1)

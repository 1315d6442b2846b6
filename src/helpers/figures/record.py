"""Figures of the implementation record: every dated statement, by who made it."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import SubFigure

from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import MARKERS, PERSPECTIVES, Palette

SIDES = {"Belarusian side": "belarus_state", "Russian side": "russia_state", "Union State body": "union_state",
         "": "other"}


def _dots(ax: Axes, rows: pd.DataFrame, palette: Palette) -> None:
    """Draw statements as dots with the span of their date and of their value as thin lines."""
    for who, key in SIDES.items():
        mine = rows[rows["who"].eq(who)]
        if mine.empty:
            continue
        middle, first, last = (date2num(mine[column]) for column in ("middle", "first", "last"))
        centre = (mine["low"] + mine["high"]) / 2
        colour = palette.perspectives[key]
        ax.hlines(centre, first, last, color=colour, linewidth=1.0, alpha=0.6)
        ax.vlines(middle, mine["low"], mine["high"], color=colour, linewidth=2.0)
        ax.plot(middle, centre, MARKERS[key], color=colour, linestyle="none", zorder=3, label=PERSPECTIVES[key])


def statements(rows: pd.DataFrame, ribbon: pd.DataFrame, top: float, ticks: list[float]) -> Draw:
    """Return a drawing of one measure: dots by who spoke, the least and most said as a band.

    Parameters
    ----------
    rows
        Statements on one measure, as `analysis.progress.statements` returns them.
    ribbon
        As `analysis.progress.ribbon` returns it.
    top, ticks
        Upper end and ticks of the value axis, which begins at zero.

    Notes
    -----
    Where a reader's choices leave no statement, the drawing says so.
    """
    if rows.empty:
        return lambda fig, mode, palette: labels.nothing(fig)

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        if len(ribbon):
            ax.fill_between(date2num(ribbon["day"]), ribbon["low"], ribbon["high"], color=palette.accent, alpha=0.15,
                            linewidth=0)
        _dots(ax, rows, palette)
        ax.set_ylim(0, top)
        ax.set_yticks(ticks)
        labels.dates(ax, most=8)
        ax.legend(loc="lower right", handletextpad=0.1)

    return draw

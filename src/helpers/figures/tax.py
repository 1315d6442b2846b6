"""Figures of the tax agreement: its duties, and whom each binds."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import SubFigure

from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import Palette

SIDES = ("Belarus", "Russia")
# Points for the words beside the axis, and the size they are set in.
ROOM, WORDS = 230.0, 9.5
# Inches of height for a line of words, and for all that is no line.
LINE, FRAME = 0.22, 1.75


def _lines(duty: str) -> list[str]:
    return labels.wrap(f"{duty[:1].upper()}{duty[1:]}", ROOM, size=WORDS, balance=True)


def height(rows: pd.DataFrame) -> float:
    """Return how tall a figure of these duties should be, in inches."""
    return round(FRAME + LINE * sum(len(_lines(str(duty))) + 0.6 for duty in rows["duty"]), 2)


def duties(rows: pd.DataFrame) -> Draw:
    """Return a drawing of duties by whom they bind: a full mark binds, a hollow one does not.

    Parameters
    ----------
    rows
        Columns duty, Belarus, Russia (bool).
    """
    if rows.empty:
        return lambda fig, mode, palette: labels.nothing(fig)
    keys = {"Belarus": "belarus_state", "Russia": "russia_state"}

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        names = ["\n".join(_lines(str(duty))) for duty in rows["duty"]]
        level, ticks = 0.0, []
        for number, row in enumerate(rows.to_dict("records")):
            tall = names[number].count("\n") + 1
            level -= (tall + 0.6) / 2
            ticks.append(level)
            ax.plot([0, 1], [level, level], color=palette.rule, linewidth=0.8, linestyle="-", zorder=0.5)
            for place, side in enumerate(SIDES):
                colour = palette.perspectives[keys[side]]
                ax.plot(place, level, "o" if side == "Belarus" else "s", color=colour, markersize=9, linestyle="none",
                        markeredgewidth=1.4, markeredgecolor=colour if row[side] else palette.muted,
                        markerfacecolor=colour if row[side] else palette.paper, zorder=2)
            level -= (tall + 0.6) / 2
        ax.set_yticks(ticks, names, fontsize=WORDS)
        ax.set_ylim(level, 0.1)
        ax.set_xlim(-0.35, 1.35)
        ax.xaxis.tick_top()
        ax.set_xticks([0, 1], [f"binds {side}" for side in SIDES], fontsize=WORDS)
        ax.tick_params(axis="both", which="both", length=0)
        ax.grid(visible=False)
        for spine in ax.spines.values():
            spine.set_visible(False)

    return draw

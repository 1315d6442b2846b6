"""Stances: who holds a thing, who limits it and who denies it, a dot for each voice.

    found = sides.table(study.evidence("PRE-05"), {"PRE-05a": "a goal of absorption"}, study.choices.coder)
    study.figure(stances.matrix(found), ..., size=(6.4, stances.height(found)))

Lanes are what is disputed, lines who speaks, columns what they make of it. A full dot is a voice that speaks of
the thing directly, a hollow one a voice that bears on it only indirectly. Numbers count voices, never rows.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import SubFigure
from matplotlib.lines import Line2D

from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import MARKERS, PERSPECTIVES, Palette, perspective

# From left to right.
COLUMNS: Mapping[str, str] = {"contradicts": "speaks against", "qualifies": "limits it", "supports": "speaks for"}
# Points for the words beside the axis, and the size they are set in.
ROOM, WORDS = 165.0, 9.5
# Inches of height for a line, and for all that is no line: legend, column names, footer and title.
LINE, FRAME = 0.215, 2.15
# In widths of a column: where its dots begin, the distance between two, and the room they may take in all.
INDENT, STEP, SPAN = 0.07, 0.09, 0.74


def heading(lane: str) -> list[str]:
    """Return the lines that the name of a lane takes."""
    return labels.wrap(lane, ROOM, size=WORDS, weight=600, balance=True)


def height(found: pd.DataFrame) -> float:
    """Return how tall a figure of these voices should be, in inches."""
    lines = len(found[["lane", "group"]].drop_duplicates())
    heads = sum(len(heading(str(lane))) + 0.5 for lane in found["lane"].unique())
    return round(FRAME + LINE * (lines + heads), 2)


def matrix(found: pd.DataFrame, columns: Mapping[str, str] = COLUMNS) -> Draw:
    """Return a drawing of voices by lane, group and stance.

    Parameters
    ----------
    found
        One row a voice with columns lane, group, who (a cell of `asserted_by`), stance, direct; lanes and groups
        keep the order of the rows. `evidence.sides.table` makes it.
    columns
        Stances drawn, from left to right, with the words above them.

    Notes
    -----
    Where a reader's choices leave no voice, the drawing says so.
    """
    if found.empty:
        return lambda fig, mode, palette: labels.nothing(fig)

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        level, ticks = 0.0, []
        names: list[str] = []
        heads: list[int] = []
        for lane in dict.fromkeys(found["lane"]):
            mine = found[found["lane"].eq(lane)]
            lines = heading(str(lane))
            ticks.append(level - (len(lines) - 1) / 2)
            heads.append(len(names))
            names.append("\n".join(lines))
            ax.axhline(level + 0.62, color=palette.rule, linewidth=0.8, zorder=0.5)
            for place, stance in enumerate(columns):
                ax.text(place + INDENT - 0.03, ticks[-1], str(int(mine["stance"].eq(stance).sum())), va="center",
                        fontsize=WORDS, fontweight=600, color=palette.ink)
            level -= len(lines) - 1
            for group, voices in mine.groupby("group", sort=False):
                level -= 1
                ticks.append(level)
                names.append(str(group))
                for place, stance in enumerate(columns):
                    _cell(ax, voices[voices["stance"].eq(stance)], place, level, palette)
            level -= 1.5
        ax.set_yticks(ticks, names, fontsize=WORDS)
        for place, label in enumerate(ax.get_yticklabels()):
            if place in heads:
                label.set_fontweight(600)
                label.set_color(palette.ink)
        _frame(ax, level + 0.9, columns, palette)
        _legend(fig, found, palette)

    return draw


def _cell(ax: Axes, voices: pd.DataFrame, place: int, level: float, palette: Palette) -> None:
    """Draw the voices of one group and stance, direct ones first, and their number where there are several."""
    if voices.empty:
        return
    step = min(STEP, SPAN / len(voices))
    for rank, row in enumerate(voices.sort_values("direct", ascending=False, kind="stable").to_dict("records")):
        colour = palette.voice(str(row["who"]))
        ax.plot(place + INDENT + rank * step, level, MARKERS[perspective(str(row["who"]))], color=colour,
                markersize=6.2, markeredgewidth=1.3, markeredgecolor=colour, linestyle="none",
                markerfacecolor=colour if row["direct"] else palette.paper, zorder=3)
    if len(voices) > 1:
        ax.text(place + INDENT + (len(voices) - 1) * step + 0.055, level, str(len(voices)), va="center",
                fontsize=WORDS - 1, color=palette.muted)


def _frame(ax: Axes, bottom: float, columns: Mapping[str, str], palette: Palette) -> None:
    """Set the limits, the names of the columns above and thin lines between them."""
    ax.set_xlim(0, len(columns))
    ax.set_ylim(bottom, 0.65)
    ax.xaxis.tick_top()
    ax.set_xticks([place + INDENT - 0.03 for place in range(len(columns))], list(columns.values()), fontsize=WORDS,
                  ha="left")
    ax.tick_params(axis="both", which="both", length=0)
    ax.grid(visible=False)
    for side in ax.spines.values():
        side.set_visible(False)
    for place in range(1, len(columns)):
        ax.axvline(place, color=palette.rule, linewidth=0.8, zorder=0.5)


def _legend(fig: SubFigure, found: pd.DataFrame, palette: Palette) -> None:
    """Say what full and hollow dots are; and who speaks, where a line holds more than one kind of voice."""
    keys = [perspective(str(who)) for who in found["who"]]
    mixed = found.assign(key=keys).groupby("group")["key"].nunique().gt(1).any()
    handles = [Line2D([], [], marker=MARKERS[key], color=palette.perspectives[key], linestyle="none", label=name)
               for key, name in PERSPECTIVES.items() if mixed and key in keys]
    for full, name in ((True, "direct voice"), (False, "indirect voice")):
        if found["direct"].eq(full).any():
            handles.append(Line2D([], [], marker="o", color=palette.muted, linestyle="none", label=name,
                                  markeredgewidth=1.3, markeredgecolor=palette.muted,
                                  markerfacecolor=palette.muted if full else palette.paper))
    fig.legend(handles=handles, loc="outside upper left", ncols=3, handletextpad=0.3, columnspacing=1.2,
               borderaxespad=0.1)

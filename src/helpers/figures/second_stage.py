"""Figures of the second stage: dated steps before and after the commentary, and the fields of the plan."""

from __future__ import annotations

import pandas as pd
from matplotlib.dates import DateFormatter, YearLocator, date2num
from matplotlib.figure import SubFigure
from matplotlib.ticker import MaxNLocator

from helpers.figures.export import Draw
from helpers.figures.palette import Palette

COLUMNS = {"named": ("named in the plan", "o"), "new": ("called new", "D"), "before": ("there before", "s")}


def steps(rows: pd.DataFrame, written: str) -> Draw:
    """Return a drawing of dated steps in lanes, with a line at the day of the commentary.

    Parameters
    ----------
    rows
        As `claims.second_stage.steps` returns them.
    written
        The day of the commentary.
    """
    lanes = list(dict.fromkeys(rows["lane"]))
    # One line for each kind of step, below the name of its lane: no two labels can meet.
    lines: list[tuple[str, str]] = []
    for lane in lanes:
        lines.append((lane, ""))
        lines += [(lane, item) for item in dict.fromkeys(rows.loc[rows["lane"].eq(lane), "item"])]

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        place = {line: len(lines) - number for number, line in enumerate(lines)}
        for row in rows.to_dict("records"):
            level = place[row["lane"], row["item"]]
            first, last = date2num([row["first"], row["last"]])
            ax.plot([first, last], [level, level], color=palette.muted, linewidth=1.6, linestyle="-")
            ax.plot((first + last) / 2, level, "o", color=palette.accent, linestyle="none", markersize=6.5,
                    markeredgewidth=1.4, markeredgecolor=palette.accent,
                    markerfacecolor=palette.paper if row["after"] else palette.accent, zorder=3)
        ax.axvline(date2num(pd.Timestamp(written)), color=palette.ink, linewidth=1.0)
        ax.set_yticks([place[line] for line in lines], [item or lane for lane, item in lines])
        for (_, item), label in zip(lines, ax.get_yticklabels(), strict=True):
            if not item:
                label.set_fontweight(600)
                label.set_color(palette.ink)
        ax.grid(visible=False, axis="y")
        ax.grid(visible=True, axis="x")
        ax.set_ylim(0.3, len(lines) + 0.7)
        ax.xaxis.set_major_locator(YearLocator())
        ax.xaxis.set_major_formatter(DateFormatter("%Y"))

    return draw


def fields(counts: pd.DataFrame) -> Draw:
    """Return a drawing of the numbers of accounts by field.

    Parameters
    ----------
    counts
        As `claims.second_stage.field_table` returns it.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        levels = range(len(counts), 0, -1)
        for place, (column, (words, marker)) in enumerate(COLUMNS.items()):
            heights = [level + 0.22 * (1 - place) for level in levels]
            ax.plot(counts[column], heights, marker, color=palette.sources[place], linestyle="none", label=words)
        ax.set_yticks(list(levels), counts["field"])
        ax.set_ylim(0.5, len(counts) + 0.5)
        ax.set_xlim(-0.2, max(3, int(counts[list(COLUMNS)].to_numpy().max(initial=0))) + 0.3)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.grid(visible=True, axis="x")
        fig.legend(loc="outside upper left", ncols=3, handletextpad=0.2, columnspacing=1.2, borderaxespad=0.1)

    return draw

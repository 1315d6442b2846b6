"""Figures of the defence notebook: the nuclear record step by step, and the numbers of soldiers anyone gave."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from matplotlib.dates import DateFormatter, YearLocator, date2num
from matplotlib.figure import SubFigure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter

from helpers.figures.export import Draw
from helpers.figures.palette import MARKERS, PERSPECTIVES, Palette, perspective

# A filled mark says that it was so, a hollow one that it was not, a half one something between.
FILLS = {"yes": "full", "partly": "bottom", "no": "none"}


def _legend(fig: SubFigure, speakers: Iterable[str], palette: Palette, columns: int) -> None:
    used = {perspective(speaker) for speaker in speakers}
    handles = [Line2D([], [], marker=MARKERS[key], color=palette.perspectives[key], linestyle="none", label=words)
               for key, words in PERSPECTIVES.items() if key in used]
    if handles:
        fig.legend(handles=handles, loc="outside upper left", ncols=columns, handletextpad=0.1, columnspacing=1.0,
                   borderaxespad=0.1)


def record(steps: pd.DataFrame, lanes: Iterable[str]) -> Draw:
    """Return a drawing of dated statements in lanes, by who made them; a lane without any says so.

    Parameters
    ----------
    steps
        As `claims.defence.record` returns it.
    lanes
        Every lane, in order, those without a step too.
    """
    lines: list[tuple[str, int | None]] = []
    for lane in lanes:
        mine = steps.index[steps["lane"].eq(lane)]
        lines.append((lane, None))
        lines += [(lane, int(place)) for place in mine]

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        _legend(fig, steps["asserted_by"], palette, 3)
        ax = fig.subplots()
        words = []
        for level, (lane, place) in zip(range(len(lines), 0, -1), lines, strict=True):
            if place is None:
                empty = not steps["lane"].eq(lane).any()
                words.append(f"{lane}: nobody" if empty else lane)
                continue
            row = steps.loc[place]
            words.append(str(row["who"]))
            key = perspective(str(row["asserted_by"]))
            first, last = date2num([row["first"], row["last"]])
            colour = palette.perspectives[key]
            ax.plot([first, last], [level, level], color=colour, linewidth=1.2, linestyle="-")
            ax.plot((first + last) / 2, level, MARKERS[key], color=colour, linestyle="none", markersize=7,
                    fillstyle=FILLS[str(row["says"])], markerfacecoloralt=palette.paper, markeredgewidth=1.3, zorder=3)
        ax.set_yticks(range(len(lines), 0, -1), words)
        for (_, place), label in zip(lines, ax.get_yticklabels(), strict=True):
            if place is None:
                label.set_fontweight(600)
                label.set_color(palette.ink)
        ax.tick_params(axis="y", labelsize=9)
        ax.grid(visible=False, axis="y")
        ax.grid(visible=True, axis="x")
        ax.set_ylim(0.3, len(lines) + 0.7)
        ax.set_xlim(date2num(pd.Timestamp("2021-10-01")), date2num(pd.Timestamp("2025-09-01")))
        ax.axvline(date2num(pd.Timestamp("2024-01-01")), color=palette.ink, linewidth=1.0)
        ax.xaxis.set_major_locator(YearLocator())
        ax.xaxis.set_major_formatter(DateFormatter("%Y"))

    return draw


def soldiers(rows: pd.DataFrame) -> Draw:
    """Return a drawing of the numbers of Russian soldiers in Belarus, one line a statement.

    Parameters
    ----------
    rows
        As `claims.defence.soldiers` returns it.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        _legend(fig, rows["asserted_by"], palette, 3)
        ax = fig.subplots()
        levels = range(len(rows), 0, -1)
        for level, row in zip(levels, rows.to_dict("records"), strict=True):
            key = perspective(row["asserted_by"])
            colour = palette.perspectives[key]
            ax.plot([0, row["soldiers"]], [level, level], color=colour, linewidth=1.4, linestyle="-")
            ax.plot(row["soldiers"], level, MARKERS[key], color=colour, linestyle="none", markersize=7, clip_on=False)
            ax.annotate(f"{row['soldiers']:,.0f}", (row["soldiers"], level), xytext=(8, 0), textcoords="offset points",
                        va="center", color=palette.ink, fontsize=9)
        ax.set_yticks(list(levels), [f"{row['year']}, {row['what']}" for row in rows.assign(
            year=[f"{day:%Y-%m}" for day in rows["first"]]).to_dict("records")])
        ax.set_ylim(0.4, len(rows) + 0.6)
        ax.set_xlim(0, max(1.0, float(rows["soldiers"].max()) if len(rows) else 1.0) * 1.15)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        ax.grid(visible=False, axis="y")
        ax.grid(visible=True, axis="x")

    return draw

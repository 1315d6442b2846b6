"""Figures of the notebook on energy: prices of gas, month by month, and what energy subsidies were worth."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import SubFigure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedFormatter, FixedLocator, NullFormatter, NullLocator

from helpers.analysis import gas
from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import DASHES, MARKERS, PERSPECTIVES, Palette, perspective

FIRST, LAST = 2002, 2023
# Shape tells what sort of price it is.
MARKS = {gas.AVERAGE: "o", gas.NAMED: "s", gas.CONTRACT: "D", gas.QUARTER: "_"}
# US dollars above which the European price leaves the panel: one year stands far above all others.
CEILING = 620.0


def prices(table: pd.DataFrame, europe: pd.Series) -> Draw:
    """Return a drawing of gas prices above and of the discount below.

    Parameters
    ----------
    table
        As `analysis.gas.prices` returns it.
    europe
        European price by year, USD per 1000 cubic metres.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        top, bottom = fig.subplots(2, 1, sharex=True, height_ratios=[3, 2])
        shown = europe[(europe.index >= FIRST) & (europe.index <= LAST)]
        top.plot(shown.index + 0.5, shown, color=palette.muted, linewidth=2.0, linestyle="-", label="Europe")
        for kind, marker in MARKS.items():
            mine = table[table["kind"].eq(kind)]
            top.plot(mine["when"], mine["price"], marker, color=palette.accent, linestyle="none", label=kind,
                     markersize=9 if marker == "_" else 6, markeredgewidth=2.0 if marker == "_" else 0.8)
        top.set_ylim(0, CEILING)
        for year, value in shown[shown > CEILING].items():
            top.annotate(f"Europe: {value:,.0f}\nin {year}", (year + 0.5, CEILING), xytext=(-50, -4), ha="right",
                         va="top", textcoords="offset points", color=palette.muted, fontsize=10)
        known = table.dropna(subset=["discount"])
        bottom.axhline(0, color=palette.ink, linewidth=1.0)
        bottom.vlines(known["when"], 0, known["discount"], color=palette.accent, linewidth=2.4)
        for kind, marker in MARKS.items():
            mine = known[known["kind"].eq(kind)]
            bottom.plot(mine["when"], mine["discount"], marker, color=palette.accent, linestyle="none", markersize=6)
        bottom.set_ylim(-25, 105)
        bottom.set_yticks([0, 50, 100])
        bottom.set_title("Discount, percent of the European price", loc="left", fontsize=11, color=palette.muted)
        labels.years(bottom, FIRST, LAST, every=5)
        fig.legend(*top.get_legend_handles_labels(), loc="outside upper left", ncols=3, handletextpad=0.3,
                   columnspacing=1.2, borderaxespad=0.1)

    return draw


def months(table: pd.DataFrame) -> Draw:
    """Return a drawing of the European price by month beside the price for Belarus; each line doubles the last.

    Parameters
    ----------
    table
        As `analysis.gas.by_month` returns it.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        if table.empty:
            labels.nothing(fig)
            return
        ax = fig.subplots()
        ax.set_yscale("log", base=2)
        ax.plot(table["when"], table["europe"], color=palette.muted, linewidth=1.8, linestyle="-")
        known = table[table["belarus"].notna()]
        ax.plot(known["when"], known["belarus"], color=palette.accent, linewidth=2.8, linestyle="-")
        dear = known[known["dearer"]]
        ax.fill_between(known["when"], known["europe"], known["belarus"], where=known["dearer"].to_numpy(dtype=bool),
                        color=palette.accent, alpha=0.22, linewidth=0)
        ticks = [50, 100, 200, 400, 800, 1600, 3200]
        ax.yaxis.set_major_locator(FixedLocator(ticks))
        ax.yaxis.set_major_formatter(FixedFormatter([f"{tick:,}" for tick in ticks]))
        ax.yaxis.set_minor_locator(NullLocator())
        ax.yaxis.set_minor_formatter(NullFormatter())
        ax.set_ylim(40, 1.25 * float(table["europe"].max()))
        labels.years(ax, int(table["month"].min()[:4]), int(table["month"].max()[:4]) + 1, every=1)
        end = table.iloc[-1]
        ends = [labels.End("Europe", float(end["when"]), float(end["europe"]), palette.muted)]
        if len(known):
            last = known.iloc[-1]
            ax.annotate("Belarus", (last["when"], last["belarus"]), xytext=(6, -4), textcoords="offset points",
                        color=palette.accent, fontweight=600, fontsize=11, va="top")
        if len(dear):
            deepest = dear.loc[dear["europe"].idxmin()]
            ax.annotate("dearer than\nin Europe", (deepest["when"], deepest["europe"]), xytext=(34, 0), ha="left",
                        textcoords="offset points", color=palette.accent, fontsize=10)
        labels.line_ends(ax, ends)

    return draw


def subsidies(rent: pd.DataFrame, stated: pd.DataFrame) -> Draw:
    """Return a drawing of energy subsidies in percent of output: stated ones as bars of time, oil rent as a line.

    Parameters
    ----------
    rent
        As `analysis.gas.rent` returns it.
    stated
        As `claims.energy_told.subsidies` returns it.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        used = {}
        known = rent.dropna(subset=["percent"])
        ax.plot(known["year"] + 0.5, known["percent"], color=palette.accent, linewidth=2.0, linestyle=DASHES[1],
                marker=".", markersize=7)
        for row in stated.itertuples():
            key = perspective(row.asserted_by)
            colour = palette.perspectives[key]
            ax.plot([row.first, row.last + 1], [row.percent, row.percent], color=colour, linewidth=4.0, alpha=0.6,
                    linestyle="-", solid_capstyle="butt")
            ax.plot((row.first + row.last + 1) / 2, row.percent, MARKERS[key], color=colour, linestyle="none",
                    markersize=7)
            ax.annotate(f"{row.percent:.0f}", ((row.first + row.last + 1) / 2, row.percent), xytext=(0, 7),
                        textcoords="offset points", ha="center", color=colour, fontsize=10, fontweight=600)
            used[key] = colour
        ax.set_ylim(0, 20)
        labels.years(ax, 2000, 2024, every=5)
        handles = [Line2D([], [], marker=MARKERS[key], color=colour, linestyle="none", label=PERSPECTIVES[key])
                   for key, colour in used.items()]
        handles.append(Line2D([], [], color=palette.accent, linewidth=2.0, linestyle=DASHES[1], marker=".",
                              label="oil duty forgone, at most"))
        fig.legend(handles=handles, loc="outside upper left", ncols=2, handletextpad=0.4, columnspacing=1.2,
                   borderaxespad=0.1)

    return draw

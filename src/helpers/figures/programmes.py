"""Figures of the programmes: areas reached, and how often a sector is among the first, by coder."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import SubFigure

from helpers.figures.export import Draw
from helpers.figures.palette import Palette

MARK = {"yes": ("o", "reached"), "unknown": ("_", "unknown"), "no": ("X", "outside")}


def areas(table: pd.DataFrame) -> Draw:
    """Return a drawing of strategic areas, a mark for each coder's judgement.

    Parameters
    ----------
    table
        The raw table `areas`.
    """
    order = list(dict.fromkeys(table["area"]))
    coders = sorted(table["coder"].unique())

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        seen: set[str] = set()
        for row in table.itertuples():
            marker, words = MARK[row.reached]
            colour = palette.accent if row.reached == "yes" else palette.muted
            ax.plot(
                coders.index(row.coder),
                len(order) - order.index(row.area),
                marker,
                color=colour,
                linestyle="none",
                markersize=8,
                markeredgewidth=1.5 if row.reached == "unknown" else 0,
                label=words if row.reached not in seen else None,
            )
            seen.add(row.reached)
        ax.set_yticks([len(order) - place for place in range(len(order))], order)
        ax.set_xticks(range(len(coders)), [f"coder {coder}" for coder in coders])
        ax.set_xlim(-0.5, max(1, len(coders)) - 0.5 + 1)
        ax.set_ylim(0.3, len(order) + 0.7)
        fig.legend(loc="outside upper left", ncols=3, handletextpad=0.2, columnspacing=1.2, borderaxespad=0.1)

    return draw


def first(shares: pd.DataFrame, meant: tuple[str, ...]) -> Draw:
    """Return a drawing of how often each sector is among the first, from the lowest to the highest it can be.

    Parameters
    ----------
    shares
        As `analysis.scores.ranks` returns it.
    meant
        The sectors that the commentary ranks first.
    """
    order = list(shares.groupby("sector")["share"].mean().sort_values().index)
    coders = sorted(shares["coder"].unique())

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        for place, coder in enumerate(coders):
            colour = palette.sources[place]
            bounds = shares[shares["coder"].eq(coder)].groupby("sector")["share"].agg(["min", "max"])
            for level, sector in enumerate(order):
                height = level + 0.16 * (1 - 2 * place)
                low, high = 100 * bounds.loc[sector, "min"], 100 * bounds.loc[sector, "max"]
                ax.plot(
                    [low, high],
                    [height, height],
                    color=colour,
                    linewidth=2.2,
                    linestyle="-",
                    label=f"coder {coder}" if level == 0 else None,
                )
                ax.plot([low, high], [height, height], "oD"[place % 2], color=colour, linestyle="none", markersize=5.5)
        ax.set_yticks(range(len(order)), order)
        for label in ax.get_yticklabels():
            if label.get_text() in meant:
                label.set_fontweight(600)
                label.set_color(palette.ink)
        ax.set_xlim(-3, 103)
        ax.set_ylim(-0.6, len(order) - 0.4)
        ax.grid(visible=True, axis="x")
        fig.legend(loc="outside upper left", ncols=2, handletextpad=0.4, columnspacing=1.2, borderaxespad=0.1)

    return draw

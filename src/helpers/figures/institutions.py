"""Figures of institutions: limits and freedoms beside other states, bounds of two years, two releases."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import SubFigure

from helpers.analysis.breaks import Breaks
from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import DASHES, Palette

FIRST = 1991


def lines(table: pd.DataFrame, treated: str, names: dict[str, str], dated: dict[str, Breaks]) -> Draw:
    """Return a drawing of indices, one panel each: the state with its bounds, the others muted and named.

    Parameters
    ----------
    table
        Columns index, entity, year, value, low, high.
    dated
        Breaks by name of the index, their intervals drawn as bands.
    """
    panels = list(dict.fromkeys(table["index"]))
    if table.empty:
        return lambda fig, mode, palette: labels.nothing(fig)

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        axes = fig.subplots(len(panels), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
        for ax, name in zip(axes, panels, strict=True):
            for state, rows in table[table["index"].eq(name)].sort_values("year").groupby("entity"):
                mine = state == treated
                ax.plot(rows["year"], rows["value"], linestyle="-", color=palette.accent if mine else palette.muted,
                        linewidth=2.8 if mine else 1.1, alpha=1 if mine else 0.75, zorder=3 if mine else 2)
                if mine and rows["low"].notna().any():
                    ax.fill_between(rows["year"], rows["low"].astype(float), rows["high"].astype(float),
                                    color=palette.accent, alpha=0.22, linewidth=0)
            for one in dated[name].breaks if name in dated else ():
                ax.axvspan(one.low - 0.5, one.high + 0.5, color=palette.accent, alpha=0.12, linewidth=0)
            ax.set_title(name[0].upper() + name[1:], loc="left", fontweight=600, color=palette.ink, fontsize=11)
            # Room below nought: most labels of the state in question sit there.
            ax.set_ylim(-0.07, 1)
            ax.set_yticks([0, 0.5, 1])
        end = int(table["year"].max())
        labels.years(axes[-1], FIRST, end)
        for ax, name in zip(axes, panels, strict=True):
            last = table[table["index"].eq(name)].sort_values("year").groupby("entity").last()
            labels.line_ends(ax, [labels.End(names.get(str(state), str(state)), end, float(value),
                                             palette.accent if state == treated else palette.muted)
                                  for state, value in last["value"].items()], size=9)

    return draw


def two_years(table: pd.DataFrame) -> Draw:
    """Return a drawing of the bounds of two years by index, those that leave each other picked out.

    Parameters
    ----------
    table
        Columns index, limit, year, value, low, high, apart, two rows an index.
    """
    if table.empty:
        return lambda fig, mode, palette: labels.nothing(fig)
    order = list(dict.fromkeys(table.sort_values(["apart", "limit"], ascending=[True, False], kind="stable")["index"]))
    years = sorted(set(table["year"]))

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        for place, name in enumerate(reversed(order)):
            for number, year in enumerate(years):
                row = table[table["index"].eq(name) & table["year"].eq(year)].iloc[0]
                colour = palette.accent if row["apart"] else palette.muted
                height = place + 0.17 * (1 - 2 * number)
                ax.hlines(height, row["low"], row["high"], color=colour, linewidth=5.0, alpha=0.35)
                ax.plot(row["value"], height, "o", color=colour, linestyle="none", markersize=7, markeredgewidth=1.6,
                        fillstyle="none" if number == 0 else "full",
                        label=str(year) if name == order[-1] else None)
        ax.set_yticks(range(len(order)), list(reversed(order)))
        picked = set(table.loc[table["apart"], "index"])
        for label, name in zip(ax.get_yticklabels(), reversed(order), strict=True):
            label.set_fontweight(600 if name in picked else 400)
            label.set_color(palette.accent if name in picked else palette.ink)
        ax.set_xlim(0, max(0.8, float(table["high"].max()) * 1.05))
        ax.grid(visible=False, axis="y")
        ax.grid(visible=True, axis="x")
        ax.tick_params(axis="y", length=0)
        fig.legend(loc="outside upper left", ncols=2, handletextpad=0.2, columnspacing=1.2, borderaxespad=0.1)

    return draw


def releases(table: pd.DataFrame) -> Draw:
    """Return a drawing of two releases of each index, with the bounds of those that have them.

    Parameters
    ----------
    table
        Columns index, release, year, value, low, high.
    """
    panels = list(dict.fromkeys(table["index"]))
    if table.empty:
        return lambda fig, mode, palette: labels.nothing(fig)

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        axes = fig.subplots(len(panels), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
        for ax, name in zip(axes, panels, strict=True):
            mine = table[table["index"].eq(name)]
            for number, (release, rows) in enumerate(mine.groupby("release", sort=False)):
                colour = palette.sources[number]
                ax.plot(rows["year"], rows["value"], color=colour, linestyle=DASHES[1 - number], linewidth=2.0,
                        label=str(release), zorder=3 - number)
                if rows["low"].notna().any():
                    ax.fill_between(rows["year"], rows["low"].astype(float), rows["high"].astype(float), color=colour,
                                    alpha=0.18, linewidth=0)
            ax.set_title(name[0].upper() + name[1:], loc="left", fontweight=600, color=palette.ink, fontsize=11)
            ax.legend(loc="upper right", handlelength=3.2, ncols=2)
            ax.set_ylim(0, 1)
            ax.set_yticks([0, 0.5, 1])
        labels.years(axes[-1], FIRST, int(table["year"].max()))

    return draw

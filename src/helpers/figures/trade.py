"""Figures of the trade notebook: competing shares, levels, break dates, and other states beside Belarus."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import SubFigure

from helpers.analysis import shares
from helpers.analysis.breaks import Breaks
from helpers.analysis.comparators import Difference
from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import Palette

FIRST, LAST = 1992, 2025
# Shape tells the kind of value where colour cannot.
MARKS = {shares.PRINTED: "o", shares.STATED: "D", shares.LEVELS: "s", shares.MIRROR: "^"}


def _by_kind(ax: Axes, rows: pd.DataFrame, palette: Palette) -> None:
    for place, (kind, marker) in enumerate(MARKS.items()):
        mine = rows[rows["kind"].eq(kind)]
        ax.plot(mine["year"], mine["share"], marker, color=palette.sources[place], markersize=5.5, linestyle="none",
                label=kind, zorder=3)
    hostile = rows[rows["kind"].eq(shares.ADVERSARIAL)]
    if len(hostile):
        ax.plot(hostile["year"], hostile["share"], "v", color=palette.ink, markersize=6.5, linestyle="none",
                fillstyle="none", markeredgewidth=1.4, label=shares.ADVERSARIAL, zorder=3)


def competing(table: pd.DataFrame, picked: pd.DataFrame) -> Draw:
    """Return a drawing of every value of the share by flow, with the picked one as a line.

    Parameters
    ----------
    table, picked
        As `analysis.shares.table` and `pick` return them.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        axes = fig.subplots(3, 1, sharex=True, sharey=True)
        for ax, name in zip(axes, shares.FLOWS, strict=True):
            line = picked[picked["flow"].eq(name)]
            ax.plot(line["year"], line["share"], color=palette.muted, linewidth=1.2, linestyle="-", zorder=2)
            _by_kind(ax, table[table["flow"].eq(name)], palette)
            ax.set_ylim(0, 75)
            ax.set_yticks([0, 25, 50, 75])
            ax.text(0.005, 0.06, name.capitalize(), transform=ax.transAxes, fontweight=600, color=palette.ink)
        labels.years(axes[-1], FIRST, LAST)
        for ax in axes[:-1]:
            ax.tick_params(axis="x", which="both", length=0)
        handles, names = axes[0].get_legend_handles_labels()
        fig.legend(handles, names, loc="outside upper left", ncols=2, handletextpad=0.2, columnspacing=1.2,
                   borderaxespad=0.1)

    return draw


def levels(series: pd.DataFrame) -> Draw:
    """Return a drawing of exports to the world and to Russia, in billions of US dollars.

    Parameters
    ----------
    series
        Rows of `merch_exports_usd` and `goods_exports_to_russia_usd`.
    """
    world = series[series["series_id"].eq("merch_exports_usd")]
    russia = series[series["series_id"].eq("goods_exports_to_russia_usd")]

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        ends = []
        if len(world):
            years, values = world["period"].astype(int), world["value"] / 1e9
            ax.plot(years, values, color=palette.sources[0], linestyle="-")
            ends.append(labels.End("to the world", float(years.iloc[-1]), float(values.iloc[-1]), palette.sources[0]))
        if len(russia):
            years, values = russia["period"].astype(int), russia["value"] / 1e9
            # Editions with another total than the world's are open marks: they are no part of that line.
            other = russia["edition"].isin(shares.OTHER_TOTALS)
            ax.plot(years[~other], values[~other], "s", color=palette.sources[1], linestyle="none")
            ax.plot(years[other], values[other], "s", color=palette.sources[1], linestyle="none", fillstyle="none",
                    markeredgewidth=1.4)
            ends.append(labels.End("to Russia", float(years.iloc[-1]), float(values.iloc[-1]), palette.sources[1]))
        ax.set_ylim(0, None)
        labels.years(ax, FIRST, LAST)
        labels.line_ends(ax, ends)

    return draw


def dated(picked: pd.DataFrame, found: dict[str, Breaks]) -> Draw:
    """Return a drawing of estimated break dates over the share, one panel a flow.

    Parameters
    ----------
    picked
        As `analysis.shares.pick` returns it.
    found
        Breaks by flow.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        axes = fig.subplots(len(found), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
        for ax, (name, result) in zip(axes, found.items(), strict=True):
            mine = picked[picked["flow"].eq(name)].sort_values("year")
            ax.plot(mine["year"], mine["share"], "o", color=palette.muted, linestyle="none", markersize=5)
            starts = [int(mine["year"].iloc[0]), *result.years]
            ends = [*result.years, int(mine["year"].iloc[-1]) + 1]
            for start, end, level in zip(starts, ends, result.segments, strict=True):
                ax.plot([start, end - 1], [level, level], color=palette.accent, linestyle="-", linewidth=2.4)
            for place in result.breaks:
                ax.axvspan(place.low - 0.5, place.high + 0.5, color=palette.accent, alpha=0.16, linewidth=0)
                ax.annotate(f"{place.year}\n{place.low} to {place.high}", (place.year, 22), ha="center", va="top",
                            color=palette.ink, fontsize=9)
            ax.set_ylim(0, 75)
            ax.set_yticks([0, 25, 50, 75])
            ax.text(0.005, 0.06, name.capitalize(), transform=ax.transAxes, fontweight=600, color=palette.ink)
        labels.years(axes[-1], FIRST, LAST)

    return draw


def moves(found: dict[str, Difference], names: dict[str, str]) -> Draw:
    """Return a drawing of every state's change of its share, one panel a flow, Belarus picked out.

    Parameters
    ----------
    found
        The preferred difference by flow.
    names
        Names of the states by code.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        panels = fig.subplots(1, max(len(found), 1), sharex=True, squeeze=False)[0]
        for ax, (name, result) in zip(panels, found.items(), strict=False):
            states = list(reversed(result.changes))
            for place, (state, value) in enumerate(states):
                mine = state == result.treated
                colour = palette.accent if mine else palette.muted
                ax.hlines(place, 0, value, color=colour, linewidth=3.0 if mine else 1.4)
                ax.plot(value, place, "o", color=colour, markersize=8 if mine else 5.5)
            ax.set_yticks(range(len(states)), [names.get(state, state) for state, _ in states])
            for label, (state, _) in zip(ax.get_yticklabels(), states, strict=True):
                label.set_fontweight(600 if state == result.treated else 400)
                label.set_color(palette.accent if state == result.treated else palette.ink)
            ax.axvline(0, color=palette.rule, linewidth=1.0)
            ax.grid(visible=False, axis="y")
            ax.tick_params(axis="y", length=0)
            ax.set_title(name.capitalize(), loc="left", fontweight=600, color=palette.ink, fontsize=11)

    return draw


def beside(table: pd.DataFrame, treated: str, names: dict[str, str], first: int, last: int) -> Draw:
    """Return a drawing of one state's line over those of others, the others muted.

    Parameters
    ----------
    table
        Columns entity, year, value.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        for state, rows in table.sort_values("year").groupby("entity"):
            if state != treated:
                ax.plot(rows["year"], rows["value"], color=palette.muted, linewidth=0.9, linestyle="-", alpha=0.55)
        mine = table[table["entity"].eq(treated)].sort_values("year")
        if len(mine):
            ax.plot(mine["year"], mine["value"], color=palette.accent, linewidth=2.6, linestyle="-")
        ax.set_ylim(0, None)
        labels.years(ax, first, last)
        if len(mine):
            labels.line_ends(ax, [labels.End(names.get(treated, treated), float(mine["year"].iloc[-1]),
                                             float(mine["value"].iloc[-1]), palette.accent)])

    return draw

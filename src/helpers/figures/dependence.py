"""Figures of the notebook on dependence: every measure on one sheet, the steps, the acts, and what moves together."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import SubFigure

from helpers.claims.change import Measure
from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import Palette

FIRST, LAST = 1992, 2024
# Middle of the days on which the two speed-ups are said to begin: 9 August 2020, 24 February 2022.
ELECTION, INVASION = 2020.6, 2022.15
COLUMNS = 2


def _dates(ax: Axes, palette: Palette) -> None:
    for when, dash in ((ELECTION, (0.0, (1.4, 1.4))), (INVASION, (0.0, ()))):
        ax.axvline(when, color=palette.muted, linewidth=1.0, linestyle=dash, zorder=1)


def _lines(ax: Axes, rows: pd.DataFrame, palette: Palette, mine: bool) -> None:
    colour, width = (palette.accent, 2.0) if mine else (palette.muted, 0.7)
    ax.plot(rows["year"], rows["value"], color=colour, linewidth=width, linestyle="-", alpha=1.0 if mine else 0.45,
            marker="o" if mine else None, markersize=3.0, zorder=3 if mine else 2)


def sheet(measures: Sequence[Measure], opinion: pd.DataFrame, titles: dict[str, str]) -> Draw:
    """Return a drawing of every measure in a panel of its own, comparators muted, the two dates marked.

    Parameters
    ----------
    measures
        In the order of the panels.
    opinion
        Columns series_id, year, value; drawn last, without lines between pollsters.
    titles
        Title of each panel, by key of the measure and `opinion`.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        count = len(measures) + 1
        grid = fig.subplots(-(-count // COLUMNS), COLUMNS, squeeze=False)
        axes = list(grid.flat)
        for ax, one in zip(axes, measures, strict=False):
            if one.others is not None:
                for _, rows in one.others.sort_values("year").groupby("entity"):
                    _lines(ax, rows, palette, mine=False)
            _lines(ax, one.values.sort_values("year"), palette, mine=True)
            _panel(ax, titles[one.key], palette, from_zero=one.unit == "points" and one.key != "gas")
        for marker, (_, rows) in zip(("o", "s"), opinion.groupby("series_id"), strict=False):
            axes[count - 1].plot(rows["year"], rows["value"], marker, color=palette.accent, markersize=4.5,
                                 linestyle="none", fillstyle="full" if marker == "o" else "none", markeredgewidth=1.4)
        _panel(axes[count - 1], titles["opinion"], palette, from_zero=True)
        for ax in axes[count:]:
            ax.set_axis_off()

    return draw


def _panel(ax: Axes, title: str, palette: Palette, from_zero: bool) -> None:
    _dates(ax, palette)
    ax.margins(y=0.12)
    top = float(ax.dataLim.y1)
    if from_zero and top > 0:  # Without a value the limit is minus infinity.
        ax.set_ylim(0, 1.15 * top)
    labels.years(ax, FIRST, LAST, every=10)
    ax.locator_params(axis="y", nbins=4)
    ax.tick_params(labelsize=9)
    ax.set_title(title, loc="left", fontsize=10, fontweight=600, color=palette.ink, pad=4)


def steps(table: pd.DataFrame) -> Draw:
    """Return a drawing of the step after 2020 and the step after 2022 for each measure, for both sets of years.

    Parameters
    ----------
    table
        As `claims.dependence_told.steps_data` returns it.
    """
    names = list(dict.fromkeys(table["name"]))

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        panels = fig.subplots(1, 2, sharex=True, sharey=True)
        for ax, (years, words) in zip(panels, (("2020", "2020 counts as after"), ("2021", "only 2021 does")),
                                      strict=True):
            rows = table[table["years"].eq(years)]
            places = [len(names) - 1 - names.index(name) for name in rows["name"]]
            ax.axvspan(-0.5, 0.5, color=palette.rule, alpha=0.5, linewidth=0)
            ax.hlines(places, rows["after_2020"], rows["after_2022"], color=palette.muted, linewidth=1.4)
            ax.plot(rows["after_2020"], places, "s", color=palette.sources[1], markersize=6.5, linestyle="none",
                    fillstyle="none", markeredgewidth=1.6, label="around 2020")
            ax.plot(rows["after_2022"], places, "o", color=palette.sources[0], markersize=7, linestyle="none",
                    label="after 2022")
            ax.set_yticks(range(len(names)), list(reversed(names)))
            ax.set_ylim(-0.6, len(names) - 0.4)
            ax.margins(x=0.08)
            ax.grid(visible=False, axis="y")
            ax.tick_params(axis="y", length=0)
            ax.set_title(words, loc="left", fontsize=11, fontweight=600, color=palette.ink)
        fig.legend(*panels[0].get_legend_handles_labels(), loc="outside upper left", ncols=2, handletextpad=0.1,
                   borderaxespad=0.1)

    return draw


def acts(counts: pd.Series, last: int) -> Draw:
    """Return a drawing of acts of integration a year, as bars; nothing is known of the years after the last.

    Parameters
    ----------
    counts
        Acts by year.
    last
        Last year shown.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        ax.bar(counts.index, counts.to_numpy(), color=palette.accent, width=0.7, zorder=2)
        end = int(counts.index[-1]) if len(counts) else FIRST
        top = float(counts.max()) + 1 if len(counts) else 1.0
        ax.axvspan(end + 0.5, last + 0.5, color=palette.rule, alpha=0.5, linewidth=0)
        ax.text((end + last + 1) / 2, top * 0.93, "not in\nthe list", ha="center", va="top", color=palette.muted,
                fontsize=10)
        ax.set_ylim(0, top)
        ax.set_yticks(range(0, int(top) + 1))
        labels.years(ax, FIRST, last)

    return draw


def pairs(table: pd.DataFrame) -> Draw:
    """Return a drawing of rank correlations with their intervals: levels filled, yearly changes hollow.

    Parameters
    ----------
    table
        As `claims.dependence_told.pairs_table` returns it.
    """
    names = list(dict.fromkeys(table["pair"]))

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        for kind, offset, fill, colour in (("levels", 0.16, "full", palette.accent),
                                           ("yearly changes", -0.16, "none", palette.sources[1])):
            rows = table[table["of"].eq(kind)]
            places = [len(names) - 1 - names.index(name) + offset for name in rows["pair"]]
            ax.hlines(places, rows["low"], rows["high"], color=colour, linewidth=1.2, alpha=0.7)
            ax.plot(rows["rho"], places, "o", color=colour, fillstyle=fill, markersize=5.5, linestyle="none",
                    markeredgewidth=1.4, label=kind)
        ax.axvline(0, color=palette.muted, linewidth=1.0)
        ax.set_xlim(-1.05, 1.05)
        ax.set_yticks(range(len(names)), list(reversed(names)), fontsize=10)
        ax.set_ylim(-0.7, len(names) - 0.3)
        ax.grid(visible=False, axis="y")
        ax.tick_params(axis="y", length=0)
        fig.legend(*ax.get_legend_handles_labels(), loc="outside upper left", ncols=2, handletextpad=0.1,
                   borderaxespad=0.1)

    return draw


def ranks(table: pd.DataFrame) -> Draw:
    """Return a drawing of the rank of each year under drawn weights: the interval, and the rank at the mean weights.

    Parameters
    ----------
    table
        As `claims.dependence.ranks` returns it, by year.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        ax.vlines(table.index, table["low"], table["high"], color=palette.accent, linewidth=5.0, alpha=0.3)
        ax.plot(table.index, table["rank"], "o", color=palette.accent, markersize=5.5, linestyle="none")
        ax.set_ylim(len(table) + 0.8, 0.2)
        ax.set_yticks(sorted({1, 5, 10, 15, len(table)} & set(range(1, len(table) + 1))) or [1])
        years = [int(year) for year in table.index] or [FIRST, LAST]
        labels.years(ax, min(years), max(years))

    return draw

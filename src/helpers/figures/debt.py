"""Figures of the notebook on debt: shares by definition, who is owed, and the money of 2020."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.dates import date2num
from matplotlib.figure import SubFigure
from matplotlib.patches import Patch

from helpers.data import dates
from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import DASHES, Palette

MARKS = ("o", "s", "D")
FIRST, LAST = 2008, 2025


def shares(table: pd.DataFrame, numerators: Sequence[str], panels: Mapping[str, str]) -> Draw:
    """Return a drawing of every share, one panel a denominator and one mark a numerator.

    Parameters
    ----------
    table
        As `analysis.debt.shares` returns it.
    numerators
        The definitions of what is owed, in the order of the marks.
    panels
        Title of each panel by definition of the whole.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        axes = fig.subplots(-(-len(panels) // 2), 2, sharex=True, sharey=True, squeeze=False)
        for ax, (whole, title) in zip(axes.flat, panels.items(), strict=False):
            for place, name in enumerate(numerators):
                mine = table[table["whole"].eq(whole) & table["owed"].eq(name)]
                for kind, fill in (("computed", "full"), ("printed", "none")):
                    rows = mine[mine["kind"].eq(kind)]
                    ax.plot(rows["year"], rows["share"], MARKS[place], color=palette.sources[place], fillstyle=fill,
                            linestyle="none", markersize=7.5 if fill == "none" else 5.5, markeredgewidth=1.4,
                            label=name if fill == "full" else None)
            ax.set_ylim(0, 75)
            ax.set_yticks([0, 25, 50, 75])
            labels.years(ax, FIRST, LAST, every=5)
            ax.set_title(title, loc="left", fontsize=11, fontweight=600, color=palette.ink, pad=4)
        for ax in axes.flat[len(panels):]:
            ax.set_axis_off()
        fig.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside upper left", handletextpad=0.1,
                   borderaxespad=0.1)

    return draw


def creditors(owed: pd.DataFrame, whole: pd.DataFrame) -> Draw:
    """Return a drawing of public external debt by year: owed to Russia below, to all others above.

    Parameters
    ----------
    owed, whole
        Columns year, value (USD).
    """
    total = whole.set_index("year")["value"] / 1e9

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        if owed.empty:
            labels.nothing(fig)
            return
        ax = fig.subplots()
        for year, value in zip(owed["year"], owed["value"] / 1e9, strict=True):
            if year in total.index:
                ax.bar(year, total[year] - value, bottom=value, color=palette.rule, width=0.66)
                ax.annotate(f"{100 * value / total[year]:.0f} %", (year, total[year]), xytext=(0, -5), ha="center",
                            va="top", textcoords="offset points", color=palette.ink, fontsize=10)
            ax.bar(year, value, color=palette.accent, width=0.66)
            ax.annotate(f"{value:.2f}", (year, value), xytext=(0, 3), textcoords="offset points", ha="center",
                        color=palette.accent, fontsize=10, fontweight=600)
        ax.set_ylim(0, 1.05 * max(float(owed["value"].max()) / 1e9, float(total.max()) if len(total) else 0.0))
        years = [int(year) for year in owed["year"]]
        labels.years(ax, min(years), max(years), every=1)
        ax.set_xlim(min(years) - 0.6, max(years) + 0.6)
        fig.legend(handles=[Patch(color=palette.accent, label="owed to Russia"),
                            Patch(color=palette.rule, label="owed to all others (in percent: Russia's share)")],
                   loc="outside upper left", ncols=2, handletextpad=0.4, columnspacing=1.2, borderaxespad=0.1)

    return draw


def paid(payments: pd.DataFrame, promised: float) -> Draw:
    """Return a drawing of the money paid, added up, below the sum promised.

    Parameters
    ----------
    payments
        Columns item, day (partial date), low (USD), in order.
    promised
        USD; NaN where no account gives it.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        if payments.empty:
            labels.nothing(fig)
            return
        ax = fig.subplots()
        days = [date2num(pd.Timestamp(dates.span(day)[1])) for day in payments["day"]]
        sums = (payments["low"].cumsum() / 1e9).tolist()
        start, end = date2num(pd.Timestamp("2020-08-09")), days[-1] + 110
        ax.step([start, *days, end], [0, *sums, sums[-1]], where="post", color=palette.accent, linewidth=2.4,
                linestyle="-")
        ax.plot(days, sums, "o", color=palette.accent, linestyle="none", markersize=7)
        for name, day, total in zip(payments["item"], days, sums, strict=True):
            ax.annotate(name, (day, total), xytext=(8, -14), textcoords="offset points", color=palette.ink,
                        fontsize=10)
        top = max(sums[-1], promised / 1e9 if pd.notna(promised) else 0.0)
        if pd.notna(promised):
            ax.axhline(promised / 1e9, color=palette.muted, linewidth=1.4, linestyle=DASHES[1], zorder=1)
            ax.annotate("promised", (start, promised / 1e9), xytext=(4, 5), textcoords="offset points",
                        color=palette.muted, fontsize=10)
        ax.set_ylim(0, 1.2 * top)
        ax.locator_params(axis="y", nbins=4)
        ax.set_xlim(start, end)
        labels.dates(ax)

    return draw

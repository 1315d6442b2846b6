"""Figures of the tax-manoeuvre notebook: price with and without, the shrinking discount, the loss."""

from __future__ import annotations

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import SubFigure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import MARKERS, PERSPECTIVES, Palette, perspective

FIRST, LAST = 2014, 2024


def _when(months: pd.Series) -> pd.Series:
    """Return months as years with fractions, the middle of the month."""
    return months.str[:4].astype(float) + (months.str[5:7].astype(float) - 0.5) / 12


def with_and_without(netbacks: pd.DataFrame) -> Draw:
    """Return a drawing of the price of crude with and without the manoeuvre, month by month.

    Parameters
    ----------
    netbacks
        As `analysis.oil.netback` returns it.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        if netbacks.empty:
            labels.nothing(fig)
            return
        ax = fig.subplots()
        x = _when(netbacks["month"])
        colours = (palette.muted, palette.sources[1], palette.sources[0])
        columns = (("price_per_tonne", "price abroad", "_"), ("with_manoeuvre", "with the manoeuvre", "s"),
                   ("without_manoeuvre", "without it", "o"))
        ax.vlines(x, netbacks["without_manoeuvre"], netbacks["with_manoeuvre"], color=palette.rule, linewidth=2.4)
        for (column, name, marker), colour in zip(columns, colours, strict=True):
            ax.plot(x, netbacks[column], marker, color=colour, linestyle="none", label=name, markeredgewidth=1.4,
                    markersize=8 if marker == "_" else 5.5)
        ax.set_ylim(0, None)
        labels.years(ax, FIRST, LAST, every=2)
        fig.legend(*ax.get_legend_handles_labels(), loc="outside upper left", ncols=3, handletextpad=0.1,
                   columnspacing=1.0, borderaxespad=0.1)

    return draw


def discount(netbacks: pd.DataFrame, stated: pd.DataFrame, zero: float | None) -> Draw:
    """Return a drawing of the discount against the price abroad, shrinking to zero.

    Parameters
    ----------
    netbacks
        As `analysis.oil.netback` returns it.
    stated
        Rows of `russian_oil_price_pct_world`: percent of the world price, by year.
    zero
        Year (with fraction) from which the duty is zero, None where that is not known.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        if netbacks.empty:
            labels.nothing(fig)
            return
        ax = fig.subplots()
        x = _when(netbacks["month"])
        for column, name, marker, colour in (
                ("duty_without", "had the duty of the older rule stayed", "o", palette.sources[0]),
                ("duty_with", "by the duty in force", "s", palette.sources[1])):
            ax.plot(x, 100 * netbacks[column] / netbacks["price_per_tonne"], marker, color=colour, linestyle="none",
                    label=name, markersize=5.5)
        if len(stated):
            ax.plot(stated["period"].astype(float) + 0.5, 100 - stated["value"], "D", color=palette.sources[2],
                    linestyle="none", label="as the Belarusian oil concern put it", markersize=6.5)
        if zero is not None:
            ax.plot([zero, LAST + 1], [0, 0], color=palette.sources[1], linestyle="-", linewidth=2.4)
            ax.annotate("zero from\n2024", (zero + 0.5, 0), xytext=(0, 7), textcoords="offset points", ha="center",
                        color=palette.sources[1], fontweight=600, fontsize=10)
        ax.set_ylim(0, 55)
        labels.years(ax, FIRST, LAST + 1, every=2)
        fig.legend(*ax.get_legend_handles_labels(), loc="outside upper left", handletextpad=0.1, borderaxespad=0.1)

    return draw


def losses(models: dict[str, pd.DataFrame], estimates: pd.DataFrame) -> Draw:
    """Return a drawing of the loss by year: the model under two older rules, and every estimate.

    Parameters
    ----------
    models
        Yearly losses (`analysis.oil.losses`) by the name of the older rule: bars, years without a value
        stay empty.
    estimates
        As `claims.tax_manoeuvre.estimates` returns it: one mark an estimate, a sum over several years as a line at
        its yearly average.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        fills = (palette.rule, palette.muted)
        for place, yearly in enumerate(models.values()):
            ax.bar(yearly["year"] + 0.36 * place - 0.18, yearly["loss_usd"] / 1e9, color=fills[place], width=0.34,
                   zorder=1)
        used = {}
        for row in estimates.itertuples():
            key = perspective(row.asserted_by)
            colour = palette.perspectives[key]
            value = row.usd / 1e9 / (row.last_year - row.first_year + 1)
            if row.last_year > row.first_year:
                ax.plot([row.first_year - 0.3, row.last_year + 0.3], [value, value], color=colour, linestyle="-",
                        linewidth=1.4)
            ax.plot((row.first_year + row.last_year) / 2, value, MARKERS[key], color=colour, linestyle="none",
                    markeredgecolor=palette.paper, markeredgewidth=0.8, zorder=3)
            used[key] = colour
        ax.set_ylim(0, None)
        labels.years(ax, 2015, LAST, every=1)
        ax.set_xlim(2014.4, LAST + 0.6)
        handles: list[Artist] = [Patch(color=fill, label=f"model, older rule: {name}")
                   for fill, name in zip(fills, models, strict=False)]
        handles += [Line2D([], [], marker=MARKERS[key], color=colour, linestyle="none", label=PERSPECTIVES[key])
                    for key, colour in used.items()]
        fig.legend(handles=handles, loc="outside upper left", ncols=2, handletextpad=0.4, columnspacing=1.2,
                   borderaxespad=0.1)

    return draw

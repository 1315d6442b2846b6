"""Figures of the alignment notebook: votes with Russia, who moved, competing counts, ideal points."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import SubFigure

from helpers.analysis.alignment import BELARUS, HIGH, IDEAL, LOW, NAMES, RUSSIA, WORLD
from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import DASHES, Palette

FIRST, LAST = 1992, 2023
# Sessions open in September: these two lie just after the election of 2020 and the invasion of 2022.
STEPS = {2020: "2020", 2022: "2022"}
COUNTS = {"bsv": "Bailey, Strezhnev and Voeten", "undl": "UN Digital Library", "unvotes": "unvotes"}


def _steps(ax: Axes, palette: Palette) -> None:
    for year in STEPS:
        ax.axvline(year - 0.5, color=palette.rule, linewidth=1.2, zorder=0)


def agreement(table: pd.DataFrame) -> Draw:
    """Return a drawing of votes cast as Russia cast them: Belarus, the median state, the comparators.

    Parameters
    ----------
    table
        As `analysis.alignment.panel` returns it.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        _steps(ax, palette)
        for entity, mine in table.dropna(subset=["agreement"]).groupby("entity"):
            if entity != BELARUS:
                ax.plot(mine["year"], mine["agreement"], color=palette.muted, linewidth=0.7, alpha=0.55, linestyle="-")
        mine = table[table["entity"].eq(BELARUS)].dropna(subset=["agreement"])
        median = table[table["entity"].eq(BELARUS)].dropna(subset=["median"])
        ends = []
        if len(median):
            ax.plot(median["year"], median["median"], color=palette.ink, linewidth=1.8, linestyle=DASHES[1])
            ends.append(labels.End("median state", float(median["year"].iloc[-1]), float(median["median"].iloc[-1]),
                                   palette.ink))
        if len(mine):
            ax.plot(mine["year"], mine["agreement"], color=palette.accent, linewidth=2.6, linestyle="-")
            ends.append(labels.End("Belarus", float(mine["year"].iloc[-1]), float(mine["agreement"].iloc[-1]),
                                   palette.accent))
        ax.set_ylim(0, 100)
        ax.set_yticks([0, 25, 50, 75, 100])
        labels.years(ax, FIRST, LAST)
        labels.line_ends(ax, ends)

    return draw


def moves(rows: pd.DataFrame) -> Draw:
    """Return a drawing of each state's mean before and after a step, joined by a line.

    Parameters
    ----------
    rows
        Columns entity, before, after, change.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        levels = range(len(rows), 0, -1)
        for level, row in zip(levels, rows.to_dict("records"), strict=True):
            colour = palette.accent if row["entity"] == BELARUS else palette.ink if row["entity"] == WORLD else (
                palette.muted)
            ax.annotate("", xy=(row["after"], level), xytext=(row["before"], level),
                        arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.6, "shrinkA": 0.0,
                                    "shrinkB": 0.0})
            ax.plot(row["before"], level, "o", color=colour, linestyle="none", markersize=5.5)
            ax.annotate(f"{row['change']:+.0f}", (row["before"], level), xytext=(8, 0), textcoords="offset points",
                        va="center", color=colour, fontsize=9)
        ax.set_yticks(list(levels), [NAMES[entity] for entity in rows["entity"]])
        for entity, label in zip(rows["entity"], ax.get_yticklabels(), strict=True):
            if entity in (BELARUS, WORLD):
                label.set_fontweight(600)
                label.set_color(palette.accent if entity == BELARUS else palette.ink)
        ax.set_ylim(0.4, len(rows) + 0.6)
        ax.set_xlim(25, 85)
        ax.grid(visible=False, axis="y")
        ax.grid(visible=True, axis="x")

    return draw


def counts(table: pd.DataFrame) -> Draw:
    """Return a drawing of Belarus's agreement with five partners, one panel each, every count a line.

    Parameters
    ----------
    table
        As `analysis.alignment.counts` returns it.
    """
    partners = ("Russia", "China", "27 EU members", "Ukraine", "United States")

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        axes = fig.subplots(3, 2, sharex=True, sharey=True).ravel()
        for ax, partner in zip(axes, partners, strict=False):
            _steps(ax, palette)
            for place, (count, words) in enumerate(COUNTS.items()):
                mine = table[table["partner"].eq(partner) & table["count"].eq(count) & table["year"].ge(FIRST)]
                ax.plot(mine["year"], mine["percent"], color=palette.sources[place], linestyle=DASHES[place],
                        linewidth=1.6, label=words)
            ax.set_ylim(0, 100)
            ax.set_yticks([0, 50, 100])
            inside = 0.85 if partner == "United States" else 0.06
            ax.text(0.02, inside, partner, transform=ax.transAxes, fontweight=600, color=palette.ink)
            labels.years(ax, FIRST, LAST, most=4)
        handles, names = axes[0].get_legend_handles_labels()
        axes[-1].axis("off")
        axes[-1].legend(handles, names, loc="center left", handlelength=2.4)
        axes[-2].tick_params(labelbottom=True)
        axes[-3].tick_params(labelbottom=True)

    return draw


def ideal(series: pd.DataFrame) -> Draw:
    """Return a drawing of ideal points: Belarus with its 90 percent band, Russia, and others muted.

    Parameters
    ----------
    series
        Rows of the ideal points and of their quantiles for Belarus.
    """
    wide = series[series["series_id"].eq(IDEAL)].assign(year=lambda rows: rows["period"].astype(int)).pivot_table(
        index="year", columns="entity", values="value")

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        _steps(ax, palette)
        band = [series[series["series_id"].eq(name)].assign(year=lambda rows: rows["period"].astype(int)).set_index(
            "year")["value"].sort_index() for name in (LOW, HIGH)]
        if all(len(edge) for edge in band):
            ax.fill_between(band[0].index, band[0], band[1], color=palette.accent, alpha=0.18, linewidth=0)
        ends = []
        for entity in wide:
            mine = wide[entity].dropna()
            colour = {BELARUS: palette.accent, RUSSIA: palette.ink}.get(str(entity), palette.muted)
            main = entity in (BELARUS, RUSSIA)
            ax.plot(mine.index, mine, color=colour, linewidth=2.2 if main else 0.9, alpha=1 if main else 0.7,
                    linestyle=DASHES[1] if entity == RUSSIA else "-")
            ends.append(labels.End(NAMES[str(entity)], float(mine.index[-1]), float(mine.iloc[-1]), colour))
        labels.years(ax, FIRST, LAST)
        labels.line_ends(ax, ends)

    return draw

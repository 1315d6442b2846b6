"""Figures of the opinion notebook: support for union with Russia by pollster, and the two sides of each question."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import SubFigure

from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import DASHES, Palette

FIRST, LAST, CRISIS = 1999, 2024, 2020 + 7 / 12
MARKS = ("o", "s", "D", "^")
# The panels: words, then each line's series, its words, its place among the colours.
PANELS = (
    ("Referendum on Russia (IISEPS)", (("iiseps_ref_russia_for", "for", 0),
                                       ("iiseps_ref_russia_against", "against", 3))),
    ("Referendum on the EU (IISEPS)", (("iiseps_ref_eu_for", "for", 1), ("iiseps_ref_eu_against", "against", 3))),
    ("Either-or (IISEPS)", (("iiseps_choice_russia", "Russia", 0), ("iiseps_choice_eu", "EU", 1))),
    ("Where life is better (Workshop)", (("baw_union_russia", "Russia", 0), ("baw_eu", "EU", 1))),
    ("Best alliance, online (Chatham House)", (("chatham_russia", "Russia", 0), ("chatham_eu", "EU", 1),
                                               ("chatham_neutral", "neither or both", 2))),
)


def year(wave: pd.Series) -> pd.Series:
    """Return waves (YYYY-MM) as years with a fraction, the middle of the month."""
    return wave.str[:4].astype(int) + (wave.str[5:7].astype(int) - 0.5) / 12


def support(waves: pd.DataFrame, names: dict[str, str]) -> Draw:
    """Return a drawing of support for union with Russia, one mark a wave with its margin where known.

    Parameters
    ----------
    waves
        As `analysis.polls.waves` returns them.
    names
        Words by series, in the order of the marks.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        ax.axvline(CRISIS, color=palette.ink, linewidth=1.0)
        for place, (series_id, words) in enumerate(names.items()):
            mine = waves[waves["series_id"].eq(series_id)]
            colour, at = palette.sources[place], year(mine["wave"])
            known = mine["margin"].notna()
            ax.vlines(at[known], (mine["percent"] - mine["margin"])[known], (mine["percent"] + mine["margin"])[known],
                      color=colour, linewidth=1.4, alpha=0.7)
            ax.plot(at, mine["percent"], color=colour, linestyle="-", linewidth=0.8, alpha=0.6)
            ax.plot(at, mine["percent"], MARKS[place], color=colour, linestyle="none", markersize=5.5, label=words)
        ax.set_ylim(0, 75)
        ax.set_yticks([0, 25, 50, 75])
        labels.years(ax, FIRST, LAST)
        ax.annotate("August 2020", (CRISIS, 3), xytext=(-6, 0), textcoords="offset points", ha="right",
                    color=palette.ink, fontsize=9)
        fig.legend(*ax.get_legend_handles_labels(), loc="outside upper left", ncols=2, handletextpad=0.2,
                   columnspacing=1.2, borderaxespad=0.1)

    return draw


def sides(waves: pd.DataFrame) -> Draw:
    """Return a drawing of the sides of each question, one panel a question.

    Parameters
    ----------
    waves
        As `analysis.polls.waves` returns them.
    """

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        axes = fig.subplots(len(PANELS), 1, sharex=True, sharey=True)
        for ax, (words, lines) in zip(axes, PANELS, strict=True):
            ax.axvline(CRISIS, color=palette.ink, linewidth=1.0)
            ends = []
            for series_id, name, place in lines:
                mine = waves[waves["series_id"].eq(series_id)]
                if mine.empty:
                    continue
                at = year(mine["wave"])
                ax.plot(at, mine["percent"], MARKS[place], color=palette.sources[place], linestyle=DASHES[place],
                        markersize=4, linewidth=1.2)
                ends.append(labels.End(name, float(at.iloc[-1]), float(mine["percent"].iloc[-1]),
                                       palette.sources[place]))
            ax.set_ylim(0, 80)
            ax.set_yticks([0, 40, 80])
            ax.set_title(words, loc="left", fontsize=10, color=palette.ink, pad=3)
            labels.years(ax, FIRST, LAST)
            labels.line_ends(ax, ends, size=9)
        for ax in axes[:-1]:
            ax.tick_params(axis="x", which="both", length=0)

    return draw

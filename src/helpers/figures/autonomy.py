"""Figures of autonomy: levels that stand and step, every step, every state's fall, and others' influence."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import SubFigure

from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import DASHES, Palette

FIRST, LAST = 1990, 2021
MARKS = ("o", "D")
# Steps of others deeper than this many points are named.
NAMED = 1.0


def twin(data: pd.DataFrame) -> pd.DataFrame:
    """Return the data behind a figure; where a reader's choices leave none, one row that says so."""
    return data if len(data) else pd.DataFrame({"note": ["nothing is left under these choices"]})


def levels(table: pd.DataFrame, treated: str) -> Draw:
    """Return a drawing of both scores, one panel each: the state, the others muted, the median of the world.

    Parameters
    ----------
    table
        Columns score, entity, year, value; the entity WLD is the median.
    """
    scores = list(dict.fromkeys(table["score"]))
    if table.empty:
        return lambda fig, mode, palette: labels.nothing(fig)

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        axes = fig.subplots(len(scores), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
        for ax, score in zip(axes, scores, strict=True):
            for state, rows in table[table["score"].eq(score)].sort_values("year").groupby("entity"):
                plain = state not in (treated, "WLD")
                colour = palette.accent if state == treated else palette.muted
                ax.plot(rows["year"], rows["value"], color=colour, drawstyle="steps-mid",
                        linestyle=DASHES[1] if state == "WLD" else "-", alpha=0.4 if plain else 1,
                        linewidth=0.8 if plain else 2.8 if state == treated else 1.6)
            ax.set_title(score.capitalize(), loc="left", fontweight=600, color=palette.ink, fontsize=11)
            ax.set_ylim(-1.6, 2.4)
            ax.set_yticks([-1, 0, 1, 2])
        labels.years(axes[-1], FIRST, LAST)
        named = {treated: ("Belarus", palette.accent), "WLD": ("median state", palette.muted)}
        for ax, score in zip(axes, scores, strict=True):
            last = table[table["score"].eq(score)].sort_values("year").groupby("entity").last()
            ends = [(last.loc[state], *words) for state, words in named.items() if state in last.index]
            labels.line_ends(ax, [labels.End(words, float(row["year"]), float(row["value"]), colour)
                                  for row, words, colour in ends])

    return draw


def steps(moves: pd.DataFrame, treated: str, names: dict[str, str], first: int) -> Draw:
    """Return a drawing of every step of every state by year, the deepest ones of the others named.

    Parameters
    ----------
    moves
        Columns score, entity, year, size.
    first
        First year shown.
    """
    scores = list(dict.fromkeys(moves["score"]))
    if moves.empty:
        return lambda fig, mode, palette: labels.nothing(fig)

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        axes = fig.subplots(len(scores), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
        for ax, score in zip(axes, scores, strict=True):
            rows = moves[moves["score"].eq(score)]
            mine, others = rows[rows["entity"].eq(treated)], rows[rows["entity"].ne(treated)]
            ax.axhline(0, color=palette.muted, linewidth=0.8)
            ax.plot(others["year"], others["size"], "o", color=palette.muted, linestyle="none", markersize=5,
                    fillstyle="none", markeredgewidth=1.1)
            ax.plot(mine["year"], mine["size"], "D", color=palette.accent, linestyle="none", markersize=8)
            for row in others[others["size"] < -NAMED].to_dict("records"):
                # To the left, where earlier years are less crowded than the end.
                ax.annotate(names.get(row["entity"], row["entity"]), (row["year"], row["size"]), xytext=(-7, 0),
                            textcoords="offset points", ha="right", va="center", fontsize=9.5, color=palette.ink)
            ax.set_title(score.capitalize(), loc="left", fontweight=600, color=palette.ink, fontsize=11)
            ax.set_ylim(-1.45, 1.45)
            ax.set_yticks([-1, 0, 1])
        labels.years(axes[-1], first, LAST)

    return draw


def moves(changes: pd.DataFrame, treated: str) -> Draw:
    """Return a drawing of every state's change by score, the state in question picked out.

    Parameters
    ----------
    changes
        Columns state, name, score, change.
    """
    scores = list(dict.fromkeys(changes["score"]))
    order = changes.groupby(["state", "name"])["change"].sum().sort_values(ascending=False, kind="stable").index
    if changes.empty:
        return lambda fig, mode, palette: labels.nothing(fig)

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        for place, (state, _) in enumerate(order):
            for number, score in enumerate(scores):
                value = changes.loc[changes["state"].eq(state) & changes["score"].eq(score), "change"]
                colour = palette.accent if state == treated else palette.muted
                height = place + 0.17 * (1 - 2 * number)
                ax.hlines([height] * len(value), 0, value, color=colour, linewidth=2.6 if state == treated else 1.2)
                ax.plot(value, [height] * len(value), MARKS[number], color=colour, linestyle="none",
                        markersize=7.5 if state == treated else 5.5, fillstyle="full" if number == 0 else "none",
                        markeredgewidth=1.4, label=score if state == treated else None)
        ax.set_yticks(range(len(order)), [name for _, name in order])
        for label, (state, _) in zip(ax.get_yticklabels(), order, strict=True):
            label.set_fontweight(600 if state == treated else 400)
            label.set_color(palette.accent if state == treated else palette.ink)
        ax.axvline(0, color=palette.rule, linewidth=1.0)
        ax.grid(visible=False, axis="y")
        ax.grid(visible=True, axis="x")
        ax.tick_params(axis="y", length=0)
        fig.legend(loc="outside upper left", ncols=2, handletextpad=0.2, columnspacing=1.2, borderaxespad=0.1)

    return draw


def influence(table: pd.DataFrame, treated: str, names: dict[str, str]) -> Draw:
    """Return a drawing of others' influence capacity, one panel a source of influence.

    Parameters
    ----------
    table
        Columns who, entity, year, value.
    """
    sources = list(dict.fromkeys(table["who"]))
    if table.empty:
        return lambda fig, mode, palette: labels.nothing(fig)

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        axes = fig.subplots(len(sources), 1, sharex=True, squeeze=False)[:, 0]
        for ax, who in zip(axes, sources, strict=True):
            for state, rows in table[table["who"].eq(who)].sort_values("year").groupby("entity"):
                mine = state == treated
                ax.plot(rows["year"], rows["value"], linestyle="-", color=palette.accent if mine else palette.muted,
                        linewidth=2.6 if mine else 1.4)
            ax.set_ylim(0, None)
            ax.set_title(who, loc="left", fontweight=600, color=palette.ink, fontsize=11)
        labels.years(axes[-1], 1994, 2023)
        for ax, who in zip(axes, sources, strict=True):
            last = table[table["who"].eq(who)].sort_values("year").groupby("entity").last()
            labels.line_ends(ax, [labels.End(names.get(str(state), str(state)), float(row["year"]), float(row["value"]),
                                             palette.accent if state == treated else palette.muted)
                                  for state, row in last.iterrows()])

    return draw

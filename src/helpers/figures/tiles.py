"""A grid of tiles: the programmes by sector and instrument, what is unknown hatched."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import SubFigure
from matplotlib.patches import Rectangle

from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import Palette

LEVELS = ("nothing but a name", "acts known", "acts and model known")
# Width of a tile and height of a row, in units of the axes; tiles of one row stand side by side.
TILE, GAP, ROW = 1.0, 0.12, 1.0
SIZE = 8.0


def height(known: pd.DataFrame) -> float:
    """Return the height that the grid needs, in inches."""
    return 1.7 + 0.6 * len(set(known["sector"]))


def level(acts: bool, model: bool) -> int:
    """Return how much is known of a programme: 0, 1 or 2."""
    return int(acts) + int(acts and model)


def grid(known: pd.DataFrame) -> Draw:
    """Return a drawing of programmes as tiles, one row a sector.

    Parameters
    ----------
    known
        Columns programme_id, title, sector, instrument, acts, model, as `claims.programmes.known_of` gives them.
        A tile without a title is hatched; the shade tells how much else is known.
    """
    named = known.assign(sector=known["sector"].replace("", "unknown"))
    sectors: Sequence[str] = sorted(
        named["sector"].unique(), key=lambda name: (name == "unknown", -(named["sector"] == name).sum())
    )

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        most = int(named["sector"].value_counts().max())
        for row, sector in enumerate(sectors):
            mine = named[named["sector"].eq(sector)].sort_values(["instrument", "programme_id"])
            top = -row * ROW
            ax.text(-0.15, top - 0.42, sector, ha="right", va="center", fontsize=10, color=palette.ink)
            for place, tile in enumerate(mine.itertuples()):
                left = place * (TILE + GAP)
                shade = (0.12, 0.4, 0.9)[level(tile.acts, tile.model)]
                ax.add_patch(
                    Rectangle((left, top - 0.84), TILE, 0.84, facecolor=palette.accent, alpha=shade, linewidth=0)
                )
                if not tile.title or not tile.instrument:
                    ax.add_patch(
                        Rectangle(
                            (left, top - 0.84),
                            TILE,
                            0.84,
                            facecolor="none",
                            hatch="///",
                            edgecolor=palette.muted,
                            linewidth=0,
                        )
                    )
                ink = palette.paper if shade > 0.5 else palette.ink
                ax.text(
                    left + TILE / 2,
                    top - 0.17,
                    tile.programme_id,
                    ha="center",
                    va="center",
                    fontsize=SIZE + 0.5,
                    fontweight=600,
                    color=ink,
                )
                for line, words in enumerate(labels.wrap(tile.instrument, 44, size=SIZE - 1)):
                    ax.text(
                        left + TILE / 2,
                        top - 0.37 - 0.17 * line,
                        words,
                        ha="center",
                        va="center",
                        fontsize=SIZE - 1,
                        color=ink,
                    )
        ax.set_xlim(-2.9, max(6, most) * (TILE + GAP))
        ax.set_ylim(-len(sectors) * ROW, 0.1)
        ax.set_axis_off()
        handles = [
            Rectangle((0, 0), 1, 1, facecolor=palette.accent, alpha=shade, linewidth=0, label=name)
            for shade, name in zip((0.12, 0.4, 0.9), LEVELS, strict=True)
        ]
        handles.append(
            Rectangle(
                (0, 0),
                1,
                1,
                facecolor="none",
                hatch="///",
                edgecolor=palette.muted,
                linewidth=0,
                label="name or instrument unknown",
            )
        )
        fig.legend(
            handles=handles, loc="outside upper left", ncols=2, handletextpad=0.5, columnspacing=1.4, borderaxespad=0.1
        )

    return draw

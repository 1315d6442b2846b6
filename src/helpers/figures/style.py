"""How figures are set: fonts, sizes, lines, for matplotlib and whatever draws with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib import font_manager

from helpers import paths
from helpers.errors import CompendiumError
from helpers.figures.palette import Palette, palette

# Text first, then the signs that Inter lacks. The names are our own, so that no
# font of the machine is taken instead and every machine draws the same bytes.
FAMILIES = ("Compendium Sans", "Compendium Signs")
BODY, SMALL, TITLE = 11.0, 8.5, 13.0
DPI = 192
# Inches between the edge and words or drawing.
SIDE = 0.05


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the vendored fonts known to matplotlib; once a process.

    Raises
    ------
    CompendiumError
        When a font file is missing.
    """
    folder = paths.VENDOR / "fonts" / "figures"
    files = sorted(folder.glob("*.ttf"))
    if not files:
        raise CompendiumError(f"found no fonts in {paths.relative(folder)}, expected Inter for the figures; "
                              "restore vendor/ or run python3 scripts/vendor.py")
    for file in files:
        font_manager.fontManager.addfont(file)


def settings(colours: Palette) -> dict[Any, Any]:
    """Return the matplotlib settings for one mode."""
    return {
        "figure.facecolor": colours.paper,
        "figure.edgecolor": colours.paper,
        "savefig.facecolor": colours.paper,
        "savefig.edgecolor": colours.paper,
        "figure.dpi": DPI,
        "savefig.dpi": DPI,
        "figure.constrained_layout.h_pad": 0.02,
        "figure.constrained_layout.w_pad": SIDE,
        "font.family": list(FAMILIES),
        "font.size": BODY,
        "axes.titlesize": BODY,
        "axes.titleweight": 600,
        "axes.titlelocation": "left",
        "axes.titlecolor": colours.ink,
        "axes.labelsize": BODY,
        "xtick.labelsize": BODY - 1,
        "ytick.labelsize": BODY - 1,
        "legend.fontsize": BODY - 1,
        "figure.titlesize": TITLE,
        "figure.titleweight": 600,
        # A sign of currency is text: no figure here needs formulas inside.
        "text.parse_math": False,
        "text.color": colours.ink,
        "text.hinting": "none",
        "axes.labelcolor": colours.muted,
        "axes.edgecolor": colours.muted,
        "axes.facecolor": colours.paper,
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.axisbelow": True,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.xmargin": 0.02,
        "axes.unicode_minus": True,
        # Colour alone: a dash that nobody asked for surprises whoever names a colour.
        "axes.prop_cycle": cycler(color=list(colours.sources)),
        "grid.color": colours.rule,
        "grid.linewidth": 0.8,
        "xtick.color": colours.muted,
        "ytick.color": colours.muted,
        "xtick.labelcolor": colours.muted,
        "ytick.labelcolor": colours.muted,
        "xtick.major.size": 4,
        "xtick.minor.size": 2,
        "xtick.major.width": 0.8,
        "xtick.minor.width": 0.6,
        "ytick.major.size": 0,
        "ytick.minor.size": 0,
        "lines.linewidth": 2.0,
        "lines.markersize": 6.5,
        "lines.markeredgewidth": 0.0,
        "lines.solid_capstyle": "round",
        "lines.scale_dashes": True,
        "patch.facecolor": colours.accent,
        "patch.edgecolor": colours.paper,
        "patch.linewidth": 0.8,
        "hatch.color": colours.muted,
        "hatch.linewidth": 0.8,
        # Paper below the words and no line around them: the grid does not strike them through.
        "legend.frameon": True,
        "legend.fancybox": False,
        "legend.framealpha": 1.0,
        "legend.facecolor": colours.paper,
        "legend.edgecolor": "none",
        "legend.borderpad": 0.2,
        "svg.fonttype": "path",
        "svg.hashsalt": "union-state-compendium",
    }


@contextmanager
def theme(mode: str) -> Iterator[Palette]:
    """Draw in the look of the compendium.

    Parameters
    ----------
    mode
        "light" or "dark".

    Yields
    ------
    Palette
        The colours of that mode; matplotlib's settings are restored afterwards.
    """
    colours = palette(mode)
    register_fonts()
    with mpl.rc_context():
        # From the defaults on, so that a setting of the machine or of a notebook changes nothing.
        mpl.rcdefaults()
        mpl.rcParams.update(settings(colours))
        yield colours

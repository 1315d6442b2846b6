"""The figures of institutions: what is drawn and picked out, and that they stand without data."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.claims import institutions as claims
from helpers.claims import institutions_told as told
from helpers.figures import institutions
from helpers.figures.export import Draw
from helpers.figures.palette import MODES, palette
from helpers.figures.style import theme


def drawn(draw: Draw, mode: str) -> list[Axes]:
    """Return the axes that a drawing makes."""
    with theme(mode):
        fig = Figure(figsize=(6.4, 6.0), layout="constrained")
        draw(fig.subfigures(), mode, palette(mode))
        return fig.axes


@pytest.mark.parametrize("mode", MODES)
def test_lines_name_every_state_once_a_panel(raw: dict[str, pd.DataFrame], mode: str) -> None:
    dated = {"limits set by courts": claims.dates(raw["series"], 1992, 3, 99)["jucon"]}
    axes = drawn(institutions.lines(told.lines(raw["series"], told.LIMITS), "BLR", told.NAMES, dated), mode)
    assert len(axes) == 3
    for ax in axes:
        names = [text.get_text() for text in ax.texts if text.get_text()]
        assert sorted(names) == ["Armenia", "Belarus", "Kazakhstan", "Poland", "Russia", "Ukraine"]
    # Bounds are an area, a dated break a band: the middle panel has one of each.
    assert [len(ax.patches) for ax in axes] == [0, 1, 0]
    assert [len(ax.collections) for ax in axes] == [1, 1, 0]


def test_indices_that_left_their_bounds_are_picked_out(raw: dict[str, pd.DataFrame]) -> None:
    table = told.bounds_table(raw["series"], claims.changes(raw["series"], *claims.CRISIS))
    ax, = drawn(institutions.two_years(table), "light")
    bold = {label.get_text() for label in ax.get_yticklabels() if label.get_fontweight() == 600}
    assert bold == {"free expression", "civil liberties", "electoral democracy", "liberal democracy"}
    assert ax.get_xlim()[0] == 0


def test_releases_have_two_lines_a_panel(raw: dict[str, pd.DataFrame]) -> None:
    axes = drawn(institutions.releases(told.releases_table(raw["series"])), "light")
    assert [len(ax.lines) for ax in axes] == [2, 2]


def test_nothing_left_is_said(raw: dict[str, pd.DataFrame]) -> None:
    none = raw["series"].iloc[:0]
    for draw in (institutions.lines(told.lines(none, told.LIMITS), "BLR", {}, {}),
                 institutions.two_years(told.bounds_table(none, {})), institutions.releases(told.releases_table(none))):
        ax, = drawn(draw, "light")
        assert ax.texts[0].get_text().startswith("Nothing is left to draw")

"""The figures of autonomy: what is drawn and named, and that they stand without data."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.claims import autonomy as claims
from helpers.claims import autonomy_told as told
from helpers.figures import autonomy
from helpers.figures.export import Draw
from helpers.figures.palette import MODES, palette
from helpers.figures.style import theme


def drawn(draw: Draw, mode: str) -> list[Axes]:
    """Return the axes that a drawing makes."""
    with theme(mode):
        fig = Figure(figsize=(6.4, 5.0), layout="constrained")
        draw(fig.subfigures(), mode, palette(mode))
        return fig.axes


def words(axes: list[Axes]) -> set[str]:
    return {text.get_text() for ax in axes for text in ax.texts}


@pytest.mark.parametrize("mode", MODES)
def test_levels_name_the_state_and_the_median(raw: dict[str, pd.DataFrame], mode: str) -> None:
    axes = drawn(autonomy.levels(told.levels(raw["series"]), claims.STATE), mode)
    assert len(axes) == 2
    assert {"Belarus", "median state"} <= words(axes)
    assert [len(ax.lines) for ax in axes] == [14, 14]


def test_the_deepest_steps_of_others_are_named(raw: dict[str, pd.DataFrame]) -> None:
    moves = told.steps_table(claims.panels(raw["series"], 1992))
    axes = drawn(autonomy.steps(moves, claims.STATE, told.NAMES, 1992), "light")
    assert words(axes) == {"Uzbekistan", "Armenia"}


def test_states_are_ordered_by_their_fall_with_the_deepest_at_the_top(raw: dict[str, pd.DataFrame]) -> None:
    found = claims.rarity(claims.panels(raw["series"], 1992), "all")
    ax, = drawn(autonomy.moves(told.moves_table(next(iter(found.values()))), claims.STATE), "light")
    assert [label.get_text() for label in ax.get_yticklabels()][-2:] == ["Uzbekistan", "Belarus"]


def test_influence_has_a_panel_for_each_source(raw: dict[str, pd.DataFrame]) -> None:
    axes = drawn(autonomy.influence(claims.influence(raw["series"]), claims.STATE, told.NAMES), "light")
    assert words(axes) >= {"Belarus", "Kazakhstan"}
    assert len(axes) == 2


def test_nothing_left_is_said_and_has_a_table(raw: dict[str, pd.DataFrame]) -> None:
    none = raw["series"].iloc[:0]
    tables = claims.panels(none, 1992)
    for draw in (autonomy.levels(told.levels(none), "BLR"), autonomy.influence(claims.influence(none), "BLR", {}),
                 autonomy.steps(told.steps_table(tables), "BLR", {}, 1992),
                 autonomy.moves(told.moves_table({}), "BLR")):
        assert words(drawn(draw, "light")) == {"Nothing is left to draw under these choices."}
    assert len(autonomy.twin(told.levels(none))) == 1
    assert autonomy.twin(told.levels(raw["series"])).equals(told.levels(raw["series"]))

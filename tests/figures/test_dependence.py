"""The figures on dependence draw every measure, and nothing where there is none."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers.claims import dependence
from helpers.claims import dependence_told as told
from helpers.figures import dependence as figures
from helpers.figures.export import Draw
from helpers.figures.palette import MODES, palette
from helpers.study import Study


def drawn(draw: Draw) -> Figure:
    made = []
    for mode in MODES:
        fig = Figure(figsize=(6.4, 8.0), layout="constrained")
        draw(fig.subfigures(), mode, palette(mode))
        made.append(fig)
    return made[0]


@pytest.fixture(scope="module")
def here() -> dependence.Material:
    return dependence.material(Study("dependence", as_of=None, perspectives="all", coder="consensus", start_year=1992,
                                     comparators="all", acts="done", trade_weight=0.5, concentration=1.0))


def test_every_measure_has_a_panel_and_shares_begin_at_nought(here: dependence.Material) -> None:
    axes = drawn(figures.sheet(list(here.measures.values()), here.opinion, told.PANELS)).subfigs[0].axes
    titles = [ax.get_title(loc="left") for ax in axes]
    assert titles == [told.PANELS[key] for key in (*here.measures, "opinion")]
    for ax, one in zip(axes, here.measures.values(), strict=False):
        if one.unit == "points" and one.key != "gas":
            assert ax.get_ylim()[0] == 0
        assert len(ax.get_lines()) == 3 + (one.others["entity"].nunique() - 1 if one.others is not None else 0) + (
            one.others is not None)


def test_both_steps_of_every_measure_are_drawn(here: dependence.Material) -> None:
    table = told.steps_data(here)
    axes = drawn(figures.steps(table)).subfigs[0].axes
    assert [len(ax.get_lines()[0].get_xdata()) for ax in axes] == table.groupby("years").size().tolist()


def test_acts_pairs_and_ranks(here: dependence.Material) -> None:
    counts = pd.Series([1, 0, 2], index=[2019, 2020, 2021])
    assert len(drawn(figures.acts(counts, 2024)).subfigs[0].axes[0].containers[0]) == 3
    table = told.pairs_table(told.pairs(here))
    labels = drawn(figures.pairs(table)).subfigs[0].axes[0].get_yticklabels()
    assert len(labels) == table["pair"].nunique()
    ranks = dependence.ranks(here.measures, 0.5, 1.0)
    assert len(drawn(figures.ranks(ranks)).subfigs[0].axes[0].get_lines()[0].get_ydata()) == len(ranks)


def test_nothing_known_draws_empty_frames(here: dependence.Material) -> None:
    drawn(figures.acts(pd.Series(dtype=float), 2024))
    drawn(figures.ranks(dependence.ranks({}, 0.5, 1.0)))
    drawn(figures.pairs(told.pairs_table([])))
    drawn(figures.sheet([], here.opinion.iloc[:0], told.PANELS))

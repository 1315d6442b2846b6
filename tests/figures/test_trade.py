"""The trade figures draw what the data hold, and nothing where there is none."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers.analysis import comparators, shares
from helpers.claims import trade
from helpers.claims.trade_told import NAMES
from helpers.figures import trade as figures
from helpers.figures.export import Draw
from helpers.figures.palette import MODES, palette


def drawn(draw: Draw) -> Figure:
    made = []
    for mode in MODES:
        fig = Figure(figsize=(6.4, 5.0), layout="constrained")
        draw(fig.subfigures(), mode, palette(mode))
        made.append(fig)
    return made[0]


def lines(fig: Figure) -> list[tuple[float, ...]]:
    return [tuple(line.get_ydata()) for part in fig.subfigs for ax in part.axes for line in ax.get_lines()]


@pytest.fixture
def rows(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return raw["series"]


def test_every_count_is_drawn_the_adversarys_too(rows: pd.DataFrame) -> None:
    table = shares.table(rows)
    fig = drawn(figures.competing(table, shares.pick(table)))
    assert sum(len(line) for line in lines(fig)) == len(table) + len(shares.pick(table))
    assert shares.ADVERSARIAL in [text.get_text() for part in fig.subfigs for text in part.legends[0].get_texts()]


def test_the_state_in_question_is_picked_out(rows: pd.DataFrame) -> None:
    measure = trade.measure(rows, shares.pick(shares.table(rows)), "exports")
    found = comparators.difference(measure.others, "BLR", (2014, 2019), (2022, 2023))
    assert found is not None
    fig = drawn(figures.moves({"exports": found}, NAMES))
    labels = {label.get_text(): label.get_fontweight() for label in fig.subfigs[0].axes[0].get_yticklabels()}
    assert labels["Belarus"] == 600
    assert {weight for name, weight in labels.items() if name != "Belarus"} == {400}
    assert len(labels) == found.states + 1


def test_other_states_are_thin_lines(rows: pd.DataFrame) -> None:
    table = trade.openness(rows).others
    fig = drawn(figures.beside(table, "BLR", NAMES, 1995, 2024))
    widths = [line.get_linewidth() for line in fig.subfigs[0].axes[0].get_lines()]
    assert sorted(widths)[-1] > 2 * sorted(widths)[-2]
    assert len(widths) == table["entity"].nunique()
    drawn(figures.beside(table.iloc[:0], "BLR", NAMES, 1995, 2024))

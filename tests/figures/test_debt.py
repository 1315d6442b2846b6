"""The figures of the notebook on debt draw what the data hold, and say so where there is nothing."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers.analysis import debt
from helpers.figures import debt as figures
from helpers.figures.export import Draw
from helpers.figures.palette import MODES, palette


def drawn(draw: Draw) -> Figure:
    made = []
    for mode in MODES:
        fig = Figure(figsize=(6.4, 5.0), layout="constrained")
        draw(fig.subfigures(), mode, palette(mode))
        made.append(fig)
    return made[0]


def words(fig: Figure) -> list[str]:
    return [text.get_text() for part in fig.subfigs for ax in part.axes for text in ax.texts]


def test_each_share_is_one_mark_and_printed_ones_are_open(raw: dict[str, pd.DataFrame]) -> None:
    table = debt.shares(raw["series"])
    panels = {debt.PUBLIC_MINISTRY: "ministry", debt.PUBLIC_BANK: "bank", debt.ALL: "all"}
    lines = [line for ax in drawn(figures.shares(table, list(debt.OWED), panels)).subfigs[0].axes
             for line in ax.get_lines()]
    shown = table[table["whole"].isin(list(panels))]
    assert sum(len(line.get_xdata()) for line in lines) == len(shown)
    open_marks = [len(line.get_xdata()) for line in lines if line.get_fillstyle() == "none"]
    assert sum(open_marks) == int(shown["kind"].eq("printed").sum())


def test_both_parts_of_the_debt_add_up_to_the_whole() -> None:
    owed = pd.DataFrame({"year": [2022, 2023], "value": [8e9, 7e9]})
    whole = pd.DataFrame({"year": [2022], "value": [20e9]})
    fig = drawn(figures.creditors(owed, whole))
    heights = sorted(patch.get_height() for patch in fig.subfigs[0].axes[0].patches)
    assert heights == pytest.approx([7, 8, 12])
    assert "40 %" in words(fig)


def test_payments_climb_to_the_sum_promised() -> None:
    paid = pd.DataFrame({"item": ["fund", "tranche"], "day": ["2020-10-16", "2020-12-30"], "low": [5e8, 5e8]})
    fig = drawn(figures.paid(paid, 1.5e9))
    steps = fig.subfigs[0].axes[0].get_lines()[0].get_ydata()
    assert list(steps) == pytest.approx([0, 0.5, 1.0, 1.0])
    assert "promised" in words(fig)
    assert "promised" not in words(drawn(figures.paid(paid, float("nan"))))


def test_nothing_to_draw_is_said() -> None:
    none = pd.DataFrame(columns=["year", "value"])
    assert "Nothing is left" in words(drawn(figures.creditors(none, none)))[0]
    assert "Nothing is left" in words(drawn(figures.paid(pd.DataFrame(columns=["item", "day", "low"]), 1.0)))[0]

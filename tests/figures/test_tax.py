from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from helpers.figures import tax
from helpers.figures.style import theme

ROWS = pd.DataFrame({"duty": ["feed data into the system", "keep the machines and the programs of the system going"],
                     "Belarus": [True, False], "Russia": [True, True]})


def drawn(rows: pd.DataFrame) -> Figure:
    with theme("light") as palette:
        fig = Figure(figsize=(6.4, 3), layout="constrained")
        tax.duties(rows)(fig.subfigures(), "light", palette)
        fig.draw_without_rendering()
    return fig


def test_full_marks_bind_and_hollow_ones_do_not() -> None:
    ax = drawn(ROWS).subfigs[0].axes[0]
    marks = [line for line in ax.lines if line.get_marker() in ("o", "s")]
    fills = [line.get_markerfacecolor() == line.get_color() for line in marks]
    assert fills == [True, True, False, True]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["binds Belarus", "binds Russia"]


def test_long_duties_take_more_room_and_no_lines_meet() -> None:
    assert tax.height(ROWS) > tax.height(ROWS.iloc[[0]])
    levels = list(drawn(ROWS).subfigs[0].axes[0].get_yticks())
    assert levels[0] - levels[1] >= 1


def test_without_duties_the_drawing_says_so() -> None:
    assert "Nothing is left" in drawn(ROWS.iloc[:0]).subfigs[0].axes[0].texts[0].get_text()

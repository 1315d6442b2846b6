from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.figures import restart
from helpers.figures.style import theme

ROWS = pd.DataFrame({
    "first": pd.to_datetime(["2019-12-07", "2021-04-22", "2021-04-23"]),
    "last": pd.to_datetime(["2019-12-07", "2021-04-22", "2021-04-23"]),
    "low": [8.0, 2.0, 2.0], "high": [8.0, 3.0, 2.0], "who": ["belarus_independent", "belarus_state", "belarus_state"],
})
APRIL = (pd.Timestamp("2021-04-01"), pd.Timestamp("2021-04-30"))


def axes(rows: pd.DataFrame) -> Axes:
    with theme("light") as palette:
        fig = Figure(figsize=(6.4, 4), layout="constrained")
        restart.still_open(rows, APRIL, pd.Timestamp("2020-08-09"))(fig.subfigures(), "light", palette)
        fig.draw_without_rendering()
    return fig.subfigs[0].axes[0]


def test_each_count_has_its_number_and_its_range() -> None:
    ax = axes(ROWS)
    assert {"8", "2 to 3", "2"} <= {text.get_text() for text in ax.texts}
    tall = [line for line in ax.lines if list(line.get_ydata()) == [2.0, 3.0]]  # type: ignore[arg-type]
    assert len(tall) == 1


def test_a_count_close_to_the_one_before_has_its_number_beside_it() -> None:
    sides = {text.get_text(): text.get_ha() for text in axes(ROWS).texts}
    assert sides["2 to 3"] == "center"
    assert sides["2"] == "left"


def test_no_count_says_so() -> None:
    assert [text.get_text() for text in axes(ROWS.iloc[:0]).texts] == ["Nothing is left to draw under these choices."]

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from helpers.analysis import progress
from helpers.figures import record
from helpers.figures.style import theme


def drawn(rows: pd.DataFrame) -> Figure:
    with theme("light") as palette:
        fig = Figure(figsize=(6.4, 4), layout="constrained")
        band = progress.ribbon(rows, progress.PROGRAMMES)
        record.statements(rows, band, 29, [0, 7, 14, 21, 28])(fig.subfigures(), "light", palette)
        fig.draw_without_rendering()
    return fig


def test_every_side_has_its_marker_in_the_legend(raw: dict[str, pd.DataFrame]) -> None:
    rows = progress.statements(raw["series"])
    rows = rows[rows["measure"].eq(progress.PROGRAMMES)]
    legend = drawn(rows).subfigs[0].axes[0].get_legend()
    assert legend is not None
    assert {text.get_text() for text in legend.get_texts()} == {"Belarusian state", "Russian state"}


def test_without_statements_the_drawing_says_so(raw: dict[str, pd.DataFrame]) -> None:
    none = progress.statements(raw["series"]).iloc[:0]
    assert "Nothing is left" in drawn(none).subfigs[0].axes[0].texts[0].get_text()

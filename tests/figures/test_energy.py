"""The figures of the notebook on energy draw what the data hold, and say so where there is nothing."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers.analysis import gas
from helpers.figures import energy as figures
from helpers.figures import oil
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


@pytest.fixture
def rows(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return raw["series"]


def test_every_price_is_drawn_by_its_kind(rows: pd.DataFrame) -> None:
    table = gas.prices(rows)
    europe = pd.Series({2021: 575.0, 2022: 1440.0})
    fig = drawn(figures.prices(table, europe))
    top, bottom = fig.subfigs[0].axes
    assert sum(len(line.get_xdata()) for line in top.get_lines()[1:]) == len(table)
    marks = sum(len(line.get_xdata()) for line in bottom.get_lines() if line.get_marker() != "None")
    assert marks == int(table["discount"].notna().sum())
    assert "Europe: 1,440\nin 2022" in words(fig)


def test_the_price_ends_where_it_becomes_secret(rows: pd.DataFrame) -> None:
    table = gas.by_month(rows, gas.prices(rows))
    fig = drawn(figures.months(table))
    europe, belarus = fig.subfigs[0].axes[0].get_lines()[:2]
    assert len(europe.get_xdata()) == len(table)
    assert len(belarus.get_xdata()) == int(table["belarus"].notna().sum())
    assert {"Europe", "Belarus", "dearer than\nin Europe"} <= set(words(fig))
    assert "Belarus" not in words(drawn(figures.months(table.assign(belarus=float("nan"), dearer=False))))


def test_subsidies_are_bars_of_time() -> None:
    stated = pd.DataFrame({"first": [2000], "last": [2008], "percent": [15.0], "asserted_by": ["think_tank"]})
    rent = pd.DataFrame({"year": [2014, 2015], "percent": [8.0, float("nan")]})
    lines = drawn(figures.subsidies(rent, stated)).subfigs[0].axes[0].get_lines()
    assert [len(line.get_xdata()) for line in lines] == [1, 2, 1]
    assert list(lines[1].get_xdata()) == [2000, 2009]


def test_nothing_to_draw_is_said() -> None:
    none = pd.DataFrame(columns=["month", "when", "europe", "belarus", "dearer"])
    assert "Nothing is left" in words(drawn(figures.months(none)))[0]
    empty = pd.DataFrame(columns=["month", "price_per_tonne"])
    for draw in (oil.with_and_without(empty), oil.discount(empty, empty, None)):
        assert "Nothing is left" in words(drawn(draw))[0]

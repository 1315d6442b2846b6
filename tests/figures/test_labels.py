from __future__ import annotations

import warnings
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from helpers.errors import CompendiumError
from helpers.figures import labels
from helpers.figures.style import theme

numbers = st.floats(-1e3, 1e3, allow_nan=False)


@given(st.lists(numbers, max_size=12), st.floats(0, 50))
def test_spread_keeps_order_and_gap(wanted: list[float], gap: float) -> None:
    placed = labels.spread(wanted, gap)
    assert len(placed) == len(wanted)
    for one, other in pairwise(sorted(placed)):
        assert other - one >= gap - 1e-6
    for one, other in combinations(range(len(wanted)), 2):
        if wanted[one] < wanted[other]:
            assert placed[one] <= placed[other] + 1e-9


@given(st.lists(st.floats(0, 100), min_size=2, max_size=8))
def test_spread_stays_inside_its_bounds_even_when_too_full(wanted: list[float]) -> None:
    placed = labels.spread(wanted, 40, 0, 100)
    assert min(placed) >= -1e-9
    assert max(placed) <= 100 + 1e-9


def test_spread_leaves_alone_what_is_far_apart_and_shares_the_move() -> None:
    assert labels.spread([30, 10, 50], 5) == [30, 10, 50]
    assert labels.spread([10, 10], 4) == pytest.approx([8, 12])
    assert labels.spread([], 4) == []


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200), st.booleans())
def test_wrapped_lines_fit_and_lose_nothing(text: str, balance: bool) -> None:
    text = "".join(sign for sign in text if sign.isprintable() and ord(sign) < 0x180)
    lines = labels.wrap(text, 120, balance=balance)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(labels.width(line) <= 120 or len(line) == 1 for line in lines)


def test_balanced_lines_leave_no_lonely_word() -> None:
    text = "Russia has taken about one half of all Belarusian goods exports ever since"
    room = labels.width(text) * 0.93
    greedy, even = labels.wrap(text, room), labels.wrap(text, room, balance=True)
    assert len(greedy) == len(even) == 2
    assert labels.width(even[1]) > labels.width(greedy[1])
    assert labels.wrap("  ", 100) == []


def test_line_ends_do_not_overlap_and_stay_beside_their_lines() -> None:
    with theme("light") as colours:
        fig = Figure(figsize=(6, 3), layout="constrained")
        FigureCanvasAgg(fig)
        ax = fig.subplots()
        values = {"Belstat": 50.0, "Comtrade": 50.4, "Rosstat": 49.8, "IMF": 51.0, "low": 0.0}
        for value in values.values():
            ax.plot([2000, 2020], [value, value])
        ax.set_ylim(0, 80)
        drawn = labels.line_ends(ax, [labels.End(name, 2020, y, colours.ink) for name, y in values.items()])
        fig.draw_without_rendering()
        boxes = [label.get_window_extent() for label in drawn]
        for one, other in combinations(boxes, 2):
            assert not one.overlaps(other)
        frame, whole = ax.get_window_extent(), fig.bbox
        for box in boxes:
            assert box.x0 > frame.x0 + frame.width * 0.95
            assert whole.x0 <= box.x0 and box.x1 <= whole.x1 + 1
        assert labels.line_ends(ax, []) == []


@pytest.mark.parametrize(("first", "last", "named"), [
    (2019, 2023, ["2019", "2020", "2021", "2022", "2023"]),
    (1990, 2026, ["1990", "1995", "2000", "2005", "2010", "2015", "2020", "2025"]),
    (2020, 2020, ["2020"]),
])
def test_years_are_whole_and_few(first: int, last: int, named: list[str]) -> None:
    ax = Figure().subplots()
    labels.years(ax, first, last)
    ticks = ax.xaxis.get_major_locator()()
    assert [str(int(tick)) for tick in ticks] == named
    assert [ax.xaxis.get_major_formatter()(tick, place) for place, tick in enumerate(ticks)] == named
    assert len(ax.xaxis.get_minor_locator()()) == last - first + 1


def test_years_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(CompendiumError, match="2023 to 2019"):
        labels.years(Figure().subplots(), 2023, 2019)


@pytest.mark.parametrize(("first", "last"), [("2020-01-01", "2020-01-20"), ("2020-01-01", "2020-09-30"),
                                             ("2019-12-01", "2022-03-01"), ("1991-01-01", "2026-12-31")])
def test_an_axis_of_dates_has_a_few_marks_and_no_warning(first: str, last: str) -> None:
    fig = Figure(figsize=(6.4, 3))
    ax = fig.subplots()
    ax.set_xlim(*date2num([np.datetime64(first), np.datetime64(last)]))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        labels.dates(ax)
        low, high = ax.get_xlim()
        marks = [mark for mark in ax.xaxis.get_majorticklocs() if low <= mark <= high]
    assert 2 <= len(marks) <= 8

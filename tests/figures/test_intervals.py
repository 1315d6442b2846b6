from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers.analysis import dated
from helpers.figures import intervals, labels
from helpers.figures.style import theme

ROWS = pd.DataFrame({
    "lane": ["signed", "signed", "approved"], "label": ["TASS", "a book", "Mezentsev"],
    "first": pd.to_datetime(["2021-11-04", "2021-01-01", "2021-09-10"]),
    "last": pd.to_datetime(["2021-11-04", "2021-12-31", "2021-09-10"]),
    "who": ["russia_state", "academic", "union_state"],
})
CLAIMED = {"signed": dated.span("2021-11", "2021-11")}


def drawn(rows: pd.DataFrame, claimed: dict[str, intervals.Span], shown: intervals.Span | None = None) -> Figure:
    with theme("light") as palette:
        fig = Figure(figsize=(6.4, 4), layout="constrained")
        intervals.accounts(rows, claimed, shown)(fig.subfigures(), "light", palette)
        fig.draw_without_rendering()
    return fig


def test_a_line_for_each_account_below_the_name_of_its_lane() -> None:
    ax = drawn(ROWS, CLAIMED).subfigs[0].axes[0]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["signed", "TASS", "a book", "approved", "Mezentsev"]
    heights = list(ax.get_yticks())
    assert all(upper - lower >= 1 for upper, lower in pairwise(heights))


def test_accounts_of_one_label_share_a_line() -> None:
    twice = pd.concat([ROWS, ROWS.iloc[[0]].assign(who="belarus_state")])
    ax = drawn(twice, CLAIMED).subfigs[0].axes[0]
    assert len(ax.get_yticks()) == len(drawn(ROWS, CLAIMED).subfigs[0].axes[0].get_yticks())
    assert len(ax.lines) == 2 * len(twice)
    assert intervals.height(twice) == intervals.height(ROWS)


def test_a_bar_is_as_long_as_the_date_is_coarse() -> None:
    ax = drawn(ROWS, CLAIMED).subfigs[0].axes[0]
    bars = [line.get_xdata() for line in ax.lines if len(line.get_xdata()) == 2]  # type: ignore[arg-type]
    assert [float(end) - float(start) for start, end in bars] == [1, 365, 1]


def test_only_lanes_with_a_claimed_span_have_a_band_and_the_legend_names_it() -> None:
    with_band, without = drawn(ROWS, CLAIMED), drawn(ROWS, {})
    assert len(with_band.subfigs[0].axes[0].collections) == 2
    assert not without.subfigs[0].axes[0].collections
    names = [text.get_text() for text in with_band.subfigs[0].legends[0].get_texts()]
    assert names == ["Russian state", "Union State", "Western and other", "span claimed"]
    assert "span claimed" not in [text.get_text() for text in without.subfigs[0].legends[0].get_texts()]


@pytest.mark.parametrize(("first", "last"), [("1990", "2026"), ("2018", "2022"), ("2019-12", "2020-09")])
def test_the_axis_speaks_of_dates_at_any_length(first: str, last: str) -> None:
    ax = drawn(ROWS, CLAIMED, dated.span(first, last)).subfigs[0].axes[0]
    words = [label.get_text() for label in ax.get_xticklabels() if label.get_text()]
    assert 2 <= len(words) <= 9
    assert all(not word.isdigit() or len(word) <= 4 for word in words)


def test_long_words_are_cut_and_short_ones_kept() -> None:
    long = intervals.short("a label that nobody would call short, by whatever measure of shortness")
    assert long.endswith(" …")
    assert labels.width(long, intervals.WORDS) <= intervals.ROOM
    assert intervals.short("TASS") == "TASS"


def test_more_lines_make_a_taller_figure_and_none_says_so() -> None:
    assert intervals.height(ROWS) > intervals.height(ROWS.iloc[:1])
    empty = ROWS.iloc[:0]
    assert [text.get_text() for text in drawn(empty, CLAIMED).subfigs[0].axes[0].texts] == [
        "Nothing is left to draw under these choices."]
    assert intervals.height(empty) > 0

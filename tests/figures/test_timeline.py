from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from helpers.data import dates, vocabulary
from helpers.figures import timeline
from helpers.figures.style import theme

SHOWN = (1990, 2027)
places = st.lists(st.tuples(st.floats(0, 440), st.floats(10, 120)), max_size=9)


def rows_of(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    table = raw["timeline"].merge(raw["facts"], on="fact_id")
    starts, ends = table["date_start"], table["date_end"].where(table["date_end"].ne(""), table["date_start"])
    return pd.DataFrame({
        "lane": table["lane"], "label": table["label"], "short": table["short"].eq("yes"), "who": table["asserted_by"],
        "first": [pd.Timestamp(dates.first_day(cell)) for cell in starts],
        "at": [pd.Timestamp(dates.middle(cell)) for cell in starts],
        "last": [pd.Timestamp(dates.last_day(cell)) for cell in ends]})


def drawn(rows: pd.DataFrame, band: tuple[float, float] | None = None) -> Figure:
    with theme("light") as palette:
        fig = Figure(figsize=(6.4, 7), layout="constrained")
        timeline.events(rows, vocabulary.LANES, SHOWN, band, "said to be frozen")(fig.subfigures(), "light", palette)
        fig.draw_without_rendering()
    return fig


@given(places)
def test_no_names_overlap_and_no_stem_runs_through_one(wanted: list[tuple[float, float]]) -> None:
    made = timeline.place(tuple(timeline.Name.beside(x, width) for x, width in sorted(wanted)))
    assert len(made) == len(wanted)
    for one, other in combinations([found for found in made if found], 2):
        assert not timeline.clash(one, other)
        (a, level_a), (b, level_b) = one, other
        if level_a == level_b:
            assert a.end < b.start or b.end < a.start
        low, high = (a, b) if level_a < level_b else (b, a)
        if level_a != level_b and low.x != high.x:
            assert not low.start < high.x < low.end


def test_a_name_alone_is_set_low_and_at_the_right_and_one_at_the_edge_at_the_left() -> None:
    middle, edge = timeline.place((timeline.Name.beside(100, 50), timeline.Name.beside(430, 50)))
    assert middle is not None
    assert edge is not None
    assert (middle[1], edge[1]) == (1, 1)
    assert middle[0].start > middle[0].x
    assert edge[0].end < edge[0].x


def test_names_without_room_are_left_out() -> None:
    crowd = tuple(timeline.Name.beside(200 + place, 200) for place in range(6))
    assert timeline.place(crowd, most=2).count(None) == 4
    assert timeline.place((timeline.Name.beside(10, 900),)) == (None,)


def test_a_year_and_a_leap_year_are_one_year_long() -> None:
    assert timeline.year(pd.Timestamp("2020-01-01")) == 2020
    assert timeline.year(pd.Timestamp("2020-07-02")) == pytest.approx(2020.5, abs=0.001)


def test_every_name_meant_for_the_figure_finds_room(raw: dict[str, pd.DataFrame]) -> None:
    rows = rows_of(raw)
    named = timeline.named(rows, SHOWN)
    assert list(rows.loc[rows["short"], "label"]) == list(rows.loc[named, "label"])
    ax = drawn(rows, (2005, 2018.9)).subfigs[0].axes[0]
    texts = [text.get_text() for text in ax.texts]
    assert {lane.capitalize() for lane in vocabulary.LANES} < set(texts)
    assert len(texts) == int(named.sum()) + len(vocabulary.LANES)


def test_names_do_not_overlap_on_the_canvas_either(raw: dict[str, pd.DataFrame]) -> None:
    fig = drawn(rows_of(raw))
    boxes = [text.get_window_extent() for text in fig.subfigs[0].axes[0].texts]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_lanes_without_events_are_left_out_and_no_events_said(raw: dict[str, pd.DataFrame]) -> None:
    rows = rows_of(raw)
    some = rows[rows["lane"].eq("energy")]
    assert "Defence" not in [text.get_text() for text in drawn(some).subfigs[0].axes[0].texts]
    assert timeline.height(some, vocabulary.LANES, SHOWN) < timeline.height(rows, vocabulary.LANES, SHOWN)
    assert "Nothing is left" in drawn(rows.iloc[:0]).subfigs[0].axes[0].texts[0].get_text()
    assert timeline.height(rows.iloc[:0], vocabulary.LANES, SHOWN) > 0
    assert timeline.named(rows.iloc[:0], SHOWN).empty

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.figures import stances
from helpers.figures.style import theme

ROWS = pd.DataFrame({
    "lane": ["a goal", "a goal", "a goal", "its beginning in 2018"],
    "group": ["official Russia", "West", "West", "West"],
    "who": ["russia_state", "think_tank", "international_media", "think_tank"],
    "stance": ["contradicts", "supports", "supports", "qualifies"],
    "direct": [True, True, False, True],
})


def drawn(rows: pd.DataFrame) -> Figure:
    with theme("light") as palette:
        fig = Figure(figsize=(6.4, stances.height(rows)), layout="constrained")
        stances.matrix(rows)(fig.subfigures(), "light", palette)
        fig.draw_without_rendering()
    return fig


def axes(rows: pd.DataFrame) -> Axes:
    return drawn(rows).subfigs[0].axes[0]


def dots(ax: Axes) -> list[tuple[float, float]]:
    return [(float(line.get_xdata()[0]), float(line.get_ydata()[0]))  # type: ignore[index]
            for line in ax.lines if line.get_marker() not in ("", "None", None)]


def test_a_dot_for_each_voice_in_the_column_of_its_stance() -> None:
    assert sorted(int(across) for across, _ in dots(axes(ROWS))) == [0, 1, 2, 2]


def test_a_line_for_each_group_below_the_name_of_its_lane() -> None:
    names = [label.get_text() for label in axes(ROWS).get_yticklabels()]
    assert names == ["a goal", "official Russia", "West", "its beginning in 2018", "West"]


def test_a_lane_counts_its_voices_by_stance() -> None:
    words = [text.get_text() for text in axes(ROWS).texts]
    assert words[:3] == ["1", "0", "2"]
    assert words.count("2") == 2, "the two voices in one cell are counted beside it"


def test_an_indirect_voice_is_hollow() -> None:
    with theme("light") as palette:
        paper = palette.paper
    ax = axes(ROWS)
    hollow = [line for line in ax.lines if line.get_markerfacecolor() == paper and line.get_marker() != "None"]
    assert len(hollow) == 1
    names = [text.get_text() for text in drawn(ROWS).subfigs[0].legends[0].get_texts()]
    assert names == ["direct voice", "indirect voice"]


def test_the_legend_names_speakers_only_where_a_line_mixes_them() -> None:
    mixed = ROWS.assign(group="everybody")
    names = [text.get_text() for text in drawn(mixed).subfigs[0].legends[0].get_texts()]
    assert names[:2] == ["Russian state", "Western and other"]


def test_many_voices_stay_in_their_column() -> None:
    many = pd.concat([ROWS.iloc[[0]]] * 40, ignore_index=True)
    assert max(across for across, _ in dots(axes(many))) < 1


def test_long_names_of_lanes_are_wrapped_and_make_the_figure_taller() -> None:
    long = ROWS.assign(lane="a goal that takes a good many words to say, more than one line holds")
    assert len(stances.heading(long["lane"].iloc[0])) > 1
    assert stances.height(pd.concat([ROWS, long])) > stances.height(ROWS)


def test_no_voice_says_so() -> None:
    assert [text.get_text() for text in axes(ROWS.iloc[:0]).texts] == ["Nothing is left to draw under these choices."]

from __future__ import annotations

from itertools import pairwise

import pytest
from matplotlib.figure import SubFigure

from helpers.figures import frame, labels
from helpers.figures.palette import MODES, Palette
from helpers.figures.style import theme

LONG = ("Russia has taken about one half of Belarusian exports since 1996, whichever of the sources one asks, "
        "and more after 2022")
FOOT = ["Sources: Belstat (2024-03, terms of the site); UN Comtrade (2023, UN licence); Eurasian Commission. " * 3,
        "Claims: ES-01, ES-02."]


def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
    ax = fig.subplots()
    ax.plot([2000, 2020], [0, 1000], color=palette.sources[0])
    ax.set_xlabel("Year")
    ax.annotate("a label well to the right of its line", (2020, 1000), xytext=(5, 0), textcoords="offset points",
                annotation_clip=False)


def crowd(fig: SubFigure, mode: str, palette: Palette) -> None:
    for ax in fig.subplots(2, 1, sharex=True):
        for place in range(4):
            ax.plot([2000, 2020], [0, 50 + place])
        labels.line_ends(ax, [labels.End(f"line {place}", 2020, 50 + place, palette.ink) for place in range(4)])


@pytest.mark.parametrize("size", [(6.4, 4.2), (6.4, 2.4), (5.0, 6.0)])
@pytest.mark.parametrize("subtitle", ["", "US dollars per 1,000 m³"])
@pytest.mark.parametrize("mode", MODES)
def test_words_and_drawing_never_meet(mode: str, subtitle: str, size: tuple[float, float]) -> None:
    words = frame.Words.set(size[0], LONG, subtitle, FOOT)
    grown = words.room_for(size)
    with theme(mode) as colours:
        fig, layout = frame.compose(draw, colours, words, grown)
    body = fig.subfigs[frame.BODY_PART].get_tightbbox()
    texts = [text.get_window_extent() for text in fig.texts]
    header = texts[:len(words.title) + len(words.subtitle)]
    footer = texts[len(header):]
    assert len(footer) == len(words.footer)
    assert body is not None
    assert min(box.y0 for box in header) >= body.y1
    assert max(box.y1 for box in footer) <= body.y0
    for upper, lower in pairwise(texts):
        assert lower.y1 <= upper.y0 + 1
    for box in [*texts, body]:
        assert fig.bbox.x0 - 1 <= box.x0
        assert box.x1 <= fig.bbox.x1 + 1
        assert fig.bbox.y0 <= box.y0
        assert box.y1 <= fig.bbox.y1
    assert layout.overflow <= 1


def test_a_figure_grows_only_where_words_need_it() -> None:
    short = frame.Words.set(6.4, "A short finding", "", ["Sources: none"])
    assert short.room_for((6.4, 4.2)) == (6.4, 4.2)
    wide, high = frame.Words.set(6.4, LONG, "x", FOOT * 3).room_for((6.4, 4.2))
    assert wide == 6.4
    assert high > 4.2


def test_the_layout_is_the_same_to_the_last_bit_every_time() -> None:
    words = frame.Words.set(6.4, LONG, "x", FOOT)
    found = set()
    with theme("light") as colours:
        for _ in range(16):
            fig, _ = frame.compose(crowd, colours, words, (6.4, 4.2))
            boxes = [ax.bbox.bounds for ax in fig.axes] + [part.bbox.bounds for part in fig.subfigs]
            moved = [text.get_position() for ax in fig.axes for text in ax.texts]
            found.add((*boxes, *moved))
    assert len(found) == 1


def test_both_modes_are_laid_out_alike() -> None:
    words = frame.Words.set(6.4, LONG, "x", FOOT)
    size = words.room_for((6.4, 4.2))
    with theme("light") as colours:
        light, layout = frame.compose(draw, colours, words, size)
    with theme("dark") as colours:
        dark, _ = frame.compose(draw, colours, words, size, layout)
        alone, _ = frame.compose(draw, colours, words, size)
    for one, other, third in zip(light.axes, dark.axes, alone.axes, strict=True):
        assert one.get_window_extent().bounds == pytest.approx(other.get_window_extent().bounds, abs=0.01)
        assert one.get_window_extent().bounds == pytest.approx(third.get_window_extent().bounds, abs=0.01)

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.figure import Figure

from helpers import paths
from helpers.errors import CompendiumError
from helpers.evidence.rule import SYMBOLS
from helpers.figures import style
from helpers.figures.palette import MODES


@pytest.mark.parametrize("mode", MODES)
def test_theme_sets_the_look_and_restores_what_was(mode: str) -> None:
    before = dict(mpl.rcParams)
    with style.theme(mode) as colours:
        assert mpl.rcParams["figure.facecolor"] == colours.paper
        assert not mpl.rcParams["axes.spines.top"]
        assert mpl.rcParams["svg.fonttype"] == "path"
        assert mpl.rcParams["svg.hashsalt"]
    assert dict(mpl.rcParams) == before


def test_settings_of_the_machine_do_not_reach_a_figure() -> None:
    with mpl.rc_context({"axes.titlepad": 99.0}):
        with style.theme("light"):
            assert mpl.rcParams["axes.titlepad"] != 99
        assert mpl.rcParams["axes.titlepad"] == 99


@pytest.mark.parametrize("weight", [400, 600])
@pytest.mark.parametrize("family", style.FAMILIES)
def test_fonts_are_the_vendored_ones(family: str, weight: int) -> None:
    style.register_fonts()
    found = font_manager.findfont(font_manager.FontProperties(family=family, weight=weight), fallback_to_default=False)
    assert Path(found).is_relative_to(paths.VENDOR)
    assert TTFont(found)["OS/2"].usWeightClass == weight


def test_fonts_have_every_sign_that_figures_use() -> None:
    covered: set[int] = set()
    for path in (paths.VENDOR / "fonts" / "figures").glob("*-Regular.ttf"):
        covered |= set(TTFont(path).getBestCmap())
    wanted = "".join(SYMBOLS.values()) + "–−×±≥≤≈≠→←↑↓°€·’“”„«»№m³ŁłŠšČčŽžŬŭĆćŃńŚśŹź" + "ЎўІіЁёЄєҐґЯя"
    assert [sign for sign in wanted if ord(sign) not in covered] == []


def test_a_currency_sign_is_not_a_formula() -> None:
    with style.theme("light"):
        text = Figure().text(0, 0, "from $5 to $6")
        assert not text.get_parse_math()


def test_missing_fonts_say_how_to_get_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "VENDOR", tmp_path)
    style.register_fonts.cache_clear()
    try:
        with pytest.raises(CompendiumError, match=r"scripts/vendor\.py"):
            style.register_fonts()
    finally:
        monkeypatch.undo()
        style.register_fonts.cache_clear()
        style.register_fonts()

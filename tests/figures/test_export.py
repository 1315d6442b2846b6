from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from matplotlib.figure import SubFigure
from PIL import Image

from helpers.errors import CompendiumError
from helpers.figures import export
from helpers.figures.palette import Palette

DATA = pd.DataFrame({"year": [2019, 2020, 2021], "share": [0.41, 0.45, 0.1 + 0.2], "note": ["=1+1", "a", "b"]})
ALT = "A line from 2019 to 2021 that rises by four points and then falls back to thirty per cent."
GIVEN: dict[str, Any] = {
    "figure_id": "test-figure", "title": "Exports to Russia fell in 2021 from $5 to $4 & “less”", "alt": ALT,
    "data": DATA, "footer": "Sources: Belstat (2024-03). Claims: ES-01, REC-02, ES-01.",
    "subtitle": "Share of exports, per cent",
}
# Run in a process of its own, with a hash seed of its own.
SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import test_export as case
case.export.export(case.draw, folder=Path(sys.argv[2]), **case.GIVEN)
"""


def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
    ax = fig.subplots()
    ax.fill_between(DATA["year"], DATA["share"] - 0.1, DATA["share"] + 0.1, color=palette.accent, alpha=0.2)
    ax.plot(DATA["year"], DATA["share"], label="● share")
    ax.scatter(DATA["year"], DATA["share"], marker="s")
    ax.legend()


def exported(folder: Path, **changes: Any) -> export.Exported:
    return export.export(draw, folder=folder, **{**GIVEN, **changes})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> export.Exported:
    return exported(tmp_path_factory.mktemp("figures"))


def test_every_form_is_written_and_nothing_else(made: export.Exported) -> None:
    assert sorted(path.name for path in made.folder.iterdir()) == sorted(
        f"test-figure{end}" for end in (".svg", ".png", "-dark.svg", "-dark.png", ".csv", ".json"))


def test_two_processes_write_the_same_bytes(tmp_path: Path, made: export.Exported) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "1"}
    subprocess.run([sys.executable, "-c", SCRIPT, str(Path(__file__).parent), str(tmp_path)], env=environment,
                   check=True)
    for path in made.folder.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_pictures_carry_no_clock_and_no_version(made: export.Exported) -> None:
    svg = (made.folder / "test-figure.svg").read_text("utf-8")
    assert "dc:date" not in svg
    assert "Matplotlib v" not in svg
    with Image.open(made.folder / "test-figure.png") as picture:
        assert set(picture.info) == {"Title", "dpi"}
        assert picture.width == pytest.approx(2 * made.pixels[0], abs=1)


def test_the_two_modes_differ_in_their_paper(made: export.Exported) -> None:
    corners = []
    for suffix in ("", "-dark"):
        with Image.open(made.folder / f"test-figure{suffix}.png") as picture:
            corners.append(picture.convert("RGB").getpixel((0, 0)))
    assert corners == [(0xfb, 0xfa, 0xf7), (0x14, 0x18, 0x1f)]


def test_the_data_twin_is_a_plain_table(made: export.Exported) -> None:
    raw = (made.folder / "test-figure.csv").read_bytes()
    assert b"\r" not in raw
    rows = list(csv.reader(raw.decode("utf-8").splitlines()))
    assert rows == [["year", "share", "note"], ["2019", "0.41", "'=1+1"], ["2020", "0.45", "a"], ["2021", "0.3", "b"]]


def test_the_description_says_what_the_figure_is(made: export.Exported) -> None:
    told = json.loads((made.folder / "test-figure.json").read_text("utf-8"))
    assert told["title"] == GIVEN["title"]
    assert told["alt"] == ALT
    assert told["subtitle"] == GIVEN["subtitle"]
    assert told["footer"] == [GIVEN["footer"]]
    assert told["claims"] == ["ES-01", "REC-02"]
    assert told["size"] == [6.4, 4.2]
    assert made.claims == ("ES-01", "REC-02")


@pytest.mark.parametrize(("change", "told"), [
    ({"figure_id": "Test"}, "small letters"), ({"figure_id": "../x"}, "small letters"),
    ({"figure_id": "a--b"}, "small letters"),
    ({"figure_id": "a-dark"}, "dark picture"), ({"title": " "}, "title"), ({"alt": " "}, "40 to 400"),
    ({"alt": "too short"}, "it has 9"), ({"alt": "x" * 401}, "it has 401"),
    ({"title": ALT.rstrip(".")}, "not the title again"), ({"footer": [" "]}, "footer"),
    ({"data": DATA.iloc[:0]}, "0 rows"), ({"title": "A finding with a sign 漢 that no font has"}, "missing"),
])
def test_a_broken_rule_is_told_and_leaves_no_file(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    with pytest.raises(CompendiumError, match=told):
        exported(tmp_path, **change)
    assert list(tmp_path.iterdir()) == []


def test_a_drawing_outside_its_place_is_refused(tmp_path: Path) -> None:
    def wide(fig: SubFigure, mode: str, palette: Palette) -> None:
        text = fig.subplots().text(0, 0.5, "a label far too long for the figure it is in " * 3)
        text.set_in_layout(True)
        fig.text(0.5, 1.2, "over the title")

    with pytest.raises(CompendiumError, match="outside its place"):
        export.export(wide, folder=tmp_path, **GIVEN)
    assert list(tmp_path.iterdir()) == []


class Strict(HTMLParser):
    """Sees that every element is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_valid_escaped_and_describes_both_pictures(tmp_path: Path) -> None:
    nasty = 'Exports <b>fell</b> & "stayed" low <script>alert(1)</script> in all of 2021, see the line.'
    figure = export.html(exported(tmp_path, alt=nasty, title="A <i>finding</i>"), prefix="figures/")
    parser = Strict()
    parser.feed(figure)
    assert parser.open == []
    page = BeautifulSoup(figure, "html.parser")
    assert page.find(["script", "b", "i"]) is None
    light, dark = page.find_all("img")
    assert (light["class"], light["src"]) == (["only-light"], "figures/test-figure.svg")
    assert (dark["class"], dark["src"]) == (["only-dark"], "figures/test-figure-dark.svg")
    assert light["alt"] == dark["alt"] == nasty
    assert (light["width"], light["height"]) == ("614", "403")
    caption = page.find("figcaption")
    assert caption is not None
    assert caption.get_text() == "SVG · PNG · data (CSV)"
    # The theme hides a caption that follows a dark picture among its siblings.
    assert caption.find_previous_sibling("img") is None
    for link in page.find_all("a"):
        assert (tmp_path / Path(str(link["href"])).name).is_file()
        assert str(link["aria-label"]).startswith(link.get_text())


def test_a_notebook_shows_the_figure_or_its_description(made: export.Exported, monkeypatch: pytest.MonkeyPatch) -> None:
    from IPython import display

    shown: list[tuple[Any, bool]] = []
    monkeypatch.setattr(display, "display", lambda data, raw: shown.append((data, raw)))
    export.display(made)
    assert shown == [({"text/html": export.html(made), "text/plain": ALT}, True)]

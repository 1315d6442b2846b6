from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from helpers import paths
from helpers.errors import CompendiumError
from helpers.evidence.rule import SYMBOLS
from helpers.figures.palette import (
    DASHES,
    MARKERS,
    MODES,
    PALETTES,
    PERSPECTIVES,
    VERDICT_COLOURS,
    palette,
    perspective,
)

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
VISIONS = {"normal": np.eye(3), **{name: np.array(rows) for name, rows in DEFICIENCIES.items()}}
CONES = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                  [0.0883024619, 0.2817188376, 0.6299787005]])
OKLAB = np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                  [0.0259040371, 0.7827717662, -0.8086757660]])


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, vision: str) -> np.ndarray:
    return OKLAB @ np.cbrt(np.clip(CONES @ np.clip(VISIONS[vision] @ linear(colour), 0, 1), 0, None))


def nearest(colours: Iterable[str], vision: str) -> float:
    return min(float(np.linalg.norm(seen(a, vision) - seen(b, vision))) for a, b in combinations(colours, 2))


def test_contrast_formula_agrees_with_its_published_ends() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("mode", MODES)
def test_text_and_marks_have_contrast(mode: str) -> None:
    colours = palette(mode)
    for text in (colours.ink, colours.muted, colours.accent):
        assert contrast(text, colours.paper) >= 4.5
    for symbol, verdict in colours.verdicts.items():
        assert contrast(verdict.text, colours.paper) >= 4.5, symbol
        assert contrast(verdict.on, verdict.fill) >= 4.5, symbol
        assert contrast(verdict.edge, colours.paper) >= 3, symbol
    for mark in (*colours.perspectives.values(), *colours.sources, colours.muted):
        assert contrast(mark, colours.paper) >= 3, mark


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("mode", MODES)
def test_perspectives_and_sources_are_told_apart(mode: str, vision: str) -> None:
    colours = palette(mode)
    assert nearest(colours.perspectives.values(), vision) >= 0.10
    assert nearest(colours.sources, vision) >= 0.08


@pytest.mark.parametrize("mode", MODES)
def test_a_grey_copy_keeps_most_pairs_apart_and_shapes_the_rest(mode: str) -> None:
    tones = sorted(float(seen(colour, "normal")[0]) for colour in palette(mode).perspectives.values())
    gaps = np.diff(tones)
    assert (gaps >= 0.05).sum() >= 3
    assert set(MARKERS) == set(PERSPECTIVES)
    assert len(set(MARKERS.values())) == len(MARKERS)
    assert len(set(DASHES)) == len(DASHES) == len(palette(mode).sources)


@pytest.mark.parametrize("mode", MODES)
def test_perspectives_keep_away_from_verdicts(mode: str) -> None:
    colours = palette(mode)
    for hue in colours.perspectives.values():
        for verdict in colours.verdicts.values():
            assert np.linalg.norm(seen(hue, "normal") - seen(verdict.edge, "normal")) >= 0.08


def test_verdicts_are_those_of_the_rule_in_its_order() -> None:
    for mode in MODES:
        assert list(VERDICT_COLOURS[mode]) == list(SYMBOLS.values())


def test_every_voice_of_the_tables_has_a_hue(raw: dict[str, pd.DataFrame]) -> None:
    for mode in MODES:
        for voice in {*raw["facts"]["asserted_by"], *raw["sources"]["perspective"]} - {""}:
            assert palette(mode).voice(voice) in palette(mode).perspectives.values()


def test_unknown_names_say_what_is_known() -> None:
    with pytest.raises(CompendiumError, match="belarus_state"):
        perspective("nobody")
    with pytest.raises(CompendiumError, match="light, dark"):
        palette("sepia")


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]{6})", block))


@pytest.mark.parametrize("mode", MODES)
def test_the_stylesheet_has_the_same_colours(mode: str) -> None:
    css = (paths.TEMPLATES / "_static" / "compendium.css").read_text("utf-8")
    found = re.search(rf'html\[data-theme="{mode}"\]\{{(.*?)\n\}}', css, re.DOTALL)
    assert found
    written, colours = tokens(found[1]), PALETTES["light" if mode == "light" else "dark"]
    for name in ("paper", "ink", "muted", "rule", "accent"):
        assert written[name] == getattr(colours, name), name
    for place, verdict in enumerate(colours.verdicts.values(), start=1):
        for part in ("fill", "on", "text", "edge"):
            assert written[f"v{place}-{part}"] == getattr(verdict, part), (place, part)


def test_verdicts_on_paper_that_is_white_have_contrast_too() -> None:
    css = (paths.TEMPLATES / "_static" / "compendium.css").read_text("utf-8")
    printed = tokens(css[css.index("@media print"):])
    for place in range(1, len(SYMBOLS) + 1):
        assert contrast(printed[f"v{place}-text"], printed["paper"]) >= 4.5
        assert contrast(printed[f"v{place}-on"], printed[f"v{place}-fill"]) >= 4.5

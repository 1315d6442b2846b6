"""The colours of the look: one table for light, one for dark, keyed to meaning.

Hues were searched for, not picked: every pair of perspectives keeps its distance
under normal vision, protanopia, deuteranopia and tritanopia, differs in lightness
(so it survives a grey copy), and keeps away from the colours of the verdicts.
`tests/figures/test_palette.py` holds the thresholds. Colour never works alone:
perspectives have markers, sources have dashes, verdicts have symbols and words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from helpers.errors import CompendiumError

Mode = Literal["light", "dark"]
MODES: tuple[Mode, ...] = ("light", "dark")
Dash = tuple[float, tuple[float, ...]]

# Who speaks, as figures tell it apart; every voice of the tables falls under one.
PERSPECTIVES: Mapping[str, str] = MappingProxyType({
    "belarus_state": "Belarusian state",
    "russia_state": "Russian state",
    "union_state": "Union State",
    "belarus_independent": "Independent Belarusian",
    "other": "Western and other",
})
_OTHERS = frozenset({
    "academic", "international_media", "international_org", "legal_text", "other_media",
    "russia_private", "think_tank", "ukraine", "western_state",
})
MARKERS: Mapping[str, str] = MappingProxyType({
    "belarus_state": "o",
    "russia_state": "s",
    "union_state": "D",
    "belarus_independent": "^",
    "other": "v",
})
# One dash per competing source, in the order of `Palette.sources`.
DASHES: tuple[Dash, ...] = (
    (0.0, ()),
    (0.0, (5.0, 1.6)),
    (0.0, (1.4, 1.4)),
    (0.0, (6.0, 1.5, 1.4, 1.5)),
)


@dataclass(frozen=True)
class VerdictColour:
    """Colours of one verdict, named by its symbol.

    Parameters
    ----------
    fill
        Area or mark; at least 3 : 1 against the paper, the paper itself for outlined ones.
    on
        Text on the fill; at least 4.5 : 1.
    text
        The word on the paper; at least 4.5 : 1.
    edge
        Outline of the mark; at least 3 : 1 against the paper.
    """

    fill: str
    on: str
    text: str
    edge: str


@dataclass(frozen=True)
class Palette:
    """Colours of one mode.

    Parameters
    ----------
    mode
        "light" or "dark".
    paper, ink, muted, rule, accent
        Ground, text, secondary text and comparators, hairlines, the one accent.
    perspectives
        Hue by key of `PERSPECTIVES`.
    sources
        Hues for competing sources of one quantity, to be used in this order with `DASHES`.
    verdicts
        Colours by symbol.
    """

    mode: Mode
    paper: str
    ink: str
    muted: str
    rule: str
    accent: str
    perspectives: Mapping[str, str]
    sources: tuple[str, ...]
    verdicts: Mapping[str, VerdictColour]

    def voice(self, asserted_by: str) -> str:
        """Return the hue of whoever speaks, from a cell of `asserted_by` or `perspective`."""
        return self.perspectives[perspective(asserted_by)]


def perspective(asserted_by: str) -> str:
    """Return the key of `PERSPECTIVES` that a voice falls under.

    Raises
    ------
    CompendiumError
        When the voice is not one of the tables' vocabulary.
    """
    if asserted_by in PERSPECTIVES:
        return asserted_by
    if asserted_by in _OTHERS:
        return "other"
    known = ", ".join(sorted({*PERSPECTIVES, *_OTHERS}))
    raise CompendiumError(f"found voice {asserted_by!r}, expected one of {known}; mend the cell or add it here")


def _outlined(text: str, paper: str) -> VerdictColour:
    return VerdictColour(fill=paper, on=text, text=text, edge=text)


def _filled(fill: str, on: str, text: str = "") -> VerdictColour:
    return VerdictColour(fill=fill, on=on, text=text or fill, edge=fill)


VERDICT_COLOURS: Mapping[Mode, Mapping[str, VerdictColour]] = MappingProxyType({
    "light": MappingProxyType({
        "●": _filled("#0e5a7a", "#ffffff"),
        "◕": _filled("#5a97b2", "#141a24", "#2b6f8d"),
        "◑": _filled("#7a6a9c", "#ffffff", "#72629a"),
        "≷": _filled("#9f680a", "#ffffff", "#966108"),
        "✕": _filled("#a8322a", "#ffffff"),
        "?": _filled("#6b717b", "#ffffff", "#646a74"),
        "–": _outlined("#5b6472", "#fbfaf7"),
        "…": _outlined("#5b6472", "#fbfaf7"),
    }),
    "dark": MappingProxyType({
        "●": _filled("#5db4dc", "#14181f"),
        "◕": _filled("#9cc9de", "#14181f"),
        "◑": _filled("#b3a5d6", "#14181f"),
        "≷": _filled("#e3ad4c", "#14181f"),
        "✕": _filled("#ef8377", "#14181f"),
        "?": _filled("#9aa1ac", "#14181f"),
        "–": _outlined("#a0a7b3", "#14181f"),
        "…": _outlined("#a0a7b3", "#14181f"),
    }),
})

PALETTES: Mapping[Mode, Palette] = MappingProxyType({
    "light": Palette(
        mode="light", paper="#fbfaf7", ink="#1d2430", muted="#5b6472", rule="#d9d5cc", accent="#22487a",
        perspectives=MappingProxyType({
            "belarus_state": "#31663e",
            "russia_state": "#b02a90",
            "union_state": "#4a62df",
            "belarus_independent": "#83903c",
            "other": "#4a2209",
        }),
        sources=("#1f4278", "#109a78", "#95489a", "#5c230b"),
        verdicts=VERDICT_COLOURS["light"],
    ),
    "dark": Palette(
        mode="dark", paper="#14181f", ink="#e8e6e1", muted="#a0a7b3", rule="#333a46", accent="#8db4e8",
        perspectives=MappingProxyType({
            "belarus_state": "#55c277",
            "russia_state": "#f7a6e2",
            "union_state": "#9180ea",
            "belarus_independent": "#d3f07e",
            "other": "#b3683a",
        }),
        sources=("#5b93dc", "#90f2cd", "#f3b4f2", "#b5805c"),
        verdicts=VERDICT_COLOURS["dark"],
    ),
})


def palette(mode: str) -> Palette:
    """Return the colours of "light" or "dark"."""
    for known in MODES:
        if mode == known:
            return PALETTES[known]
    raise CompendiumError(f"found mode {mode!r}, expected one of {', '.join(MODES)}")

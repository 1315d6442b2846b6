"""What a cell may hold: rules for one column, and how a cell that breaks one is described."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from helpers.data import dates

LONGEST = 80  # characters of a cell that a message shows
DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
# Letters written from right to left turn a row of a table around on the screen; titles in such scripts
# are given in English. Zero-width and direction signs are caught by str.isprintable.
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


@dataclass(frozen=True)
class Offence:
    """What is wrong with a cell: the three things that a fault tells."""

    found: str
    expected: str
    remedy: str


@dataclass(frozen=True)
class Rule:
    """What the cells of one column may hold.

    Parameters
    ----------
    expected, remedy
        For the message: what a cell should hold, and an order that mends it.
    accepts
        Whether one entry (the cell, or an entry of a `;`-separated cell) is right; never asked about "".
    kind, words, pattern, low, high
        What the Data Package says of an entry: its type there, and the closed vocabulary, the regular
        expression or the bounds where there are any.
    blank
        Whether the cell may be empty.
    listed
        Whether the cell holds entries with `;` between them.
    """

    expected: str
    remedy: str
    accepts: Callable[[str], bool]
    kind: str = "string"
    words: tuple[str, ...] = ()
    pattern: str = ""
    low: float = -np.inf
    high: float = np.inf
    blank: bool = False
    listed: bool = False

    def optional(self) -> Rule:
        """Return the rule for a column whose cells may be blank."""
        return replace(self, blank=True)

    def several(self) -> Rule:
        """Return the rule for a `;`-separated column of such entries, none twice."""
        return replace(self, listed=True)

    def offence(self, cell: str) -> Offence | None:
        """Return what is wrong with a cell, or None."""
        sign = hidden(cell)
        if sign:
            return Offence(f"{sign} in {shown(cell)}", "visible signs written from left to right",
                           "retype the cell without it")
        if cell != cell.strip():
            return Offence(shown(cell), "no blank at either end", "remove the blanks at the ends")
        if not cell:
            return None if self.blank else Offence("a blank cell", self.expected, self.remedy)
        if self.listed:
            return self._offence_in_list(cell.split(";"))
        return None if self.accepts(cell) else Offence(shown(cell), self.expected, self.remedy)

    def _offence_in_list(self, entries: list[str]) -> Offence | None:
        for place, entry in enumerate(entries):
            if not entry or not self.accepts(entry):
                return Offence(f"{shown(entry)} as entry {place + 1}",
                               f"{self.expected}, entries parted by ';' alone", self.remedy)
            if entry in entries[:place]:
                return Offence(f"{shown(entry)} twice", "every entry once", "keep one of them")
        return None

    def holds(self, cells: pd.Series) -> pd.Series:
        """Return for every cell whether it keeps the rule; every distinct cell is looked at once."""
        listed = cells.tolist()  # much quicker to walk than pandas' text
        kept = {cell: self.offence(cell) is None for cell in set(listed)}
        return pd.Series([kept[cell] for cell in listed], index=cells.index, dtype=bool)


def shown(cell: str) -> str:
    """Return a cell as a message shows it: quoted, cut at `LONGEST`, look-alike letters laid bare.

    A Cyrillic letter inside a Latin word cannot be seen, so a cell that is mostly ASCII is escaped.
    """
    start = cell[:LONGEST]
    foreign = sum(not sign.isascii() for sign in start)
    quoted = ascii(start) if foreign <= len(start) / 4 else repr(start)
    return quoted if start == cell else f"{quoted[:-1]}…{quoted[-1]}"


def hidden(cell: str) -> str:
    """Return the name of the first sign that cannot be seen or turns the line around, else ""."""
    if cell.isascii() and cell.isprintable():
        return ""
    for place, sign in enumerate(cell, 1):
        if not sign.isprintable() or RIGHT_TO_LEFT.match(sign):
            return f"U+{ord(sign):04X} at character {place}"
    return ""


def text(what: str) -> Rule:
    """Return the rule for free text."""
    return Rule(what, f"give {what}", lambda _: True)


def matching(pattern: str, expected: str, remedy: str = "") -> Rule:
    """Return the rule for entries that match a regular expression from end to end."""
    compiled = re.compile(pattern, re.ASCII)
    return Rule(expected, remedy or f"write {expected}", lambda entry: bool(compiled.fullmatch(entry)),
                pattern=pattern)


def word(words: Iterable[str], what: str) -> Rule:
    """Return the rule for one word of a closed vocabulary."""
    known = tuple(words)
    listing = ", ".join(map(repr, known))
    return Rule(f"{what}: {listing}" if len(known) <= 15 else what,
                "use one of these words, or add a new one to helpers/data/vocabulary.py",
                frozenset(known).__contains__, words=known)


def code(codes: Iterable[str], pattern: str, what: str) -> Rule:
    """Return the rule for one of many standard codes; the Data Package gives their pattern only."""
    return Rule(what, f"look up {what}", frozenset(codes).__contains__, pattern=pattern)


def date(pattern: str, forms: str, kind: str = "string") -> Rule:
    """Return the rule for a (partial) date of the given forms that exists in the calendar."""
    compiled = re.compile(pattern, re.ASCII)

    def accepts(entry: str) -> bool:
        return bool(compiled.fullmatch(entry)) and _span(entry) is not None

    return Rule(f"a date that exists, as {forms}", f"write the date as {forms}", accepts, kind,
                pattern=pattern)


def number(low: float = -np.inf, high: float = np.inf, unit: str = "") -> Rule:
    """Return the rule for a plain finite decimal between two bounds."""

    def accepts(entry: str) -> bool:
        return bool(DECIMAL.fullmatch(entry)) and low <= float(entry) <= high

    expected = "a plain decimal number such as 0.5" + (f", {unit}" if unit else "")
    if np.isfinite(low):
        expected += f", not below {low:g}"
    if np.isfinite(high):
        expected += f", not above {high:g}"
    return Rule(expected, "write digits with a point, without thousands marks, exponent or unit", accepts,
                "number", low=low, high=high)


def _span(entry: str) -> tuple[int, int] | None:
    """Return the first and last day of a partial date as ordinals, or None where it has none."""
    try:
        first, last = dates.span(entry)
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def days(cells: pd.Series, last: bool = False) -> pd.Series:
    """Return partial dates as day numbers, so that columns can be compared.

    Parameters
    ----------
    cells
        Text, any index.
    last
        The last day of each date instead of the first.

    Returns
    -------
    Series of float, same index
        Proleptic ordinals; NaN where the cell is blank or no date, which is for its own rule to report.
    """
    listed = cells.tolist()
    spans = {cell: _span(cell) for cell in set(listed)}
    ordinals = {cell: float(span[last]) if span else np.nan for cell, span in spans.items()}
    return pd.Series([ordinals[cell] for cell in listed], index=cells.index, dtype=float)


def precision(cells: pd.Series) -> pd.Series:
    """Return day, month or year as the form of each date shows, "" for a blank one, NaN for another."""
    return cells.str.len().map({0: "", 4: "year", 7: "month", 10: "day"})

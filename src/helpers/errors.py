"""Errors that a reader can act on: where, what was found, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class CompendiumError(Exception):
    """A failure whose message is meant for the person who runs the project."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of one cell, row or file.

    Parameters
    ----------
    file
        Path from the project's root.
    line
        Line in the file, counted from 1 (the header); 0 for the file as a whole.
    column
        Name of the column, blank for the row or file as a whole.
    found, expected, remedy
        The three things a reader needs; `remedy` is an order ("name a source in sources.csv").
    """

    file: str
    line: int
    column: str
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        place = ":".join(part for part in (self.file, str(self.line or ""), self.column) if part)
        return f"{place}: found {self.found}, expected {self.expected}, do: {self.remedy}"


class FaultyData(CompendiumError):  # noqa: N818 (named for what was found)
    """Several faults, reported together."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))

"""Parameters: names, types and bounds from the manifest, checked before any kernel starts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from helpers.errors import CompendiumError

TYPES = ("date", "integer", "number", "choice", "perspectives", "integers", "vintage")


@dataclass(frozen=True)
class Parameter:
    """One parameter.

    Parameters
    ----------
    name, type, default, help
        As the manifest says.
    low, high
        Bounds of a number, None for none.
    choices
        The values of a choice.
    """

    name: str
    type: str
    default: Any
    help: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

    @classmethod
    def described(cls, name: str, entry: Mapping[str, Any]) -> Parameter:
        """Return the parameter that a manifest entry describes; its default must fit its own type."""
        kind = entry.get("type")
        if kind not in TYPES:
            raise CompendiumError(f"notebooks/manifest.yml: parameter {name}: found type {kind!r}, "
                                  f"expected one of {', '.join(TYPES)}")
        low, high = entry.get("between", (None, None))
        made = cls(name, str(kind), entry.get("default"), str(entry["help"]), low, high,
                   tuple(map(str, entry.get("choices", ()))))
        if made.default is not None or made.type != "date":
            made.check(made.default)
        return made

    def _refuse(self, found: object, expected: str) -> CompendiumError:
        return CompendiumError(f"parameter {self.name}: found {found!r}, expected {expected}; do: {self.help}")

    def check(self, value: Any) -> Any:
        """Return a value in the parameter's own type.

        Text, as a command line gives it, is read; a date stays text in the form YYYY-MM-DD, because a
        bare date would reach the notebook as a subtraction.

        Raises
        ------
        CompendiumError
            When the value is not of that type, or out of bounds.
        """
        return getattr(self, f"_{self.type}")(value)

    def _date(self, value: Any) -> str | None:
        if value is None or value in ("", "none", "None"):
            return None
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError as error:
            raise self._refuse(value, "a day as YYYY-MM-DD, or none") from error

    def _bounded(self, value: float, found: Any) -> None:
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            raise self._refuse(found, f"a value from {self.low} to {self.high}")

    def _integer(self, value: Any) -> int:
        try:
            if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
                raise ValueError
            number = int(value)
        except (TypeError, ValueError) as error:
            raise self._refuse(value, "a whole number") from error
        self._bounded(number, value)
        return number

    def _number(self, value: Any) -> float:
        try:
            if isinstance(value, bool):
                raise ValueError
            number = float(value)
        except (TypeError, ValueError) as error:
            raise self._refuse(value, "a number") from error
        if not math.isfinite(number):
            raise self._refuse(value, "a finite number")
        self._bounded(number, value)
        return number

    def _choice(self, value: Any) -> str:
        if str(value) not in self.choices:
            raise self._refuse(value, f"one of {', '.join(self.choices)}")
        return str(value)

    def _perspectives(self, value: Any) -> str | list[str]:
        entries = value.split(",") if isinstance(value, str) else value
        if not isinstance(entries, list | tuple) or not entries:
            raise self._refuse(value, "all, official, independent, or families separated by commas")
        from helpers.evidence.voices import families  # brings pandas, which most commands do without

        cleaned = [str(entry).strip() for entry in entries]
        families(cleaned)
        return cleaned[0] if len(cleaned) == 1 else cleaned

    def _vintage(self, value: Any) -> str:
        if value in ("newest", "first"):
            return str(value)
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError as error:
            raise self._refuse(value, "newest, first, or a day as YYYY-MM-DD") from error

    def _integers(self, value: Any) -> list[int]:
        entries = value.split(",") if isinstance(value, str) else value
        if not isinstance(entries, list | tuple):
            raise self._refuse(value, "whole numbers separated by commas")
        return [self._integer(entry) for entry in entries]


def check(described: Mapping[str, Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of all parameters: those given, checked, and the defaults of the rest.

    Raises
    ------
    CompendiumError
        For a name that the manifest does not know, or a value of another type.
    """
    strange = [name for name in given if name not in described]
    if strange:
        raise CompendiumError(f"parameter {strange[0]}: found an unknown name, expected one of "
                              f"{', '.join(described)}; do: choose one of these")
    return {name: parameter.check(given[name]) if name in given else parameter.default
            for name, parameter in described.items()}


def parse(pairs: tuple[str, ...] | list[str]) -> dict[str, str]:
    """Read `NAME=VALUE` words of a command line."""
    given = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise CompendiumError(f"parameter: found {pair!r}, expected NAME=VALUE; do: write for example "
                                  "-p as_of=2024-05-16")
        if name in given:
            raise CompendiumError(f"parameter {name}: found it twice, expected it once; do: leave one out")
        given[name] = value
    return given

"""Draws without replacement: how likely it is that so many, or so few, marked things are among those picked."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

from helpers.errors import CompendiumError


@dataclass(frozen=True)
class Draw:
    """What chance makes of a count of marked things among those picked.

    Parameters
    ----------
    fewer
        Probability of so many marked ones or fewer.
    more
        Probability of so many or more.
    least
        Probability of none at all: below it no shortage can be told from chance.
    most
        Probability of as many as possible: below it no excess can be told from chance.
    """

    fewer: float
    more: float
    least: float
    most: float


def marked(total: int, of_kind: int, picked: int, found: int) -> Draw:
    """Return the tails of the hypergeometric distribution (Fisher 1935, The Design of Experiments, chapter 2).

    Parameters
    ----------
    total
        All things.
    of_kind
        Marked ones among them.
    picked
        Things picked.
    found
        Marked ones among those picked.

    Raises
    ------
    CompendiumError
        For counts that cannot occur together.
    """
    low, high = max(0, picked + of_kind - total), min(of_kind, picked)
    if not (0 <= of_kind <= total and 0 <= picked <= total and low <= found <= high):
        raise CompendiumError(f"draw: found {found} marked among {picked} of {total} with {of_kind} marked, expected "
                              f"{low} to {high}; do: count again")
    chance = {k: comb(of_kind, k) * comb(total - of_kind, picked - k) / comb(total, picked)
              for k in range(low, high + 1)}
    return Draw(sum(p for k, p in chance.items() if k <= found), sum(p for k, p in chance.items() if k >= found),
                chance[low], chance[high])

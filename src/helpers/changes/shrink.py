"""Shrink a set of changes to as few as still have an effect (delta debugging, Zeller and Hildebrandt 2002)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

Entry = TypeVar("Entry")


class Enough(Exception):  # noqa: N818 (no error: the search ends here)
    """Raised by an effect that may not be asked again; the smallest set found so far stands."""


def smallest(entries: Sequence[Entry], effect: Callable[[Sequence[Entry]], bool]) -> tuple[list[Entry], bool]:
    """Return a subset that still has the effect and none of whose members can be left out.

    Parameters
    ----------
    entries
        All changes; together they have the effect.
    effect
        Whether some of them, in their order, have it. It may raise `Enough`.

    Returns
    -------
    list, bool
        The subset in the given order, and whether it is known to be as small as can be.
    """
    kept = list(entries)
    pieces = 2
    try:
        while len(kept) > 1:
            pieces = min(pieces, len(kept))
            bounds = [len(kept) * place // pieces for place in range(pieces + 1)]
            chunks = [kept[low:high] for low, high in pairwise(bounds)]
            alone = next((chunk for chunk in chunks if effect(chunk)), None)
            if alone is not None:
                kept, pieces = alone, 2
                continue
            rests = ([entry for other, chunk in enumerate(chunks) if other != place for entry in chunk]
                     for place in range(len(chunks)))
            # With two pieces the rest of one is the other, which was tried.
            rest = next((found for found in rests if effect(found)), None) if pieces > 2 else None
            if rest is not None:
                kept, pieces = rest, max(pieces - 1, 2)
            elif pieces == len(kept):
                return kept, True
            else:
                pieces *= 2
    except Enough:
        return kept, False
    return kept, True

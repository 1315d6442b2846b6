"""Guards: what a fetched vintage changes, value by value, and what of it somebody has to accept by name first.

A value is *off* when it is more than `FACTOR` times the one before or less than its reciprocal. On scales with a zero
in their midst or with bounds, where ratios mean nothing, it is off when it moved by more than `SHARE` of the scale. A
new value is off when it is more than `LEAP` times its neighbour before. A value that is gone is off in any case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.refresh.upstream import Delivery

FACTOR, SHARE, LEAP = 1.5, 0.1, 5.0
KEY = ["entity", "partner", "period", "edition"]
ADDED, CHANGED, REMOVED = "added", "changed", "removed"


@dataclass(frozen=True)
class Change:
    """One value that differs.

    Parameters
    ----------
    name
        `SERIES:STATE[:PARTNER]:PERIOD[:EDITION]`, by which it is accepted.
    kind
        `added`, `changed` or `removed`.
    before, after
        The values, None for none.
    off
        Why it has to be accepted by name, blank where it has not.
    """

    name: str
    kind: str
    before: float | None
    after: float | None
    off: str = ""

    @property
    def size(self) -> float | None:
        """How much the value moved; None for one that is new or gone."""
        return None if self.before is None or self.after is None else self.after - self.before


def name_of(series_id: str, entity: str, partner: str, period: str, edition: str) -> str:
    """Return the name of a value."""
    return ":".join(part for part in (series_id, entity, partner, period, edition.replace(" ", "_")) if part)


def decimals(text: str) -> int:
    """Return how many decimals a number is written with."""
    return len(text.partition(".")[2])


def scale(values: Sequence[float], limits: tuple[float, float] | None) -> float | None:
    """Return the width of a scale on which ratios mean nothing: a bounded one, or one with values below zero.

    Parameters
    ----------
    values
        The present values of the series.
    limits
        What its unit says of the bounds.
    """
    if limits:
        return limits[1] - limits[0]
    if len(values) and min(values) < 0:
        return max(float(np.ptp(np.asarray(values))), abs(min(values)))
    return None


def off(before: float, after: float, width: float | None, factor: float = FACTOR) -> str:
    """Return why a value is off, or "".

    Examples
    --------
    >>> off(100, 160, None), off(100, 140, None), off(0.2, 0.35, 1.0)
    ('1.6 times the value before', '', 'moved by 0.15 on a scale of 1')
    """
    if width is not None:
        moved = abs(after - before)
        return f"moved by {moved:.4g} on a scale of {width:g}" if moved > SHARE * width + 1e-12 else ""
    if before <= 0 or after <= 0:
        return "" if before == after else f"{before:g} became {after:g}"
    ratio = after / before
    return f"{ratio:.3g} times the value before" if ratio > factor or ratio < 1 / factor else ""


def changes(series_id: str, present: pd.DataFrame, fetched: pd.DataFrame, limits: tuple[float, float] | None) -> list[
        Change]:
    """Return every value that a vintage changes, adds or lacks, sorted by state, partner and period.

    Parameters
    ----------
    present, fetched
        Values as text, with the columns `KEY` and `value`. A change smaller than the last decimal written in
        `present` is none.
    limits
        The bounds that the unit states.
    """
    old, new = ({tuple(row): text for *row, text in table[[*KEY, "value"]].itertuples(index=False, name=None)}
                for table in (present, fetched))
    width = scale([float(text) for text in old.values()], limits)
    found = []
    for key in sorted(old.keys() | new.keys()):
        name, before, after = name_of(series_id, *key), old.get(key), new.get(key)
        if after is None:
            found.append(Change(name, REMOVED, float(before or "nan"), None, "gone from what the publisher gives"))
        elif before is None:
            found.append(Change(name, ADDED, None, float(after), _leap(key, float(after), new, width)))
        elif abs(float(after) - float(before)) > 0.5 * 10.0 ** -decimals(before) * (1 + 1e-9):
            found.append(Change(name, CHANGED, float(before), float(after), off(float(before), float(after), width)))
    return found


def _leap(key: tuple[str, ...], value: float, among: dict[tuple[str, ...], str], width: float | None) -> str:
    """Return why a new value is off its neighbour before, or ""; a bounded scale bounds it already."""
    earlier = [(period, text) for (entity, partner, period, edition), text in among.items()
               if (entity, partner, edition) == (key[0], key[1], key[3]) and period < key[2]]
    if width is not None or not earlier:
        return ""
    period, text = max(earlier)
    told = off(float(text), value, None, LEAP)
    return f"{told}, that of {period}" if told else ""


def beside(series_id: str, standing: pd.DataFrame, fetched: pd.DataFrame) -> list[Change]:
    """Return the values of a new edition, held against the middle of what others say for the same period."""
    middle = standing.assign(number=standing["value"].astype(float)).groupby(["entity", "partner", "period"])[
        "number"].median()
    found = []
    for row in fetched.to_dict("records"):
        near = middle.get((row["entity"], row["partner"], row["period"]))
        told = off(float(near), float(row["value"]), None, LEAP) if near is not None else ""
        found.append(Change(name_of(series_id, *(row[part] for part in KEY)), ADDED, None, float(row["value"]),
                            f"{told} by others" if told else ""))
    return found


def definition(delivery: Delivery, before: str) -> str:
    """Return what is wrong with the publisher's own name and unit of a series, or "".

    Parameters
    ----------
    before
        What it was at the last vintage, blank where there is none.
    """
    lost = [word for word in delivery.binding.words if word.casefold() not in delivery.definition.casefold()]
    if lost:
        return f"{delivery.definition!r} without {' and '.join(map(repr, lost))}"
    return f"{delivery.definition!r}, before it was {before!r}" if before and delivery.definition != before else ""


def open_names(found: Sequence[Change], wrong: str, series_id: str, accepted: Collection[str]) -> Iterator[str]:
    """Yield the names that have to be accepted and are not."""
    if wrong and f"{series_id}:definition" not in accepted:
        yield f"{series_id}:definition"
    yield from (change.name for change in found if change.off and change.name not in accepted)

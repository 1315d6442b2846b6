"""What every adaptor shares: who publishes, which series it serves, and what a delivery holds."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from helpers.refresh.web import Answer, Refused, Web

ADDRESS = re.compile(r"https?://[^\s;,)]+[^\s;,).]")
# What an adaptor gives of each value; the rest of a row follows from the series and the vintage.
VALUE = ["entity", "partner", "period", "edition", "value", "note"]


@dataclass(frozen=True)
class Binding:
    """One series that an adaptor serves.

    Parameters
    ----------
    series_id
        The series.
    code
        What the publisher calls it.
    words
        What must stand in the publisher's own name and unit of it: that is how a changed unit is seen.
    stands
        `instead` of the values before, or `beside` them as one more edition.
    options
        What else the adaptor needs to know.
    """

    series_id: str
    code: str
    words: tuple[str, ...] = ()
    stands: str = "instead"
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Delivery:
    """What a publisher gave for one series.

    Parameters
    ----------
    binding
        The series.
    values
        Columns `VALUE`, all text.
    definition
        The publisher's name of it, with the unit.
    version
        The publisher's version or day of it, blank where it gives none.
    answers
        The answers that it was read from.
    share
        Whether the publisher's own statement with this delivery lets it be passed on; None leaves it to the adaptor.
    """

    binding: Binding
    values: pd.DataFrame
    definition: str
    version: str
    answers: tuple[Answer, ...]
    share: bool | None = None


# From the bindings wanted and the present values of each series to deliveries.
Deliver = Callable[[Sequence[Binding], Mapping[str, pd.DataFrame], Web], Iterator[Delivery]]


@dataclass(frozen=True)
class Upstream:
    """One publisher.

    Parameters
    ----------
    name, title
        Of the adaptor, and of the data as their users know them.
    docs
        Where the interface or the download is described.
    publisher, perspective, origin, licence
        For the row of `sources` of each vintage.
    terms
        What its terms say, in a few words.
    share
        Whether they let values be passed on; where they were not read, they do not.
    bindings
        The series it serves.
    deliver
        The adaptor.
    key
        Environment variable of the key it needs, blank for none.
    verified
        Day on which its self-test last passed against the publisher itself, blank: unverified live.
    """

    name: str
    title: str
    docs: str
    publisher: str
    perspective: str
    origin: str
    licence: str
    terms: str
    share: bool
    bindings: tuple[Binding, ...]
    deliver: Deliver
    key: str = ""
    verified: str = ""

    def secret(self) -> str:
        """Return the key from the environment.

        Raises
        ------
        Refused
            When it is needed and not there.
        """
        return secret(self.key, self.title) if self.key else ""


def secret(variable: str, title: str) -> str:
    """Return a key from the environment; without it a publisher is not asked."""
    found = os.environ.get(variable, "")
    if not found:
        raise Refused(f"{title}: found no key in {variable}, expected one; do: get a free key from the publisher and "
                      "set the variable; nothing was changed")
    return found


def values(rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return values as a table of text with the columns `VALUE`, sorted; blank where a row says nothing."""
    table = pd.DataFrame([{name: str(row.get(name, "")) for name in VALUE} for row in rows], columns=VALUE, dtype="str")
    return table.sort_values(VALUE[:4]).reset_index(drop=True)


def plain(number: object) -> str:
    """Return a number as the tables write it: a plain decimal, no exponent.

    Raises
    ------
    ValueError
        When it is no finite number.

    Examples
    --------
    >>> plain(7.62e9), plain("0.10"), plain(-0.5)
    ('7620000000', '0.1', '-0.5')
    """
    made = float(str(number).replace(",", ""))
    if not math.isfinite(made):
        raise ValueError(f"{number!r} is no finite number")
    text = f"{made:.12f}".rstrip("0").rstrip(".") if abs(made) < 1e15 else f"{made:.0f}"
    return "0" if text in ("-0", "") else text


def pairs(present: pd.DataFrame) -> set[tuple[str, str]]:
    """Return the pairs of state and partner that a series has."""
    return set(zip(present["entity"], present["partner"], strict=True))


def scoped(table: pd.DataFrame, present: pd.DataFrame) -> pd.DataFrame:
    """Return the values of the states that a series has, from its first period on; all where it has none yet."""
    if present.empty:
        return table
    known, first = pairs(present), min(present["period"])
    keep = [(entity, partner) in known and period >= first for entity, partner, period in
            zip(table["entity"], table["partner"], table["period"], strict=True)]
    return table[keep].reset_index(drop=True)


def lacking(answer: Answer, what: str, expected: str) -> Refused:
    """Return the error for an answer that lacks something."""
    return Refused(f"{answer.url}: found no {what}, expected {expected}; do: see whether the publisher changed its "
                   "form; nothing was changed")

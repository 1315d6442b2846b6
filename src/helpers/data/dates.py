"""Partial dates: a year, a quarter, a month or a day, and the days they span."""

from __future__ import annotations

import calendar
import re
from datetime import date

PATTERN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?", re.ASCII)


def span(text: str) -> tuple[date, date]:
    """Return the first and the last day of a partial date.

    Parameters
    ----------
    text
        `YYYY`, `YYYY-Qn`, `YYYY-MM` or `YYYY-MM-DD`.

    Raises
    ------
    ValueError
        When `text` has another form or names a day that does not exist.

    Examples
    --------
    >>> span("2023-02")
    (datetime.date(2023, 2, 1), datetime.date(2023, 2, 28))
    """
    match = PATTERN.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no date of the form YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD")
    year = int(match[1])
    if match[4]:
        day = date(year, int(match[3]), int(match[4]))
        return day, day
    if match[3]:
        first, last = int(match[3]), int(match[3])
    elif match[2]:
        first, last = 3 * int(match[2]) - 2, 3 * int(match[2])
    else:
        first, last = 1, 12
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def first_day(text: str) -> date:
    """Return the first day of a partial date."""
    return span(text)[0]


def last_day(text: str) -> date:
    """Return the last day of a partial date: when it is known only roughly, it counts as late."""
    return span(text)[1]


def middle(text: str) -> date:
    """Return the middle of a partial date, the place of its mark in a figure."""
    first, last = span(text)
    return first + (last - first) / 2


def spell(text: str) -> str:
    """Return a partial date as English reads it: 4 November 2021, November 2021, 2021; other text as it is."""
    match = PATTERN.fullmatch(text)
    if not match or match[2] or not 1 <= int(match[3] or 1) <= 12:
        return text
    parts = [match[1]]
    if match[3]:
        parts.insert(0, calendar.month_name[int(match[3])])
    if match[4]:
        parts.insert(0, str(int(match[4])))
    return " ".join(parts)

"""The first day on which a fact or a value could be known, worked out from its sources.

The day is what `as_of` cuts by, so it is never typed freely: a fact is known from the earliest day one of
its sources was published, a value from the day that the rule of its series gives. A date known only to the
month or year counts as its last day. Blank means unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

import pandas as pd

from helpers.data import dates, tables

# The rules of series_meta.known_from_rule that can be recomputed. Any other text stands for itself.
RELEASED = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2}), release of .+")
DELAYED = re.compile(r"period end \+ (?P<delay>\d+) days(?: \(.*|$)")
PUBLISHED = re.compile(r"(?:published date of the row's source, .*|the source's date)")
UNDATED = re.compile(r"blank(?:: .*)?")


def earliest(published: Iterable[str]) -> str:
    """Return the first of some partial dates, each counted as its last day.

    Parameters
    ----------
    published
        Dates of publication; blank ones and such as are no dates are left out.

    Returns
    -------
    str
        YYYY-MM-DD, or "" when no date is known.

    Examples
    --------
    >>> earliest(["2021", "2021-11", ""])
    '2021-11-30'
    """
    return min(filter(None, map(_last_day, published)), default="")


def _last_day(text: str) -> str:
    try:
        return dates.last_day(text).isoformat()
    except ValueError:
        return ""


def of_facts(facts: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Return what `known_from` of every fact should be.

    Parameters
    ----------
    facts
        The table with `source_ids`.
    sources
        The table with `source_id` and `published`.

    Returns
    -------
    Series of str
        Index of `facts`; YYYY-MM-DD or "".
    """
    published = dict(zip(sources["source_id"], sources["published"], strict=True))
    return facts["source_ids"].map(
        lambda cell: earliest(published.get(source, "") for source in tables.items(cell)))


def of_series(series: pd.DataFrame, meta: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Return what `known_from` of every value should be by the rule of its series.

    Parameters
    ----------
    series
        The table with `series_id`, `period` and `source_id`.
    meta
        The table with `series_id` and `known_from_rule`.
    sources
        The table with `source_id` and `published`.

    Returns
    -------
    Series of object
        Index of `series`; YYYY-MM-DD, "" for unknown, None where the rule cannot be recomputed.
    """
    rules = dict(zip(meta["series_id"], meta["known_from_rule"], strict=True))
    published = dict(zip(sources["source_id"], sources["published"], strict=True))
    found: dict[tuple[str, str, str], str | None] = {}  # thousands of rows share a rule and a period

    def known(series_id: str, period: str, source: str) -> str | None:
        case = (rules.get(series_id, ""), period, published.get(source, ""))
        if case not in found:
            found[case] = by_rule(*case)
        return found[case]

    cells = zip(*(series[name].tolist() for name in ("series_id", "period", "source_id")), strict=True)
    return pd.Series([known(*row) for row in cells], index=series.index, dtype=object)


def by_rule(rule: str, period: str, published: str) -> str | None:
    """Return the first day a value could be known by one rule of `series_meta`.

    Parameters
    ----------
    rule
        Text of `known_from_rule`.
    period
        The period of the value, a partial date.
    published
        When the source of the row was published, a partial date or blank.

    Returns
    -------
    str or None
        YYYY-MM-DD, "" for unknown, None where the rule is none of the four that can be recomputed or the
        period is no date.
    """
    if match := RELEASED.fullmatch(rule):
        return match["day"]
    if match := DELAYED.match(rule):
        end = _last_day(period)
        return (date.fromisoformat(end) + timedelta(int(match["delay"]))).isoformat() if end else None
    if PUBLISHED.fullmatch(rule):
        return _last_day(published)
    return "" if UNDATED.fullmatch(rule) else None

"""The first day on which a fact or a value could be known, worked out from its sources.

The day is what `as_of` cuts by, so it is never typed freely: a fact is known from the earliest day one of
its sources was published, a value from the day that the rule of its series gives. A date known only to the
month or year counts as its last day. Blank means unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

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
        Dates of publication, blank where unknown.

    Returns
    -------
    str
        YYYY-MM-DD, or "" when no date is known.

    Raises
    ------
    ValueError
        When one is no date.

    Examples
    --------
    >>> earliest(["2021", "2021-11", ""])
    '2021-11-30'
    """
    return min((dates.last_day(text).isoformat() for text in published if text), default="")


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
    Series of object
        Index of `facts`; YYYY-MM-DD, "" for unknown, None where a source is missing or its date is none.
    """
    published = dict(zip(sources["source_id"], sources["published"], strict=True))

    def known(cell: str) -> str | None:
        try:
            return earliest(published[source] for source in tables.items(cell))
        except (KeyError, ValueError):
            return None

    return pd.Series(map(known, facts["source_ids"].tolist()), index=facts.index, dtype=object)


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
        Index of `series`; YYYY-MM-DD, "" for unknown, None where the rule cannot be recomputed or the series
        or its source is missing.
    """
    rules = dict(zip(meta["series_id"], meta["known_from_rule"], strict=True))
    published = dict(zip(sources["source_id"], sources["published"], strict=True))
    found: dict[tuple[str, str, str], str | None] = {}  # thousands of rows share a rule and a period

    def known(series_id: str, period: str, source: str) -> str | None:
        if series_id not in rules or source not in published:
            return None
        case = (rules[series_id], period, published[source])
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
        YYYY-MM-DD, "" for unknown, None where the rule is none of the four that can be recomputed or a date
        is none.

    Examples
    --------
    >>> by_rule("period end + 31 days", "2020-02", "")
    '2020-03-31'
    """
    try:
        if match := RELEASED.fullmatch(rule):
            return match["day"]
        if match := DELAYED.match(rule):
            return (dates.last_day(period) + timedelta(int(match["delay"]))).isoformat()
        if PUBLISHED.fullmatch(rule):
            return earliest([published])
    except ValueError:
        return None
    return "" if UNDATED.fullmatch(rule) else None

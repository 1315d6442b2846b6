"""Partial dates span the days they should, and nothing else passes for one."""

from __future__ import annotations

import calendar
import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.data import dates

QUICK = settings(deadline=None, database=None)
DAY = timedelta(days=1)
# The first and last year of the calendar have no day before and after them to compare with.
YEARS = st.integers(2, 9998)
MONTHS = st.tuples(YEARS, st.integers(1, 12)).map(lambda pair: f"{pair[0]:04}-{pair[1]:02}")
QUARTERS = st.tuples(YEARS, st.integers(1, 4)).map(lambda pair: f"{pair[0]:04}-Q{pair[1]}")
PARTIAL = st.one_of(YEARS.map("{:04}".format), QUARTERS, MONTHS, st.dates(date(2, 1, 1)).map(date.isoformat))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-Q1", date(2023, 1, 1), date(2023, 3, 31)),
        ("2023-Q4", date(2023, 10, 1), date(2023, 12, 31)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_span(text: str, first: date, last: date) -> None:
    assert dates.span(text) == (first, last)
    assert (dates.first_day(text), dates.last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "23",
        "2023-",
        "2023-1",
        "2023-13",
        "2023-00",
        "2023-02-29",
        "2023-02-00",
        "2023-04-31",
        "2023-Q0",
        "2023-Q5",
        "2023-Q1-01",
        "2023/02/01",
        "20230201",
        " 2023",
        "2023\n",
        "0000",
        "2023-02-01T00:00",
        "May 2023",
        "-2023",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        dates.span(text)


@QUICK
@given(st.dates())
def test_a_day_spans_itself(day: date) -> None:
    assert dates.span(day.isoformat()) == (day, day)
    assert dates.middle(day.isoformat()) == day


@QUICK
@given(MONTHS)
def test_a_month_spans_all_its_days(text: str) -> None:
    first, last = dates.span(text)
    assert first.isoformat() == f"{text}-01"
    assert (first - DAY).month != first.month == last.month != (last + DAY).month
    assert (last - first).days + 1 == calendar.monthrange(first.year, first.month)[1]


@QUICK
@given(YEARS)
def test_quarters_tile_the_year(year: int) -> None:
    spans = [dates.span(f"{year:04}-Q{quarter}") for quarter in range(1, 5)]
    assert (spans[0][0], spans[-1][1]) == dates.span(f"{year:04}")
    assert all(before[1] + DAY == after[0] for before, after in itertools.pairwise(spans))


@QUICK
@given(PARTIAL)
def test_the_middle_lies_within_the_span(text: str) -> None:
    first, last = dates.span(text)
    assert first <= dates.middle(text) <= last
    assert abs((dates.middle(text) - first) - (last - dates.middle(text))) <= DAY


@QUICK
@given(st.text(max_size=12))
def test_only_the_four_forms_are_dates(text: str) -> None:
    try:
        first, last = dates.span(text)
    except ValueError:
        return
    assert dates.PATTERN.fullmatch(text)
    assert first <= last


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("2021-11-04", "4 November 2021"),
        ("2021-11", "November 2021"),
        ("2021", "2021"),
        ("2021-Q3", "2021-Q3"),
        ("", ""),
    ],
)
def test_spell(text: str, spelt: str) -> None:
    assert dates.spell(text) == spelt

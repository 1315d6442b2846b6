from __future__ import annotations

import pytest

from helpers.changes import revisions
from helpers.changes.rows import RowChange


def value(period: str, before: str, after: str, series: str = "s") -> RowChange:
    """Return a change of one value; blank for a value that is not there."""
    def row(cell: str) -> dict[str, str] | None:
        return {"series_id": series, "period": period, "value": cell} if cell else None

    return RowChange("series", (series, period), row(before), row(after))


def test_a_series_is_told_with_its_counts_and_its_largest_change() -> None:
    (found,) = revisions.of_series([value("2001", "10", "11"), value("2002", "10", "5"), value("2003", "", "7"),
                                    value("2004", "8", "")])
    assert (found.added, found.removed, found.changed) == (1, 1, 2)
    assert (found.largest, found.at) == (pytest.approx(-0.5), "2002")


def test_a_value_that_was_nought_has_no_share() -> None:
    assert revisions.size(value("2001", "0", "3")) is None
    assert revisions.of_series([value("2001", "0", "3")])[0].largest is None


def test_a_new_vintage_of_the_description_is_told_too() -> None:
    meta = RowChange("series_meta", ("s",), {"series_id": "s", "vintage": "2023", "title": "a"},
                     {"series_id": "s", "vintage": "2024", "title": "b"})
    (found,) = revisions.of_series([meta])
    assert found.described == {"vintage": ("2023", "2024")}
    assert (found.changed, found.values) == (0, ())


def test_rows_are_counted_by_table() -> None:
    assert revisions.counts([value("2001", "1", "2"), value("2002", "", "2"), RowChange("gaps", ("g",), {}, None)]) == {
        "gaps": (0, 1, 0), "series": (1, 0, 1)}

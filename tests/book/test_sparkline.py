from __future__ import annotations

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers.book import sparkline


def rows(*cells: tuple[str, float], entity: str = "BLR", partner: str = "") -> pd.DataFrame:
    return pd.DataFrame([{"entity": entity, "partner": partner, "period": period, "value": value}
                         for period, value in cells])


def drawn(table: pd.DataFrame, frequency: str = "annual") -> BeautifulSoup:
    return BeautifulSoup(sparkline.svg(table, frequency), "html.parser")


def test_a_regular_series_is_a_line_and_its_course_is_said() -> None:
    page = drawn(rows(("2002", 2.0), ("2001", 1.0), ("2003", 1.5)))
    assert page.polyline["points"].split() == ["4.0,26.0", "66.0,4.0", "128.0,15.0"]
    assert page.svg["role"] == "img"
    assert page.svg["aria-label"] == "from 1 in 2001 to 1.5 in 2003; lowest 1 in 2001, highest 2 in 2002"
    assert page.polyline["stroke"] == "currentColor"


@pytest.mark.parametrize(("table", "frequency"), [
    (rows(("2000", 1.0), ("2001", 2.0)), "irregular"),
    (rows(("2000", 1.0), ("2000", 3.0), ("2001", 2.0)), "annual"),
])
def test_single_or_competing_values_are_dots_without_a_line(table: pd.DataFrame, frequency: str) -> None:
    page = drawn(table, frequency)
    assert page.polyline is None
    assert len(page.find_all("circle")) == len(table)


def test_one_value_and_a_flat_course_stand_in_the_middle() -> None:
    page = drawn(rows(("2023-06", 5.0)))
    assert (page.circle["cx"], page.circle["cy"]) == ("66.0", "15.0")
    assert page.svg["aria-label"] == "5 in June 2023, the only value"
    flat = drawn(rows(("2000", 1.0), ("2001", 1.0)))
    assert {point.split(",")[1] for point in flat.polyline["points"].split()} == {"15.0"}


def test_of_several_states_belarus_is_drawn_and_named() -> None:
    table = pd.concat([rows(("2000", 1.0)), rows(("2000", 9.0), ("2001", 9.0), entity="KAZ")])
    assert drawn(table).svg["aria-label"].startswith("BLR: 1 in 2000")
    partners = pd.concat([rows(("2000", 1.0), partner="RUS"), rows(("2000", 9.0), partner="USA")])
    assert drawn(partners).svg["aria-label"].startswith("RUS: ")
    others = pd.concat([rows(("2000", 1.0), entity="ARM"), rows(("2000", 9.0), ("2001", 8.0), entity="KAZ")])
    assert drawn(others).svg["aria-label"].startswith("KAZ: ")


@pytest.mark.parametrize(("value", "said"), [(8.11e9, "8.11 billion"), (-2.5e6, "-2.5 million"), (3e12, "3 trillion"),
                                             (12345.0, "12,300"), (0.45678, "0.457"), (0.0, "0")])
def test_numbers_are_short(value: float, said: str) -> None:
    assert sparkline.number(value) == said


def test_every_series_has_a_sparkline_of_the_same_bytes(raw: dict[str, pd.DataFrame]) -> None:
    frequency = raw["series_meta"].set_index("series_id")["frequency"]
    for name, table in raw["series"].groupby("series_id"):
        first = sparkline.svg(table, frequency[name])
        assert first == sparkline.svg(table.sample(frac=1, random_state=1), frequency[name])
        assert "nan" not in first

from __future__ import annotations

import csv
import datetime as dt
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.figures import twin


@pytest.mark.parametrize(("value", "text"), [
    (0.1 + 0.2, "0.3"), (1234567.891, "1234567.891"), (1e-20, "0"), (-0.0, "0"), (2.0, "2"),
    (np.float64(1e12), "1000000000000"),
    (3, "3"), (np.int64(-7), "-7"), (True, "true"), (np.bool_(False), "false"),
    (float("nan"), ""), (None, ""), (pd.NA, ""), (pd.NaT, ""),
    (dt.date(2020, 1, 2), "2020-01-02"), (pd.Timestamp("2020-01-02"), "2020-01-02"),
    (pd.Timestamp("2020-01-02 03:04"), "2020-01-02T03:04:00"), (pd.Period("2020Q1"), "2020Q1"),
    ("plain", "plain"), ("=1+1", "'=1+1"), ("+375", "'+375"), ("-5", "'-5"), ("@cmd", "'@cmd"), ("\tx", "'\tx"),
    ("a=b", "a=b"), (" =1", " =1"),
])
def test_cells(value: object, text: str) -> None:
    assert twin.cell(value) == text


def test_digits_are_significant_ones() -> None:
    assert twin.cell(123.456, digits=4) == "123.5"
    assert twin.cell(0.000123456, digits=3) == "0.000123"


def test_named_index_becomes_columns_and_others_are_left_out() -> None:
    data = pd.DataFrame({"share": [0.5, 0.25]}, index=pd.Index([2019, 2020], name="year"))
    assert twin.csv_text(data) == "year,share\n2019,0.5\n2020,0.25\n"
    assert twin.csv_text(data.reset_index(drop=True)) == "share\n0.5\n0.25\n"
    assert twin.csv_text(pd.DataFrame({"=head": ["a,b\n\"c\""]})) == "'=head\n\"a,b\n\"\"c\"\"\"\n"


@given(st.lists(st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])), min_size=1))
def test_text_comes_back_and_never_begins_like_a_formula(cells: list[str]) -> None:
    text = twin.csv_text(pd.DataFrame({"a": cells, "b": range(len(cells))}))
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    for given_text, (found, _) in zip(cells, rows, strict=True):
        assert not found.startswith(twin.FORMULA_STARTS)
        assert found.removeprefix("'") == given_text.removeprefix("'")

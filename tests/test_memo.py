"""Results are kept by content, and never for other content."""

from __future__ import annotations

import gc

import pandas as pd
import pytest

from helpers import memo
from helpers.data import tables


def test_a_result_is_worked_out_once_for_equal_content_and_anew_for_another_value() -> None:
    calls = []

    @memo.by_content
    def total(table: pd.DataFrame, factor: float = 1.0) -> float:
        calls.append(factor)
        return float(table["value"].sum() * factor)

    table = pd.DataFrame({"value": [1.0, 2.0]})
    assert total(table) == total(table.copy()) == 3.0
    assert calls == [1.0]
    assert total(table.assign(value=[1.0, 2.5])) == 3.5
    assert total(table, factor=2.0) == 6.0
    assert calls == [1.0, 1.0, 2.0]


def test_a_table_that_came_out_can_be_changed_without_harm() -> None:
    @memo.by_content
    def made(size: int) -> pd.DataFrame:
        return pd.DataFrame({"value": range(size)})

    made(2).loc[0, "value"] = 9
    assert made(2)["value"].tolist() == [0, 1]


def test_only_the_latest_results_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "KEPT", 2)
    calls = []

    @memo.by_content
    def same(value: int) -> int:
        calls.append(value)
        return value

    for value in (1, 2, 1, 3, 1, 2):
        same(value)
    assert calls == [1, 2, 3, 2]


def test_what_is_known_of_a_table_ends_with_it() -> None:
    table = pd.DataFrame({"value": [1.0]})
    place = id(table)
    before = memo.digest(table)
    rows = tables.records_once(table)
    assert rows is tables.records_once(table)
    assert rows == [{"value": 1.0}]
    del table
    gc.collect()
    assert place not in memo._DIGESTS
    assert place not in tables._RECORDS
    assert memo.digest(pd.DataFrame({"value": [1.5]})) != before

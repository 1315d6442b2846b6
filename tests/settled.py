"""What the tests of claims share: accounts with some cells changed or some facts left out."""

from __future__ import annotations

import pandas as pd


def changed(table: pd.DataFrame, part: str, fact: str = "", **cells: object) -> pd.DataFrame:
    """Return accounts with cells of one part (and fact) replaced."""
    mine = table["part_id"].eq(part) & (table["fact_id"].eq(fact) if fact else True)
    assert mine.any()
    return table.assign(**{name: table[name].where(~mine, value) for name, value in cells.items()})


def without(table: pd.DataFrame, *facts: str) -> pd.DataFrame:
    """Return accounts without those of some facts."""
    assert set(facts) <= set(table["fact_id"])
    return table[~table["fact_id"].isin(facts)]

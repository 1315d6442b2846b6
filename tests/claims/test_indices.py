from __future__ import annotations

import pandas as pd

from helpers.claims import indices


def test_every_series_of_every_index_exists_and_bounds_hold_its_score(raw: dict[str, pd.DataFrame]) -> None:
    known = set(raw["series_meta"]["series_id"])
    for index in indices.INDICES:
        assert set(index.series) <= known
        table = indices.scores(raw["series"], index)
        assert len(table) > 5
        bounded = table.dropna(subset="low")
        assert bool(index.bounds) == bool(len(bounded))
        assert (bounded["low"] <= bounded["value"]).all()
        assert (bounded["value"] <= bounded["high"]).all()


def test_keys_and_limits() -> None:
    assert len({index.key for index in indices.INDICES}) == len(indices.INDICES)
    assert [index.key for index in indices.INDICES if index.limit] == ["legcon", "jucon", "horacc", "frefair"]

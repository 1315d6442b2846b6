from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers.analysis import composite
from helpers.errors import CompendiumError

TABLE = pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [4.0, 3, 2, 0]}, index=[2000, 2001, 2002, 2003])


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_indicators_are_turned_and_standardised() -> None:
    scores = composite.standardised(TABLE, {"a": 1, "b": -1})
    assert scores.mean().abs().max() < 1e-12
    assert scores.std().tolist() == pytest.approx([1, 1])
    assert scores["b"].is_monotonic_increasing


def test_ranks_that_no_weights_can_change_and_ranks_that_any_can() -> None:
    agreed = composite.ranks(composite.standardised(TABLE, {"a": 1, "b": -1}), rng(), draws=300)
    assert agreed["rank"].tolist() == agreed["low"].tolist() == agreed["high"].tolist() == [4, 3, 2, 1]
    split = composite.ranks(composite.standardised(TABLE, {"a": 1, "b": 1}), rng(), draws=300)
    assert split.loc[2003, ["low", "high"]].tolist() == [1, 4]
    assert split["first"].sum() == pytest.approx(1)


def test_a_large_concentration_stays_at_the_centre() -> None:
    scores = composite.standardised(TABLE, {"a": 1, "b": 1})
    near = composite.ranks(scores, rng(), draws=300, concentration=1e6, centre={"a": 3, "b": 1})
    assert near["low"].tolist() == near["high"].tolist() == near["rank"].tolist() == [4, 3, 2, 1]
    pd.testing.assert_frame_equal(near, composite.ranks(scores, rng(), draws=300, concentration=1e6,
                                                        centre={"a": 3, "b": 1}))


def test_what_cannot_be_ranked_is_an_error() -> None:
    with pytest.raises(CompendiumError, match="'b'"):
        composite.standardised(TABLE, {"a": 1})
    with pytest.raises(CompendiumError, match="constant"):
        composite.standardised(TABLE.assign(a=1.0), {"a": 1, "b": 1})
    with pytest.raises(CompendiumError, match="positive weight"):
        composite.ranks(composite.standardised(TABLE, {"a": 1, "b": 1}), rng(), centre={"a": 1})

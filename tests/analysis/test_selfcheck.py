from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers import paths
from helpers.analysis import selfcheck


def test_red_noise_has_the_spread_and_the_memory_asked_for() -> None:
    made = selfcheck.red_noise(np.random.default_rng(1), 0.5, 400, 30)
    assert made.std() == pytest.approx(1, abs=0.03)
    assert np.corrcoef(made[:, :-1].ravel(), made[:, 1:].ravel())[0, 1] == pytest.approx(0.5, abs=0.03)


def test_the_same_draws_give_the_same_table() -> None:
    first, second = selfcheck.table(8), selfcheck.table(8)
    assert first.equals(second)
    assert list(first.columns) == ["test", "correlation", "asked", "found", "draws"]
    assert set(first["correlation"]) == set(selfcheck.CORRELATIONS)
    assert first["found"].between(0, 1).all()


def test_a_test_that_always_alarms_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selfcheck, "ALONE", (("crying wolf", 0.05, lambda values: True),))
    monkeypatch.setattr(selfcheck, "_others", lambda *_: 0.0)
    assert [one.found for one in selfcheck.checked(5) if one.test == "crying wolf"] == [1.0, 1.0]


def test_what_is_published_is_what_independent_years_promise() -> None:
    made = pd.read_csv(paths.PROCESSED / "simulations.csv")
    calm = made[made["correlation"].eq(0)]
    # Three standard errors of a share seen in so many draws.
    error = 3 * np.sqrt(calm["asked"] * (1 - calm["asked"]) / calm["draws"])
    assert ((calm["found"] - calm["asked"]).abs() <= error).all()

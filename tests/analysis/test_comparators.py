"""Differences against comparators: by hand, and simulated panels whose truth is known."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers.analysis import comparators
from helpers.errors import CompendiumError

PRE, POST = (2014, 2019), (2022, 2023)
STATES = ["BLR", "ARM", "GEO", "KAZ", "LTU", "LVA", "MDA"]


def made(values: dict[str, list[float]], first: int = 2014) -> pd.DataFrame:
    rows = [(state, first + place, value) for state, line in values.items() for place, value in enumerate(line)]
    return pd.DataFrame(rows, columns=["entity", "year", "value"])


def noisy(rng: np.random.Generator, step: float = 0.0, states: int = 9, years: int = 10) -> pd.DataFrame:
    values = rng.normal(size=(states, years)) + rng.normal(scale=3, size=(states, 1))
    values[0, -2:] += step
    return made({f"S{place}": list(line) for place, line in enumerate(values)})


def test_a_difference_by_hand() -> None:
    """Own change 10; the others' 1, 2, 3: estimate 8, error sd x sqrt(1 + 1/3) at 2 degrees of freedom."""
    table = made({"BLR": [5, 5, 15], "ARM": [0, 0, 1], "GEO": [0, 0, 2], "KAZ": [0, 0, 3]}, 2018)
    found = comparators.difference(table, "BLR", (2018, 2019), (2020, 2020))
    assert found is not None
    assert (found.own, found.others, found.estimate, found.spread) == pytest.approx((10, 2, 8, 1))
    margin = stats.t.ppf(0.975, 2) * math.sqrt(4 / 3)
    assert (found.low, found.high) == pytest.approx((8 - margin, 8 + margin))
    assert (found.rank, found.rank_p, found.smallest_p, found.states) == (1, 0.25, 0.25, 3)
    assert (found.least, found.most) == pytest.approx((7.5, 8.5))
    assert [state for state, _ in found.changes] == ["BLR", "KAZ", "GEO", "ARM"]


def test_the_rank_follows_the_direction() -> None:
    table = made({"BLR": [0, 0, 2], "ARM": [0, 0, 1], "GEO": [0, 0, 9], "KAZ": [0, 0, -8]}, 2018)
    ranks = {}
    for way in (1, -1, 0):
        found = comparators.difference(table, "BLR", (2018, 2019), (2020, 2020), direction=way)
        assert found is not None
        ranks[way] = found.rank
    assert ranks == {1: 2, -1: 3, 0: 3}


def test_states_without_values_are_dropped_by_name_and_too_few_give_none() -> None:
    table = made({state: [1.0 * place] * 6 for place, state in enumerate(STATES)})
    late = made({state: [5.0 + place, 6.0 + place] for place, state in enumerate(STATES[:5])}, 2022)
    found = comparators.difference(pd.concat([table, late]), "BLR", PRE, POST)
    assert found is not None
    assert (found.states, found.dropped) == (4, ("LVA", "MDA"))
    assert comparators.difference(pd.concat([table, late[late["entity"] != "BLR"]]), "BLR", PRE, POST) is None
    few = late[late["entity"].isin(["BLR", "ARM", "GEO"])]
    assert comparators.difference(pd.concat([table, few]), "BLR", PRE, POST) is None


def test_intervals_cover_nothing_and_ranks_are_even() -> None:
    rng = np.random.default_rng(4)
    found = [comparators.difference(noisy(rng), "S0", PRE, POST) for _ in range(300)]
    covered = np.mean([entry.low <= 0 <= entry.high for entry in found if entry])
    assert 0.92 <= covered <= 0.98
    assert 0.06 <= np.mean([entry.rank == 1 for entry in found if entry]) <= 0.17


def test_a_true_step_is_found_with_the_power_stated() -> None:
    rng = np.random.default_rng(5)
    size = comparators.detectable_difference(math.sqrt(1 / 6 + 1 / 2), 8)
    table = [comparators.difference(noisy(rng, size), "S0", PRE, POST) for _ in range(200)]
    assert np.mean([entry.low > 0 for entry in table if entry]) == pytest.approx(0.8, abs=0.09)


def test_pretended_dates_do_not_touch_the_true_one() -> None:
    rng = np.random.default_rng(6)
    table = noisy(rng, 9, years=20).assign(year=lambda frame: frame["year"] - 10)
    found = comparators.earlier(table, "S0", PRE, POST)
    assert found is not None
    years = [year for year, _ in found.estimates]
    assert (min(years), max(years)) == (2006, 2020)
    assert found.rank_p == found.smallest_p == 1 / (1 + len(years))
    assert comparators.earlier(table[table["year"] < 2020], "S0", PRE, POST) is None


def test_the_panel_takes_the_edition_known_last() -> None:
    rows = pd.DataFrame({
        "series_id": "x", "entity": ["GEO", "GEO", "GEO", "KAZ"], "period": ["2013", "2013", "2013-01", "2013"],
        "value": [5.0, 7.0, 99.0, 1.0], "known_from": ["2014-12-31", "2015-12-31", "", ""], "edition": "", "note": ""})
    assert comparators.panel(rows, "x").to_dict("list") == {
        "entity": ["GEO", "KAZ"], "year": [2013, 2013], "value": [7.0, 1.0]}


def test_power_needs_comparators() -> None:
    with pytest.raises(CompendiumError, match="found 2 comparators"):
        comparators.detectable_difference(1, 2)
    with pytest.raises(CompendiumError, match=r"power of 0\.01"):
        comparators.detectable_difference(1, 5, power=0.01)

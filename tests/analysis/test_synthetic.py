"""Synthetic control: mixtures that are known, refusals, and the same numbers at every run."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers.analysis import synthetic
from helpers.analysis.synthetic import Refused, Synthetic

YEARS = np.arange(2000, 2024)


def panel(step: float = 0.0, noise: float = 0.02, seed: int = 1, shift: float = 0.0) -> pd.DataFrame:
    """Return seven states that wander; the first is 0.6 of B and 0.4 of C, and steps in 2020."""
    rng = np.random.default_rng(seed)
    others = np.cumsum(rng.normal(size=(24, 6)), axis=0) + rng.normal(scale=3, size=6)
    own = 0.6 * others[:, 0] + 0.4 * others[:, 1] + noise * rng.normal(size=24) + shift
    own[YEARS >= 2020] += step
    values = pd.DataFrame(np.column_stack([own, others]), index=YEARS, columns=list("ABCDEFG"))
    return values.rename_axis("year").reset_index().melt("year", var_name="entity", value_name="value")


def test_a_known_mixture_is_found_again() -> None:
    found = synthetic.control(panel(step=5), "A", 2020, (2000, 2023))
    assert isinstance(found, Synthetic)
    assert dict(found.weights)["B"] == pytest.approx(0.6, abs=0.03)
    assert dict(found.weights)["C"] == pytest.approx(0.4, abs=0.03)
    assert found.gap == pytest.approx(5, abs=0.1)
    assert found.fit < 0.1
    assert (found.ratios[0][0], found.rank_p, found.smallest_p) == ("A", 1 / 7, 1 / 7)
    assert [year for year, _, _ in found.in_time] == list(range(2008, 2020))
    assert max(abs(gap) for _, gap, _ in found.in_time) < 1
    assert sum(share for _, share in found.weights) == pytest.approx(1, abs=0.005)


def test_without_a_step_the_gap_is_nothing() -> None:
    found = synthetic.control(panel(noise=0.1), "A", 2020, (2000, 2023))
    assert isinstance(found, Synthetic)
    assert abs(found.gap) < 0.3


def test_a_state_at_another_level_needs_an_intercept() -> None:
    table = panel(step=5, shift=40)
    assert isinstance(synthetic.control(table, "A", 2020, (2000, 2023)), Refused)
    found = synthetic.control(table, "A", 2020, (2000, 2023), intercept=True)
    assert isinstance(found, Synthetic)
    assert found.gap == pytest.approx(5, abs=0.2)


def test_the_fit_is_that_of_plain_least_squares() -> None:
    """No other weights on a fine grid of two states fit better: the scaling of the years is undone."""
    wide = panel(noise=2, seed=7).pivot(index="year", columns="entity", values="value")[["A", "B", "C"]]
    share = synthetic.weights(wide, "A")
    grid = [((wide["A"] - w * wide["B"] - (1 - w) * wide["C"]) ** 2).mean() for w in np.linspace(0, 1, 1001)]
    assert share["B"] == pytest.approx(np.argmin(grid) / 1000, abs=0.003)


def test_the_same_panel_gives_the_same_result() -> None:
    one, other = (synthetic.control(panel(step=2), "A", 2020, (2000, 2023)) for _ in range(2))
    assert one == other


def test_what_is_refused_and_why() -> None:
    table = panel()
    gone = table[~((table["entity"].isin(["F", "G"])) & (table["year"] == 2005))]
    few = synthetic.control(gone, "A", 2020, (2000, 2023))
    assert isinstance(few, Refused)
    assert (few.dropped, few.reason) == (("F", "G"), "4 comparators without gaps, 5 wanted")
    short = synthetic.control(table, "A", 2005, (2000, 2023))
    assert isinstance(short, Refused)
    assert short.reason.startswith("5 years before and 19 after")
    late = synthetic.control(table, "A", 2030, (2000, 2023))
    assert isinstance(late, Refused)
    flat = table.assign(value=table["value"].where(table["entity"] != "A", 1.0))
    still = synthetic.control(flat, "A", 2020, (2000, 2023))
    assert isinstance(still, Refused)
    assert still.reason.startswith("no movement")
    absent = synthetic.control(table, "Z", 2020, (2000, 2023))
    assert isinstance(absent, Refused)
    strange = table.assign(value=np.where(table["entity"] == "A", -10 * table["value"], table["value"]))
    bad = synthetic.control(strange, "A", 2020, (2000, 2023))
    assert isinstance(bad, Refused)
    assert "of their SD" in bad.reason


def test_years_that_few_states_share_are_left_out() -> None:
    table = panel()
    thin = table[~(table["entity"].isin(list("BCDE")) & (table["year"] == 2020))]
    full, dropped = synthetic.wide(thin, "A", (2000, 2023))
    assert 2020 not in full.index
    assert (dropped, len(full)) == ((), 23)

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import bounds


def table(values: list[float], half: float | None, first: int = 2019) -> pd.DataFrame:
    frame = pd.DataFrame({"year": range(first, first + len(values)), "value": values})
    return frame.assign(low=frame["value"] - half if half is not None else np.nan,
                        high=frame["value"] + half if half is not None else np.nan)


def rows(**by_series: list[float]) -> pd.DataFrame:
    return pd.concat([pd.DataFrame({
        "series_id": name, "entity": "BLR", "period": [str(2019 + place) for place in range(len(values))],
        "value": values, "edition": "", "known_from": "", "note": ""}) for name, values in by_series.items()],
        ignore_index=True)


def test_bounds_stand_beside_their_score_where_the_copy_has_them() -> None:
    series = rows(x=[0.3, 0.2, 0.1], x_low=[0.25, 0.15], x_high=[0.35, 0.25])
    found = bounds.bounded(series, "x", ("x_low", "x_high"), "BLR")
    assert found["year"].tolist() == [2019, 2020, 2021]
    assert found["low"].tolist()[:2] == [0.25, 0.15]
    assert found.loc[2, ["low", "high"]].isna().all()
    assert bounds.bounded(series, "x", None, "BLR")["low"].isna().all()
    assert bounds.bounded(series, "x", None, "RUS").empty
    assert bounds.bounded(series.iloc[:0], "x", ("x_low", "x_high"), "BLR").columns.tolist() == [
        "year", "value", "low", "high"]


def test_a_fall_beyond_both_bounds_is_apart_and_one_within_is_not() -> None:
    far = bounds.moved(table([0.6, 0.5, 0.2], 0.05), 2019, 2021)
    assert far is not None
    assert far.apart is True
    assert far.z == pytest.approx(-0.4 / math.hypot(0.05, 0.05))
    near = bounds.moved(table([0.30, 0.28, 0.26], 0.05), 2019, 2021)
    assert near is not None
    assert near.apart is False
    assert near.p_value > 0.5
    bare = bounds.moved(table([0.6, 0.5, 0.2], None), 2019, 2021)
    assert bare is not None
    assert bare.apart is None
    assert math.isnan(bare.z)
    assert bounds.moved(table([0.6], 0.05), 2019, 2021) is None


def test_the_smallest_fall_is_seen_four_times_in_five() -> None:
    """Simulated: with the stated least change, a test at five percent rejects about 80 times in 100."""
    found = bounds.moved(table([0.6, 0.5, 0.2], 0.05), 2019, 2021)
    assert found is not None
    rng = np.random.default_rng(3)
    error = math.hypot(0.05, 0.05)
    seen = np.abs(rng.normal(found.smallest, error, 20000)) > 1.96 * error
    assert seen.mean() == pytest.approx(0.8, abs=0.01)


@given(st.floats(0.01, 0.4), st.floats(0.0, 0.3), st.floats(0.05, 0.5))
def test_inside_means_that_the_upper_bound_lies_under_the_line(value: float, half: float, line: float) -> None:
    found = bounds.under(table([value] * 3, half), line)
    assert found is not None
    assert found.inside == (value + half <= line)
    assert found.share == (1.0 if found.inside else 0.0)


def test_several_lines_and_years_make_a_share() -> None:
    found = bounds.under(table([0.3, 0.12, 0.08, 0.05], 0.02), 0.1, (1.0, 1.5, 2.0), last=3)
    assert found is not None
    assert (found.year, found.years) == (2022, (2020, 2021, 2022))
    # Upper bounds 0.14, 0.10 and 0.07 against lines at 0.10, 0.15 and 0.20: all but one.
    assert found.share == pytest.approx(8 / 9)
    assert bounds.under(table([], 0.02), 0.1) is None


def test_without_bounds_a_score_must_lie_lower() -> None:
    assert bounds.under(table([0.06], None), 0.1).inside is False  # type: ignore[union-attr]
    assert bounds.under(table([0.04], None), 0.1).inside is True  # type: ignore[union-attr]
    mixed = pd.concat([table([0.04], 0.01), table([0.9], None, 2020)])
    found = bounds.under(mixed, 0.1)
    assert found is not None
    assert found.year == 2019


def test_two_releases_are_held_against_each_other() -> None:
    found = bounds.releases(table([0.3, 0.2, 0.1], None), table([0.3, 0.26, 0.05], None), 2019, 2021)
    assert found is not None
    assert (found.years, found.largest_year) == (3, 2020)
    assert found.mean == pytest.approx(0.11 / 3)
    assert found.changes == (pytest.approx(-0.2), pytest.approx(-0.25))
    short = bounds.releases(table([0.3], None), table([0.3], None), 2019, 2021)
    assert short is not None
    assert short.changes is None
    assert bounds.releases(table([], None), table([0.3], None), 2019, 2021) is None

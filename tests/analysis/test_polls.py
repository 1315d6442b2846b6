from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import polls
from helpers.errors import CompendiumError

PERCENT = st.floats(1, 99)
POLLS = pd.DataFrame([
    {"series_id": "baw_eu", "first_wave": "2019-01", "last_wave": "2020-06", "question": "q", "population": "p",
     "mode": "online", "sample": 1000.0, "note": ""},
    {"series_id": "baw_eu", "first_wave": "2020-09", "last_wave": "2020-09", "question": "q", "population": "p",
     "mode": "online", "sample": 1000.0, "note": ""},
    {"series_id": "baw_eu", "first_wave": "2020-11", "last_wave": "2020-11", "question": "q", "population": "p",
     "mode": "", "sample": math.nan, "note": ""},
])


def series(*waves: tuple[str, float]) -> pd.DataFrame:
    return pd.DataFrame([{"series_id": "baw_eu", "period": wave, "value": value, "source_id": "s"}
                         for wave, value in waves])


WAVES = polls.waves(series(("2019-08", 25), ("2020-09", 33), ("2020-11", 40)), POLLS, 1.0)


def test_the_margin_is_the_textbook_one_and_grows_with_the_design_effect() -> None:
    assert polls.margin(50, 1000) == pytest.approx(3.1, abs=0.01)
    assert polls.margin(50, 1000, 4.0) == pytest.approx(2 * polls.margin(50, 1000))
    with pytest.raises(CompendiumError, match="0 to 100 percent"):
        polls.margin(120, 1000)


@given(PERCENT, PERCENT, st.floats(1, 3))
def test_the_sample_needed_is_the_least_that_makes_a_change_clear(first: float, second: float, effect: float) -> None:
    least = polls.needed(first, second, effect)
    if least is None or abs(first - second) < 0.01:
        return
    assert polls.change((first, least), (second, least), effect).clear
    assert least == 1 or not polls.change((first, least - 1), (second, least - 1), effect).clear


def test_no_change_needs_no_sample() -> None:
    assert polls.needed(40, 40) is None


def test_the_interval_covers_the_true_change_and_power_is_as_told() -> None:
    rng, size, times = np.random.default_rng(1), 900, 4000
    first, second = (100 * rng.binomial(size, p, times) / size for p in (0.3, 0.36))
    found = [polls.change((a, size), (b, size)) for a, b in zip(first, second, strict=True)]
    assert np.mean([one.low <= 6 <= one.high for one in found]) == pytest.approx(0.95, abs=0.012)
    least = polls.detectable(30, size)
    later = 100 * rng.binomial(size, (30 + least) / 100, times) / size
    seen = [polls.change((a, size), (b, size)).clear for a, b in zip(first, later, strict=True)]
    assert np.mean(seen) == pytest.approx(0.8, abs=0.03)


def test_waves_carry_how_they_were_asked_and_an_unknown_sample_has_no_margin() -> None:
    assert list(WAVES["margin"].notna()) == [True, True, False]
    assert list(WAVES["pollster"].unique()) == ["Belarusian Analytical Workshop"]
    with pytest.raises(CompendiumError, match="describe the wave once"):
        polls.waves(series(("2021-01", 30)), POLLS, 1.0)


def test_only_waves_asked_alike_are_held_against_each_other() -> None:
    pairs = polls.across(WAVES, "baw_eu", "2020-08")
    assert [(one["wave"], other["wave"]) for one, other in pairs] == [("2019-08", "2020-09")]
    assert polls.across(WAVES.assign(mode=""), "baw_eu", "2020-08") == []


def test_steps_say_what_would_make_them_more_than_chance() -> None:
    steps = polls.steps(WAVES, ["baw_eu"], "2019", 1.0)
    assert list(steps["beyond chance"]) == ["yes", f"with {polls.needed(33, 40):,} answers a wave or more"]
    assert list(steps["asked alike"]) == ["yes", "no or unknown"]
    assert polls.steps(WAVES, ["baw_eu"], "2021", 1.0).empty


def test_every_wave_of_the_data_is_described(raw: dict[str, pd.DataFrame]) -> None:
    mine = raw["series"][raw["series"]["series_id"].isin(raw["polls"]["series_id"])]
    table = polls.waves(mine, raw["polls"], 1.5)
    assert len(table) == len(mine)
    assert table.loc[table["series_id"].str.startswith("baw"), "margin"].isna().all()

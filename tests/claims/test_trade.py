from __future__ import annotations

import pandas as pd
import pytest

from helpers.claims import trade
from helpers.errors import CompendiumError
from helpers.evidence.rule import Outcome

YEARS = list(range(1995, 2024))


def series(values: list[float], flow: str = "exports", years: list[int] | None = None) -> pd.DataFrame:
    return pd.DataFrame({"flow": flow, "year": years or YEARS[len(YEARS) - len(values):], "share": values})


def flows(values: list[float]) -> pd.DataFrame:
    return pd.concat([series(values, name) for name in ("exports", "imports", "turnover")], ignore_index=True)


RISING = [30 + year + (0.4 if year % 2 else -0.4) for year in range(29)]
FALLING = [60 - year + (0.4 if year % 2 else -0.4) for year in range(29)]
FLAT = [45 + (1 if year % 2 else -1) for year in range(29)]
LATE = [*FLAT[:-2], 61.0, 62.0]


def test_a_steady_rise_holds_and_a_long_fall_breaks() -> None:
    assert trade.lasting(series(RISING), "exports", 1995).outcome is Outcome.HOLDS
    assert trade.lasting(series(FALLING), "exports", 1995).outcome is Outcome.BROKEN
    assert trade.lasting(series([*RISING[:9], *FALLING[:11], *RISING[-9:]]), "exports", 1995).outcome is Outcome.BROKEN


def test_too_few_values_stay_open() -> None:
    test = trade.lasting(series([40, 50, 60]), "exports", 1995)
    assert (test.outcome, test.found) == (Outcome.OPEN, "exports: 3 values, too few")


def test_a_late_step_is_seen_and_a_flat_share_is_not_a_step() -> None:
    assert trade.stepped("ES-03b", series(LATE), "exports", 2022, (2024,)).outcome is Outcome.HOLDS
    assert trade.stepped("ES-03b", series(FLAT), "exports", 2022, (2024,)).outcome is Outcome.BROKEN
    down = [*FLAT[:-2], 25.0, 24.0]
    assert trade.stepped("ES-03b", series(down), "exports", 2022, (2024,)).outcome is Outcome.BROKEN


def test_windows_that_disagree_leave_the_part_disputed_or_open() -> None:
    test = trade.stepped("ES-02b", series(LATE), "exports", 2021, (2021, 2024))
    assert test.outcome is Outcome.CONTESTED
    assert [window for window, _ in test.tried] == ["2021 to 2021", "2021 to 2024"]
    noisy = [value + (8 if year % 3 else -8) for year, value in enumerate(LATE)]
    assert trade.stepped("ES-02b", series(noisy), "exports", 2021, (2021, 2024)).outcome is Outcome.OPEN


def test_the_larger_step_is_found_flow_by_flow() -> None:
    assert trade.larger_step(flows(LATE)).outcome is Outcome.HOLDS
    early = [*FLAT[:-4], 61.0, 62.0, 62.0, 61.0]
    assert trade.larger_step(flows(early)).outcome is Outcome.BROKEN
    assert trade.larger_step(pd.concat([series(LATE), series(early, "imports")])).outcome is Outcome.CONTESTED
    assert trade.larger_step(series([40.0, 41.0])).outcome is Outcome.OPEN


def test_all_parts_are_tested_on_their_claims() -> None:
    made = trade.tests(flows(LATE), 1992)
    assert {claim: {test.part_id for test in tests} for claim, tests in made.items()} == {
        "ES-01": {"ES-01b"}, "ES-02": {"ES-02b"}, "ES-03": {"ES-03b", "ES-03d"}}
    assert "bears the claim out" in trade.summary(made["ES-03"])
    assert trade.answer(series(LATE), made).endswith("one after the invasion of 2022 can be told from the past.")


def test_nothing_known_is_one_clear_error() -> None:
    with pytest.raises(CompendiumError, match="found no share known"):
        trade.tests(series([]), 1992)


def test_titles_follow_the_data() -> None:
    assert trade.shares_title(series(FALLING), series(RISING, "imports")).endswith("in imports it rose")
    assert trade.shares_title(series([40.0]), series([])) == "Only 1 values of the export share are known"
    assert trade.breaks_title({}) == "Too few values are known to date a break"

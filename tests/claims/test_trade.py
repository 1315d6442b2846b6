from __future__ import annotations

import pandas as pd
import pytest

from helpers.analysis import shares
from helpers.analysis.synthetic import Refused
from helpers.claims import trade
from helpers.evidence.rule import Outcome

YEARS = list(range(1995, 2024))


def series(values: list[float], flow: str = "exports", years: list[int] | None = None) -> pd.DataFrame:
    return pd.DataFrame({"flow": flow, "year": years or YEARS[len(YEARS) - len(values):], "share": values})


def flows(values: list[float]) -> pd.DataFrame:
    return pd.concat([series(values, name) for name in ("exports", "imports", "turnover")], ignore_index=True)


@pytest.fixture
def rows(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return raw["series"]


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


def test_comparators_are_the_factbooks_and_belarus_is_the_one_picked(rows: pd.DataFrame) -> None:
    made = trade.measure(rows, flows(LATE), "exports")
    assert made.others is not None
    mine = made.others[made.others["entity"].eq("BLR")]
    assert mine["value"].tolist() == LATE
    assert {"ARM", "KGZ", "LTU"} <= set(made.others["entity"])
    assert trade.measure(rows, flows(LATE), "turnover").others is None


def test_a_step_that_two_neighbours_exceed_is_open_and_no_step_is_broken(rows: pd.DataFrame) -> None:
    made = trade.tests(rows, flows(LATE), 1995)
    assert {claim: {test.part_id for test in tests} for claim, tests in made.items()} == {
        "ES-01": {"ES-01b"}, "ES-02": {"ES-02b"}, "ES-03": {"ES-03b"}}
    exports = made["ES-03"][0]
    assert exports.outcome is Outcome.OPEN
    assert "place 3 of 8" in exports.found
    assert trade.tests(rows, flows(FLAT), 1995)["ES-03"][0].outcome is Outcome.BROKEN
    quiet = rows[~rows["entity"].isin(["ARM", "KGZ"])]
    assert trade.tests(quiet, flows(LATE), 1995)["ES-03"][0].outcome is Outcome.HOLDS


def test_every_reading_of_the_years_is_tried(rows: pd.DataFrame) -> None:
    test = trade.tests(rows, flows(LATE), 1995)["ES-02"][0]
    assert [years for years, _ in test.tried] == ["2021", "2021 to 2024", "2020 to 2021", "2020 to 2024"]
    assert test.outcome is Outcome.OPEN


def test_nothing_known_leaves_everything_open(rows: pd.DataFrame) -> None:
    made = trade.tests(rows.iloc[:0], flows(LATE).iloc[:0], 1992)
    assert {test.outcome for tests in made.values() for test in tests} == {Outcome.OPEN}
    assert trade.short(made["ES-03"]) == "too few values of the export share"


def test_the_words_on_a_part_follow_the_tests(rows: pd.DataFrame) -> None:
    made = trade.tests(rows, flows(FALLING), 1995)
    assert trade.summary(made["ES-01"]).startswith("On ES-01b trade speaks against the claim. exports: slope -1.00")
    assert trade.short(made["ES-01"]).endswith("speaks against the claim")


def test_synthetic_controls_of_the_real_shares_are_refused_by_the_rule(rows: pd.DataFrame) -> None:
    made = trade.mixtures(rows, shares.pick(shares.table(rows)))
    assert len(made) == 4
    assert all(isinstance(found, Refused) and "of their SD" in found.reason for found in made.values())


def test_dates_are_the_same_at_every_call() -> None:
    one, other = (trade.dates(flows(LATE), 2, 99) for _ in range(2))
    assert one == other
    assert one["exports"].years == (2022,)
    assert trade.dates(flows([40.0, 41.0]), 3, 99) == {}

"""Both legs of a change: each outcome reached by changing the data."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers.claims import change
from helpers.claims.change import Measure
from helpers.evidence.rule import Outcome

YEARS = list(range(1995, 2024))
FLAT = [45 + (1 if year % 2 else -1) for year in range(29)]
LATE = [*FLAT[:-2], 61.0, 62.0]


def line(values: list[float], years: list[int] | None = None) -> pd.DataFrame:
    return pd.DataFrame({"year": years or YEARS[len(YEARS) - len(values):], "value": values})


def measure(values: list[float], others: dict[str, list[float]] | None = None, sign: int = 1) -> Measure:
    mine = line(values)
    table = None
    if others is not None:
        table = pd.concat([mine.assign(entity="BLR"), *(line(v).assign(entity=state) for state, v in others.items())])
    return Measure("exports", "the share", "points", 1, "dependence", sign, 5.0, ("x",), mine, table)


def calm(seed: int = 1, states: int = 8) -> dict[str, list[float]]:
    rng = np.random.default_rng(seed)
    return {f"S{place}": list(20 + rng.normal(size=29)) for place in range(states)}


def test_a_late_step_goes_beyond_its_past_and_beyond_calm_others() -> None:
    found = change.held(measure(LATE, calm()), 2022, 2024)
    assert (found.own.outcome, found.others.outcome, found.outcome) == (Outcome.HOLDS,) * 3
    assert found.others.best is not None
    assert found.others.best.rank == 1
    assert found.own.end is not None
    assert found.own.end.p_value == pytest.approx(found.own.end.smallest_p)


def test_a_step_that_others_share_is_broken_by_the_second_leg() -> None:
    others = {state: [*values[:-2], 36.4, 36.6] for state, values in calm().items()}
    found = change.held(measure(LATE, others), 2022, 2024)
    assert (found.own.outcome, found.others.outcome, found.outcome) == (Outcome.HOLDS, Outcome.BROKEN, Outcome.BROKEN)


def test_a_step_without_comparators_stays_open_and_none_at_all_breaks() -> None:
    assert change.held(measure(LATE), 2022, 2024).outcome is Outcome.OPEN
    assert change.held(measure(LATE), 2022, 2024).told_others() == "no comparator known for these years"
    assert change.held(measure(FLAT), 2022, 2024).outcome is Outcome.BROKEN
    down = [*FLAT[:-2], 25.0, 24.0]
    assert change.held(measure(down), 2022, 2024).own.outcome is Outcome.BROKEN
    assert change.held(measure(down, sign=-1), 2022, 2024).own.outcome is Outcome.HOLDS


def test_unlike_others_cannot_decide() -> None:
    wild = {f"S{place}": [20.0] * 27 + [20.0 + step] * 2 for place, step in enumerate((40, -40, 30, -30, 0))}
    found = change.held(measure(LATE, wild), 2022, 2024)
    assert (found.others.outcome, found.outcome) == (Outcome.OPEN, Outcome.OPEN)


def test_specifications_that_disagree_dispute_the_leg() -> None:
    # Above the mean of all years, but no more than the trend since 1992 and 2005 leads one to expect.
    rising = [float(20 + 2 * place + (1 if place % 2 else -1)) for place in range(29)]
    assert change.own_past(measure(rising), 2022, 2024).outcome is Outcome.CONTESTED


def test_a_short_past_is_told_in_numbers() -> None:
    short = measure(LATE[-5:])
    found = change.held(short, 2022, 2024)
    assert found.own.outcome is Outcome.OPEN
    assert found.told_own() == "3 values before 2022 and 2 in 2022 to 2024, 6 and 1 wanted"


def test_more_tests_widen_the_intervals() -> None:
    one, three = (change.own_past(measure(LATE), 2022, 2024, tests).later for tests in (1, 3))
    assert one is not None
    assert three is not None
    assert three.excess_low < one.excess_low


def test_sets_of_comparators() -> None:
    table = pd.DataFrame({"entity": ["BLR", "ARM", "LTU", "UKR"], "year": 2020, "value": 1.0})
    kept = {name: set(change.chosen(table, name)["entity"]) for name in change.SETS}
    assert kept == {"all": {"BLR", "ARM", "LTU", "UKR"}, "outside_eu": {"BLR", "ARM", "UKR"}, "eaeu": {"BLR", "ARM"}}


def test_readings_decide_together() -> None:
    o = Outcome
    assert change.agreed([o.HOLDS, o.HOLDS]) is o.HOLDS
    assert change.agreed([o.HOLDS, o.OPEN]) is o.OPEN
    assert change.agreed([o.HOLDS, o.BROKEN]) is o.CONTESTED


def test_the_part_test_tells_every_reading() -> None:
    made = measure(LATE, calm())
    test = change.part_test("ES-03b", [change.held(made, 2021, 2021), change.held(made, 2022, 2024)], "a rise")
    assert [years for years, _ in test.tried] == ["2021", "2022 to 2024"]
    assert test.outcome is Outcome.CONTESTED
    assert test.estimate == pytest.approx(change.held(made, 2021, 2021).own.later.excess)
    assert test.found.endswith("place 8 of 9")
    assert test.tried[1][1].endswith("place 1 of 9")


def test_corrected_p_values_name_the_smallest_possible_one() -> None:
    table = change.corrected({"a": change.held(measure(LATE), 2022, 2024), "b": change.held(measure(FLAT), 2022, 2024),
                              "short": change.held(measure(LATE[-5:]), 2022, 2024)})
    assert table["measure"].tolist() == ["a", "b"]
    assert float(table["p after Holm"].iloc[0]) >= float(table["p"].iloc[0])


def test_numbers_never_read_minus_nought() -> None:
    assert measure(FLAT).number(-0.01) == "0.0"
    assert measure(FLAT).number(2.25) == "+2.2"

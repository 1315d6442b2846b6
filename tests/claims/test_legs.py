from __future__ import annotations

from itertools import product

import pandas as pd
import pytest

from helpers.analysis import comparators
from helpers.analysis.comparators import Difference
from helpers.claims import legs
from helpers.evidence.rule import Outcome

B, H, C, O = Outcome.BROKEN, Outcome.HOLDS, Outcome.CONTESTED, Outcome.OPEN


@pytest.mark.parametrize(("own", "others", "both"), [
    (H, H, H), (H, B, B), (B, O, B), (O, B, B), (H, O, O), (O, H, O), (C, O, O), (H, C, C), (C, B, B)])
def test_two_legs_make_one_outcome(own: Outcome, others: Outcome, both: Outcome) -> None:
    assert legs.both(own, others) is both


def test_only_two_passes_hold() -> None:
    holding = [pair for pair in product(Outcome, repeat=2) if legs.both(*pair) is H]
    assert holding == [(H, H)]


def found(own: float, others: list[float], direction: comparators.Direction = 1) -> Difference:
    values = {"BLR": own, **{f"S{place}": value for place, value in enumerate(others)}}
    rows = [(state, year, value * (year == 2022)) for state, value in values.items() for year in (2020, 2021, 2022)]
    made = comparators.difference(pd.DataFrame(rows, columns=["entity", "year", "value"]), "BLR", (2020, 2021),
                                  (2022, 2022), direction=direction)
    assert made is not None
    return made


def test_against_comparators() -> None:
    calm = [0.0, 1, -1, 0.5, -0.5, 0.2]
    assert legs.beyond(found(20, calm), 5) is H
    assert legs.beyond(found(20, calm), 5, agreeing=0.5) is C
    assert legs.beyond(found(0, calm), 5) is B
    assert legs.beyond(found(-20, calm), 5) is B
    assert legs.beyond(found(-20, calm, -1), 5) is H
    assert legs.beyond(found(20, [30, -30, 0, 10]), 5) is O
    assert legs.beyond(None, 5) is O


def test_a_state_that_did_not_change_most_does_not_pass() -> None:
    rows = [21.0, *[0.0] * 40]
    assert found(20, rows).low > 0
    assert legs.beyond(found(20, rows), 5) is O

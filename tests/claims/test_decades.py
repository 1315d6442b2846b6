from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers.claims import decades
from helpers.claims.change import Measure
from helpers.evidence.rule import Outcome


def measure(first: int, values: list[float], trifle: float = 1.0) -> Measure:
    table = pd.DataFrame({"year": range(first, first + len(values)), "value": values})
    return Measure("x", "a measure", "points", 1, "dependence", 1, trifle, ("s",), table)


RISING = [2.0 * step + (step % 2) for step in range(20)]


@pytest.mark.parametrize(("first", "values", "expected"), [
    (1995, RISING, Outcome.HOLDS), (1995, RISING[::-1], Outcome.BROKEN), (1995, RISING[:5], Outcome.OPEN),
    (1995, RISING[:10], Outcome.OPEN), (1995, [], Outcome.OPEN),
    (1995, [*RISING[:10], *np.linspace(18, 9, 10)], Outcome.BROKEN),
    (1995, [0.0, 5.0, 1.0, 6.0, 0.5, 5.5] * 3, Outcome.OPEN),
])
def test_a_rise_needs_many_years_and_no_long_fall(first: int, values: list[float], expected: Outcome) -> None:
    assert decades.grown(measure(first, list(values)), "a rise").outcome is expected


def test_a_long_fall_that_is_a_trifle_breaks_nothing() -> None:
    values = [*RISING[:10], *np.linspace(19.0, 18.5, 9)]
    assert decades.grown(measure(1990, values), "a rise").outcome is not Outcome.BROKEN


def test_the_words_tell_what_was_found() -> None:
    made = decades.grown(measure(1995, RISING[::-1]), "a rise", "one thing more")
    assert "a fall of" in made.found
    assert made.found.endswith("; one thing more")
    assert "1 value, 6 wanted" in decades.grown(measure(1995, [1.0]), "a rise").found

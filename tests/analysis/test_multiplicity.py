from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import multiplicity
from helpers.errors import CompendiumError


def test_holm_by_hand() -> None:
    """Three tests: 3 x 0.01, then 2 x 0.02, then 1 x 0.04, never falling."""
    found = multiplicity.holm({"a": 0.02, "b": 0.01, "c": 0.04})
    assert [entry.name for entry in found] == ["a", "b", "c"]
    assert [entry.adjusted for entry in found] == pytest.approx([0.04, 0.03, 0.04])
    assert all(entry.rejected for entry in found)
    assert not multiplicity.holm({"a": 0.03, "b": 0.04})[0].rejected


def test_tests_that_could_not_be_made_do_not_count() -> None:
    found = multiplicity.holm({"a": 0.04, "b": math.nan})
    assert [(entry.name, entry.adjusted) for entry in found] == [("a", 0.04)]
    assert multiplicity.holm({}) == ()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_a_correction_never_makes_a_test_bolder(p_values: list[float]) -> None:
    found = multiplicity.holm({str(place): p for place, p in enumerate(p_values)})
    assert all(entry.p_value <= entry.adjusted for entry in found)
    assert max(entry.adjusted for entry in found) <= 1


def test_the_joint_level() -> None:
    assert multiplicity.joint_level(1) == pytest.approx(0.95)
    assert multiplicity.joint_level(3, 0.9) == pytest.approx(1 - 0.1 / 3)


def test_what_is_no_probability_is_an_error() -> None:
    with pytest.raises(CompendiumError, match="for b"):
        multiplicity.holm({"a": 0.1, "b": 1.1})
    with pytest.raises(CompendiumError, match="size of 5"):
        multiplicity.holm({"a": 0.1}, 5)
    with pytest.raises(CompendiumError, match="found 0 tests"):
        multiplicity.joint_level(0)

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import CompendiumError
from helpers.execution import parameters
from helpers.execution.parameters import Parameter


def made(kind: str, **more: Any) -> Parameter:
    return Parameter("name", kind, more.pop("default", None), "what to write", **more)


@pytest.mark.parametrize(("parameter", "value", "expected"), [
    (made("date"), "2024-05-16", "2024-05-16"), (made("date"), "none", None), (made("date"), None, None),
    (made("integer"), "7", 7), (made("integer"), 7.0, 7), (made("number"), "7.3", 7.3),
    (made("choice", choices=("a", "b")), "b", "b"),
    (made("perspectives"), "official", "official"), (made("perspectives"), "West, neutral", ["West", "neutral"]),
    (made("integers"), "2020,2022", [2020, 2022]),
])
def test_values_are_read_in_their_type(parameter: Parameter, value: object, expected: object) -> None:
    assert parameter.check(value) == expected


@pytest.mark.parametrize(("parameter", "value", "message"), [
    (made("date"), "16.05.2024", "found '16.05.2024', expected a day as YYYY-MM-DD"),
    (made("date"), "2024-02-30", "expected a day"), (made("date"), 2024, "expected a day"),
    (made("integer"), "7.5", "expected a whole number"), (made("integer"), True, "expected a whole number"),
    (made("integer", low=1, high=9), "10", "expected a value from 1 to 9"),
    (made("number"), "nan", "expected a finite number"), (made("number"), "seven", "expected a number"),
    (made("number", low=0.0), "-1", "expected a value from 0.0"),
    (made("choice", choices=("a", "b")), "c", "expected one of a, b"),
    (made("perspectives"), "everyone", "expected all, official, independent"),
    (made("perspectives"), [], "families separated by commas"), (made("integers"), 5, "whole numbers"),
])
def test_wrong_values_are_refused_with_what_to_do(parameter: Parameter, value: object, message: str) -> None:
    with pytest.raises(CompendiumError) as caught:
        parameter.check(value)
    assert message in str(caught.value)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(CompendiumError, match="parameter yeer: found an unknown name, expected one of year"):
        parameters.check({"year": made("integer")}, {"yeer": 1})


def test_defaults_fill_in() -> None:
    assert parameters.check({"year": made("integer", default=3)}, {}) == {"year": 3}


def test_a_default_of_another_type_is_refused() -> None:
    with pytest.raises(CompendiumError, match="whole number"):
        Parameter.described("n", {"type": "integer", "default": "x", "help": "h"})


@pytest.mark.parametrize("pair", ["as_of", "=3", ""])
def test_words_without_a_name_or_value_are_refused(pair: str) -> None:
    with pytest.raises(CompendiumError, match="expected NAME=VALUE"):
        parameters.parse([pair])


def test_a_name_given_twice_is_refused() -> None:
    with pytest.raises(CompendiumError, match="found it twice"):
        parameters.parse(["a=1", "a=2"])


@given(st.dates())
def test_every_day_stays_that_day(day: Any) -> None:
    assert made("date").check(day.isoformat()) == day.isoformat()


@given(st.text(max_size=20))
def test_any_text_gives_a_value_or_one_clear_error(text: str) -> None:
    for kind in ("date", "integer", "number", "choice", "perspectives", "integers"):
        try:
            made(kind, choices=("a",)).check(text)
        except CompendiumError as error:
            assert "expected" in str(error)

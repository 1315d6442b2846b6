"""What several modules give to the templates is one set of names."""

from __future__ import annotations

import pytest

from helpers.book import render
from helpers.errors import CompendiumError


def test_names_of_several_modules_are_united() -> None:
    assert render.united({"a": 1}, {"b": 2}, {}) == {"a": 1, "b": 2}


def test_a_name_given_twice_is_an_error() -> None:
    with pytest.raises(CompendiumError, match="found a given twice"):
        render.united({"a": 1}, {"b": 2, "a": 1})

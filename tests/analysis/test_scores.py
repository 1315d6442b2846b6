from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import scores

CRITERIA = ["x", "y"]


def table(values: dict[str, tuple[str, str]], coder: str = "a") -> pd.DataFrame:
    return pd.DataFrame([{"programme_id": name, "criterion": criterion, "coder": coder, "value": value}
                         for name, pair in values.items() for criterion, value in zip(CRITERIA, pair, strict=True)])


def test_unknown_scores_are_set_to_a_bound() -> None:
    mine = table({"P01": ("2", ""), "P02": ("", "1")})
    assert scores.cube(mine, ["P01", "P02"], CRITERIA, 0.0).tolist() == [[1.0, 0.0], [0.0, 0.5]]
    assert scores.cube(mine, ["P01", "P02"], CRITERIA, scores.TOP).tolist() == [[1.0, 1.0], [1.0, 0.5]]


def test_one_that_is_best_on_everything_is_always_first() -> None:
    values = np.array([[1.0, 1.0], [0.5, 0.0], [0.0, 0.5]])
    low, high = scores.among_top(values, values, [[0], [1], [2]], 1, 1000)
    assert low.tolist() == high.tolist() == [1.0, 0.0, 0.0]
    assert scores.among_top(values, values, [[0], [1, 2]], 2, 1000)[0].tolist() == [1.0, 1.0]


def test_two_that_are_each_best_on_one_criterion_share_the_first_place() -> None:
    found, _ = scores.among_top(np.eye(2), np.eye(2), [[0], [1]], 1, 20_000)
    # Weights on two criteria are uniform on the line between them, so each is first half of the time.
    assert found == pytest.approx([0.5, 0.5], abs=0.02)


def test_ties_are_ahead_of_none() -> None:
    same = np.ones((3, 2))
    assert scores.among_top(same, same, [[0], [1], [2]], 1, 100)[0].tolist() == [1.0, 1.0, 1.0]


def test_what_is_unknown_can_put_a_group_first_or_last() -> None:
    low, high = np.array([[0.0, 0.0], [0.5, 0.5]]), np.array([[1.0, 1.0], [0.5, 0.5]])
    lowest, highest = scores.among_top(low, high, [[0], [1]], 1, 200)
    assert lowest.tolist() == [0.0, 0.0]
    assert highest.tolist() == [1.0, 1.0]


@given(st.lists(st.tuples(st.sampled_from(["", "0", "1", "2"]), st.sampled_from(["", "0", "1", "2"])), min_size=2,
                max_size=5))
def test_shares_are_shares_and_as_many_as_asked_for_are_first(pairs: list[tuple[str, str]]) -> None:
    names = [f"P{place:02d}" for place in range(len(pairs))]
    found = scores.ranks(table(dict(zip(names, pairs, strict=True))), {name: [name] for name in names}, CRITERIA, 1, 50)
    assert found["share"].between(0, 1).all()
    by = found.pivot(index="sector", columns="unknown", values="share")
    assert (by["low"] <= by["high"]).all()
    assert by["high"].sum() >= 1 - 1e-9


def test_the_same_seed_gives_the_same_shares() -> None:
    mine = table({"P01": ("2", "0"), "P02": ("1", "2")})
    one, other = (scores.ranks(mine, {"s": ["P01"], "t": ["P02"]}, CRITERIA, 1, 500) for _ in range(2))
    assert one.equals(other)


def test_agreement_of_two_coders() -> None:
    one = pd.Series(["yes", "yes", "no", "no", ""])
    assert scores.agreement(one, one) == (1.0, 1.0, 4)
    equal, kappa, n = scores.agreement(one, pd.Series(["yes", "no", "yes", "no", "yes"]))
    assert (equal, kappa, n) == (0.5, pytest.approx(0.0), 4)
    assert math.isnan(scores.agreement(pd.Series(["yes"]), pd.Series(["yes"]))[1])
    assert math.isnan(scores.agreement(pd.Series([""]), pd.Series([""]))[0])

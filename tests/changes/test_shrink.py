from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.changes.shrink import Enough, smallest


@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1), min_size=1))))
def test_what_is_needed_together_is_what_is_left(case: tuple[int, set[int]]) -> None:
    size, needed = case
    assert smallest(range(size), lambda some: needed <= set(some)) == (sorted(needed), True)


@pytest.mark.parametrize("size", [2, 3, 7, 16])
def test_of_several_ways_one_is_left(size: int) -> None:
    kept, fewest = smallest(range(size), lambda some: len(some) > 0)
    assert (len(kept), fewest) == (1, True)


def test_a_search_that_is_cut_short_says_so_and_keeps_what_it_has() -> None:
    tries = []

    def effect(some: Sequence[int]) -> bool:
        tries.append(list(some))
        if len(tries) > 4:
            raise Enough
        return {3, 12} <= set(some)

    kept, fewest = smallest(range(16), effect)
    assert {3, 12} <= set(kept)
    assert fewest is False

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import draws
from helpers.errors import CompendiumError


def test_the_lady_tasting_tea() -> None:
    # Fisher 1935: four cups of eight picked; all four right by chance in 1 of 70, three or more in 17 of 70.
    right = draws.marked(8, 4, 4, 4)
    assert right.more == pytest.approx(1 / 70)
    assert right.fewer == pytest.approx(1)
    assert draws.marked(8, 4, 4, 3).more == pytest.approx(17 / 70)
    assert right.least == pytest.approx(1 / 70)


@given(st.data())
def test_the_two_tails_share_only_the_count_itself(data: st.DataObject) -> None:
    total = data.draw(st.integers(1, 40))
    kind, picked = data.draw(st.integers(0, total)), data.draw(st.integers(0, total))
    low, high = max(0, picked + kind - total), min(kind, picked)
    found = data.draw(st.integers(low, high))
    made = draws.marked(total, kind, picked, found)
    above = draws.marked(total, kind, picked, found + 1).more if found < high else 0.0
    assert made.fewer + above == pytest.approx(1)
    assert made.least <= made.fewer + 1e-12
    assert made.most <= made.more + 1e-12


@pytest.mark.parametrize("counts", [(8, 9, 4, 4), (8, 4, 4, 5), (8, 6, 6, 3)])
def test_counts_that_cannot_be_are_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(CompendiumError, match="expected"):
        draws.marked(*counts)

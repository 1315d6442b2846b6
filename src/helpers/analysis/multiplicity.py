"""Several tests of one claim: p values and intervals that allow for their number."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from statsmodels.stats.multitest import multipletests

from helpers.analysis.trends import Result
from helpers.errors import CompendiumError
from helpers.memo import by_content


@dataclass(frozen=True)
class Corrected(Result):
    """One test among several: its p value alone and after Holm's correction."""

    name: str
    p_value: float
    adjusted: float
    rejected: bool


@by_content
def holm(p_values: Mapping[str, float], size: float = 0.05) -> tuple[Corrected, ...]:
    """Return p values corrected for the number of tests (Holm 1979), in the order given.

    The chance of one false alarm or more among all tests is at most `size`, whatever their dependence.

    Parameters
    ----------
    p_values
        p value by the name of its test; NaN where a test could not be made: it counts as no test.
    size
        Size of the family of tests, between 0 and 1.
    """
    if not 0 < size < 1:
        raise CompendiumError(f"found a size of {size}, expected one between 0 and 1, do: ask for 0.05 or so")
    made = {name: p for name, p in p_values.items() if not math.isnan(p)}
    if strange := [name for name, p in made.items() if not 0 <= p <= 1]:
        raise CompendiumError(f"found p values outside 0 to 1 for {', '.join(strange)}, do: hand in p values")
    if not made:
        return ()
    rejected, adjusted, _, _ = multipletests(list(made.values()), alpha=size, method="holm")
    return tuple(Corrected(name, p, float(corrected), bool(out)) for (name, p), corrected, out
                 in zip(made.items(), adjusted, rejected, strict=True))


def joint_level(tests: int, level: float = 0.95) -> float:
    """Return the level of each of several intervals that all hold together at `level` (Bonferroni)."""
    if tests < 1 or not 0 < level < 1:
        raise CompendiumError(f"found {tests} tests at a level of {level}, expected 1 or more and a level between 0 "
                              "and 1, do: count the tests")
    return 1 - (1 - level) / tests

"""Ranks under a composite of indicators whose weights nobody knows: for display, never for a verdict."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.errors import CompendiumError


def standardised(table: pd.DataFrame, signs: dict[str, int]) -> pd.DataFrame:
    """Return each indicator in SDs from its mean, turned so that more means more of what is measured.

    Parameters
    ----------
    table
        One row an item (a year, a state), one column an indicator.
    signs
        1 or -1 for each indicator.

    Raises
    ------
    CompendiumError
        For a column without a sign, with gaps, or without any movement.
    """
    strange = [name for name in table if name not in signs or table[name].isna().any() or table[name].std() == 0]
    if strange or len(table) < 2:
        raise CompendiumError(f"found {len(table)} rows and columns {strange} without a sign, with gaps or constant, "
                              "expected two rows and whole columns that move, do: drop or fill them")
    return (table - table.mean()) / table.std() * pd.Series(signs)[table.columns]


def ranks(scores: pd.DataFrame, rng: np.random.Generator, *, draws: int = 2000, concentration: float = 1.0,
          centre: dict[str, float] | None = None, level: float = 0.9) -> pd.DataFrame:
    """Return how the rank of each item varies when the weights of the composite are drawn.

    Weights come from a Dirichlet distribution: concentration 1 makes every set of weights equally likely,
    a large one stays near `centre`.

    Parameters
    ----------
    scores
        As `standardised` returns it.
    rng
        A seeded generator.
    draws
        Sets of weights drawn.
    concentration
        Parameter of each indicator, times its weight in the centre and their number.
    centre
        Mean weight by indicator; equal by default.
    level
        Coverage of the interval of the rank.

    Returns
    -------
    DataFrame
        Index as `scores`; columns score (at the mean weights), rank (1 is the highest), low, high, first
        (share of the draws in which the item ranks first).
    """
    wanted = pd.Series(centre or dict.fromkeys(scores.columns, 1.0), dtype=float).reindex(scores.columns)
    if wanted.isna().any() or (wanted <= 0).any() or concentration <= 0:
        raise CompendiumError(f"found weights {wanted.to_dict()} and a concentration of {concentration}, expected a "
                              "positive weight for every indicator, do: name one for each")
    mean = (wanted / wanted.sum()).to_numpy()
    drawn = rng.dirichlet(concentration * mean * mean.size, size=draws)
    values = drawn @ scores.to_numpy().T
    places = (-values).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable") + 1
    low, high = np.quantile(places, [(1 - level) / 2, (1 + level) / 2], axis=0, method="inverted_cdf")
    score = scores.to_numpy() @ mean
    return pd.DataFrame({"score": score, "rank": pd.Series(-score).rank(method="first").astype("int64").to_numpy(),
                         "low": low.astype("int64"), "high": high.astype("int64"),
                         "first": (places == 1).mean(axis=0)}, index=scores.index)

"""Scores of programmes on several criteria under random weights, and how two coders agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.evidence import coefficients
from helpers.memo import by_content

Floats = NDArray[np.float64]
TOP = 2.0  # the highest score on a criterion
DRAWS, SEED = 100_000, 20240516


def cube(scores: pd.DataFrame, programmes: Sequence[str], criteria: Sequence[str], unknown: float) -> Floats:
    """Return scores as an array, unknown ones set to a bound.

    Parameters
    ----------
    scores
        Rows of one coder: programme_id, criterion, value (text, blank for unknown).
    programmes, criteria
        The order of rows and columns.
    unknown
        0 for the lowest an unknown score can be, `TOP` for the highest.

    Returns
    -------
    array of float, shape (programmes, criteria)
        As shares of the highest score, 0 to 1.
    """
    values = pd.to_numeric(scores["value"].replace("", None))
    wide = scores.assign(value=values).pivot_table(
        index="programme_id", columns="criterion", values="value", dropna=False
    )
    wide = wide.reindex(index=list(programmes), columns=list(criteria))
    return np.asarray(wide.fillna(unknown).to_numpy(float) / TOP)


@by_content
def among_top(
    low: Floats, high: Floats, groups: Sequence[Sequence[int]], top: int, draws: int = DRAWS, seed: int = SEED
) -> tuple[Floats, Floats]:
    """Return how often each group of programmes is among the first under random weights.

    Parameters
    ----------
    low, high
        Shape (programmes, criteria): scores with what is unknown at its lowest and at its highest.
    groups
        The rows that make up each group; a group scores as its highest programme.
    top
        How many groups count as first; ties count as ahead of none.
    draws, seed
        Weights drawn from a flat Dirichlet distribution over the criteria.

    Returns
    -------
    tuple of arrays of float, shape (groups,)
        Shares of draws: the group's own unknown scores at their lowest and those of all others at their highest,
        and the other way round. The truth lies between the two, whatever the unknown scores are.
    """
    weights = np.random.default_rng(seed).dirichlet(np.ones(low.shape[1]), draws)

    def best(values: Floats) -> Floats:
        totals = weights @ values.T
        return np.column_stack([totals[:, list(rows)].max(axis=1) for rows in groups])

    def share(own: Floats, others: Floats) -> Floats:
        ahead = others[:, None, :] > own[:, :, None] + 1e-12
        ahead[:, np.arange(len(groups)), np.arange(len(groups))] = False
        return np.asarray((ahead.sum(axis=2) < top).mean(axis=0))

    worst_case, best_case = best(low), best(high)
    return share(worst_case, best_case), share(best_case, worst_case)


def ranks(
    scores: pd.DataFrame, sectors: Mapping[str, Sequence[str]], criteria: Sequence[str], top: int, draws: int = DRAWS
) -> pd.DataFrame:
    """Return for each sector how often it is among the first, by coder and bound of what is unknown.

    Parameters
    ----------
    scores
        The raw table `scores`.
    sectors
        Programmes by sector.
    top
        How many sectors count as first.

    Returns
    -------
    DataFrame
        Columns sector, coder, unknown (`low` or `high`), share; sorted by these.
    """
    programmes = [name for names in sectors.values() for name in names]
    place = {name: row for row, name in enumerate(programmes)}
    groups = [[place[name] for name in names] for names in sectors.values()]
    rows = []
    for coder, mine in scores.groupby("coder"):
        low, high = (cube(mine, programmes, criteria, bound) for bound in (0.0, TOP))
        for bound, shares in zip(("low", "high"), among_top(low, high, groups, top, draws), strict=True):
            rows += [(sector, str(coder), bound, float(share)) for sector, share in zip(sectors, shares, strict=True)]
    found = pd.DataFrame(rows, columns=["sector", "coder", "unknown", "share"])
    return found.sort_values(["sector", "coder", "unknown"], ignore_index=True)


def agreement(one: pd.Series, other: pd.Series) -> tuple[float, float, int]:
    """Return raw agreement and Cohen's kappa of two coders over the things that both judged.

    Parameters
    ----------
    one, other
        Codes by thing judged; blank codes are left out.

    Returns
    -------
    tuple
        Share of equal codes, kappa (NaN where it has no meaning), number of things.
    """
    both = pd.DataFrame({"one": one, "other": other}).dropna()
    both = both[both["one"].ne("") & both["other"].ne("")]
    codes = sorted({*both["one"], *both["other"]})
    if not len(both) or len(codes) < 2:
        return (1.0 if len(both) else float("nan")), float("nan"), len(both)
    table = pd.crosstab(both["one"], both["other"]).reindex(index=codes, columns=codes, fill_value=0).to_numpy(float)
    weights = 1.0 - np.eye(len(codes))
    return (float(coefficients.raw_agreement(table)), float(coefficients.weighted_kappa(table, weights)), len(both))

"""Coefficients of agreement between two coders, for one table of codes or for thousands at once.

Every function takes counts of shape (..., k, k), the codes of coder a in rows and those of coder b in
columns, and returns one number a table. Where chance alone expects no disagreement a coefficient has no
meaning and is NaN.

References
----------
Cohen (1960), *Educational and Psychological Measurement* 20, 37-46, and (1968), *Psychological Bulletin* 70,
213-220, for kappa and weighted kappa; Krippendorff (2019), *Content Analysis*, 4th ed., ch. 12, for alpha;
Gwet (2008), *British Journal of Mathematical and Statistical Psychology* 61, 29-48, for AC1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def raw_agreement(tables: Floats) -> Floats:
    """Return the share of pairs with the same code."""
    return np.asarray(np.trace(tables, axis1=-2, axis2=-1) / tables.sum(axis=(-2, -1)))


def weighted_kappa(tables: Floats, weights: Floats) -> Floats:
    """Return Cohen's kappa: one less observed over expected disagreement.

    Parameters
    ----------
    tables
        Shape (..., k, k).
    weights
        Shape (k, k), disagreement between codes, 0 on the diagonal.
    """
    n = tables.sum(axis=(-2, -1))
    rows, columns = tables.sum(axis=-1), tables.sum(axis=-2)
    observed = (tables * weights).sum(axis=(-2, -1)) / n
    expected = np.einsum("...i,ij,...j->...", rows, weights, columns) / n**2
    return _one_less(observed, expected)


def krippendorff_alpha(tables: Floats, weights: Floats) -> Floats:
    """Return Krippendorff's alpha for two coders without missing codes; `weights` as for kappa.

    Unlike kappa it does not let the coders differ in how often they use a code.
    """
    pooled = tables.sum(axis=-1) + tables.sum(axis=-2)
    codes = pooled.sum(axis=-1)
    observed = 2 * (tables * weights).sum(axis=(-2, -1)) / codes
    expected = np.einsum("...i,ij,...j->...", pooled, weights, pooled) / (codes * (codes - 1))
    return _one_less(observed, expected)


def gwet_ac1(tables: Floats) -> Floats:
    """Return Gwet's AC1, which stays stable where one code is much more frequent than the others."""
    n = tables.sum(axis=(-2, -1))[..., None]
    prevalence = (tables.sum(axis=-1) + tables.sum(axis=-2)) / (2 * n)
    chance = (prevalence * (1 - prevalence)).sum(axis=-1) / (tables.shape[-1] - 1)
    return _one_less(1 - raw_agreement(tables), 1 - chance)


def _one_less(observed: Floats, expected: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(expected > 0, 1 - observed / expected, np.nan))

"""The audit's error rate: how many facts, held against their sources again, were not exact.

Facts drawn at random estimate the rate of the whole pack. Facts picked because they could flip a verdict are
no sample of it and are reported apart.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from helpers.data.vocabulary import AUDIT_DECISIVE, AUDIT_WORDS
from helpers.errors import CompendiumError

LEVEL = 0.95
METHODS = {"Wilson": "wilson", "Clopper-Pearson": "beta"}
EXACT, CORRECTED, WRONG, UNREACHED = AUDIT_WORDS
# What is counted, out of which facts. A source that could not be reached says nothing about its fact, so
# errors are counted over the facts whose source was reached; what remains unknown by that is a rate of its
# own, over all facts drawn. The last measure is the worst case: every unreached fact an error.
MEASURES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "not exact": (frozenset({CORRECTED, WRONG}), frozenset({EXACT, CORRECTED, WRONG})),
    "wrong": (frozenset({WRONG}), frozenset({EXACT, CORRECTED, WRONG})),
    "source not reached": (frozenset({UNREACHED}), frozenset(AUDIT_WORDS)),
    "not exact or not reached": (frozenset({CORRECTED, WRONG, UNREACHED}), frozenset(AUDIT_WORDS)),
}


def outcomes(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the audited facts.

    Parameters
    ----------
    facts
        The raw table with `fact_id` and `audit`.

    Returns
    -------
    DataFrame
        `fact_id`, `draw` (random or decisive), `outcome` (exact, corrected, wrong, source not reached);
        index that of `facts`.

    Raises
    ------
    CompendiumError
        When an entry is none of these words.
    """
    audited = facts.loc[facts["audit"] != "", ["fact_id", "audit"]]
    words = audited["audit"].str.removesuffix(AUDIT_DECISIVE)
    strange = audited[~words.isin(AUDIT_WORDS)]
    if len(strange):
        raise CompendiumError(f"facts.csv: found audit {strange['audit'].iloc[0]!r} at "
                              f"{strange['fact_id'].iloc[0]}, expected one of {', '.join(AUDIT_WORDS)}, "
                              "do: run `compendium check`")
    return pd.DataFrame({
        "fact_id": audited["fact_id"],
        "draw": np.where(words != audited["audit"], "decisive", "random"),
        "outcome": words,
    })


def counts(facts: pd.DataFrame) -> pd.DataFrame:
    """Return how many facts of each draw ended in each outcome: index draw, columns the audit's words."""
    found = outcomes(facts)
    return (pd.crosstab(found["draw"], found["outcome"])
            .reindex(index=["random", "decisive"], columns=list(AUDIT_WORDS), fill_value=0))


def summary(facts: pd.DataFrame) -> dict[str, int]:
    """Return over both draws how many facts were held against their sources again, and how many were mended or wrong.

    Returns
    -------
    dict of str to int
        `audited`, `corrected`, `wrong`.
    """
    whole = counts(facts).sum()
    return {"audited": int(whole.sum()), "corrected": int(whole[CORRECTED]), "wrong": int(whole[WRONG])}


def table(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the rates of the audit with two intervals each.

    Wilson's interval covers 95 % on average and is mostly the shorter; that of Clopper and Pearson covers at
    least 95 % always.

    Parameters
    ----------
    facts
        The raw table with `fact_id` and `audit`.

    Returns
    -------
    DataFrame
        One row a draw, measure and method: `draw`, `measure`, `n`, `of`, `rate`, `method`, `low`, `high`. The
        rate and its interval are NaN for a draw without facts.
    """
    drawn = counts(facts)
    rows: list[dict[str, object]] = []
    for draw in drawn.index:
        for measure, (counted, base) in MEASURES.items():
            n, of = _sum(drawn.loc[draw], counted), _sum(drawn.loc[draw], base)
            rate = n / of if of else np.nan
            for name, method in METHODS.items():
                low, high = _interval(n, of, method)
                rows.append({"draw": draw, "measure": measure, "n": n, "of": of, "rate": rate, "method": name,
                             "low": low, "high": high})
    return pd.DataFrame(rows)


def _interval(n: int, of: int, method: str) -> tuple[float, float]:
    if not of:
        return np.nan, np.nan
    low, high = proportion_confint(n, of, alpha=1 - LEVEL, method=method)
    return float(low), float(high)


def _sum(row: pd.Series, words: Iterable[str]) -> int:
    return int(sum(row[word] for word in words))

"""Reliability of the double coding: how far two codings of the same pairs agree beyond chance.

Coder a gave one code a fact, for all claims that the fact bears on; coder b one code a pair, from our
statement of the fact alone. So pairs are not independent: all intervals come from a bootstrap that draws
whole facts.

References
----------
Field and Welsh (2007), *Journal of the Royal Statistical Society B* 69, 369-390, for the bootstrap of
clusters; `helpers.evidence.coefficients` names those of the measures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from statsmodels.stats.inter_rater import cohens_kappa

from helpers.data.vocabulary import STANCES
from helpers.errors import CompendiumError
from helpers.evidence.coefficients import Floats, gwet_ac1, krippendorff_alpha, raw_agreement, weighted_kappa

Measure = Callable[[Floats], Floats]

DRAWS = 2000  # resamples; the percentiles move by less than 0.01 from seed to seed
SEED = 20240516
LEVEL = 0.95

# Where each stance lies on the way from against to for. A qualifying row and a row of mere context both leave
# the claim standing and both cast no vote for or against, so they share the middle.
POSITION = {"contradicts": -1.0, "qualifies": 0.0, "context": 0.0, "supports": 1.0}


def _distances(power: float, apart: float) -> Floats:
    """Return the disagreement between any two stances.

    Parameters
    ----------
    power
        1 for the distance of their positions (which is 0, 1 or 2), 2 for its square.
    apart
        What `qualifies` against `context` counts, since their positions are the same.
    """
    positions = np.array([POSITION[stance] for stance in STANCES])
    weights = np.abs(positions[:, None] - positions) ** power
    one, other = STANCES.index("qualifies"), STANCES.index("context")
    weights[one, other] = weights[other, one] = apart
    return np.asarray(weights / weights.max())


# Disagreement counted under several weightings, none of which is the only right one:
WEIGHTINGS: Mapping[str, Floats] = {
    # every confusion is as bad as any other: the strictest reading, and the usual one;
    "none": 1.0 - np.eye(len(STANCES)),
    # a vote lost counts half of a vote turned round, as in the balance of votes S - C of the verdict rule;
    # qualifies and context count as the same, since neither casts a vote;
    "linear": _distances(1, 0.0),
    # a vote turned round is four times as bad as a vote lost: the usual weights for an ordered scale;
    "quadratic": _distances(2, 0.0),
    # as the two above, but qualifies against context counts half a step: a qualifying voice lowers agreement
    # in the rule, a row of context does nothing.
    "linear, half a step inside the middle": _distances(1, 0.5),
    "quadratic, half a step inside the middle": _distances(2, 0.25),
}

def _measures() -> dict[tuple[str, str], Measure]:
    """Return all measures by name and weighting."""
    def kappa(weights: Floats) -> Measure:
        return lambda tables: weighted_kappa(tables, weights)

    return {
        ("raw agreement", "none"): raw_agreement,
        **{("Cohen's kappa" if name == "none" else "weighted kappa", name): kappa(weights)
           for name, weights in WEIGHTINGS.items()},
        ("Krippendorff's alpha", "none"): lambda tables: krippendorff_alpha(tables, WEIGHTINGS["none"]),
        ("Gwet's AC1", "none"): gwet_ac1,
    }


def groups(evidence: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the pairs to report on: all, facts with one claim, facts with several.

    Coder a's single code has to serve several claims in the last group, so agreement is lower there for a
    reason that has nothing to do with care.
    """
    alone = evidence.groupby("fact_id")["claim_id"].transform("size") == 1
    return {"all pairs": evidence, "facts with one claim": evidence[alone],
            "facts with several claims": evidence[~alone]}


def cross_tables(evidence: pd.DataFrame) -> Floats:
    """Return a table of codes for every fact.

    Returns
    -------
    array of shape (facts, 4, 4)
        Counts of pairs, coder a in rows, coder b in columns, in the order of `STANCES`.

    Raises
    ------
    CompendiumError
        When a code is no stance.
    """
    codes = {stance: place for place, stance in enumerate(STANCES)}
    a, b = evidence["stance_a"].map(codes), evidence["stance_b"].map(codes)
    if a.isna().any() or b.isna().any():
        raise CompendiumError("evidence.csv: found a code in stance_a or stance_b that is no stance, "
                              f"expected one of {', '.join(STANCES)}, do: run `compendium check`")
    facts, labels = pd.factorize(evidence["fact_id"])
    counts = np.zeros((len(labels), len(STANCES), len(STANCES)))
    np.add.at(counts, (facts, a.to_numpy(dtype=int), b.to_numpy(dtype=int)), 1)
    return counts


def resampled(counts: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Return the tables of `draws` samples of facts, drawn with replacement, as many as there are.

    Parameters
    ----------
    counts
        Shape (facts, k, k), as `cross_tables` gives it.

    Returns
    -------
    array of shape (draws, k, k)
    """
    facts = len(counts)
    times = rng.multinomial(facts, np.full(facts, 1 / facts), size=draws).astype(float)
    return np.asarray((times @ counts.reshape(facts, -1)).reshape(draws, *counts.shape[1:]))


def table(evidence: pd.DataFrame, draws: int = DRAWS, seed: int = SEED) -> pd.DataFrame:
    """Return all measures of agreement with their intervals.

    Parameters
    ----------
    evidence
        The raw table with `claim_id`, `fact_id`, `stance_a` and `stance_b`.
    draws, seed
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row a group of pairs and measure: `pairs`, `measure`, `weighting`, `estimate`, `low`, `high`
        (percentile interval of 95 %, clustered by fact), `n_pairs`, `n_facts`. A group without pairs has no
        rows.
    """
    rows: list[dict[str, object]] = []
    for group, pairs in groups(evidence).items():
        if pairs.empty:
            continue
        counts = cross_tables(pairs)
        whole = counts.sum(axis=0)
        sampled = resampled(counts, draws, np.random.default_rng(seed))
        for (measure, weighting), of in _measures().items():
            low, high = _interval(of(sampled))
            rows.append({"pairs": group, "measure": measure, "weighting": weighting,
                         "estimate": _point(whole, measure, weighting, of), "low": low, "high": high,
                         "n_pairs": len(pairs), "n_facts": len(counts)})
    return pd.DataFrame(rows)


def _interval(values: Floats) -> tuple[float, float]:
    """Return the percentile interval of the resamples in which the measure has a meaning."""
    meant = values[~np.isnan(values)]
    if not len(meant):
        return np.nan, np.nan
    low, high = np.quantile(meant, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _point(whole: Floats, measure: str, weighting: str, of: Measure) -> float:
    """Return the estimate: kappas by statsmodels, whose code others have checked, the rest by our own."""
    if not measure.endswith("kappa"):
        return float(of(whole))
    weights = None if weighting == "none" else WEIGHTINGS[weighting]
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(cohens_kappa(whole, weights=weights, return_results=False))


def confusion(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return how often each pair of codes was given.

    Returns
    -------
    DataFrame
        Counts; index the code of a, columns the code of b, both in the order of `STANCES`.
    """
    whole = cross_tables(evidence).sum(axis=0).astype(int)
    return pd.DataFrame(whole, index=pd.Index(STANCES, name="stance_a"),
                        columns=pd.Index(STANCES, name="stance_b"))


def adjudication(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return how the adjudicator decided where the coders differ.

    Returns
    -------
    DataFrame
        One row a group of pairs and decision: `pairs`, `decided` (as a, as b, as neither), `n`, `of` (pairs
        on which the coders differ), `share` (NaN where there are none).
    """
    rows: list[dict[str, object]] = []
    for group, pairs in groups(evidence).items():
        split = pairs[pairs["stance_a"] != pairs["stance_b"]]
        as_a, as_b = split["stance"] == split["stance_a"], split["stance"] == split["stance_b"]
        for decided, chosen in (("as a", as_a), ("as b", as_b), ("as neither", ~as_a & ~as_b)):
            count = int(chosen.sum())
            rows.append({"pairs": group, "decided": decided, "n": count, "of": len(split),
                         "share": count / len(split) if len(split) else np.nan})
    return pd.DataFrame(rows)

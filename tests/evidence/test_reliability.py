"""Coefficients of agreement against known values and statsmodels, and the clustered bootstrap."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from helpers.data.vocabulary import STANCES
from helpers.errors import CompendiumError
from helpers.evidence import coefficients, reliability
from helpers.evidence.reliability import WEIGHTINGS

RNG = np.random.default_rng(7)
RANDOM = RNG.integers(1, 40, size=(25, 4, 4)).astype(float)


def pairs(rows: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["claim_id", "fact_id", "stance_a", "stance_b"])
    return frame.assign(stance=frame["stance_b"])


@pytest.mark.parametrize("name", WEIGHTINGS)
def test_kappa_of_many_tables_is_that_of_statsmodels(name: str) -> None:
    weights = None if name == "none" else WEIGHTINGS[name]
    expected = [cohens_kappa(table, weights=weights, return_results=False) for table in RANDOM]
    assert coefficients.weighted_kappa(RANDOM, WEIGHTINGS[name]) == pytest.approx(expected)


@pytest.mark.parametrize(("name", "kind"), [("linear", "linear"), ("quadratic", "quadratic")])
def test_weights_follow_the_positions_of_the_stances(name: str, kind: str) -> None:
    scores = np.array([reliability.POSITION[stance] for stance in STANCES])
    expected = [cohens_kappa(table, weights=scores, wt=kind, return_results=False) for table in RANDOM]
    assert coefficients.weighted_kappa(RANDOM, WEIGHTINGS[name]) == pytest.approx(expected)


@pytest.mark.parametrize("weights", WEIGHTINGS.values(), ids=WEIGHTINGS)
def test_weightings_are_distances(weights: np.ndarray) -> None:
    for_, against = STANCES.index("supports"), STANCES.index("contradicts")
    assert np.array_equal(weights, weights.T)
    assert not np.diag(weights).any()
    assert weights.max() == weights[for_, against] == 1
    middle = [STANCES.index("qualifies"), STANCES.index("context")]
    assert all(weights[for_, place] >= weights[tuple(middle)] for place in middle)


def test_the_half_step_tells_qualifying_from_context_and_nothing_else() -> None:
    place = STANCES.index("qualifies"), STANCES.index("context")
    for name in ("linear", "quadratic"):
        plain, half = WEIGHTINGS[name], WEIGHTINGS[f"{name}, half a step inside the middle"]
        differ = np.argwhere(plain != half)
        assert sorted(map(tuple, differ.tolist())) == sorted([place, place[::-1]])
    assert WEIGHTINGS["linear, half a step inside the middle"][place] == 0.25
    assert WEIGHTINGS["quadratic, half a step inside the middle"][place] == 0.0625


def test_known_values() -> None:
    # Krippendorff (2011), "Computing Krippendorff's alpha-reliability", binary data of two observers.
    first, second = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    table = np.zeros((2, 2))
    np.add.at(table, (first, second), 1)
    assert coefficients.krippendorff_alpha(table, 1 - np.eye(2)) == pytest.approx(0.095, abs=5e-4)
    # By hand: agreement 118 of 125; chance 2 x 0.972 x 0.028.
    skewed = np.array([[118.0, 5.0], [2.0, 0.0]])
    assert coefficients.raw_agreement(skewed) == pytest.approx(0.944)
    assert coefficients.gwet_ac1(skewed) == pytest.approx((0.944 - 0.054432) / (1 - 0.054432))


@pytest.mark.parametrize("name", WEIGHTINGS)
def test_agreement_and_independence_mark_the_scale(name: str) -> None:
    alike = np.diag([5.0, 3.0, 8.0, 2.0])
    margins = np.array([0.4, 0.3, 0.2, 0.1])
    chance = 10_000 * np.outer(margins, margins)
    for measure in (coefficients.weighted_kappa, coefficients.krippendorff_alpha):
        assert measure(alike, WEIGHTINGS[name]) == pytest.approx(1)
        assert measure(chance, WEIGHTINGS[name]) == pytest.approx(0, abs=1e-3)
    assert coefficients.gwet_ac1(alike) == 1
    assert coefficients.gwet_ac1(np.full((4, 4), 5.0)) == pytest.approx(0)


def test_one_code_alone_gives_no_kappa() -> None:
    one = pairs([(f"ES-0{n}", f"f{n}", "supports", "supports") for n in range(5)])
    found = reliability.table(one, draws=50).set_index(["pairs", "measure", "weighting"])
    assert found.loc[("all pairs", "raw agreement", "none"), "estimate"] == 1
    kappa = found.loc[("all pairs", "Cohen's kappa", "none")]
    assert kappa[["estimate", "low", "high"]].isna().all()
    assert "facts with several claims" not in found.index.get_level_values("pairs")


def test_cross_tables_count_each_fact_by_itself() -> None:
    counts = reliability.cross_tables(
        pairs(
            [
                ("ES-01", "x", "supports", "context"),
                ("ES-02", "x", "supports", "context"),
                ("ES-01", "y", "qualifies", "context"),
            ]
        )
    )
    supports, qualifies, context = map(STANCES.index, ("supports", "qualifies", "context"))
    assert counts.shape == (2, 4, 4)
    assert counts[0, supports, context] == 2
    assert counts[1, qualifies, context] == 1
    assert counts.sum() == 3


def test_a_code_that_is_no_stance_is_an_error() -> None:
    with pytest.raises(CompendiumError, match="that is no stance"):
        reliability.table(pairs([("ES-01", "x", "supports", "agrees")]))


def coded(facts: int, copies: int) -> pd.DataFrame:
    """Return facts with random codes, every pair given `copies` times (as so many claims of its fact)."""
    rng = np.random.default_rng(3)
    codes = rng.choice(STANCES, size=(facts, 2))
    codes[:, 1] = np.where(rng.random(facts) < 0.6, codes[:, 0], codes[:, 1])
    return pairs(
        [(f"ES-{copy:02}", f"f{fact}", a, b) for fact, (a, b) in enumerate(codes) for copy in range(copies)]
    )


def test_the_bootstrap_draws_facts_and_not_pairs() -> None:
    once = reliability.table(coded(80, 1), draws=300).query("pairs == 'all pairs'")
    often = reliability.table(coded(80, 5), draws=300).query("pairs == 'all pairs'")
    same = (
        ~once["measure"].str.startswith("Krippendorff").to_numpy()
    )  # alpha corrects for the number of pairs
    columns = ["estimate", "low", "high"]
    assert often[columns].to_numpy()[same] == pytest.approx(once[columns].to_numpy()[same])
    assert list(often["n_pairs"].unique()) == [400]
    assert list(often["n_facts"].unique()) == [80]


def test_the_interval_has_the_width_of_theory() -> None:
    # With one pair a fact the bootstrap of a share must reproduce its standard error.
    found = reliability.table(coded(400, 1), draws=4000).iloc[0]
    assert found["measure"] == "raw agreement"
    error = np.sqrt(found["estimate"] * (1 - found["estimate"]) / 400)
    assert (found["high"] - found["low"]) / (2 * 1.96) == pytest.approx(error, rel=0.08)


def test_a_seed_gives_the_same_intervals_again() -> None:
    evidence = coded(60, 2)
    first = reliability.table(evidence, draws=100)
    pd.testing.assert_frame_equal(first, reliability.table(evidence, draws=100))
    assert not first.equals(reliability.table(evidence, draws=100, seed=1))


def test_resamples_are_as_large_as_the_sample() -> None:
    counts = reliability.cross_tables(coded(30, 3))
    drawn = reliability.resampled(counts, 40, np.random.default_rng(1))
    assert drawn.shape == (40, 4, 4)
    assert (drawn.sum(axis=(1, 2)) == counts.sum()).all()
    assert drawn.std(axis=0).max() > 0


def test_the_real_coding_is_reported_whole(raw: dict[str, pd.DataFrame]) -> None:
    evidence = raw["evidence"]
    found = reliability.table(evidence, draws=200)
    assert list(found.columns) == [
        "pairs",
        "measure",
        "weighting",
        "estimate",
        "low",
        "high",
        "n_pairs",
        "n_facts",
    ]
    assert ((found["low"] < found["estimate"]) & (found["estimate"] < found["high"])).all()
    sizes = found.groupby("pairs")["n_pairs"].first()
    assert sizes["all pairs"] == len(evidence)
    assert sizes["facts with one claim"] + sizes["facts with several claims"] == len(evidence)
    kappas = found[found["measure"].str.contains("kappa")].groupby("pairs")["weighting"].nunique()
    assert (kappas == len(WEIGHTINGS)).all()


def test_the_confusion_table_holds_every_pair(raw: dict[str, pd.DataFrame]) -> None:
    evidence = raw["evidence"]
    table = reliability.confusion(evidence)
    expected = pd.crosstab(evidence["stance_a"], evidence["stance_b"]).loc[list(STANCES), list(STANCES)]
    assert table.to_numpy().tolist() == expected.to_numpy().tolist()
    assert np.trace(table.to_numpy()) == (evidence["stance_a"] == evidence["stance_b"]).sum()
    assert (table.index.name, table.columns.name) == ("stance_a", "stance_b")


def test_adjudication_counts_who_was_followed() -> None:
    evidence = pairs(
        [
            ("ES-01", "x", "supports", "context"),
            ("ES-02", "x", "supports", "qualifies"),
            ("ES-01", "y", "supports", "contradicts"),
            ("ES-01", "z", "supports", "supports"),
        ]
    )
    evidence["stance"] = ["context", "supports", "qualifies", "supports"]
    found = reliability.adjudication(evidence).set_index(["pairs", "decided"])
    assert found.loc["all pairs", "n"].to_dict() == {"as a": 1, "as b": 1, "as neither": 1}
    assert found.loc["facts with one claim", "n"].to_dict() == {"as a": 0, "as b": 0, "as neither": 1}
    assert found.loc["facts with several claims", "share"].to_dict() == {
        "as a": 0.5,
        "as b": 0.5,
        "as neither": 0,
    }
    assert (found["of"].loc["all pairs"] == 3).all()


def test_adjudication_of_coders_who_never_differ_has_no_share() -> None:
    found = reliability.adjudication(pairs([("ES-01", "z", "supports", "supports")]))
    assert (found["of"] == 0).all()
    assert found["share"].isna().all()

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.claims import intentions as claims
from helpers.claims import intentions_rows as rows
from helpers.study import Study


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("intentions")


def test_signs_and_denials_are_dated_and_each_told_once(study: Study) -> None:
    evidence = claims.evidence(study)
    found = rows.signs(rows.absorption(evidence, "consensus"), evidence, study.accounts("CON-02"))
    assert not found.duplicated(["lane", "facts"]).any()
    assert list(dict.fromkeys(found["lane"])) == [rows.OFFERED, rows.SIGNS, rows.LIMITED, rows.DENIED]
    assert set(rows.sign_spans()) == set(found["lane"])
    assert rows.signs_title(found) == "Absorption was said to be the aim from 2018 to 2025 and denied from 2019 to 2022"
    assert "a leaked paper" in set(found["label"])
    none = rows.signs(rows.absorption(evidence.iloc[:0], "consensus"), evidence, study.accounts("CON-02").iloc[:0])
    assert none.empty
    assert rows.signs_title(none).startswith("No dated sign")


def test_other_aims_count_voices_as_the_tests_compared_them(study: Study) -> None:
    found = rows.aims(claims.evidence(study), "consensus", claims.of(study))
    assert list(dict.fromkeys(found["part"])) == list(rows.AIMS)
    text = found[found["part"].eq("IMP-14a")]
    assert text["stance"].ne("supports").all()


def test_programmes_without_a_known_instrument_are_not_counted() -> None:
    table = pd.DataFrame({"instrument": ["unify", "harmonise", "common market", ""]})
    assert rows.instruments(table) == "2 of 3"


def test_the_margin_compares_weights(study: Study) -> None:
    evidence = claims.evidence(study)
    meant = rows.absorption(evidence, "consensus")
    test = claims.of(study)["PRE-05"][0]
    assert test.part_id == "PRE-05a"
    mine = meant[meant["part"].eq("PRE-05a")]
    weight = mine.groupby("stance")["weight"].sum()
    assert rows.margin(test, meant) == f"{weight['supports'] / weight['contradicts']:.1f} times the weight against it"
    assert rows.margin(test, meant[meant["stance"].ne("contradicts")]) == "nothing speaks against it"

"""What every notebook's `settle` owes: a test for every part that is no stance, and words that fit."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers import claims
from helpers.execution import manifest, views
from helpers.study import Study

NOTEBOOKS = manifest.read()
CHOICES = {"published": {}, **{view.name: view.given for view in views.VIEWS}, "long ago": {"as_of": "2000-01-01"}}
LONGEST = 200  # characters of a cell of the matrix


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_part_that_is_no_stance_has_a_test(name: str, raw: dict[str, pd.DataFrame]) -> None:
    made = claims.settle(name, {})
    notebook, parts = NOTEBOOKS[name], raw["claim_parts"]
    assert {finding.claim_id for finding in made} >= set(notebook.settles)
    wanted = parts[parts["claim_id"].isin(notebook.settles) & parts["test_kind"].ne("stance")]
    # Trends over many measures are tested by several notebooks, each its own measure.
    others = {test.part_id for other in NOTEBOOKS.values() if set(other.contributes) & set(notebook.settles)
              for finding in claims.settle(other.name, {}) for test in finding.tests}
    assert set(wanted["part_id"]) <= {test.part_id for finding in made for test in finding.tests} | others


@pytest.mark.parametrize("name", NOTEBOOKS)
@pytest.mark.parametrize("choice", CHOICES)
def test_findings_have_words_under_every_choice(name: str, choice: str) -> None:
    for finding in claims.settle(name, CHOICES[choice]):
        assert finding.summary.endswith(".")
        assert len(finding.found) <= LONGEST, finding.found
        assert all(test.found and test.claimed and test.test for test in finding.tests)


def test_two_calls_come_to_the_same(study_of: Callable[..., Study]) -> None:
    assert claims.settle("second-stage", {}) == claims.settle("second-stage", {})
    assert study_of("second-stage").choices == study_of("second-stage").choices

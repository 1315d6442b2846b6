from __future__ import annotations

import pandas as pd

from helpers.claims import pages
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome


def test_a_table_of_tests_names_the_rows_on_which_coders_differ() -> None:
    evidence = pd.DataFrame({"fact_id": ["f1", "f2"], "stance_a": ["supports", "context"],
                             "stance_b": ["supports", "supports"]})
    test = PartTest("X-01a", Outcome.HOLDS, "asked", "claimed", "found", rows=("f1", "f2"))
    shown = pages.part_table({"X-01": (test,)}, {"X-01": evidence})
    assert shown.loc[0, "coders differ on"] == "f2"
    assert shown.loc[0, "outcome"] == str(Outcome.HOLDS)
    assert list(pages.part_table({}, {}).columns) == list(shown.columns)


def test_what_was_sought_is_listed_by_claim() -> None:
    gaps = pd.DataFrame({"claim_id": ["X-01", "X-02"], "sought": ["a text", "a date"], "result": ["none", "none"]})
    assert pages.missing(gaps, ["X-02"]).to_dict("records") == [{"claim": "X-02", "looked for": "a date",
                                                                "result": "none"}]


def test_what_became_known_later_is_listed_once() -> None:
    evidence = pd.DataFrame({"fact_id": ["f1", "f1", "f2", "f3"],
                             "known_from": ["2025-01", "2025-01", "2024-05-16", ""],
                             "actor": ["A", "A", "B", "C"], "statement": ["a", "a", "b", "c"]})
    found = pages.later(evidence, "2024-05-16").to_dict("records")
    assert found == [{"known": "January 2025", "who": "A", "what": "a"}]


def test_rows_of_a_figure_have_a_twin_and_facts() -> None:
    rows = pd.DataFrame({"lane": ["x"], "facts": ["f1; f2"]})
    assert pages.twin(rows) is rows
    assert len(pages.twin(rows.iloc[:0])) == 1
    assert pages.cited(rows) == ["f1", "f2"]

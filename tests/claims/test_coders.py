from __future__ import annotations

import pandas as pd

from helpers.claims import coders
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome


def test_only_facts_that_the_tests_use_are_named() -> None:
    rows = pd.DataFrame({"fact_id": ["a", "b", "c"], "stance_a": ["supports", "context", "context"],
                         "stance_b": ["context", "context", "supports"]})
    made = {"X-01": (PartTest("X-01a", Outcome.OPEN, "asked", "claimed", "found", rows=("a", "b")),)}
    assert coders.differing({"X-01": rows}, made).endswith("1 of the facts that these tests use: a on X-01.")
    assert "agree on every fact" in coders.differing({"X-01": rows[1:]}, made)

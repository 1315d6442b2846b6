"""Where the two codings of the evidence differ on what a notebook's tests use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.evidence.findings import PartTest


def differing(evidence: Mapping[str, pd.DataFrame], made: Mapping[str, Sequence[PartTest]]) -> str:
    """Return in a sentence on which facts that the tests use the two coders differ."""
    found: list[str] = []
    for claim, tests in made.items():
        mine = evidence[claim]
        split = set(mine.loc[mine["stance_a"] != mine["stance_b"], "fact_id"])
        found += [f"{fact} on {claim}" for fact in dict.fromkeys(fact for test in tests for fact in test.rows)
                  if fact in split]
    if not found:
        return "The two coders agree on every fact that these tests use."
    return f"The two coders differ on {len(found)} of the facts that these tests use: {', '.join(found)}."

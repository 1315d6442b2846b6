"""What the pages of several notebooks show alike: tests with the coders' differences, gaps, what came later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from helpers.data import dates
from helpers.data.tables import items
from helpers.evidence.findings import PartTest


def part_table(made: Mapping[str, Sequence[PartTest]], evidence: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the tests, and the facts among their rows on which the two coders differ.

    Parameters
    ----------
    made
        Tests by claim.
    evidence
        Evidence that counts, by claim.

    Returns
    -------
    DataFrame
        Columns part, outcome, claimed, found, coders differ on.
    """
    rows = []
    for claim, tests in made.items():
        mine = evidence[claim]
        split = set(mine.loc[mine["stance_a"].ne(mine["stance_b"]), "fact_id"])
        rows += [{"part": test.part_id, "outcome": str(test.outcome), "claimed": test.claimed, "found": test.found,
                  "coders differ on": ", ".join(fact for fact in test.rows if fact in split)} for test in tests]
    return pd.DataFrame(rows, columns=["part", "outcome", "claimed", "found", "coders differ on"])


def missing(gaps: pd.DataFrame, claims: Iterable[str]) -> pd.DataFrame:
    """Return what was looked for in vain on some claims: columns claim, looked for, result."""
    mine = gaps[gaps["claim_id"].isin(list(claims))]
    return mine[["claim_id", "sought", "result"]].rename(columns={"claim_id": "claim", "sought": "looked for"})


def later(evidence: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return the evidence that became known after a day, each fact once: columns known, who, what."""
    mine = evidence[evidence["known_from"].gt(day)].sort_values(["known_from", "fact_id"]).drop_duplicates("fact_id")
    return pd.DataFrame({"known": [dates.spell(cell) for cell in mine["known_from"]], "who": mine["actor"].tolist(),
                         "what": mine["statement"].tolist()})


def twin(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a figure as the data behind it; one row that says so where there are none."""
    return rows if len(rows) else pd.DataFrame({"lane": ["none"], "label": ["nothing left under these choices"]})


def cited(rows: pd.DataFrame) -> list[str]:
    """Return the facts behind the rows of a figure, where a cell may name several."""
    return list(dict.fromkeys(fact for cell in rows["facts"] for fact in items(str(cell))))

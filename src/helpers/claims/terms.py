"""Terms of the talks as reported before and after the crisis of 2020, paired by us."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.evidence import voices
from helpers.evidence.voices import Choices

MILDER, CONCEDED = "milder", "conceded"


@dataclass(frozen=True)
class Term:
    """One term of the talks, as reported before and after: our pairing of facts.

    Parameters
    ----------
    name
        What it is about.
    before, after
        Facts that tell of it in 2019 and in 2021.
    moved
        Whether the later one was milder for Minsk or conceded what it had refused.
    """

    name: str
    before: str
    after: str
    moved: str


TERMS = (
    Term("law on taxes", "implementation-056", "implementation-057", MILDER),
    Term("a map on bodies of the union", "history-165", "gaps-014", MILDER),
    Term("a common body for taxes", "implementation-061", "implementation-057", CONCEDED),
)


def terms(facts: pd.DataFrame, choices: Choices) -> pd.DataFrame:
    """Return the terms of 2019 and of 2021 as reported, blank where a reader's choices leave one out.

    Parameters
    ----------
    facts
        The raw table of that name.

    Returns
    -------
    DataFrame
        Columns term, before, after (statements), moved, facts (ids, joined by "; ").
    """
    counted = voices.counted(facts.assign(family=facts["asserted_by"].map(voices.family)), choices)
    told = dict(zip(counted["fact_id"], counted["statement"], strict=True))
    rows = []
    for term in TERMS:
        both = term.before in told and term.after in told
        rows.append({"term": term.name, "before": told.get(term.before, ""),
                     "after": told[term.after] if both else "", "moved": term.moved,
                     "facts": f"{term.before}; {term.after}"})
    return pd.DataFrame(rows)

from __future__ import annotations

from datetime import date

import pandas as pd

from helpers.claims import terms
from helpers.evidence.voices import EVERYTHING, Choices


def test_every_term_is_told_before_and_after(raw: dict[str, pd.DataFrame]) -> None:
    found = terms.terms(raw["facts"], EVERYTHING)
    assert len(found) == len(terms.TERMS)
    assert found["before"].ne("").all()
    assert found["after"].ne("").all()
    facts = raw["facts"].set_index("fact_id")
    for term in terms.TERMS:
        until = facts.at[term.after, "date_end"] or facts.at[term.after, "date_start"]
        assert facts.at[term.before, "date_start"] < "2020-08" < until
    assert set(found["moved"]) == {terms.MILDER, terms.CONCEDED}


def test_a_term_without_both_ends_is_not_counted(raw: dict[str, pd.DataFrame]) -> None:
    early = terms.terms(raw["facts"], Choices(as_of=date(2020, 1, 1)))
    assert early["after"].eq("").all()
    official = terms.terms(raw["facts"], Choices(perspectives="official"))
    assert official["after"].eq("").any()

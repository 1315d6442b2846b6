"""Standstill: whether nothing of a kind happened in a span of time, by its stretches.

An account that the work stood still speaks of the time from then on, not of the time before. So the span is cut
on the day on which a standstill is first told of: before it dated events alone count, after it they are held
against the accounts of standstill.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from helpers.data import dates
from helpers.evidence import accounts
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome


def first_told(table: pd.DataFrame, part_id: str) -> date | None:
    """Return the first day on which an account tells of a standstill; None where none does."""
    days = [accounts.span(row)[0] for row in accounts.of_part(table, part_id) if row["says"] == "no" and row["first"]]
    return min(days, default=None)


def test(table: pd.DataFrame, part_id: str, first: str, last: str, claimed: str, *, kind: str = "sequence",
         apart: Collection[str] = ()) -> PartTest:
    """Test whether something stood still throughout a span.

    Parameters
    ----------
    table
        Accounts, as `evidence.accounts.joined` returns them. Dated ones are events; those that say no tell of a
        standstill on their date.
    first, last
        The span, as partial dates.
    claimed
        The claim in a few words.
    apart
        Items that are no events of this kind.

    Returns
    -------
    PartTest
        `tried` holds both stretches with what was found in each.

    Notes
    -----
    It breaks where an event is well attested before anyone told of a standstill, or after. Where none is before,
    the accounts of standstill are held against the events of the whole span.
    """
    rows = table[~table["item"].isin(list(apart))]
    start, end = dates.span(first)[0], dates.span(last)[1]
    cut = first_told(rows, part_id)
    if cut is None or not start < cut <= end:
        return accounts.events(rows, part_id, first, last, claimed, wanted=False, kind=kind)
    eve = (cut - timedelta(days=1)).isoformat()
    before = accounts.events(rows[rows["says"].ne("no")], part_id, first, eve, claimed, wanted=False, kind=kind)
    after = accounts.events(rows, part_id, cut.isoformat(), last, claimed, wanted=False, kind=kind)
    whole = accounts.events(rows, part_id, first, last, claimed, wanted=False, kind=kind)
    broken = Outcome.BROKEN in (before.outcome, after.outcome)
    asked = (f"Dated events from {dates.spell(first)} to {dates.spell(last)}, in two stretches: before a standstill is "
             "first told of, and after. A well attested event in either breaks a standstill throughout.")
    return replace(whole, outcome=Outcome.BROKEN if broken else whole.outcome, test=asked,
                   found=f"{before.found}; {after.found}",
                   tried=((f"to {dates.spell(eve)}", before.found),
                          (f"from {dates.spell(cut.isoformat())}", after.found)))

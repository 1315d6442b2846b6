"""Readings of a part: tested within spans of time, and decided only where all readings come to the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from helpers.data import dates
from helpers.errors import CompendiumError
from helpers.evidence import accounts
from helpers.evidence.findings import PartTest, Reading
from helpers.evidence.rule import Outcome


def unread(part_id: str, asked: str, claimed: str, sought: str) -> PartTest:
    """Return the test of a part on which nothing was found or read: it stays open and says so."""
    return PartTest(part_id, Outcome.OPEN, f"{asked} Silence is no evidence.", claimed, f"nothing found: {sought}")


def _outside(table: pd.DataFrame, part_id: str, first: str, last: str) -> pd.Series:
    """Return which accounts on a part are dated, and not wholly within a span; undated ones are never outside."""
    start, end = dates.span(first)[0], dates.span(last)[1]

    def out(row: Mapping[str, object]) -> bool:
        early, late = accounts.span(row)
        return early < start or late > end

    mine = table["part_id"].eq(part_id)
    cells = [bool(row["first"]) and out(row) for row in table.to_dict("records")]
    return mine & pd.Series(cells, index=table.index, dtype=bool)


def within(table: pd.DataFrame, part_id: str, claimed: str, kind: str, first: str, last: str,
           asked: str = "") -> PartTest:
    """Test what accounts say of a span of time; those of another time are listed and cut neither way.

    Parameters
    ----------
    table
        Accounts, as `Study.accounts` gives them.
    first, last
        The span, as partial dates. An account without a date counts as of this span.
    """
    out = _outside(table, part_id, first, last)
    made = accounts.says(table[~out], part_id, claimed, kind, asked)
    apart = accounts.says(table[out], part_id, claimed, kind).readings
    listed = (*made.readings, *(replace(reading, cuts="context") for reading in apart))
    return replace(made, readings=tuple(sorted(listed, key=lambda reading: (reading.fact_id, reading.item))),
                   rows=tuple(dict.fromkeys(sorted(reading.fact_id for reading in listed))))


def agreed(made: Mapping[str, PartTest]) -> PartTest:
    """Return the tests of a part at its readings as one: decided only where all come to the same.

    Parameters
    ----------
    made
        Test by reading, as a reader would name it.

    Notes
    -----
    Readings that come to opposite ends, or one that finds a dispute, make the part disputed. An account that
    speaks at one reading only speaks for the part as it does there.
    """
    tests = list(made.values())
    outcomes = {test.outcome for test in tests}
    outcome = Outcome.OPEN
    if len(outcomes) == 1:
        outcome = outcomes.pop()
    elif Outcome.CONTESTED in outcomes or {Outcome.HOLDS, Outcome.BROKEN} <= outcomes:
        outcome = Outcome.CONTESTED
    told: dict[tuple[str, str], Reading] = {}
    for reading in (reading for test in tests for reading in test.readings):
        key = reading.fact_id, reading.item
        if key not in told or told[key].cuts == "context":
            told[key] = reading
    last = tests[-1]
    found = last.found if len({test.found for test in tests}) == 1 else "; ".join(
        f"{label}: {test.found.split(';')[0]}" for label, test in made.items())
    return replace(last, outcome=outcome, found=found, readings=tuple(told[key] for key in sorted(told)),
                   rows=tuple(dict.fromkeys(row for test in tests for row in test.rows)),
                   tried=tuple((label, test.found) for label, test in made.items()))


def across(made: Mapping[str, PartTest], asked: str) -> PartTest:
    """Return the tests of a part at each thing that it could mean as one, as `agreed` does, with all that was found.

    Parameters
    ----------
    made
        Test by meaning, one or more.
    asked
        What was asked at each, in one sentence.

    Raises
    ------
    CompendiumError
        When there is no test.
    """
    if not made:
        raise CompendiumError("readings: found no test, expected one for each thing that the part "
                              "could mean, do: name one")
    joined = agreed(made)
    return replace(joined, test=asked, n=len(joined.readings),
                   found="; ".join(f"{name}: {test.found}" for name, test in made.items()))

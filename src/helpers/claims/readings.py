"""Readings: a part that could mean several things is decided only where all of them come to the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from helpers.errors import CompendiumError
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome


def across(made: Mapping[str, PartTest], asked: str) -> PartTest:
    """Join the tests of one part at each thing that it could mean.

    Parameters
    ----------
    made
        The test by meaning, one or more.
    asked
        What was asked at each, in one sentence.

    Returns
    -------
    PartTest
        Decided where all meanings agree; contested where one holds and one breaks, or where one is; else open.
        `tried` tells each meaning with what was found.
    """
    if not made:
        raise CompendiumError("readings: found no test, expected one for each thing that the part could mean")
    tests = list(made.values())
    outcomes = {test.outcome for test in tests}
    outcome = outcomes.pop() if len(outcomes) == 1 else Outcome.OPEN
    if Outcome.CONTESTED in outcomes or {Outcome.HOLDS, Outcome.BROKEN} <= outcomes:
        outcome = Outcome.CONTESTED
    readings = tuple(dict.fromkeys(reading for test in tests for reading in test.readings))
    return replace(tests[0], outcome=outcome, test=asked, n=len(readings), readings=readings,
                   rows=tuple(dict.fromkeys(row for test in tests for row in test.rows)),
                   found="; ".join(f"{name}: {test.found}" for name, test in made.items()),
                   tried=tuple((name, test.found) for name, test in made.items()))

"""Tests of the claims on the agreement on indirect taxes: its dates, bodies and duties, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from helpers.claims import readings
from helpers.claims import tax_told as words
from helpers.data import dates
from helpers.evidence import accounts
from helpers.evidence.findings import Finding, PartTest, Reading

if TYPE_CHECKING:
    from helpers.study import Study

Tables = Mapping[str, pd.DataFrame]

# The month that the claim gives, and its last day unless a reader allows a later one.
RATIFIED_FROM, RATIFIED_UNTIL = "2022-12-01", "2022-12-31"
PROPOSED = "still proposed"
SPAN = ("2021-11-04", "2024-05-16")
WRITTEN = "2024-05-16"
ALIGN, LEAD = "duty to align", "lead of Russian rules"


def dispute(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whether the tax and customs roadmap is the leading case, and whether it was disputed in public (INF-04)."""
    return (readings.unread("INF-04b", "Somebody ranks the roadmaps by the threat they pose.",
                            "the tax and customs roadmap is the leading case", "no account compares it with others"),
            accounts.events(table, "INF-04c", *SPAN, "it became disputed in public", wanted=True))


def ratification(table: pd.DataFrame, until: str = RATIFIED_UNTIL) -> tuple[PartTest, ...]:
    """Test when either side ratified (INF-05).

    Parameters
    ----------
    until
        Last day that counts as in time.

    Notes
    -----
    That ratification was still being proposed on a day tells only that it came after that day: such an account
    speaks against an earlier end, and cannot speak for a later one.
    """
    end = dates.last_day(until)
    early = table["first"].map(lambda cell: bool(cell) and dates.first_day(str(cell)) <= end).astype(bool)
    waiting = table["item"].eq(PROPOSED) & early
    return (_dated(table, "INF-05a", until, "ratified by Russia in December 2022"),
            _beside(_dated(table[~waiting], "INF-05b", until, "ratified by Belarus in December 2022"), table[waiting]))


def _beside(test: PartTest, waiting: pd.DataFrame) -> PartTest:
    """Return a test with accounts beside it that cannot tell: listed, and cutting neither way."""
    apart = tuple(Reading(str(row["fact_id"]), str(row["item"]), accounts.when(row), "context")
                  for row in waiting.to_dict("records"))
    return replace(test, readings=(*apart, *test.readings), rows=tuple(
        dict.fromkeys([*(reading.fact_id for reading in apart), *test.rows])))


def _dated(table: pd.DataFrame, part_id: str, until: str, claimed: str) -> PartTest:
    """Test a date, and tell what each account dates."""
    made = accounts.date(table, part_id, RATIFIED_FROM, until, claimed)
    told = dict.fromkeys(f"{reading.item} {reading.gives}" for reading in reversed(made.readings))
    return replace(made, found="; ".join(told)) if told else made


def bodies(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test which body and which system the agreement sets up, and how high the body stands (INF-06)."""
    return (accounts.says(table, "INF-06a", "the agreement sets up a Supranational Tax Committee"),
            accounts.says(table, "INF-06b", "the agreement creates an integrated system for indirect taxes"),
            accounts.says(table, "INF-06c", "the committee stands above the national authorities", asked=(
                "Decisions and deadlines that bind national law speak for it; advice, or decisions that need both "
                "sides, against. The rule on how it votes was not read.")))


def duties(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test access to data, the duty to align, and whether either runs one way (INF-08)."""
    access = accounts.says(table, "INF-08a", "Russian authorities get access to Belarusian tax data")
    claimed = "Belarusian indirect taxes must follow Russian ones"
    asked = "What the text binds the two to, in two ways: that their taxes are aligned, and that Russian rules lead."
    align, lead = (accounts.says(table, "INF-08b", claimed, asked=asked, items=[item]) for item in (ALIGN, LEAD))
    follow = readings.agreed({"aligned with each other": align,
                              "led by Russian rules": replace(lead, found=_lead(lead))})
    one_way = accounts.says(table, "INF-08c", "access and alignment run one way", asked=(
        "Duties on Belarus alone speak for it, duties on both against; a duty on Russia alone counts in part."))
    return access, follow, one_way


def _lead(test: PartTest) -> str:
    """Return what accounts tell of whose rules lead, as a phrase."""
    says, common = (sum(reading.cuts == cut for reading in test.readings) for cut in ("supports", "qualifies"))
    verb = "tells" if common == 1 else "tell"
    return f"{says or 'no'} account says so, {common or 'none'} {verb} of rules common to both"


def planned(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whether a roadmap on direct taxes was planned for 2024-2026 (INF-09)."""
    return (accounts.says(table, "INF-09a", "someone in charge plans a roadmap on direct taxes", asked=(
                "A plan or proposal for direct taxes by anyone in charge; proposals that name no field say so in part."
            ), until=WRITTEN),
            readings.unread("INF-09b", "A section or measure in the plan is needed.",
                            "the plan for 2024-2026 holds a roadmap on direct taxes",
                            "the text of the plan was not read"))


def attack(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whether the agreement is the first cut, with more to follow (INF-10)."""
    return (accounts.says(table, "INF-10b", "the first such cut, with more to follow", "sequence",
                          "Earlier cuts, or none after it, speak against; a next one that is planned speaks for."),)


def tests(tables: Tables, until: str = RATIFIED_UNTIL) -> dict[str, tuple[PartTest, ...]]:
    """Return the computed tests by claim, in claim order.

    Parameters
    ----------
    tables
        Accounts by claim, as `Study.accounts` gives them.
    until
        Last day that counts as ratified in time.
    """
    return {
        "INF-04": dispute(tables["INF-04"]),
        "INF-05": ratification(tables["INF-05"], until),
        "INF-06": bodies(tables["INF-06"]),
        "INF-08": duties(tables["INF-08"]),
        "INF-10": attack(tables["INF-10"]),
        "INF-09": planned(tables["INF-09"]),
    }


def of(study: Study) -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of the notebook `tax-and-customs` by claim."""
    tables = {claim: study.accounts(claim) for claim in study.notebook.settles}
    return tests(tables, study.parameters["ratified_until"] or RATIFIED_UNTIL)


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `tax-and-customs`, in claim order."""
    coder, made = study.choices.coder, of(study)
    return [Finding(claim, words.CLAIMED[claim], *words.told(claim, mine, words.voices(study.evidence(claim), coder)),
                    tests=mine) for claim, mine in made.items()]

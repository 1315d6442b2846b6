"""Tests of the claims on 1990 to 2020: the Union State's making, its standstill, the roadmaps and the break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from helpers.analysis import standstill
from helpers.claims import road_story as story
from helpers.evidence import accounts, voices
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome

if TYPE_CHECKING:
    from helpers.study import Study

Tables = Mapping[str, pd.DataFrame]

BREST = "2018-12-13"
EVE = "2018-12-12"
# What the part calls the pause: after the last round of 2019 until the month of the restart.
PAUSE = ("2019-12-21", "2020-08-31")
# Both states met in the Eurasian unions too: that is no talk on the Union State.
EURASIAN = "Eurasian treaties"
UNION_WORD = "Union State programme"
AFTER = "after 1999"
PROCESS, TREATY = "union process", "treaty of 1999"
STATED = "as stated in December 2018"


def unread(part_id: str, claimed: str, sought: str) -> PartTest:
    """Return the test of a part whose text nobody here has read: it stays open and says so."""
    return PartTest(part_id, Outcome.OPEN, "The wording has to be read; what an excerpt does not show is no evidence.",
                    claimed, f"not read: {sought}")


def each(table: pd.DataFrame, part_id: str, items: Sequence[str], claimed: str, kind: str) -> PartTest:
    """Test a part at each thing that it could mean: it is decided only where all come to the same."""
    made = [accounts.says(table, part_id, claimed, kind, items=[item]) for item in items]
    outcomes = {test.outcome for test in made}
    agreed = made[0].outcome if len(outcomes) == 1 else Outcome.OPEN
    if len(outcomes) > 1 and (Outcome.CONTESTED in outcomes or {Outcome.HOLDS, Outcome.BROKEN} <= outcomes):
        agreed = Outcome.CONTESTED
    pairs = list(zip(items, made, strict=True))
    readings = tuple(reading for test in made for reading in test.readings)
    return replace(made[0], outcome=agreed, n=len(readings), readings=readings,
                   test=f"What the accounts say at each thing that it could mean: {'; '.join(items)}.",
                   found="; ".join(f"{item}, {test.found.split(';')[0]}" for item, test in pairs),
                   rows=tuple(dict.fromkeys(reading.fact_id for reading in readings)),
                   tried=tuple((item, test.found) for item, test in pairs))


def concept(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test date, wording and novelty of the Foreign Policy Concept (PRE-01)."""
    approved = table[~table["item"].eq("published")]
    section = "no stored copy shows the section on regions; a text of 2023 is quoted in words close to the claim"
    return (accounts.date(approved, "PRE-01a", "2016-11", "2016-11", "a concept of November 2016"),
            unread("PRE-01b", "it speaks of deeper integration and strategic cooperation with Belarus", section),
            unread("PRE-01c", "it makes this a regional priority", section),
            accounts.says(table, "PRE-01d", "new against the concept of 2013", "change",
                          asked="What accounts of both texts say of the change from 2013 to 2016."))


def first_roadmap(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test who first spoke of a roadmap, by the word and by the idea (PRE-02)."""
    word = accounts.says(table, "PRE-02a", "nobody used the word before December 2018", "date",
                         asked="Dated uses of the word before 13 December 2018; one for another plan says so in part.")
    mine = table[table["part_id"].eq("PRE-02a") & table["item"].eq(UNION_WORD)]
    first = f"; for the Union State first read on {accounts.when(mine.iloc[0])}" if len(mine) else ""
    idea = accounts.says(table, "PRE-02b", "nobody had the idea before December 2018", "date",
                         asked="Dated plans of integration by sector before 13 December 2018.")
    others, plans = story.number(word.n or 0, "other plan"), story.number(idea.n or 0, "earlier plan")
    return (replace(word, found=f"used for {others} before{first}"),
            replace(idea, found=f"{plans} of directions, none by sectoral programmes"),
            accounts.says(table, "PRE-02c", "Medvedev, as prime minister, spoke of union integration in that month"),
            accounts.says(table, "PRE-02d", "his statement contains the roadmap idea"))


def aims(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test the aims of the roadmaps, as stated in 2018 and as drafted in 2019 (PRE-03)."""
    readings = (STATED, story.DRAFTED)
    return (each(table, "PRE-03a", readings, "one economic space is an aim", "text"),
            each(table, "PRE-03b", readings, "political integration is an aim", "text"))


def bodies(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test which bodies Medvedev named at Brest, and whether he called for them (PRE-04)."""
    return (accounts.says(table, "PRE-04a", "he named supranational bodies", until=BREST),
            accounts.says(table, "PRE-04b", "he stressed that they were needed", until=BREST,
                          asked="Whether he demanded them or offered them, by the reports of his words."))


def group(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test when the working group was set up and for what (PRE-06)."""
    return (accounts.events(table, "PRE-06a", "2018-12-14", "2019-01-31", "set up after the statement", wanted=True),
            accounts.says(table, "PRE-06b", "its task was a programme of action"))


def planned(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test for when the signature was planned (PRE-07)."""
    return (accounts.date(table, "PRE-07a", "2019-12", "2019-12", "to be signed in December 2019"),)


def pause(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test beginning, course, end and cause of the break of 2019-2020 (PRE-08)."""
    start = accounts.events(table, "PRE-08a", "2020-01-01", PAUSE[1], "it began in December 2019", wanted=False,
                            kind="date")
    start = replace(start, test="Talks after December 2019 mean that it had not begun by then; dated events of 2020.")
    return (start, standstill.test(table, "PRE-08b", *PAUSE, "no talks between December 2019 and September 2020"),
            accounts.date(table, "PRE-08c", "2020-09", "2020-09", "talks resumed in September 2020"),
            accounts.says(table, "PRE-08d", "opposed interests led to it", "mechanism"))


def makers(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test when the Union State was made, on whose initiative and with whom (DIV-01)."""
    return (accounts.date(table, "DIV-01a", "1990", "1999", "created in the 1990s"),
            each(table, "DIV-01b", (PROCESS, TREATY), "Lukashenka set it going", "stance"),
            accounts.says(table, "DIV-01c", "Yeltsin was the other party"))


def ambition(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whether Lukashenka wanted more than his office, then and later (DIV-02)."""
    return (each(table, "DIV-02a", (story.BEFORE, AFTER), "he wanted more than the Belarusian presidency", "stance"),)


def freeze(table: pd.DataFrame, first: int = 2005, last: int = 2018) -> tuple[PartTest, ...]:
    """Test the freeze of 2005 to 2018, for any talks and for those on constitution and currency (DIV-03).

    Parameters
    ----------
    first, last
        Years in which it is said to set in and to end; the end counts up to the eve of the Brest statement.
    """
    begin, end = f"{first}-01-01", EVE if last == 2018 else f"{last}-12-31"
    span, events = f"{first} to {last}", table[table["says"].ne("no")]
    alive = accounts.events(events, "DIV-03b", f"{first + 1}", f"{first + 1}", f"it set in in {first}", wanted=False,
                            kind="date")
    alive = replace(alive, part_id="DIV-03c",
                    test=f"Talks on constitution or currency in {first + 1} mean that it had not set in by then.")
    ended = accounts.date(table, "DIV-03d", str(last), str(last), f"it ended in {last}")
    never = accounts.events(events[~events["item"].eq(EURASIAN)], "DIV-03a", f"{last - 3}", f"{last - 1}", "",
                            wanted=True).found
    return (standstill.test(table, "DIV-03a", begin, end, f"no Union State talks from {span}", apart=[EURASIAN]),
            standstill.test(table, "DIV-03b", begin, end, f"no talks on constitution or currency from {span}"),
            accounts.date(table, "DIV-03c", str(first), str(first), f"it set in in {first}"), alive,
            replace(ended, tried=(("any talks", f"{never}: nothing was there to end"),
                                  ("talks on constitution and currency", ended.found))),
            accounts.says(table, "DIV-03e", "the coming of Putin brought the change", "mechanism"))


def until_2020(table: pd.DataFrame, pauses: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test the freeze until 2020, as one of years and as the pause of 2019-2020 alone (ES-06).

    Parameters
    ----------
    pauses
        Accounts on PRE-08: the same pause, on which more was coded there.
    """
    more = pauses[pauses["part_id"].eq("PRE-08b") & ~pauses["fact_id"].isin(table["fact_id"])]
    both = pd.concat([table, more.assign(part_id="ES-06c")], ignore_index=True)
    return (accounts.events(table, "ES-06a", "2018-01-01", PAUSE[1], "no live talks in the years up to 2020",
                            wanted=False),
            accounts.says(table, "ES-06b", "opposed interests froze the talks", "mechanism"),
            standstill.test(both, "ES-06c", *PAUSE, "a standstill from December 2019 until later in 2020", kind="date"))


def tests(tables: Tables, first: int = 2005, last: int = 2018) -> dict[str, tuple[PartTest, ...]]:
    """Return the computed tests by claim.

    Parameters
    ----------
    tables
        Accounts by claim, as `Study.accounts` gives them.
    first, last
        The years of the freeze tested.
    """
    return {
        "ES-06": until_2020(tables["ES-06"], tables["PRE-08"]),
        "PRE-01": concept(tables["PRE-01"]),
        "PRE-02": first_roadmap(tables["PRE-02"]),
        "PRE-03": aims(tables["PRE-03"]),
        "PRE-04": bodies(tables["PRE-04"]),
        "PRE-06": group(tables["PRE-06"]),
        "PRE-07": planned(tables["PRE-07"]),
        "PRE-08": pause(tables["PRE-08"]),
        "DIV-01": makers(tables["DIV-01"]),
        "DIV-02": ambition(tables["DIV-02"]),
        "DIV-03": freeze(tables["DIV-03"], first, last),
    }


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `road-to-2020`, in claim order."""
    first, last = study.parameters["frozen_from"], study.parameters["frozen_until"]
    tables = {claim: study.accounts(claim) for claim in study.notebook.settles}
    made = tests(tables, first, last)
    findings = []
    for claim in study.notebook.settles:
        counts = study.evidence(claim)[voices.CODERS[study.parameters["coder"]]].value_counts()
        sides = tuple(int(counts.get(side, 0)) for side in ("supports", "contradicts", "qualifies"))
        short, long = story.told(claim, made[claim], tables[claim], sides)
        findings.append(Finding(claim, story.CLAIMED[claim], short, long, tests=made[claim]))
    return findings

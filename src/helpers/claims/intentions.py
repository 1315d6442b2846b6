"""Tests of ES-05, ES-10, PRE-05, CON-02 and IMP-14: what Moscow is said to want of Belarus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from helpers.claims import intentions_story as story
from helpers.claims import readings, standing
from helpers.data import dates
from helpers.evidence import accounts
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome

if TYPE_CHECKING:
    from helpers.study import Study

Tables = Mapping[str, pd.DataFrame]

WRITTEN = "2024-05-16"
ADOPTION = "2021-11-04"
BREST_EVE = "2018-12-12"
TREATY = "1999-12-08"
ADOPTED, THEN = "at adoption", "at the time of the text"
# Proposals of one state that were made in Moscow, as CON-02 has them.
OFFERS = ("merger offered", "one state called desirable")
MOVED, STILL = ("in progress", "near completion", "done"), ("not started", "postponed")


def unread(part_id: str, claimed: str, sought: str) -> PartTest:
    """Return the test of a part whose text nobody here has read: it stays open and says so."""
    return PartTest(part_id, Outcome.OPEN, "The wording has to be read; what an excerpt does not show is no evidence.",
                    claimed, f"not read: {sought}")


def carried_out(status: pd.DataFrame, programmes: pd.DataFrame) -> PartTest:
    """Test whether steps are reported on most programmes by the day of the commentary (ES-05d).

    Parameters
    ----------
    status, programmes
        The raw tables `programme_status` and `programmes`.

    Notes
    -----
    A programme on which nothing was read is unknown, not idle: the part breaks only where reports of no step make up
    more than half.
    """
    known = [bool(day) and ADOPTION <= dates.last_day(day).isoformat() <= WRITTEN for day in status["date"]]
    mine = status[pd.Series(known, index=status.index, dtype=bool) & status["programme_id"].ne("")]
    moved = set(mine.loc[mine["status"].isin(MOVED), "programme_id"])
    done = set(mine.loc[mine["status"].eq("done"), "programme_id"])
    idle = set(mine.loc[mine["status"].isin(STILL), "programme_id"]) - moved
    half = len(programmes) / 2
    outcome = Outcome.HOLDS if len(moved) > half else Outcome.BROKEN if len(idle) > half else Outcome.OPEN
    asked = "Dated reports from the decree to 16 May 2024 tell of steps on more than half of the programmes."
    return PartTest("ES-05d", outcome, asked, "the programmes are being carried out",
                    f"steps reported on {len(moved)} of {len(programmes)} programmes, {len(done)} once called done",
                    "programmes", float(len(moved)), n=len(mine))


def roadmaps(table: pd.DataFrame, status: pd.DataFrame, programmes: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test what carrying out the roadmaps does, and whether it is done (ES-05)."""
    return (accounts.says(table, "ES-05a", "the programmes raise dependence", "mechanism",
                          asked="Whether accounts lay more dependence to the programmes, or find them too weak and "
                                "other causes at work."),
            carried_out(status, programmes),
            accounts.says(table, "ES-05d", "systems and acts of the programmes are at work", "sequence", until=WRITTEN,
                          asked="Accounts of systems and acts at work by the day of the commentary."))


def main_aim(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test the stated aim, and whether anybody ranks it first, at adoption and when the text was written (ES-10)."""
    stated = "What official words, acts and papers give as the aim, at both times that could be meant."
    ranked = "Who puts this aim above others, and who puts another above it; naming it among several ranks nothing."
    times = (ADOPTED, THEN)
    return (readings.across({time: accounts.says(table, "ES-10a", "the aim is unified law and rules", items=[time])
                             for time in times}, stated),
            readings.across({time: accounts.says(table, "ES-10b", "this aim stands first", "ranking", items=[time])
                             for time in times}, ranked))


def old_project(table: pd.DataFrame, since: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whether absorption was an older project (PRE-05c).

    Parameters
    ----------
    since
        Accounts on CON-02, which date the offers made in Moscow before.
    """
    offers = since[since["part_id"].eq("CON-02c") & since["item"].isin(OFFERS)].assign(part_id="PRE-05c", says="")
    return (accounts.events(offers, "PRE-05c", TREATY, BREST_EVE, "one state was proposed in Moscow before",
                            wanted=True),
            accounts.says(table, "PRE-05c", "the treaty of 1999 is such a project", "sequence",
                          asked="Whether the treaty of 1999 itself foresaw the end of independence."))


def goal(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test since when and until when the goal is told of (CON-02c, d)."""
    kept = accounts.says(table, "CON-02d", "the goal was kept up to May 2024", "stance",
                         asked="Signs of the goal against denials after 2020. A denial of one's own aim is no act: "
                               "it counts as a voice and never settles the part alone.")
    rows = accounts.of_part(table, "CON-02d")
    years = sorted({dates.first_day(str(row["first"])).year for row in rows if row["says"] == "yes" and row["first"]})
    signs = f"; signs in {', '.join(map(str, years))}" if years else ""
    return (accounts.says(table, "CON-02c", "the goal dates from 2018", "date",
                          asked="The same goal before 2018 breaks the part; a sign in 2018 that does not say that "
                                "there was none before only limits it."),
            replace(kept, found=f"{kept.found}{signs}"))


def absorption(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test what is known of the programme texts, and whether accounts speak of steps (IMP-14a, c)."""
    claimed = "the programme texts set absorption as a goal"
    return (unread("IMP-14a", claimed, "the texts of the 28 programmes"),
            accounts.says(table, "IMP-14a", claimed,
                          asked="What those who wrote, saw or summed up the programmes say of their goals; an "
                                "effect is not a goal."),
            accounts.says(table, "IMP-14c", "absorption step by step", "sequence",
                          asked="Whether accounts tell of stages towards an end."))


# Parts that ask what Moscow means, and are judged by those who could know before they are judged by all.
MEANT = {
    "PRE-05a": "the Kremlin meant to take Belarus in",
    "CON-02a": "political integration is the goal",
    "CON-02b": "absorption is the goal",
    "IMP-14b": "absorption is pursued through the programmes",
}


def tests(tables: Tables, status: pd.DataFrame, programmes: pd.DataFrame, evidence: pd.DataFrame,
          coder: str = "consensus") -> dict[str, tuple[PartTest, ...]]:
    """Return the computed tests by claim, by part.

    Parameters
    ----------
    tables
        Accounts by claim, as `Study.accounts` gives them.
    status, programmes
        The raw tables `programme_status` and `programmes`.
    evidence
        Evidence that counts, on all the claims.
    coder
        Whose coding counts.
    """
    made: dict[str, tuple[PartTest, ...]] = {
        "ES-05": roadmaps(tables["ES-05"], status, programmes),
        "ES-10": main_aim(tables["ES-10"]),
        "PRE-05": old_project(tables["PRE-05"], tables["CON-02"]),
        "CON-02": goal(tables["CON-02"]),
        "IMP-14": absorption(tables["IMP-14"]),
    }
    for part, claimed in MEANT.items():
        both = (*made[part[:-1]], standing.near(evidence, part, claimed, coder))
        made[part[:-1]] = tuple(sorted(both, key=lambda test: test.part_id))
    return made


def of(study: Study) -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of the notebook `intentions`."""
    tables = {claim: study.accounts(claim) for claim in study.notebook.settles}
    return tests(tables, study.table("programme_status"), study.table("programmes"), evidence(study),
                 study.choices.coder)


def evidence(study: Study) -> pd.DataFrame:
    """Return the evidence on all claims of the notebook."""
    return pd.concat([study.evidence(claim) for claim in study.notebook.settles], ignore_index=True)


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `intentions`, in claim order."""
    made = of(study)
    found = standing.table(evidence(study), story.STANCES, study.choices.coder)
    return [Finding(claim, story.CLAIMED[claim], *story.told(claim, made[claim], found), tests=made[claim])
            for claim in study.notebook.settles]

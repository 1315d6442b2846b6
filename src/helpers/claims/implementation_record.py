"""Tests of IMP-07 to IMP-13: what was done of the 28 programmes, and by whose word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from helpers.analysis import progress
from helpers.claims import record_accounts as said
from helpers.claims import record_told as words
from helpers.claims.record_accounts import TOTAL
from helpers.errors import CompendiumError
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome

if TYPE_CHECKING:
    from helpers.study import Study

START, END = date(2023, 1, 1), date(2023, 12, 31)
WINDOW = (date(2022, 8, 1), date(2023, 1, 31))
DONE, NEAR, SHARE = "impl_programmes_done", "impl_programmes_near_completion", "impl_share_measures_done"
# The three programmes that the commentary calls the most important ones, and the three it calls hindered.
IMPORTANT = {"IMP-12a": "P01", "IMP-12b": "P08", "IMP-12c": "P20"}
HINDERED = {"IMP-13a": "P04", "IMP-13b": "P13", "IMP-13c": "P24"}
CLAIMED_DONE, CLAIMED_NEAR = 7, 3


def _counts(at: pd.DataFrame) -> str:
    return ", ".join(f"{value:g}" for value in sorted(set(at["low"])))


def assessed(table: pd.DataFrame) -> PartTest:
    """Test whether counts of implementation were given within the window (IMP-07a)."""
    asked = ("A dated count of what was carried out lies between August 2022 and January 2023; one by an independent "
             "body counts apart.")
    inside = table[(table["first"] >= pd.Timestamp(WINDOW[0])) & (table["last"] <= pd.Timestamp(WINDOW[1]))]
    sides = sorted(set(inside["who"]) - {""})
    independent = int(inside["who"].eq("").sum())
    outcome = Outcome.HOLDS if len(inside) else Outcome.OPEN
    found = (f"{len(inside)} counts by {', '.join(sides)}; {independent or 'none'} by an independent body"
             if len(inside) else "no count in the window")
    return PartTest("IMP-07a", outcome, asked, "assessments between August 2022 and January 2023", found, "counts",
                    float(len(inside)), n=len(inside), series=(SHARE, DONE),
                    tried=(("official counts", f"{len(inside)} found"),
                           ("assessments by independent experts", f"{independent or 'none'} found")))


def unfinished(table: pd.DataFrame, status: pd.DataFrame) -> PartTest:
    """Test whether a significant number of programmes was not being carried out (IMP-07b)."""
    asked = ("Read as unfinished: at least a quarter of the 28 was not counted as done at the end of the window. "
             "Read as not under way at all: as many were reported as not started within it.")
    at = progress.at(table, progress.PROGRAMMES, START)
    days = pd.to_datetime([entry if len(entry) == 10 else f"{entry}-01"[:10] if len(entry) == 7 else None
                           for entry in status["date"]])
    inside = status[(days >= pd.Timestamp(WINDOW[0])) & (days <= pd.Timestamp(WINDOW[1]))]
    idle = inside.loc[inside["status"].eq("not started"), "programme_id"].nunique()
    if at.empty:
        return PartTest("IMP-07b", Outcome.OPEN, asked, "a significant number not being implemented",
                        "no count known", series=(DONE,))
    left = TOTAL - float(at["high"].max())
    readings = {"not finished": left >= TOTAL / 4, "not under way at all": idle >= TOTAL / 4}
    outcome = (Outcome.HOLDS if all(readings.values()) else
               Outcome.CONTESTED if any(readings.values()) else Outcome.BROKEN)
    found = (f"{left:.0f} of {TOTAL} unfinished on 1 January 2023; {idle or 'none'} reported as not started in the "
             "window")
    return PartTest("IMP-07b", outcome, asked, "a significant number not being implemented", found, "programmes", left,
                    n=len(at), series=(DONE,), rows=tuple(inside["status_id"]),
                    tried=(("not finished", f"{left:.0f} programmes"), ("not under way at all", f"{idle} programmes")))


def count_at_start(table: pd.DataFrame) -> PartTest:
    """Test the number counted as finished at the start of 2023 (IMP-09a)."""
    asked = "Every statement for 1 January 2023 gives the number claimed."
    at = progress.at(table, progress.PROGRAMMES, START)
    claimed = f"{CLAIMED_DONE} of {TOTAL} finished"
    if at.empty:
        return PartTest("IMP-09a", Outcome.OPEN, asked, claimed, "no count known", series=(DONE,))
    same = (at["low"] == CLAIMED_DONE) & (at["high"] == CLAIMED_DONE)
    outcome = Outcome.HOLDS if same.all() else Outcome.CONTESTED if same.any() else Outcome.BROKEN
    return PartTest("IMP-09a", outcome, asked, claimed, f"{_counts(at)} in {len(at)} statements", "programmes",
                    float(at["low"].iloc[0]), n=len(at), series=(DONE,))


def near_completion(table: pd.DataFrame, days: int) -> PartTest:
    """Test the number called nearly finished at the start of 2023 (IMP-10a)."""
    asked = f"A statement within {days} days of 1 January 2023 gives the number of nearly finished programmes."
    at = progress.at(table, "programmes near completion", START, days)
    claimed = f"{CLAIMED_NEAR} more close to completion"
    if at.empty:
        later = table[table["measure"].eq("programmes near completion")]
        told = ", ".join(f"{row.low:g} ({row.period})" for row in later.itertuples())
        return PartTest("IMP-10a", Outcome.OPEN, asked, claimed,
                        "no count for that time" + (f"; later ones: {told}" if told else ""), series=(NEAR,))
    same = at["low"].eq(CLAIMED_NEAR)
    outcome = Outcome.HOLDS if same.all() else Outcome.CONTESTED if same.any() else Outcome.BROKEN
    return PartTest("IMP-10a", outcome, asked, claimed, f"{_counts(at)} by the accounts of the time", "programmes",
                    n=len(at), series=(NEAR,))


def risen(table: pd.DataFrame, noticeable: int) -> PartTest:
    """Test whether the number counted as finished hardly rose during 2023 (IMP-11a)."""
    asked = (f"The least rise between the counts at the start and at the end of 2023 is below {noticeable} programmes; "
             "a larger rise by every account breaks it.")
    claimed = "no noticeable change by the end of 2023"
    try:
        moved = progress.change(table, progress.PROGRAMMES, START, END)
    except CompendiumError:
        return PartTest("IMP-11a", Outcome.OPEN, asked, claimed, "no count known", series=(DONE,))
    if pd.isna(moved.least):
        return PartTest("IMP-11a", Outcome.OPEN, asked, claimed,
                        f"{moved.early_low:g} at the start, no count at the end", series=(DONE,))
    outcome = (Outcome.BROKEN if moved.least >= noticeable else
               Outcome.HOLDS if moved.most < noticeable else Outcome.CONTESTED)
    found = (f"{moved.early_low:g} on 1 January, {moved.late_low:g} to {moved.late_high:g} in November: "
             f"{moved.least:g} to {moved.most:g} more")
    return PartTest("IMP-11a", outcome, asked, claimed, found, "programmes", moved.least, moved.least, moved.most,
                    moved.statements, (DONE,))


def among_the_done(status: pd.DataFrame, programmes: pd.DataFrame) -> list[PartTest]:
    """Test which of the three programmes called most important were named as finished (IMP-12a to f)."""
    names = programmes.set_index("programme_id")["title_en"]
    at_start = progress.named_done(status[status["date"].eq(START.isoformat())], programmes, START)
    listed = set(at_start["programme_id"])
    rows = tuple(status.loc[status["date"].eq(START.isoformat()), "status_id"])
    tests = []
    for part_id, programme in IMPORTANT.items():
        asked = "The programme is among those named one by one as finished on 1 January 2023."
        outcome = Outcome.OPEN if not listed else Outcome.HOLDS if programme in listed else Outcome.BROKEN
        found = (f"{'named' if programme in listed else 'not named'} among the {len(listed)} finished ones"
                 if listed else "no list known")
        tests.append(PartTest(part_id, outcome, asked, f"{names[programme]}: implemented", found, n=len(listed),
                              rows=rows))
    return tests


def hindered(status: pd.DataFrame, programmes: pd.DataFrame) -> list[PartTest]:
    """Test whether delay was reported for the three programmes called hindered (IMP-13a to c)."""
    names = programmes.set_index("programme_id")["title_en"]
    until = {"up to January 2023": "2023-01-31", "up to May 2024": "2024-05-16"}
    tests = []
    for part_id, programme in HINDERED.items():
        asked = ("Someone in charge reported the programme as postponed within the period; both ends of the period are "
                 "tried.")
        mine = status[status["programme_id"].eq(programme) & status["date"].between("2022-08", "2024-05-16")]
        late = mine[mine["status"].eq("postponed")]
        gave = {label: bool((late["date"] <= day).any()) for label, day in until.items()}
        outcome = Outcome.HOLDS if all(gave.values()) else Outcome.OPEN
        found = (f"{len(late) or 'no'} report{'s' if len(late) > 1 else ''} of postponement among {len(mine)} dated "
                 "reports" if len(mine) else "no dated report")
        tests.append(PartTest(part_id, outcome, asked, f"{names[programme]}: significantly hindered", found,
                              n=len(mine), rows=tuple(mine["status_id"]),
                              tried=tuple((label, "postponed" if held else "no postponement reported")
                                          for label, held in gave.items())))
    return tests


def tests(tables: Mapping[str, pd.DataFrame], table: pd.DataFrame, status: pd.DataFrame, programmes: pd.DataFrame,
          days: int, noticeable: int) -> dict[str, tuple[PartTest, ...]]:
    """Return the computed tests by claim.

    Parameters
    ----------
    tables
        Accounts by claim, as `Study.accounts` gives them.
    table
        As `analysis.progress.statements` returns it.
    status, programmes
        The tables of that name.
    days
        How far from a day a statement may be and still speak for it.
    noticeable
        Least rise in finished programmes that counts as a noticeable change.
    """
    listed = said.listed(status, programmes, START)
    named = among_the_done(status, programmes)
    return {
        "IMP-07": (assessed(table), unfinished(table, status)),
        "IMP-08": (said.systems_behind(listed, programmes), said.other_reasons(tables["IMP-08"])),
        "IMP-09": (count_at_start(table), said.in_fact(listed, status, START)),
        "IMP-10": (near_completion(table, days), said.unknown_rest(tables["IMP-10"], listed, status, WINDOW)),
        "IMP-11": (risen(table, noticeable), *said.progress_in_fact(tables["IMP-11"], listed, status, END)),
        "IMP-12": (*named, *said.by_the_commentary(tables["IMP-12"], named)),
        "IMP-13": (*hindered(status, programmes), *said.hindrances(tables["IMP-13"])),
    }


def of(study: Study) -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of the notebook `implementation-record` by claim."""
    tables = {claim: study.accounts(claim) for claim in study.notebook.settles}
    table = progress.statements(study.series(*study.notebook.series))
    return tests(tables, table, study.table("programme_status"), study.table("programmes"),
                 study.parameters["window_days"], study.parameters["noticeable"])


def findings(made: Mapping[str, Sequence[PartTest]]) -> list[Finding]:
    """Return tests by claim as findings."""
    return [Finding(claim, words.CLAIMED[claim], *words.told(claim, mine), words.UNITS.get(claim, ""), tuple(mine))
            for claim, mine in made.items()]


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `implementation-record`, in claim order."""
    return findings(of(study))

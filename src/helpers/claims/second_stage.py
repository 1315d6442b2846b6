"""Tests of NXT-01 to NXT-05, CON-05 and CON-06: the plan for 2024-2026 and what was said to follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from helpers.data import dates
from helpers.evidence import accounts, rule, voices
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome

if TYPE_CHECKING:
    from helpers.study import Study

WRITTEN = "2024-05-16"
CLAIMED_SECTIONS = 11
FIELDS = {"NXT-03a": "culture", "NXT-03b": "education", "NXT-03c": "healthcare", "NXT-03d": "information policy"}
LAW = "legal framework"
# Instruments by which a programme of the first stage makes one law of two.
OF_LAW = ("unify", "harmonise")
LANES = {"NXT-05": "Textbooks", "CON-05": "Media and schooling", "CON-06": "Prosecution and law"}


def decree(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test when, by whom and for what the decree was signed (NXT-01)."""
    return (accounts.date(table, "NXT-01a", "2024-01", "2024-01", "the step was taken in January 2024"),
            accounts.says(table, "NXT-01b", "the two presidents signed a decree"),
            accounts.says(table, "NXT-01c", "the decree opens the stage 2024-2026"))


def directions(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test the number of main directions (NXT-02)."""
    return (accounts.count(table, "NXT-02a", CLAIMED_SECTIONS, CLAIMED_SECTIONS, "eleven main directions", "sections"),)


def law_in_first_stage(programmes: pd.DataFrame) -> int:
    """Return how many of the 28 programmes of the first stage unify or harmonise law."""
    return int(programmes["instrument"].isin(OF_LAW).sum())


def fields(table: pd.DataFrame, law: PartTest, programmes: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test which fields the plan holds, and which of them are new (NXT-03).

    Parameters
    ----------
    table
        Accounts on NXT-03.
    law
        The test of NXT-04b: what the plan says of a legal framework. That it is named at all is what NXT-03e asks.
    programmes
        The programmes of the first stage.
    """
    named = [accounts.members(table, part_id, [field], f"{field} is part of the plan")
             for part_id, field in FIELDS.items()]
    told = any(reading.cuts in ("supports", "qualifies") for reading in law.readings)
    named.append(PartTest(
        "NXT-03e", Outcome.HOLDS if told else Outcome.OPEN, "An account of the plan names the legal framework at all.",
        "a legal framework is part of the plan", "named among the aims" if told else "no account names it",
        n=len(law.readings), rows=law.rows))
    count, five = law_in_first_stage(programmes), [*FIELDS.values(), LAW]
    before = {LAW: Outcome.BROKEN if count else Outcome.OPEN}
    claimed = "none of the five was in the plan of 2021-2023"
    first_stage = accounts.members(table, "NXT-03f", five, claimed, known=before)
    first_stage = replace(first_stage, found=f"{first_stage.found}; {count} of {len(programmes)} programmes of the "
                                             "first stage unify or harmonise law")
    return (*named, first_stage,
            accounts.members(table, "NXT-03g", five, "none of the five was in an earlier Union State document"))


def merger(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test what the plan says of financial market and law (NXT-04a, b); the rest is judged by voices."""
    return (accounts.says(table, "NXT-04a", "a common financial market is in the plan"),
            accounts.says(table, "NXT-04b", "a common legal framework is in the plan"))


def unread(part_id: str, claimed: str, sought: str) -> PartTest:
    """Return the test of a part on which nothing was found: it stays open and says so."""
    return PartTest(part_id, Outcome.OPEN, "A dated account is needed; silence is no evidence.", claimed,
                    f"nothing found: {sought}")


def schooling(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test what was decided on joint programmes and textbooks by the day of the commentary (NXT-05a, b)."""
    return (unread("NXT-05a", "joint educational programmes are proposed or under way",
                   "no joint programme of schools or universities is named and dated"),
            accounts.says(table, "NXT-05b", "shared history textbooks are proposed or under way", until=WRITTEN))


def added_risk(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whether the new fields brought joint bodies or schooling under Russian lead (CON-05d)."""
    return (accounts.says(table, "CON-05d", "the new fields add to the risk", kind="change",
                          asked="Steps that put bodies, media or schooling under joint or Russian lead.",
                          until=WRITTEN),)


# Instruments that existed, or were signed, on the day of the commentary; in force or only prepared.
IN_FORCE, PREPARED = ("wanted list", "laws of May 2021"), ("agreement on visas",)


def repression(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whether a joint framework existed, what it joins and at whom it is aimed (CON-06)."""
    claimed = "a joint legal framework for repression"
    force = accounts.members(table, "CON-06a", IN_FORCE, claimed, 0, "text")
    prepared = accounts.members(table, "CON-06a", (*IN_FORCE, *PREPARED), claimed, 0, "text")
    outcome = force.outcome if force.outcome is prepared.outcome else Outcome.OPEN
    # Accounts of what came later are listed and cut neither way.
    later = accounts.says(table, "CON-06a", claimed, until=WRITTEN).readings
    known = {(reading.fact_id, reading.item) for reading in prepared.readings}
    listed = (*prepared.readings, *(replace(reading, cuts="context") for reading in later
                                    if (reading.fact_id, reading.item) not in known))
    asked = "An act of both states, or one in preparation, that serves repression; older rules of the CIS are none."
    tried = (("in force by May 2024", force.found), ("under preparation then", prepared.found))
    return (replace(prepared, outcome=outcome, test=asked, tried=tried, readings=listed, n=len(listed)),
            accounts.says(table, "CON-06b", "the tools of the two states are joined", kind="mechanism",
                          asked="Shared lists, extraditions and mutual enforcement, by every account."),
            accounts.members(table, "CON-06c", ["Belarusian civil society"], "aimed at Belarusian civil society"),
            accounts.members(table, "CON-06d", ["Russian civil society"], "aimed at Russian civil society"))


def tests(tables: Mapping[str, pd.DataFrame], programmes: pd.DataFrame) -> dict[str, tuple[PartTest, ...]]:
    """Return the computed tests by claim.

    Parameters
    ----------
    tables
        Accounts by claim, as `Study.accounts` gives them.
    programmes
        The table of that name.
    """
    merged = merger(tables["NXT-04"])
    return {
        "NXT-01": decree(tables["NXT-01"]),
        "NXT-02": directions(tables["NXT-02"]),
        "NXT-03": fields(tables["NXT-03"], merged[1], programmes),
        "NXT-04": merged,
        "NXT-05": schooling(tables["NXT-05"]),
        "CON-05": added_risk(tables["CON-05"]),
        "CON-06": repression(tables["CON-06"]),
    }


CLAIMED = {
    "NXT-01": "signed in January 2024 for 2024-2026", "NXT-02": "11 main directions",
    "NXT-03": "five fields in the plan for the first time", "NXT-04": "an attempt to merge the two states",
    "NXT-05": "joint schooling and textbooks", "CON-05": "risk in tax, customs and finance, and more with new fields",
    "CON-06": "a joint framework against both civil societies",
}


def _named(made: Mapping[str, PartTest], parts: Sequence[str], outcome: Outcome) -> int:
    return sum(made[part].outcome is outcome for part in parts)


def told(claim: str, tests: Sequence[PartTest], sides: tuple[int, int, int]) -> tuple[str, str]:
    """Return what was found for a claim, short for a table and as one or two sentences.

    Parameters
    ----------
    sides
        Rows for, against and qualifying, for what no computation settles.
    """
    made = {test.part_id: test for test in tests}
    supports, against, qualifies = sides
    if claim == "NXT-01":
        day = made["NXT-01a"].found
        return day, f"The day of the decree: {day}. Accounts that tie it to 2024-2026: {made['NXT-01c'].n}."
    if claim == "NXT-02":
        return made["NXT-02a"].found, f"The plan counts {made['NXT-02a'].found}. A list of their titles was not found."
    if claim == "NXT-03":
        named = _named(made, [*FIELDS, "NXT-03e"], Outcome.HOLDS)
        return (f"{named} of 5 fields named; new ones: {made['NXT-03f'].found}",
                f"{named} of the five fields are named in accounts of the plan. Whether all of them are new against "
                f"2021-2023: {made['NXT-03f'].found}.")
    if claim == "NXT-04":
        law = {Outcome.HOLDS: "they say that it is to be one", Outcome.BROKEN: "they do not say that it is to be one"}
        return (f"financial market: {made['NXT-04a'].found}; law: {made['NXT-04b'].found}",
                f"A section on the financial market: {made['NXT-04a'].found}. Of the legal framework "
                f"{law.get(made['NXT-04b'].outcome, 'they say that it is to be improved, which is less')}. "
                f"On the merger itself {supports} rows speak for it, {against} against it and {qualifies} limit it.")
    if claim == "NXT-05":
        school = made["NXT-05b"]
        return school.found, (f"On shared history textbooks {school.found.split(';')[0]}. On joint educational "
                              f"programmes {made['NXT-05a'].found}.")
    if claim == "CON-05":
        return (f"{supports} rows for, {against} against, {qualifies} qualifying",
                f"Of all rows {supports} see a risk, {against} deny it and {qualifies} limit it; few of them speak of "
                f"taxes, customs or finance after January 2024. Steps in the new fields: {made['CON-05d'].found}.")
    tools = {Outcome.HOLDS: "The tools of the two states are joined in practice",
             Outcome.BROKEN: "The tools of the two states are not joined"}.get(
                 made["CON-06b"].outcome, "Whether the tools are joined cannot be said")
    frame = {Outcome.HOLDS: "a joint framework for it is shown",
             Outcome.BROKEN: "there is no joint framework for it"}.get(
        made["CON-06a"].outcome, "a joint framework for it could not be shown for May 2024")
    hit = " and ".join(name for part, name in (("CON-06c", "Belarusian"), ("CON-06d", "Russian"))
                       if made[part].outcome is Outcome.HOLDS)
    return (f"tools joined: {made['CON-06b'].found.split(';')[0]}",
            f"{tools}; {frame}. Civil society that accounts show as its target: {hit or 'none'}.")


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `second-stage`, in claim order."""
    claims = study.notebook.settles
    made = tests({claim: study.accounts(claim) for claim in claims}, study.table("programmes"))
    coder = study.parameters["coder"]
    findings = []
    for claim in claims:
        short, long = told(claim, made[claim], sides_of(study.evidence(claim), coder))
        findings.append(Finding(claim, CLAIMED[claim], short, long, tests=made[claim]))
    return findings


def sides_of(evidence: pd.DataFrame, coder: str) -> tuple[int, int, int]:
    """Return how many rows support, contradict and qualify a claim under a coder."""
    counts = evidence[voices.CODERS[coder]].value_counts()
    return int(counts.get("supports", 0)), int(counts.get("contradicts", 0)), int(counts.get("qualifies", 0))


def steps(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the dated steps in the new fields, each once, before and after the commentary.

    Returns
    -------
    DataFrame
        Columns lane, item, first, last (days as datetime64), fact_id, family, after (whether it came after
        the day of the commentary); by lane and day.
    """
    parts = {"NXT-05": ("NXT-05b",), "CON-05": ("CON-05d",), "CON-06": ("CON-06a", "CON-06b")}
    rows = []
    for claim, wanted in parts.items():
        mine = tables[claim]
        for row in mine[mine["part_id"].isin(wanted) & mine["first"].ne("")].to_dict("records"):
            first, last = accounts.span(row)
            rows.append({"lane": LANES[claim], "item": row["item"], "first": pd.Timestamp(first),
                         "last": pd.Timestamp(last), "fact_id": row["fact_id"], "family": row["family"],
                         "after": first > date.fromisoformat(WRITTEN)})
    columns = ["lane", "item", "first", "last", "fact_id", "family", "after"]
    found = pd.DataFrame(rows, columns=columns)
    return found.drop_duplicates(["lane", "item", "first"]).sort_values(["lane", "first", "item"], ignore_index=True)


def later(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the evidence that became known after the commentary, by day.

    Returns
    -------
    DataFrame
        Columns known, who, what.
    """
    mine = evidence[evidence["known_from"] > WRITTEN].sort_values(["known_from", "fact_id"])
    mine = mine.drop_duplicates("fact_id")
    return pd.DataFrame({"known": [dates.spell(day) for day in mine["known_from"]], "who": mine["actor"].tolist(),
                         "what": mine["statement"].tolist()})


def answer(made: Mapping[str, Sequence[PartTest]]) -> str:
    """Return the notebook's answer from its tests."""
    day, count = made["NXT-01"][0], made["NXT-02"][0]
    new = next(test for test in made["NXT-03"] if test.part_id == "NXT-03f")
    words = {Outcome.HOLDS: "as claimed", Outcome.BROKEN: "not as claimed",
             Outcome.CONTESTED: "with accounts that differ", Outcome.OPEN: "on too few accounts to say"}
    novelty = {Outcome.HOLDS: "are new", Outcome.BROKEN: "are not all new"}.get(new.outcome, "may or may not be new")
    joined = rule.combine(test.outcome for test in made["CON-06"] if test.part_id == "CON-06b")
    tools = {Outcome.HOLDS: "are joined in practice", Outcome.BROKEN: "are not joined"}.get(joined, "may be joined")
    frame = {Outcome.HOLDS: "A joint framework for it was being set up.",
             Outcome.BROKEN: "No joint framework for it was being set up."}.get(
        made["CON-06"][0].outcome, "That a joint framework for it was being set up could not be shown for May 2024.")
    return (f"The decree for 2024-2026 is dated {words[day.outcome]} and its directions are counted "
            f"{words[count.outcome]}. The fields that the commentary calls new {novelty}. The tools of prosecution "
            f"{tools}. {frame}")


def steps_title(steps: pd.DataFrame) -> str:
    """Return how the dated steps fall before and after the commentary, as a sentence."""
    after = int(steps["after"].sum())
    return f"{len(steps) - after} dated steps were on record when the commentary came out, {after} came later"


def field_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return how many accounts name each field in the plan, call it new, or found it there before.

    Returns
    -------
    DataFrame
        Columns field, named, new, before (numbers of accounts).
    """
    yes, no = table["says"].eq("yes"), table["says"].isin(["no", "partly"])
    inside, novel = table["part_id"].isin(list(FIELDS)), table["part_id"].isin(["NXT-03f", "NXT-03g"])
    rows = []
    for field in FIELDS.values():
        mine = table["item"].eq(field)
        rows.append({"field": field, "named": int((mine & inside & yes).sum()),
                     "new": table.loc[mine & novel & yes, "fact_id"].nunique(),
                     "before": table.loc[mine & novel & no, "fact_id"].nunique()})
    return pd.DataFrame(rows)


def fields_title(counts: pd.DataFrame) -> str:
    """Return how many fields are named in the plan and called new, as a sentence.

    Parameters
    ----------
    counts
        As `field_table` returns it.
    """
    named, new = int(counts["named"].gt(0).sum()), int(counts["new"].gt(0).sum())
    return f"{named} of {len(counts)} fields are named in accounts of the plan, and {new} are called new by anyone"


def part_table(made: Mapping[str, Sequence[PartTest]], evidence: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the tests, and the facts among their rows on which the two coders differ.

    Returns
    -------
    DataFrame
        Columns part, outcome, found, coders differ on.
    """
    rows = []
    for claim, tests_made in made.items():
        mine = evidence[claim]
        split = set(mine.loc[mine["stance_a"] != mine["stance_b"], "fact_id"])
        rows += [{"part": test.part_id, "outcome": str(test.outcome), "found": test.found,
                  "coders differ on": ", ".join(fact for fact in test.rows if fact in split)} for test in tests_made]
    return pd.DataFrame(rows, columns=["part", "outcome", "found", "coders differ on"])

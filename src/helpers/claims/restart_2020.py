"""Tests of ES-07, DIV-07 and DIV-09 to DIV-11: the break of 2019, the restart of 2020, the decree of 2021."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from helpers.analysis import standstill
from helpers.claims import readings
from helpers.claims import restart_story as story
from helpers.claims import terms as reported
from helpers.evidence import accounts, voices
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome

if TYPE_CHECKING:
    from helpers.study import Study

Tables = Mapping[str, pd.DataFrame]

ELECTION, DECREE = "2020-08-09", "2021-11-04"
BREST_EVE = "2018-12-12"
RESTART = ("2020-09", "2020-09")
STANDING, TERMS = "his standing", "terms in the talks"
TALKS, BY_NAME, AGENDA = "talks of the governments", "roadmap talks", "integration on the agenda"
READY, STILL_OPEN = "ready", "still open"
APRIL = ("2021-04-01", "2021-04-30")
# The two times that DIV-07a could mean, and those from which DIV-10b could count.
TIMES = {"2005 to 2018": ("2005-01-01", BREST_EVE), "2018 to 2020": ("2018-01-01", "2020-09-01")}
BEFORE_APRIL = {"since the break": ("2020-09-01", "2021-03-31"), "since 2018": ("2018-12-13", "2021-03-31")}


def weakened(table: pd.DataFrame, terms: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whether the crisis weakened Lukashenka: his standing, and what he gave in the talks (ES-07a).

    Parameters
    ----------
    terms
        As `claims.terms.terms` returns it: terms of 2019 and 2021 as reported.

    Notes
    -----
    Neither the drafts of 2019 nor the programmes of 2021 were read, so terms are shown and counted but decide
    nothing by themselves; only accounts that weigh them do.
    """
    claimed = "the crisis weakened him"
    standing = accounts.says(table, "ES-07a", claimed, "change", items=[STANDING],
                             asked="Whether accounts after the election of 2020 call him weaker than before.")
    weighed = accounts.says(table, "ES-07a", "worse terms for Minsk after the crisis than before", "change",
                            items=[TERMS], asked="Whether accounts find worse terms for Minsk in the talks after the "
                                                 "crisis; single terms of 2019 and 2021 are counted, not judged.")
    known = terms.loc[terms["after"].ne(""), "moved"].value_counts()
    milder, conceded = known.get(reported.MILDER, 0), known.get(reported.CONCEDED, 0)
    counted = (f"of {story.number(int(known.sum()), 'term')} known from reports, {milder} became milder for Minsk and "
               f"{conceded} conceded what had been refused; no text was read")
    return standing, replace(weighed, found=f"{weighed.found}; {counted}")


def restarted(table: pd.DataFrame, restart: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whether talks came after the crisis, and whether they had been arranged before (ES-07b).

    Parameters
    ----------
    restart
        Accounts on DIV-09, which date the restart.
    """
    dated = restart[restart["part_id"].eq("DIV-09a")].assign(part_id="ES-07b")
    return (accounts.date(dated, "ES-07b", ELECTION, DECREE, "talks began after the election of 9 August 2020",
                          kind="sequence"),
            accounts.says(table, "ES-07b", "no restart had been arranged before the election", "sequence",
                          asked="Whether a restart had been agreed before 9 August 2020; one that was only expected "
                                "limits the part."))


def used(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test what accounts name as the cause of the restart (ES-07c)."""
    return (accounts.says(table, "ES-07c", "Moscow made use of his weakness", "mechanism"),)


def interests(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whether opposed demands are dated, at both times that the part could mean (DIV-07a)."""
    asked = "Dated demands of the two sides that were opposed, at both times that could be meant."
    mine = table[table["part_id"].eq("DIV-07a")]
    made = {}
    for name, (first, last) in TIMES.items():
        spans = [accounts.span(row) for row in accounts.of_part(mine, "DIV-07a")]
        inside = pd.Series([first <= start.isoformat() and end.isoformat() <= last for start, end in spans],
                           index=mine.index, dtype=bool)
        made[name] = accounts.says(mine[inside], "DIV-07a", "interests that did not match", "stance", asked=asked)
    return (readings.across(made, asked),)


def stalled(table: pd.DataFrame, freeze: pd.DataFrame, since: int) -> tuple[PartTest, ...]:
    """Test the standstill before 2018, the one of 2019-2020, and what caused it (DIV-07b to d).

    Parameters
    ----------
    freeze
        Accounts on DIV-03: talks on a constitution or a currency, and accounts that these stood still.
    since
        First year of the standstill before 2018.
    """
    deep = freeze[freeze["part_id"].eq("DIV-03b")].assign(part_id="DIV-07b")
    return (standstill.test(deep, "DIV-07b", str(since), BREST_EVE,
                            f"no talks on constitution or currency from {since} to 2018"),
            accounts.says(table, "DIV-07c", "nothing was signed or settled as a whole after December 2019", "sequence",
                          asked="Whether accounts from 7 December 2019 on tell of a signature missing and of "
                                "questions left open; progress on single maps limits the part."),
            accounts.says(table, "DIV-07d", "opposed interests were the block", "mechanism",
                          asked="Which block the two sides and close observers name."))


def resumed(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test when talks resumed and whether they were more intense than before (DIV-09)."""
    return (accounts.date(table, "DIV-09a", *RESTART, "talks resumed in September 2020"),
            accounts.says(table, "DIV-09b", "talks more intense than before", "change",
                          asked="Whether accounts of the months after the election find the talks more intense. Rounds "
                                "found are no full count and cannot tell."))


def open_at(table: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Return the counts of maps or programmes still open that are dated in a span."""
    rows = table[table["part_id"].eq("DIV-10c") & table["item"].eq(STILL_OPEN)]
    return rows[rows["first"].between(first[:7], last)]


def significant(table: pd.DataFrame, share: float) -> PartTest:
    """Test whether what was announced in April 2021 was much, and more than had been said before (DIV-10c).

    Parameters
    ----------
    share
        Least share of all programmes, ready by then, that counts as much.

    Notes
    -----
    Much, and fewer left open than any earlier count: it holds. Much, but an earlier count had left fewer open: it is
    disputed. Not much: it breaks.
    """
    asked = (f"At least {100 * share:.0f} percent of the programmes were said to be ready in April 2021, and fewer "
             "were left open than by any earlier count.")
    claimed = "significant results in April 2021"
    rows = accounts.of_part(table, "DIV-10c")
    ready = [row for row in rows if row["item"] == READY and str(row["first"]).startswith(APRIL[0][:7])]
    left = open_at(table, *APRIL)
    before = open_at(table, BEFORE_APRIL["since 2018"][0], BEFORE_APRIL["since 2018"][1])
    facts = tuple(dict.fromkeys([*(str(row["fact_id"]) for row in ready), *left["fact_id"], *before["fact_id"]]))
    if not ready or left.empty:
        return PartTest("DIV-10c", Outcome.OPEN, asked, claimed, "no counts of that month", n=len(ready), rows=facts)
    least, most = min(row["low"] for row in ready), left["high"].max()
    part = least / (least + most)
    fewest = before["low"].min() if len(before) else float("inf")
    outcome = Outcome.BROKEN if part < share else Outcome.HOLDS if most < fewest else Outcome.CONTESTED
    earlier = f"; as few as {fewest:g} had been said to be open before" if len(before) else ""
    return PartTest("DIV-10c", outcome, asked, claimed, f"at least {least:g} ready, {most:g} open at most{earlier}",
                    "percent", 100 * part, n=len(facts), rows=facts)


def announced(table: pd.DataFrame, share: float) -> tuple[PartTest, ...]:
    """Test when results were announced, whether for the first time, and how much they were (DIV-10)."""
    claimed = "no comparable results announced before"
    asked = "Counts of maps or programmes said to be ready or agreed, dated before April 2021."
    earlier = {name: accounts.events(table, "DIV-10b", first, last, claimed, wanted=False)
               for name, (first, last) in BEFORE_APRIL.items()}
    return (accounts.date(table, "DIV-10a", *APRIL, "announced in April 2021"), readings.across(earlier, asked),
            significant(table, share))


def decree(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test date, body, number, rank and stage of the decree (DIV-11)."""
    return (accounts.date(table, "DIV-11a", "2021-11", "2021-11", "issued in November 2021"),
            accounts.says(table, "DIV-11b", "an act of the Supreme State Council"),
            accounts.says(table, "DIV-11c", "it bears the number 6"),
            accounts.says(table, "DIV-11d", "it approves the main directions and the programmes"),
            accounts.says(table, "DIV-11e", "its stage is 2021-2023", "date",
                          asked="Which years accounts give for the stage; measures planned beyond them limit it."))


def tests(tables: Tables, terms: pd.DataFrame, since: int = 2005,
          share: float = 0.5) -> dict[str, tuple[PartTest, ...]]:
    """Return the computed tests by claim.

    Parameters
    ----------
    tables
        Accounts by claim, those on DIV-03 among them.
    terms
        As `claims.terms.terms` returns it.
    since
        First year of the standstill before 2018.
    share
        Least share of programmes ready that counts as significant.
    """
    return {
        "ES-07": (*weakened(tables["ES-07"], terms), *restarted(tables["ES-07"], tables["DIV-09"]),
                  *used(tables["ES-07"])),
        "DIV-07": (*interests(tables["DIV-07"]), *stalled(tables["DIV-07"], tables["DIV-03"], since)),
        "DIV-09": resumed(tables["DIV-09"]),
        "DIV-10": announced(tables["DIV-10"], share),
        "DIV-11": decree(tables["DIV-11"]),
    }


def of(study: Study) -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of the notebook `restart-2020` under its parameters."""
    tables = {claim: study.accounts(claim) for claim in study.notebook.claims}
    terms = reported.terms(study.table("facts"), study.choices)
    return tests(tables, terms, study.parameters["frozen_from"], study.parameters["significant"])


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `restart-2020`, in claim order."""
    made = of(study)
    findings = []
    for claim in study.notebook.settles:
        counts = study.evidence(claim)[voices.CODERS[study.parameters["coder"]]].value_counts()
        sides = tuple(int(counts.get(side, 0)) for side in ("supports", "contradicts", "qualifies"))
        short, long = story.told(claim, made[claim], sides)
        findings.append(Finding(claim, story.CLAIMED[claim], short, long, tests=made[claim]))
    return findings

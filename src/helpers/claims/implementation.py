"""Tests of the claims on how the programmes were carried out: method, route, dependence, delay and refusal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from helpers.analysis import progress
from helpers.claims import hardest, readings, route
from helpers.claims import implementation_told as words
from helpers.data import dates
from helpers.evidence import accounts
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome

if TYPE_CHECKING:
    from helpers.study import Study

Tables = Mapping[str, pd.DataFrame]

CRISIS = "2020-08-09"
STAGE = ("2021-11-04", "2023-12-31")
WRITING = ("2024-01-01", "2024-05-16")
BODIES = "joint bodies called unacceptable"
COUNTS = ("impl_share_measures_done", "impl_measures_total")


def procedure(table: pd.DataFrame, said: pd.DataFrame, days: int) -> tuple[PartTest, ...]:
    """Test what the roadmaps tell of their carrying out, and whether a method of assessment is known (IMP-01).

    Parameters
    ----------
    table
        Accounts on IMP-01.
    said
        Statements on progress, as `analysis.progress.statements` returns them.
    days
        How far apart two statements may be to be held against each other.
    """
    method = accounts.says(table, "IMP-01b", "a method of assessment exists", asked=(
        "Somebody tells the rule by which measures count as done; that measures are counted at all says so in part."))
    totals = sorted(set(said.loc[said["measure"].eq("measures total"), "value"].dropna()))
    phrases = [method.found.split(";")[0]]
    worst = contradiction(said, days)
    if worst:
        phrases.append(f"counts within {days} days contradict each other by up to {worst:.0f} points")
    if totals:
        phrases.append(f"{len(totals)} total{'s' if len(totals) > 1 else ''} in use "
                       f"({', '.join(f'{total:g}' for total in totals)})")
    return (accounts.says(table, "IMP-01a", "the roadmaps tell only part of how they are to be carried out"),
            replace(method, found="; ".join(phrases), series=COUNTS),
            readings.unread("IMP-01c", "A published rule is needed.", "the method can be read by the public",
                            "no published rule on who counts a measure as done"))


def contradiction(said: pd.DataFrame, days: int) -> float:
    """Return how far a share of measures fell within some days, or differed on one day, in points.

    What was carried out stays carried out: a fall, or two shares for one day, means two ways of counting.
    """
    pairs = pd.concat([progress.disagreement(said, progress.SHARE, days, within=within) for within in (False, True)])
    cannot_be = pairs[pairs["gap"].lt(0) | pairs["apart"].eq(0)]
    return float(cannot_be["gap"].abs().max()) if len(cannot_be) else 0.0


def delays(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whether Minsk held up the carrying out, in the first stage and when the text came out (ES-12)."""
    asked = ("Dated acts by which Minsk delayed, diluted or blocked; being slow together, passing the blame and no "
             "longer pressing count in part.")
    claimed = "Minsk delayed, diluted or blocked parts of the implementation"
    made = readings.agreed({
        "first stage": readings.within(table, "ES-12a", claimed, "sequence", *STAGE, asked),
        "when the text came out": readings.within(table, "ES-12a", claimed, "sequence", *WRITING, asked)})
    named = ", ".join(f"{count} {words.SIDES[side]}" for side, count in by_side(table).items())
    return (replace(made, found=f"{made.found}; accounts of delay: {named or 'none'}"),)


def by_side(table: pd.DataFrame) -> dict[str, int]:
    """Return how many accounts of delay name each side, the most frequent first."""
    sides = [str(item).partition(":")[0] for item in table.loc[table["part_id"].eq("ES-12a"), "item"]]
    return dict(sorted(Counter(sides).items(), key=lambda pair: (-pair[1], pair[0])))


def terms(tables: Tables) -> pd.DataFrame:
    """Return which terms were agreed before the crisis of 2020, and which only after it.

    Returns
    -------
    DataFrame
        Columns term, told (what was said of it, and when), after (whether it was agreed only after the crisis);
        terms of which nothing is known are left out.
    """
    crisis = pd.Timestamp(CRISIS)
    states = hardest.states(tables["CON-04"])
    rows = []
    for topic in (hardest.CUSTOMS, hardest.TAXES):
        mine = states[states["topic"].eq(topic)]
        later = mine[mine["open"] & mine["day"].gt(crisis)]
        earlier = mine[~mine["open"] & mine["day"].lt(crisis)]
        if len(later):
            rows.append([topic, f"reported as open as late as {later['day'].max():%B %Y}", True])
        elif len(earlier):
            rows.append([topic, f"reported as agreed in {earlier['day'].min():%B %Y}", False])
    refused = [row for row in accounts.of_part(tables["CON-07"], "CON-07c", [BODIES]) if row["first"]]
    signed = [row for row in accounts.of_part(tables["IMP-03"], "IMP-03c", ["indirect taxes"]) if row["first"]]
    if refused and signed:
        no, yes = (dates.spell(str(row[0]["first"])[:7]) for row in (refused, signed))
        rows.append(["a joint tax body", f"joint bodies refused in {no}, one agreed in {yes}", True])
    return pd.DataFrame(rows, columns=["term", "told", "after"])


def follows(tables: Tables) -> PartTest:
    """Test whether the concessions came after the crisis that is said to explain them (IMP-06e)."""
    asked = ("What explains a concession comes before it: a term agreed before August 2020 speaks against, and terms "
             "agreed only afterwards fit without proving it.")
    found = terms(tables)
    after, before = (list(found.loc[found["after"].eq(late), "term"]) for late in (True, False))
    outcome = (Outcome.CONTESTED if after and before else Outcome.BROKEN if before else Outcome.OPEN)
    told = (f"terms agreed before August 2020: {' and '.join(before) or 'none'}; only after it: "
            f"{' and '.join(after) or 'none'}") if len(found) else "no dated terms known"
    return PartTest("IMP-06e", outcome, asked, "dependence explains the concessions",
                    told, "terms", float(len(after)), n=len(found))


def dependence(tables: Tables) -> tuple[PartTest, ...]:
    """Test concessions, secrecy and what explains them (IMP-06)."""
    table = tables["IMP-06"]
    causes = accounts.says(table, "IMP-06e", "dependence explains the concessions", "mechanism")
    secret = accounts.says(table, "IMP-06f", "dependence explains the secrecy", "mechanism",
                           "Secrecy that begins or grows after August 2020 speaks for it, secrecy from before against.")
    return (readings.unread("IMP-06b", "An account of a concession on customs is needed.",
                            "serious concessions on customs", "no account of what was conceded on customs"),
            accounts.says(table, "IMP-06c", "serious concessions on taxes", asked=(
                "Powers over taxes given up, by any account; denials, and a price paid for them.")),
            accounts.says(table, "IMP-06d", "the negotiation lacked transparency", asked=(
                "Texts and talks kept from the public speak for it, texts made public limit it.")),
            causes, follows(tables), secret)


def refusal(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whether direct taxes were refused in any words, and what else went against the Kremlin's plans (CON-07)."""
    return (accounts.says(table, "CON-07a", "Lukashenka refused to unify direct taxes", asked=(
                "A refusal in any words. Dropping a plan together, or defending the own tax code, says so in part.")),
            accounts.events(table, "CON-07c", "2018-12-13", "2024-05-16", "other efforts against the Kremlin's plans",
                            wanted=True))


def tests(tables: Tables, said: pd.DataFrame, status: pd.DataFrame, programmes: pd.DataFrame, days: int,
          nearly_all: float) -> dict[str, tuple[PartTest, ...]]:
    """Return the computed tests by claim, in claim order.

    Parameters
    ----------
    tables
        Accounts by claim, as `Study.accounts` gives them.
    said
        As `analysis.progress.statements` returns it.
    status, programmes
        The tables `programme_status` and `programmes`.
    days, nearly_all
        The notebook's parameters.
    """
    return {
        "ES-12": delays(tables["ES-12"]),
        "IMP-01": procedure(tables["IMP-01"], said, days),
        "IMP-03": route.tests(tables["IMP-03"], programmes, nearly_all),
        "IMP-06": dependence(tables),
        "CON-04": hardest.tests(tables, status, programmes),
        "CON-07": refusal(tables["CON-07"]),
    }


def of(study: Study) -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of the notebook `implementation` by claim."""
    tables = {claim: study.accounts(claim) for claim in study.notebook.settles}
    said = progress.statements(study.series(*study.notebook.series))
    return tests(tables, said, study.table("programme_status"), study.table("programmes"), study.parameters["days"],
                 study.parameters["nearly_all"])


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `implementation`, in claim order."""
    return [Finding(claim, words.CLAIMED[claim], *words.told(claim, mine), tests=mine)
            for claim, mine in of(study).items()]

"""The rule at work: real claims that show each kind of test, and how parts add up to a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.analysis import selfcheck
from helpers.book import html, sparkline
from helpers.data.vocabulary import TEST_KINDS
from helpers.evidence import voices
from helpers.evidence.rule import RATINGS, THRESHOLDS, Outcome, Verdict
from helpers.evidence.verdicts import JudgedClaim, JudgedPart, in_reading

# What a part of each kind asserts, and what is tested: the first word of a line of the table.
ASKED: Mapping[str, str] = {
    "date": "an event happened, and when: dates are compared as spans, so that a month agrees with each of its days",
    "count": "a number: compared exactly, or within the range that the words allow",
    "set": "what belongs to a list, and whether the list is whole",
    "sequence": "what came before what, or that nothing came in between",
    "text": "what a document says: its text, or accounts of it",
    "ranking": "which of several is most, or first",
    "trend": "a movement over many years: its slope with an interval, in a grid of specifications",
    "change": "a level or pace that differs before and after a date: against the own past and against other states",
    "mechanism": "that one thing brings about another: a model and direct estimates must agree in sign",
    "stance": "a judgement: weighed by voices, or by the voices of those who could know",
}
# How a part was decided, in the order in which the rule tries it.
WAYS = ("computed test", "accounts compared", "decisive row", "voices", "nothing")
SAID = {Outcome.HOLDS: "holds", Outcome.BROKEN: "does not hold", Outcome.CONTESTED: "is disputed",
        Outcome.OPEN: "stays open"}


def worded(claims: Sequence[JudgedClaim]) -> list[tuple[JudgedClaim, JudgedPart]]:
    """Return every part that counts for the verdict as worded, with its claim."""
    return [(claim, part) for claim in claims for part in in_reading(claim.parts, "R1")]


def kinds_table(claims: Sequence[JudgedClaim]) -> str:
    """Return how many parts of each kind there are, and what decided them."""
    pairs = worded(claims)
    rows = []
    for kind in TEST_KINDS:
        mine = [part for _, part in pairs if part.row["test_kind"] == kind]
        ways = Counter(part.decided_by for part in mine)
        rows.append([html.text(kind), html.text(ASKED[kind]), str(len(mine)), *(str(ways[way] or "") for way in WAYS)])
    return html.table(["Kind", "What is asserted and tested", "Parts", "By computation", "By accounts", "By one row",
                       "By voices", "Open"], rows, "Kinds of test and what decided the parts", "kinds")


def weighed(part: JudgedPart) -> str:
    """Return in words how the rule came to the outcome of a part."""
    tally, least = part.tally, THRESHOLDS
    weights = f"{tally.support:g} for and {tally.against:g} against"
    if part.decided_by == "computed test":
        return f"The computation decides; the voices beside it weigh {weights}."
    if part.decided_by == "decisive row":
        rows = ", ".join(tally.decisive_for + tally.decisive_against)
        return f"One row settles it ({rows}), and none stands against it."
    side = "accounts" if part.decided_by == "accounts compared" else "voices"
    asked = f"at least {least.support:g} from independent origins, and {least.ratio:g} times the other side"
    return f"The {side} weigh {weights}; the rule asks for {asked}."


def example(claims: Sequence[JudgedClaim], kind: str) -> tuple[JudgedClaim, JudgedPart] | None:
    """Return the part that shows a kind of test best: decided, as early in the rule as any, and told in few words."""
    found = [(claim, part) for claim, part in worded(claims)
             if part.row["test_kind"] == kind and part.outcome in (Outcome.HOLDS, Outcome.BROKEN)]

    def place(pair: tuple[JudgedClaim, JudgedPart]) -> tuple[int, bool, int, str]:
        part = pair[1]
        return WAYS.index(part.decided_by), not part.tests, sum(len(test.found) for test in part.tests), part.part_id

    return min(found, key=place, default=None)


def examples(claims: Sequence[JudgedClaim]) -> list[dict[str, Any]]:
    """Return one worked example of each kind of test, in the order of the vocabulary."""
    made = []
    for kind in TEST_KINDS:
        pair = example(claims, kind)
        if pair:
            claim, part = pair
            made.append({"kind": kind, "asked": ASKED[kind].partition(":")[0], "claim": claim.claim_id,
                         "part_id": part.part_id, "part": part.row["part"], "outcome": SAID[part.outcome],
                         "weighed": weighed(part), "tests": part.tests})
    return made


def sums_table(claims: Sequence[JudgedClaim]) -> str:
    """Return for each verdict the claim with most necessary parts, and how these add up to it."""
    rows = []
    for verdict in Verdict:
        found = [claim for claim in claims if claim.settled and claim.verdict is verdict]
        if not found:
            continue
        claim = max(found, key=lambda one: (len(_core(one)), one.claim_id))
        counts = Counter(part.outcome for part in _core(claim))
        rows.append([f'<a href="claims/{claim.claim_id}.html">{claim.claim_id}</a>',
                     *(str(counts[outcome] or 0) for outcome in Outcome), html.badge(verdict)])
    return html.table(["Claim", "Hold", "Broken", "Disputed", "Open", "Verdict"], rows,
                      "How necessary parts add up to a verdict", "sums")


def _core(claim: JudgedClaim) -> list[JudgedPart]:
    mine = list(in_reading(claim.parts, "R1"))
    return [part for part in mine if part.core] or mine


def simulated(path: Path) -> str:
    """Return the simulated false alarms of the statistical tests as a table of the page."""
    made = pd.read_csv(path)
    rows = [[html.text(test), *(f"{100 * value:.0f} %" for value in (group["asked"].iloc[0], *group["found"]))]
            for test, group in made.groupby("test", sort=False)]
    memory = [f"Found, correlation {rho:g}" for rho in made["correlation"].unique()]
    return html.table(["Test", "Promised", *memory], rows, "False alarms in simulated series", "simulated")


def page(claims: Sequence[JudgedClaim], tables: Mapping[str, pd.DataFrame], simulations: Path) -> dict[str, Any]:
    """Return the variables with which the methodology shows the rule at work and counts what it rests on."""
    parts, sources, facts = tables["claim_parts"], tables["sources"], tables["facts"]
    families = facts["asserted_by"].map(voices.family).value_counts()
    licences = tables["series_meta"]["licence"].replace("unknown", "not stated").value_counts()
    gaps = tables["gaps"]
    made = pd.read_csv(simulations)
    yearly = tables["series_meta"].query("frequency == 'annual'")["series_id"]
    rows = tables["series"]
    rows = rows[rows["series_id"].isin(yearly) & rows["entity"].eq(sparkline.STATE)]
    lengths = rows.groupby("series_id")["period"].nunique()
    return {
        "kinds_table": kinds_table(claims), "examples": examples(claims), "sums": sums_table(claims),
        "necessary": int(parts["core"].eq("yes").sum()), "minor": int(parts["core"].eq("no").sum()),
        "readings_claims": int(parts.loc[parts["reading"].str.match("R[123]"), "claim_id"].nunique()),
        "claim_kinds": _counted(tables["claims"]["kind"].value_counts()),
        "voices_of_facts": _counted(families.rename(lambda name: voices.SPOKEN.get(name, name))),
        "undated_sources": int(sources["published"].eq("").sum()),
        "licences": html.table(["Terms", "Series"], [[html.text(name), str(count)] for name, count in licences.items()],
                               "Terms of the series"),
        "gap_topics": _counted(gaps["topic"].value_counts()), "gap_claims": int(gaps["claim_id"].nunique()),
        "open_parts": sum(part.outcome is Outcome.OPEN for _, part in worded(claims)),
        "worded_parts": len(worded(claims)),
        "simulated": simulated(simulations), "draws": int(made["draws"].max()),
        "worst": f"{100 * made['found'].max():.0f}", "simulated_years": len(selfcheck.YEARS),
        "ratings": [(str(verdict), rating) for verdict, rating in RATINGS.items()],
        "years_least": int(lengths.quantile(0.25)), "years_most": int(lengths.quantile(0.75)),
    }


def _counted(counts: pd.Series) -> str:
    return ", ".join(f"{html.text(name)} {count}" for name, count in counts.items())

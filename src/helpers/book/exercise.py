"""An exercise for a class: rows without their codes, to be judged by hand, and the rule's answer to hold against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.book import context, html, listing, reading
from helpers.data.tables import items
from helpers.evidence.rule import Verdict
from helpers.evidence.verdicts import JudgedClaim

# A short claim about two dates, with a part that one account alone speaks for.
CLAIM = "INF-05"
# Steps of the lesson, in minutes.
STEPS = (("Read the claim and its parts", 5), ("Judge the rows, each alone", 12), ("Compare in pairs", 6),
         ("Put rows together into voices, and decide the parts", 8), ("Give a verdict", 4),
         ("Open the rule's answer and discuss", 10))
# Rows of a claim that fit into the lesson.
FEWEST, MOST = 5, 12
JUDGED = (Verdict.CONFIRMED, Verdict.MOSTLY, Verdict.MIXED, Verdict.CONTESTED, Verdict.CONTRADICTED,
          Verdict.UNVERIFIABLE)


def rows_of(claim: JudgedClaim, joined: pd.DataFrame) -> pd.DataFrame:
    """Return a claim's evidence by date, numbered from 1: the order tells nothing of how a row cuts."""
    rows = joined[joined["claim_id"] == claim.claim_id].sort_values(["date_start", "fact_id"], kind="stable")
    return rows.assign(number=range(1, len(rows) + 1))


def worksheet(claim: JudgedClaim, joined: pd.DataFrame, sources: pd.DataFrame) -> str:
    """Return the rows of a claim without any code, with columns to be filled in."""
    cells = [[str(row["number"]), html.text(row["statement"]),
              f"{html.text(row['actor'])}<br><small>{html.text(listing.date(row['date_start'], row['date_end'], ''))}"
              "</small>",
              f"{html.text(listing.voice(row['asserted_by']))}<br><small>"
              + ", ".join(f"{html.text(sources.at[name, 'publisher'])} ({listing.READ[sources.at[name, 'read_as']]})"
                          for name in items(row["source_ids"])) + "</small>", "", "", ""]
             for row in rows_of(claim, joined).to_dict("records")]
    return html.table(["No", "What", "Who and when", "Told by", "Part", "Cuts", "Same voice as"], cells,
                      f"Worksheet on {claim.claim_id}", "worksheet")


def parts(claim: JudgedClaim) -> str:
    """Return the parts of a claim with a column for the outcome."""
    return html.table(["Part", "What it says", "Needed", "Outcome"],
                      [[html.text(part.part_id), html.text(part.row["part"]), reading.YES_NO[part.core], ""]
                       for part in claim.parts], f"Parts of {claim.claim_id}", "worksheet")


def answer(claim: JudgedClaim, joined: pd.DataFrame) -> dict[str, Any]:
    """Return what coders and rule made of a claim: codes by row, outcomes by part, and the verdict."""
    codes = [[str(row["number"]), html.text(", ".join(items(row["part_ids"])) or "the whole"), html.text(row["stance"]),
              html.text(row["stance_a"]), html.text(row["stance_b"]), html.text(row["directness"]),
              f'<a href="claims/{claim.claim_id}.html#{row["fact_id"]}">{row["fact_id"]}</a>']
             for row in rows_of(claim, joined).to_dict("records")]
    outcomes = [[html.text(part.part_id), context.OUTCOME_WORDS[part.outcome], html.text(part.decided_by),
                 html.text("; ".join(dict.fromkeys(test.found for test in part.tests))),
                 f"for {part.tally.support:g}, against {part.tally.against:g}, qualifying {part.tally.qualify:g}"]
                for part in claim.parts]
    return {
        "codes": html.table(["No", "Part", "Cuts", "Coder a", "Coder b", "How", "Row"], codes,
                            f"Codes of the rows on {claim.claim_id}", "steps"),
        "outcomes": html.table(["Part", "Outcome", "Decided by", "Found", "Votes"], outcomes,
                               f"Outcomes of the parts of {claim.claim_id}", "steps"),
        "way": html.table(["Verdict", "When", "Here", "Met"],
                          [[html.badge(verdict), html.text(ask), html.text(numbers), reading.YES_NO[met]]
                           for verdict, ask, numbers, met in reading.claim_steps(claim)],
                          f"From the parts of {claim.claim_id} to its verdict", "steps"),
        "badge": html.badge(claim.verdict), "split": sum(row[3] != row[4] for row in codes),
    }


def variants(claims: Sequence[JudgedClaim], joined: pd.DataFrame) -> list[JudgedClaim]:
    """Return claims for other lessons: of each verdict the one with the fewest rows, in the register's order."""
    number = joined["claim_id"].value_counts()
    fitting = [claim for claim in claims if claim.claim_id != CLAIM and len(claim.readings) == 1
               and FEWEST <= number.get(claim.claim_id, 0) <= MOST]
    found = [[claim for claim in fitting if claim.verdict is verdict] for verdict in JUDGED]
    chosen = {min(mine, key=lambda claim: (number[claim.claim_id], claim.claim_id)).claim_id for mine in found if mine}
    return [claim for claim in claims if claim.claim_id in chosen]


def page(claims: Sequence[JudgedClaim], joined: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return the variables of the page."""
    sources = tables["sources"].set_index("source_id")
    claim = next(claim for claim in claims if claim.claim_id == CLAIM)
    return {
        "claim": claim, "steps": STEPS, "minutes": sum(minutes for _, minutes in STEPS),
        "rows": len(rows_of(claim, joined)), "parts": parts(claim), "worksheet": worksheet(claim, joined, sources),
        "answer": answer(claim, joined), "fewest": FEWEST, "most": MOST,
        "variants": [{"claim": other, "rows": len(rows_of(other, joined)), "kinds": ", ".join(dict.fromkeys(
            str(part.row["test_kind"]) for part in other.parts)), "parts": parts(other),
            "worksheet": worksheet(other, joined, sources)} for other in variants(claims, joined)],
    }

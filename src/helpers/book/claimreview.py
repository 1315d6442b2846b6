"""ClaimReview: each verdict in the form that search engines read, from the tables that the page is made from.

Vocabulary of schema.org; the properties are those that Google documents for fact checks. A verdict that has no
place on the scale from false to true carries its word and no number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.book.citation import EDITORS
from helpers.errors import CompendiumError
from helpers.evidence.rule import RATINGS, Verdict
from helpers.evidence.verdicts import JudgedClaim, reason

CONTEXT = "https://schema.org"
# The row of `sources` that describes the text under examination.
COMMENTARY = "turarbekava-2024-sceeus"
WORST, BEST = 1, 5


def appearance(sources: pd.DataFrame) -> dict[str, Any]:
    """Return the commentary as a work in which the claims appear.

    Raises
    ------
    CompendiumError
        When the table of sources has no row for it.
    """
    rows = sources[sources["source_id"].eq(COMMENTARY)]
    if rows.empty:
        raise CompendiumError(f"data/raw/sources.csv: found no row {COMMENTARY!r}, expected the commentary under "
                              "examination; do: restore the row")
    row = rows.iloc[0]
    made: dict[str, Any] = {
        "@type": "CreativeWork", "headline": str(row["title"]),
        "author": {"@type": "Person", "name": str(row["author"])},
        "publisher": {"@type": "Organization", "name": str(row["publisher"])},
        "datePublished": str(row["published"]), "inLanguage": str(row["language"]),
    }
    # No address was read, so none is given until the table has one.
    return made | ({"url": str(row["url"])} if row["url"] else {})


def rating(claim: JudgedClaim) -> dict[str, Any]:
    """Return the verdict: its word, what it rests on, and its place on the scale where it has one."""
    made: dict[str, Any] = {"@type": "Rating", "alternateName": str(claim.verdict),
                            "ratingExplanation": reason(claim)}
    if claim.verdict in RATINGS:
        made |= {"ratingValue": RATINGS[claim.verdict], "worstRating": WORST, "bestRating": BEST}
    return made


def review(claim: JudgedClaim, work: Mapping[str, Any], address: str) -> dict[str, Any]:
    """Return the review of one claim.

    Parameters
    ----------
    claim
        The claim with its verdict.
    work
        As `appearance` returns it.
    address
        Where its page is, absolute or as seen from the file that holds the review.
    """
    return {
        "@type": "ClaimReview", "url": address, "claimReviewed": str(claim.row["paraphrase"]),
        "author": {"@type": "Organization", "name": EDITORS},
        "itemReviewed": {"@type": "Claim", "name": claim.claim_id, "author": work["author"],
                         "datePublished": work["datePublished"], "appearance": dict(work)},
        "reviewRating": rating(claim),
    }


def reviewed(claims: Sequence[JudgedClaim]) -> list[JudgedClaim]:
    """Return the claims that have been examined: of the others there is nothing to say."""
    return [claim for claim in claims if claim.verdict is not Verdict.UNEXAMINED]


def on_page(claim: JudgedClaim, work: Mapping[str, Any], base: str) -> dict[str, Any]:
    """Return what stands in the head of a claim's page; without the book's address its own is relative."""
    place = f"{claim.claim_id}.html"
    return {"@context": CONTEXT, **review(claim, work, f"{base}claims/{place}" if base else place)}


def head(claim: JudgedClaim, work: Mapping[str, Any], base: str) -> str:
    """Return what stands in the head of a claim's page, as `helpers.book.heads` reads it."""
    sure = f" ({claim.confidence} confidence)" if claim.settled else ""
    made: dict[str, Any] = {"description": f"Verdict: {claim.verdict}{sure}. {reason(claim)}"}
    if reviewed([claim]):
        made["review"] = on_page(claim, work, base)
    return json.dumps(made, ensure_ascii=False)


def download(claims: Sequence[JudgedClaim], work: Mapping[str, Any], base: str) -> str:
    """Return all reviews as one JSON-LD file, as seen from the folder `downloads`."""
    graph = [review(claim, work, f"{base or '../'}claims/{claim.claim_id}.html") for claim in reviewed(claims)]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, indent=1, ensure_ascii=False) + "\n"

"""The page of verdicts that moved from release to release, from the log in `data/processed`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from helpers.book import html
from helpers.evidence.rule import Verdict

WORDS = {str(verdict): verdict for verdict in Verdict}
GONE = "not in the register"


def standing(row: dict[str, str], when: str) -> str:
    """Return how a claim stood before or after, as a badge with its confidence."""
    word = row[f"verdict_{when}"]
    shown = html.badge(WORDS[word]) if word in WORDS else html.text(word or GONE)
    best = row[f"strongest_{when}"]
    sure = f' <small class="sure">{html.text(row[f"confidence_{when}"])}</small>'
    return shown + sure + (f" <small>in its strongest reading {html.text(best)}</small>" if best != word else "")


def _claim(name: str, known: Collection[str]) -> str:
    return f'<a href="claims/{name}.html">{name}</a>' if name in known else html.text(name)


def _parts(cell: str) -> str:
    return "<br>".join(html.text(entry.replace(" > ", " → ")) for entry in cell.split(";") if entry)


def _because(row: dict[str, str]) -> str:
    return f"<b>{html.text(row['cause'])}</b>: " + "<br>".join(map(html.text, row["because"].split(" | ")))


def pictures(label: str, figures: Collection[str]) -> str:
    """Return both pictures of every figure that shows a claim that moved."""
    made = []
    for name in figures:
        pair = "".join(
            f'<a href="changes/{label}/{name}-{when}.svg"><img src="changes/{label}/{name}-{when}.svg" loading="lazy" '
            f'alt="The figure {html.text(name)} {when} {html.text(label)}" width="420"></a>'
            for when in ("before", "after"))
        made.append(f'<figure class="pair"><div>{pair}</div><figcaption>{html.text(name)}, before and after '
                    f"{html.text(label)}</figcaption></figure>")
    return "\n".join(made)


def page(log: pd.DataFrame, known: Collection[str]) -> dict[str, Any]:
    """Return what the page says.

    Parameters
    ----------
    log
        As `helpers.changes.log.read` returns it.
    known
        Claims that have a page.

    Returns
    -------
    dict
        `total` (moves), `claims` (different claims that moved) and `steps`, the latest first: each with `label`,
        `count`, `table` and `pictures`.
    """
    steps = []
    for label, mine in reversed(list(log.groupby("label", sort=False))):
        rows = [[_claim(row["claim_id"], known), standing(row, "before"), standing(row, "after"), _parts(row["parts"]),
                 _because(row)] for row in mine.to_dict("records")]
        shown = dict.fromkeys(name for cell in mine["figures"] for name in cell.split(";") if name)
        steps.append({"label": label, "count": len(mine), "pictures": pictures(str(label), shown.keys()),
                      "table": html.table(["Claim", "Before", "After", "Parts", "Because of"], rows,
                                          f"Verdicts that moved with {label}", "views")})
    return {"total": len(log), "claims": log["claim_id"].nunique(), "steps": steps}

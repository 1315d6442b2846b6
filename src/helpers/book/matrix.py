"""The matrix: every claim with what it says, what was found, the verdict and how sure it is, in one table.

The page is whole without a script. With one, `_static/matrix.js` sorts, filters and searches it: what it needs
stands in the attributes `data-*` of rows and cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.book import html
from helpers.evidence.rule import AGREEMENT, CONFIDENCE, EVIDENCE, Verdict
from helpers.evidence.verdicts import JudgedClaim
from helpers.execution.manifest import Notebook

# Side of a cell of the glyph and the gap between two, in its own units.
SIDE, GAP = 6, 1
# Columns: name, heading.
COLUMNS = {"claim": "Claim", "said": "Said", "claimed": "Claimed", "found": "Found", "verdict": "Verdict",
           "confidence": "Confidence", "robust": "Robust", "notebooks": "Worked out in"}


def slug(text: str) -> str:
    """Return a text as a value in an address: small letters and digits joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


def _square(column: int, row: int) -> str:
    """Return one cell of the glyph as a path; column and row are counted from the left below."""
    return f"M{GAP + column * (SIDE + GAP)} {GAP + (2 - row) * (SIDE + GAP)}h{SIDE}v{SIDE}h-{SIDE}z"


def glyph(evidence: str, agreement: str) -> str:
    """Return the two axes of confidence as a small grid with one cell filled: evidence across, agreement up.

    Parameters
    ----------
    evidence, agreement
        Words of `rule.EVIDENCE` and `rule.AGREEMENT`.
    """
    at = EVIDENCE.index(evidence), AGREEMENT.index(agreement)
    empty = "".join(_square(column, row) for column in range(3) for row in range(3) if (column, row) != at)
    size = 3 * SIDE + 4 * GAP
    return (f'<svg class="axes" viewBox="0 0 {size} {size}" role="img" aria-label="{html.text(evidence)} evidence, '
            f'{html.text(agreement)} agreement"><path class="no" d="{empty}"/><path class="yes" d="{_square(*at)}"/>'
            "</svg>")


def robust(row: Mapping[str, str]) -> str:
    """Return the share of specifications that leave the verdict as it is, and that do not reverse it; blank if none."""
    told = [f"{100 * float(row[column]):.0f} % {words}" for column, words in
            (("robust_same", "the same"), ("not_reversed", "not reversed")) if row[column]]
    return "<br>".join(told)


def notebooks(claim: JudgedClaim, bearing: Sequence[Notebook]) -> str:
    """Return links to the notebooks that bear on a claim, the one that settles it first."""
    order = sorted(bearing, key=lambda notebook: notebook.name != claim.settled_by)
    return ", ".join(f'<a href="notebooks/{notebook.name}.html" title="{html.text(notebook.title)}">'
                     f"{html.text(notebook.name.replace('-', ' '))}</a>" for notebook in order)


def _cells(place: int, claim: JudgedClaim, row: Mapping[str, str], bearing: Sequence[Notebook]
           ) -> dict[str, tuple[str, object]]:
    """Return the cells of one claim: HTML, and what the column is sorted by where that is not its text."""
    level = CONFIDENCE.index(claim.confidence) + 1 if claim.settled else 0
    sure = f"{glyph(claim.evidence, claim.agreement)} {html.text(claim.confidence)}" if claim.settled else ""
    other = ("" if not claim.settled or claim.strongest is claim.verdict else
             f"<br><small>at its strongest: {html.text(claim.strongest)}</small>")
    return {
        "claim": (f'<a href="claims/{claim.claim_id}.html">{claim.claim_id}</a>', place),
        "said": (html.text(claim.row["paraphrase"]), None),
        "claimed": (html.text(row["claimed"]), None),
        "found": (html.text(row["found"]), None),
        "verdict": (f"{html.badge(claim.verdict)}{other}", html.rank(claim.verdict)),
        "confidence": (sure, level),
        "robust": (robust(row), row["robust_same"] or -1),
        "notebooks": (notebooks(claim, bearing), None),
    }


def table(claims: Sequence[JudgedClaim], verdicts: pd.DataFrame, every: Mapping[str, Notebook]) -> str:
    """Return the matrix of all claims in the commentary's order.

    Parameters
    ----------
    claims
        The judged claims, in the register's order.
    verdicts
        The table `verdicts.csv`, all text. Its columns on robustness are shown when one of their cells is filled.
    every
        The notebooks by name.
    """
    rows = verdicts.set_index("claim_id").to_dict("index")
    names = [name for name in COLUMNS if name != "robust" or (verdicts["robust_same"] != "").any()]
    lines = []
    for place, claim in enumerate(claims, 1):
        row = rows[claim.claim_id]
        bearing = [every[name] for name in row["notebooks"].split(";") if name]
        made = _cells(place, claim, row, bearing)
        cells = "".join(
            f'<{tag} class="{name}" data-label="{COLUMNS[name]}"{order}>{made[name][0]}</{tag.split()[0]}>'
            for name in names for tag in ("th" if name == "claim" else "td",)
            for order in ("" if made[name][1] is None else f' data-order="{made[name][1]}"',))
        lines.append(f'<tr data-section="{slug(claim.row["section"])}" data-kind="{slug(claim.row["kind"])}" '
                     f'data-verdict="{slug(str(claim.verdict))}">'
                     + cells.replace('<th class="claim"', '<th scope="row" class="claim"') + "</tr>")
    head = "".join(f'<th scope="col" class="{name}" data-name="{name}">{COLUMNS[name]}</th>' for name in names)
    body = "\n".join(lines)
    return ('<div class="scroll matrix" role="region" aria-label="All claims with their verdicts" tabindex="0">\n'
            f'<table id="claims">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>')


def _options(values: Sequence[str]) -> str:
    counted = Counter(values)
    return '<option value="">all</option>' + "".join(
        f'<option value="{slug(value)}">{html.text(value)} ({count})</option>' for value, count in counted.items())


def form(claims: Sequence[JudgedClaim]) -> str:
    """Return the form that filters the table; it stays hidden where no script runs."""
    counted = Counter(claim.verdict for claim in claims)
    boxes = "".join(
        f'<label><input type="checkbox" name="verdict" value="{slug(str(verdict))}"> {html.badge(verdict)} '
        f"<small>{counted[verdict]}</small></label>" for verdict in Verdict if counted[verdict])
    orders = "".join(f'<option value="{name}">{words}</option>' for name, words in (
        ("", "as in the commentary"), ("verdict", "by verdict"), ("-confidence", "surest first"),
        ("confidence", "least sure first")))
    return (
        '<form id="matrix-controls" class="controls" aria-label="Filter and sort the claims" hidden>'
        '<label class="field words"><span>Search</span><input type="search" name="words" autocomplete="off" '
        'spellcheck="false"></label>'
        f'<label class="field"><span>Section</span><select name="section">'
        f"{_options([claim.row['section'] for claim in claims])}</select></label>"
        f'<label class="field"><span>Kind of claim</span><select name="kind">'
        f"{_options([claim.row['kind'] for claim in claims])}</select></label>"
        f'<label class="field by-hand"><span>Order</span><select name="sort">{orders}</select></label>'
        f'<fieldset><legend>Verdict</legend>{boxes}</fieldset>'
        '<p class="told"><span id="matrix-count" role="status"></span> '
        '<button type="reset">Show all</button></p></form>')


def page(claims: Sequence[JudgedClaim], verdicts: pd.DataFrame, every: Mapping[str, Notebook]) -> dict[str, Any]:
    """Return what the page of the matrix says."""
    return {"table": table(claims, verdicts, every), "form": form(claims),
            "example": glyph(EVIDENCE[-1], AGREEMENT[0])}

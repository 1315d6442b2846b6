"""What the templates may say: counts, tables and sentences, all computed from the tables and findings."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.book import html
from helpers.data import dates
from helpers.data.tables import items
from helpers.evidence import audit, reliability, rule, voices
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome, Verdict
from helpers.evidence.verdicts import JudgedClaim, JudgedPart, in_reading, reason
from helpers.execution.manifest import Notebook
from helpers.figures import export

STANCES = (("supports", "For"), ("contradicts", "Against"), ("qualifies", "Qualifying"), ("context", "Context"))
OUTCOME_WORDS = {Outcome.HOLDS: "● holds", Outcome.BROKEN: "✕ does not hold", Outcome.CONTESTED: "≷ disputed",
                 Outcome.OPEN: "? open"}


def counts(claims: Sequence[JudgedClaim]) -> list[tuple[Verdict, int]]:
    """Return how many claims have each verdict, in the readers' order."""
    return [(verdict, sum(claim.verdict is verdict for claim in claims)) for verdict in Verdict]


# The front page tells one claim of each of these kinds, so that no kind is hidden.
TOLD_FIRST = (Verdict.CONFIRMED, Verdict.MIXED, Verdict.CONTESTED, Verdict.CONTRADICTED, Verdict.UNVERIFIABLE)


def telling(claims: Sequence[JudgedClaim]) -> list[JudgedClaim]:
    """Return one claim of each kind of verdict, told first on the front page.

    The commentary's own summary goes before the rest, then the surest, then the one with most rows of evidence.
    """
    def weight(claim: JudgedClaim) -> tuple[bool, int, int]:
        return (claim.row["section"] == claims[0].row["section"], rule.CONFIDENCE.index(claim.confidence),
                sum(claim.stances.values()))

    by_kind = [[claim for claim in claims if claim.verdict is verdict] for verdict in TOLD_FIRST]
    return [max(found, key=weight) for found in by_kind if found]


def part_rows(claim: JudgedClaim) -> list[list[str]]:
    """Return the rows of a claim's table of parts."""
    rows = []
    for part in claim.parts:
        kind = "necessary" if part.core else "minor"
        reading = f" ({html.text(part.row['reading'])})" if part.row["reading"] else ""
        votes = (f"for {part.tally.support:g}, against {part.tally.against:g}, "
                 f"qualifying {part.tally.qualify:g}")
        rows.append([html.text(part.part_id), f"{html.text(part.row['part'])}{reading}",
                     f"{kind}, {html.text(part.row['test_kind'])}", html.text(OUTCOME_WORDS[part.outcome]),
                     html.text(part.decided_by), votes])
    return rows


def decisive(part: JudgedPart) -> str:
    """Return the names of the rows that settle a part, where such rows do."""
    if part.decided_by != "decisive row":
        return ""
    return ", ".join(part.tally.decisive_for + part.tally.decisive_against)


def evidence_table(claim: JudgedClaim, joined: pd.DataFrame, sources: pd.DataFrame) -> str:
    """Return a claim's evidence, by stance, then by date."""
    rows = joined[joined["claim_id"] == claim.claim_id]
    order = {stance: place for place, (stance, _) in enumerate(STANCES)}
    rows = rows.assign(place=rows["stance"].map(order)).sort_values(["place", "date_start", "fact_id"])
    words = dict(STANCES)
    cells = []
    for _, row in rows.iterrows():
        cited = "<br>".join(html.link(str(sources.at[i, "url"]), str(sources.at[i, "publisher"]))
                            + f" <small>({html.text(sources.at[i, 'read_as'])})</small>"
                            for i in items(str(row["source_ids"])))
        when = dates.spell(str(row["date_start"])) or "undated"
        end = dates.spell(str(row["date_end"]))
        cells.append([
            f'<span id="{html.text(row["fact_id"])}">{html.text(row["fact_id"])}</span>',
            f"{html.text(words[row['stance']])}<br><small>a: {html.text(row['stance_a'])}<br>"
            f"b: {html.text(row['stance_b'])}</small>",
            f"{html.text(row['actor'])}<br><small>{html.text(f'{when} to {end}' if end else when)}<br>"
            f"{html.text(voices.SPOKEN.get(row['family'], row['family']))}, {html.text(row['directness'])}</small>",
            html.text(row["statement"]), cited])
    return html.table(["Row", "Cuts", "Who and when", "What", "Source"], cells,
                      f"Evidence on {claim.claim_id}", "evidence")


def readings_table(test: PartTest, facts: pd.DataFrame, coded: Collection[str]) -> str:
    """Return the accounts that a test compared, each with what it gives and how that cuts; blank without any.

    A fact that is not `coded` on the claim itself has no row on its page to lead to.
    """
    if not test.readings:
        return ""
    words = dict(STANCES) | {"context": "Cannot tell"}
    actors = facts.set_index("fact_id")["actor"]
    # Of a set, an account of one member seldom cuts on the whole: then there is nothing to say of it.
    cutting = any(reading.cuts != "context" for reading in test.readings)
    rows = [[f'<a href="#{html.text(reading.fact_id)}">{html.text(reading.fact_id)}</a>' if reading.fact_id in coded
             else f"{html.text(reading.fact_id)}<br><small>of another claim</small>",
             html.text(actors[reading.fact_id]), html.text(reading.gives),
             *([html.text(words[reading.cuts])] if cutting else [])]
            for reading in test.readings]
    return html.table(["Row", "Who", "Gives", *(["Cuts"] if cutting else [])], rows,
                      f"Accounts compared for {test.part_id}", "accounts")


def figures(claim_id: str, bearing: Sequence[Notebook], folder: Path) -> list[str]:
    """Return the figures that name a claim, as elements of its page, in the notebooks' order.

    Parameters
    ----------
    bearing
        The notebooks that bear on the claim.
    folder
        Where their figures lie.
    """
    told = []
    for name in (name for notebook in bearing for name in notebook.figures):
        described = json.loads((folder / f"{name}.json").read_text("utf-8"))
        if claim_id in described["claims"]:
            told.append(export.html(export.Exported(
                described["id"], folder, described["title"], described["subtitle"], described["alt"],
                tuple(described["footer"]), tuple(described["claims"]), tuple(described["size"]))))
    return told


def split_rows(claim: JudgedClaim, joined: pd.DataFrame) -> str:
    """Return the rows that decide a part and on which the two coders differ, by name."""
    mine = joined[(joined["claim_id"] == claim.claim_id) & (joined["stance_a"] != joined["stance_b"])]
    deciding = {fact for part in claim.parts for fact in part.tally.decisive_for + part.tally.decisive_against}
    deciding |= {reading.fact_id for part in claim.parts for test in part.tests if test.outcome is not Outcome.OPEN
                 for reading in test.readings if reading.cuts != "context"}
    return ", ".join(fact for fact in mine["fact_id"] if fact in deciding)


def view_table(claim: JudgedClaim, views: pd.DataFrame) -> str:
    """Return the verdict on a claim under other choices; blank where none is kept."""
    mine = views[views["claim_id"] == claim.claim_id]
    if mine.empty:
        return ""
    words = {str(verdict): verdict for verdict in Verdict}
    rows = [[html.text(row["view"]), html.badge(words[row["verdict"]]), html.text(row["confidence"])]
            for row in mine.to_dict("records")]
    return html.table(["Choice", "Verdict", "Confidence"], rows, f"Verdict on {claim.claim_id} under other choices",
                      "views")


def claim_page(claim: JudgedClaim, joined: pd.DataFrame, tables: Mapping[str, pd.DataFrame],
               notebooks: Mapping[str, Notebook], drawn: Path, views: pd.DataFrame) -> dict[str, Any]:
    """Return the variables of one claim's page.

    Parameters
    ----------
    drawn
        The folder of figures.
    views
        The table of verdicts under other choices; empty in a variant of the book.
    """
    gaps = tables["gaps"]
    missing = gaps[gaps["claim_id"] == claim.claim_id]
    bearing = [notebook for notebook in notebooks.values() if claim.claim_id in notebook.claims]
    worded = {part.part_id for part in in_reading(claim.parts, "R1")}
    coded = set(joined.loc[joined["claim_id"] == claim.claim_id, "fact_id"])
    return {
        "claim": claim, "row": claim.row, "badge": html.badge(claim.verdict), "reason": reason(claim),
        "readings": readings(claim),
        "parts": html.table(["Part", "What it says", "Kind", "Outcome", "Decided by", "Votes"], part_rows(claim),
                            f"Parts of {claim.claim_id}", "parts") if claim.parts else "",
        "tests": [(part, test, readings_table(test, tables["facts"], coded))
                  for part in claim.parts for test in part.tests],
        "decisive": [(part.part_id, decisive(part)) for part in claim.parts if decisive(part)],
        "worded": worded, "outcomes": OUTCOME_WORDS,
        "evidence": evidence_table(claim, joined, tables["sources"].set_index("source_id")),
        "views": view_table(claim, views), "split": split_rows(claim, joined),
        "gaps": [(row["sought"], row["result"], row["consequence"]) for _, row in missing.iterrows()],
        "figures": figures(claim.claim_id, bearing, drawn), "notebooks": bearing,
        "rows": int((joined["claim_id"] == claim.claim_id).sum()),
    }


def advice(claims: Sequence[JudgedClaim], tables: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """Return each piece of advice with its premise, the claims that bear on it and what was not gathered."""
    by_id = {claim.claim_id: claim for claim in claims}
    coded = tables["evidence"]["claim_id"].value_counts()
    return [{"claim_id": row["claim_id"], "advice": by_id[row["claim_id"]].row["paraphrase"], "premise": row["premise"],
             "claims": [by_id[name] for name in items(row["bearing_ids"])], "missing": row["not_gathered"],
             "rows": int(coded.get(row["claim_id"], 0))} for row in tables["premises"].to_dict("records")]


def tensions(claims: Sequence[JudgedClaim], tables: Mapping[str, pd.DataFrame]) -> list[dict[str, str]]:
    """Return each group of claims that do not fit together, with their verdicts in a table."""
    by_id = {claim.claim_id: claim for claim in claims}

    def row(claim: JudgedClaim) -> list[str]:
        return [f'<a href="claims/{claim.claim_id}.html">{claim.claim_id}</a>', html.text(claim.row["paraphrase"]),
                html.badge(claim.verdict), html.badge(claim.strongest)]

    return [{"title": entry["title"], "relation": entry["relation"].capitalize(), "why": entry["why"],
             "table": html.table(["Claim", "Said", "As worded", "Strongest reading"],
                                 [row(by_id[name]) for name in items(entry["claim_ids"])], entry["title"])}
            for entry in tables["tensions"].to_dict("records")]


def readings(claim: JudgedClaim) -> list[tuple[str, str]]:
    """Return the other readings of a claim, each with its verdict; none where there is one reading."""
    told = []
    for label, verdict in claim.readings.items():
        said = next((str(part.row["reading"])[3:].strip(" :") for part in claim.parts if part.reading == label), "")
        if label != "R1":
            told.append((said, html.badge(verdict)))
    return told


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "none"


def methodology(claims: Sequence[JudgedClaim], joined: pd.DataFrame,
                tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return the variables of the methodology: thresholds, counts, reliability and the audit's rate."""
    sources, facts, evidence = tables["sources"], tables["facts"], tables["evidence"]
    read = sources["read_as"].value_counts()
    changes = tables["rule_changes"]
    return {
        "threshold": rule.THRESHOLDS,
        "thresholds": html.table(["Threshold", "Value"],
                                 [[html.text(name.replace("_", " ")), html.text(f"{value:.4g}")]
                                  for name, value in rule.THRESHOLDS.rows()], "Thresholds of the verdict rule"),
        "families": html.table(["Who speaks", "Family"], [[html.text(name), html.text(family)]
                                                         for name, family in voices.FAMILIES.items()],
                               "Families of voices"),
        "verdict_words": [(rule.SYMBOLS[verdict], str(verdict)) for verdict in Verdict],
        "n": {name: f"{len(frame):,}" for name, frame in tables.items()},
        "languages": ", ".join(f"{code} {count}" for code, count in sources["language"].value_counts().items()),
        "kinds": ", ".join(f"{kind} {count}" for kind, count in sources["kind"].value_counts().items()),
        "read": ", ".join(f"{how} {count}" for how, count in read.items()),
        "whole": _share(read.get("page", 0) + read.get("dataset", 0), len(sources)),
        "undated": int((facts["known_from"] == "").sum()),
        "reliability": html.frame(reliability.table(evidence), "Reliability of the coding"),
        "confusion": html.frame(reliability.confusion(evidence), "Codes of the two coders against each other"),
        "adjudicated": html.frame(reliability.adjudication(evidence), "How the adjudicator decided"),
        "audit": html.frame(audit.table(facts), "Error rate of the audit"),
        "audited": audit.summary(facts),
        "changes": html.table(["Date", "What", "Why", "Verdicts that moved"],
                              [[html.text(cell) for cell in row[:4]] for row in changes.itertuples(index=False)],
                              "Changes of the rule") if len(changes) else "",
        "factual": sum(bool(claim.parts) for claim in claims),
        "total": len(claims),
    }

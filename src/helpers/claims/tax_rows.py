"""The rows and titles of the figures on the tax agreement."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.analysis import dated
from helpers.claims.tax_and_customs import PROPOSED, RATIFIED_FROM
from helpers.evidence import sides
from helpers.evidence.findings import PartTest
from helpers.figures.intervals import Span

RUSSIA, BELARUS = "Ratified by Russia", "Ratified by Belarus"
# Steps beside the ratifications, by the fact that tells of each.
STEPS = {
    "influence-002": ("Cleared for signature", "decree in Belarus"),
    "influence-001": ("Cleared for signature", "order in Russia"),
    "influence-003": ("Signed", "two finance ministers"),
    "influence-007": ("At work", "by the Belarusian minister"),
}
VOICES = {"INF-04a": "Some roadmaps threaten sovereignty", "INF-10a": "The tax agreement cuts into it"}
BINDS = {"both": (True, True), "Russia": (False, True), "Belarus": (True, False)}


def path(table: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the steps of the agreement in lanes, from the drafts to its being at work.

    Parameters
    ----------
    table
        Accounts on INF-05.
    facts
        The facts of `STEPS`.
    """
    made = []
    for row in facts.to_dict("records"):
        lane, label = STEPS[str(row["fact_id"])]
        first, last = dated.span(str(row["date_start"]), str(row["date_end"] or row["date_start"]))
        made.append([lane, label, first, last, str(row["asserted_by"]), str(row["fact_id"])])
    steps = pd.DataFrame(made, columns=dated.COLUMNS)
    ratified = dated.rows(table, {"INF-05a": RUSSIA, "INF-05b": BELARUS})
    order = ["Cleared for signature", "Signed", RUSSIA, BELARUS, "At work"]
    found = pd.concat([frame for frame in (steps, ratified) if len(frame)] or [steps], ignore_index=True)
    return found.sort_values(["lane", "first", "label"], ignore_index=True,
                             key=lambda cells: cells.map(order.index) if cells.name == "lane" else cells)


def path_spans(until: str) -> dict[str, Span]:
    """Return the span claimed, for both ratifications."""
    return dict.fromkeys((RUSSIA, BELARUS), dated.span(RATIFIED_FROM, until))


def path_title(rows: pd.DataFrame, until: str) -> str:
    """Return which ratifications are told of within the span, as a sentence."""
    start, end = dated.span(RATIFIED_FROM, until)
    told = []
    for lane, side in ((RUSSIA, "Russia"), (BELARUS, "Belarus")):
        mine = rows[rows["lane"].eq(lane) & rows["label"].ne(PROPOSED)]
        inside = bool((mine["first"].ge(start) & mine["last"].le(end)).any())
        told.append(f"{side} {'within' if inside else 'outside'} it" if len(mine) else f"{side} without an account")
    return f"Ratification against the time claimed: {told[0]}, {told[1]}"


def binds(table: pd.DataFrame) -> pd.DataFrame:
    """Return the duties read in the agreement, and whom each binds.

    Returns
    -------
    DataFrame
        Columns duty, Belarus, Russia (bool), who (a cell of `asserted_by`), facts; those that bind both first.
    """
    rows = []
    for row in table[table["part_id"].eq("INF-08c")].to_dict("records"):
        side, _, duty = str(row["item"]).partition(": ")
        belarus, russia = BINDS[side]
        rows.append([duty, belarus, russia, str(row["asserted_by"]), str(row["fact_id"])])
    found = pd.DataFrame(rows, columns=["duty", "Belarus", "Russia", "who", "facts"])
    return found.astype({"Belarus": bool, "Russia": bool}).sort_values(
        ["Belarus", "facts"], ascending=[False, True], ignore_index=True)


def binds_title(rows: pd.DataFrame) -> str:
    """Return whom the duties bind, as a sentence."""
    if rows.empty:
        return "No duty of the agreement is left under these choices"
    both = int((rows["Belarus"] & rows["Russia"]).sum())
    alone = {side: int(rows[side].sum()) - both for side in ("Russia", "Belarus")}
    return (f"Of {len(rows)} duties read in the agreement {both or 'none'} bind both sides, "
            f"{alone['Russia'] or 'none'} Russia alone and {alone['Belarus'] or 'none'} Belarus alone")


def voices(evidence: Mapping[str, pd.DataFrame], coder: str) -> pd.DataFrame:
    """Return who sees a threat to sovereignty, who limits it and who denies it."""
    return sides.table(pd.concat([evidence["INF-04"], evidence["INF-10"]]), VOICES, coder)


def voices_title(found: pd.DataFrame) -> str:
    """Return how the voices on the agreement divide, as a sentence."""
    counts = [sides.count(found, "INF-10a", stance) for stance in ("supports", "contradicts", "qualifies")]
    return (f"That the agreement cuts into sovereignty: {counts[0]} voices for, {counts[1]} against, {counts[2]} "
            "limiting it")


def articles(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return what legal texts say, as far as they were read: columns where, what, fact."""
    mine = evidence[evidence["asserted_by"].eq("legal_text")].drop_duplicates("fact_id").sort_values("fact_id")
    return pd.DataFrame({"where": mine["locator"].replace("excerpt", "opening").replace("", "opening").tolist(),
                         "what": mine["statement"].tolist(), "fact": mine["fact_id"].tolist()})


def meanings(made: Mapping[str, tuple[PartTest, ...]]) -> pd.DataFrame:
    """Return the readings tried, part by part: columns part, if it means, then."""
    return pd.DataFrame([{"part": test.part_id, "if it means": label, "then": found}
                         for tests in made.values() for test in tests for label, found in test.tried],
                        columns=["part", "if it means", "then"])

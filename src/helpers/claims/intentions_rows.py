"""The rows and titles of the figures on intentions: positions, aims, and signs and denials in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.analysis import dated
from helpers.claims import intentions as claims
from helpers.claims import intentions_story as story
from helpers.claims import standing
from helpers.data import dates
from helpers.data.tables import items
from helpers.evidence import sides, verdicts
from helpers.evidence.findings import PartTest
from helpers.figures.intervals import Span

SIGNS, LIMITED, DENIED = "Said to be the aim", "Said to be less than that", "Denied"
OFFERED = "One state proposed before"
LANES = {"supports": SIGNS, "qualifies": LIMITED, "contradicts": DENIED}
# Beside absorption: what the roadmaps do, what politics, and what the programmes are said to aim at.
AIMS = {
    "CON-02a": story.STANCES["CON-02a"],
    "ES-10a": "Unified law and rules are an aim",
    "ES-10b": "That aim stands first",
    "IMP-14a": "The programme texts set absorption as a goal",
    "ES-05a": "The roadmaps raise dependence",
    "ES-05b": story.STANCES["ES-05b"],
}


def absorption(evidence: pd.DataFrame, coder: str) -> pd.DataFrame:
    """Return the voices on absorption, grouped by position."""
    return standing.table(evidence, {part: story.STANCES[part] for part in story.ABSORPTION}, coder)


def aims(evidence: pd.DataFrame, coder: str, made: Mapping[str, Sequence[PartTest]]) -> pd.DataFrame:
    """Return the voices on the other aims and effects, by who speaks, as the tests compared them where they did."""
    tests = [test for tests in made.values() for test in tests]
    read = {part: verdicts.compared(test for test in tests if test.part_id == part) for part in AIMS}
    return sides.table(evidence, AIMS, coder, read=read)


def signs(found: pd.DataFrame, evidence: pd.DataFrame, since: pd.DataFrame) -> pd.DataFrame:
    """Return signs and denials of absorption in time, each fact once, and the proposals of one state before.

    Parameters
    ----------
    found
        As `absorption` returns it.
    evidence
        The evidence behind it.
    since
        Accounts on CON-02, which date the proposals before 2018.

    Returns
    -------
    DataFrame
        As `analysis.dated.rows` returns it; undated facts are left out.
    """
    facts = evidence.drop_duplicates("fact_id").set_index("fact_id")
    names = {str(row["fact_id"]): standing.speaker(row) for row in evidence.to_dict("records")}
    rows = []
    for voice in found.to_dict("records"):
        for fact in items(str(voice["facts"])):
            start = str(facts.at[fact, "date_start"])
            if start:
                end = str(facts.at[fact, "date_end"]) or start
                rows.append({"lane": LANES[voice["stance"]], "label": names[fact],
                             "first": pd.Timestamp(dates.first_day(start)), "last": pd.Timestamp(dates.last_day(end)),
                             "who": str(facts.at[fact, "asserted_by"]), "facts": fact})
    made = pd.DataFrame(rows, columns=dated.COLUMNS).drop_duplicates(["lane", "facts"])
    order = list(LANES.values())
    made = made.sort_values(["lane", "first", "label"], key=lambda cells: cells.map(order.index)
                            if cells.name == "lane" else cells)
    before = dated.rows(since, {"CON-02c": OFFERED}, items=claims.OFFERS)
    return pd.concat([before, made], ignore_index=True)


def sign_spans() -> dict[str, Span]:
    """Return the time since which, and up to which, the goal is claimed."""
    return dict.fromkeys((OFFERED, *LANES.values()), dated.span("2018", claims.WRITTEN))


def signs_title(rows: pd.DataFrame) -> str:
    """Return in which years absorption was said to be the aim and denied, as a sentence."""
    told = []
    for lane, words in ((SIGNS, "said to be the aim"), (DENIED, "denied")):
        days = rows.loc[rows["lane"].eq(lane), "first"]
        if len(days):
            told.append(f"{words} from {days.min():%Y} to {days.max():%Y}")
    return f"Absorption was {' and '.join(told)}" if told else "No dated sign or denial of absorption is left"


def instruments(programmes: pd.DataFrame) -> str:
    """Return how many of the programmes known by subject unify or harmonise law or rules, in words."""
    known = programmes[programmes["instrument"].ne("")]
    unified = int(known["instrument"].isin(["unify", "harmonise"]).sum())
    return f"{unified} of {len(known)}"


def margin(test: PartTest, voices: pd.DataFrame) -> str:
    """Return how far the weight for a part exceeds the weight against it, in words."""
    mine = voices[voices["part"].eq(test.part_id)]
    weight = {stance: float(mine.loc[mine["stance"].eq(stance), "weight"].sum()) for stance in LANES}
    if not weight["contradicts"]:
        return "nothing speaks against it"
    return f"{weight['supports'] / weight['contradicts']:.1f} times the weight against it"

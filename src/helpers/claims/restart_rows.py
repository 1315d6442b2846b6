"""The rows and titles of the figures on the break of 2019, the restart of 2020 and the decree of 2021."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.analysis import dated
from helpers.claims import restart_2020 as claims
from helpers.claims.restart_story import number
from helpers.data import dates
from helpers.evidence import accounts, sides, verdicts
from helpers.evidence.findings import PartTest
from helpers.figures.intervals import Span

BEFORE, GOVERNMENTS, NAMED, BACK = ("Before the crisis: expected", "Talks of the governments", "Roadmap talks by name",
                                    "Back on the agenda")
DEMANDS = "Opposed demands"
DISPUTED = {
    "ES-07a": "The crisis weakened him",
    "ES-07c": "Moscow used it to bring the restart about",
    "DIV-07a": "The interests did not match",
    "DIV-07d": "That was the block",
    "DIV-09b": "Talks more intense than before",
}


def still_open(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return every count of maps or programmes still open, by day.

    Returns
    -------
    DataFrame
        Columns first, last (days as datetime64), low, high, who (a cell of `asserted_by`), actor, note, facts.
    """
    rows = []
    for table in tables.values():
        mine = table[table["item"].eq(claims.STILL_OPEN)]
        for row in mine.to_dict("records"):
            day = str(row["first"] or row["date_start"])
            first, last = dates.span(day)
            rows.append({"first": pd.Timestamp(first), "last": pd.Timestamp(last), "low": row["low"],
                         "high": row["high"], "who": row["asserted_by"], "actor": row["actor"],
                         "note": row["account_note"], "facts": row["fact_id"]})
    columns = ["first", "last", "low", "high", "who", "actor", "note", "facts"]
    made = pd.DataFrame(rows, columns=columns).sort_values(["first", "low", "facts"], ignore_index=True)
    return made.drop_duplicates(["first", "low", "high", "who"], ignore_index=True)


def _range(rows: pd.DataFrame) -> str:
    low, high = rows["low"].min(), rows["high"].max()
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def open_title(rows: pd.DataFrame) -> str:
    """Return how the number still open moved before and after the restart, as a sentence."""
    spans = {"in December 2019": ("2019-12-01", "2019-12-31"), "in February 2021": ("2021-02-01", "2021-02-28"),
             "in April 2021": claims.APRIL}
    told = []
    for name, (first, last) in spans.items():
        mine = rows[rows["first"].le(pd.Timestamp(last)) & rows["last"].ge(pd.Timestamp(first))]
        if len(mine):
            told.append(f"{_range(mine)} {name}")
    return f"Said to be still open: {', '.join(told)}" if told else "No count of open roadmaps is known"


def restart(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the dated accounts of the restart, by what they date (DIV-09, ES-07)."""
    mine, crisis = tables["DIV-09"], tables["ES-07"]
    names = {str(fact): str(actor) for table in (mine, crisis)
             for fact, actor in zip(table["fact_id"], table["actor"], strict=True)}
    lanes = {GOVERNMENTS: claims.TALKS, NAMED: claims.BY_NAME, BACK: claims.AGENDA}
    return pd.concat([
        dated.rows(crisis, {"ES-07b": BEFORE}, names=names),
        *(dated.rows(mine, {"DIV-09a": lane}, items=[item], names=names) for lane, item in lanes.items()),
    ], ignore_index=True)


def restart_spans() -> dict[str, Span]:
    """Return the month claimed, for every lane."""
    return dict.fromkeys((BEFORE, GOVERNMENTS, NAMED, BACK), dated.span(*claims.RESTART))


def restart_title(rows: pd.DataFrame) -> str:
    """Return which months the accounts date the restart to, as a sentence."""
    named = {GOVERNMENTS: "talks of the governments", NAMED: "roadmap talks", BACK: "the return to the agenda"}
    parts = [f"{words} to {rows.loc[rows['lane'].eq(lane), 'first'].min():%B %Y}" for lane, words in named.items()
             if rows["lane"].eq(lane).any()]
    return f"The accounts date {', '.join(parts)}" if parts else "No account dates the restart"


def disputes(table: pd.DataFrame) -> pd.DataFrame:
    """Return the dated opposed demands, each on a line of its own matter (DIV-07a)."""
    return dated.rows(table, {"DIV-07a": DEMANDS})


def disputes_spans(since: int) -> dict[str, Span]:
    """Return the years said to be frozen, for the lane of the demands."""
    return {DEMANDS: dated.span(str(since), claims.BREST_EVE)}


def disputes_title(rows: pd.DataFrame) -> str:
    """Return how many opposed demands are dated in each time that could be meant, as a sentence."""
    told = [f"{int((rows['first'].ge(first) & rows['last'].le(last)).sum())} from {name}"
            for name, (first, last) in claims.TIMES.items()]
    return f"Opposed demands on record: {', '.join(told)}" if len(rows) else "No opposed demands are on record"


def stances(evidence: Mapping[str, pd.DataFrame], coder: str,
            made: Mapping[str, Sequence[PartTest]]) -> pd.DataFrame:
    """Return the voices on the parts that ask for a judgement, as the tests compared them where they did."""
    tests = [test for tests in made.values() for test in tests]
    read = {part: verdicts.compared(test for test in tests if test.part_id == part) for part in DISPUTED}
    return sides.table(pd.concat(evidence.values(), ignore_index=True), DISPUTED, coder, read=read)


def stances_title(found: pd.DataFrame) -> str:
    """Return how the voices on the cause of the restart fall, as a sentence."""
    told = {stance: sides.count(found, "ES-07c", stance) for stance in sides.STANCES.values()}
    if not sum(told.values()):
        return "No voice is left on what brought the restart about"
    return (f"That Moscow used his weakness: {number(told['supports'], 'voice')} for it, {told['contradicts']} against "
            f"and {told['qualifies']} that limit it")


def spread(table: pd.DataFrame) -> pd.DataFrame:
    """Return what each account says of the decree (DIV-11): who, and what on each part."""
    parts = {"DIV-11a": "date", "DIV-11b": "body", "DIV-11c": "number", "DIV-11d": "approves", "DIV-11e": "stage"}
    rows: dict[str, dict[str, str]] = {}
    for part, name in parts.items():
        for row in accounts.of_part(table, part):
            blank = {"who": str(row["actor"]), **dict.fromkeys(parts.values(), "")}
            cells = rows.setdefault(str(row["fact_id"]), blank)
            cells[name] = accounts.when(row) if row["first"] else str(row["says"])
    return pd.DataFrame([{"fact": fact, **cells} for fact, cells in rows.items()],
                        columns=["fact", "who", *parts.values()])

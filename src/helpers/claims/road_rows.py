"""The rows and titles of the figures on 1990 to 2020."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.analysis import dated
from helpers.claims.road_story import number
from helpers.claims.road_to_2020 import EURASIAN, EVE, PAUSE, UNION_WORD
from helpers.data import dates, vocabulary
from helpers.data.tables import items
from helpers.evidence import voices
from helpers.evidence.findings import PartTest
from helpers.evidence.voices import Choices
from helpers.figures.intervals import Span

LAST_YEAR = 2027
MEETINGS, DEEP, STILL, APART = ("Union State, all talks", "Constitution, currency", "Said to stand still",
                                "Eurasian unions, apart")
WORD, IDEA = "The word", "The idea"
PLANNED, TALKS, HALT, RESTART = "Planned signature", "Talks of the presidents", "Said to be halted", "Restart"
DECEMBER = dated.span("2018-12", "2018-12")
BY = {"yes": "By Lukashenka", "partly": "By both, or in part", "no": "By others"}


def twin(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows as the data behind a figure; one that says so where there are none."""
    return rows if len(rows) else pd.DataFrame({"lane": ["none"], "label": ["nothing left under these choices"]})


def facts(rows: pd.DataFrame) -> list[str]:
    """Return the facts behind the rows of a figure."""
    return list(dict.fromkeys(fact for cell in rows["facts"] for fact in items(cell)))


def events(timeline: pd.DataFrame, told: pd.DataFrame, choices: Choices, first: int) -> pd.DataFrame:
    """Return the events of the time line that count for a reader.

    Parameters
    ----------
    timeline, told
        The raw tables `timeline` and `facts`.
    first
        Year from which on events are shown.

    Returns
    -------
    DataFrame
        Columns lane, label, short (whether its name may be drawn), first, at, last (days as datetime64: the ends of
        its date and the middle of its beginning), who, fact_id, date (as written); by day.
    """
    rows = timeline.merge(told, on="fact_id", validate="one_to_one")
    rows = voices.counted(rows.assign(family=rows["asserted_by"].map(voices.family)), choices)
    rows = rows[rows["date_start"].ge(str(first))]
    ends = rows["date_end"].where(rows["date_end"].ne(""), rows["date_start"])
    made = pd.DataFrame({
        "lane": rows["lane"], "label": rows["label"], "short": rows["short"].eq("yes"),
        "first": pd.to_datetime([dates.first_day(cell) for cell in rows["date_start"]]),
        "at": pd.to_datetime([dates.middle(cell) for cell in rows["date_start"]]),
        "last": pd.to_datetime([dates.last_day(cell) for cell in ends]),
        "who": rows["asserted_by"], "fact_id": rows["fact_id"],
        "date": [dates.spell(cell) for cell in rows["date_start"]]})
    return made.sort_values(["first", "fact_id"], ignore_index=True)


def listed(rows: pd.DataFrame, drawn: pd.Series) -> pd.DataFrame:
    """Return the events as a table for the page: date, lane, event, whether named in the figure, and the fact."""
    return pd.DataFrame({"date": rows["date"], "lane": rows["lane"], "event": rows["label"],
                         "named": drawn.map({True: "yes", False: ""}), "fact": rows["fact_id"]})


def freeze(table: pd.DataFrame) -> pd.DataFrame:
    """Return what DIV-03 compares: meetings, deep talks, accounts of standstill, and the Eurasian treaties apart."""
    moving, halted = table[table["says"].ne("no")], table[table["says"].eq("no")]
    return pd.concat([
        dated.rows(moving[~moving["item"].eq(EURASIAN)], {"DIV-03a": MEETINGS}),
        dated.rows(moving, {"DIV-03b": DEEP}),
        dated.rows(halted, {"DIV-03b": STILL}, names=dict.fromkeys(halted["fact_id"], "constitution, currency")),
        dated.rows(halted, {"DIV-03a": STILL}, names=dict.fromkeys(halted["fact_id"], "all talks")),
        dated.rows(moving, {"DIV-03a": APART}, items=[EURASIAN]),
    ], ignore_index=True)


def freeze_spans(first: int, last: int) -> dict[str, Span]:
    """Return the span claimed, for the lanes that it is claimed of."""
    span = dated.span(str(first), EVE if last == 2018 else str(last))
    return dict.fromkeys((MEETINGS, DEEP, STILL), span)


def freeze_title(rows: pd.DataFrame, first: int, last: int) -> str:
    """Return how many meetings and deep talks fall into the span, as a sentence."""
    start, end = freeze_spans(first, last)[DEEP]
    inside = rows[rows["first"].ge(start) & rows["last"].le(end)].drop_duplicates(["lane", "label", "first"])
    meetings, deep = int(inside["lane"].eq(MEETINGS).sum()), int(inside["lane"].eq(DEEP).sum())
    latest = inside.loc[inside["lane"].eq(DEEP), "first"]
    after = f", the last of them in {latest.max().year}" if len(latest) else ""
    return (f"Dated in {first} to {last}: {meetings} meetings and acts, and {deep} talks on a constitution or "
            f"currency{after}")


def longest_gap(rows: pd.DataFrame) -> str:
    """Return the longest stretch without a dated meeting of the Union State, in words."""
    days = rows.loc[rows["lane"].eq(MEETINGS), "first"].drop_duplicates().sort_values()
    if len(days) < 2:
        return "not known, for want of dated meetings"
    place = int(days.diff().argmax())
    return f"{days.iloc[place - 1]:%B %Y} to {days.iloc[place]:%B %Y}"


def words(table: pd.DataFrame) -> pd.DataFrame:
    """Return the dated uses of the word roadmap, and of the idea (PRE-02)."""
    return dated.rows(table, {"PRE-02a": WORD, "PRE-02b": IDEA})


def words_title(rows: pd.DataFrame) -> str:
    """Return where the word was used before the day claimed, as a sentence."""
    mine = rows[rows["lane"].eq(WORD)]
    before = mine[mine["first"].lt(pd.Timestamp(EVE)) & mine["label"].ne(UNION_WORD)]
    union = mine.loc[mine["label"].eq(UNION_WORD), "first"]
    first = f"; for the Union State it is first read in {union.min():%B %Y}" if len(union) else ""
    return f"Before December 2018 the word roadmap stood for {number(len(before), 'other plan')}{first}"


def pause(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the planned signature, talks, accounts of a halt and the restart of 2019-2020 (PRE-07, PRE-08)."""
    talks = tables["PRE-08"]
    moving, halted = talks[talks["says"].ne("no")], talks[talks["says"].eq("no")]
    planned = tables["PRE-07"]
    return pd.concat([
        dated.rows(planned, {"PRE-07a": PLANNED}), dated.rows(moving, {"PRE-08b": TALKS}),
        dated.rows(halted, {"PRE-08b": HALT}), dated.rows(moving, {"PRE-08c": RESTART}),
    ], ignore_index=True)


def pause_spans() -> dict[str, Span]:
    """Return the spans claimed by lane."""
    return {PLANNED: dated.span("2019-12", "2019-12"), TALKS: dated.span(*PAUSE), HALT: dated.span(*PAUSE),
            RESTART: dated.span("2020-09", "2020-09")}


def pause_title(rows: pd.DataFrame) -> str:
    """Return when talks were last held, said to be halted, and resumed, as a sentence."""
    start, end = pause_spans()[TALKS]
    inside = rows[rows["lane"].eq(TALKS) & rows["first"].between(start, end)]
    halted, resumed = rows.loc[rows["lane"].eq(HALT), "first"], rows[rows["lane"].eq(RESTART)]
    parts = [f"The presidents talked in {inside['first'].max():%B %Y}" if len(inside) else
             "No talks are dated in the pause claimed"]
    parts += [f"a halt is told of from {halted.min():%B %Y}"] if len(halted) else []
    told = resumed[resumed["label"].ne("expected")]
    parts += [f"the restart is dated {told['last'].max():%B %Y}"] if len(told) else []
    return ", ".join(parts)


def makers(table: pd.DataFrame) -> pd.DataFrame:
    """Return the dated moves towards union by whose initiative an account makes them (DIV-01)."""
    mine = table[table["part_id"].eq("DIV-01b")]
    names = dict(zip(mine["fact_id"], mine["account_note"], strict=True))
    made = [dated.rows(mine[mine["says"].eq(word)], {"DIV-01b": lane}, names=names) for word, lane in BY.items()]
    return pd.concat(made, ignore_index=True)


def makers_title(rows: pd.DataFrame) -> str:
    """Return how the accounts of who began it part, as a sentence."""
    counts = {word: int(rows["lane"].eq(lane).sum()) for word, lane in BY.items()}
    return (f"Who set it going: Lukashenka in {number(counts['yes'], 'account')}, others in {counts['no']}, both or in "
            f"part in {counts['partly']}")


def events_title(rows: pd.DataFrame, first: int, last: int) -> str:
    """Return how many events of the time line fall into the years said to be frozen, as a sentence."""
    start, end = freeze_spans(first, last)[DEEP]
    inside = rows[rows["first"].ge(start) & rows["last"].le(end)]
    bodies = int(inside["lane"].eq(vocabulary.LANES[0]).sum())
    return (f"{len(inside)} of {len(rows)} events fall into the years said to be frozen, {bodies} of them on "
            "institutions")


def parts(made: Mapping[str, Sequence[PartTest]], evidence: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the tests, and the facts among their rows on which the two coders differ.

    Returns
    -------
    DataFrame
        Columns part, outcome, tested, found, coders differ on.
    """
    rows = []
    for claim, tests in made.items():
        mine = evidence[claim]
        split = set(mine.loc[mine["stance_a"].ne(mine["stance_b"]), "fact_id"])
        rows += [{"part": test.part_id, "outcome": str(test.outcome), "tested": test.test, "found": test.found,
                  "coders differ on": ", ".join(fact for fact in test.rows if fact in split)} for test in tests]
    return pd.DataFrame(rows)


def meanings(made: Mapping[str, Sequence[PartTest]]) -> pd.DataFrame:
    """Return what was tried for parts that could mean several things, and what was found for each."""
    rows = [{"part": test.part_id, "meaning": name, "found": found}
            for tests in made.values() for test in tests for name, found in test.tried]
    return pd.DataFrame(rows, columns=["part", "meaning", "found"])

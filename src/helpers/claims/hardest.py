"""Tests of CON-04: which topics were the hardest to agree, and which to carry out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from helpers.analysis import progress
from helpers.data import dates
from helpers.evidence import accounts
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

FIRST, LAST = "2019-12-01", "2021-11-04"
TAXES, CUSTOMS = "taxes", "customs"
# Topics whose state was reported one by one in the last two years of the talks.
TOPICS = (TAXES, CUSTOMS, "oil", "gas")
TAX_PROGRAMME = "P08"
ENERGY = ("P13", "P14", "P15")
END = date(2023, 12, 31)


def states(table: pd.DataFrame) -> pd.DataFrame:
    """Return every dated report of a topic as still open, or as settled, in the last two years of the talks.

    Parameters
    ----------
    table
        Accounts on CON-04. A topic is open where an account ranks it among what was left: of taxes and customs that
        is said with yes, of any other topic, which the claim leaves out, with no.

    Returns
    -------
    DataFrame
        Columns topic, open (bool), day (the last day of the date given), fact_id; by day.
    """
    rows = []
    for row in table[table["says"].isin(["yes", "no"]) & table["first"].ne("")].to_dict("records"):
        if row["part_id"] == "CON-04d" or row["item"] not in TOPICS:
            continue
        first, last = accounts.span(row)
        if dates.span(FIRST)[0] <= first and last <= dates.span(LAST)[1]:
            named = row["says"] == ("no" if row["part_id"] == "CON-04c" else "yes")
            rows.append({"topic": row["item"], "open": named, "day": pd.Timestamp(last), "fact_id": row["fact_id"]})
    found = pd.DataFrame(rows, columns=["topic", "open", "day", "fact_id"])
    # Without a row the columns would have no type, and nobody could ask which are open.
    found = found.astype({"open": bool, "day": "datetime64[ns]"})
    return found.sort_values(["day", "topic", "fact_id"], ignore_index=True)


def order(table: pd.DataFrame) -> pd.DataFrame:
    """Return the topics, the one last reported as open first; those only reported as settled at the end.

    Returns
    -------
    DataFrame
        Columns topic, last_open (day, NaT where never reported as open), facts (number of reports).
    """
    found = states(table)
    last = found[found["open"]].groupby("topic")["day"].max()
    topics = [topic for topic in TOPICS if topic in set(found["topic"])]
    made = pd.DataFrame({"topic": topics, "last_open": pd.to_datetime([last.get(topic) for topic in topics]),
                         "facts": [int(found["topic"].eq(topic).sum()) for topic in topics]})
    return made.sort_values("last_open", ascending=False, na_position="last", kind="stable", ignore_index=True)


def when(day: pd.Timestamp) -> str:
    """Return when a topic was last reported as open, as a reader says it."""
    return "not once reported as open in those years" if pd.isna(day) else f"last reported as open in {day:%B %Y}"


def _place(table: pd.DataFrame, part_id: str, topic: str) -> PartTest:
    """Test whether a topic is in the half that stayed open longest."""
    asked = ("Topics by the day when they were last reported as open, December 2019 to November 2021: the half that "
             "stayed open longest are the hardest.")
    claimed, ranked = f"{topic} among the hardest to agree", order(table)
    place = {name: number for number, name in enumerate(ranked["topic"], 1)}
    if topic not in place or len(ranked) < 3:
        return PartTest(part_id, Outcome.OPEN, asked, claimed, "too few topics with dated reports", n=len(ranked))
    last = ranked.set_index("topic")["last_open"][topic]
    outcome = Outcome.HOLDS if pd.notna(last) and place[topic] <= len(ranked) / 2 else Outcome.BROKEN
    found = states(table)
    return PartTest(part_id, outcome, asked, claimed,
                    f"number {place[topic]} of {len(ranked)} by how long it stayed open, {when(last)}", n=len(found),
                    rows=tuple(dict.fromkeys(found["fact_id"])))


def _none_longer(table: pd.DataFrame) -> PartTest:
    """Test whether any other topic was still reported as open after taxes and customs."""
    asked = "No other topic was still reported as open when taxes and customs no longer were."
    claimed, ranked = "no other matter was harder", order(table)
    days = ranked.dropna().set_index("topic")["last_open"]
    ours = days[days.index.isin([TAXES, CUSTOMS])]
    others = days.drop(ours.index)
    if ours.empty or others.empty:
        return PartTest("CON-04c", Outcome.OPEN, asked, claimed, "too few topics with dated reports", n=len(ranked))
    longer = others[others > ours.max()]
    outcome = Outcome.BROKEN if len(longer) else Outcome.HOLDS
    mine = f"{ours.idxmax()} {when(ours.max())}"
    found = f"{' and '.join(longer.index)} {when(longer.max())}, {mine}" if len(longer) else f"{mine}, no other later"
    return PartTest("CON-04c", outcome, asked, claimed, found, n=len(ranked),
                    rows=tuple(dict.fromkeys(states(table)["fact_id"])))


def _carried_out(status: pd.DataFrame, programmes: pd.DataFrame) -> PartTest:
    """Test whether taxes and customs were carried out later than energy (the second reading)."""
    asked = "The tax and customs programme is reported as done later than the energy programmes, or not at all."
    claimed = "taxes and customs the hardest to carry out"
    done = progress.named_done(status, programmes, END).set_index("programme_id")["done"]
    if done.empty:
        return PartTest("CON-04d", Outcome.OPEN, asked, claimed, "no report of a programme done", n=0)
    energy = [name for name in ENERGY if name in done.index]
    taxes = TAX_PROGRAMME in done.index
    outcome = (Outcome.BROKEN if taxes and len(energy) < len(ENERGY) else
               Outcome.HOLDS if not taxes and len(energy) == len(ENERGY) else Outcome.OPEN)
    day = f"reported as done ({dates.spell(str(done[TAX_PROGRAMME]))})" if taxes else "not reported as done"
    found = (f"tax and customs programme {day}, {len(energy) or 'none'} of {len(ENERGY)} energy programmes by the end "
             "of 2023")
    mine = status[status["programme_id"].isin([TAX_PROGRAMME, *ENERGY])]
    return PartTest("CON-04d", outcome, asked, claimed, found, n=len(mine), rows=tuple(mine["status_id"]))


def tests(tables: Mapping[str, pd.DataFrame], status: pd.DataFrame,
          programmes: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test which topics were hardest: by who ranks them, and by what stayed open (CON-04)."""
    table = tables["CON-04"]
    ranked = {"CON-04a": "indirect taxes among the hardest to agree",
              "CON-04b": "customs administration among the hardest to agree",
              "CON-04c": "no other matter was harder", "CON-04d": "taxes and customs the hardest to carry out"}
    said = {part: accounts.says(table, part, claimed, "ranking") for part, claimed in ranked.items()}
    return (said["CON-04a"], _place(table, "CON-04a", TAXES), said["CON-04b"], _place(table, "CON-04b", CUSTOMS),
            said["CON-04c"], _none_longer(table), said["CON-04d"], _carried_out(status, programmes))

"""Accounts: what a fact says on the very thing that a part asserts, read into a form that can be compared.

The table `accounts` holds one row a fact and part (and item, where a part has several): a date, a number, or
whether the fact says so. A test compares each with what is claimed. The accounts that agree and those that do
not then count as voices do everywhere: one voice one vote, decisive rows first (`helpers.evidence.rule`). What
an account does not say is never evidence: it has no row.

    table = study.accounts("DIV-11")
    accounts.date(table, "DIV-11a", "2021-11-01", "2021-11-30", "issued in November 2021")
    accounts.count(table, "ES-08a", 28, 28, "28 roadmaps")
    accounts.says(table, "DIV-11b", "an act of the Supreme State Council")
    accounts.events(table, "DIV-03a", "2005-01-01", "2018-12-12", "no talks from 2005 to 2018", wanted=False)
    accounts.members(table, "NXT-03a", ["culture"], "culture is part of the plan")
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date as day
from typing import Any, cast

import pandas as pd

from helpers.data import dates, tables
from helpers.errors import CompendiumError
from helpers.evidence import rule, voices
from helpers.evidence.findings import PartTest, Reading
from helpers.evidence.rule import Outcome, Tally
from helpers.evidence.voices import Row

SAYS = {"yes": 1, "no": -1, "partly": 0}
# How a compared account stands to the part, in the words of the stances.
CUTS = {1: "supports", -1: "contradicts", 0: "qualifies", None: "context"}
Compare = Callable[[Row], int | None]


def joined(rows: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Join evidence that counts with its accounts.

    Parameters
    ----------
    rows
        Evidence on one claim, as `voices.counted` leaves it.
    table
        The raw table `accounts`, typed.

    Returns
    -------
    DataFrame
        One row an account, with the columns of both: `part_id`, `item`, `says`, `first`, `last` (partial
        dates), `low`, `high` (numbers, NaN where none), `account_note`.
    """
    wanted, claims = set(rows["claim_id"]), [part[:-1] for part in table["part_id"].tolist()]
    mine = table.rename(columns={"note": "account_note"}).assign(claim_id=claims)
    mine = mine[[claim in wanted for claim in claims]]
    return rows.merge(mine, on=["claim_id", "fact_id"], how="inner", validate="one_to_many", sort=False)


def of_part(table: pd.DataFrame, part_id: str, items: Sequence[str] | None = None) -> list[Row]:
    """Return the accounts on a part as records, those on some items only where named."""
    mine = [row for row in tables.records_once(table) if row["part_id"] == part_id]
    return cast(list[Row], mine if items is None else [row for row in mine if row["item"] in items])


def span(row: Row) -> tuple[day, day]:
    """Return the first and last day that an account gives."""
    first, last = str(row["first"]), str(row["last"] or row["first"])
    return dates.span(first)[0], dates.span(last)[1]


def when(row: Row) -> str:
    """Return the date of an account as a reader says it."""
    first, last = dates.spell(str(row["first"])), dates.spell(str(row["last"]))
    return f"{first} to {last}" if last and last != first else first


def tally(rows: Sequence[Row], part_id: str, kind: str, compare: Compare) -> Tally:
    """Count compared accounts as voices."""
    compared = [{**row, "stance": CUTS[compare(row)], "part_stance": "", "part_ids": part_id} for row in rows]
    return voices.tally(voices.voices(compared, part_id, kind))


def readings(rows: Sequence[Row], compare: Compare, gives: Callable[[Row], str]) -> tuple[Reading, ...]:
    """Return what each account gives and how it cuts, by fact."""
    made = (Reading(str(row["fact_id"]), str(row["item"]), gives(row), CUTS[compare(row)]) for row in rows)
    return tuple(sorted(made, key=lambda reading: (reading.fact_id, reading.item)))


def told(found: Sequence[Reading], what: str) -> str:
    """Return the values that accounts give, the most frequent first, as a phrase."""
    counts = Counter(reading.gives for reading in found)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = "; ".join(f"{value} in {_accounts(count)}" for value, count in ranked[:4])
    more = len(ranked) - 4
    return (shown + (f"; {more} other {'value' if more == 1 else 'values'}" if more > 0 else "")) or f"no {what} read"


def _accounts(count: int) -> str:
    return f"{count} account{'' if count == 1 else 's'}"


def _test(rows: Sequence[Row], part_id: str, kind: str, compare: Compare, gives: Callable[[Row], str], asked: str,
          claimed: str, what: str, found: str | None = None) -> PartTest:
    made = readings(rows, compare, gives)
    outcome = rule.by_voices(kind, tally(rows, part_id, kind, compare))
    return PartTest(part_id, outcome, asked, claimed, found or told(made, what), n=len(made),
                    rows=tuple(dict.fromkeys(reading.fact_id for reading in made)), readings=made)


def date(table: pd.DataFrame, part_id: str, first: str, last: str, claimed: str, kind: str = "date") -> PartTest:
    """Test a date: the accounts' dates against the span claimed.

    Parameters
    ----------
    table
        As `joined` returns it.
    first, last
        Partial dates: the first and last day that the claim allows.
    claimed
        The claim in a few words.

    Notes
    -----
    An account agrees when all its days lie in the span, disagrees when none does, and says nothing when it
    is too coarse to tell.
    """
    start, end = dates.span(first)[0], dates.span(last)[1]

    def compare(row: Row) -> int | None:
        early, late = span(row)
        if late < start or end < early:
            return -1
        return 1 if start <= early and late <= end else None

    rows = [row for row in of_part(table, part_id) if row["first"]]
    asked = f"Every dated account is held against the span from {dates.spell(first)} to {dates.spell(last)}."
    return _test(rows, part_id, kind, compare, when, asked, claimed, "date")


def count(table: pd.DataFrame, part_id: str, low: float, high: float, claimed: str, unit: str = "",
          kind: str = "count") -> PartTest:
    """Test a number: every number stated against the one claimed, `low` to `high`, ends included."""

    def compare(row: Row) -> int | None:
        if row["high"] < low or row["low"] > high:
            return -1
        return 1 if low <= row["low"] and row["high"] <= high else None

    def gives(row: Row) -> str:
        value = f"{row['low']:g}" if row["low"] == row["high"] else f"{row['low']:g} to {row['high']:g}"
        return f"{value} {unit}".strip()

    rows = [row for row in of_part(table, part_id) if pd.notna(row["low"])]
    asked = f"Every number stated is held against {f'{low:g}' if low == high else f'{low:g} to {high:g}'}."
    return _test(rows, part_id, kind, compare, gives, asked, claimed, "number")


def says(table: pd.DataFrame, part_id: str, claimed: str, kind: str = "text", asked: str = "",
         items: Sequence[str] | None = None, until: str = "") -> PartTest:
    """Test what a text says, by itself or by the accounts of it; or what accounts name as cause or rank.

    Parameters
    ----------
    kind
        The part's kind: a decisive row settles a `text`, `set` or `sequence`, never a `ranking` or a `mechanism`.
    asked
        The question in one sentence; a general one unless told.
    items
        Items counted; all unless told.
    until
        A day: accounts of something that came later cannot tell, and say when it came.

    Notes
    -----
    `found` says how many had the text itself before them, and that nobody read it where nobody did.
    """

    def late(row: Row) -> bool:
        return bool(until and row["first"]) and span(row)[0] > dates.span(until)[1]

    def compare(row: Row) -> int | None:
        return None if late(row) else SAYS[str(row["says"])]

    def gives(row: Row) -> str:
        told = {1: "says so", -1: "says otherwise", 0: "says so in part"}[SAYS[str(row["says"])]]
        about = "; ".join(filter(None, [str(row["item"]), f"only {when(row)}" if late(row) else ""]))
        return f"{told} ({about})" if about else told

    rows = [row for row in of_part(table, part_id, items) if row["says"]]
    counts = Counter(compare(row) for row in rows)
    phrases = ((1, "so"), (0, "so in part"), (-1, "otherwise"))
    shown = ", ".join(f"{_accounts(counts[sign])} say{'s' if counts[sign] == 1 else ''} {word}"
                      for sign, word in phrases if counts[sign])
    if counts[None]:
        shown = "; ".join(filter(None, [shown, f"{_accounts(counts[None])} of something later"]))
    whole = sum(voices.directness_class(row) == 1 for row in rows)
    read = {"text": f"; {whole or 'none'} of them the text itself, read whole"}.get(kind, "") if rows else ""
    question = asked or {
        "text": "What the text says, by itself or by the accounts of it; a wording that nobody read stays open.",
        "ranking": "Who ranks it so, and who ranks something else above it.",
        "mechanism": "Which cause the accounts name.",
    }.get(kind, "What the accounts say.")
    return _test(rows, part_id, kind, compare, gives, question, claimed, "account",
                 f"{shown}{read}" if rows else "no account read")


def events(table: pd.DataFrame, part_id: str, first: str, last: str, claimed: str, *, wanted: bool,
           kind: str = "sequence") -> PartTest:
    """Test whether something happened in a span of time.

    Parameters
    ----------
    first, last
        The span, as partial dates.
    wanted
        Whether the part says that it happened (True) or that nothing did (False).

    Notes
    -----
    A dated event inside the span speaks for `wanted` or against its absence; an account that says outright
    that nothing happened (`says` no) speaks the other way. Events outside the span do not count.
    """
    start, end = dates.span(first)[0], dates.span(last)[1]

    def compare(row: Row) -> int | None:
        if row["says"] == "no":
            return -1 if wanted else 1
        if not row["first"]:
            return None
        early, late = span(row)
        if not (start <= early and late <= end):
            return None
        return 1 if wanted else -1

    def gives(row: Row) -> str:
        if row["says"] == "no":
            return f"nothing of the kind ({row['item']})" if row["item"] else "nothing of the kind"
        return f"{row['item']}, {when(row)}" if row["item"] else when(row)

    rows = of_part(table, part_id)
    inside = [row for row in rows if row["says"] != "no" and compare(row) is not None]
    denials = sum(row["says"] == "no" for row in rows)
    things = len({(row["item"], row["first"]) for row in inside})
    found = (f"{things or 'no'} dated event{'' if things == 1 else 's'} between {dates.spell(first)} and "
             f"{dates.spell(last)}")
    if denials:
        found += f"; {_accounts(denials)} of standstill"
    asked = (f"Dated events from {dates.spell(first)} to {dates.spell(last)}: one that is well attested "
             f"{'makes the part hold' if wanted else 'breaks the part'}.")
    return _test(rows, part_id, kind, compare, gives, asked, claimed, "event", found)


def member(table: pd.DataFrame, part_id: str, item: str, kind: str = "set") -> Outcome:
    """Return whether accounts make an item a member: holds, broken, contested or open (unknown)."""
    rows = [row for row in of_part(table, part_id, [item]) if row["says"]]
    return rule.by_voices(kind, tally(rows, part_id, kind, _said))


def _said(row: Row) -> int:
    return SAYS[str(row["says"])]


def members(table: pd.DataFrame, part_id: str, items: Sequence[str], claimed: str, need: float = 1.0,
            kind: str = "set", known: Mapping[str, Outcome] | None = None) -> PartTest:
    """Test a set: the members claimed against the members found, unknown ones kept unknown.

    Parameters
    ----------
    items
        What should be in the set.
    need
        Share of the items that must be in it: 1 for all, 0.8 for nearly all, 0.5 for most, 0 for any one. The part
        holds when the share known to be in reaches it, breaks when not even all unknown ones could reach it.
    known
        Outcome by item where a table of our own says it (programmes by area); by the accounts unless told.

    Notes
    -----
    Of several items, an account of one speaks for or against the whole only where that one is enough: a missing
    member where all are claimed, a found one where any will do. Else it is context.
    """
    if not items:
        raise CompendiumError(f"{part_id}: found an empty set, expected its members; do: name them")
    by_item = {item: (known or {}).get(item) or member(table, part_id, item, kind) for item in items}
    count = Counter(by_item.values())
    inside, outside = count[Outcome.HOLDS], count[Outcome.BROKEN]
    low, high = inside / len(items), 1 - outside / len(items)
    need = need or 1 / len(items)
    one, enough = len(items) == 1, {-1: need == 1, 1: need == 1 / len(items), 0: False}

    def compare(row: Row) -> int | None:
        return _said(row) if one or enough[_said(row)] else None

    outcome = Outcome.HOLDS if low >= need else Outcome.BROKEN if high < need else Outcome.OPEN
    if outcome is Outcome.OPEN and count[Outcome.CONTESTED] and not count[Outcome.OPEN]:
        outcome = Outcome.CONTESTED
    rows = [row for row in of_part(table, part_id, items) if row["says"]]
    made = readings(rows, compare, lambda row: f"{row['item']}: {row['says']}")
    unknown = len(items) - inside - outside
    found = f"{inside} of {len(items)} found" + (f", {outside} found missing" if outside else "") + (
        f", {unknown} unknown or disputed" if unknown else "")
    asked = ("Each member claimed is looked for; " +
             ("all must be found" if need == 1 else "one is enough" if need == 1 / len(items) else
              f"{100 * need:.0f} percent must be found") +
             ", and it breaks when that cannot be reached even if all unknown ones were members.")
    return PartTest(part_id, outcome, asked, claimed, found, "percent", 100 * low, 100 * low, 100 * high, len(items),
                    rows=tuple(dict.fromkeys(reading.fact_id for reading in made)), readings=made)


def table_of(test: PartTest, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of a test with who gave them, for a page.

    Parameters
    ----------
    facts
        The table `facts`.

    Returns
    -------
    DataFrame
        Columns fact, who, gives, cuts.
    """
    by = facts.set_index("fact_id")["actor"]
    rows: list[dict[str, Any]] = [{"fact": reading.fact_id, "who": by[reading.fact_id], "gives": reading.gives,
                                   "cuts": reading.cuts} for reading in test.readings]
    return pd.DataFrame(rows, columns=["fact", "who", "gives", "cuts"])

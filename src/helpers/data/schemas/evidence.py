"""Contracts of the evidence: what was read, what it says, and how that bears on the claims."""

from __future__ import annotations

from typing import ClassVar

import pandas as pd

from helpers.data import vocabulary as words
from helpers.data.cells import days, matching, number, precision, text, word
from helpers.data.schemas import base
from helpers.data.schemas.base import Table, across, by_row, column


class Sources(Table):
    """What was read."""

    source_id: str = column(base.source_id, unique=True)
    kind: str = column(word(words.SOURCE_KINDS, "a kind of source"))
    perspective: str = column(word(words.PERSPECTIVES, "a perspective"))
    origin: str = column(matching(base.SLUG, "whose content it is, in small letters, digits and hyphens"))
    title: str = column(text("the title"))
    publisher: str = column(text("the publisher"))
    author: str = column(text("the author").optional())
    published: str = column(base.partial.optional())
    url: str = column(base.url.optional())
    language: str = column(base.language)
    licence: str = column(base.licence)
    read_as: str = column(word(words.READ_AS, "how it was read"))
    note: str = column(base.note)


class Facts(Table):
    """One dated fact each, in our own words."""

    fact_id: str = column(base.fact_id, unique=True)
    topic: str = column(word(words.TOPICS, "a topic"))
    event_id: str = column(
        matching(f"E-{base.SLUG}", "the id of an event, E- and words joined by hyphens").optional())
    date_start: str = column(base.partial.optional())
    date_end: str = column(base.partial.optional())
    date_precision: str = column(word(words.DATE_PRECISIONS, "a precision").optional())
    actor: str = column(text("who acts"))
    asserted_by: str = column(word(words.PERSPECTIVES, "the perspective of who speaks"))
    statement: str = column(text("the fact in our own words"), unique=True)
    quantity: str = column(number().optional())
    unit: str = column(text("the unit of the quantity").optional())
    derived: str = column(base.yes_no)
    known_from: str = column(base.day.optional())
    source_ids: str = column(base.source_id.several())
    locator: str = column(text("where in the source").optional())
    note: str = column(base.note)
    audit: str = column(word(words.AUDITS, "a result of the audit").optional())

    @across("fact_id", "an id that begins with the topic {topic!r}", "mend the id or the topic")
    @classmethod
    def id_of_topic(cls, table: pd.DataFrame) -> pd.Series:
        """Hold the id against the topic."""
        return table.fact_id.str.rsplit("-", n=1).str[0] == table.topic

    @across("date_end", "a date not before date_start, {date_start!r}, and of the same form",
            "mend the two dates")
    @classmethod
    def ends_after_start(cls, table: pd.DataFrame) -> pd.Series:
        """Hold the end against the start, which must be there."""
        same_form = table.date_end.str.len() == table.date_start.str.len()
        backwards = days(table.date_end) < days(table.date_start)
        return (table.date_end == "") | (same_form & ~backwards)

    @across("date_precision", "the precision of date_start, {date_start!r}", "mend the date or its precision")
    @classmethod
    def precision_as_written(cls, table: pd.DataFrame) -> pd.Series:
        """Hold the precision against the form of the date; both are blank for an undated fact."""
        return table.date_precision == precision(table.date_start)

    @across("unit", "a unit where quantity, {quantity!r}, is given, and only there",
            "fill both cells or none")
    @classmethod
    def quantity_with_unit(cls, table: pd.DataFrame) -> pd.Series:
        """Refuse a number without a unit, and a unit without a number."""
        return (table.quantity == "") == (table.unit == "")


class Evidence(Table):
    """Which fact bears on which claim, and how."""

    claim_id: str = column(base.claim_id)
    fact_id: str = column(base.fact_id)
    part_ids: str = column(base.part_id.several().optional())
    stance: str = column(word(words.STANCES, "a stance"))
    part_stance: str = column(
        matching(f"{base.CLAIM}[a-z]:(?:{'|'.join(words.STANCES)})",
                 "part and stance, such as DIV-08c:qualifies").several().optional())
    stance_a: str = column(word(words.STANCES, "a stance"))
    stance_b: str = column(word(words.STANCES, "a stance"))
    directness: str = column(word(words.DIRECTNESS, "a directness"))
    reason: str = column(text("the reason for the stance"))

    class Config:
        """A pair of claim and fact is coded once."""

        unique: ClassVar[list[str]] = ["claim_id", "fact_id"]

    @across("part_ids", "parts of {claim_id} alone", "name parts of the row's own claim")
    @classmethod
    def parts_of_claim(cls, table: pd.DataFrame) -> pd.Series:
        """Hold every part against the row's claim."""
        def fits(claim: str, parts: str) -> bool:
            return not parts or all(part[:-1] == claim for part in parts.split(";"))

        return by_row(table, fits, "claim_id", "part_ids")

    @across("part_stance", "parts named in part_ids ({part_ids}), each once",
            "name the part in part_ids too, and give it one stance")
    @classmethod
    def stance_of_named_parts(cls, table: pd.DataFrame) -> pd.Series:
        """Refuse a stance on a part that the row does not bear on, and two stances on one."""
        def fits(parts: str, stances: str) -> bool:
            judged = [entry.partition(":")[0] for entry in stances.split(";") if entry]
            return len(set(judged)) == len(judged) and set(judged) <= set(parts.split(";"))

        return by_row(table, fits, "part_ids", "part_stance")


class Accounts(Table):
    """What a fact says on the very thing that a part asserts."""

    part_id: str = column(base.part_id)
    fact_id: str = column(base.fact_id)
    item: str = column(text("the member, event or cause that is meant").optional())
    says: str = column(word(words.SAYS, "whether it says so").optional())
    first: str = column(base.partial.optional())
    last: str = column(base.partial.optional())
    low: str = column(number().optional())
    high: str = column(number().optional())
    note: str = column(base.note)

    class Config:
        """A fact is read once for a part and item."""

        unique: ClassVar[list[str]] = ["part_id", "fact_id", "item"]

    @across("says", "a word where neither date ({first}) nor number ({low}) is given", "say what the fact gives")
    @classmethod
    def gives_something(cls, table: pd.DataFrame) -> pd.Series:
        """Refuse an account that gives nothing: what a fact does not say is no account."""
        return (table.says != "") | (table["first"] != "") | (table.low != "")

    @across("last", "a date not before first, {first!r}", "mend the two dates")
    @classmethod
    def ends_after_start(cls, table: pd.DataFrame) -> pd.Series:
        """Hold the end against the start, which must be there."""
        backwards = days(table["last"], last=True) < days(table["first"])
        return (table["last"] == "") | ((table["first"] != "") & ~backwards)

    @across("high", "a number not below low, {low!r}, where that is given, and only there", "fill both cells or none")
    @classmethod
    def range_in_order(cls, table: pd.DataFrame) -> pd.Series:
        """Refuse half a range, and one that is upside down."""
        def fits(low: str, high: str) -> bool:
            try:
                return (low == "") == (high == "") and (not low or float(low) <= float(high))
            except ValueError:
                return True  # the cell's own rule reports it

        return by_row(table, fits, "low", "high")

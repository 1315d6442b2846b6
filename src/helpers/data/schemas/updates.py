"""Contracts of what came later: vintages of series fetched anew, and corrections of single cells."""

from __future__ import annotations

from typing import ClassVar

import pandas as pd

from helpers.data import vocabulary as words
from helpers.data.cells import matching, number, text, word
from helpers.data.schemas import base
from helpers.data.schemas.base import Table, across, column
from helpers.data.schemas.figures import Series

TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"


class Vintages(Table):
    """One fetched vintage of one series: whence, when and of what content; its values stand in vintage_values."""

    series_id: str = column(base.series_id)
    vintage: str = column(base.day)
    source_id: str = column(base.source_id)
    stands: str = column(word(words.STANDS, "how it stands to the values before"))
    retrieved: str = column(matching(TIME, "a time in UTC such as 2026-12-01T08:00:00Z"))
    url: str = column(base.url)
    sha256: str = column(matching("[0-9a-f]{64}", "a SHA-256 in hexadecimal digits"))
    bytes: str = column(number(1))
    upstream_version: str = column(text("the publisher's own version").optional())
    definition: str = column(text("the publisher's own name of it, with its unit"))
    accepted: str = column(text("what was accepted by name").several().optional())

    class Config:
        """One vintage of a series a day and source."""

        unique: ClassVar[list[str]] = ["series_id", "vintage", "source_id"]

    @across("retrieved", "a time on the day of the vintage, {vintage}", "mend the day or the time")
    @classmethod
    def retrieved_that_day(cls, table: pd.DataFrame) -> pd.Series:
        """Hold the time of retrieval against the day that names the vintage."""
        return table.retrieved.str[:10] == table.vintage


class VintageValues(Series):
    """The values of fetched vintages: the columns of series, and the vintage."""

    vintage: str = column(base.day)

    class Config:
        """One value for a period of a pair of states from one edition of one vintage."""

        unique: ClassVar[list[str]] = ["series_id", "entity", "partner", "period", "source_id", "edition", "vintage"]


class Unshipped(Table):
    """Series whose terms forbid passing their values on: what they are, and where whoever may fetches them."""

    series_id: str = column(base.series_id, unique=True)
    title: str = column(text("the title"))
    definition: str = column(text("the definition"))
    unit: str = column(text("the unit"))
    frequency: str = column(word(words.FREQUENCIES, "a frequency"))
    upstream_code: str = column(text("the publisher's code").optional())
    known_from_rule: str = column(text("how known_from is set"))
    licence: str = column(base.licence)
    refresh: str = column(text("the public call or place of the values"))
    claim_ids: str = column(base.claim_id.several())
    caveats: str = column(text("caveats").optional())


class Corrections(Table):
    """Cells of other raw tables that are set right on reading, each with its reason and source."""

    # `base.column`, since one of the columns takes the shorter name.
    table: str = base.column(matching("[a-z_]+", "the name of a raw table"))
    key: str = base.column(matching("[a-z_]+=[^;]*(?:;[a-z_]+=[^;]*)*", "COLUMN=VALUE entries with ';' between them"))
    column: str = base.column(matching("[a-z_0-9]+", "the name of a column"))
    before: str = base.column(text("the value before").optional())
    after: str = base.column(text("the value after").optional())
    reason: str = base.column(text("why it was wrong"))
    source_id: str = base.column(base.source_id)
    date: str = base.column(base.day)
    who: str = base.column(text("who corrected it"))

    @across("after", "another value than before", "remove the correction, or mend it")
    @classmethod
    def changes_something(cls, table: pd.DataFrame) -> pd.Series:
        """Refuse a correction that corrects nothing."""
        return table.before != table.after

"""Contracts of the figures: series and what they mean, the union programmes, the export duty."""

from __future__ import annotations

import re
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.data import vocabulary as words
from helpers.data.cells import days, matching, number, precision, text, word
from helpers.data.schemas import base
from helpers.data.schemas.base import Table, across, column

# Units that state their own bounds: "index 0-1", "score -10..10", "programmes of 28", "0/1".
BOUNDED = re.compile(r"(?:.* )?(?P<low>-?\d+)(?:-|\.\.|/)(?P<high>\d+)|.* of (?P<most>\d+)")

# Characters of an event's name that a line of the time line's table has room for, and the figure itself.
LISTED, DRAWN = 48, 24


def bounds(unit: str) -> tuple[float, float] | None:
    """Return the bounds that a unit states, or None.

    Examples
    --------
    >>> bounds("score -10..10"), bounds("programmes of 28"), bounds("percent of GDP")
    ((-10.0, 10.0), (0.0, 28.0), None)
    """
    match = BOUNDED.fullmatch(unit)
    if not match:
        return None
    return (0.0, float(match["most"])) if match["most"] else (float(match["low"]), float(match["high"]))


class Series(Table):
    """Figures over time; competing sources and editions stand side by side."""

    series_id: str = column(base.series_id)
    entity: str = column(base.country)
    partner: str = column(base.country.optional())
    period: str = column(base.period)
    edition: str = column(text("the edition or side").optional())
    value: str = column(number())
    unit: str = column(text("the unit"))
    known_from: str = column(base.day.optional())
    flag: str = column(word(words.FLAGS, "a flag").optional())
    source_id: str = column(base.source_id)
    note: str = column(base.note)

    class Config:
        """One value for a period of a pair of countries from one edition of one source."""

        unique: ClassVar[list[str]] = ["series_id", "entity", "partner", "period", "source_id", "edition"]

    @across("value", "a value within the bounds that the unit {unit!r} states", "mend the value or the unit")
    @classmethod
    def value_within_unit(cls, table: pd.DataFrame) -> pd.Series:
        """Hold values against the bounds of their unit."""
        limits = {unit: bounds(unit) or (-np.inf, np.inf) for unit in table.unit.unique()}
        values = pd.to_numeric(table.value, errors="coerce")
        low, high = (table.unit.map({unit: pair[end] for unit, pair in limits.items()}).astype(float) for end in (0, 1))
        outside = (values < low) | (values > high)
        return ~outside

    # A flag `before independence` explains itself; seventeen rows have no note beside it.
    @across("note", "the reason for the flag {flag!r}", "say in the note why the value is to be checked")
    @classmethod
    def flag_with_reason(cls, table: pd.DataFrame) -> pd.Series:
        """Refuse a value that is to be checked for no stated reason."""
        return (table.flag != words.CHECK) | (table.note != "")


class SeriesMeta(Table):
    """What a series measures, where it comes from, under what terms, and how it is refreshed."""

    series_id: str = column(base.series_id, unique=True)
    title: str = column(text("the title"))
    definition: str = column(text("the definition"))
    unit: str = column(text("the unit"))
    frequency: str = column(word(words.FREQUENCIES, "a frequency"))
    source_id: str = column(base.source_id)
    upstream_code: str = column(text("the publisher's code").optional())
    vintage: str = column(text("the vintage"))
    known_from_rule: str = column(text("how known_from was set"))
    licence: str = column(base.licence)
    refresh: str = column(text("the public call or place of a newer vintage"))
    claim_ids: str = column(base.claim_id.several())
    caveats: str = column(text("caveats").optional())


class Unused(Table):
    """Series that were gathered and that no notebook reads, each with the reason."""

    series_id: str = column(base.series_id, unique=True)
    reason: str = column(text("why no notebook reads it"))


class Programmes(Table):
    """The union programmes as far as open sources name them."""

    programme_id: str = column(base.programme_id, unique=True)
    programme_no: str = column(matching("[1-9]|1[0-9]|2[0-8]", "the official number, 1 to 28").optional())
    title_ru: str = column(text("the title in Russian").optional())
    title_en: str = column(text("the title in English").optional())
    sector: str = column(word(words.SECTORS, "a sector").optional())
    instrument: str = column(word(words.INSTRUMENTS, "an instrument").optional())
    competent_by: str = column(text("the Belarusian body").optional())
    competent_ru: str = column(text("the Russian body").optional())
    planned_milestones: str = column(text("milestones").optional())
    key_acts: str = column(text("key acts").optional())
    names_russian_model: str = column(word(words.YES_NO_UNKNOWN, "yes, no or unknown"))
    russian_it_supplier: str = column(text("the supplier").optional())
    source_ids: str = column(base.source_id.several().optional())
    note: str = column(base.note)

    @across("source_ids", "the sources that name {title_en!r}", "name a source in sources.csv")
    @classmethod
    def named_by_a_source(cls, table: pd.DataFrame) -> pd.Series:
        """Only a programme that nobody named can do without a source."""
        return (table.title_en == "") | (table.source_ids != "")


class ProgrammeStatus(Table):
    """What anyone reported of the state of a programme, and when."""

    status_id: str = column(
        matching("S[0-9]{3}", "the id of a report, such as S001", base.RETYPE), unique=True)
    programme_id: str = column(base.programme_id.optional())
    programme: str = column(text("the programme as named there"))
    date: str = column(base.partial.optional())
    date_precision: str = column(word(words.STATUS_PRECISIONS, "a precision"))
    status: str = column(word(words.STATUSES, "a state"))
    said_by: str = column(text("who said it"))
    source_id: str = column(base.source_id)
    note: str = column(base.note)

    @across("date_precision", "the precision of the date {date!r}", "mend the date or its precision")
    @classmethod
    def precision_as_written(cls, table: pd.DataFrame) -> pd.Series:
        """Hold the precision against the form of the date; `not before` goes with a date of any form."""
        known = precision(table.date).replace("", "unknown")
        return (table.date_precision == known) | ((table.date_precision == "not before") & (table.date != ""))


class DutyRules(Table):
    """How the Russian duty on exported crude follows from the price, span of months by span."""

    rule_id: str = column(
        matching("D[0-9]{4}", "D and the first year, such as D2019", base.RETYPE), unique=True)
    first_month: str = column(base.month)
    last_month: str = column(base.month)
    factor: str = column(number(0, 1))
    marginal_rate: str = column(number(0, 1))
    base_usd_per_tonne: str = column(number(0, unit="USD per tonne"))
    threshold_usd_per_tonne: str = column(number(0, unit="USD per tonne"))
    low_threshold_usd_per_tonne: str = column(number(0, unit="USD per tonne"))
    low_marginal_rate: str = column(number(0, 1))
    basis: str = column(word(words.DUTY_BASES, "a basis"))
    source_ids: str = column(base.source_id.several())
    licence: str = column(base.licence)
    vintage: str = column(text("the vintage"))
    note: str = column(base.note)

    @across("last_month", "a month not before first_month, {first_month}", "mend or exchange the two months")
    @classmethod
    def ends_after_start(cls, table: pd.DataFrame) -> pd.Series:
        """Hold the last month against the first."""
        return ~(days(table.last_month) < days(table.first_month))

    @across("first_month", "a month that no row before covers", "end the row before, or begin this one later")
    @classmethod
    def no_overlap(cls, table: pd.DataFrame) -> pd.Series:
        """Refuse a second rule for a month: a row begins after every row above it has ended."""
        ended = days(table.last_month, last=True).cummax().shift()
        return ~(days(table.first_month) <= ended)


class LossEstimates(Table):
    """What the tax manoeuvre was said to cost Belarus, taken out of the facts that say so."""

    estimate_id: str = column(
        matching("L[0-9]{2}", "the id of an estimate, such as L01", base.RETYPE), unique=True)
    fact_id: str = column(base.fact_id)
    first_year: str = column(base.year)
    last_year: str = column(base.year)
    low_usd: str = column(number(0, unit="USD"))
    high_usd: str = column(number(0, unit="USD"))
    scope: str = column(word(words.LOSS_SCOPES, "whose loss"))
    note: str = column(base.note)

    @across("last_year", "a year not before first_year, {first_year}", "mend or exchange the two years")
    @classmethod
    def ends_after_start(cls, table: pd.DataFrame) -> pd.Series:
        """Hold the last year against the first."""
        return ~(days(table.last_year) < days(table.first_year))

    @across("high_usd", "a sum not below low_usd, {low_usd}", "mend or exchange the two sums")
    @classmethod
    def high_not_below_low(cls, table: pd.DataFrame) -> pd.Series:
        """Hold the upper end of the range against the lower."""
        low, high = (pd.to_numeric(cells, errors="coerce") for cells in (table.low_usd, table.high_usd))
        return ~(high < low)


class Polls(Table):
    """How the waves of an opinion series were asked, of whom and of how many; blank cells are unknown."""

    series_id: str = column(base.series_id)
    first_wave: str = column(base.month)
    last_wave: str = column(base.month)
    question: str = column(text("the question in our own words"))
    population: str = column(word(words.POLL_POPULATIONS, "a population").optional())
    mode: str = column(word(words.POLL_MODES, "a mode of asking").optional())
    sample: str = column(number(1, unit="respondents").optional())
    note: str = column(base.note)

    class Config:
        """A wave is described once."""

        unique: ClassVar[list[str]] = ["series_id", "first_wave"]

    @across("last_wave", "a month not before first_wave, {first_wave}", "mend or exchange the two months")
    @classmethod
    def ends_after_start(cls, table: pd.DataFrame) -> pd.Series:
        """Hold the last wave against the first."""
        return ~(days(table.last_wave) < days(table.first_wave))


class Timeline(Table):
    """Events on the time line: their lane and what they are called, which is our judgement."""

    fact_id: str = column(base.fact_id, unique=True)
    lane: str = column(word(words.LANES, "a lane"))
    label: str = column(text("what the event is called, in a few words"))
    short: str = column(base.yes_no)

    @across("label", "a name of at most 48 characters, and of 24 where short is yes", "shorten it")
    @classmethod
    def label_fits(cls, table: pd.DataFrame) -> pd.Series:
        """Refuse names that a line of the table, or the figure, has no room for."""
        most = table.short.map({"yes": DRAWN}).fillna(LISTED)
        return table.label.str.len() <= most

"""What rows of different tables say of the same thing agrees: sentences, units, frequencies, first days."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from helpers.data import known, tables
from helpers.data.cells import days, shown
from helpers.data.keys import Check, Found, Frames, rows

# A price or a duty is set before its period begins. By how much it may be: a wrong year is caught.
LONGEST_LEAD = 366  # days

PERIODS = {"annual": r"\d{4}", "monthly": r"\d{4}-\d{2}", "monthly, with gaps": r"\d{4}-\d{2}"}


def sentences(frames: Frames) -> Iterator[Found]:
    """Hold the sentences that claims name against the anchors, in both directions."""
    anchors, claims = frames["anchors"], frames["claims"]
    naming: dict[tuple[str, str], set[str]] = {
        (section, number): set() for _, section, number in rows(anchors, "section", "sentence")}
    for line, claim, section, cell in rows(claims, "claim_id", "section", "sentences"):
        for number in tables.items(cell):
            if (section, number) in naming:
                naming[section, number].add(claim)
            else:
                yield Found("claims", line, "sentences", f"{shown(number)} of {shown(section)}",
                            "a sentence of anchors.csv", "mend the number, or the section")
    for line, section, number, cell in rows(anchors, "section", "sentence", "claim_ids"):
        if set(tables.items(cell)) != naming[section, number]:
            right = ";".join(claim for claim in claims["claim_id"] if claim in naming[section, number])
            yield Found("anchors", line, "claim_ids", shown(cell),
                        f"{shown(right) if right else 'none'}, as the sentences of the claims have it",
                        "mend this cell, or the sentences of the claim in claims.csv")


def units(frames: Frames, name: str) -> Iterator[Found]:
    """Hold the unit of every value of a table against that of its series."""
    series, meta = frames[name], frames["series_meta"]
    right = series["series_id"].map(dict(zip(meta["series_id"], meta["unit"], strict=True)))
    for line, unit in rows(series[right.notna() & (series["unit"] != right)], "unit"):
        yield Found(name, line, "unit", shown(unit), f"{shown(right[line])}, the unit in series_meta.csv",
                    "convert the value, or mend the unit")


def frequencies(frames: Frames, name: str) -> Iterator[Found]:
    """Hold the form of every period of a table against the frequency of its series."""
    series, meta = frames[name], frames["series_meta"]
    frequency = series["series_id"].map(dict(zip(meta["series_id"], meta["frequency"], strict=True)))
    for known_as, pattern in PERIODS.items():
        wrong = series[(frequency == known_as) & ~series["period"].str.fullmatch(pattern)]
        for line, period in rows(wrong, "period"):
            yield Found(name, line, "period", shown(period), f"a period of a series that is {known_as}",
                        "mend the period, or the frequency in series_meta.csv")


def first_days_of_fetched(frames: Frames) -> Iterator[Found]:
    """Find fetched values that were not known on the day they were fetched, or say nothing of it."""
    values = frames["vintage_values"]
    for line, cell, day in rows(values, "known_from", "vintage"):
        if not cell or cell > day:
            yield Found("vintage_values", line, "known_from", shown(cell), f"a day not after the vintage, {day}",
                        "mend the day: what was fetched was known")


def first_days_of_facts(frames: Frames) -> Iterator[Found]:
    """Hold `known_from` of every fact against the dates of its sources."""
    facts = frames["facts"]
    right = known.of_facts(facts, frames["sources"])
    for line, cell in rows(facts[right.notna() & (facts["known_from"] != right)], "known_from"):
        yield Found("facts", line, "known_from", shown(cell),
                    f"{shown(right[line])}, the earliest publication of its sources",
                    "mend this day, or `published` of the source in sources.csv")


def first_days_of_values(frames: Frames) -> Iterator[Found]:
    """Hold `known_from` of every value against the rule of its series, and against its period."""
    series = frames["series"]
    right = known.of_series(series, frames["series_meta"], frames["sources"])
    for line, cell in rows(series[right.notna() & (series["known_from"] != right)], "known_from"):
        yield Found("series", line, "known_from", shown(cell),
                    f"{shown(right[line])}, as known_from_rule of series_meta.csv has it",
                    "mend this day, `published` of the source, or the rule")
    early = series[days(series["period"]) - days(series["known_from"]) > LONGEST_LEAD]
    for line, cell, period in rows(early, "known_from", "period"):
        yield Found("series", line, "known_from", shown(cell),
                    f"a day at most a year before the period {period} begins", "mend the day or the period")


CHECKS: tuple[Check, ...] = (
    Check(frozenset({"anchors", "claims"}), sentences),
    *(Check(frozenset({name, "series_meta"}), partial(check, name=name))
      for name in ("series", "vintage_values") for check in (units, frequencies)),
    Check(frozenset({"vintage_values"}), first_days_of_fetched),
    Check(frozenset({"facts", "sources"}), first_days_of_facts),
    Check(frozenset({"series", "series_meta", "sources"}), first_days_of_values),
)

"""Keys that are referred to exist, and rows that exist are referred to: both directions, all tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from helpers.data import vocabulary
from helpers.data.cells import shown

Frames = Mapping[str, pd.DataFrame]


class Found(NamedTuple):
    """A fault of a named table, before the table's path is known."""

    table: str
    line: int
    column: str
    found: str
    expected: str
    remedy: str


class Check(NamedTuple):
    """A check of several tables, left out where one of them cannot be read."""

    tables: frozenset[str]
    run: Callable[[Frames], Iterator[Found]]


class ForeignKey(NamedTuple):
    """A column whose entries are keys of another table."""

    table: str
    column: str
    target: str
    key: str


FOREIGN_KEYS: tuple[ForeignKey, ...] = (
    ForeignKey("anchors", "claim_ids", "claims", "claim_id"),
    ForeignKey("claims", "restates", "claims", "claim_id"),
    ForeignKey("claim_parts", "claim_id", "claims", "claim_id"),
    ForeignKey("gaps", "claim_id", "claims", "claim_id"),
    ForeignKey("premises", "claim_id", "claims", "claim_id"),
    ForeignKey("premises", "bearing_ids", "claims", "claim_id"),
    ForeignKey("tensions", "claim_ids", "claims", "claim_id"),
    ForeignKey("facts", "source_ids", "sources", "source_id"),
    ForeignKey("polls", "series_id", "series_meta", "series_id"),
    ForeignKey("loss_estimates", "fact_id", "facts", "fact_id"),
    ForeignKey("timeline", "fact_id", "facts", "fact_id"),
    ForeignKey("accounts", "part_id", "claim_parts", "part_id"),
    ForeignKey("accounts", "fact_id", "facts", "fact_id"),
    ForeignKey("evidence", "claim_id", "claims", "claim_id"),
    ForeignKey("evidence", "fact_id", "facts", "fact_id"),
    ForeignKey("evidence", "part_ids", "claim_parts", "part_id"),
    ForeignKey("series", "series_id", "series_meta", "series_id"),
    ForeignKey("series", "source_id", "sources", "source_id"),
    ForeignKey("series_meta", "source_id", "sources", "source_id"),
    ForeignKey("series_meta", "claim_ids", "claims", "claim_id"),
    ForeignKey("vintages", "series_id", "series_meta", "series_id"),
    ForeignKey("vintages", "source_id", "sources", "source_id"),
    ForeignKey("vintage_values", "series_id", "series_meta", "series_id"),
    ForeignKey("vintage_values", "source_id", "sources", "source_id"),
    ForeignKey("corrections", "source_id", "sources", "source_id"),
    ForeignKey("unshipped", "claim_ids", "claims", "claim_id"),
    ForeignKey("unused", "series_id", "series_meta", "series_id"),
    ForeignKey("programmes", "source_ids", "sources", "source_id"),
    ForeignKey("programme_status", "programme_id", "programmes", "programme_id"),
    ForeignKey("programme_status", "source_id", "sources", "source_id"),
    ForeignKey("areas", "programme_ids", "programmes", "programme_id"),
    ForeignKey("scores", "programme_id", "programmes", "programme_id"),
    ForeignKey("scores", "fact_ids", "facts", "fact_id"),
    ForeignKey("sortings", "programme_id", "programmes", "programme_id"),
    ForeignKey("duty_rules", "source_ids", "sources", "source_id"),
    ForeignKey("actors", "fact_ids", "facts", "fact_id"),
    ForeignKey("glossary", "source_ids", "sources", "source_id"),
)
# Written as a reader reads it, with a blank after the semicolon, so no key that a Data Package could tell.
WHO = ForeignKey("facts", "actor", "actors", "name")


def entries(table: pd.DataFrame, column: str) -> pd.Series:
    """Return the entries of a column, blank ones left out.

    Parameters
    ----------
    table
        A text table, index = line.
    column
        A column of single or `;`-separated entries; names are set with a blank after the semicolon.

    Returns
    -------
    Series of str
        Index = line, repeated where a cell holds several entries.
    """
    cells = table[column]
    if cells.str.contains(";", regex=False).any():
        cells = cells.str.split(";").explode().str.lstrip()
    return cells[cells != ""]


def rows(table: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Yield the line (int) and the cells (str) of some columns, row by row."""
    yield from zip(table.index.tolist(), *(table[column].tolist() for column in columns), strict=True)


def dangling(frames: Frames, key: ForeignKey) -> Iterator[Found]:
    """Find entries of a foreign key that are no key of the other table."""
    named = entries(frames[key.table], key.column)
    lost = named[~named.isin(frames[key.target][key.key])]
    for line, entry in zip(lost.index.tolist(), lost.tolist(), strict=True):
        yield Found(key.table, line, key.column, shown(entry), f"a {key.key} of {key.target}.csv",
                    f"mend the id, or add its row to {key.target}.csv")


def orphans(frames: Frames, key: ForeignKey, remedy: str) -> Iterator[Found]:
    """Find rows of the other table that no entry of a foreign key names."""
    target = frames[key.target]
    alone = target[~target[key.key].isin(entries(frames[key.table], key.column))]
    for line, entry in rows(alone, key.key):
        yield Found(key.target, line, key.key, f"{shown(entry)} without a row in {key.table}.csv",
                    f"an id that {key.table}.csv names in {key.column}", remedy)


def series_without_values(frames: Frames) -> Iterator[Found]:
    """Find described series that have no value, neither gathered nor fetched."""
    valued = {*frames["series"]["series_id"], *frames["vintage_values"]["series_id"]}
    for line, name in rows(frames["series_meta"], "series_id"):
        if name not in valued:
            yield Found("series_meta", line, "series_id", f"{shown(name)} without a row in series.csv",
                        "an id that series.csv names in series_id",
                        "add its values to series.csv, or remove its row here")


def values_without_vintage(frames: Frames) -> Iterator[Found]:
    """Find fetched values whose vintage is not described, and vintages without values."""
    key = ("series_id", "vintage", "source_id")
    described, valued = ({tuple(row) for row in frames[name][list(key)].itertuples(index=False)}
                         for name in ("vintages", "vintage_values"))
    for name, other, missing in (("vintage_values", "vintages", described), ("vintages", "vintage_values", valued)):
        reported: set[tuple[str, ...]] = set()
        for line, *cells in rows(frames[name], *key):
            if tuple(cells) not in missing and tuple(cells) not in reported:
                reported.add(tuple(cells))
                yield Found(name, line, "vintage", f"{shown(cells[0])} of {cells[1]} without a row in {other}.csv",
                            "a vintage with its values", "fetch the vintage again, or remove its rows")


def unused_sources(frames: Frames) -> Iterator[Found]:
    """Find sources that nothing rests on and that do not say so, and those that say so wrongly."""
    used = {entry for key in FOREIGN_KEYS if key.target == "sources"
            for entry in entries(frames[key.table], key.column)}
    for line, source, note in rows(frames["sources"], "source_id", "note"):
        said = note.endswith(vocabulary.UNUSED_SOURCE)
        if source not in used and not said:
            yield Found("sources", line, "source_id", f"{shown(source)} that no row of another table names",
                        "a source that something rests on",
                        f"name it where it is used, or end its note with {vocabulary.UNUSED_SOURCE!r}")
        if source in used and said:
            yield Found("sources", line, "note", f"{vocabulary.UNUSED_SOURCE!r} of a source in use",
                        "a note that is true", "take these words out of the note")


def accounts_without_evidence(frames: Frames) -> Iterator[Found]:
    """Find accounts of a fact that is not coded as evidence on the claim."""
    pairs = set(zip(frames["evidence"]["claim_id"], frames["evidence"]["fact_id"], strict=True))
    for line, part, fact in rows(frames["accounts"], "part_id", "fact_id"):
        if (part[:-1], fact) not in pairs:
            yield Found("accounts", line, "fact_id", shown(fact), f"a fact that evidence.csv codes on {part[:-1]}",
                        "name another fact, or code this one on the claim in evidence.csv")


def events_not_drawn(frames: Frames) -> Iterator[Found]:
    """Find events of the time line that have no date or are our own reading, and facts meant for it left out."""
    facts = frames["facts"].set_index("fact_id")
    for line, fact in rows(frames["timeline"], "fact_id"):
        if fact in facts.index and (facts.at[fact, "date_start"] == "" or facts.at[fact, "derived"] == "yes"):
            yield Found("timeline", line, "fact_id", f"{shown(fact)}, undated or derived", "a dated event, as read",
                        "name another fact, or remove the row")
    meant = frames["facts"][frames["facts"]["note"].str.contains(vocabulary.FOR_TIMELINE, regex=False)]
    for line, fact in rows(meant[~meant["fact_id"].isin(frames["timeline"]["fact_id"])], "fact_id"):
        yield Found("facts", line, "note", f"{vocabulary.FOR_TIMELINE!r} of {fact}, which is not on it",
                    "a row of timeline.csv", "add its row to timeline.csv, or mend the note")


def doubled_terms(frames: Frames) -> Iterator[Found]:
    """Find forms of a term that stand for another one too, and claims to see that do not exist."""
    claims = set(frames["claims"]["claim_id"])
    seen: dict[str, str] = {}
    for line, term, also, see in rows(frames["glossary"], "term", "also", "see"):
        for form in filter(None, (term, *also.split(";"))):
            if seen.setdefault(form.casefold(), term) != term:
                other = shown(seen[form.casefold()])
                yield Found("glossary", line, "also", f"{shown(form)} that stands for {other} too",
                            "a form of one term only", "keep it in one row")
        for entry in see.split(";"):
            if entry[:1].isupper() and entry not in claims:
                yield Found("glossary", line, "see", shown(entry), "a claim_id of claims.csv", "mend the id")


def advice_without_premise(frames: Frames) -> Iterator[Found]:
    """Find advice without a premise, and premises of claims that are no advice."""
    claims = frames["claims"]
    advice = set(claims.loc[claims["kind"] == vocabulary.NORMATIVE, "claim_id"])
    named = set(frames["premises"]["claim_id"])
    for line, claim in rows(claims[claims["claim_id"].isin(advice - named)], "claim_id"):
        yield Found("claims", line, "claim_id", f"{claim} without a row in premises.csv", "a premise for every advice",
                    "say in premises.csv what it takes for granted")
    for line, claim in rows(frames["premises"], "claim_id"):
        if claim not in advice:
            yield Found("premises", line, "claim_id", f"{shown(claim)}, which is no advice", "a normative claim",
                        "remove the row, or mend the id")


def untested_claims(frames: Frames) -> Iterator[Found]:
    """Find factual claims without parts, or with neither evidence nor a gap, and advice with parts."""
    parts = set(frames["claim_parts"]["claim_id"])
    examined = set(frames["evidence"]["claim_id"]) | set(frames["gaps"]["claim_id"])
    for line, claim, kind in rows(frames["claims"], "claim_id", "kind"):
        advice = kind == vocabulary.NORMATIVE
        if advice and claim in parts:
            yield Found("claims", line, "kind", f"{kind!r} of {claim}, which has parts",
                        "advice without parts: no fact settles it", "mend the kind, or remove the parts")
        if not advice and claim not in parts:
            yield Found("claims", line, "claim_id", f"{shown(claim)} without a part",
                        "a factual claim with parts", "split it into parts in claim_parts.csv")
        if not advice and claim not in examined:
            yield Found("claims", line, "claim_id", f"{shown(claim)} with neither evidence nor gap",
                        "a factual claim that was looked into",
                        "code a fact in evidence.csv, or say in gaps.csv what was sought in vain")


def untested_parts(frames: Frames) -> Iterator[Found]:
    """Find parts that no evidence bears on although their claim has no stated gap.

    A row with blank `part_ids` bears on its claim as a whole, so on every part of it.
    """
    evidence = frames["evidence"]
    named = set(entries(evidence, "part_ids"))
    whole = set(evidence["claim_id"][evidence["part_ids"] == ""]) | set(frames["gaps"]["claim_id"])
    for line, part, claim in rows(frames["claim_parts"], "part_id", "claim_id"):
        if part not in named and claim not in whole:
            yield Found("claim_parts", line, "part_id", f"{shown(part)} that no evidence and no gap bears on",
                        f"the part in part_ids of evidence.csv, or a row on {claim} in gaps.csv",
                        "code a fact on the part, or say in gaps.csv what was sought in vain")


def _key(table: str, column: str) -> ForeignKey:
    return next(key for key in FOREIGN_KEYS if key[:2] == (table, column))


def _check(run: Callable[..., Iterator[Found]], *names: str, **fixed: object) -> Check:
    return Check(frozenset(names), partial(run, **fixed))


CHECKS: tuple[Check, ...] = (
    *(_check(dangling, key.table, key.target, key=key) for key in FOREIGN_KEYS),
    _check(orphans, "evidence", "facts", key=_key("evidence", "fact_id"),
           remedy="code the fact against a claim in evidence.csv, or remove it"),
    _check(series_without_values, "series", "series_meta", "vintage_values"),
    _check(values_without_vintage, "vintages", "vintage_values"),
    _check(dangling, "facts", "actors", key=WHO),
    _check(orphans, "facts", "actors", key=WHO, remedy="remove the row, or mend the name"),
    _check(unused_sources, "sources", *(key.table for key in FOREIGN_KEYS if key.target == "sources")),
    _check(untested_claims, "claims", "claim_parts", "evidence", "gaps"),
    _check(advice_without_premise, "claims", "premises"),
    _check(accounts_without_evidence, "accounts", "evidence"),
    _check(events_not_drawn, "timeline", "facts"),
    _check(doubled_terms, "glossary", "claims"),
    _check(untested_parts, "claim_parts", "evidence", "gaps"),
)

"""Every contract, broken on purpose, says where, what was found, what was expected and what to do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import paths
from helpers.data import contracts, keys, tables, vocabulary
from helpers.data.cells import Rule
from helpers.data.schemas import SCHEMAS
from helpers.errors import Fault, FaultyData

Frames = dict[str, pd.DataFrame]
QUICK = settings(deadline=None, database=None, max_examples=60)


PRESENT = list(SCHEMAS)


@pytest.fixture(scope="module")
def frames() -> Frames:
    """Return the raw tables as text; tests change copies."""
    return {name: tables.read_text(paths.RAW / f"{name}.csv") for name in PRESENT}


def rule_of(table: str, column: str) -> Rule:
    rule: Rule = SCHEMAS[table].to_schema().columns[column].metadata["rule"]
    return rule


def file_of(table: str) -> str:
    return f"data/raw/{table}.csv"


def places(faults: list[Fault]) -> set[tuple[str, int, str]]:
    return {(fault.file, fault.line, fault.column) for fault in faults}


def everywhere(table: pd.DataFrame) -> pd.Series:
    return pd.Series(True, index=table.index)


def dated(facts: pd.DataFrame) -> pd.Series:
    return (facts["date_start"].str.len() == 10) & (facts["date_end"] == "")


def cell(column: str, value: str) -> Callable[[pd.DataFrame], pd.Series]:
    return lambda table: table[column] == value


def filled(column: str) -> Callable[[pd.DataFrame], pd.Series]:
    return lambda table: table[column] != ""


@dataclass(frozen=True)
class Broken:
    """One cell broken: the first row that `where` accepts gets `value`; `beside` is checked with it."""

    table: str
    column: str
    value: str
    words: tuple[str, ...]
    beside: tuple[str, ...] = ()
    where: Callable[[pd.DataFrame], pd.Series] = everywhere

    def __str__(self) -> str:
        return f"{self.table}.{self.column}={self.value[:24]!r}"

    def apply(self, frames: Frames) -> tuple[int, Frames]:
        table = frames[self.table]
        line = int(table.index[self.where(table)][0])
        if len(table) > 500 and not self.beside:  # rows of these tables have nothing to do with each other
            table = table.loc[sorted({*table.index[:20], line})]
        table = table.copy()
        assert table.at[line, self.column] != self.value
        table.at[line, self.column] = self.value
        return line, {self.table: table, **{name: frames[name] for name in self.beside}}


CELLS = [
    # single cells
    Broken(
        "sources",
        "source_id",
        "t\u0430ss-2021",
        ("'t\\u0430ss-2021'", "small Latin letters", "retype the id"),
    ),
    Broken("sources", "title", "A\u200bB", ("U+200B at character 2", "visible signs", "retype")),
    Broken("sources", "title", "A\u202eB", ("U+202E at character 2",)),
    Broken("sources", "title", "A \u05d0", ("U+05D0 at character 3", "left to right")),
    Broken("sources", "title", "A\u00a0B", ("U+00A0 at character 2",)),
    Broken("sources", "title", "A\tB", ("U+0009 at character 2",)),
    Broken("sources", "title", "A ", ("'A '", "no blank at either end")),
    Broken("sources", "title", "", ("a blank cell", "the title", "give the title")),
    Broken("sources", "kind", "blog", ("'blog'", "'treaty'", "vocabulary.py")),
    Broken("sources", "perspective", "poland", ("'poland'", "'ukraine'")),
    Broken("sources", "read_as", "whole", ("'whole'", "'secondhand'")),
    Broken("sources", "published", "2021-02-29", ("'2021-02-29'", "a date that exists", "YYYY-MM")),
    Broken("sources", "published", "2021-Q3", ("'2021-Q3'", "YYYY-MM or YYYY-MM-DD")),
    Broken("sources", "published", "\u0662\u0660\u0662\u0661", ("U+0662",)),
    Broken("sources", "url", "www.example.org", ("'www.example.org'", "http:// or https://")),
    Broken("sources", "url", "https://a.b/c d", ("'https://a.b/c d'", "http:// or https://")),
    Broken("sources", "language", "ua", ("'ua'", "ISO 639-1", "uk Ukrainian")),
    Broken("claims", "kind", "opinion", ("'opinion'", "'causal'")),
    Broken("claims", "sentences", "1.0", ("'1.0' as entry 1", "paragraph and sentence")),
    Broken("claim_parts", "core", "true", ("'true'", "'yes', 'no'")),
    Broken("claim_parts", "test_kind", "guess", ("'guess'", "'mechanism'")),
    Broken("claim_parts", "about_from", "2021", ("'2021'", "YYYY-MM-DD")),
    Broken("claim_parts", "reading", "R4: other", ("'R4: other'", "'R1: …'")),
    Broken(
        "facts",
        "quantity",
        "1,5",
        ("'1,5'", "plain decimal number", "without thousands marks"),
        where=filled("quantity"),
    ),
    Broken("facts", "audit", "perfect", ("'perfect'", "'source not reached (decisive)'")),
    Broken("facts", "source_ids", "studydoc-mashko; tass", ("' tass' as entry 2", "parted by ';' alone")),
    Broken("facts", "source_ids", "a-1;a-1", ("'a-1' twice", "every entry once", "keep one")),
    Broken(
        "evidence", "stance", "support", ("'support'", "'supports', 'qualifies', 'context', 'contradicts'")
    ),
    Broken("evidence", "stance_b", "", ("a blank cell", "a stance")),
    Broken("evidence", "directness", "oblique", ("'oblique'", "'indirect'")),
    Broken("evidence", "part_stance", "ES-01b-supports", ("'ES-01b-supports'", "DIV-08c:qualifies")),
    Broken("series", "value", "1e3", ("'1e3'", "plain decimal number")),
    Broken("series", "value", "nan", ("'nan'", "plain decimal number")),
    Broken("series", "value", "007", ("'007'", "plain decimal number")),
    Broken("series", "entity", "GER", ("'GER'", "ISO 3166-1 alpha-3")),
    Broken("series", "partner", "EU27", ("'EU27'", "WLD or EUROPE")),
    Broken("series", "period", "2021-W05", ("'2021-W05'", "YYYY-Qn")),
    Broken("series", "known_from", "2021-04", ("'2021-04'", "YYYY-MM-DD")),
    Broken("series", "flag", "odd", ("'odd'", "'before independence', 'check'")),
    Broken("series_meta", "frequency", "yearly", ("'yearly'", "'annual'")),
    Broken("programmes", "programme_no", "29", ("'29'", "1 to 28")),
    Broken("programmes", "sector", "space", ("'space'", "'energy'")),
    Broken("programme_status", "status", "finished", ("'finished'", "'done'")),
    Broken("gaps", "topic", "weather", ("'weather'", "'coverage'")),
    Broken("duty_rules", "factor", "1.2", ("'1.2'", "not above 1")),
    Broken("duty_rules", "first_month", "2014", ("'2014'", "YYYY-MM")),
    Broken("anchors", "sha256", "0" * 63, ("64 hexadecimal digits", "digest the sentence anew")),
    Broken("loss_estimates", "scope", "world", ("'world'", "'oil concern'")),
    Broken("polls", "mode", "letter", ("'letter'", "'telephone'")),
    Broken("polls", "sample", "0", ("'0'", "not below 1")),
    Broken("timeline", "lane", "culture", ("'culture'", "'institutions'")),
    Broken("timeline", "label", "x" * 49, ("of at most 48", "of 24 where short")),
    Broken("timeline", "label", "y" * 25, ("of 24 where short",), where=cell("short", "yes")),
    Broken("timeline", "fact_id", "history-123", ("undated or derived", "a dated event, as read"), beside=("facts",),
           where=cell("fact_id", "politics-066")),
    Broken("facts", "note", "timeline", ("which is not on it", "a row of timeline.csv"), beside=("timeline",),
           where=cell("fact_id", "history-123")),
    Broken("glossary", "see", "Somewhere", ("'Somewhere'", "a page of the book")),
    Broken("glossary", "see", "ES-99", ("'ES-99'", "a claim_id of claims.csv"), beside=("claims",)),
    Broken("glossary", "also", "Roadmap", ("stands for 'roadmap' too",), beside=("claims",),
           where=cell("term", "union programme")),
    Broken("actors", "kind", "ghost", ("'ghost'", "'person'")),
    Broken("actors", "fact_ids", "", ("the facts that state the role", "both cells or none"), where=filled("role")),
    # cells of one row against each other
    Broken("claims", "claim_id", "PRE-99", ("'PRE-99'", "letters of the section 'Executive Summary'")),
    Broken("claims", "restates", "ES-01", ("'ES-01'", "another claim", "leave the cell blank")),
    Broken("claim_parts", "part_id", "ES-02z", ("'ES-02z'", "ES-01 and one letter")),
    Broken("claim_parts", "about_to", "1900-01-01", ("'1900-01-01'", "not before about_from, 1992-01-01")),
    Broken("claim_parts", "reading", "R2: alone", ("'R2: alone'", "an R1 in ES-01 too")),
    Broken("facts", "fact_id", "history-999", ("'history-999'", "begins with the topic 'economy'")),
    Broken("facts", "date_end", "1900-01-01", ("'1900-01-01'", "not before date_start"), where=dated),
    Broken("facts", "date_end", "2100", ("'2100'", "of the same form"), where=dated),
    Broken("facts", "date_precision", "month", ("'month'", "precision of date_start"), where=dated),
    Broken(
        "facts", "unit", "", ("''", "a unit where quantity", "fill both cells or none"), where=filled("unit")
    ),
    Broken("evidence", "part_ids", "ES-02a", ("'ES-02a'", "parts of ES-01 alone")),
    Broken(
        "evidence",
        "part_stance",
        "ES-01e:context",
        ("'ES-01e:context'", "parts named in part_ids (ES-01b)"),
        where=cell("part_ids", "ES-01b"),
    ),
    Broken(
        "evidence",
        "part_stance",
        "ES-01b:context;ES-01b:supports",
        ("each once", "one stance"),
        where=cell("part_ids", "ES-01b"),
    ),
    Broken("gaps", "gap_id", "politics-gap-99", ("'politics-gap-99'", "begins with the topic 'economy'")),
    Broken(
        "series",
        "value",
        "1.01",
        ("'1.01'", "bounds that the unit 'index 0-1' states"),
        where=cell("unit", "index 0-1"),
    ),
    Broken("series", "value", "29", ("'29'", "'programmes of 28'"), where=cell("unit", "programmes of 28")),
    Broken("series", "value", "-11", ("'-11'", "'score -10..10'"), where=cell("unit", "score -10..10")),
    Broken("series", "note", "", ("''", "the reason for the flag 'check'"), where=cell("flag", "check")),
    Broken("programmes", "source_ids", "", ("''", "the sources that name", "name a source in sources.csv")),
    Broken("programme_status", "date_precision", "year", ("'year'", "precision of the date")),
    Broken(
        "programme_status",
        "date_precision",
        "not before",
        ("'not before'", "precision of the date ''"),
        where=cell("date", ""),
    ),
    Broken("duty_rules", "last_month", "2013-12", ("'2013-12'", "not before first_month, 2014-01")),
    Broken(
        "duty_rules",
        "first_month",
        "2016-06",
        ("'2016-06'", "no row before covers"),
        where=cell("first_month", "2017-01"),
    ),
    Broken("polls", "last_wave", "1999-01", ("'1999-01'", "not before first_wave, 2018-12")),
    Broken("loss_estimates", "last_year", "2001", ("'2001'", "not before first_year, 2015")),
    Broken("loss_estimates", "high_usd", "1", ("'1'", "not below low_usd")),
    # rows that must agree with rows elsewhere
    Broken(
        "series",
        "unit",
        "percent",
        ("'percent'", "'0/1', the unit in series_meta.csv", "convert the value"),
        beside=("series_meta",),
    ),
    Broken("series", "period", "1992-01", ("'1992-01'", "a series that is annual"), beside=("series_meta",)),
    Broken(
        "facts",
        "known_from",
        "2018-06-28",
        ("'2018-06-28'", "'2018-06-27', the earliest publication"),
        beside=("sources",),
        where=cell("known_from", "2018-06-27"),
    ),
    Broken(
        "series",
        "known_from",
        "2022-03-30",
        ("'2022-03-30'", "'2022-03-31', as known_from_rule"),
        beside=("series_meta", "sources"),
        where=cell("series_id", "vdem12_domaut"),
    ),
    Broken(
        "sources",
        "note",
        f"Odd. {vocabulary.UNUSED_SOURCE}",
        ("of a source in use", "a note that is true"),
        beside=("facts", "series", "series_meta", "programmes", "programme_status", "duty_rules", "glossary",
                "vintages", "vintage_values", "corrections"),
    ),
]


@pytest.mark.parametrize("case", [case for case in CELLS if case.table in PRESENT], ids=str)
def test_a_broken_cell_is_the_one_fault(case: Broken, frames: Frames) -> None:
    line, broken = case.apply(frames)
    faults = contracts.check_tables(broken)
    place = (file_of(case.table), line, case.column)
    assert places(faults) == {place}
    message = str(faults[0])
    assert message.startswith(f"{file_of(case.table)}:{line}:{case.column}: found ")
    assert ", expected " in message and ", do: " in message
    assert [word for word in case.words if word not in message] == []


NOBODY = {
    "claim_id": "ES-99",
    "part_id": "ES-01z",
    "fact_id": "economy-999",
    "source_id": "nobody-2020",
    "series_id": "no_such",
    "programme_id": "P99",
}


@pytest.mark.parametrize(
    "key",
    [key for key in keys.FOREIGN_KEYS if key.table in PRESENT],
    ids=lambda key: f"{key.table}.{key.column}",
)
def test_a_key_that_does_not_exist_is_told(key: keys.ForeignKey, frames: Frames) -> None:
    table = frames[key.table].copy()
    if table.empty:  # a table that may have no rows yet
        table = pd.DataFrame([["x"] * len(table.columns)], columns=table.columns, index=[2], dtype="str")
    line = int(table.index[table[key.column] != ""][0])
    listed = key.column.endswith("_ids")
    table.at[line, key.column] = ";".join([table.at[line, key.column]] * listed + [NOBODY[key.key]])
    broken = {key.target: frames[key.target], key.table: table}
    faults = [
        fault
        for fault in contracts.check_tables(broken)
        if (fault.file, fault.line, fault.column) == (file_of(key.table), line, key.column)
    ]
    fault = next(fault for fault in faults if fault.found == repr(NOBODY[key.key]))
    assert fault.expected == f"a {key.key} of {key.target}.csv"
    assert f"add its row to {key.target}.csv" in fault.remedy


def test_real_tables_keep_their_contracts() -> None:
    assert contracts.check(paths.RAW) == []
    contracts.require(paths.RAW)


@pytest.mark.parametrize("name", [name for name in PRESENT if name not in contracts.MAY_BE_EMPTY])
def test_every_column_refuses_blanks_at_the_ends(name: str, frames: Frames) -> None:
    table = frames[name].copy()
    line = table.index[-1]
    table.loc[line] = table.loc[line] + " "
    found = {fault.column: fault for fault in contracts.check_tables({name: table}) if fault.line == line}
    assert found.keys() == set(table.columns)
    assert {fault.expected for fault in found.values()} == {"no blank at either end"}


@pytest.mark.parametrize("name", [name for name in PRESENT if name not in contracts.MAY_BE_EMPTY])
def test_required_columns_and_no_others_refuse_a_blank_cell(name: str, frames: Frames) -> None:
    table = frames[name].copy()
    line = table.index[-1]
    table.loc[line] = ""
    blank = {fault.column for fault in contracts.check_tables({name: table}) if fault.found == "a blank cell"}
    assert blank == {column for column in table.columns if not rule_of(name, column).blank}


def test_changes_of_the_rule_have_a_contract_too(frames: Frames) -> None:
    table = frames["rule_changes"].copy()
    table.loc[2] = ["4 May", "what", "why", "none", ""]
    assert places(contracts.check_tables({"rule_changes": table})) == {
        (file_of("rule_changes"), 2, "date"),
        (file_of("rule_changes"), 2, "author"),
    }


def test_actors_and_their_rows_are_held_against_each_other(frames: Frames) -> None:
    facts, actors = frames["facts"], frames["actors"].copy()
    line = int(actors.index[actors["name"] == "Zerkalo"][0])
    actors.at[line, "name"] = "Nobody"
    faults = contracts.check_tables({"facts": facts, "actors": actors})
    first = int(facts.index[facts["actor"] == "Zerkalo"][0])
    assert {(file_of("actors"), line, "name"), (file_of("facts"), first, "actor")} <= places(faults)
    assert {"'Nobody' without a row in facts.csv", "'Zerkalo'"} == {one.found for one in faults}


KEYS = {
    "sources": ["source_id"],
    "facts": ["fact_id"],
    "claims": ["claim_id"],
    "claim_parts": ["part_id"],
    "gaps": ["gap_id"],
    "series_meta": ["series_id"],
    "programmes": ["programme_id"],
    "programme_status": ["status_id"],
    "duty_rules": ["rule_id"],
    "loss_estimates": ["estimate_id"],
    "polls": ["series_id", "first_wave"],
    "timeline": ["fact_id"],
    "glossary": ["term"],
    "actors": ["name"],
    "anchors": ["section", "sentence"],
    "evidence": ["claim_id", "fact_id"],
    "series": ["series_id", "entity", "partner", "period", "source_id", "edition"],
}


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, key in KEYS.items() if name in PRESENT])
def test_a_key_given_twice_is_reported_once(name: str, key: list[str], frames: Frames) -> None:
    table = frames[name].copy()
    first, second = table.index[:2]
    table.loc[second] = table.loc[first]
    faults = [
        fault
        for fault in contracts.check_tables({name: table})
        if f"again, after line {first}" in fault.found
    ]
    assert places(faults) >= {(file_of(name), second, key[0])}
    fault = next(fault for fault in faults if fault.column == key[0])
    assert fault.expected == f"every {' + '.join(key)} once"
    assert all(fault.line == second for fault in faults)


@pytest.mark.parametrize(
    ("fewer", "orphaned", "key", "remedy"),
    [
        ("evidence", "facts", ("fact_id", "economy-001"), "code the fact against a claim"),
        ("series", "series_meta", ("series_id", "baw_eu"), "add its values to series.csv"),
    ],
)
def test_a_row_that_nothing_refers_to_is_an_orphan(
    fewer: str, orphaned: str, key: tuple[str, str], remedy: str, frames: Frames
) -> None:
    column, entry = key
    left = frames[fewer][frames[fewer][column] != entry]
    line = frames[orphaned].index[frames[orphaned][column] == entry][0]
    fetched = {"vintage_values": frames["vintage_values"]}
    (fault,) = contracts.check_tables({fewer: left, orphaned: frames[orphaned], **fetched})
    assert places([fault]) == {(file_of(orphaned), line, column)}
    assert fault.found == f"{entry!r} without a row in {fewer}.csv"
    assert remedy in fault.remedy


USES_SOURCES = ("facts", "series", "series_meta", "programmes", "programme_status", "duty_rules", "glossary",
                "vintages", "vintage_values", "corrections")


def test_a_source_on_which_nothing_rests_has_to_say_so(frames: Frames) -> None:
    sources = frames["sources"].copy()
    line = sources.index[sources["note"].str.endswith(vocabulary.UNUSED_SOURCE)][0]
    using = {name: frames[name] for name in USES_SOURCES}
    assert contracts.check_tables({"sources": sources, **using}) == []
    sources.at[line, "note"] = "Some other note"
    (fault,) = contracts.check_tables({"sources": sources, **using})
    assert places([fault]) == {(file_of("sources"), line, "source_id")}
    assert vocabulary.UNUSED_SOURCE in fault.remedy


REGISTER = ("claims", "claim_parts", "evidence", "gaps")


def test_a_factual_claim_needs_parts(frames: Frames) -> None:
    broken = {name: frames[name] for name in REGISTER}
    broken["claim_parts"] = broken["claim_parts"][broken["claim_parts"]["claim_id"] != "PRE-01"]
    line = frames["claims"].index[frames["claims"]["claim_id"] == "PRE-01"][0]
    faults = [fault for fault in contracts.check_tables(broken) if fault.file == file_of("claims")]
    assert places(faults) == {(file_of("claims"), line, "claim_id")}
    assert faults[0].found == "'PRE-01' without a part"


def test_a_factual_claim_needs_evidence_or_a_gap(frames: Frames) -> None:
    broken = {name: frames[name] for name in REGISTER}
    for name in ("evidence", "gaps"):
        broken[name] = broken[name][broken[name]["claim_id"] != "PRE-01"]
    claims, parts = frames["claims"], frames["claim_parts"]
    line = claims.index[claims["claim_id"] == "PRE-01"][0]
    faults = contracts.check_tables(broken)
    assert places(faults) == {(file_of("claims"), line, "claim_id")} | {
        (file_of("claim_parts"), part, "part_id") for part in parts.index[parts["claim_id"] == "PRE-01"]
    }
    assert "neither evidence nor gap" in next(
        str(fault) for fault in faults if fault.file == file_of("claims")
    )


def test_advice_has_no_parts(frames: Frames) -> None:
    claims = frames["claims"].copy()
    claims.at[claims.index[0], "kind"] = vocabulary.NORMATIVE
    (fault,) = contracts.check_tables({**{name: frames[name] for name in REGISTER}, "claims": claims})
    assert places([fault]) == {(file_of("claims"), claims.index[0], "kind")}
    assert "advice without parts" in fault.expected


def test_a_part_needs_evidence_on_it_or_on_the_whole_claim_or_a_gap(frames: Frames) -> None:
    evidence, parts = frames["evidence"], frames["claim_parts"]
    named = set(evidence["part_ids"].str.split(";").explode())
    silent = parts[~parts["part_id"].isin(named) & ~parts["claim_id"].isin(frames["gaps"]["claim_id"])]
    whole = (evidence["part_ids"] == "") & evidence["claim_id"].isin(silent["claim_id"])
    assert len(silent), "every part is named or has a gap: choose another way to break the contract"
    fewer = {"claim_parts": parts, "gaps": frames["gaps"], "evidence": evidence[~whole]}
    assert contracts.check_tables({**fewer, "evidence": evidence}) == []
    faults = contracts.check_tables(fewer)
    assert places(faults) == {(file_of("claim_parts"), line, "part_id") for line in silent.index}
    assert all("no evidence and no gap bears on" in fault.found for fault in faults)


@pytest.mark.parametrize(
    ("table", "column", "value", "expected"),
    [
        (
            "claims",
            "sentences",
            "9.9",
            {
                ("claims", "sentences", "'9.9' of 'Executive Summary'", "a sentence of anchors.csv"),
                ("anchors", "claim_ids", "'ES-01'", "none, as the sentences of the claims have it"),
            },
        ),
        (
            "anchors",
            "claim_ids",
            "ES-01;ES-02",
            {("anchors", "claim_ids", "'ES-01;ES-02'", "'ES-01', as the sentences of the claims have it")},
        ),
        (
            "anchors",
            "sentence",
            "9.9",
            {
                ("anchors", "claim_ids", "'ES-01'", "none, as the sentences of the claims have it"),
                ("claims", "sentences", "'1.1' of 'Executive Summary'", "a sentence of anchors.csv"),
            },
        ),
    ],
)
def test_claims_and_sentences_name_each_other(
    table: str, column: str, value: str, expected: set[tuple[str, str, str, str]], frames: Frames
) -> None:
    broken = {name: frames[name].copy() for name in ("claims", "anchors")}
    line = broken[table].index[0]
    broken[table].at[line, column] = value
    faults = contracts.check_tables(broken)
    assert {
        (Path(fault.file).stem, fault.column, fault.found, fault.expected) for fault in faults
    } == expected
    assert {fault.line for fault in faults} == {line}


def test_a_value_is_not_known_years_before_its_period(frames: Frames) -> None:
    series, sources = frames["series"].copy(), frames["sources"].copy()
    line = series.index[series["series_id"] == "gas_price_belarus"][0]
    source = sources.index[sources["source_id"] == series.at[line, "source_id"]][0]
    series.at[line, "known_from"] = sources.at[source, "published"] = "1990-01-01"
    faults = contracts.check_tables(
        {"series": series, "series_meta": frames["series_meta"], "sources": sources}
    )
    fault = next(fault for fault in faults if (fault.line, fault.column) == (line, "known_from"))
    assert fault.found == "'1990-01-01'"
    assert "at most a year before the period" in fault.expected


def test_a_comparison_is_left_out_where_one_of_its_cells_is_wrong_itself(frames: Frames) -> None:
    facts = frames["facts"].copy()
    line = int(facts.index[dated(facts)][0])
    facts.at[line, "date_start"] = "2021-13-01"
    facts.at[line, "date_end"] = "2020-01-01"
    assert places(contracts.check_tables({"facts": facts})) == {(file_of("facts"), line, "date_start")}


@pytest.mark.parametrize(
    ("change", "column", "found"),
    [
        (lambda table: table.drop(columns="unit"), "unit", "no such column"),
        (lambda table: table.assign(extra="1"), "extra", "a column without a contract"),
        (lambda table: pd.concat([table, table[["unit"]]], axis=1), "unit", "the column twice"),
        (lambda table: table[table.columns[::-1]], "", "the columns in another order"),
    ],
)
def test_a_wrong_header_is_reported_and_the_rest_goes_on(
    change: Callable[[pd.DataFrame], pd.DataFrame], column: str, found: str, frames: Frames
) -> None:
    claims = frames["claims"].copy()
    claims.at[claims.index[0], "kind"] = "opinion"
    faults = contracts.check_tables(
        {"series_meta": change(frames["series_meta"]), "series": frames["series"], "claims": claims}
    )
    assert places(faults) == {
        (file_of("series_meta"), 1, column),
        (file_of("claims"), claims.index[0], "kind"),
    }
    assert next(fault for fault in faults if fault.line == 1).found == found


def test_an_empty_table_is_one_fault(frames: Frames) -> None:
    (fault,) = contracts.check_tables({**frames, "facts": frames["facts"].iloc[:0]})
    assert (fault.file, fault.line, fault.found) == (file_of("facts"), 0, "no rows")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the raw tables that a test may break."""
    return Path(shutil.copytree(paths.RAW, tmp_path / "raw"))


def test_all_faults_of_all_files_are_reported_at_once(folder: Path) -> None:
    (folder / "gaps.csv").unlink()
    (folder / "facts.csv").write_bytes(b"\xef\xbb\xbf" + (folder / "facts.csv").read_bytes())
    with (folder / "programmes.csv").open("a", encoding="utf-8") as file:
        file.write("P29,too,few\n")
    (folder / "claims.csv").write_text(
        (folder / "claims.csv").read_text("utf-8").replace(",trend,", ",fashion,", 1), encoding="utf-8"
    )
    (folder / "strange.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "datapackage.json").unlink()
    faults = contracts.check(folder)
    lines = (folder / "programmes.csv").read_text("utf-8").count("\n")
    assert {
        (Path(fault.file).name, fault.line, fault.column): fault.found.split(" (")[0] for fault in faults
    } == {
        ("gaps.csv", 0, ""): "no readable file",
        ("facts.csv", 1, ""): "a byte order mark",
        ("programmes.csv", lines, ""): "3 cells",
        ("claims.csv", 2, "kind"): "'fashion'",
        ("strange.csv", 0, ""): "a table without a contract",
        ("datapackage.json", 0, ""): "no readable file",
    }
    assert faults == sorted(faults)
    with pytest.raises(FaultyData) as raised:
        contracts.require(folder)
    assert raised.value.faults == faults
    assert str(raised.value).splitlines() == [str(fault) for fault in faults]


def test_pandera_is_imported_only_when_something_is_checked() -> None:
    code = "import sys, helpers.data.contracts; sys.exit('pandera' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=paths.ROOT / "src")
    assert done.returncode == 0


def test_every_column_of_numbers_is_typed_as_such() -> None:
    numbers = {
        name: [
            column for column in SCHEMAS[name].to_schema().columns if rule_of(name, column).kind == "number"
        ]
        for name in PRESENT
    }
    assert {name: columns for name, columns in numbers.items() if columns} == tables.NUMBERS


@QUICK
@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_any_plain_decimal_is_a_number(value: Decimal) -> None:
    assert rule_of("series", "value").offence(f"{value:f}") is None


@QUICK
@given(st.text(min_size=1, max_size=12))
def test_what_python_cannot_read_as_a_number_is_none(cell: str) -> None:
    try:
        readable = cell.isascii() and float(cell) == float(cell)
    except ValueError:
        readable = False
    if rule_of("series", "value").offence(cell) is None:
        assert readable


@QUICK
@given(st.dates())
def test_any_day_is_a_date(day: date) -> None:
    assert rule_of("series", "known_from").offence(day.isoformat()) is None


@QUICK
@given(st.text(alphabet="0123456789-", min_size=10, max_size=10))
def test_no_day_but_those_of_the_calendar_is_a_date(cell: str) -> None:
    try:
        exists = date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        exists = False
    assert (rule_of("series", "known_from").offence(cell) is None) == exists


@QUICK
@given(st.text(min_size=1))
def test_what_a_message_shows_of_a_cell_stays_short(cell: str) -> None:
    offence = rule_of("claims", "claim_id").offence(cell)
    assert offence is not None
    assert len(offence.found) <= 1000
    assert "\n" not in offence.found

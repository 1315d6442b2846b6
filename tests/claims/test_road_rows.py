from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from helpers.claims import road_rows as rows
from helpers.claims import road_to_2020 as claims
from helpers.evidence.voices import EVERYTHING, Choices
from helpers.study import Study


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, pd.DataFrame]:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    study = Study("road-to-2020")
    return {claim: study.accounts(claim) for claim in study.notebook.settles}


def test_events_are_those_that_count_for_the_reader(raw: dict[str, pd.DataFrame]) -> None:
    everything = rows.events(raw["timeline"], raw["facts"], EVERYTHING, 1990)
    assert len(everything) == len(raw["timeline"])
    assert everything["first"].is_monotonic_increasing
    assert everything["first"].le(everything["at"]).all()
    assert everything["at"].le(everything["last"]).all()
    early = rows.events(raw["timeline"], raw["facts"], Choices(as_of=date(2005, 1, 1)), 1990)
    assert 0 < len(early) < len(everything)
    assert early["first"].lt("2005").all()
    official = rows.events(raw["timeline"], raw["facts"], Choices(perspectives="official"), 2010)
    assert set(official["who"]) == {"belarus_state", "russia_state", "union_state"}
    assert official["first"].ge("2010").all()


def test_every_event_is_listed_and_says_whether_it_is_named(raw: dict[str, pd.DataFrame]) -> None:
    events = rows.events(raw["timeline"], raw["facts"], EVERYTHING, 1990)
    shown = rows.listed(events, events["short"])
    assert len(shown) == len(events)
    assert shown["named"].eq("yes").sum() == events["short"].sum()


def test_titles_count_what_falls_into_the_span(tables: dict[str, pd.DataFrame], raw: dict[str, pd.DataFrame]) -> None:
    freeze = rows.freeze(tables["DIV-03"])
    assert rows.freeze_title(freeze, 2005, 2018).startswith("Dated in 2005 to 2018: 15 meetings and acts, and 7 talks")
    assert "the last of them in 2010" in rows.freeze_title(freeze, 2007, 2018)
    assert rows.freeze_title(freeze, 2011, 2014) == (
        "Dated in 2011 to 2014: 0 meetings and acts, and 0 talks on a constitution or currency")
    events = rows.events(raw["timeline"], raw["facts"], EVERYTHING, 1990)
    inside = events["first"].ge("2005") & events["last"].le("2018-12-12")
    assert rows.events_title(events, 2005, 2018).startswith(f"{inside.sum()} of {len(events)} events")


def test_the_longest_gap_lies_between_two_meetings(tables: dict[str, pd.DataFrame]) -> None:
    freeze = rows.freeze(tables["DIV-03"])
    assert rows.longest_gap(freeze) == "February 2009 to March 2015"
    assert "not known" in rows.longest_gap(freeze.iloc[:1])


def test_lanes_hold_what_their_names_say(tables: dict[str, pd.DataFrame]) -> None:
    freeze = rows.freeze(tables["DIV-03"])
    assert list(freeze["lane"].unique()) == [rows.MEETINGS, rows.DEEP, rows.STILL, rows.APART]
    assert set(freeze.loc[freeze["lane"].eq(rows.APART), "label"]) == {claims.EURASIAN}
    assert claims.EURASIAN not in set(freeze.loc[freeze["lane"].eq(rows.MEETINGS), "label"])
    pause = rows.pause(tables)
    assert set(pause["lane"]) == set(rows.pause_spans())
    assert set(rows.makers(tables["DIV-01"])["lane"]) == set(rows.BY.values())


def test_titles_tell_what_is_missing_too(tables: dict[str, pd.DataFrame]) -> None:
    assert rows.pause_title(rows.pause(tables)) == (
        "The presidents talked in February 2020, a halt is told of from March 2020, the restart is dated "
        "September 2020")
    none = {claim: table.iloc[:0] for claim, table in tables.items()}
    assert rows.pause_title(rows.pause(none)) == "No talks are dated in the pause claimed"
    assert rows.words_title(rows.words(none["PRE-02"])).endswith("stood for 0 other plans")
    assert rows.makers_title(rows.makers(none["DIV-01"])).endswith("in 0 accounts, others in 0, both or in part in 0")
    assert len(rows.twin(rows.words(none["PRE-02"]))) == 1
    assert rows.facts(rows.words(none["PRE-02"])) == []


def test_tables_of_tests_name_parts_and_meanings(tables: dict[str, pd.DataFrame], raw: dict[str, pd.DataFrame]) -> None:
    made = claims.tests(tables)
    shown = rows.parts(made, {claim: raw["evidence"][raw["evidence"]["claim_id"].eq(claim)] for claim in made})
    assert len(shown) == sum(len(tests) for tests in made.values())
    assert shown["coders differ on"].ne("").any()
    assert {"DIV-01b", "DIV-03d", "PRE-03a"} <= set(rows.meanings(made)["part"])

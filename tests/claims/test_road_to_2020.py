from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.claims import road_to_2020 as claims
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study
from settled import changed, without

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("road-to-2020")


def outcomes(made: tuple[PartTest, ...]) -> dict[str, Outcome]:
    return {test.part_id[-1]: test.outcome for test in reversed(made)}


def test_the_concept_is_dated_and_its_wording_stays_open(study: Study) -> None:
    table = study.accounts("PRE-01")
    assert outcomes(claims.concept(table)) == {"a": H, "b": O, "c": O, "d": O}
    assert outcomes(claims.concept(changed(table, "PRE-01a", first="2017-02")))["a"] is B
    # The day of publication is no day of approval.
    assert outcomes(claims.concept(changed(table, "PRE-01a", item="published")))["a"] is O
    assert "not read" in claims.concept(table)[1].found
    no = changed(table, "PRE-01d", says="no", directness="direct")
    assert outcomes(claims.concept(no))["d"] is B


def test_the_word_for_another_plan_limits_and_for_the_union_breaks(study: Study) -> None:
    table = study.accounts("PRE-02")
    made = claims.first_roadmap(table)
    assert outcomes(made) == {"a": O, "b": O, "c": H, "d": O}
    assert made[0].found == "used for 2 other plans before; for the Union State first read on 23 August 2019"
    broken = changed(table, "PRE-02a", says="no", first="2017", directness="direct")
    assert outcomes(claims.first_roadmap(broken))["a"] is B
    assert outcomes(claims.first_roadmap(changed(table, "PRE-02d", says="yes")))["d"] is H
    assert outcomes(claims.first_roadmap(changed(table, "PRE-02c", says="no")))["c"] is B
    assert outcomes(claims.first_roadmap(table.iloc[:0])) == dict.fromkeys("abcd", O)


def test_aims_are_decided_only_where_both_readings_agree(study: Study) -> None:
    table = study.accounts("PRE-03")
    made = claims.aims(table)
    assert outcomes(made) == {"a": O, "b": C}
    assert [name for name, _ in made[0].tried] == ["as stated in December 2018", "as drafted in 2019"]
    stated = table[table["part_id"].eq("PRE-03a")].assign(item="as stated in December 2018")
    assert outcomes(claims.aims(pd.concat([table, stated])))["a"] is H
    other = pd.concat([table, stated.assign(says="no")])
    assert outcomes(claims.aims(other))["a"] is C
    denied = pd.concat([changed(table, "PRE-03a", says="no"), stated.assign(says="no")])
    assert outcomes(claims.aims(denied))["a"] is B


def test_an_offer_is_no_demand(study: Study) -> None:
    table = study.accounts("PRE-04")
    assert outcomes(claims.bodies(table)) == {"a": H, "b": O}
    assert outcomes(claims.bodies(changed(table, "PRE-04b", "history-125", says="yes")))["b"] is H
    assert outcomes(claims.bodies(changed(table, "PRE-04b", "history-125", says="no")))["b"] is B
    # What he said a year later is no account of the statement.
    assert outcomes(claims.bodies(without(table, "history-124", "history-125"))) == {"a": O, "b": O}


def test_the_group_must_follow_the_statement(study: Study) -> None:
    table = study.accounts("PRE-06")
    assert outcomes(claims.group(table)) == {"a": H, "b": H}
    assert outcomes(claims.group(changed(table, "PRE-06a", first="2018-11")))["a"] is O
    assert outcomes(claims.group(changed(table, "PRE-06a", says="no")))["a"] is B
    assert outcomes(claims.group(changed(table, "PRE-06b", says="no")))["b"] is B


def test_the_planned_month(study: Study) -> None:
    table = study.accounts("PRE-07")
    assert outcomes(claims.planned(table)) == {"a": H}
    assert outcomes(claims.planned(changed(table, "PRE-07a", first="2020-03"))) == {"a": B}
    assert outcomes(claims.planned(changed(table, "PRE-07a", first="2019"))) == {"a": O}


def test_a_summit_within_it_breaks_the_pause(study: Study) -> None:
    table = study.accounts("PRE-08")
    made = claims.pause(table)
    assert outcomes(made) == {"a": B, "b": B, "c": H, "d": H}
    assert [name for name, _ in made[1].tried] == ["to 4 March 2020", "from 5 March 2020"]
    quiet = outcomes(claims.pause(without(table, "history-176")))
    assert quiet["a"] is O
    assert quiet["b"] is H
    assert outcomes(claims.pause(changed(table, "PRE-08c", "history-201", first="2021-02", last="")))["c"] is B
    assert outcomes(claims.pause(changed(table, "PRE-08d", says="no")))["d"] is B


def test_who_set_it_going_is_asked_of_process_and_treaty(study: Study) -> None:
    table = study.accounts("DIV-01")
    assert outcomes(claims.makers(table)) == {"a": H, "b": C, "c": H}
    alone = changed(table, "DIV-01b", says="yes", directness="direct")
    made = changed(pd.concat([alone, alone.assign(item=claims.TREATY), alone.assign(item=claims.PROCESS)]), "DIV-01b",
                   says="yes")
    assert outcomes(claims.makers(made))["b"] is H
    assert outcomes(claims.makers(made.assign(says=made["says"].replace("yes", "no"))))["b"] is B
    assert outcomes(claims.makers(changed(table, "DIV-01a", first="2000-01-26")))["a"] is B
    assert outcomes(claims.makers(table.iloc[:0])) == dict.fromkeys("abc", O)


def test_ambition_of_the_1990s_says_nothing_of_later_years(study: Study) -> None:
    table = study.accounts("DIV-02")
    assert outcomes(claims.ambition(table)) == {"a": O}
    later = table[table["item"].eq("in the 1990s")].assign(item=claims.AFTER)
    assert outcomes(claims.ambition(pd.concat([table[table["item"].ne(claims.AFTER)], later]))) == {"a": H}
    assert outcomes(claims.ambition(pd.concat([table, later.assign(says="no")]))) == {"a": C}


def test_meetings_break_a_freeze_and_eurasian_treaties_do_not(study: Study) -> None:
    table = study.accounts("DIV-03")
    assert outcomes(claims.freeze(table)) == {"a": B, "b": B, "c": B, "d": O, "e": O}
    apart = table[table["part_id"].ne("DIV-03a") | table["item"].eq(claims.EURASIAN) | table["says"].eq("no")]
    assert outcomes(claims.freeze(apart))["a"] is not B
    halted = table[table["part_id"].ne("DIV-03b") | table["says"].eq("no")]
    assert outcomes(claims.freeze(halted))["b"] is H
    assert outcomes(claims.freeze(changed(table, "DIV-03c", first="2005")))["c"] is H
    twice = pd.concat([table, table[table["part_id"].eq("DIV-03d")].assign(fact_id="x", origin="x", date_start="")])
    assert outcomes(claims.freeze(twice))["d"] is H
    assert outcomes(claims.freeze(twice.assign(first=twice["first"].replace("2018", "2015"))))["d"] is B
    assert outcomes(claims.freeze(changed(table, "DIV-03e", says="yes", directness="direct")))["e"] is O


def test_a_freeze_said_to_begin_later_leaves_the_early_talks_out(study: Study) -> None:
    table = study.accounts("DIV-03")
    late = {test.part_id: test for test in claims.freeze(table, 2011, 2018)}
    assert late["DIV-03b"].outcome is not B
    assert not any(reading.cuts == "contradicts" for reading in late["DIV-03b"].readings)


def test_a_freeze_of_years_and_the_pause_alone_are_kept_apart(study: Study) -> None:
    table, pauses = study.accounts("ES-06"), study.accounts("PRE-08")
    assert outcomes(claims.until_2020(table, pauses)) == {"a": B, "b": O, "c": B}
    calm = without(pauses, "history-176")
    assert outcomes(claims.until_2020(table, calm))["c"] is H
    assert outcomes(claims.until_2020(without(table, "history-144"), calm))["a"] is O
    assert outcomes(claims.until_2020(table.iloc[:0], pauses.iloc[:0])) == dict.fromkeys("abc", O)
    more = table[table["part_id"].eq("ES-06b")]
    more = more.assign(fact_id="x", family="West", origin="x", event_id="", date_start="")
    assert outcomes(claims.until_2020(pd.concat([table, more]), pauses))["b"] is H
    assert outcomes(claims.until_2020(pd.concat([table, more.assign(says="no")]), pauses))["b"] is C

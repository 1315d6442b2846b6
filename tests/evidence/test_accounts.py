from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import CompendiumError
from helpers.evidence import accounts, voices
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


def table(*rows: dict[str, Any], part: str = "X-01a") -> pd.DataFrame:
    """Return joined accounts: by default direct, by the West, of a page read in part, each of its own origin."""
    base = {"claim_id": part[:-1], "part_id": part, "part_ids": part, "stance": "context", "part_stance": "",
            "directness": "direct", "family": "West", "kinds": ["news"], "read": ["excerpt"], "event_id": "",
            "date_start": "2020", "date_precision": "year", "audit": "", "derived": "", "known_from": "2021-01-01",
            "item": "", "says": "", "first": "", "last": "", "low": float("nan"), "high": float("nan")}
    return pd.DataFrame([{**base, "fact_id": f"f{i}", "origin": f"o{i}", **row} for i, row in enumerate(rows)])


OFFICIAL = {"family": "official Belarus", "date_start": "2021-11-04", "date_precision": "day"}


@pytest.mark.parametrize(("rows", "expected"), [
    ([{"first": "2021-11-04"}] * 2, H), ([{"first": "2021-09-10"}] * 2, B), ([{"first": "2021"}] * 3, O),
    ([{"first": "2021-11-04"}, {"first": "2021-09-10"}], C), ([{"first": "2021-11-04"}], O), ([], O),
    ([{"first": "2021-11-04", **OFFICIAL}], H), ([{"first": "2021-10", "last": "2021-11"}] * 2, O),
])
def test_dates_against_the_span_claimed(rows: list[dict[str, Any]], expected: Outcome) -> None:
    read = table(*rows) if rows else table({}).iloc[:0]
    made = accounts.date(read, "X-01a", "2021-11", "2021-11", "in November 2021")
    assert made.outcome is expected
    assert len(made.readings) == len(rows)


def test_what_was_found_is_told_with_the_most_frequent_first() -> None:
    read = table({"first": "2021-09-10"}, {"first": "2021-11-04"}, {"first": "2021-11-04"})
    made = accounts.date(read, "X-01a", "2021-11", "2021-11", "in November 2021")
    assert made.found == "4 November 2021 in 2 accounts; 10 September 2021 in 1 account"
    assert [reading.cuts for reading in made.readings] == ["contradicts", "supports", "supports"]


@pytest.mark.parametrize(("numbers", "expected"), [
    ([(28, 28), (28, 28)], H), ([(31, 31), (30, 30)], B), ([(28, 28), (31, 31)], C), ([(20, 40), (28, 31)], O),
])
def test_numbers_against_the_one_claimed(numbers: list[tuple[float, float]], expected: Outcome) -> None:
    rows = table(*({"low": float(low), "high": float(high)} for low, high in numbers))
    assert accounts.count(rows, "X-01a", 28, 28, "28 roadmaps").outcome is expected


@pytest.mark.parametrize(("said", "kind", "expected"), [
    (["yes", "yes"], "text", H), (["no", "no"], "text", B), (["yes", "no"], "text", C), (["partly"], "text", O),
    (["yes", "yes"], "ranking", H), (["yes", "yes"], "mechanism", H), (["yes", "no"], "mechanism", C),
])
def test_what_accounts_say(said: list[str], kind: str, expected: Outcome) -> None:
    assert accounts.says(table(*({"says": word} for word in said)), "X-01a", "so", kind).outcome is expected


def test_a_decisive_account_settles_a_text_and_never_a_ranking() -> None:
    rows = table({"says": "yes", "kinds": ["treaty"], "read": ["page"], "family": "neutral"}, {"says": "no"})
    assert accounts.says(rows, "X-01a", "so").outcome is H
    assert accounts.says(rows, "X-01a", "so", "ranking").outcome is C
    assert "1 of them the text itself" in accounts.says(rows, "X-01a", "so").found
    assert "none of them the text itself" in accounts.says(table({"says": "yes"}), "X-01a", "so").found


def test_what_came_later_cannot_tell() -> None:
    rows = table({"says": "yes", "first": "2024-12-06", "item": "treaty"}, {"says": "yes", "first": "2024-12-06"})
    assert accounts.says(rows, "X-01a", "so").outcome is H
    made = accounts.says(rows, "X-01a", "so", until="2024-05-16")
    assert made.outcome is O
    assert made.found.startswith("2 accounts of something later")
    assert made.readings[0].gives == "says so (treaty; only 6 December 2024)"


def test_one_event_counts_once_however_many_report_it() -> None:
    rows = table({"says": "yes", "event_id": "E-x"}, {"says": "yes", "event_id": "E-x"})
    assert accounts.says(rows, "X-01a", "so", "ranking").outcome is O


@pytest.mark.parametrize(("rows", "wanted", "expected"), [
    ([{"first": "2010-03", "item": "summit"}] * 2, False, B), ([{"first": "2010-03", "item": "summit"}] * 2, True, H),
    ([{"first": "2020-03", "item": "summit"}] * 2, False, O), ([{"says": "no"}] * 2, False, H),
    ([{"says": "no"}] * 2, True, B),
    ([{"first": "2010-03", "item": "summit"}, {"says": "no"}], False, C),
])
def test_events_in_a_span(rows: list[dict[str, Any]], wanted: bool, expected: Outcome) -> None:
    made = accounts.events(table(*rows), "X-01a", "2005", "2018-12-12", "claimed", wanted=wanted)
    assert made.outcome is expected


def test_events_name_their_number_and_denials() -> None:
    rows = table({"first": "2010-03", "item": "summit"}, {"first": "2010-03", "item": "summit"}, {"says": "no"})
    assert accounts.events(rows, "X-01a", "2005", "2018", "claimed", wanted=True).found == (
        "1 dated event between 2005 and 2018; 1 account of standstill")


@pytest.mark.parametrize(("said", "need", "expected"), [
    ({"a": ["yes", "yes"], "b": ["yes", "yes"]}, 1.0, H), ({"a": ["yes", "yes"], "b": ["no", "no"]}, 1.0, B),
    ({"a": ["yes", "yes"], "b": []}, 1.0, O), ({"a": ["yes", "yes"], "b": []}, 0.5, H),
    ({"a": ["yes", "yes"], "b": ["yes", "no"]}, 1.0, C), ({"a": ["no", "no"], "b": []}, 0.6, B),
])
def test_sets_keep_unknown_members_unknown(said: dict[str, list[str]], need: float, expected: Outcome) -> None:
    rows = [{"item": item, "says": word} for item, words in said.items() for word in words]
    made = accounts.members(table(*rows), "X-01a", list(said), "all", need)
    assert made.outcome is expected
    assert made.low is not None
    assert made.high is not None
    assert made.low <= made.high


def test_one_of_several_members_speaks_for_the_whole_only_where_it_is_enough() -> None:
    rows = table({"item": "a", "says": "yes"}, {"item": "b", "says": "no"})

    def cuts(need: float) -> list[str]:
        return [reading.cuts for reading in accounts.members(rows, "X-01a", ["a", "b", "c"], "x", need).readings]

    assert cuts(1.0) == ["context", "contradicts"]
    assert cuts(0.5) == ["context", "context"]
    assert cuts(0.0) == ["supports", "context"]


def test_any_member_will_do_where_none_need_be_missing() -> None:
    rows = table(*({"item": "a", "says": "yes"},) * 2, {"item": "b", "says": "no"})
    assert accounts.members(rows, "X-01a", ["a", "b"], "x", 0).outcome is H
    missing = table(*({"item": item, "says": "no"} for item in "aabb"))
    assert accounts.members(missing, "X-01a", ["a", "b"], "x", 0).outcome is B
    assert accounts.members(missing, "X-01a", ["a", "b", "c"], "x", 0).outcome is O


def test_known_members_go_before_accounts_and_an_empty_set_is_refused() -> None:
    rows = table({"item": "a", "says": "no"}, {"item": "a", "says": "no"})
    assert accounts.members(rows, "X-01a", ["a"], "all", known={"a": H}).outcome is H
    with pytest.raises(CompendiumError, match="found an empty set"):
        accounts.members(rows, "X-01a", [], "all")


@given(st.lists(st.sampled_from(["yes", "no"]), max_size=8))
def test_turning_every_answer_turns_the_outcome(said: list[str]) -> None:
    turn = {"yes": "no", "no": "yes"}
    mirror = {H: B, B: H, C: C, O: O}

    def made(words: list[str]) -> PartTest:
        rows = table(*({"says": word} for word in words)) if words else table({}).iloc[:0]
        return accounts.says(rows, "X-01a", "so", "ranking")

    assert made([turn[word] for word in said]).outcome is mirror[made(said).outcome]


def test_accounts_join_only_evidence_that_counts(raw: dict[str, pd.DataFrame]) -> None:
    rows = voices.counted(voices.evidence(raw, ["DIV-11"]), voices.EVERYTHING)
    whole = accounts.joined(rows, raw["accounts"])
    assert set(whole["part_id"]) == {f"DIV-11{letter}" for letter in "abcde"}
    made = accounts.date(whole, "DIV-11a", "2021-11", "2021-11", "in November 2021")
    assert made.outcome is H
    shown = accounts.table_of(made, raw["facts"])
    assert list(shown["gives"].unique()) == ["4 November 2021"]
    fewer = accounts.joined(rows[rows["fact_id"] != "gaps-008"], raw["accounts"])
    assert "gaps-008" not in set(fewer["fact_id"])

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import CompendiumError
from helpers.evidence import voices
from helpers.evidence.rule import Outcome
from helpers.evidence.voices import Choices

BASE: dict[str, Any] = {
    "claim_id": "X-01", "part_ids": "X-01a", "stance": "supports", "part_stance": "", "stance_a": "supports",
    "stance_b": "context", "directness": "direct", "event_id": "", "date_start": "2021-11-04", "date_precision": "day",
    "asserted_by": "belarus_state", "family": "official Belarus", "origin": "belta", "kinds": ["news"],
    "read": ["excerpt"], "derived": "no", "known_from": "2021-11-04", "audit": "", "actor": "A", "statement": "S",
}


def rows(*changes: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([{**BASE, "fact_id": f"f{i}", **change} for i, change in enumerate(changes)])


def speaking(*changes: dict[str, Any], kind: str = "stance", **choices: Any) -> list[voices.Voice]:
    made = Choices(**choices)
    return voices.voices(voices.counted(rows(*changes), made).to_dict("records"), "X-01a", kind, made.coder)


WEST = {"family": "West", "asserted_by": "think_tank", "origin": "osw", "date_start": "2022-01-01"}


def test_rows_of_one_event_or_one_origin_and_day_are_one_voice() -> None:
    assert len(speaking({}, {})) == 1
    assert len(speaking({"event_id": "E"}, {"event_id": "E", "origin": "tass"})) == 1
    assert len(speaking({}, {"origin": "tass"})) == 2
    assert len(speaking({"date_start": "2021", "date_precision": "year"},
                        {"date_start": "2021", "date_precision": "year"})) == 2


def test_joining_is_transitive() -> None:
    chain = speaking({"event_id": "E", "origin": "a"}, {"event_id": "E", "origin": "b"}, {"origin": "b"})
    assert [voice.facts for voice in chain] == [("f0", "f1", "f2")]


def test_indirect_rows_weigh_half_and_a_direct_one_lifts_its_voice() -> None:
    assert speaking({"directness": "indirect"})[0].weight == 0.5
    assert speaking({"directness": "indirect"}, {})[0].weight == 1.0


def test_a_voice_that_cuts_both_ways_only_qualifies() -> None:
    assert [voice.sign for voice in speaking({}, {"stance": "contradicts"})] == [0]


def test_context_derived_and_other_parts_have_no_voice() -> None:
    assert speaking({"stance": "context"}, {"derived": "yes"}, {"part_ids": "X-01b"}) == []


def test_the_stance_on_a_part_goes_before_the_stance_on_the_claim() -> None:
    assert speaking({"part_stance": "X-01a:contradicts"})[0].sign == -1
    assert speaking({"part_stance": "X-01b:contradicts"})[0].sign == 1


def test_coders_can_be_chosen() -> None:
    assert len(speaking({}, coder="a")) == 1
    assert speaking({}, coder="b") == []


def test_as_of_leaves_out_later_and_undated_rows() -> None:
    later = ({"known_from": "2022"}, {"known_from": "", "origin": "x"}, {"origin": "y"})
    assert [voice.facts for voice in speaking(*later, as_of=date(2022, 6, 1))] == [("f2",)]
    assert len(speaking(*later, as_of=date(2022, 12, 31))) == 2


def test_perspectives_choose_families() -> None:
    assert [v.family for v in speaking({}, WEST, perspectives="official")] == ["official Belarus"]
    assert [v.family for v in speaking({}, WEST, perspectives="independent")] == ["West"]
    assert [v.family for v in speaking({}, WEST, perspectives=("West",))] == ["West"]


def test_an_unknown_perspective_is_refused() -> None:
    with pytest.raises(CompendiumError, match="found 'everyone', expected all, official, independent"):
        voices.families("everyone")


@pytest.mark.parametrize(("change", "level"), [
    ({"kinds": ["treaty"], "read": ["page"], "family": "neutral"}, 1),
    ({"kinds": ["dataset"], "read": ["dataset"], "family": "West"}, 1),
    ({}, 2), ({"family": "neutral"}, 2), ({"family": "West"}, 3), ({"directness": "indirect"}, 4),
    ({"kinds": ["news"], "read": ["page"], "family": "West"}, 3),
])
def test_classes_of_directness(change: dict[str, Any], level: int) -> None:
    assert voices.directness_class(rows(change).iloc[0]) == level


@pytest.mark.parametrize(("change", "kind", "expected"), [
    ({}, "date", True), ({}, "stance", False), ({}, "ranking", False), ({"family": "West"}, "date", False),
    ({"date_start": ""}, "date", False), ({"read": ["secondhand"]}, "date", False),
    ({"audit": "source not reached"}, "date", False), ({"audit": "source not reached (decisive)"}, "date", False),
    ({"kinds": ["law"], "read": ["page"], "date_start": ""}, "text", True),
    ({"directness": "indirect"}, "date", False),
])
def test_decisive_rows(change: dict[str, Any], kind: str, expected: bool) -> None:
    assert voices.is_decisive(rows(change).iloc[0], kind) is expected


def test_dependent_origins_count_once_for_independence() -> None:
    official = [{"origin": name, "date_start": f"2021-0{i}-01"} for i, name in enumerate("abc", 1)]
    counted = voices.tally(speaking(*official))
    assert (counted.support, counted.independent_support, counted.origins) == (3.0, 1.0, 1)
    west = [{**WEST, "origin": name} for name in "abc"]
    counted = voices.tally(speaking(*west))
    assert (counted.support, counted.independent_support, counted.origins, counted.families) == (3.0, 3.0, 3, 1)


def test_the_tally_names_decisive_rows_alone() -> None:
    counted = voices.tally(speaking({"event_id": "E"}, {"event_id": "E", "directness": "indirect"}, kind="date"))
    assert counted.decisive_for == ("f0",)


def test_the_winning_side_follows_a_computed_outcome() -> None:
    made = speaking({}, {**WEST, "stance": "contradicts"}, {**WEST, "stance": "contradicts", "origin": "b"})
    assert voices.tally(made).origins == 2
    assert voices.tally(made, Outcome.HOLDS).origins == 1


@given(st.permutations(list(range(5))))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    base = rows({}, {"event_id": "E", "origin": "b"}, {"event_id": "E", "stance": "contradicts", "origin": "c"},
                WEST, {**WEST, "origin": "z", "stance": "qualifies"})
    made = [voices.tally(voices.voices(frame.to_dict("records"), "X-01a", "date"))
            for frame in (base, base.iloc[order])]
    assert made[0] == made[1]


def test_real_evidence_joins_whole(raw: dict[str, pd.DataFrame]) -> None:
    joined = voices.evidence(raw)
    assert len(joined) == len(raw["evidence"])
    assert joined["statement"].ne("").all()
    assert (joined["origin"] != "").all()


@pytest.mark.parametrize(("cells", "day"), [
    ({"known_from": "2021-11-04", "date_start": "2019"}, "2021-11-04"),
    ({"known_from": "", "date_start": "2019", "date_end": "2020"}, "2020"),
    ({"known_from": "", "date_start": "2019", "date_end": ""}, "2019"),
    ({"known_from": "", "date_start": "", "date_end": ""}, "")])
def test_an_undated_row_could_be_known_from_the_end_of_what_it_tells_of(cells: dict[str, str], day: str) -> None:
    assert voices.knowable(rows(cells)).tolist() == [day]


DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))
PARTIAL = st.one_of(st.just(""), st.integers(1990, 2030).map(str), DAYS.map(str))


@given(st.lists(st.tuples(PARTIAL, PARTIAL), min_size=1), DAYS)
def test_letting_undated_rows_in_leaves_out_no_dated_row_and_later_days_leave_out_none(
        pairs: list[tuple[str, str]], day: date) -> None:
    table = rows(*({"known_from": known, "date_start": start} for known, start in pairs))
    dated, every = voices.known(table, day), voices.known(table, day, undated=True)
    assert (dated <= every).all()
    assert (every & ~dated <= table["known_from"].eq("")).all()
    assert (every <= voices.known(table, date(day.year + 1, 12, 31), undated=True)).all()
    assert voices.known(table, None).all()

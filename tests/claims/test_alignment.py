from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.analysis import alignment
from helpers.analysis.alignment import Split
from helpers.claims import alignment as claims
from helpers.evidence.rule import Outcome
from helpers.study import Study

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN
YEARS = list(range(1992, 2024))
STATES = ["BLR", "KAZ", "ARM", "KGZ", "POL"]


def table(own: list[float], median: list[float] | None = None, others: list[float] | None = None) -> pd.DataFrame:
    """Return a panel: Belarus, a median state, and comparators that differ a little from each other."""
    middle = median or [60.0] * len(own)
    rest = others or [60.0] * len(own)
    rows = []
    for place, entity in enumerate(STATES):
        for i, year in enumerate(YEARS):
            value = own[i] if entity == "BLR" else rest[i] + 0.1 * place * (i % 3)
            rows.append({"entity": entity, "year": year, "agreement": value, "relative": value - middle[i],
                         "closeness": -value / 100, "median": middle[i]})
    return pd.DataFrame(rows)


def wobble(size: float = 0.5) -> list[float]:
    return [size if i % 2 else -size for i in range(len(YEARS))]


FLAT = [70 + w for w in wobble()]
RISING = [50 + i + w for i, w in enumerate(wobble())]
LATE = [*FLAT[:-2], 82.0, 83.0]
LEFT = [*([60.0] * (len(YEARS) - 2)), 45.0, 45.0]


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("alignment")


def test_a_steady_rise_holds_a_long_retreat_breaks_and_little_stays_open() -> None:
    assert claims.lasting(table(RISING), "agreement", (1992, 1995)).outcome is H
    hump = [50 + min(i, 15) - max(0, i - 15) + w for i, w in enumerate(wobble())]
    assert claims.lasting(table(hump), "agreement", (1992, 1995)).outcome is B
    assert claims.lasting(table(FLAT), "agreement", (1992, 1995)).outcome is O
    short = table(RISING)
    few = claims.lasting(short[short["year"] > 2018], "agreement", (1992,))
    assert few.outcome is O and "too few" in few.found


def test_readings_that_contradict_each_other_are_disputed() -> None:
    early_fall = [90 - 4 * i if i < 9 else 54 + 2 * (i - 8) + w for i, w in enumerate(wobble())]
    outcomes = [claims.lasting(table(early_fall), "agreement", (start,)).outcome for start in (1992, 2001)]
    assert outcomes == [B, H]
    assert claims.lasting(table(early_fall), "agreement", (1992, 2001)).outcome is C


def test_a_late_step_of_its_own_holds_and_none_is_broken() -> None:
    assert claims.changed("ES-03c", table(LATE), "agreement", 5.0, 1992).outcome is H
    assert claims.changed("ES-03c", table(LATE), "relative", 5.0, 1992).outcome is H
    assert claims.changed("ES-03c", table(FLAT), "agreement", 5.0, 1992).outcome is B
    down = [*FLAT[:-2], 55.0, 54.0]
    assert claims.changed("ES-03c", table(down), "agreement", 5.0, 1992).outcome is B


def test_a_step_that_others_shared_is_broken_or_open() -> None:
    shared = table(LATE, others=[value - 10 for value in LATE])
    assert claims.changed("ES-03c", shared, "agreement", 5.0, 1992).outcome is B
    alone = table(LATE)
    assert claims.changed("ES-03c", alone[alone["entity"].eq("BLR")], "agreement", 5.0, 1992).outcome is O


def test_a_gap_that_widened_because_the_others_left_is_disputed() -> None:
    stayed = table(FLAT, median=LEFT, others=LEFT)
    test = claims.changed("ES-03c", stayed, "relative", 5.0, 1992)
    assert test.outcome is C and "all of the rise because the others left" in test.found
    assert claims.weighed(H, H, Split(10, 6, 4), "relative") is H
    assert claims.weighed(H, O, Split(10, 6, 4), "relative") is O
    assert claims.weighed(B, H, Split(10, 1, 9), "relative") is B


def test_a_window_beyond_the_last_session_ends_with_it() -> None:
    early = table(LATE)
    test = claims.changed("ES-03c", early[early["year"] <= 2022], "agreement", 5.0, 1992)
    assert "session of 2022:" in test.found
    assert claims.changed("ES-03c", early[early["year"] <= 2021], "agreement", 5.0, 1992).outcome is O


def test_another_count_cannot_be_held_against_other_states() -> None:
    assert claims.changed("ES-03c", table(LATE), "agreement", 5.0, 1992, "undl").outcome is O


def test_the_larger_step_must_stand_out_from_the_scatter() -> None:
    assert claims.larger_step(table(LATE)).outcome is H
    assert claims.larger_step(table([*FLAT[:-4], 90.0, 91.0, 92.0, 91.0])).outcome is B
    assert claims.larger_step(table(FLAT)).outcome is O
    assert claims.larger_step(table(FLAT).iloc[:0]).outcome is O


def test_the_published_tests_name_their_readings_and_parts(study: Study, raw: dict[str, pd.DataFrame]) -> None:
    _, made = claims.of(study)
    parts = raw["claim_parts"].set_index("part_id")
    for test in (one for tests in made.values() for one in tests):
        assert test.part_id in parts.index
        if str(parts.at[test.part_id, "reading"]).startswith("either"):
            assert len(test.tried) > 1
    findings = claims.settle(study)
    assert [finding.claim_id for finding in findings] == list(study.notebook.claims)
    assert all(len(finding.found) <= 90 for finding in findings)


def test_one_changed_value_changes_what_the_votes_say(study: Study) -> None:
    series = study.series(*study.notebook.series)
    recent = series["series_id"].eq(alignment.AGREEMENT) & series["entity"].eq("BLR") & series["period"].ge("2022")
    moved = series.assign(value=series["value"].where(~recent, 0.999))
    before, after = (claims.tests(alignment.panel(rows), rows, 1992, 5.0, 0.2)["ES-03"] for rows in (series, moved))
    assert [test.outcome for test in before] != [test.outcome for test in after]


@pytest.mark.parametrize("choice", [{"perspectives": "official"}, {"as_of": "1998-01-01"}])
def test_nothing_known_is_said_in_words(choice: dict[str, str], tmp_path: Path,
                                        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    study = Study("alignment", **choice)
    rows, made = claims.of(study)
    assert {test.outcome for tests in made.values() for test in tests} == {O}
    assert "too few" in claims.answer(rows, made)


def test_votes_picked_by_topic_decide_nothing(study: Study) -> None:
    series = study.series(*study.notebook.series)
    test = claims.on_ukraine(series)
    assert (test.outcome, test.n) == (O, 6)
    assert test.found == "same vote as Russia in 2 of 2 before and 4 of 4 after February 2022"
    assert claims.on_ukraine(series.iloc[:0]).found == "no vote known"


def test_a_fact_that_the_tests_recompute_lends_no_voice(study: Study) -> None:
    _, made = claims.of(study)
    silent = [test for tests in made.values() for test in tests if test.readings]
    assert {test.part_id for test in silent} == {"ES-02c", "ES-03c"}
    assert {reading.cuts for test in silent for reading in test.readings} == {"context"}

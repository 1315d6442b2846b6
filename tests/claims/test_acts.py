"""Acts of integration: what the written rule takes in, and each outcome of the tests on them."""

from __future__ import annotations

from datetime import date

import pandas as pd

from helpers.claims import acts
from helpers.evidence.rule import Outcome
from helpers.evidence.voices import EVERYTHING, choices_of


def listed(days: list[tuple[int, int]], done: bool = True) -> pd.DataFrame:
    words = "The two states signed a treaty." if done else "The two states quarrelled."
    return pd.DataFrame({"fact_id": [f"x-{place:03d}" for place in range(len(days))], "statement": words,
                         "date_start": [f"{year}-{month:02d}-01" for year, month in days],
                         "day": [date(year, month, 1) for year, month in days]})


EVERY_YEAR = [(year, 3) for year in range(1992, 2025)]


def test_the_rule_takes_in_what_was_done_and_leaves_out_talk_and_money(raw: dict[str, pd.DataFrame]) -> None:
    timeline = acts.timeline(raw["facts"], EVERYTHING)
    done, signed = acts.acts(timeline), acts.acts(timeline, "signed")
    assert set(signed["fact_id"]) < set(done["fact_id"])
    assert {"history-029", "history-219", "history-080"} <= set(done["fact_id"])
    for left_out in ("history-001", "history-130", "history-155", "history-207", "history-113", "history-062"):
        assert left_out not in set(done["fact_id"])
    assert done["day"].is_monotonic_increasing


def test_the_readers_choices_apply_to_the_timeline(raw: dict[str, pd.DataFrame]) -> None:
    everything = acts.timeline(raw["facts"], EVERYTHING)
    early = acts.timeline(raw["facts"], choices_of({"as_of": "2005-01-01", "perspectives": ["all"],
                                                    "coder": "consensus"}))
    official = acts.timeline(raw["facts"], choices_of({"as_of": None, "perspectives": ["official"],
                                                       "coder": "consensus"}))
    assert 0 < len(official) < len(everything)
    assert len(early) < len(everything)


def test_counts_by_year_include_the_empty_ones() -> None:
    counts = acts.by_year(listed([(1995, 1), (1995, 2), (1997, 1)]), 1994, 1998)
    assert counts.to_dict() == {1994: 0, 1995: 2, 1996: 0, 1997: 1, 1998: 0}


def test_acts_in_every_decade_hold() -> None:
    rows = listed(EVERY_YEAR)
    test = acts.added(rows, rows, 1992)
    assert (test.outcome, test.n) == (Outcome.HOLDS, 33)
    assert test.found.endswith("the longest pause is 0 years")
    assert test.rows[0] == "x-000"


def test_a_long_pause_breaks_only_where_the_list_tells_of_those_years() -> None:
    few = listed([(1993, 1), (1999, 1), (2012, 1), (2021, 1)])
    assert acts.added(few, listed(EVERY_YEAR, done=False), 1992).outcome is Outcome.BROKEN
    assert acts.added(few, few, 1992).outcome is Outcome.OPEN
    assert acts.added(few.iloc[:0], few, 1992).outcome is Outcome.OPEN


def test_a_rate_must_rise_by_more_than_the_list_may_favour_it() -> None:
    past = [(year, 3) for year in range(1992, 2020)]
    burst = [(2020, 9), *[(2021, month) for month in range(1, 13)], (2022, 1), (2022, 2)]
    rows = listed(past + burst)
    assert acts.rate(rows, rows, acts.ELECTION, acts.INVASION, 1992)[0] is Outcome.HOLDS
    some = listed([*past, (2020, 9), (2021, 3), (2021, 9), (2022, 2)])
    assert acts.rate(some, some, acts.ELECTION, acts.INVASION, 1992)[0] is Outcome.OPEN
    busy = listed([(year, month) for year in range(1992, 2020) for month in range(1, 13)])
    told = listed([*EVERY_YEAR, (2024, 6)], done=False)
    assert acts.rate(busy, told, acts.ELECTION, acts.INVASION, 1992)[0] is Outcome.BROKEN


def test_a_list_that_ends_too_early_says_nothing() -> None:
    rows = listed([(year, 3) for year in range(1992, 2022)])
    outcome, told = acts.rate(rows, rows, acts.INVASION, acts.TEXT, 1992)
    assert (outcome, told) == (Outcome.OPEN, "the list ends in 2021, too early for 2022 to 2024")
    assert acts.rate(rows, rows.iloc[:0], acts.INVASION, acts.TEXT, 1992)[0] is Outcome.OPEN
    test = acts.faster("ES-03a", rows, rows, 1992)
    assert test.outcome is Outcome.OPEN
    assert acts.CAVEAT in test.found


def test_readings_of_the_years_are_all_tried() -> None:
    past = [(year, 3) for year in range(1992, 2020)]
    burst = [(year, month) for year in (2020, 2021, 2022, 2023) for month in range(1, 13)]
    rows = listed([*past, *burst, (2024, 5)])
    test = acts.faster("ES-02a", rows, rows, 1992)
    assert len(test.tried) == 4
    assert test.outcome is Outcome.HOLDS
    assert acts.faster("ES-02a", rows.iloc[:28], listed([*EVERY_YEAR, (2024, 6)], done=False), 1992).outcome in {
        Outcome.BROKEN, Outcome.OPEN}

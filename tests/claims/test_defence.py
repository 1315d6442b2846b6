from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.claims import defence as claims
from helpers.evidence.rule import Outcome
from helpers.study import Study

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("defence")


def with_row(table: pd.DataFrame, fact_id: str, **cells: object) -> pd.DataFrame:
    """Return accounts with one more: a copy of a fact's account of presence with cells replaced."""
    mine = table[table["part_id"].eq("ES-04a") & table["fact_id"].eq(fact_id)].head(1)
    assert len(mine)
    return pd.concat([table, mine.assign(fact_id="x-001", event_id="", **cells)], ignore_index=True)


def test_presence_said_is_not_presence_seen(study: Study) -> None:
    table = study.accounts("ES-04")
    assert claims.presence(table, "verified").outcome is C
    assert claims.presence(table, "asserted").outcome is H
    known = table[table["known_from"].le("2024-05-16")]
    assert claims.presence(known, "verified").outcome is O
    official = table[table["family"].str.startswith("official")]
    assert claims.presence(official, "verified").outcome is O


def test_a_sighting_settles_it_either_way(study: Study) -> None:
    table = study.accounts("ES-04")
    seen = with_row(table, "politics-077", item=claims.SEEN, says="yes", first="2023-09")
    absent = with_row(table, "politics-077", item=claims.SEEN, says="no", first="2024-01-10")
    assert claims.presence(seen, "verified").outcome is H
    assert claims.presence(absent, "verified").outcome is B
    by_government = with_row(table, "influence-110", item=claims.SEEN, says="yes", first="2023-09")
    assert claims.presence(by_government, "verified").outcome is C


def test_a_denial_in_the_middle_of_the_year_does_not_count(study: Study) -> None:
    table = study.accounts("ES-04")
    cuts = {reading.fact_id: reading.cuts for reading in claims.presence(table, "verified").readings}
    assert cuts["politics-073"] == cuts["politics-074"] == "context"
    assert cuts["influence-117"] == "contradicts"
    assert cuts["politics-081"] == "qualifies"
    late = table.assign(first=table["first"].where(table["fact_id"].ne("politics-074"), "2023-12-31"))
    late_cuts = {reading.fact_id: reading.cuts for reading in claims.presence(late, "verified").readings}
    assert late_cuts["politics-074"] == "context"
    after = table.assign(first=table["first"].where(table["fact_id"].ne("politics-074"), "2024-01-05"))
    assert {reading.fact_id: reading.cuts for reading in claims.presence(after, "verified").readings}[
        "politics-074"] == "contradicts"


def test_an_arrival_after_the_year_does_not_support(study: Study) -> None:
    table = study.accounts("ES-04")
    kept = table["part_id"].ne("ES-04a") | table["says"].ne("yes")
    moved = table.assign(first=table["first"].where(kept, "2024-02"))
    assert claims.presence(moved, "asserted").outcome is not H
    assert claims.presence(table.iloc[:0], "verified").found == "no account read"


def test_each_step_needs_its_date(study: Study) -> None:
    table = study.accounts("ES-04")
    assert [test.outcome for test in claims.steps_taken(table)] == [O, H, H]
    late = table.assign(first=table["first"].where(table["item"].ne("agreement signed"), "2024-03-01"))
    assert [test.outcome for test in claims.steps_taken(late)] == [O, H, B]


def test_control_by_moscow_and_the_ranking(study: Study) -> None:
    made = {test.part_id: test.outcome for test in claims.nuclear(study.accounts("ES-04"), "verified")}
    assert (made["ES-04b"], made["ES-04d"]) == (H, O)
    table = study.accounts("ES-04")
    passed = table.assign(says=table["says"].where(table["part_id"].ne("ES-04b"), "no"))
    assert claims.nuclear(passed, "verified")[1].outcome is B


def test_a_constant_cannot_show_growth_and_quoted_sums_are_not_counted(study: Study) -> None:
    made = claims.of(study)
    assert made["ES-01"][0].outcome is O and "without any trend" in made["ES-01"][0].found
    assert all(test.outcome is O for tests in made.values() for test in tests if test.part_id in claims.ARMS)
    assert "77.8 percent" in made["ES-01"][1].found
    none = claims.alliance(study.series(*claims.ALLIANCE).iloc[:0])
    assert (none.outcome, none.n) == (O, 0)


def test_exercises_follow_the_accounts(study: Study) -> None:
    second, third = study.accounts("ES-02"), study.accounts("ES-03")
    assert claims.exercises("ES-02a", second, "2020").outcome is H
    assert claims.exercises("ES-02a", second.assign(says=second["says"].replace("yes", "no")), "2020").outcome is B
    assert claims.exercises("ES-03a", third, "2022").outcome is O
    strong = third.assign(directness="direct")
    assert claims.exercises("ES-03a", strong, "2022").outcome is C
    pair = claims.matched(second)
    assert (pair.outcome, pair.estimate, pair.n) == (O, -500.0, 2)
    assert claims.matched(second.iloc[:0]).found == "no pair known"


def test_every_part_of_the_claim_settled_is_tested_and_told(study: Study, raw: dict[str, pd.DataFrame]) -> None:
    findings = claims.settle(study)
    assert [finding.claim_id for finding in findings] == list(claims.CLAIMED)
    parts = raw["claim_parts"]
    wanted = set(parts.loc[parts["claim_id"].eq("ES-04"), "part_id"])
    assert wanted == {test.part_id for test in findings[-1].tests}
    assert all(len(finding.found) <= 90 and finding.summary.endswith(".") for finding in findings)
    assert "disputed" in claims.answer(claims.of(study))


def test_the_record_has_a_lane_for_what_nobody_saw(study: Study) -> None:
    table = study.accounts("ES-04")
    steps = claims.record(table)
    assert set(steps["lane"]) == set(claims.LANES.values()) - {claims.LANES[claims.SEEN]}
    assert not steps.duplicated(["lane", "who", "first"]).any()
    assert "nobody else" in claims.record_title(steps)
    seen = claims.record(with_row(table, "politics-077", item=claims.SEEN))
    assert "1 others tell" in claims.record_title(seen)
    assert claims.record_title(steps.iloc[:0]).startswith("No statement")
    assert "May 2025" in claims.denial_words(steps)
    assert "No denial" in claims.denial_words(steps.iloc[:0])
    assert "coded as indirect" in claims.law_words(claims.nuclear(table, "verified"))


def test_numbers_of_soldiers_are_persons_only(study: Study) -> None:
    rows = claims.soldiers({claim: study.accounts(claim) for claim in ("ES-02", "ES-03")})
    assert rows["soldiers"].min() >= 1000 and rows["first"].is_monotonic_increasing
    assert "30,000" in claims.soldiers_title(rows)
    assert claims.soldiers_title(rows.iloc[:0]).startswith("No number")

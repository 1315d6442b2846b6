"""The parts tested here, each outcome reached by changing the data."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.claims import acts, change, dependence, measures
from helpers.claims.change import Measure
from helpers.evidence.rule import Outcome
from helpers.evidence.voices import EVERYTHING
from helpers.study import Study

YEARS = range(2005, 2024)
UNITS = {"exports": 5.0, "debt": 5.0, "gas": 10.0, "votes": 5.0}


def measure(key: str, around: float, after: float, late: float = 0.0) -> Measure:
    """Return a measure that steps by so many trifles around 2020, after 2022 and in 2023."""
    trifle = UNITS[key]
    values = [50 + trifle * (around * (year >= 2020) + after * (year >= 2022) + late * (year >= 2023))
              for year in YEARS]
    frame = pd.DataFrame({"year": YEARS, "value": values})
    return Measure(key, key, "points", 1, "dependence", 1, trifle, (key,), frame)


def four(*steps: tuple[float, float]) -> dict[str, Measure]:
    return {key: measure(key, *pair) for key, pair in zip(UNITS, steps, strict=True)}


def test_most_topics_decide_which_step_was_larger() -> None:
    larger, smaller = (0.0, 2.0), (2.0, 0.0)
    assert dependence.larger_step(four(larger, larger, larger, smaller)).outcome is Outcome.HOLDS
    assert dependence.larger_step(four(smaller, smaller, smaller, larger)).outcome is Outcome.BROKEN
    assert dependence.larger_step(four(larger, larger, smaller, smaller)).outcome is Outcome.CONTESTED
    flat = (0.0, 0.1)
    assert dependence.larger_step(four(larger, larger, flat, flat)).outcome is Outcome.OPEN
    assert dependence.larger_step({"exports": measure("exports", *larger)}).outcome is Outcome.OPEN


def test_sets_of_years_that_disagree_dispute_the_larger_step() -> None:
    found = four((0.0, 2.0), (0.0, 2.0), (0.0, 2.0), (0.0, 2.0))
    for key in ("debt", "gas"):
        # 2020 pulls the mean around 2020 down so far that the step comes after it; 2021 alone shows it before.
        frame = found[key].values.copy()
        frame.loc[frame["year"].eq(2020), "value"] = 50 - 6 * UNITS[key]
        frame.loc[frame["year"].ge(2021), "value"] = 50 + 2 * UNITS[key]
        found[key] = Measure(key, key, "points", 1, "dependence", 1, UNITS[key], (key,), frame)
    test = dependence.larger_step(found)
    assert test.outcome is Outcome.CONTESTED
    assert [words.rsplit("2022 on ", 1)[1] for _, words in test.tried] == ["4 of 4 topics", "2 of 4 topics"]


def test_measures_of_one_topic_vote_together() -> None:
    found = four((0.0, 2.0), (2.0, 0.0), (2.0, 0.0), (2.0, 0.0))
    found["imports"] = Measure("imports", "imports", "points", 1, "dependence", 1, 5.0, ("imports",),
                               found["exports"].values)
    assert "larger after 2022 on 1 of 4 topics" in dependence.larger_step(found).found


def test_a_trend_still_runs_turns_round_or_stalls() -> None:
    def late(*sizes: float) -> dict[str, Measure]:
        return {key: measure(key, 0, 1, size) for key, size in zip(UNITS, sizes, strict=True)}

    assert dependence.still_running(late(2, 2, 2, 0)).outcome is Outcome.HOLDS
    assert dependence.still_running(late(-2, -2, -2, 0)).outcome is Outcome.BROKEN
    assert dependence.still_running(late(2, 2, -2, -2)).outcome is Outcome.CONTESTED
    assert dependence.still_running(late(0, 0, 0, 0)).outcome is Outcome.OPEN
    assert dependence.still_running({}).found.startswith("no measure reaches 2023")


def test_what_a_measure_usually_moves_is_no_turn() -> None:
    calm = measure("exports", 0, 0)
    assert dependence.noticeable(calm) == 2.5
    frame = calm.values.assign(value=[50 + (12 if year % 2 else -12) for year in YEARS])
    assert dependence.noticeable(Measure("exports", "e", "points", 1, "dependence", 1, 5.0, (), frame)) > 20


@pytest.fixture(scope="module")
def study() -> Study:
    return Study("dependence", as_of=None, perspectives="all", coder="consensus", start_year=1992, comparators="all",
                 acts="done", trade_weight=0.5, concentration=1.0)


@pytest.fixture(scope="module")
def here(study: Study) -> dependence.Material:
    return dependence.material(study)


def test_the_claims_are_settled_in_order_on_their_own_parts(study: Study) -> None:
    found = dependence.settle(study)
    assert {one.claim_id: [test.part_id for test in one.tests] for one in found} == {
        "ES-01": ["ES-01a", "ES-01d", "ES-01e"], "ES-02": ["ES-02a"], "ES-03": ["ES-03a", "ES-03d"]}
    assert all(len(one.found) <= 90 for one in found)
    assert [years for years, _ in found[0].tests[0].tried] == ["from 1992", "from 1995"]
    assert found[0].tests[0].rows


def test_steps_are_those_of_the_trade_notebook(here: dependence.Material) -> None:
    made = dependence.steps(here.measures, 2022, 2024)
    alone = change.held(here.measures["exports"], 2022, 2024, "all", 3)
    assert made["exports"].own == alone.own
    assert made["exports"].others == alone.others


def test_ranks_depend_on_weights_and_are_the_same_at_every_call(here: dependence.Material) -> None:
    one, other = (dependence.ranks(here.measures, 0.5, 1.0) for _ in range(2))
    pd.testing.assert_frame_equal(one, other)
    assert dependence.ranks(here.measures, 0.9, 50.0)["rank"].tolist() != dependence.ranks(
        here.measures, 0.1, 50.0)["rank"].tolist()
    assert dependence.ranks({}, 0.5, 1.0).empty


def test_directions_over_the_whole_span(here: dependence.Material) -> None:
    spans = dependence.whole_span(here.measures)
    assert spans["imports"][0] == "against it"
    assert spans["domestic"][0] == "with the claim"
    assert spans["exports"][1] == "1998 to 2008"
    assert dependence.whole_span({"exports": measure("exports", 0, 0)})["exports"][0] == "no clear slope"


def test_later_acts_would_decide_what_the_list_leaves_open(raw: dict[str, pd.DataFrame]) -> None:
    listed = acts.timeline(raw["facts"], EVERYTHING)
    did = acts.acts(listed)
    assert acts.faster("ES-03a", did, listed, 1992).outcome is Outcome.OPEN
    row = did.iloc[[-1]]
    later = pd.concat([row.assign(day=acts.INVASION + pd.Timedelta(days=20 * place)) for place in range(1, 40)])
    later["day"] = [pd.Timestamp(day).date() for day in later["day"]]
    assert acts.faster("ES-03a", pd.concat([did, later]), pd.concat([listed, later]), 1992).outcome is Outcome.HOLDS
    assert set(measures.TOPICS.values()) == {"trade", "debt", "energy", "votes", "autonomy"}

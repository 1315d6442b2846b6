from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest

from helpers.analysis.comovement import Together
from helpers.claims import change, dependence
from helpers.claims import dependence_told as told
from helpers.claims.change import Change
from helpers.claims.dependence import Material
from helpers.claims.together import Pair
from helpers.evidence.rule import Outcome
from helpers.study import Study


@pytest.fixture(scope="module")
def here() -> Material:
    return dependence.material(Study("dependence", as_of=None, perspectives="all", coder="consensus", start_year=1992,
                                     comparators="all", acts="done", trade_weight=0.5, concentration=1.0))


@pytest.fixture(scope="module")
def made(here: Material) -> Mapping[str, Mapping[str, Change]]:
    return {"ES-02": dependence.steps(here.measures, 2021, 2021), "ES-03": dependence.steps(here.measures, 2022, 2024)}


@pytest.fixture(scope="module")
def nothing(here: Material) -> Material:
    empty = {key: replace(one, values=one.values.iloc[:0], others=None) for key, one in here.measures.items()}
    return Material(empty, here.listed.iloc[:0], here.acts.iloc[:0], here.opinion.iloc[:0])


def test_the_answer_and_summaries_follow_the_tests(here: Material, made: Mapping[str, Mapping[str, Change]]) -> None:
    text = told.answer(here, made)
    assert text.startswith("Whether integration, dependence and loss of sovereignty form one trend cannot be told.")
    assert "the other way from 1998 to 2008" in text
    tests = dependence.tests(here, 1992)
    first = told.summary("ES-01", here, tests["ES-01"], None)
    assert first.startswith("Acts of integration add up decade after decade")
    second = told.summary("ES-03", here, tests["ES-03"], made["ES-03"])
    assert second.startswith("After February 2022: beyond their own past went Russia's share in exports;")
    assert second.endswith("bears the claim out.")
    assert told.short(here, tests["ES-02"], made["ES-02"]).startswith("2 of 9 measures beyond their past")


def test_other_outcomes_have_other_words(here: Material, made: Mapping[str, Mapping[str, Change]]) -> None:
    tests = dependence.tests(here, 1992)["ES-01"]
    broken = tuple(replace(test, outcome=Outcome.BROKEN) for test in tests)
    assert told.summary("ES-01", here, broken, None).startswith("Acts of integration stopped for a long stretch")
    assert told.short(here, broken, None).endswith("speaks against the claim")
    passed = {key: replace(one, own=replace(one.own, outcome=Outcome.HOLDS), others=replace(
        one.others, outcome=Outcome.HOLDS)) for key, one in made["ES-02"].items()}
    assert told.sheet_title({"ES-02": passed, "ES-03": made["ES-03"]}) == (
        "Of nine measures nine left the past after 2020 and one after 2022; nine clearly more than elsewhere")


def test_the_matrix_has_a_row_for_each_measure(here: Material, made: Mapping[str, Mapping[str, Change]]) -> None:
    table = told.matrix(here, made).set_index("measure")
    assert len(table) == 9
    assert table.loc["Russia's share in exports", "own past (ES-03)"] == "beyond"
    assert table.loc["the discount on Russian gas", "comparators (ES-02)"] == "none"
    assert table.loc["autonomy in domestic policy", "own past (ES-03)"] == "cannot tell"
    assert len(told.details(made)) == 18


def test_titles_follow_the_data(here: Material, nothing: Material) -> None:
    assert told.acts_title(here).endswith("the list ends in 2021")
    assert told.acts_title(nothing) == "No dated act of integration is known under these parameters"
    assert told.steps_title(here).startswith("The step after 2022 is the larger one on 2 of 3 topics")
    assert told.steps_title(nothing) == "No measure has values around both dates"
    ranks = dependence.ranks(here.measures, 0.5, 1.0)
    assert told.ranks_title(ranks).startswith("2021 ranks first in ")
    assert told.ranks_title(ranks.iloc[:0]) == "Too few years have every measure for a composite"
    assert set(told.PANELS) == {*here.measures, "opinion"}


def test_pairs_are_counted_and_their_years_weighed(here: Material, nothing: Material) -> None:
    pairs = told.pairs(here)
    assert told.pairs_title(pairs) == "Of 16 pairs 6 rise together and 10 go apart; none is clear of zero"
    assert told.worth(pairs) == "22 to 30 years are worth 1 to 2"
    assert told.changes_words(pairs).endswith("none is clear of zero.")
    clear = Pair("stock", "exports", True, Together(0.5, 0.2, 0.8, 0.95, 30, 20.0), None)
    assert told.pairs_title([clear]).endswith("1 are clear of zero")
    assert told.pairs(nothing) == []
    assert told.pairs_title([]) == "No pair of measures shares enough years"
    assert told.worth([]) == "no year"
    assert told.changes_words([]) == "No correlation of yearly changes can be had."


def test_small_sentences(here: Material, nothing: Material, made: Mapping[str, Mapping[str, Change]],
                         raw: dict[str, pd.DataFrame]) -> None:
    assert told.coverage(here) == "autonomy, energy"
    assert told.coverage(nothing) == "autonomy, debt, energy, trade, votes"
    assert told.list_end(here) == "2021"
    assert told.list_end(nothing).startswith("no year")
    assert told.paths(made).endswith("after February 2022, Russia's share in exports.")
    assert told.gas_words(raw["series"]).startswith("From 2020 to 2021")
    assert told.gas_words(raw["series"].iloc[:0]).startswith("The prices since 2020 are not known")
    assert [told.number(value) for value in (0, 2, 12, 1.5)] == ["none", "two", "12", "1.5"]
    assert "vdem12_domaut" in told.used("pairs")


def test_what_joining_would_do_is_said(here: Material, nothing: Material, raw: dict[str, pd.DataFrame]) -> None:
    text = told.apart(here, raw["series"], 1992)
    assert text.startswith("Apart stand, in order, 50.4 percent in 2009, 52 percent in 2009")
    assert "the larger step (ES-03d): bears the claim out apart, points both ways joined" in text
    assert text.endswith("It rests on 3 topics, the fewest that the test accepts.")
    assert told.apart(nothing, raw["series"].iloc[:0], 1992) == "Under these parameters there is none of them."


def test_data_behind_the_figures_are_whole(here: Material) -> None:
    data = told.sheet_data(here)
    assert {"iiseps_choice_russia", "votes"} <= set(data["measure"])
    assert not data["value"].isna().any()
    steps = told.steps_data(here)
    votes = steps[steps["measure"].eq("votes")].set_index("years")
    assert votes.loc["2021", "after_2020"] < 0 < votes.loc["2021", "after_2022"]
    assert "gas" not in set(steps["measure"])  # the price of 2022 held for three months
    assert len(told.acts_table(here)) == len(here.acts)
    assert change.SETS == ("all", "outside_eu", "eaeu")

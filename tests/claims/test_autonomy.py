"""What the scores of autonomy settle: each outcome reached by changing the data."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers.claims import autonomy
from helpers.claims import autonomy_told as told
from helpers.evidence.rule import Outcome
from helpers.study import Study

H, B, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.OPEN
YEARS = list(range(1992, 2022))
STANDING = [1.7] * 30
LATE = [*STANDING[:-2], 0.9, 0.0]
LONG = [2 - 0.07 * place for place in range(30)]


@pytest.fixture
def rows(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return raw["series"]


def with_scores(rows: pd.DataFrame, values: list[float], state: str = "BLR") -> pd.DataFrame:
    """Return the series with both scores of a state replaced from 1992 on."""
    mine = rows["series_id"].isin(list(autonomy.SCORES.values())) & rows["entity"].eq(state)
    late = rows["period"].ge("1992") & rows["period"].str.len().eq(4)
    new = dict(zip(map(str, YEARS), values, strict=True))
    return rows.assign(value=rows["value"].where(~(mine & late), rows["period"].map(new)))


def outcomes(series: pd.DataFrame, claim: str, start: int = 1992, states: str = "all") -> list[Outcome]:
    return [test.outcome for test in autonomy.tests(series, start, states)[claim]]


def test_the_scores_as_they_are(rows: pd.DataFrame) -> None:
    made = autonomy.tests(rows, 1992)
    assert [test.part_id for tests in made.values() for test in tests] == [
        "ES-01c", "ES-01c", "ES-02c", "ES-02c", "ES-03c", "CON-01a"]
    domestic, foreign = made["ES-01"]
    assert (domestic.outcome, foreign.outcome) == (B, B)
    assert [name for name, _ in domestic.tried] == [
        "from 1992", "from 1996", "a fall of 0.1 points or less counts as none",
        "a fall of 0.5 points or less counts as none"]
    assert "since 2010" in domestic.tried[2][1]
    assert "since 2017" in foreign.found
    first = made["ES-02"][0]
    assert first.estimate == pytest.approx(-1.647)
    assert "place 1 of 13 states" in first.tried[0][1]
    assert "place 2 of 13 states" in first.tried[1][1]
    assert first.outcome is O


def test_a_fall_over_decades_holds_a_late_one_breaks_a_short_span_is_open(rows: pd.DataFrame) -> None:
    assert outcomes(with_scores(rows, LONG), "ES-01") == [H, H]
    assert outcomes(with_scores(rows, LATE), "ES-01") == [B, B]
    assert outcomes(with_scores(rows, LATE), "ES-01", start=2005) == [O, O]


def test_a_fall_is_faster_only_beyond_its_past_and_beyond_every_other(rows: pd.DataFrame) -> None:
    deep = [*STANDING[:-2], 0.2, -2.0]
    assert outcomes(with_scores(rows, deep), "ES-02") == [H, H]
    assert outcomes(with_scores(rows, STANDING), "ES-02") == [B, B]
    # As steep all along: no rarer than before.
    steep = [10 - 0.7 * place for place in range(30)]
    assert outcomes(with_scores(rows, steep), "ES-02") == [O, O]


def test_a_fall_that_half_of_the_others_shared_is_none_of_its_own(rows: pd.DataFrame) -> None:
    shared = with_scores(rows, LATE)
    for state in ("ARM", "AZE", "GEO", "KAZ", "KGZ", "UZB"):
        shared = with_scores(shared, [*STANDING[:-2], 0.0, -2.0], state)
    assert outcomes(shared, "ES-02") == [B, B]


def test_the_set_of_comparators_matters(rows: pd.DataFrame) -> None:
    assert outcomes(rows, "ES-02", states="eaeu") == [H, H]


def test_nothing_after_2021_can_be_tested(rows: pd.DataFrame) -> None:
    test, = autonomy.tests(rows, 1992)["ES-03"]
    assert test.outcome is O
    assert test.found.startswith("the last score is that of 2021; influence capacity over Belarus")


def test_autonomy_can_refute_influence_and_not_prove_it(rows: pd.DataFrame) -> None:
    assert outcomes(rows, "CON-01") == [O]
    assert outcomes(with_scores(rows, STANDING), "CON-01") == [B]


def test_nothing_known_leaves_everything_open(rows: pd.DataFrame) -> None:
    none = rows.iloc[:0]
    made = autonomy.tests(none, 1992)
    assert {test.outcome for tests in made.values() for test in tests} == {O}
    assert autonomy.short(made["ES-03"]) == "no value to test, the scores cannot decide"
    found = autonomy.rarity(autonomy.panels(none, 1992), "all")
    assert told.answer(made, found) == "Under these parameters too few scores are known to answer."
    assert told.moves_table(found["from January 2021"]).empty
    assert "cannot" in told.moves_title(found["from January 2021"])
    assert told.ranks(none).empty
    assert told.earlier_steps(told.steps_table(autonomy.panels(none, 1992))).startswith("No step")
    assert told.also_fell(found["from January 2021"]) == "no other state"
    assert "not known" in told.influence_title(autonomy.influence(none))


def test_words_follow_the_tests(rows: pd.DataFrame) -> None:
    for series, start in ((with_scores(rows, LONG), "The scores tell of a loss over"),
                          (rows, "The scores tell of no loss over"),
                          (with_scores(rows, LATE), "The scores tell of no loss over")):
        made = autonomy.tests(series, 1992)
        found = autonomy.rarity(autonomy.panels(series, 1992), "all")
        assert told.answer(made, found).startswith(start)
    assert "In 2021 alone Uzbekistan fell farther." in told.answer(
        autonomy.tests(rows, 1992), autonomy.rarity(autonomy.panels(rows, 1992), "all"))


def test_tables_of_the_notebook(rows: pd.DataFrame) -> None:
    tables = autonomy.panels(rows, 1992)
    moves = told.steps_table(tables)
    mine = told.own_steps(moves)
    assert mine.loc[mine["score"].eq("domestic policy"), "year"].tolist() == [2010, 2016, 2020, 2021]
    assert told.ranks(rows).set_index("year").at[2021, "domestic policy"] == "12 of 169"
    assert told.rescored(moves, "domestic policy", 2020, 2021) == (5, 4)
    assert told.scale(rows, tables) == {"median": "1.37", "compared": "13"}
    assert told.earlier_steps(moves).startswith("On domestic policy the score moved by -0.61 in 2010, +0.49 in 2016")
    assert told.also_fell(autonomy.rarity(tables, "all")["from the election of 2020"]).startswith("Uzbekistan by 1.11")
    assert len(told.places(autonomy.rarity(tables, "all"))) == 4
    assert told.drift(rows, moves, tables)["drift"].startswith("-0.12 against -1.65")


def test_the_notebook_settles_nothing_and_records_four_findings(tmp_path: Path,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    study = Study("autonomy", start_year=1992, comparators="all")
    assert not study.notebook.settles
    made = autonomy.settle(study)
    assert [finding.claim_id for finding in made] == ["ES-01", "ES-02", "ES-03", "CON-01"]
    assert all(len(finding.found) <= 90 and finding.summary.endswith(".") for finding in made)

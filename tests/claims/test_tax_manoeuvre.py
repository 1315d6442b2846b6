from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.claims import tax_manoeuvre as oil
from helpers.claims import tax_manoeuvre_told as told
from helpers.evidence.rule import Outcome
from helpers.study import Study

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


def duty(*pairs: tuple[str, float]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["period", "value"])


def netbacks(differences: list[float], first: int = 2015) -> pd.DataFrame:
    months = [f"{first + i // 2}-{1 + 6 * (i % 2):02d}" for i in range(len(differences))]
    return pd.DataFrame({"month": pd.Series(months, dtype="str"), "year": [int(month[:4]) for month in months],
                         "difference": differences,
                         "price_per_tonne": 400.0, "duty_with": 50.0})


STATED = pd.DataFrame({"value": [85.0]})


@pytest.mark.parametrize(("path", "expected"), [
    ([("2014-07", 385.2), ("2024-01", 0.0)], Outcome.HOLDS), ([("2014-07", 385.2), ("2024-01", 10.0)], Outcome.BROKEN),
    ([("2014-07", 385.2), ("2023-12", 24.7)], Outcome.OPEN), ([("2018", 128.0)], Outcome.OPEN),
])
def test_the_duty_path_must_end_at_zero(path: list[tuple[str, float]], expected: Outcome) -> None:
    assert oil.duty_to_zero(duty(*path)).outcome is expected


@pytest.mark.parametrize(("differences", "voices", "expected"), [
    ([10.0] * 8, 1, Outcome.BROKEN), ([-10.0] * 8, -1, Outcome.HOLDS), ([10.0] * 8, 0, Outcome.OPEN),
    ([10.0] * 3, 1, Outcome.OPEN), ([10.0, -10.0] * 4, 1, Outcome.CONTESTED), ([], 1, Outcome.OPEN),
])
def test_model_and_accounts_must_agree_in_sign(differences: list[float], voices: int, expected: Outcome) -> None:
    assert oil.dearer(netbacks(differences), voices).outcome is expected


def test_oil_below_the_world_price_needs_every_year() -> None:
    whole = netbacks([10.0] * 18)
    assert oil.below_world(whole, STATED).outcome is Outcome.HOLDS
    assert oil.below_world(whole[whole["year"] != 2018], STATED).outcome is Outcome.OPEN
    assert oil.below_world(whole.assign(duty_with=0.0), STATED).outcome is Outcome.CONTESTED
    assert oil.below_world(whole.assign(duty_with=0.0), STATED.assign(value=101.0)).outcome is Outcome.BROKEN


def test_the_sign_of_direct_accounts() -> None:
    rows = pd.DataFrame({"directness": "direct", "part_ids": "DIV-06a;DIV-06b", "stance": ["contradicts"] * 4})
    assert oil.sign_of_estimates(rows) == 1
    assert oil.sign_of_estimates(rows.assign(stance="supports")) == -1
    assert oil.sign_of_estimates(rows.assign(stance=["supports"] * 2 + ["contradicts"] * 2)) == 0
    assert oil.sign_of_estimates(rows.assign(directness="indirect")) == 0


def test_a_statement_reported_twice_is_one_estimate(raw: dict[str, pd.DataFrame]) -> None:
    found = oil.estimates(raw["loss_estimates"], raw["facts"])
    events = found.merge(raw["facts"][["fact_id", "event_id"]], on="fact_id", suffixes=("", "_"))
    named = events[events["event_id"] != ""]
    assert not named.duplicated(["event_id", "first_year", "last_year", "high_usd"]).any()
    assert len(found) < len(raw["loss_estimates"])
    assert (found["usd"] > 0).all()


def test_estimates_agree_with_the_facts_they_are_read_from(raw: dict[str, pd.DataFrame]) -> None:
    joined = raw["loss_estimates"].merge(raw["facts"], on="fact_id")
    named = joined[(joined["unit"] == "USD")]
    inside = [row.low_usd <= row.quantity <= row.high_usd
              for row in named.drop_duplicates("fact_id").itertuples() if row.quantity >= 1e8]
    assert len(inside) > 10
    assert sum(inside) >= len(inside) - 1


def test_the_comparison_with_the_model_names_both() -> None:
    yearly = pd.DataFrame({"year": [2019], "loss_usd": [3.6e8]})
    found = pd.DataFrame({"first_year": [2019, 2019], "last_year": [2019, 2019], "scope": ["economy", "budget"],
                          "low_usd": [3e8, 1e8], "high_usd": [4e8, 1e8]})
    assert told.against_model(found, yearly, 2019) == "0.30 to 0.40 billion dollars for 2019 against 0.36 in the model"
    assert told.against_model(found, yearly, 2020) == "for 2020 nothing can be compared"


def test_the_answer_follows_the_outcome() -> None:
    test = oil.dearer(netbacks([10.0] * 8), 1)
    assert told.answer(test, netbacks([10.0] * 8)).startswith("The manoeuvre makes oil dearer")
    assert "8 of 8 months" in told.answer(test, netbacks([10.0] * 8))


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("tax-manoeuvre")


def test_every_part_has_a_test_and_every_finding_has_words(study: Study, raw: dict[str, pd.DataFrame]) -> None:
    made = oil.settle(study)
    assert [finding.claim_id for finding in made] == list(study.notebook.settles)
    parts = raw["claim_parts"]
    wanted = parts[parts["claim_id"].isin(study.notebook.settles) & parts["test_kind"].ne("stance")]
    assert set(wanted["part_id"]) == {test.part_id for finding in made for test in finding.tests}
    assert all(len(finding.found) <= 90 and finding.summary.endswith(".") for finding in made)


def test_the_accounts_name_the_mechanism(study: Study) -> None:
    table = study.accounts("DIV-05")
    assert [test.outcome for test in oil.mechanism(table)] == [H, O, H]
    assert {test.outcome for test in oil.mechanism(table.assign(says="no"))} == {B, O}
    assert {test.outcome for test in oil.mechanism(table.iloc[:0])} == {O}
    split = table.assign(says=table["says"].where(~table["fact_id"].isin(["economy-087", "history-091"]), "no"))
    assert oil.mechanism(split)[2].outcome is C


def test_compensation_is_cheap_oil_only_if_it_reaches_the_russian_price(study: Study) -> None:
    table = study.accounts("DIV-06")
    assert oil.compensated(table).outcome is O
    assert oil.compensated(table.assign(says="yes", directness="direct")).outcome is H
    assert oil.compensated(table.assign(says="no", directness="direct")).outcome is B


def test_a_price_to_be_paid_is_no_achievement(study: Study) -> None:
    table = study.accounts("INF-07")
    assert [test.outcome for test in oil.presented(table)] == [O, B]
    assert [test.outcome for test in oil.presented(table.assign(says="yes", read=[["page"]] * len(table)))] == [H, H]
    assert [test.outcome for test in oil.presented(table.iloc[:0])] == [O, O]


def test_sums_promised_stand_once_beside_what_was_found_of_payments(study: Study) -> None:
    table = told.promised(study.evidence("INF-07"))
    assert len(table) >= 5
    assert not table.duplicated(["sum", "who"]).any()
    assert told.promised(study.evidence("INF-07").iloc[:0]).empty
    gaps = study.table("gaps")
    assert told.paid(gaps).startswith("payments made")
    assert told.paid(gaps.iloc[:0]) == ""


def test_how_far_urals_lay_below_brent() -> None:
    gaps = pd.DataFrame({"year": [2019, 2021, 2022, 2023], "gap": [1.0, 3.0, 20.0, 30.0]})
    assert "2 dollars a barrel below it on average before 2022 and 25" in told.below_brent(gaps)
    assert "cannot be told" in told.below_brent(gaps[gaps["year"] < 2022])


@pytest.mark.parametrize("given", [{"as_of": "2024-05-16"}, {"as_of": "2012-01-01"}, {"perspectives": "independent"},
                                   {"coder": "b"}])
def test_other_choices_are_settled_too(given: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    assert len(oil.settle(Study("tax-manoeuvre", **given))) == 3


def test_titles_say_so_where_no_month_is_known() -> None:
    none = netbacks([])
    assert told.path_title(none).startswith("No month")
    assert told.discount_title(none, False).startswith("The discount is not known")
    assert "more in 8 of 8 months" in told.path_title(netbacks([10.0] * 8))
    assert told.discount_title(netbacks([10.0] * 8), True).endswith("to zero in 2024")
    assert told.fits(None, pd.DataFrame()).startswith("No pair")

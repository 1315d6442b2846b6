from __future__ import annotations

import pandas as pd
import pytest

from helpers.claims import oil
from helpers.evidence.rule import Outcome


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
    assert oil.against_model(found, yearly, 2019) == "0.30 to 0.40 billion dollars for 2019 against 0.36 in the model"
    assert oil.against_model(found, yearly, 2020) == "for 2020 nothing can be compared"


def test_the_answer_follows_the_outcome() -> None:
    test = oil.dearer(netbacks([10.0] * 8), 1)
    assert oil.answer(test, netbacks([10.0] * 8)).startswith("The manoeuvre makes oil dearer")
    assert "8 of 8 months" in oil.answer(test, netbacks([10.0] * 8))

"""Oil: the formula against the pairs, the netback's algebra, and the losses with their blanks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import oil
from helpers.data import tables
from helpers.errors import CompendiumError

MONTHS = ["2014-06", "2015-06", "2016-06", "2018-06", "2019-06", "2020-06", "2021-06", "2022-06", "2023-06"]


@pytest.fixture(scope="module")
def rules() -> pd.DataFrame:
    return tables.read("duty_rules")


@pytest.fixture(scope="module")
def pairs() -> pd.DataFrame:
    return oil.pairs(tables.read("series"))


def duty_of_tonne(price: float, month: str, rules: pd.DataFrame) -> float:
    """Return the duty for a price in USD per tonne."""
    return float(oil.export_duty(price, month, rules, barrels_per_tonne=1.0)[0])


def test_thirty_five_pairs(pairs: pd.DataFrame) -> None:
    assert len(pairs) == 35
    assert (pairs["month"].iloc[0], pairs["month"].iloc[-1]) == ("2014-07", "2023-04")
    assert pairs["month"].is_unique
    assert pairs[pairs["flag"].eq("check")]["month"].tolist() == ["2015-01"]


@pytest.mark.parametrize(("price", "month", "expected"), [
    (107.66, "2014-07", 385.2), (58.15, "2015-04", 130.8), (75.22, "2018-07", 139.1),
    (19.0, "2020-05", 6.8), (19.91, "2020-06", 8.3), (73.24, "2022-06", 44.8), (50.8, "2023-04", 14.3),
    (80.0, "2024-06", 0.0)])
def test_the_duty_of_a_month(rules: pd.DataFrame, price: float, month: str, expected: float) -> None:
    assert oil.export_duty(price, month, rules)[0] == pytest.approx(expected, abs=0.151)


def test_no_rule_no_duty(rules: pd.DataFrame) -> None:
    assert np.isnan(oil.export_duty(60, "2008-10", rules)).all()
    assert np.isnan(oil.export_duty([60, 60], ["2013-12", "2018-01"], rules)).tolist() == [True, False]


def test_the_branches_start_at_zero_and_do_not_meet(rules: pd.DataFrame) -> None:
    for month, factor in (("2018-06", 1.0), ("2020-06", 0.666667)):
        assert duty_of_tonne(100, month, rules) == 0
        assert duty_of_tonne(109.5, month, rules) == 0
        assert duty_of_tonne(182.5, month, rules) == pytest.approx(25.55 * factor)
        assert duty_of_tonne(182.5001, month, rules) == pytest.approx(29.2 * factor, abs=0.001)


def test_the_formula_fits_as_the_gap_notes_say(pairs: pd.DataFrame, rules: pd.DataFrame) -> None:
    fit = oil.fit(pairs, rules)
    residuals = fit.table.set_index("month")["residual"]
    assert len(residuals) == 35
    assert (fit.worst_month, round(fit.worst_residual, 1)) == ("2015-01", 0.6)
    assert residuals.drop("2015-01").abs().max() < 0.15
    assert fit.table[fit.table["branch"].eq("lower")]["month"].tolist() == ["2020-05", "2020-06"]
    assert fit.rmse == pytest.approx(np.sqrt((residuals**2).mean())) == pytest.approx(0.123, abs=0.001)
    assert fit.by_rule["n"].sum() == 35
    january = fit.by_rule.set_index("rule_id").loc["D2015"]
    assert (january["worst_month"], round(january["worst"], 1)) == ("2015-01", 0.6)


def test_what_is_left_is_rounding(pairs: pd.DataFrame, rules: pd.DataFrame) -> None:
    """Factors of three decimals, cut off at a tenth, give most printed duties to the digit."""
    table = oil.fit(pairs, rules.assign(factor=rules["factor"].round(3))).table
    cut = np.floor(10 * table["formula"]) / 10
    assert (cut - table["duty"]).abs().lt(0.01).sum() >= 29
    assert (cut - table["duty"]).abs().lt(0.11).sum() == 34


def test_seven_point_three_barrels_fit_best(pairs: pd.DataFrame, rules: pd.DataFrame) -> None:
    errors = {ratio: oil.fit(pairs, rules, ratio).rmse for ratio in (7.2, 7.25, 7.29, 7.3, 7.31, 7.33)}
    assert min(errors, key=errors.__getitem__) == 7.3
    assert errors[7.2] > 10 * errors[7.3]


def test_left_free_the_pairs_give_the_stated_steps(pairs: pd.DataFrame, rules: pd.DataFrame) -> None:
    found = oil.slopes(pairs, rules).set_index("rule_id")
    assert found["n"].sum() == 33  # two months lie on the lower branch
    assert found["within"].dropna().all()
    assert found["within"].notna().sum() == 6
    assert found.loc["D2014", ["slope", "low"]].isna().all()  # a single pair draws no line
    assert np.isfinite(found.loc["D2021", "slope"])
    assert np.isnan(found.loc["D2021", "low"])
    assert (found["implied"] - found["factor"]).abs().max() < 0.001
    assert (found["implied_low"] <= found["implied"]).all()
    assert (found["implied"] <= found["implied_high"]).all()


def test_a_wrong_step_would_be_noticed(pairs: pd.DataFrame, rules: pd.DataFrame) -> None:
    wrong = rules.assign(factor=rules["factor"].where(rules["rule_id"].ne("D2022"), 0.5))
    row = oil.slopes(pairs, wrong).set_index("rule_id").loc["D2022"]
    assert not row["within"]
    assert row["implied"] == pytest.approx(1 / 3, abs=0.001)
    assert oil.fit(pairs, wrong).rmse > 5


def test_the_netback_with_and_without(pairs: pd.DataFrame, rules: pd.DataFrame) -> None:
    found = oil.netback(pairs, rules)
    np.testing.assert_allclose(found["with_manoeuvre"] - found["without_manoeuvre"], found["difference"])
    np.testing.assert_allclose(found["with_manoeuvre"] + found["duty_with"], found["price_per_tonne"])
    np.testing.assert_allclose(found["difference_per_barrel"] * 7.3, found["difference"])
    months = found.set_index("month")["difference"]
    assert months["2014-07"] == pytest.approx(0, abs=0.05)  # the rule itself was in force
    assert (months.drop("2014-07") > 0).all()  # dearer in every later month
    assert months["2022-04"] == months.max() == pytest.approx(272.1, abs=0.1)


def test_the_completion_stage_alone(pairs: pd.DataFrame, rules: pd.DataFrame) -> None:
    """The rule of 2018 says nothing of the years before it, and nothing changed while it stood."""
    found = oil.netback(pairs, rules, oil.RULE_2018)
    assert found.loc[found["year"] < 2017, "difference"].isna().all()
    assert found.loc[found["year"].isin([2017, 2018]), "difference"].abs().max() < 0.11
    assert (found.loc[found["year"] >= 2019, "difference"] > 0).all()
    # The whole manoeuvre costs more than its last stage, but for prices so low that no rate had changed.
    more = oil.netback(pairs, rules)["difference"] - found["difference"]
    assert (more[found["price_per_tonne"].gt(182.5) & more.notna()] > 0).all()
    assert more[found["price_per_tonne"].le(182.5)].tolist() == [0, 0]


def test_losses_by_year_against_what_was_said(pairs: pd.DataFrame, rules: pd.DataFrame) -> None:
    stage = oil.losses(oil.netback(pairs, rules, oil.RULE_2018)).set_index("year")
    # Belneftekhim: some 20 dollars a tonne in 2019; Minsk: 383 mn dollars at 70 dollars a barrel.
    assert stage.loc[2019, "difference"] == pytest.approx(20.0, abs=0.1)
    assert stage.loc[2019, "loss_usd"] == pytest.approx(360e6, abs=1e6)
    assert stage.loc[2015, "months"] == 0  # four pairs, none of which that rule can speak of
    whole = oil.losses(oil.netback(pairs, rules)).set_index("year")
    expected = {2015: 732, 2016: 255, 2017: 955, 2018: 1792, 2019: 1931, 2020: 895, 2021: 2674, 2022: 3762,
                2023: 2312}
    assert (whole.loc[list(expected), "loss_usd"] / 1e6).round().astype(int).to_dict() == expected
    assert whole["months"].to_dict() == {2015: 4, 2016: 2, 2017: 1, 2018: 6, 2019: 3, 2020: 5, 2021: 2,
                                         2022: 7, 2023: 4, 2024: 0}


def test_a_year_without_a_pair_is_blank_not_zero(pairs: pd.DataFrame, rules: pd.DataFrame) -> None:
    yearly = oil.losses(oil.netback(pairs, rules))
    assert yearly.set_index("year").loc[2024].drop("months").isna().all()
    spans = oil.sums(yearly).set_index("span")
    late = spans.loc["2019-2024"]
    assert (late["years"], late["missing"], late["months"]) == (5, "2024", 21)
    assert late["loss_usd"] == pytest.approx(yearly.loc[yearly["year"] >= 2019, "loss_usd"].sum())
    assert spans.loc["2015-2018", "missing"] == ""
    none = oil.sums(yearly, {"2024": (2024, 2024)}).iloc[0]
    assert none["years"] == 0
    assert np.isnan(none["loss_usd"])


def test_sensitivity_covers_every_combination(pairs: pd.DataFrame, rules: pd.DataFrame) -> None:
    found = oil.sensitivity(pairs, rules, tonnages=(18e6, 24e6))
    assert len(found) == 3 * 2 * 2 * 10
    choices = ["counterfactual", "barrels_per_tonne", "tonnes"]
    loss = found[found["year"].eq(2019)].set_index(choices)["loss_usd"].to_dict()
    assert loss["D2017", 7.3, 18e6] == pytest.approx(360e6, abs=1e6)
    assert loss["D2017", 7.3, 24e6] == pytest.approx(360e6 * 24 / 18, abs=2e6)
    for rule_id in ("D2014", "D2017"):
        assert loss[rule_id, 7.2, 18e6] < loss[rule_id, 7.3, 18e6] < loss[rule_id, 7.33, 18e6]


def test_brent_runs_away_from_urals_in_2022(pairs: pd.DataFrame) -> None:
    gap = oil.brent_gap(pairs, tables.read("series")).set_index("year")["gap"]
    assert gap.loc[:2021].abs().max() < 10
    assert gap.loc[2022] == pytest.approx(21.9, abs=0.1)
    assert gap.loc[2023] > 30


def test_errors_say_what_is_wrong(pairs: pd.DataFrame, rules: pd.DataFrame) -> None:
    with pytest.raises(CompendiumError, match="D2014"):
        oil.netback(pairs, rules, "D1999")
    with pytest.raises(CompendiumError, match="no pair"):
        oil.fit(pairs.iloc[:0], rules)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.floats(0, 200), st.floats(0, 30), st.sampled_from(MONTHS))
def test_the_duty_is_never_negative_and_never_falls_with_the_price(price: float, more: float,
                                                                   month: str) -> None:
    rules = tables.read("duty_rules")
    low, high = oil.export_duty([price, price + more], month, rules)
    assert 0 <= low <= high
    assert high < (price + more) * oil.BARRELS_PER_TONNE or high == 0  # never the whole price


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.one_of(st.floats(0, 182.49), st.floats(182.51, 900)), st.floats(0, 0.01), st.sampled_from(MONTHS))
def test_the_duty_is_continuous_but_for_the_threshold(price: float, little: float, month: str) -> None:
    rules = tables.read("duty_rules")
    change = duty_of_tonne(price + little, month, rules) - duty_of_tonne(price, month, rules)
    assert 0 <= change <= 0.59 * little + 1e-9


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.integers(0, 100), st.integers(0, 100), st.floats(20, 150))
def test_the_further_the_duty_is_cut_the_dearer_the_oil(one: int, two: int, price: float) -> None:
    rules = tables.read("duty_rules")
    cut = rules[rules["rule_id"].eq("D2019")]
    duties = [float(oil.export_duty(price, "2019-06", cut.assign(factor=percent / 100))[0])
              for percent in (one, two)]
    pairs = pd.DataFrame({"month": "2019-06", "year": 2019, "price": price, "duty": duties, "flag": ""})
    first, second = oil.netback(pairs, rules)["difference"]
    assert (first > second) == (one < two)
    assert (first == second) == (one == two)

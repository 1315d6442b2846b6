from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.analysis import debt
from helpers.claims import debt_and_finance as claims
from helpers.claims import debt_and_finance_told as told
from helpers.study import Study


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("debt-and-finance")


def stock(*values: float, first: int = 2019) -> pd.DataFrame:
    return pd.DataFrame({"year": range(first, first + len(values)), "value": values})


def test_the_answer_names_sum_share_and_money(study: Study) -> None:
    series, tables, stated = claims.material(study)
    made = claims.tests(series, tables, stated, 92)
    text = told.answer(series, debt.shares(series), made["DIV-08"])
    assert "8.5 billion dollars at its most, at the end of 2021" in text
    assert "20 percent" in text
    assert "more than old debt rolled over" in text
    nothing = told.answer(series.iloc[:0], debt.shares(series.iloc[:0]), made["DIV-08"])
    assert nothing.startswith("How much Belarus owes Russia is not known")


def test_titles_stay_true_when_little_is_known() -> None:
    assert "Debt to Russia went from 9.0 billion" in told.stock_title(stock(8e9, 9e9, 7e9), stock(40.0, 44.0))
    assert "its share in public debt grew" in told.stock_title(stock(8e9, 9e9, 7e9), stock(40.0, 44.0))
    assert "its most" in told.stock_title(stock(8e9, 9e9), stock(40.0))
    assert told.stock_title(stock(8e9), stock()) == "Debt to Russia is known for 1 year only"
    none = pd.DataFrame(columns=["series_id", "entity", "period", "value", "known_from"])
    assert told.shares_title(debt.shares(none)).startswith("No share")
    assert "No payment" in told.package_title(pd.DataFrame(columns=["item", "day", "low"]), float("nan"))


def test_net_flows_say_which_was_more() -> None:
    net = pd.DataFrame({"period": ["2020", "2021"], "drawn": [2e9, 1e9], "repaid": [1e9, 3e9], "net": [1e9, -2e9]})
    assert told.net_words(net).count("more came in") == 1
    assert told.net_words(net).count("more went out") == 1
    assert "not known" in told.net_words(net.iloc[:0])


def test_how_the_debt_moved_after_2021() -> None:
    assert told.moved(stock(5.0, 6.0, 7.0, 6.0, 5.0, 5.5)) == "it fell in 2 of the 3 years after 2021"
    assert "not known" in told.moved(stock(5.0))


def test_who_said_what_the_money_was_for(study: Study) -> None:
    sums = claims.package(study.accounts("DIV-08"))
    assert "refinances old debt" in told.sides(sums)
    assert told.sides(sums.iloc[:0]) == "no account says what the money was for"
    assert len(told.money_table(sums)) == len(sums)


def test_other_states_are_named_in_number(raw: dict[str, pd.DataFrame]) -> None:
    one = claims.indebted(raw["series"])
    assert "9 others" in told.beside_title(one)
    assert len(told.beside_table(one)) == 2
    assert "7 percent of output" in told.invested(raw["series"])
    assert "points" in told.limits(claims.owed_measures(raw["series"]))

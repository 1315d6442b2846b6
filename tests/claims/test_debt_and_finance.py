from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.analysis import debt
from helpers.claims import debt_and_finance as claims
from helpers.evidence.rule import Outcome
from helpers.study import Study

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("debt-and-finance")


def test_backing_needs_an_act_in_its_time(study: Study) -> None:
    table = study.accounts("DIV-08")
    assert claims.backed(table).outcome is H
    assert claims.backed(table.assign(first="2019-01-01")).outcome is O
    mine = table["part_id"].eq("DIV-08a")
    assert claims.backed(table.assign(says=table["says"].where(~mine, "no"))).outcome is B
    assert claims.backed(table.iloc[:0]).outcome is O


def test_money_needs_a_payment_or_a_deferral(study: Study) -> None:
    table = study.accounts("DIV-08")
    assert claims.paid_out(table).outcome is H
    promises = table[~table["item"].str.startswith(claims.PAID) & table["item"].ne(claims.PUT_OFF)]
    assert claims.paid_out(promises).outcome is O
    assert claims.paid_out(table.assign(says="no")).outcome is B


def test_only_what_is_drawn_beyond_repayment_is_new(study: Study) -> None:
    table, net = study.accounts("DIV-08"), debt.net(claims.flows(study.accounts("ES-02")))
    made = claims.not_only_old(table, net)
    assert made.outcome is H
    assert made.found.startswith("1.5 of 1.5 billion dollars promised were paid")
    assert {reading.cuts for reading in made.readings} == {"qualifies"}
    assert claims.not_only_old(table, net.assign(net=-1.0)).outcome is B
    assert claims.not_only_old(table, net.iloc[:0]).outcome is O
    assert claims.not_only_old(table.iloc[:0], net).outcome is O


def test_a_payment_told_twice_is_one_payment(study: Study) -> None:
    sums = claims.package(study.accounts("DIV-08"))
    paid = claims.payments(sums)
    assert paid["item"].tolist() == ["fund", "first tranche", "second tranche"]
    assert (paid["accounts"] == 2).all()
    assert paid["day"].tolist() == ["2020-10-16", "2020-12-30", "2021-06-02"]
    assert paid["low"].sum() == sums.loc[sums["item"].eq(claims.PROMISED), "high"].max()


def test_flows_are_read_by_creditor_and_way(study: Study) -> None:
    flows = claims.flows(study.accounts("ES-02"))
    assert set(flows["way"]) == {"drawn", "repaid"}
    assert set(flows["creditor"]) == {"Russia", "fund"}
    assert debt.net(flows)["period"].tolist()[0] == "2020"


def test_two_counts_of_the_share_are_never_joined(raw: dict[str, pd.DataFrame]) -> None:
    made = claims.owed_measures(raw["series"])
    assert made["share"].values["year"].min() == 2019
    assert 2009 not in set(made["share"].values["year"])
    assert set(made) == {"share", "stock", "output"}


def test_a_few_yearly_values_decide_nothing_and_many_do() -> None:
    few = claims.owed_measures(pd.DataFrame(columns=["series_id", "entity", "period", "value", "known_from"]))
    made = claims.faster("ES-03b", few["stock"], ((2022, 2024),), "faster")
    assert made.outcome is O
    assert "no value" in made.found
    many = few["stock"]
    values = pd.DataFrame({"year": range(2000, 2025), "value": [5.0 + 0.1 * (year % 2) for year in range(2000, 2025)]})
    steady = claims._measure("stock", "debt", "billion dollars", 2, 0.5, many.series, values)
    assert claims.faster("ES-03b", steady, ((2022, 2024),), "faster").outcome is B


def test_what_could_be_seen_needs_three_years_before() -> None:
    values = pd.DataFrame({"year": [2019, 2020, 2021, 2022], "value": [1.0, 2.0, 1.5, 1.0]})
    one = claims._measure("stock", "debt", "billion dollars", 2, 0.5, ("s",), values)
    assert (claims.smallest(one, 2022) or 0) > 1
    assert claims.smallest(one, 2021) is None
    assert claims.smallest(one, 2030) is None


def test_shares_of_investment_are_told_and_decide_nothing(study: Study) -> None:
    facts = study.facts(*claims.INVESTMENT)
    made = claims.invested(facts)
    assert made.outcome is O
    assert made.found.startswith("4 shares stated: 50 % in 2011")
    assert claims.invested(facts.iloc[:0]).found == "no share stated"


def test_windows_are_means_of_the_years_known(raw: dict[str, pd.DataFrame]) -> None:
    made = claims.windows(raw["series"]).set_index("measure")
    mine = raw["series"]
    rows = mine[mine["series_id"].eq(claims.BESIDE) & mine["entity"].eq("BLR") & mine["period"].isin(["2020", "2021"])]
    assert made.at[claims.FLOWS[claims.BESIDE], "2020-21"] == pytest.approx(rows["value"].mean())


@pytest.mark.parametrize("given", [{"as_of": "2024-05-16"}, {"as_of": "2012-01-01"}, {"perspectives": "independent"},
                                   {"perspectives": "official"}, {"coder": "b"}])
def test_other_choices_are_settled_too(given: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    assert len(claims.settle(Study("debt-and-finance", **given))) == 4

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import debt


def rows(*cells: tuple[str, str, float], entity: str = "BLR") -> pd.DataFrame:
    return pd.DataFrame([{"series_id": name, "period": period, "value": value, "entity": entity, "known_from": ""}
                         for name, period, value in cells],
                        columns=["series_id", "period", "value", "entity", "known_from"])


BANK, FUND, MINISTRY = "debt_to_russia_ids_usd", "debt_to_efsd_usd", "debt_to_russia_government_usd"
PPG, MINFIN = "ppg_external_debt_usd", "external_public_debt_minfin_usd"


def test_a_year_stands_for_its_last_day() -> None:
    made = debt.stocks(rows((BANK, "2020", 8e9), (BANK, "2021-04-01", 7e9)), BANK)
    assert made == {date(2020, 12, 31): 8e9, date(2021, 4, 1): 7e9}


def test_the_row_known_last_counts_and_other_states_do_not() -> None:
    twice = rows((BANK, "2020", 1.0), (BANK, "2020", 2.0)).assign(known_from=["2022-01-01", "2021-01-01"])
    assert debt.stocks(twice, BANK) == {date(2020, 12, 31): 1.0}
    assert debt.stocks(rows((BANK, "2020", 1.0), entity="UKR"), BANK) == {}


def test_every_numerator_meets_every_denominator_near_enough() -> None:
    series = rows((MINISTRY, "2018", 40.0), (FUND, "2018", 10.0), (PPG, "2018", 100.0), (MINFIN, "2019-02-01", 80.0))
    made = debt.shares(series, 60).set_index(["owed", "whole"])["share"]
    assert made[debt.RUSSIA_MINISTRY, debt.PUBLIC_BANK] == 40.0
    assert made[debt.WITH_FUND, debt.PUBLIC_BANK] == 50.0
    assert made[debt.WITH_FUND, debt.PUBLIC_MINISTRY] == 62.5
    assert len(debt.shares(series, 10)) == 2


def test_printed_shares_stand_beside_computed_ones() -> None:
    made = debt.shares(rows(("russia_share_external_public_debt", "2009", 50.4)))
    assert made["kind"].tolist() == ["printed"]
    assert made["whole"].tolist() == [debt.PUBLIC_MINISTRY]
    assert debt.shares(rows()).empty


def test_a_sum_lacks_days_on_which_a_summand_is_missing() -> None:
    assert debt.owed(rows((MINISTRY, "2018", 1.0), (FUND, "2017", 1.0)), debt.WITH_FUND) == {}


def test_yearly_values_are_those_of_the_end_of_a_year() -> None:
    series = rows((BANK, "2020", 8.0), (BANK, "2021-04-01", 7.0), (BANK, "2021", 9.0), (PPG, "2021", 18.0))
    assert debt.yearly(series, debt.RUSSIA_BANK)["year"].tolist() == [2020, 2021]
    assert debt.yearly(series, debt.RUSSIA_BANK, debt.PUBLIC_BANK)["value"].tolist() == [50.0]


def test_the_printed_share_of_2022_is_what_the_division_gives(raw: dict[str, pd.DataFrame]) -> None:
    made = debt.shares(raw["series"])
    mine = made[made["whole"].eq(debt.PUBLIC_BANK) & made["year"].eq(2022) & made["owed"].eq(debt.RUSSIA_BANK)]
    by = mine.set_index("kind")["share"]
    assert by["computed"] == pytest.approx(by["printed"], abs=0.5)


def test_the_ministrys_own_share_of_2018_is_what_its_sums_give(raw: dict[str, pd.DataFrame]) -> None:
    made = debt.shares(raw["series"]).set_index(["owed", "whole", "year"])["share"]
    stated = raw["facts"].set_index("fact_id").at["economy-044", "quantity"]
    assert made[debt.WITH_FUND, debt.PUBLIC_MINISTRY, 2018] == pytest.approx(float(stated), abs=0.2)


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=8), st.integers(0, 4000), st.integers(0, 500))
def test_the_nearest_day_is_within_reach_and_none_is_nearer(days: list[int], wanted: int, apart: int) -> None:
    start = date(2010, 1, 1).toordinal()
    known = {date.fromordinal(start + day): 1.0 for day in days}
    aim = date.fromordinal(start + wanted)
    found = debt.nearest(known, aim, apart)
    distances = [abs((day - aim).days) for day in known]
    if found is None:
        assert min(distances) > apart
    else:
        assert abs((found - aim).days) == min(distances) <= apart


def test_net_flows_need_both_sides() -> None:
    flows = pd.DataFrame([("2020", "Russia", "drawn", 10.0), ("2020", "fund", "drawn", 5.0),
                          ("2020", "Russia", "repaid", 11.0), ("2021", "Russia", "drawn", 3.0)],
                         columns=["period", "creditor", "way", "usd"])
    made = debt.net(flows)
    assert made[["period", "drawn", "repaid", "net"]].to_numpy().tolist() == [["2020", 15.0, 11.0, 4.0]]
    assert debt.net(flows.iloc[:0]).empty
    assert debt.net(flows[flows["way"].eq("drawn")]).empty

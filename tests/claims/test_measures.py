from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers.analysis import gas, shares
from helpers.claims import measures


@pytest.fixture
def rows(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return raw["series"]


def value(frame: pd.DataFrame, year: int) -> float:
    return float(frame.loc[frame["year"].eq(year), "value"].iloc[0])


def test_the_debt_share_has_one_creditor_by_one_count(rows: pd.DataFrame) -> None:
    made = measures.debt(rows)
    total = measures.annual(rows, "ppg_external_debt_usd")
    assert value(made.values, 2022) == pytest.approx(100 * 8.24e9 / total[2022])
    assert made.values["year"].tolist() == [2019, 2020, 2021, 2022, 2023]
    # The share that the ministry stated is of another debt: without it nothing changes.
    assert measures.debt(rows[rows["series_id"] != measures.STATED_SHARE]).values.equals(made.values)
    assert made.others is None


def test_partial_years_and_averages_are_no_years_of_the_gas_discount(rows: pd.DataFrame) -> None:
    years = set(measures.gas(rows).values["year"])
    assert not years & {2009, 2011, 2014, 2022}
    assert {2008, 2015, 2021} <= years
    one = rows[rows["period"].ne("2022")]
    assert measures.gas(one).values.equals(measures.gas(rows).values)


def test_joining_unlike_values_is_shown_apart(rows: pd.DataFrame) -> None:
    made = measures.every(rows, shares.pick(shares.table(rows)), 2010)
    both = measures.joined(made, rows, 2010)
    assert set(both["gas"].values["year"]) - set(made["gas"].values["year"]) == {2011, 2014, 2022}
    assert both["debt"].values.equals(made["debt"].values)  # 2009 lies before the first year
    early = measures.joined(measures.every(rows, shares.pick(shares.table(rows)), 1992), rows, 1992)
    assert value(early["debt"].values, 2009) == pytest.approx(50.4)
    assert both["votes"] is made["votes"]


def test_the_gas_discount_is_nothing_at_the_european_price(rows: pd.DataFrame) -> None:
    made = measures.gas(rows)
    europe = measures.annual(rows, "gas_price_europe_annual")
    assert value(made.values, 2021) == pytest.approx(100 * (1 - 128.5 / (europe[2021] * gas.MMBTU)))
    assert value(made.values, 2020) < 0 < value(made.values, 2021)


def test_distance_is_to_russia_and_russia_is_no_comparator(rows: pd.DataFrame) -> None:
    made = measures.gap(rows)
    points = rows[rows["series_id"].eq("un_idealpoint") & rows["period"].eq("2020")].set_index("entity")["value"]
    assert value(made.values, 2020) == pytest.approx(abs(points["BLR"] - points["RUS"]))
    assert made.others is not None
    assert "RUS" not in set(made.others["entity"])
    assert measures.autonomy(rows, "domestic").others["entity"].nunique() == 12
    assert value(measures.votes(rows).values, 2023) == pytest.approx(73, abs=1)


def test_every_measure_begins_with_the_first_year(rows: pd.DataFrame) -> None:
    made = measures.every(rows, shares.pick(shares.table(rows)), 2005)
    assert list(made) == list(measures.TOPICS)
    assert all(one.values["year"].min() >= 2005 for one in made.values())
    assert all(one.others is None or one.others["year"].min() >= 2005 for one in made.values())
    table = measures.table(made)
    assert table.index.tolist() == list(range(2005, 2024))
    assert table.loc[2021, "domestic"] == -value(made["domestic"].values, 2021)


def test_windows_and_opinion(rows: pd.DataFrame) -> None:
    made = measures.votes(rows)
    assert measures.window(made, 2022, 2023) == pytest.approx(
        np.mean([value(made.values, 2022), value(made.values, 2023)]))
    assert np.isnan(measures.window(made, 2030, 2031))
    polls = measures.opinion(rows)
    assert polls.groupby("series_id").size().to_dict() == {"chatham_russia": 3, "iiseps_choice_russia": 7}


def test_nothing_known_gives_empty_measures(rows: pd.DataFrame) -> None:
    none = rows.iloc[:0]
    made = measures.every(none, shares.pick(shares.table(none)), 1992)
    assert all(one.values.empty for one in made.values())
    assert measures.table(made).empty

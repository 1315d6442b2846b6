from __future__ import annotations

import pandas as pd
import pytest

from helpers.analysis import gas


def rows(*cells: tuple[str, str, float], **more: str) -> pd.DataFrame:
    base = {"edition": "", "note": "", "source_id": "s", "known_from": "", "partner": "RUS", **more}
    return pd.DataFrame([{**base, "series_id": name, "period": period, "value": value}
                         for name, period, value in cells])


PRICE = gas.PAID[0]


def test_the_factor_is_a_heating_value_of_nine_thousand_kilocalories() -> None:
    # 9000 kcal of 4186.8 J a cubic metre.
    assert gas.heating_value(gas.MMBTU) == pytest.approx(9000 * 4186.8 / 1e6, abs=0.05)


@pytest.mark.parametrize(("edition", "period", "note", "expected"), [
    ("Belstat", "2009", "Belstat average import price", gas.AVERAGE), ("", "2008-Q1", "", gas.QUARTER),
    ("Gazprom contract", "2009-Q3", "", gas.QUARTER), ("", "2003", "deal of 2002", gas.CONTRACT),
    ("", "2022", "agreed for 2022", gas.CONTRACT), ("", "2017", "", gas.NAMED),
])
def test_kinds_of_price_are_told_apart(edition: str, period: str, note: str, expected: str) -> None:
    assert gas.kind(edition, period, note) == expected


def test_a_year_is_held_against_its_year() -> None:
    made = gas.prices(rows((PRICE, "2015", 100.0), (gas.EUROPE, "2015", 10.0)), 20.0)
    assert made["europe"].tolist() == [200.0]
    assert made["discount"].tolist() == [50.0]


def test_a_quarter_is_held_against_its_months_and_the_last_price_against_those_in_which_it_held() -> None:
    months = [(gas.EUROPE_MONTHLY, f"2022-{month:02d}", float(month)) for month in range(1, 13)]
    made = gas.prices(rows((PRICE, "2022-Q2", 50.0), (PRICE, "2022", 20.0), *months), 10.0).set_index("period")
    assert made.at["2022-Q2", "europe"] == pytest.approx(50.0)
    assert made.at["2022", "europe"] == pytest.approx(20.0)
    assert gas.prices(rows((PRICE, "2022-Q2", 50.0)))["discount"].isna().all()


def test_the_year_in_which_the_price_became_secret_is_no_year() -> None:
    table = gas.prices(rows((PRICE, "2021", 50.0), (PRICE, "2022", 50.0), (gas.EUROPE, "2021", 10.0),
                            *((gas.EUROPE_MONTHLY, f"2022-{month:02d}", 10.0) for month in range(1, 4))), 10.0)
    assert gas.yearly(table)["year"].tolist() == [2021]
    assert len(table.dropna(subset=["discount"])) == 2


def test_averages_worked_out_afterwards_are_no_prices_of_a_year(raw: dict[str, pd.DataFrame]) -> None:
    table = gas.prices(rows((PRICE, "2014", 50.0), (gas.EUROPE, "2014", 10.0), edition="Belstat"), 10.0)
    assert table["discount"].tolist() == [50.0]
    assert gas.yearly(table).empty
    averages = raw["series"].query("series_id == @PRICE and edition == 'Belstat'")["period"].astype(int)
    assert not set(gas.yearly(gas.prices(raw["series"]))["year"]) & set(averages)
    assert len(averages) == 3


def test_months_without_a_public_price_have_none() -> None:
    series = rows((PRICE, "2022", 50.0), *((gas.EUROPE_MONTHLY, f"2022-{month:02d}", 4.0) for month in range(1, 7)))
    made = gas.by_month(series, gas.prices(series, 10.0), 10.0)
    assert made["belarus"].notna().tolist() == [True] * 3 + [False] * 3
    assert made["dearer"].tolist() == [True] * 3 + [False] * 3


def test_a_higher_heating_value_widens_every_discount(raw: dict[str, pd.DataFrame]) -> None:
    low, high = (gas.yearly(gas.prices(raw["series"], factor)) for factor in (35.0, 39.0))
    assert (high["value"] > low["value"]).all()
    assert low.loc[low["year"].eq(2020), "value"].iloc[0] < 0


def test_the_missing_years_are_those_that_the_gaps_name(raw: dict[str, pd.DataFrame]) -> None:
    assert gas.missing(gas.prices(raw["series"])) == [2010, 2016, 2018]
    assert gas.missing(gas.prices(raw["series"].iloc[:0])) == []


def test_the_share_of_crude_is_by_weight_and_by_value(raw: dict[str, pd.DataFrame]) -> None:
    made = gas.crude(raw["series"])
    assert made["share"].between(95, 97.5).all()
    assert set(made["by"]) == set(gas.CRUDE)
    assert gas.crude(raw["series"].iloc[:0]).empty


def test_the_worth_of_duty_free_oil_fits_an_independent_estimate(raw: dict[str, pd.DataFrame]) -> None:
    made = gas.rent(raw["series"], raw["duty_rules"]).set_index("year")
    estimate = float(raw["facts"].set_index("fact_id").at["economy-104", "quantity"])
    assert made.at[2018, "rent_usd"] == pytest.approx(estimate, rel=0.1)
    assert made.at[2024, "rent_usd"] == 0
    assert gas.rent(raw["series"].iloc[:0], raw["duty_rules"]).empty

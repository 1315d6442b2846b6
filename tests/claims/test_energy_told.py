from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.analysis import gas
from helpers.claims import energy as claims
from helpers.claims import energy_told as told
from helpers.study import Study


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("energy")


def prices(**by_year: float) -> pd.DataFrame:
    """Return prices with a discount of so many percent by year."""
    rows = [{"period": year[1:], "year": int(year[1:]), "price": 100.0, "europe": 100.0, "discount": value,
             "kind": gas.NAMED}
            for year, value in by_year.items()]
    return pd.DataFrame(rows, columns=["period", "year", "price", "europe", "discount", "kind"])


def months(*cells: tuple[str, float, float]) -> pd.DataFrame:
    table = pd.DataFrame(cells, columns=["month", "europe", "belarus"])
    return table.assign(dearer=table["belarus"] > table["europe"])


def test_the_title_of_prices_tells_where_the_discount_went() -> None:
    assert told.prices_title(prices(y2006=80, y2020=-10, y2021=70)) == (
        "The discount on gas of 80 percent in 2006 gave way to a surcharge in 2020, and came back at 70 in 2021")
    assert "shrank to 10 percent in 2020" in told.prices_title(prices(y2006=80, y2020=10))
    assert "widest in 2020" in told.prices_title(prices(y2006=8, y2020=10))
    assert told.prices_title(prices(y2006=8)) == "The discount is known for 1 year only"


def test_the_discounts_in_words() -> None:
    assert "10 percent above it in 2020" in told.discounts(prices(y2006=80, y2020=-10, y2021=70))
    assert "not known" in told.discounts(prices())


def test_months_in_which_europe_was_cheaper() -> None:
    table = months(("2020-01", 50, 100), ("2020-02", 200, 100), ("2021-01", 1000, 100))
    assert told.cheap(table).startswith("In 1 of the 2 months")
    assert told.months_title(table).endswith("in 1 of 3 months, and a tenth of it in January 2021")
    assert "No month" in told.months_title(table.assign(belarus=float("nan")))
    assert "nothing can be compared" in told.cheap(table.iloc[:0])
    assert told.ordinal(40) == "40th part"


def test_subsidies_are_shares_of_output(study: Study) -> None:
    output = pd.Series(dict.fromkeys(range(2011, 2016), 1e11))
    table = told.subsidies(study.facts(*claims.SUBSIDIES), study.facts(claims.FORGONE), output)
    mine = table[table["kind"].ne("as stated")]
    assert mine["percent"].tolist() == pytest.approx([100 * 22.3e9 / 5e11])
    short = told.subsidies(study.facts(*claims.SUBSIDIES), study.facts(claims.FORGONE), output.iloc[:2])
    assert set(short["kind"]) == {"as stated"}
    rent = pd.DataFrame({"year": [2014, 2015], "percent": [8.0, 2.0]})
    assert "8 at most in 2014 and 2 in 2015" in told.subsidy_title(rent, table)
    assert "not known" in told.subsidy_title(rent.iloc[:0], table)


def test_words_and_speakers_stand_by_interest(study: Study) -> None:
    table = study.accounts("DIV-04")
    assert set(told.words_table(table)["interest"]) == set(claims.INTERESTS.values())
    assert len(told.speakers(table)) == int(table["part_id"].ne("DIV-04d").sum())
    assert told.speakers(table.iloc[:0]).empty
    assert "compensation for the tax manoeuvre is told both ways" in told.strict(table)


def test_the_reason_is_printed_where_the_restated_claim_differs(study: Study) -> None:
    here = claims.material(study)
    made = claims.tests(here)
    assert told.restated(made, here.accounts).startswith("Both claims come to the same")
    gone = claims.tests(claims.Material(here.series, here.prices, here.crude,
                                        {**here.accounts, "CON-03": here.accounts["CON-03"].iloc[:0]}))
    assert "They differ on cheaper gas" in told.restated(gone, {**here.accounts,
                                                                "CON-03": here.accounts["CON-03"].iloc[:0]})


def test_the_answer_and_the_table_of_prices(study: Study) -> None:
    here = claims.material(study)
    text = told.answer(claims.tests(here), gas.by_month(here.series, here.prices), here.prices)
    assert "cheaper gas was voiced" in text
    assert len(told.prices_table(here.prices)) == len(here.prices)
    assert told.reliance(here.crude).count("percent") == 2

from __future__ import annotations

import math

import pandas as pd
import pytest

from helpers.analysis import alignment


def rows(series_id: str, values: dict[str, dict[int, float]], partner: str = "RUS") -> list[dict[str, object]]:
    return [{"series_id": series_id, "entity": entity, "partner": partner, "period": str(year), "value": value}
            for entity, mine in values.items() for year, value in mine.items()]


SERIES = pd.DataFrame([
    *rows(alignment.AGREEMENT, {"BLR": {2020: 0.8, 2021: 0.8, 2022: 0.8}, "KAZ": {2020: 0.7, 2021: 0.7, 2022: 0.5}}),
    *rows(alignment.MEDIAN, {"WLD": {2020: 0.6, 2021: 0.6, 2022: 0.5}}),
    *rows(alignment.IDEAL, {"BLR": {2020: -0.5, 2022: -0.2}, "RUS": {2020: 0.1, 2022: -0.4}}, ""),
    *rows(alignment.LOW, {"BLR": {2020: -0.7}}, ""), *rows(alignment.HIGH, {"BLR": {2020: -0.3}}, ""),
    *rows("un_agree_undl", {"BLR": {2020: 0.9}}), *rows("un_agree_undl", {"BLR": {2020: 0.1}}, "USA"),
])


def test_every_measure_is_turned_so_that_more_is_closer() -> None:
    table = alignment.panel(SERIES).set_index(["entity", "year"])
    assert table.loc[("BLR", 2020), "agreement"] == pytest.approx(80)
    assert table.loc[("BLR", 2022), "relative"] == pytest.approx(30)
    assert table.loc[("BLR", 2020), "closeness"] == pytest.approx(-0.6)
    assert table.loc[("BLR", 2022), "closeness"] == pytest.approx(-0.2)
    assert "RUS" not in table.index.get_level_values("entity")


def test_another_count_replaces_the_own_agreement_only() -> None:
    table = alignment.panel(SERIES, "undl").set_index(["entity", "year"])
    assert table.loc[("BLR", 2020), "agreement"] == pytest.approx(90)
    assert table.loc[("BLR", 2020), "relative"] == pytest.approx(20)
    assert math.isnan(table.loc[("BLR", 2022), "agreement"])
    assert table.loc[("KAZ", 2022), "agreement"] == pytest.approx(50)


def test_nothing_known_gives_an_empty_panel() -> None:
    table = alignment.panel(SERIES.iloc[:0])
    assert table.empty and list(table.columns) == alignment.COLUMNS
    assert alignment.who_moved(table, 2022, 2022, 2) is None
    assert math.isnan(alignment.half_band(SERIES.iloc[:0]))


def test_a_gap_that_widens_because_the_others_left_is_told_apart() -> None:
    split = alignment.who_moved(alignment.panel(SERIES), 2022, 2022, 2)
    assert split is not None
    assert (split.change, split.own, split.others) == pytest.approx((10, 0, 10))
    assert split.own_share == pytest.approx(0)
    moved = SERIES.assign(value=SERIES["value"].where(~(SERIES["entity"].eq("BLR") & SERIES["period"].eq("2022")
                                                        & SERIES["series_id"].eq(alignment.AGREEMENT)), 0.95))
    alone = alignment.who_moved(alignment.panel(moved), 2022, 2022, 2)
    assert alone is not None and alone.own == pytest.approx(15) and alone.own_share == pytest.approx(0.6)


def test_half_the_band_is_half_its_width() -> None:
    assert alignment.half_band(SERIES) == pytest.approx(0.2)


def test_counts_stand_side_by_side_and_their_spread_is_told() -> None:
    counts = alignment.counts(SERIES)
    assert set(counts["partner"]) == {"Russia", "United States"}
    assert alignment.spread(counts).to_dict("records") == [
        {"year": 2020, "low": pytest.approx(80), "high": pytest.approx(90), "spread": pytest.approx(10)}]
    assert alignment.spread(counts, "United States").empty


def test_the_gap_of_ideal_points_in_the_data_is_the_difference_of_the_points(raw: dict[str, pd.DataFrame]) -> None:
    series = raw["series"]
    points = series[series["series_id"].eq(alignment.IDEAL)].pivot(index="period", columns="entity", values="value")
    gap = series[series["series_id"].eq(alignment.GAP)].set_index("period")["value"]
    assert (points["BLR"] - points["RUS"] - gap).abs().max() < 0.002

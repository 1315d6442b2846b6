"""Shares: the numbers of gaps/economy.md, the competing values, the choice among them."""

from __future__ import annotations

import functools
import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import shares
from helpers.data import tables
from helpers.errors import CompendiumError

KINDS = [shares.PRINTED, shares.STATED, shares.LEVELS, shares.MIRROR]


@functools.cache
def everything() -> pd.DataFrame:
    return shares.table(tables.read("series"))


@pytest.fixture(scope="module")
def series() -> pd.DataFrame:
    return tables.read("series")


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return everything()


def value(table: pd.DataFrame, flow: str, year: int, kind: str) -> pd.Series:
    rows = table[table["flow"].eq(flow) & table["year"].eq(year) & table["kind"].eq(kind)]
    assert len(rows) == 1
    return rows.iloc[0]


@pytest.mark.parametrize(("flow", "year", "kind", "expected"), [
    ("exports", 2014, shares.LEVELS, 42.5),
    ("exports", 2020, shares.LEVELS, 45.0),
    ("imports", 2020, shares.LEVELS, 50.0),
    ("turnover", 2020, shares.LEVELS, 47.7),
    ("exports", 2022, shares.LEVELS, 59.9),
    ("imports", 2022, shares.LEVELS, 59.8),
    ("turnover", 2022, shares.LEVELS, 59.8),
    ("exports", 2023, shares.MIRROR, 60.0),
    ("imports", 2023, shares.MIRROR, 52.4),
    ("turnover", 2023, shares.MIRROR, 56.1),
    ("turnover", 2023, shares.LEVELS, 59.1),
])
def test_the_shares_of_the_gap_notes(found: pd.DataFrame, flow: str, year: int, kind: str,
                                     expected: float) -> None:
    row = value(found, flow, year, kind)
    # The notes divide rounded totals: their 50.0 for the imports of 2020 is 50.05 here.
    assert row["share"] == pytest.approx(expected, abs=0.0504)
    assert row["derived"]


def test_columns_types_and_order(found: pd.DataFrame) -> None:
    assert list(found.columns) == shares.COLUMNS
    assert found["year"].dtype == "int64"
    assert found["share"].between(0, 100).all()
    assert set(found["flow"]) == set(shares.FLOWS)
    assert set(found.loc[~found["derived"], "kind"]) == {shares.PRINTED, shares.STATED, shares.ADVERSARIAL}
    assert set(found.loc[found["derived"], "kind"]) == {shares.LEVELS, shares.MIRROR}
    assert found.equals(found.sort_values(["flow", "year", "kind"], kind="stable"))


def test_an_empty_series_gives_an_empty_table(series: pd.DataFrame) -> None:
    empty = shares.table(series.iloc[:0])
    assert empty.empty
    assert list(empty.columns) == shares.COLUMNS
    assert shares.pick(empty).empty
    assert shares.spread(empty).empty


def test_a_computed_share_is_known_when_numerator_and_denominator_are(found: pd.DataFrame) -> None:
    assert value(found, "exports", 2022, shares.LEVELS)["known_from"] == "2023-09-27"  # the denominator
    assert value(found, "turnover", 2022, shares.MIRROR)["known_from"] == "2023-09-29"  # the numerator
    assert value(found, "exports", 2020, shares.LEVELS)["known_from"] == ""  # numerator undated
    assert "wb-wdi-tx-val-mrch" in value(found, "exports", 2022, shares.LEVELS)["source_id"].split(";")


def test_imports_of_2022_are_turnover_less_exports(series: pd.DataFrame, found: pd.DataFrame) -> None:
    assert "less goods_exports_to_russia_usd" in value(found, "imports", 2022, shares.LEVELS)["note"]
    shown = series["series_id"].eq("goods_exports_to_russia_usd") & series["period"].eq("2022")
    without = shares.table(series[~shown])
    assert without[without["flow"].eq("imports") & without["year"].eq(2022)].empty


def test_goods_with_services_are_never_mixed_in(series: pd.DataFrame, found: pd.DataFrame) -> None:
    other = series["series_id"].str.startswith("goods_services_")
    assert other.any()
    changed = series.assign(value=series["value"].where(~other, 1e9))
    pd.testing.assert_frame_equal(shares.table(changed), found)


def test_levels_of_another_total_are_left_out_unless_asked_for(series: pd.DataFrame,
                                                              found: pd.DataFrame) -> None:
    asked = shares.table(series, other_totals=())
    more = asked[asked["edition"].eq("Trade Data Monitor")]
    assert sorted(more["flow"]) == ["exports", "imports"]
    assert round(value(more, "exports", 2021, shares.LEVELS)["share"], 1) == 36.2
    assert len(asked) == len(found) + 2


def test_the_latest_vintage_of_a_total_counts(series: pd.DataFrame) -> None:
    total = series[series["series_id"].eq("merch_exports_usd") & series["period"].eq("2020")
                   & series["entity"].eq("BLR")]
    newer = total.assign(edition="newer", known_from="2026-01-01", value=2 * total["value"])
    revised = shares.table(pd.concat([newer, series]))
    assert value(revised, "exports", 2020, shares.LEVELS)["share"] == pytest.approx(22.5, abs=0.01)


def test_comparators_have_printed_shares_only(series: pd.DataFrame) -> None:
    georgia = shares.table(series, "GEO")
    assert set(georgia["kind"]) == {shares.PRINTED}
    twice = georgia[georgia["flow"].eq("exports") & georgia["year"].eq(2013)]
    assert len(twice) == 2  # two editions disagree; both are kept


def test_the_spread_between_competing_values(found: pd.DataFrame) -> None:
    wide = shares.spread(found)
    assert wide["values"].min() == 2
    assert wide["spread"].is_monotonic_decreasing
    first = wide.iloc[0]
    assert (first["flow"], first["year"], round(first["spread"], 1)) == ("turnover", 2023, 3.0)
    assert (first["low_kind"], first["high_kind"]) == (shares.MIRROR, shares.LEVELS)
    exports = wide[wide["flow"].eq("exports")].set_index("year")["spread"]
    assert exports.loc[2016] == pytest.approx(0.3)  # 46.6 stated, 46.3 printed
    assert exports.loc[2017] == 0
    assert len(shares.spread(found, at_least=1)) == len(found.drop_duplicates(["flow", "year"]))


@pytest.mark.parametrize(("order", "y2014", "y2016"), [
    ("editions first", 42.2, 46.3), ("stated first", 42.2, 46.6), ("levels first", 42.5, 46.6)])
def test_the_order_decides_which_value_is_picked(found: pd.DataFrame, order: str, y2014: float,
                                                 y2016: float) -> None:
    picked = shares.pick(found, order)
    exports = picked[picked["flow"].eq("exports")].set_index("year")["share"].round(1)
    assert (exports.loc[2014], exports.loc[2016]) == (y2014, y2016)


def test_mirror_counts_can_be_left_out(found: pd.DataFrame) -> None:
    years = {flag: set(map(tuple, shares.pick(found, mirror=flag)[["flow", "year"]].to_numpy()))
             for flag in (True, False)}
    assert years[True] - years[False] == {("exports", 2023), ("imports", 2023)}
    assert years[False] < years[True]


def test_of_two_editions_the_later_is_picked(series: pd.DataFrame) -> None:
    georgia = shares.table(series, "GEO")
    twice = georgia[georgia["flow"].eq("exports") & georgia["year"].eq(2013)]
    later = twice.loc[twice["known_from"].idxmax() if twice["known_from"].nunique() > 1 else twice.index[-1]]
    picked = shares.pick(georgia)
    assert value(picked, "exports", 2013, shares.PRINTED)["edition"] == later["edition"]


@pytest.mark.parametrize("order", ["newest first", ["printed"], []])
def test_an_unknown_order_is_an_error(found: pd.DataFrame, order: str | list[str]) -> None:
    with pytest.raises(CompendiumError, match="expected one of"):
        shares.pick(found, order)


@settings(deadline=None, derandomize=True, max_examples=15)
@given(st.sampled_from([list(order) for size in (1, 2, 3, 4)
                        for order in itertools.permutations(KINDS, size)]), st.booleans())
def test_one_value_for_each_flow_and_year_of_the_best_kind(order: list[str], mirror: bool) -> None:
    found = everything()
    picked = shares.pick(found, order, mirror)
    allowed = [kind for kind in order if mirror or kind != shares.MIRROR]
    assert not picked.duplicated(["flow", "year"]).any()
    for (flow, year), group in found[found["kind"].isin(allowed)].groupby(["flow", "year"]):
        best = min(group["kind"], key=allowed.index)
        assert (value(picked, str(flow), int(year), best)["share"] == group["share"]).any()
    assert len(picked) == len(found[found["kind"].isin(allowed)].drop_duplicates(["flow", "year"]))


@settings(deadline=None, derandomize=True, max_examples=4)
@given(st.floats(0.001, 1000))
def test_a_share_does_not_depend_on_the_unit_of_the_levels(factor: float) -> None:
    series = tables.read("series")
    scaled = series.assign(value=series["value"].where(~series["unit"].str.startswith("USD"),
                                                       factor * series["value"]))
    pd.testing.assert_frame_equal(shares.table(scaled), shares.table(series))

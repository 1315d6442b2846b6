from __future__ import annotations

import re

import pytest

from helpers.data import tables
from helpers.errors import CompendiumError
from helpers.refresh import registry


def test_every_series_has_an_adaptor_or_a_reason_and_never_both() -> None:
    known = {*tables.read("series_meta")["series_id"], *tables.read("unshipped")["series_id"]}
    bound = {binding.series_id for binding in registry.BINDINGS}
    assert bound <= known
    assert {name for name in known if bool(registry.by_hand(name)) == (name in bound)} == set()
    for start in registry.BY_HAND:
        assert any(name.startswith(start.rstrip("…")) for name in known), start


def test_every_series_that_names_a_call_of_an_interface_is_bound() -> None:
    meta = tables.read("series_meta").set_index("series_id")["refresh"]
    called = meta[meta.str.contains(r"^https://(?:api\.worldbank|comtradeapi|dataverse|v-dem)", regex=True)].index
    assert {name for name in called if name not in {binding.series_id for binding in registry.BINDINGS}} == {
        "goods_services_turnover_with_russia_usd"}


def test_publishers_codes_are_those_of_the_tables() -> None:
    codes = tables.read("series_meta").set_index("series_id")["upstream_code"]
    for binding in registry.UPSTREAMS[0].bindings + registry.UPSTREAMS[5].bindings + registry.UPSTREAMS[6].bindings:
        assert codes[binding.series_id] == binding.code


def test_a_publisher_whose_terms_do_not_let_values_go_on_keeps_them_local() -> None:
    assert {one.name for one in registry.UPSTREAMS if one.share} == {"world-bank", "debt-statistics", "pink-sheet",
                                                                     "v-dem"}
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}|", one.verified) for one in registry.UPSTREAMS)


def test_series_and_adaptors_are_chosen_by_name() -> None:
    assert set(registry.wanted(())) == {one.name for one in registry.UPSTREAMS}
    assert set(registry.wanted(("goods_exports_to_russia_usd",))) == {"imf", "comtrade"}
    assert len(registry.wanted(("v-dem",))["v-dem"]) == len(registry.UPSTREAMS[5].bindings)


@pytest.mark.parametrize(("name", "words"), [("nonsense", "'nonsense', expected"), ("baw_eu", "refreshed by hand")])
def test_a_name_that_nobody_serves_is_told(name: str, words: str) -> None:
    with pytest.raises(CompendiumError, match=words):
        registry.wanted((name,))

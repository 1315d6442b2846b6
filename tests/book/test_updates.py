from __future__ import annotations

import pandas as pd

from helpers.book import html, updates
from helpers.refresh import registry

VINTAGES = pd.DataFrame([
    {"series_id": "gdp", "vintage": "2027-01-05", "upstream_version": "", "stands": "instead", "url": "https://a.org/2",
     "sha256": "b" * 64},
    {"series_id": "gdp", "vintage": "2026-12-01", "upstream_version": "v7 <b>", "stands": "instead",
     "url": "https://a.org/1", "sha256": "a" * 64}])


def test_vintages_of_a_series_stand_in_order_with_address_version_and_checksum() -> None:
    told = updates.fetched(VINTAGES)
    assert set(told) == {"gdp"}
    first, second = told["gdp"].split("; ")
    assert "1 December 2026, v7 &lt;b&gt;, instead" in first and 'href="https://a.org/1"' in first
    assert "aaaaaaaa" in first and "5 January 2027, instead" in second and "bbbbbbbb" in second


def test_corrections_are_shown_with_reason_and_source(raw: dict[str, pd.DataFrame]) -> None:
    none = raw["corrections"].iloc[:0]
    assert updates.mended(none, raw["sources"]) == ""
    row = {"table": "facts", "key": "fact_id=trade-001", "column": "quantity", "before": "1", "after": "2",
           "reason": "a digit & its neighbour", "source_id": "wb-wdi-tx-val-mrch", "date": "2026-12-01", "who": "A. N."}
    told = updates.mended(pd.DataFrame([row]), raw["sources"])
    for word in ("fact_id=trade-001", "a digit &amp; its neighbour", "1 December 2026", "A. N.", "World Bank"):
        assert word in told


def test_the_page_tells_every_publisher_its_key_and_that_it_was_not_tried_live(raw: dict[str, pd.DataFrame]) -> None:
    page = updates.page(raw)
    for one in registry.UPSTREAMS:
        assert html.text(one.title) in page["upstreams"] and html.text(one.terms) in page["upstreams"]
    assert page["upstreams"].count("unverified live") == sum(not one.verified for one in registry.UPSTREAMS)
    assert "COMTRADE_KEY" in page["upstreams"]
    assert page["mended_told"].startswith("No cell" if raw["corrections"].empty else str(len(raw["corrections"])))

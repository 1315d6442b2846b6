from __future__ import annotations

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers.book import listing

SOURCES = pd.DataFrame({"publisher": ["TASS", "TASS", "A <b>"], "url": ["https://a.b/1", "", "https://a.b/2"]},
                       index=["s1", "s2", "s3"])


def test_sources_of_one_publisher_are_numbered_and_one_without_address_is_no_link() -> None:
    page = BeautifulSoup(listing.sources(["s1", "s2", "s3"], SOURCES), "html.parser")
    assert page.get_text() == "TASS, TASS (2), A <b>"
    assert [link["href"] for link in page.find_all("a")] == ["https://a.b/1", "https://a.b/2"]


@pytest.mark.parametrize(("start", "end", "precision", "told"), [
    ("2021-11-04", "", "day", "4 November 2021"), ("1995-09", "", "month", "September 1995 (day not known)"),
    ("2003", "2005", "year", "2003 to 2005 (month not known)"),
    ("2024-12-06", "", "not before", "6 December 2024 (or later)"),
    ("", "", "", "undated")])
def test_a_date_says_what_is_not_known_of_it(start: str, end: str, precision: str, told: str) -> None:
    assert listing.date(start, end, precision) == told


def test_claims_lead_to_the_row_that_is_named() -> None:
    assert 'href="claims/ES-01.html#f1"' in listing.claims(["ES-01"], "f1")
    assert listing.claims([]) == ""


def test_voices_and_languages_have_names() -> None:
    assert listing.voice("belarus_state") == "official Belarus"
    assert listing.voice("think_tank") == "Western sources"
    assert listing.voice("russia_private") == "private Russia"
    assert listing.language("be") == "Belarusian"


def test_a_choice_counts_its_options_by_number_or_in_the_order_of_its_words() -> None:
    choice = listing.Choice.of("k", "Kind", ["b & c", "a", "a", ""])
    assert choice.options == [("a", "a", 2), ("b-c", "b & c", 1), ("not-known", "not known", 1)]
    ordered = listing.Choice.of("k", "Kind", ["x", "y", "y"], {"x": "First", "y": "Second"})
    assert ordered.options == [("x", "First", 1), ("y", "Second", 2)]


def test_a_form_is_hidden_and_every_field_has_a_label() -> None:
    choices = [listing.Choice.of("lane", "Lane", ["energy"], boxes=True), listing.Choice.of("k", "Kind", ["a"])]
    form = BeautifulSoup(listing.form("ol.x>li", "events", choices, words=True), "html.parser").form
    assert form is not None
    assert form.has_attr("hidden")
    assert form["data-entries"] == "ol.x>li"
    fields = form.find_all(["input", "select"])
    assert [field["name"] for field in fields] == ["lane", "k", "words"]
    assert all(field.find_parent("label").get_text(strip=True) for field in fields)
    assert not [tag for tag in form.find_all(True) if any(name.startswith("on") for name in tag.attrs)]

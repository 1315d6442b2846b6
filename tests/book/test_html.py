from __future__ import annotations

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from helpers.book import html
from helpers.evidence.rule import SYMBOLS, Verdict

POISON = '<script>alert(1)</script> & "quoted" [link](javascript:x)\n\n# heading'


def soup(markup: str) -> BeautifulSoup:
    return BeautifulSoup(markup, "html.parser")


@given(st.text())
def test_any_text_stays_text_on_one_line(value: str) -> None:
    made = html.text(value)
    assert soup(f"<p>{made}</p>").get_text() == " ".join(value.split())
    assert "\n" not in made
    assert not soup(made).find(True)


def test_data_in_a_table_never_becomes_markup() -> None:
    made = html.table(["Column"], [[html.text(POISON)]], POISON)
    assert soup(made).find("script") is None
    assert "\n\n" not in made
    assert soup(made).find("div")["aria-label"] == " ".join(POISON.split())


@pytest.mark.parametrize(("url", "linked"), [
    ("https://example.org/a?b=1&c=2", True), ("http://example.org", True), ("javascript:alert(1)", False),
    ("data:text/html,x", False), ("", False), ("//example.org", False), ("JaVaScRiPt:x", False),
])
def test_only_addresses_of_the_web_are_linked(url: str, linked: bool) -> None:
    found = soup(html.link(url, "label")).find("a")
    assert (found is not None) is linked
    if found:
        assert found["href"] == url
        assert "noopener" in found["rel"]


def test_a_verdict_is_never_colour_alone() -> None:
    for verdict in Verdict:
        made = soup(html.badge(verdict)).find("span")
        assert made["class"] == ["verdict", f"v-{html.rank(verdict)}"]
        assert made.get_text(" ", strip=True) == f"{SYMBOLS[verdict]} {verdict}"


def test_the_bar_says_in_words_what_it_shows() -> None:
    made = soup(html.stackbar([(Verdict.CONFIRMED, 3), (Verdict.MIXED, 0), (Verdict.CONTRADICTED, 1)]))
    bar = made.find("div")
    assert bar["aria-label"] == f"3 {Verdict.CONFIRMED}, 1 {Verdict.CONTRADICTED}"
    assert [span.get_text() for span in bar.find_all("span")] == ["3", "1"]


def test_a_frame_shows_numbers_shortly_and_missing_ones_blank() -> None:
    made = soup(html.frame(pd.DataFrame({"a_b": [0.123456, float("nan")], "c": ["x", "<b>"]}), "label"))
    assert [cell.get_text() for cell in made.find_all(["th", "td"])] == ["a b", "c", "0.123", "x", "", "<b>"]

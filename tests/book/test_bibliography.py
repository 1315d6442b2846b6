from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from helpers.book import bibliography
from helpers.book.bibstyle import SourcesStyle

SOURCE = {"source_id": "x-1", "author": "", "title": "A {title} with 50% & more_than #1", "publisher": "Office & Co.",
          "published": "2021-11-04", "url": "https://example.org/a_b?c=50%25", "language": "ru", "read_as": "excerpt"}


def source(**change: str) -> pd.DataFrame:
    return pd.DataFrame([{**SOURCE, **change}])


def shown(frame: pd.DataFrame) -> str:
    data = parse_string(bibliography.bibtex(frame), "bibtex")
    (entry,) = data.entries.values()
    return str(SourcesStyle().format_entry("1", entry).text)


def test_an_entry_says_who_what_when_and_how_it_was_read() -> None:
    told = shown(source())
    assert told == ("Office & Co.. A {title} with 50% & more_than #1. 2021. published 2021-11-04, language ru, "
                    "read as excerpt.")


def test_a_named_author_goes_first_and_the_publisher_follows() -> None:
    assert shown(source(author="Leeds et al.; Ivan Ivanov", language="en", published="")) == (
        "Leeds et al.; Ivan Ivanov. A {title} with 50% & more_than #1. Office & Co.. undated, read as excerpt.")


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60))
def test_any_title_survives(title: str) -> None:
    assert bibliography.plain(bibliography.escaped(title)) == " ".join(title.split())


def test_the_real_sources_make_one_entry_each(raw: dict[str, pd.DataFrame]) -> None:
    data = parse_string(bibliography.bibtex(raw["sources"]), "bibtex")
    assert list(data.entries) == list(raw["sources"]["source_id"])

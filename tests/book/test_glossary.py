from __future__ import annotations

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers.book import glossary, terms
from helpers.errors import CompendiumError
from helpers.execution import manifest


def test_every_term_has_an_address_of_its_own(raw: dict[str, pd.DataFrame]) -> None:
    page = glossary.page(raw, manifest.read())
    entries = BeautifulSoup(page["entries"], "html.parser").select("div[id]")
    assert [entry["id"] for entry in entries] == [terms.anchor(term) for term in raw["glossary"]["term"]]
    assert len({entry["id"] for entry in entries}) == page["total"]
    assert all(entry.dd.p.get_text().count("See ") == 1 for entry in entries)


def test_a_source_is_linked_where_a_definition_rests_on_one(raw: dict[str, pd.DataFrame]) -> None:
    page = BeautifulSoup(glossary.page(raw, manifest.read())["entries"], "html.parser")
    union = page.find(id="term-union-state")
    assert union is not None
    assert union.find("a", href=lambda address: address.startswith("http")) is not None


@pytest.mark.parametrize("entry", ["nowhere", "notebooks/nowhere"])
def test_a_page_that_does_not_exist_is_refused(entry: str) -> None:
    with pytest.raises(CompendiumError, match=rf"term 'x', column see: found '{entry}'"):
        glossary.place(entry, "x", manifest.read())


def test_definitions_do_not_speak_in_the_words_of_the_verdicts(raw: dict[str, pd.DataFrame]) -> None:
    from helpers.evidence.rule import Verdict

    words = {str(verdict) for verdict in Verdict}
    assert not [text for text in raw["glossary"]["definition"] if any(word in text.split() for word in words)]

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from helpers.book import citation, claimreview, heads
from helpers.errors import CompendiumError
from helpers.evidence.rule import RATINGS, Verdict


def claim(verdict: Verdict, said: str = "A claim") -> Any:
    row = pd.Series({"claim_id": "ES-01", "paraphrase": said})
    return SimpleNamespace(claim_id="ES-01", row=row, verdict=verdict, settled=True, confidence="medium", finding=None,
                           parts=())


@pytest.fixture
def work(raw: dict[str, pd.DataFrame]) -> dict[str, Any]:
    return claimreview.appearance(raw["sources"])


@pytest.fixture(autouse=True)
def plain_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claimreview, "reason", lambda claim: "Because </script> of x.")


def test_only_verdicts_that_map_have_a_number() -> None:
    ratings = {verdict: claimreview.rating(claim(verdict)) for verdict in Verdict}
    assert {verdict for verdict, made in ratings.items() if "ratingValue" in made} == set(RATINGS)
    assert ratings[Verdict.CONFIRMED]["ratingValue"] == claimreview.BEST
    assert ratings[Verdict.CONTRADICTED]["ratingValue"] == claimreview.WORST
    assert all(made["alternateName"] == verdict for verdict, made in ratings.items())
    # The better the verdict for the claim, the higher the number.
    assert sorted(RATINGS.values(), reverse=True) == list(RATINGS.values())


def test_the_commentary_is_described_from_its_source(work: dict[str, Any], raw: dict[str, pd.DataFrame]) -> None:
    row = raw["sources"].set_index("source_id").loc[claimreview.COMMENTARY]
    assert work["headline"] == row["title"]
    assert work["author"]["name"] == row["author"]
    assert work["datePublished"] == row["published"]
    assert ("url" in work) == bool(row["url"])
    known = raw["sources"].assign(url="https://a.example/text")
    assert claimreview.appearance(known)["url"] == "https://a.example/text"


def test_a_missing_commentary_is_one_clear_error(raw: dict[str, pd.DataFrame]) -> None:
    with pytest.raises(CompendiumError, match="expected the commentary under examination"):
        claimreview.appearance(raw["sources"].iloc[:0])


@pytest.mark.parametrize(("base", "page", "file"), [
    ("", "ES-01.html", "../claims/ES-01.html"),
    ("https://b.example/", "https://b.example/claims/ES-01.html", "https://b.example/claims/ES-01.html"),
])
def test_addresses_are_relative_until_the_book_has_one(work: dict[str, Any], base: str, page: str, file: str) -> None:
    one = claim(Verdict.MIXED)
    assert claimreview.on_page(one, work, base)["url"] == page
    whole = json.loads(claimreview.download([one], work, base))
    assert [made["url"] for made in whole["@graph"]] == [file]


def test_what_has_not_been_examined_has_no_review(work: dict[str, Any]) -> None:
    assert json.loads(claimreview.download([claim(Verdict.UNEXAMINED)], work, ""))["@graph"] == []
    assert "review" not in json.loads(claimreview.head(claim(Verdict.UNEXAMINED), work, ""))
    assert "review" in json.loads(claimreview.head(claim(Verdict.NOT_FACTUAL), work, ""))


def test_nothing_in_the_data_ends_the_script(work: dict[str, Any]) -> None:
    made = heads.script(claimreview.on_page(claim(Verdict.MIXED, "a </script><b>"), work, ""))
    assert made.count("<") == 2
    assert json.loads(made.partition(">")[2].rpartition("<")[0])["claimReviewed"] == "a </script><b>"


def test_a_claim_is_cited_alike_in_words_and_bibtex() -> None:
    one = claim(Verdict.MIXED, "It's 50% & more")
    text, entry = citation.plain(one), citation.bibtex(one)
    assert text.startswith("The compendium's editors: Claim ES-01, It's 50% & more. In: ")
    assert r"{Claim ES-01: It's 50\% \& more}" in entry
    for word in (citation.year(), citation.__version__, "claims/ES-01.html", str(Verdict.MIXED)):
        assert word in text
        assert word in entry

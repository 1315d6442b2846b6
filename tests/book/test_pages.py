"""The built book, as files: links, tables, numbers."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from copies import Copy
from helpers.book import render
from helpers.evidence.rule import Verdict

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(built: Copy) -> dict[Path, BeautifulSoup]:
    folder = built.folder / "_build" / "html"
    return {path: BeautifulSoup(path.read_text("utf-8"), "html.parser") for path in folder.rglob("*.html")
            if "_static" not in path.parts}


def article(page: BeautifulSoup) -> BeautifulSoup:
    found = page.find("article")
    assert found is not None
    return found


def test_every_link_and_anchor_inside_the_book_resolves(pages: dict[Path, BeautifulSoup]) -> None:
    identifiers = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        for tag in page.find_all(["a", "img", "link", "script"]):
            address = tag.get("href") or tag.get("src") or ""
            parts = urlsplit(address)
            if parts.scheme or address.startswith(("//", "data:")):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            known = identifiers.get(target)
            if not target.exists() or (parts.fragment and known is not None and unquote(parts.fragment) not in known):
                broken.append(f"{path.name}: {address}")
    assert broken == []


def test_no_page_asks_another_host_for_anything(pages: dict[Path, BeautifulSoup]) -> None:
    asked = {f"{path.name}: {tag.get('src') or tag.get('href')}" for path, page in pages.items()
             for tag in page.find_all(["img", "script", "link", "iframe"])
             if str(tag.get("src") or tag.get("href") or "").startswith(("http", "//"))
             and tag.get("rel") != ["canonical"]}
    assert asked == set()


def test_every_figure_has_words_in_both_modes(pages: dict[Path, BeautifulSoup]) -> None:
    seen = 0
    for page in pages.values():
        for image in page.select("figure.finding img"):
            seen += 1
            assert len(image["alt"]) >= 40
            assert image["width"] and image["height"]
    assert seen > 10


def test_the_front_page_gives_the_answer_first(built: Copy, pages: dict[Path, BeautifulSoup]) -> None:
    table = pd.read_csv(built.folder / "data/processed/verdicts.csv", dtype=str, keep_default_na=False)
    page = article(pages[built.folder / "_build/html/index.html"])
    counts = table["verdict"].value_counts()
    bar = page.select_one(".stackbar")
    assert bar is not None
    assert all(f"{counts[verdict]} {verdict}" in bar["aria-label"] for verdict in counts.index)
    order = [element.name for element in page.select(".stackbar, ul.told, .doors, h2")]
    assert order[:3] == ["div", "ul", "div"], "the answer stands before every heading"
    assert "not affiliated" in page.get_text()
    kinds = {Verdict.CONFIRMED, Verdict.MIXED, Verdict.CONTESTED, Verdict.CONTRADICTED, Verdict.UNVERIFIABLE}
    assert len(page.select("ul.told > li")) == len(kinds & set(table["verdict"]))


def test_the_matrix_and_the_claim_pages_say_what_the_table_says(built: Copy, pages: dict[Path, BeautifulSoup]) -> None:
    table = pd.read_csv(built.folder / "data/processed/verdicts.csv", dtype=str, keep_default_na=False)
    folder = built.folder / "_build" / "html"
    rows = article(pages[folder / "matrix.html"]).select("tbody tr")
    assert len(rows) == len(table)
    for row, (_, said) in zip(rows, table.iterrows(), strict=True):
        assert row.find("th").get_text(strip=True) == said["claim_id"]
        assert row.select_one("td .verdict").get_text(" ", strip=True).endswith(said["verdict"])
        page = article(pages[folder / "claims" / f"{said['claim_id']}.html"])
        assert page.select_one(".verdict-line .verdict").get_text(" ", strip=True).endswith(said["verdict"])
        if said["confidence"]:
            assert said["confidence"] in page.select_one(".verdict-line").get_text()


def test_a_claim_page_shows_every_row_of_its_evidence(built: Copy, pages: dict[Path, BeautifulSoup]) -> None:
    evidence = pd.read_csv(built.folder / "data/raw/evidence.csv", dtype=str, keep_default_na=False)
    for claim in ("DIV-06", "IMP-11", "NXT-02"):
        page = article(pages[built.folder / f"_build/html/claims/{claim}.html"])
        shown = {row.find("th").get_text(strip=True) for row in page.select(".evidence tbody tr")}
        assert shown == set(evidence.loc[evidence["claim_id"].eq(claim), "fact_id"])


def test_the_methodology_prints_thresholds_and_reliability(built: Copy, pages: dict[Path, BeautifulSoup]) -> None:
    told = article(pages[built.folder / "_build/html/methodology.html"]).get_text(" ", strip=True)
    for words in ("indirect weight", "Cohen's kappa", "Wilson", "language models", "No person has coded yet",
                  "No log of the queries exists", "not affiliated", "right of reply"):
        assert words in told


def test_pages_are_light(pages: dict[Path, BeautifulSoup]) -> None:
    heavy = {path.name: path.stat().st_size for path in pages if path.stat().st_size > 500_000}
    assert set(heavy) <= {"references.html"}


def test_a_template_with_an_unknown_name_fails() -> None:
    environment = render.templates()
    with pytest.raises(Exception, match="'no_such_number' is undefined"):
        environment.from_string("{{ no_such_number }}").render()


@pytest.mark.parametrize("text", ["*a* _b_ `c` [d](e) {f}`g` <h> | i # j", "1. x", "$x$", "a\n\n# b"])
def test_text_from_a_table_is_no_markdown(text: str) -> None:
    import markdown_it

    made = markdown_it.MarkdownIt().render(f"x {render.markdown(text)}")
    assert BeautifulSoup(made, "html.parser").get_text().strip() == "x " + " ".join(text.split())


def test_pages_are_valid_html(pages: dict[Path, BeautifulSoup]) -> None:
    """Every page parses without a fault, by the standard's own algorithm, and names nothing twice."""
    for path, page in pages.items():
        if path.parent.name != "claims" or path.stem[-1] in "19":
            parser = html5lib.HTMLParser()
            parser.parse(path.read_text("utf-8"))
            assert not parser.errors, f"{path.name}: {parser.errors[:3]}"
        names = [found["id"] for found in page.find_all(id=True)]
        assert len(names) == len(set(names)), path.name
        assert not page.select("summary p, label output, p div, p ul, a a, button a"), path.name

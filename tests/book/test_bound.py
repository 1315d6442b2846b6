from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from helpers.book import bound
from helpers.book.bound import Chapter
from helpers.errors import CompendiumError

PAGE = """<html><body><nav>away</nav><article class="bd-article"><section id="top"><h1>One
claim<a class="headerlink" href="#top">#</a></h1><h2>Sub</h2>
<p><a href="#top">here</a> <a href="../matrix.html">all</a> <a href="ES-02.html#f1">other</a>
<a href="https://a.example/x">web</a> <a href="../figures/f.csv">data</a> <a href="javascript:x()">bad</a></p>
<figure class="finding"><img class="only-light" src="../figures/f.svg"><img class="only-dark" src="../figures/g.svg">
<figcaption>SVG</figcaption></figure><figure class="finding" id="figure-b"><img class="only-light" src="b.svg">
<figcaption><a aria-label="SVG: It rose" href="b.svg">SVG</a></figcaption></figure>
<details><summary>code</summary>x = 1</details><script>x</script>
<div class="table-entry"><details><summary>2 columns</summary><div class="scroll" aria-label="Columns of f.csv">c</div>
</details></div></section></article></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> BeautifulSoup:
    path = tmp_path / "claims" / "ES-01.html"
    path.parent.mkdir()
    path.write_text(PAGE, "utf-8")
    mine = Chapter("Part", "claims/ES-01")
    known = {one.name: one for one in (mine, Chapter("Part", "claims/ES-02"), Chapter("", "matrix"))}
    title, text = bound.body(tmp_path, mine, known, {"figure-b": "#matrix--figure-b"})
    assert title == "One claim"
    return BeautifulSoup(text, "html.parser")


def test_links_lead_inside_the_one_page_or_to_the_web_or_nowhere(page: BeautifulSoup) -> None:
    links = {link.get_text(): link.get("href") for link in page.find_all("a")}
    assert links == {"here": "#claims-ES-01--top", "all": "#matrix", "other": "#claims-ES-02--f1",
                     "web": "https://a.example/x", "data": None, "bad": None, "It rose": "#matrix--figure-b"}
    assert page.section["id"] == "claims-ES-01--top"


def test_headings_step_down_and_what_paper_cannot_use_is_gone(page: BeautifulSoup) -> None:
    assert [(heading.name, heading.get_text(" ", strip=True)) for heading in page.find_all(["h1", "h2", "h3"])] == [
        ("h2", "One\nclaim"), ("h3", "Sub")]
    assert not page.select("script, .headerlink, .only-dark, figcaption")
    assert page.img["src"].startswith("file:///")
    assert page.img["src"].endswith("/figures/f.svg")


def test_a_figure_stands_once_and_later_a_line_leads_there(page: BeautifulSoup) -> None:
    assert len(page.find_all("figure")) == 1
    assert page.select_one("p.see").get_text() == "Figure: It rose"


def test_of_what_folds_out_only_columns_are_kept_and_open(page: BeautifulSoup) -> None:
    details, = page.find_all("details")
    assert details.has_attr("open")
    assert details.summary.get_text() == "2 columns"


def test_a_page_that_was_not_built_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CompendiumError, match="do: make book"):
        bound.article(tmp_path, Chapter("", "index"))
    (tmp_path / "index.html").write_text("<p>no article</p>", "utf-8")
    with pytest.raises(CompendiumError, match="found no article"):
        bound.article(tmp_path, Chapter("", "index"))


def test_chapters_come_in_the_order_of_the_contents() -> None:
    made = bound.chapters()
    assert made[0] == Chapter("", "index")
    assert len({chapter.anchor for chapter in made}) == len(made)
    grouped = bound.grouped([(chapter, chapter.name, "") for chapter in made])
    assert [part["title"] for part in grouped] == list(dict.fromkeys(chapter.part for chapter in made))
    assert sum(len(part["pages"]) for part in grouped) == len(made)

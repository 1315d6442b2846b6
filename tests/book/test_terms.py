from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import paths
from helpers.book import terms

FORMS = {"roadmap": "term-roadmap", "roadmaps": "term-roadmap", "Mir": "term-mir", "Cohen's kappa": "term-kappa",
         "kappa": "term-kappa", "tax manoeuvre": "term-tax-manoeuvre", "manoeuvre": "term-manoeuvre"}
TEXT = """
Roadmaps of a heading
=====================

Roadmaps came first, and a roadmap came again. The mir is not Mir, nor is Mirror.

- In a list: the tax manoeuvre, measured by Cohen’s kappa. ``roadmap`` is code. `roadmap <https://a.b>`_ is a link.

======  =========
roadmap manoeuvre
======  =========
Mir     kappa
======  =========

How to cite this page
=====================

A manoeuvre here.
"""


def linked(text: str, forms: dict[str, str] = FORMS) -> nodes.document:
    # Two sections at the top, so that none becomes the title of the whole.
    doctree = publish_doctree(text, settings_overrides={"report_level": 5})
    terms.link(doctree, forms, "../glossary.html")
    return doctree


def links(doctree: nodes.document) -> list[tuple[str, str]]:
    return [(node.astext(), node["refuri"]) for node in doctree.findall(nodes.reference) if "term" in node["classes"]]


def test_a_term_is_linked_where_it_first_stands_in_prose_and_nowhere_else() -> None:
    assert links(linked(TEXT)) == [
        ("Roadmaps", "../glossary.html#term-roadmap"), ("Mir", "../glossary.html#term-mir"),
        ("tax manoeuvre", "../glossary.html#term-tax-manoeuvre"), ("Cohen’s kappa", "../glossary.html#term-kappa")]


def test_links_are_the_same_each_time() -> None:
    assert linked(TEXT).pformat() == linked(TEXT).pformat()


@settings(deadline=None, database=None, max_examples=60)
@given(st.lists(st.sampled_from([*FORMS, "other", "Roadmapping", "pre-roadmap", ",", "."]), max_size=12))
def test_the_text_itself_never_changes(words: list[str]) -> None:
    text = " ".join(["Begin", *words])
    before, after = publish_doctree(text), linked(text)
    assert after.astext() == before.astext()
    found = [address for _, address in links(after)]
    assert len(found) == len(set(found))


def test_a_word_within_another_is_no_term() -> None:
    assert links(linked("Roadmapping and pre-roadmap and roadmap-like.")) == []


def test_the_staged_table_gives_every_form_an_address(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text('term,also,definition,see,source_ids\nroadmap,roadmaps;road map,"a, b",ES-01,\n')
    assert terms.read(path) == dict.fromkeys(("roadmap", "roadmaps", "road map"), "term-roadmap")
    assert len(set(terms.read(paths.RAW / "glossary.csv").values())) > 30


@pytest.mark.parametrize(("page", "count"), [("claims/ES-01", 1), ("notebooks/trade", 1), ("methodology", 1),
                                             ("glossary", 0), ("index", 0)])
def test_terms_are_linked_on_some_pages_only(tmp_path: Path, page: str, count: int) -> None:
    path = tmp_path / terms.TABLE
    path.parent.mkdir(parents=True)
    path.write_text("term,also,definition,see,source_ids\nroadmap,,x,ES-01,\n")
    builder = SimpleNamespace(format="html", get_relative_uri=lambda here, there: f"{there}.html")
    doctree = publish_doctree("A roadmap.")
    terms.on_page(SimpleNamespace(srcdir=str(tmp_path), builder=builder), doctree, page)
    assert len(links(doctree)) == count


def test_a_book_without_a_glossary_has_no_links(tmp_path: Path) -> None:
    builder = SimpleNamespace(format="html", get_relative_uri=lambda here, there: there)
    doctree = publish_doctree("A roadmap.")
    terms.on_page(SimpleNamespace(srcdir=str(tmp_path), builder=builder), doctree, "methodology")
    assert links(doctree) == []
    assert terms.link(doctree, {}, "") == 0

from __future__ import annotations

from pathlib import Path

import pytest

from copies import Copy
from helpers.book import pdf
from helpers.errors import CompendiumError

SMALL = """<!doctype html><html lang="en"><head><title>T</title>
<style>@page{size:A4}h1{break-before:page}</style></head>
<body><p><a href="#one">1</a> <a href="#zw&#246;lf">2</a></p><h1 id="one">First (a)</h1><h1 id="zw&#246;lf">Second</h1>
</body></html>"""


def test_a_file_without_pages_is_one_clear_error() -> None:
    with pytest.raises(CompendiumError, match="found no pages"):
        pdf.page_order(pdf.objects(b"%PDF-1.4\n1 0 obj\n<</Type /Font>>\nendobj\n"))


def test_pages_are_counted_through_a_tree_of_any_depth() -> None:
    data = (b"%PDF-1.4\n1 0 obj\n<</Type /Page>>\nendobj\n2 0 obj\n<</Type /Page>>\nendobj\n"
            b"3 0 obj\n<</Type /Page>>\nendobj\n4 0 obj\n<</Type /Pages\n/Kids [3 0 R 1 0 R]>>\nendobj\n"
            b"5 0 obj\n<</Type /Pages\n/Kids [4 0 R 2 0 R]>>\nendobj\n"
            b"6 0 obj\n<</one [2 0 R /XYZ 0 0 0]\n/two [3 0 R /XYZ 0 0 0]>>\nendobj\n"
            b"7 0 obj\n<</Type /Catalog\n/Pages 5 0 R>>\nendobj\n")
    assert pdf.page_order(pdf.objects(data)) == [3, 1, 2]
    assert pdf.places(data.replace(b"<</one", b"<<\n/one")) == {"one": 3, "two": 1}


def test_the_clock_becomes_a_day_and_nothing_moves() -> None:
    data = b"/CreationDate (D:20261124140347+00'00')\n/ModDate (D:20261124140347+00'00')"
    made = pdf.timeless(data, "2026-07-01")
    assert made == b"/CreationDate (D:20260701000000+00'00')\n/ModDate (D:20260701000000+00'00')"


def test_running_heads_are_strings_of_a_style_sheet() -> None:
    assert pdf.quoted('a "b" \\ c') == '"a \\"b\\" \\\\ c"'
    assert pdf.shortened("word " * 40).endswith("word …")
    assert len(pdf.shortened("word " * 40)) <= pdf.LONGEST + 2


def test_without_a_browser_the_message_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    monkeypatch.setattr(pdf, "PLACES", ())
    with pytest.raises(CompendiumError, match="do: install one"):
        pdf.browser()


@pytest.mark.browser
def test_what_chromium_prints_is_tagged_outlined_and_can_be_read(tmp_path: Path) -> None:
    source = tmp_path / "small.html"
    source.write_text(SMALL, "utf-8")
    data = pdf.printed(source, pdf.browser())
    assert data.startswith(b"%PDF-")
    for mark in (b"/StructTreeRoot", b"/Outlines", b"/Lang (en)", b"/Marked true", rb"/Title (First \(a\))"):
        assert mark in data
    assert len(pdf.page_order(pdf.objects(data))) == 3
    assert pdf.places(data) == {"one": 2, "zwölf": 3}


@pytest.mark.slow
@pytest.mark.browser
def test_the_book_prints_with_every_claim_in_its_outline(built: Copy, tmp_path: Path) -> None:
    target = tmp_path / "book.pdf"
    made, pages = pdf.write(built.folder / "_build" / "html", target)
    data = made.read_bytes()
    assert data.startswith(b"%PDF-")
    assert pages > 200
    for mark in (b"/StructTreeRoot", b"/Outlines", b"/Title (DIV-06: "):
        assert mark in data
    assert len(pdf.places(data)) > 75

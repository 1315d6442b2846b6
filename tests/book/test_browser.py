"""The built book in a real browser: what a reader sees, and what is asked of other hosts."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browsing import violations, visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PAGES = ["index.html", "matrix.html", "as-of.html", "claims/DIV-06.html", "claims/NXT-01.html", "claims/REC-01.html",
         "notebooks/trade.html", "notebooks/tax-manoeuvre.html", "notebooks/implementation-record.html",
         "tensions.html", "advice.html", "methodology.html", "search.html", "timeline.html", "programmes.html",
         "sources.html", "glossary.html", "people.html", "reading.html", "exercise.html", "data.html",
         "status.html"]


class Quiet(SimpleHTTPRequestHandler):
    """A local server that writes no log."""

    def log_message(self, *_: Any) -> None:
        pass


def keep(page: Page, name: str, look: str) -> None:
    """Keep a picture of a page where a folder is named for it, as continuous integration does."""
    if folder := os.environ.get("COMPENDIUM_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name.replace('/', '-').removesuffix('.html')}-{look}.png")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_opens_from_the_file_system_without_error_or_request(base: Path, browser: Browser, name: str,
                                                                    scheme: str) -> None:
    page, trouble = visit(browser, base / name, color_scheme=scheme, viewport={"width": 1440, "height": 900})
    assert trouble == []
    assert page.locator(":is(article, .bd-search-container) h1").first.is_visible()
    keep(page, name, scheme)
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone(base: Path, browser: Browser, name: str) -> None:
    page, _ = visit(browser, base / name, viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    keep(page, name, "phone")
    page.context.close()


@pytest.mark.parametrize(("scheme", "shown", "hidden"), [("light", "only-light", "only-dark"),
                                                         ("dark", "only-dark", "only-light")])
def test_figures_follow_light_and_dark(base: Path, browser: Browser, scheme: str, shown: str, hidden: str) -> None:
    page, _ = visit(browser, base / "notebooks/trade.html", color_scheme=scheme)
    figure = page.locator("figure.finding").first
    assert figure.locator(f"img.{shown}").is_visible()
    assert not figure.locator(f"img.{hidden}").is_visible()
    assert figure.locator(f"img.{shown}").evaluate("image => image.naturalWidth") > 0
    page.context.close()


def test_glued_numbers_are_in_the_prose(base: Path, browser: Browser) -> None:
    for name in ("trade", "tax-manoeuvre", "implementation-record"):
        page, _ = visit(browser, base / f"notebooks/{name}.html")
        told = page.locator("article").inner_text()
        assert "glue" not in told
        assert "The answer first." in told
        page.context.close()


def test_the_book_reads_without_javascript(base: Path, browser: Browser) -> None:
    page, _ = visit(browser, base / "matrix.html", java_script_enabled=False)
    assert page.locator("table tbody tr").count() == 75
    assert page.locator("table tbody tr").first.is_visible()
    page.context.close()


@pytest.fixture
def served(base: Path) -> Iterator[str]:
    """Return the address of the book on a local server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(base)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_search_finds_a_claim_by_its_words(served: str, browser: Browser) -> None:
    page = browser.new_context().new_page()
    elsewhere: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url) if not request.url.startswith(served) else None)
    page.goto(f"{served}/search.html?q=refineries")
    page.locator("#search-results a").first.wait_for()
    assert "DIV-06" in page.locator("#search-results").inner_text()
    assert elsewhere == []
    page.context.close()


def test_search_also_works_from_the_file_system(base: Path, browser: Browser) -> None:
    page, _ = visit(browser, base / "search.html")
    page.goto((base / "search.html").as_uri() + "?q=refineries")
    page.locator("#search-results a").first.wait_for()
    assert "DIV-06" in page.locator("#search-results").inner_text()
    page.context.close()


def shown(page: Page, entries: str) -> int:
    return page.locator(f"{entries}:visible").count()


def rows(base: Path, name: str) -> list[dict[str, str]]:
    with (base / "downloads" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_boxes_filter_the_time_line_and_are_put_back(base: Path, browser: Browser) -> None:
    events = rows(base, "timeline")
    energy = sum(row["lane"] == "energy" for row in events)
    page, trouble = visit(browser, base / "timeline.html")
    for box in page.locator("form.filters input[type=checkbox]:not([value=energy])").all():
        box.uncheck()
    assert shown(page, "ol.events>li") == energy
    assert page.locator("form.filters [role=status]").inner_text() == f"{energy} of {len(events)} events shown"
    assert page.locator(".year:visible").count() == page.locator(".year:has(li:visible)").count()
    page.locator("form.filters input[value=energy]").focus()
    page.keyboard.press("Space")
    assert shown(page, "ol.events>li") == 0
    assert page.locator(".bd-article h2:visible").all_inner_texts() == ["All events"]
    page.get_by_role("button", name="Show all").click()
    assert shown(page, "ol.events>li") == len(events)
    assert trouble == []
    page.context.close()


def test_choices_and_words_filter_the_sources_together(base: Path, browser: Browser) -> None:
    wanted = [row for row in rows(base, "sources")
              if row["language"] == "ru" and row["kind"] == "official" and row["perspective"] == "russia_state"]
    page, _ = visit(browser, base / "sources.html")
    page.get_by_label("Language").select_option("ru")
    page.get_by_label("Kind").select_option("official")
    page.get_by_label("Whose view").select_option("russia-state")
    assert shown(page, "ol.sources>li") == len(wanted) > 0
    page.get_by_label("Words").fill(wanted[0]["publisher"].upper())
    assert 0 < shown(page, "ol.sources>li") <= len(wanted)
    page.get_by_label("Words").fill("no such words anywhere")
    assert shown(page, "ol.sources>li") == 0
    page.context.close()


def test_programmes_are_filtered_by_field_and_people_by_kind(base: Path, browser: Browser) -> None:
    page, _ = visit(browser, base / "programmes.html")
    page.get_by_label("Field").select_option("energy")
    assert shown(page, ".cards>article") == sum(row["sector"] == "energy" for row in rows(base, "programmes"))
    page.goto((base / "people.html").as_uri() + "?kind=state")
    assert shown(page, "ol.people>li") == sum(row["kind"] == "state" for row in rows(base, "actors"))
    page.context.close()


def test_a_choice_in_the_address_is_made_and_a_strange_one_is_not(base: Path, browser: Browser) -> None:
    page, trouble = visit(browser, base / "sources.html")
    page.goto((base / "sources.html").as_uri() + "?l=be&nonsense=1&words=x%5B")
    assert page.get_by_label("Language").input_value() == "be"
    page.get_by_label("Words").fill("")
    assert shown(page, "ol.sources>li") == sum(row["language"] == "be" for row in rows(base, "sources"))
    assert trouble == []
    page.context.close()


@pytest.mark.parametrize(("name", "entries", "table"), [
    ("timeline", "ol.events>li", "timeline"), ("programmes", ".cards>article", "programmes"),
    ("sources", "ol.sources>li", "sources"), ("people", "ol.people>li", "actors")])
def test_lists_are_whole_without_javascript(base: Path, browser: Browser, name: str, entries: str, table: str) -> None:
    page, _ = visit(browser, base / f"{name}.html", java_script_enabled=False)
    assert page.locator("form.filters").is_hidden()
    assert shown(page, entries) == len(rows(base, table))
    page.context.close()


def test_fields_of_a_filter_are_large_enough_to_hit(base: Path, browser: Browser) -> None:
    for name in ("timeline", "sources"):
        page, _ = visit(browser, base / f"{name}.html", viewport={"width": 390, "height": 844})
        for field in page.locator("form.filters :is(label:has(input[type=checkbox]), select, button)").all():
            box = field.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24
        page.context.close()


def test_the_answer_of_the_lesson_opens_without_javascript_and_is_not_printed_closed(base: Path,
                                                                                    browser: Browser) -> None:
    page, _ = visit(browser, base / "exercise.html", java_script_enabled=False)
    answer = page.locator("details.reveal").first
    assert not answer.locator(".verdict").first.is_visible()
    page.emulate_media(media="print")
    assert not answer.is_visible()
    page.emulate_media(media="screen")
    answer.locator("summary").click()
    assert answer.locator(".verdict").first.is_visible()
    page.emulate_media(media="print")
    assert answer.is_visible()
    page.context.close()


def test_a_term_leads_to_the_glossary(base: Path, browser: Browser) -> None:
    page, _ = visit(browser, base / "claims/INF-05.html")
    terms = page.locator("a.term")
    addresses = [str(term.get_attribute("href")) for term in terms.all()]
    assert addresses
    assert len(set(addresses)) == len(addresses)
    assert page.locator(":is(h1, h2, h3, table, code, figure) a.term").count() == 0
    terms.first.click()
    page.wait_for_url((base / "glossary.html").as_uri() + "#*")
    assert page.locator(":target").is_visible()
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
def test_axe_finds_no_violation(base: Path, browser: Browser, name: str, scheme: str, width: int) -> None:
    page, _ = visit(browser, base / name, color_scheme=scheme, viewport={"width": width, "height": 900})
    assert violations(page) == {}
    page.context.close()

"""The built book in a real browser: what a reader sees, and what is asked of other hosts."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from copies import ROOT, Copy

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PAGES = ["index.html", "matrix.html", "claims/DIV-06.html", "claims/NXT-01.html", "claims/REC-01.html",
         "notebooks/trade.html", "notebooks/tax-manoeuvre.html", "notebooks/implementation-record.html",
         "tensions.html", "advice.html", "methodology.html", "search.html"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync",
         "--disable-component-update", "--no-first-run"]


class Quiet(SimpleHTTPRequestHandler):
    """A local server that writes no log."""

    def log_message(self, *_: Any) -> None:
        pass


def executable() -> str:
    spec = importlib.util.spec_from_file_location("browser", ROOT / "scripts" / "browser.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = module.find()
    assert found, "no Chromium or Chrome found: run `python3 scripts/browser.py`, or `make test-fast`"
    return str(found)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield made
        made.close()


@pytest.fixture(scope="module")
def base(built: Copy) -> Path:
    return built.folder / "_build" / "html"


def visit(browser: Browser, path: Path, **options: Any) -> tuple[Page, list[str]]:
    """Open a page from the file system; return it and what went wrong or was asked of other hosts."""
    page = browser.new_context(**options).new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: trouble.append(request.url)
            if not request.url.startswith(("file:", "data:", "blob:")) else None)
    page.goto(path.as_uri())
    page.wait_for_load_state("load")
    return page, trouble


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_opens_from_the_file_system_without_error_or_request(base: Path, browser: Browser, name: str,
                                                                    scheme: str) -> None:
    page, trouble = visit(browser, base / name, color_scheme=scheme, viewport={"width": 1440, "height": 900})
    assert trouble == []
    assert page.locator(":is(article, .bd-search-container) h1").first.is_visible()
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone(base: Path, browser: Browser, name: str) -> None:
    page, _ = visit(browser, base / name, viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
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


def test_axe_finds_no_violation(base: Path, browser: Browser) -> None:
    from axe_core_python.sync_playwright import Axe

    axe, found = Axe(), {}
    for name in PAGES:
        for scheme in ("light", "dark"):
            page, _ = visit(browser, base / name, color_scheme=scheme)
            page.wait_for_timeout(300)
            result = axe.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
            for violation in result["violations"]:
                found[f"{name} {scheme} {violation['id']}"] = violation["nodes"][0]["html"][:200]
            page.context.close()
    assert found == {}

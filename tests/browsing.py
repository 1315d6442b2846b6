"""A browser on the built book: what it is started with, and how a page is opened and watched."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from copies import ROOT

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync",
         "--disable-component-update", "--no-first-run"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def executable() -> str:
    spec = importlib.util.spec_from_file_location("browser", ROOT / "scripts" / "browser.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = module.find()
    assert found, "no Chromium or Chrome found: run `python3 scripts/browser.py`, or `make test-fast`"
    return str(found)


def visit(browser: Browser, path: Path, query: str = "", **options: Any) -> tuple[Page, list[str]]:
    """Open a page from the file system; return it and what went wrong or was asked of other hosts."""
    page = browser.new_context(**options).new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: trouble.append(request.url)
            if not request.url.startswith(("file:", "data:", "blob:")) else None)
    page.goto(path.as_uri() + query)
    page.wait_for_load_state("load")
    return page, trouble


# Of a long list whose entries come from one template, so many are looked at: the rest would only cost time.
SAMPLE = 25
SHORTEN = """most => {
  for (const list of document.querySelectorAll("article :is(ol, ul, tbody, section, .cards)"))
    for (const entry of [...list.children].slice(most)) entry.remove();
}"""


def violations(page: Page) -> dict[str, str]:
    """Return what axe finds against WCAG 2.2 AA on a page, by rule, with an example."""
    from axe_core_python.sync_playwright import Axe

    page.evaluate(SHORTEN, SAMPLE)
    page.wait_for_timeout(300)
    result = Axe().run(page, options={"runOnly": RULES})
    return {found["id"]: found["nodes"][0]["html"][:200] for found in result["violations"]}

"""The table of all claims in a browser: sorted by key, filtered, searched, linked to, and whole without a script."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import violations, visit
from helpers.evidence.rule import CONFIDENCE, Verdict

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def verdicts(base: Path) -> list[dict[str, str]]:
    with (base / "downloads" / "verdicts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(page: Page) -> list[str]:
    return page.locator("#claims tbody th:visible").all_inner_texts()


def told(page: Page) -> str:
    return page.locator("#matrix-count").inner_text()


def expected(verdicts: list[dict[str, str]], column: str, value: str) -> list[str]:
    return [row["claim_id"] for row in verdicts if row[column] == value]


def test_heads_sort_by_key_and_keep_the_focus(base: Path, browser: Browser, verdicts: list[dict[str, str]]) -> None:
    page, trouble = visit(browser, base / "matrix.html")
    order = [str(verdict) for verdict in Verdict]
    by_verdict = [row["claim_id"] for row in sorted(verdicts, key=lambda row: order.index(row["verdict"]))]
    head = page.locator("#claims thead th.verdict")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert shown(page) == by_verdict
    assert told(page) == "75 of 75 claims shown, by verdict, ascending"
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    assert shown(page)[0] in {row["claim_id"] for row in verdicts if row["verdict"] == Verdict.NOT_FACTUAL}
    assert page.evaluate("document.activeElement.textContent") == "Verdict"
    page.keyboard.press("Enter")
    assert page.locator("#claims [aria-sort]").count() == 0
    assert shown(page) == [row["claim_id"] for row in verdicts]
    assert trouble == []
    page.context.close()


def test_confidence_is_sorted_by_its_level(base: Path, browser: Browser, verdicts: list[dict[str, str]]) -> None:
    page, _ = visit(browser, base / "matrix.html", "?sort=-confidence")
    words = {row["claim_id"]: row["confidence"] for row in verdicts}
    levels = [CONFIDENCE.index(words[claim]) if words[claim] else -1 for claim in shown(page)]
    assert levels == sorted(levels, reverse=True)
    assert page.locator("#claims thead th.confidence").get_attribute("aria-sort") == "descending"
    page.context.close()


def test_boxes_choices_and_words_filter_together_and_are_put_back(base: Path, browser: Browser,
                                                                  verdicts: list[dict[str, str]]) -> None:
    page, trouble = visit(browser, base / "matrix.html")
    mixed, contested = (expected(verdicts, "verdict", str(word)) for word in (Verdict.MIXED, Verdict.CONTESTED))
    page.locator("input[name=verdict][value=mixed]").focus()
    page.keyboard.press("Space")
    assert shown(page) == mixed
    assert told(page) == f"{len(mixed)} of 75 claims shown"
    page.locator("input[name=verdict][value=contested]").check()
    assert set(shown(page)) == {*mixed, *contested}
    page.locator("#matrix-controls").get_by_label("Section").select_option("conclusions")
    assert set(shown(page)) == {*mixed, *contested} & set(expected(verdicts, "section", "Conclusions"))
    page.get_by_role("button", name="Show all").click()
    page.locator("#matrix-controls").get_by_label("Kind of claim").select_option("count")
    assert shown(page) == expected(verdicts, "kind", "count")
    page.get_by_role("button", name="Show all").click()
    page.locator("#matrix-controls").get_by_label("Search").fill("REFINERIES")
    assert shown(page) == ["DIV-06"]
    page.locator("#matrix-controls").get_by_label("Search").fill("no such words anywhere")
    assert shown(page) == []
    assert told(page) == "0 of 75 claims shown"
    assert page.locator("#claims tbody").inner_text() == "No claim fits."
    page.get_by_role("button", name="Show all").click()
    assert len(shown(page)) == 75
    assert trouble == []
    page.context.close()


def test_a_view_has_an_address(base: Path, browser: Browser, verdicts: list[dict[str, str]]) -> None:
    page, trouble = visit(browser, base / "matrix.html", "?verdict=contested&sort=-claim")
    contested = expected(verdicts, "verdict", str(Verdict.CONTESTED))
    assert shown(page) == contested[::-1]
    assert page.locator("input[value=contested]").is_checked()
    page.locator("#matrix-controls").get_by_label("Section").select_option("implementation-process")
    page.locator("#claims thead th.claim button").click()
    page.reload()
    assert "section=implementation-process" in page.url
    assert shown(page) == [claim for claim in contested if claim.startswith("IMP")]
    page.goto((base / "matrix.html").as_uri() + "?verdict=nonsense&section=x&sort=-y&words=%5B(")
    assert shown(page) == []
    page.locator("#matrix-controls").get_by_label("Search").fill("")
    assert len(shown(page)) == 75
    assert trouble == []
    page.context.close()


def test_the_number_shown_is_announced_and_controls_have_names(base: Path, browser: Browser) -> None:
    page, _ = visit(browser, base / "matrix.html")
    assert page.get_by_role("status").filter(has_text="75 of 75").count() == 1
    for name in ("Search", "Section", "Kind of claim"):
        assert page.locator("#matrix-controls").get_by_label(name).is_visible()
    assert page.get_by_role("group", name="Verdict").get_by_role("checkbox").count() == len(
        {box.get_attribute("value") for box in page.locator("input[name=verdict]").all()})
    page.context.close()


def test_the_grid_of_confidence_says_what_it_shows(base: Path, browser: Browser,
                                                   verdicts: list[dict[str, str]]) -> None:
    page, _ = visit(browser, base / "matrix.html")
    said = [mark.get_attribute("aria-label") for mark in page.locator("#claims svg.axes").all()]
    assert said == [f"{row['evidence']} evidence, {row['agreement']} agreement" for row in verdicts if row["evidence"]]
    page.context.close()


def test_the_table_is_whole_without_javascript(base: Path, browser: Browser, verdicts: list[dict[str, str]]) -> None:
    page, _ = visit(browser, base / "matrix.html", java_script_enabled=False)
    assert page.locator("#matrix-controls").is_hidden()
    assert page.locator("#claims button").count() == 0
    assert shown(page) == [row["claim_id"] for row in verdicts]
    for row, line in zip(verdicts, page.locator("#claims tbody tr").all(), strict=True):
        assert line.locator("td.found").text_content() == row["found"]
        links = [link.get_attribute("href") for link in line.locator("a").all()]
        assert links[0] == f"claims/{row['claim_id']}.html"
        assert {link for link in links[1:] if link} == {
            f"notebooks/{name}.html" for name in row["notebooks"].split(";") if name}
    page.context.close()


def test_a_phone_shows_cards_and_sorts_by_a_list(base: Path, browser: Browser) -> None:
    page, _ = visit(browser, base / "matrix.html", viewport=PHONE)
    assert page.locator("#claims thead").is_hidden()
    page.locator("#matrix-controls").get_by_label("Order").select_option("-confidence")
    levels = [CONFIDENCE.index(cell.strip()) if cell.strip() else -1
              for cell in page.locator("#claims td.confidence").all_text_contents()]
    assert levels == sorted(levels, reverse=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    box = page.locator("#matrix-controls label:has(input[type=checkbox])").first.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_a_filtered_view(base: Path, browser: Browser, scheme: str) -> None:
    for viewport in ({"width": 1440, "height": 900}, PHONE):
        page, _ = visit(browser, base / "matrix.html", "?verdict=mixed&sort=verdict", color_scheme=scheme,
                        viewport=viewport)
        assert violations(page) == {}
        page.context.close()


def test_the_library_is_loaded_on_this_page_alone(base: Path, browser: Browser) -> None:
    for name, there in (("matrix", 1), ("index", 0), ("as-of", 0)):
        page, _ = visit(browser, base / f"{name}.html")
        assert page.locator("script[src*=dataTables]").count() == there
        page.context.close()

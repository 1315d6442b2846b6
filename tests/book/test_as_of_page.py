"""The page of verdicts by date in a browser: the slider by keys, held against history.csv."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import violations, visit
from helpers.book.history import NOT_YET, spell
from helpers.execution.history import NOW
from helpers.execution.views import WRITTEN

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PHONE = {"width": 390, "height": 844}
Past = dict[str, dict[str, dict[str, str]]]


@pytest.fixture(scope="module")
def past(base: Path) -> Past:
    """Return the rows of history.csv by day and claim, days in order."""
    made: Past = {}
    with (base / "downloads" / "history.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            made.setdefault(row["as_of"], {})[row["claim_id"]] = row
    return made


def stood(page: Page) -> dict[str, str]:
    """Return the verdict shown for each claim, read without its sign."""
    return page.eval_on_selector_all("#standing tr[data-claim]", """rows => Object.fromEntries(rows.map(row => [
        row.dataset.claim, [...row.querySelector(".stood .verdict").childNodes].at(-1).textContent.trim()]))""")


def wanted(past: Past, day: str, column: str = "verdict") -> dict[str, str]:
    return {claim: row[column] or NOT_YET for claim, row in past[day].items()}


def slider(page: Page) -> tuple[str | None, str]:
    return page.locator("#as-of-day").get_attribute("aria-valuetext"), page.locator("#as-of-told").inner_text()


def test_arrow_keys_change_the_verdicts_to_those_of_the_table(base: Path, browser: Browser, past: Past) -> None:
    page, trouble = visit(browser, base / "as-of.html")
    days = list(past)
    assert slider(page) == (spell(WRITTEN), spell(WRITTEN))
    assert stood(page) == wanted(past, WRITTEN)
    page.locator("#as-of-day").focus()
    page.keyboard.press("Home")
    assert slider(page)[0] == spell(days[0])
    for day in days:
        assert slider(page) == (spell(day), spell(day))
        assert stood(page) == wanted(past, day)
        page.keyboard.press("ArrowRight")
    assert slider(page)[0] == spell(NOW)
    assert trouble == []
    page.context.close()


def test_undated_rows_are_counted_and_let_in(base: Path, browser: Browser, past: Past) -> None:
    page, _ = visit(browser, base / "as-of.html", "?date=2019-12-31")
    left = sum(int(row["undated"] or 0) for row in past["2019-12-31"].values())
    status = page.locator("#as-of-status")
    assert status.inner_text().endswith(f"{left} undated rows left out.")
    page.get_by_label("with undated rows").focus()
    page.keyboard.press("Space")
    assert stood(page) == wanted(past, "2019-12-31", "verdict_undated") != wanted(past, "2019-12-31")
    assert status.inner_text().endswith(f"{left} undated rows counted.")
    claim, row = next((claim, row) for claim, row in past["2019-12-31"].items() if row["undated"] not in ("", "0"))
    shown = page.locator(f"#standing tr[data-claim={claim}] .rows").inner_text()
    assert shown == f"{int(row['rows']) + int(row['undated'])} {row['undated']} of them undated"
    page.context.close()


def test_the_bar_counts_what_the_table_shows(base: Path, browser: Browser, past: Past) -> None:
    page, _ = visit(browser, base / "as-of.html", "?date=2021-12-31")
    counts = Counter(wanted(past, "2021-12-31").values())
    said = page.locator("#as-of .stackbar").get_attribute("aria-label")
    assert said is not None
    assert dict(reversed(part.split(" ", 1)) for part in said.split(", ")) == {
        word: str(count) for word, count in counts.items()}
    assert [int(part) for part in page.locator("#as-of .stackbar>span:visible").all_inner_texts()] == [
        int(part.split(" ", 1)[0]) for part in said.split(", ")]
    page.context.close()


def test_buttons_step_jump_and_play_by_key(base: Path, browser: Browser, past: Past) -> None:
    page, trouble = visit(browser, base / "as-of.html")
    days = list(past)
    page.get_by_role("button", name="Earlier").focus()
    page.keyboard.press("Enter")
    assert slider(page)[0] == spell(days[days.index(WRITTEN) - 1])
    page.get_by_role("button", name="Now").focus()
    page.keyboard.press("Space")
    assert stood(page) == wanted(past, NOW)
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press("Enter")
    assert page.locator("#as-of-play").inner_text() == "Stop"
    assert page.locator("#as-of-status").get_attribute("aria-live") == "off"
    page.wait_for_function("document.getElementById('as-of-day').value === '1'")
    page.keyboard.press("Enter")
    assert page.locator("#as-of-play").inner_text() == "Play"
    assert page.locator("#as-of-status").get_attribute("aria-live") is None
    assert stood(page) == wanted(past, days[1])
    assert trouble == []
    page.context.close()


def test_only_what_changed_can_be_shown(base: Path, browser: Browser, past: Past) -> None:
    page, _ = visit(browser, base / "as-of.html", "?date=2019-12-31")
    before, now = wanted(past, "2018-12-31"), wanted(past, "2019-12-31")
    moved = {claim for claim in now if now[claim] != before[claim]}
    page.get_by_label("only what changed").check()
    assert set(page.locator("#standing tr[data-claim]:visible th").all_inner_texts()) == moved
    for claim in moved:
        assert f"before: {before[claim]}" in page.locator(f"#standing tr[data-claim={claim}]").inner_text()
    page.context.close()


def test_a_date_has_an_address(base: Path, browser: Browser, past: Past) -> None:
    page, trouble = visit(browser, base / "as-of.html", "?date=2020-12-31&undated=yes")
    assert stood(page) == wanted(past, "2020-12-31", "verdict_undated")
    page.get_by_role("button", name="Later").click()
    assert "date=2021-12-31&undated=yes" in page.url
    page.goto((base / "as-of.html").as_uri() + "?date=nonsense")
    assert slider(page)[0] == spell(WRITTEN)
    assert trouble == []
    page.context.close()


def test_the_page_is_whole_without_javascript(base: Path, browser: Browser, past: Past) -> None:
    page, _ = visit(browser, base / "as-of.html", java_script_enabled=False)
    assert page.locator(".controls:visible").count() == 0
    assert stood(page) == wanted(past, WRITTEN)
    days = [head.get_attribute("data-day") or "" for head in page.locator(".years thead [data-day]").all()]
    assert {WRITTEN, NOW, next(iter(past))} <= set(days)
    cells = page.eval_on_selector_all(".years tbody tr", """rows => rows.map(row => [
        row.querySelector("th").textContent, ...[...row.querySelectorAll(".spoken")].map(cell => cell.textContent)])""")
    assert {claim: words for claim, *words in cells} == {
        claim: [past[day][claim]["verdict"] or NOT_YET for day in days] for claim in past[NOW]}
    page.context.close()


def test_the_page_fits_a_phone_and_its_controls_are_large_enough(base: Path, browser: Browser) -> None:
    page, _ = visit(browser, base / "as-of.html", viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for field in page.locator("#as-of :is(button, label:has(input), input[type=range]):visible").all():
        box = field.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("day", ["1999-12-31", "2019-12-31"])
def test_axe_finds_no_violation_at_a_date(base: Path, browser: Browser, scheme: str, day: str) -> None:
    page, trouble = visit(browser, base / "as-of.html", f"?date={day}", color_scheme=scheme)
    assert violations(page) == {}
    assert trouble == []
    page.context.close()


def test_the_page_of_a_claim_tells_the_days_at_which_it_changed(base: Path, browser: Browser, past: Past) -> None:
    page, _ = visit(browser, base / "claims" / "PRE-03.html")
    rows = page.locator('[aria-label="How the verdict on PRE-03 stood over time"] tbody tr')
    shown = [row.locator("th").inner_text() for row in rows.all()]
    mine = [(day, rows["PRE-03"]) for day, rows in past.items() if rows["PRE-03"]["testable"] == "yes"]
    changed = [day for place, (day, row) in enumerate(mine) if place == 0 or any(
        row[column] != mine[place - 1][1][column] for column in ("verdict", "verdict_undated"))]
    assert shown == [spell(day) for day in changed]
    page.context.close()

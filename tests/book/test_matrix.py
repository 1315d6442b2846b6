from __future__ import annotations

from dataclasses import replace
from itertools import product

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers.book import matrix
from helpers.evidence.rule import AGREEMENT, EVIDENCE, Verdict
from helpers.evidence.verdicts import JudgedClaim
from helpers.execution import manifest

NOTEBOOKS = manifest.read()
CLAIM = JudgedClaim(
    row=pd.Series({"claim_id": "X-01", "section": "Executive Summary", "kind": "trend", "paraphrase": "A & <b>"}),
    verdict=Verdict.MIXED, strongest=Verdict.MIXED, readings={}, parts=(), findings={}, settled_by="energy",
    stances={}, evidence="medium", agreement="low")
ROW = {"claim_id": "X-01", "claimed": "more", "found": "<less>", "robust_same": "", "not_reversed": "",
       "notebooks": "trade;energy"}


def made(claim: JudgedClaim = CLAIM, **cells: str) -> BeautifulSoup:
    table = matrix.table([claim], pd.DataFrame([ROW | cells]), NOTEBOOKS)
    assert "\n\n" not in table
    return BeautifulSoup(table, "html.parser")


def test_the_grid_fills_one_cell_of_nine_and_says_which() -> None:
    marks = {pair: BeautifulSoup(matrix.glyph(*pair), "html.parser") for pair in product(EVIDENCE, AGREEMENT)}
    assert len({mark.select_one(".yes")["d"] for mark in marks.values()}) == 9
    for (evidence, agreement), mark in marks.items():
        assert mark.svg["aria-label"] == f"{evidence} evidence, {agreement} agreement"
        assert mark.select_one(".no")["d"].count("M") == 8
        assert mark.select_one(".yes")["d"] not in mark.select_one(".no")["d"]


def test_evidence_goes_to_the_right_and_agreement_up() -> None:
    def place(evidence: str, agreement: str) -> tuple[int, int]:
        x, y = BeautifulSoup(matrix.glyph(evidence, agreement), "html.parser").select_one(".yes")["d"][1:].split("h")[
            0].split()
        return int(x), int(y)

    assert place("robust", "low")[0] > place("limited", "low")[0]
    assert place("limited", "high")[1] < place("limited", "low")[1]


def test_every_cell_is_text_and_the_settling_notebook_comes_first() -> None:
    page = made()
    assert page.select_one("td.said").get_text() == "A & <b>"
    assert page.select_one("td.found").get_text() == "<less>"
    assert [link["href"] for link in page.select("td.notebooks a")] == ["notebooks/energy.html", "notebooks/trade.html"]
    row = page.select_one("tbody tr")
    assert (row["data-section"], row["data-kind"], row["data-verdict"]) == ("executive-summary", "trend", "mixed")
    assert "at its strongest" not in page.get_text()


@pytest.mark.parametrize(("cells", "shown"), [
    ({}, None), ({"robust_same": "0.75"}, "75 % the same"),
    ({"robust_same": "0.75", "not_reversed": "1"}, "75 % the same100 % not reversed")])
def test_the_robust_share_shows_only_when_filled(cells: dict[str, str], shown: str | None) -> None:
    cell = made(**cells).select_one("td.robust")
    assert (cell.get_text() if cell else None) == shown


def test_a_kinder_reading_and_advice_are_told() -> None:
    assert "at its strongest: confirmed" in made(replace(CLAIM, strongest=Verdict.CONFIRMED)).get_text()
    advice = made(replace(CLAIM, verdict=Verdict.NOT_FACTUAL, strongest=Verdict.NOT_FACTUAL))
    assert advice.select_one("td.confidence")["data-order"] == "0"
    assert advice.select_one("td.confidence").get_text() == ""


def test_the_form_counts_and_is_hidden_until_a_script_shows_it() -> None:
    form = BeautifulSoup(matrix.form([CLAIM, CLAIM]), "html.parser").form
    assert form.has_attr("hidden")
    assert form.select_one("input[name=verdict]")["value"] == "mixed"
    assert "trend (2)" in form.get_text()

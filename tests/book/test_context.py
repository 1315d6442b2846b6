from __future__ import annotations

import pandas as pd
from bs4 import BeautifulSoup

from helpers.book import context
from helpers.evidence.findings import PartTest, Reading
from helpers.evidence.rule import Outcome, Verdict
from helpers.evidence.verdicts import JudgedClaim

FACTS = pd.DataFrame({"fact_id": ["f0", "f1"], "actor": ["Peskov", "an institute"]})


def test_an_account_leads_to_its_row_only_where_the_page_has_one() -> None:
    test = PartTest("X-01a", Outcome.HOLDS, "", "", "", readings=(
        Reading("f0", "", "says so", "supports"), Reading("f1", "", "1 May 2020", "context")))
    page = BeautifulSoup(context.readings_table(test, FACTS, {"f0"}), "html.parser")
    assert [link["href"] for link in page.find_all("a")] == ["#f0"]
    assert "of another claim" in page.get_text()
    assert "Peskov" in page.get_text()


def test_a_test_without_accounts_has_no_table() -> None:
    assert context.readings_table(PartTest("X-01a", Outcome.OPEN, "", "", ""), FACTS, set()) == ""


def claim(name: str, section: str, verdict: Verdict, agreement: str = "high", rows: int = 1) -> JudgedClaim:
    row = pd.Series({"claim_id": name, "section": section})
    return JudgedClaim(row, verdict, verdict, {}, (), {}, "", {"supports": rows}, "robust", agreement)


def test_the_front_page_tells_one_claim_of_each_kind_the_summary_before_the_rest_and_then_the_surest() -> None:
    claims = [claim("A", "Summary", Verdict.CONFIRMED, "low"), claim("B", "Body", Verdict.CONFIRMED),
              claim("C", "Body", Verdict.MIXED, "low", 9), claim("D", "Body", Verdict.MIXED),
              claim("E", "Body", Verdict.CONTRADICTED), claim("F", "Body", Verdict.CONTRADICTED, rows=2),
              claim("G", "Summary", Verdict.NOT_FACTUAL)]
    assert [told.claim_id for told in context.telling(claims)] == ["A", "D", "F"]


def test_a_table_of_accounts_that_cut_nothing_has_no_column_for_it() -> None:
    test = PartTest("X-01a", Outcome.HOLDS, "", "", "", readings=(Reading("f0", "transport", "yes", "context"),))
    assert "Cuts" not in context.readings_table(test, FACTS, {"f0"})

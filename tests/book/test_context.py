from __future__ import annotations

import pandas as pd
from bs4 import BeautifulSoup

from helpers.book import context
from helpers.evidence.findings import PartTest, Reading
from helpers.evidence.rule import Outcome

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

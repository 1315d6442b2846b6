from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers import paths
from helpers.book import workings
from helpers.data.vocabulary import TEST_KINDS
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome, Verdict


def part(part_id: str, kind: str, outcome: Outcome, by: str, *, core: bool = True, reading: str = "",
         found: str = "", rows: tuple[str, ...] = ()) -> Any:
    tally = SimpleNamespace(support=2.0, against=0.5, decisive_for=rows, decisive_against=())
    tests = (PartTest(part_id, outcome, "asks", "claims", found),) if found else ()
    return SimpleNamespace(part_id=part_id, core=core, reading=reading, outcome=outcome, decided_by=by, tally=tally,
                           tests=tests, row={"test_kind": kind, "part": "it is so"})


def claim(claim_id: str, verdict: Verdict, *parts: Any) -> Any:
    return SimpleNamespace(claim_id=claim_id, verdict=verdict, settled=True, parts=parts)


H, B, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.OPEN


def test_every_kind_of_test_is_explained() -> None:
    assert set(workings.ASKED) == set(TEST_KINDS)


def test_kinds_count_what_decided_the_parts() -> None:
    claims = [claim("ES-01", Verdict.MIXED, part("ES-01a", "date", H, "accounts compared"),
                    part("ES-01b", "date", O, "nothing"), part("ES-01c", "count", B, "computed test"))]
    rows = {row.th.get_text(): [cell.get_text() for cell in row.find_all("td")][1:]
            for row in BeautifulSoup(workings.kinds_table(claims), "html.parser").select("tbody tr")}
    assert rows["date"] == ["2", "", "1", "", "", "1"]
    assert rows["count"] == ["1", "1", "", "", "", ""]


def test_an_example_is_decided_computed_first_and_told_in_few_words() -> None:
    told = claim("ES-01", Verdict.MIXED, part("ES-01a", "date", O, "computed test", found="x"),
                 part("ES-01b", "date", H, "voices"), part("ES-01c", "date", B, "computed test", found="a long story"),
                 part("ES-01d", "date", H, "computed test", found="short"))
    assert workings.example([told], "date")[1].part_id == "ES-01d"
    assert workings.example([told], "ranking") is None
    made = workings.examples([told])
    assert [one["kind"] for one in made] == ["date"]
    assert made[0]["outcome"] == "holds"


@pytest.mark.parametrize(("by", "words"), [
    ("computed test", "The computation decides"), ("accounts compared", "The accounts weigh 2 for and 0.5 against"),
    ("voices", "at least 1.5 from independent origins, and 3 times"), ("decisive row", "One row settles it (f1)"),
])
def test_the_weighing_is_told_with_its_numbers(by: str, words: str) -> None:
    assert words in workings.weighed(part("ES-01a", "date", H, by, rows=("f1",)))


def test_parts_add_up_on_the_page_as_they_do_in_the_rule() -> None:
    mixed = claim("ES-02", Verdict.MIXED, part("ES-02a", "date", H, "voices"), part("ES-02b", "date", B, "voices"),
                  part("ES-02c", "date", O, "nothing", core=False), part("ES-02d", "date", B, "voices", reading="R2"))
    row = BeautifulSoup(workings.sums_table([mixed]), "html.parser").select_one("tbody tr")
    assert [cell.get_text() for cell in row.find_all("td")][:4] == ["1", "1", "0", "0"]
    assert row.find("a")["href"] == "claims/ES-02.html"


def test_simulated_alarms_stand_beside_the_promise(tmp_path: Path) -> None:
    path = tmp_path / "simulations.csv"
    pd.DataFrame({"test": ["t", "t"], "correlation": [0.0, 0.5], "asked": [0.05] * 2, "found": [0.04, 0.16],
                  "draws": [300] * 2}).to_csv(path, index=False)
    page = BeautifulSoup(workings.simulated(path), "html.parser")
    assert [cell.get_text() for cell in page.select("tbody td")] == ["5 %", "4 %", "16 %"]
    assert "correlation 0.5" in page.thead.get_text()


def test_every_citation_of_the_methodology_is_in_a_bibliography() -> None:
    cited = {key for cell in re.findall(r"\{cite\}`([^`]+)`", (paths.TEMPLATES / "methodology.md").read_text("utf-8"))
             for key in cell.split(",")}
    known = set(re.findall(r"@\w+\{([^,]+),", (paths.TEMPLATES / "methods.bib").read_text("utf-8")))
    assert cited <= known

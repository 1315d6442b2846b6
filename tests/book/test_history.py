from __future__ import annotations

import json

import pandas as pd
from bs4 import BeautifulSoup

from helpers.book import history
from helpers.evidence.rule import CONFIDENCE, Verdict

GOOD, BAD = str(Verdict.CONFIRMED), str(Verdict.CONTRADICTED)


def past(*claims: tuple[str, list[str]]) -> pd.DataFrame:
    """Return the history of claims from their verdicts at year ends from 1999, the last of them now."""
    rows = []
    for claim, words in claims:
        days = [*(f"{1999 + place}-12-31" for place in range(len(words) - 1)), "now"]
        rows += [[claim, day, "yes" if word else "no", word, "high" if word else "", "3" if word else "",
                  "2" if word and day != "now" else "0" if word else "", word, "low" if word else ""]
                 for day, word in zip(days, words, strict=True)]
    return pd.DataFrame(rows, columns=history.COLUMNS)


def test_a_claim_tells_only_the_days_at_which_it_changed() -> None:
    table = BeautifulSoup(history.of_claim("A-01", past(("A-01", ["", GOOD, GOOD, BAD, BAD]))), "html.parser")
    assert [row.th.get_text() for row in table.select("tbody tr")] == ["31 December 2000", "31 December 2002"]
    assert history.of_claim("A-02", past(("A-01", [GOOD, GOOD]))) == ""


def test_the_block_of_data_says_what_the_table_says() -> None:
    text = history.block(past(("A-01", ["", GOOD, BAD])))
    assert text.count("<") == 2
    kept = json.loads(BeautifulSoup(text, "html.parser").script.string)
    assert [day for day, _ in kept["days"]] == ["1999-12-31", "2000-12-31", "now"]
    none, good, bad = kept["claims"]["A-01"]
    assert none == [0, 0, 0, 0, 0, 0]
    assert kept["states"][good[0]][0] == GOOD
    assert kept["levels"][good[1]] == "high"
    assert good[2:4] == [3, 2]
    assert kept["states"][bad[4]][0] == BAD
    assert kept["levels"] == ["", *CONFIDENCE]


def test_the_table_shows_every_fifth_year_and_days_of_many_changes() -> None:
    steady = [GOOD] * 8
    moving = [[*[GOOD] * 4, *[BAD] * 4] for _ in range(history.MANY)]
    table = past(("A-00", steady), *((f"A-0{place}", words) for place, words in enumerate(moving, 1)))
    assert history.chosen(table) == ["1999-12-31", "2000-12-31", "2003-12-31", "2005-12-31", "now"]
    cells = BeautifulSoup(history.overview(table), "html.parser").select("tbody tr:last-child td .spoken")
    assert [cell.get_text() for cell in cells] == [GOOD, GOOD, BAD, BAD, BAD]


def test_the_bar_has_a_place_for_every_state_and_says_only_those_there_are() -> None:
    bar = BeautifulSoup(history.bar(past(("A-01", [GOOD, BAD, BAD]), ("A-02", ["", GOOD, GOOD])), "1999-12-31"),
                        "html.parser")
    assert bar.select_one(".stackbar")["aria-label"] == f"1 {GOOD}, 1 {history.NOT_YET}"
    hidden = [part["data-state"] for part in bar.select(".stackbar>span") if part.has_attr("hidden")]
    assert hidden == [str(list(Verdict).index(Verdict.CONTRADICTED) + 1)]


def test_days_are_spelt_for_readers() -> None:
    assert [history.short(day) for day in ("1999-12-31", "2024-05-16", "now")] == ["1999", "May 2024", "now"]
    assert history.spell("now") == "now"


def test_a_variant_of_the_book_keeps_no_history() -> None:
    assert history.page([], pd.DataFrame(columns=history.COLUMNS)) == {"known": False}

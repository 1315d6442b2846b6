from __future__ import annotations

import pandas as pd
from bs4 import BeautifulSoup

from helpers.book import sources
from helpers.data.vocabulary import PERSPECTIVES


def test_every_source_is_listed_once_below_its_perspective(raw: dict[str, pd.DataFrame]) -> None:
    page = sources.page(raw)
    seen: dict[str, str] = {}
    for group in page["groups"]:
        for entry in BeautifulSoup(group["entries"], "html.parser").select("ol.sources>li"):
            assert entry["id"] not in seen
            seen[entry["id"]] = group["name"]
    expected = {row["source_id"]: sources.NAMES[row["perspective"]] for row in raw["sources"].to_dict("records")}
    assert seen == expected


def test_what_rests_on_a_source_is_counted(raw: dict[str, pd.DataFrame]) -> None:
    resting = sources.resting(raw)
    facts = raw["facts"]
    name = "treaty-1999-12-08-union-state"
    mine = facts[[name in cell.split(";") for cell in facts["source_ids"]]]
    assert resting.at[name, "facts"] == len(mine)
    coded = raw["evidence"][raw["evidence"]["fact_id"].isin(mine["fact_id"])]["claim_id"]
    assert set(coded) <= set(resting.at[name, "claims"])
    assert resting["facts"].sum() == facts["source_ids"].str.split(";").str.len().sum()


def test_one_on_which_nothing_rests_says_so(raw: dict[str, pd.DataFrame]) -> None:
    page = sources.page(raw)
    text = "".join(group["entries"] for group in page["groups"])
    assert text.count("nothing rests on it") == page["unused"]


def test_the_counts_add_up(raw: dict[str, pd.DataFrame]) -> None:
    rows = BeautifulSoup(sources.counts(raw["sources"]), "html.parser").select("tbody tr")
    numbers = [[int(cell.get_text()) for cell in row.find_all("td")] for row in rows]
    assert numbers[-1] == [sum(column) for column in zip(*numbers[:-1], strict=True)]
    assert all(row[0] == sum(row[1:]) for row in numbers)
    assert numbers[-1][0] == len(raw["sources"])


def test_every_perspective_has_a_name() -> None:
    assert set(sources.NAMES) == set(PERSPECTIVES)


def test_a_title_in_cyrillic_has_its_language() -> None:
    row = {"source_id": "s", "url": "https://a.b", "title": "Заголовок", "publisher": "P", "author": "",
           "published": "", "language": "ru", "kind": "news", "read_as": "page", "licence": "unknown", "facts": 0,
           "series": 0, "rows": 0, "claims": []}
    assert '<span lang="ru">' in sources.entry(row)
    assert "lang=" not in sources.entry({**row, "title": "A heading"})

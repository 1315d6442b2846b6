from __future__ import annotations

import pandas as pd
from bs4 import BeautifulSoup, Tag

from helpers.book import programmes


def cards(tables: dict[str, pd.DataFrame]) -> dict[str, Tag]:
    page = BeautifulSoup(programmes.page(tables)["cards"], "html.parser")
    return {card["id"]: card for card in page.select("article")}


def test_every_programme_has_a_card_and_the_unnamed_one_says_so(raw: dict[str, pd.DataFrame]) -> None:
    made = cards(raw)
    assert list(made) == list(raw["programmes"]["programme_id"])
    unnamed = raw["programmes"].loc[raw["programmes"]["title_en"] == "", "programme_id"]
    assert [name for name, card in made.items() if card.h3.get_text() == programmes.UNTITLED] == list(unnamed)
    assert all("Not known" in card.get_text() for card in made.values())


def test_a_card_holds_every_report_with_who_said_it_in_order_of_time(raw: dict[str, pd.DataFrame]) -> None:
    made = cards(raw)
    for name, mine in raw["programme_status"].groupby("programme_id"):
        if name:
            reports = [entry.get_text() for entry in made[name].select("ol.reports>li")]
            for told, row in zip(reports, programmes.ordered(mine).to_dict("records"), strict=True):
                assert row["said_by"] in told
                assert row["status"] in told


def test_a_date_without_a_month_counts_as_the_end_of_its_year() -> None:
    states = pd.DataFrame({"date": ["2023", "2023-04-03", "", "2024-01"], "status_id": ["a", "b", "c", "d"]})
    assert list(programmes.ordered(states)["status_id"]) == ["c", "b", "a", "d"]


def test_a_second_coder_is_told_of(raw: dict[str, pd.DataFrame]) -> None:
    scores = raw["scores"]
    one = scores[scores["coder"] == "a"]
    assert programmes.coders(one) == "coder a alone"
    assert programmes.coders(pd.concat([one, one.assign(coder="b")])) == "both coders"
    assert programmes.coders(one.iloc[:0]) == "nobody so far"


def test_two_values_of_two_coders_are_both_shown(raw: dict[str, pd.DataFrame]) -> None:
    mine = raw["scores"]["programme_id"].eq("P08") & raw["scores"]["criterion"].eq("supranational body")
    row = raw["scores"][mine].iloc[:1]
    scores = pd.concat([row.assign(coder="a", value="1"), row.assign(coder="b", value="2")])
    assert "Supranational body, 0 to 2: 1 or 2 (both coders)" in programmes.judged("P08", {**raw, "scores": scores})


def test_claims_come_from_coded_facts_and_compared_accounts(raw: dict[str, pd.DataFrame]) -> None:
    claims = programmes.bearing("P08", raw)
    assert {"INF-01", "INF-02"} <= set(claims)
    none = {**raw, "scores": raw["scores"].iloc[:0], "accounts": raw["accounts"].iloc[:0]}
    assert programmes.bearing("P08", none) == []


def test_what_is_blank_is_not_known(raw: dict[str, pd.DataFrame]) -> None:
    row = raw["programmes"].set_index("programme_id", drop=False).loc["P28"].to_dict()
    told = programmes.missing(row, raw["programme_status"].iloc[:0])
    assert {"its exact title", "acts under it", "whose law is the model", "how far it is"} <= set(told)

from __future__ import annotations

import pandas as pd
from bs4 import BeautifulSoup

from helpers.book import people
from helpers.evidence import voices


def test_every_actor_stands_once_below_its_family(raw: dict[str, pd.DataFrame]) -> None:
    page = people.page(raw)
    entries = [(family["name"], entry) for family in page["families"]
               for entry in BeautifulSoup(family["entries"], "html.parser").select("ol.people>li")]
    assert len(entries) == page["total"] == len(raw["actors"])
    assert len({entry["id"] for _, entry in entries}) == len(entries)
    where = {entry.b.get_text(): family for family, entry in entries}
    assert where["Aliaksandr Lukashenka"] == "Official Belarus"
    assert where["Dmitry Mezentsev"] == "Union State bodies"
    assert where["Nursultan Nazarbayev"] == people.NONE


def test_facts_are_counted_by_who_tells_them(raw: dict[str, pd.DataFrame]) -> None:
    table = people.tallied(raw).set_index("name")
    facts = raw["facts"]
    mine = facts[[("Dmitry Krutoi" in cell.split("; ")) for cell in facts["actor"]]]
    assert table.at["Dmitry Krutoi", "facts"] == len(mine)
    own = [cell for cell in mine["asserted_by"] if voices.family(cell) == "official Belarus"]
    assert table.at["Dmitry Krutoi", "own"] == len(own)
    assert (table["own"] <= table["facts"]).all()
    assert (table.loc[table["family"] == "", "own"] == 0).all()


def test_a_claim_names_a_person_by_the_last_name_and_no_part_of_a_word(raw: dict[str, pd.DataFrame]) -> None:
    assert "PRE-02" in people.naming("Dmitry Medvedev", "person", raw["claims"])
    assert "DIV-11" in people.naming("Supreme State Council of the Union State", "body", raw["claims"])
    claims = pd.DataFrame({"claim_id": ["X-01"], "paraphrase": ["Belarusian law"]})
    assert people.naming("Belarus", "state", claims) == []


def test_a_role_leads_to_the_facts_that_state_it(raw: dict[str, pd.DataFrame]) -> None:
    page = people.page(raw)
    text = "".join(family["entries"] for family in page["families"])
    entry = BeautifulSoup(text, "html.parser").find(id="vladimir-semashko")
    assert entry is not None
    assert {link.get_text() for link in entry.small.find_all("a")} == {"history-154", "programmes-018"}
    coded = set(raw["evidence"]["fact_id"])
    assert all(fact in coded for cell in raw["actors"]["fact_ids"] for fact in cell.split(";") if fact)

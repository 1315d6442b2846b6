from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers.book import timeline


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """Return a folder with the description of a figure."""
    described = {"id": timeline.FIGURE, "title": "A title", "subtitle": "", "alt": "What is to be seen in it",
                 "size": [6, 4], "footer": ["Sources"], "claims": ["DIV-03"]}
    (tmp_path / f"{timeline.FIGURE}.json").write_text(json.dumps(described))
    return tmp_path


def test_every_event_has_its_place_date_voice_source_and_claim(raw: dict[str, pd.DataFrame], drawn: Path) -> None:
    page = timeline.page(raw, drawn)
    text = "".join(decade["years"] for decade in page["decades"])
    entries = BeautifulSoup(text, "html.parser").select("ol.events>li")
    facts = raw["facts"].set_index("fact_id")
    assert {entry["id"] for entry in entries} == set(raw["timeline"]["fact_id"])
    assert len(entries) == page["total"] == len(raw["timeline"])
    for entry in entries:
        assert facts.at[entry["id"], "date_start"][:4] in entry.select_one(".when").get_text()
        assert entry.select_one(f'.when a[href="#{entry["id"]}"]') is not None
        assert "Told by: " in entry.get_text()
        assert entry.select_one(f'.who a[href^="claims/"][href$="#{entry["id"]}"]') is not None
    assert [entry["id"] for entry in entries] == list(timeline.events(raw)["fact_id"])


def test_years_stand_in_their_decades_and_the_figure_is_on_top(raw: dict[str, pd.DataFrame], drawn: Path) -> None:
    page = timeline.page(raw, drawn)
    for decade in page["decades"]:
        years = [int(heading.get_text()) for heading in BeautifulSoup(decade["years"], "html.parser").find_all("h3")]
        assert {year // 10 * 10 for year in years} == {int(decade["name"][4:8])}
        assert years == sorted(set(years))
    assert f'src="figures/{timeline.FIGURE}.svg"' in page["figure"]


def test_an_event_of_a_month_says_that_its_day_is_not_known(raw: dict[str, pd.DataFrame], drawn: Path) -> None:
    page = timeline.page(raw, drawn)
    text = "".join(decade["years"] for decade in page["decades"])
    assert "September 1995 (day not known)" in text
    assert page["undecided"] == int(timeline.events(raw)["date_precision"].ne("day").sum())


def test_what_comes_from_a_table_is_no_markup(raw: dict[str, pd.DataFrame], drawn: Path) -> None:
    facts = raw["facts"].copy()
    facts.loc[facts["fact_id"] == "history-001", "statement"] = "<script>alert(1)</script>"
    page = timeline.page({**raw, "facts": facts}, drawn)
    assert "<script>" not in "".join(decade["years"] for decade in page["decades"])

from __future__ import annotations

import pandas as pd

from helpers.analysis import dated
from helpers.evidence import accounts, voices


def joined(raw: dict[str, pd.DataFrame], claim: str) -> pd.DataFrame:
    rows = voices.counted(voices.evidence(raw, [claim]), voices.EVERYTHING)
    return accounts.joined(rows, raw["accounts"])


def test_accounts_of_one_date_and_speaker_are_one_row(raw: dict[str, pd.DataFrame]) -> None:
    table = joined(raw, "DIV-11")
    found = dated.rows(table, {"DIV-11e": "approved", "DIV-11a": "signed"})
    assert list(found["lane"].unique()) == ["approved", "signed"]
    assert not found.duplicated(["lane", "label", "first", "last", "who"]).any()
    told = sum(len(cell.split("; ")) for cell in found["facts"])
    assert told == len(table[table["part_id"].isin(["DIV-11a", "DIV-11e"]) & table["first"].ne("")])
    assert (found["first"] <= found["last"]).all()


def test_names_and_items_choose_what_is_shown(raw: dict[str, pd.DataFrame]) -> None:
    table = joined(raw, "DIV-11")
    fact = str(table.loc[table["part_id"].eq("DIV-11a"), "fact_id"].iloc[0])
    named = dated.rows(table, {"DIV-11a": "signed"}, names={fact: "the decree"})
    assert "the decree" in set(named["label"])
    assert dated.rows(table, {"DIV-11a": "signed"}, items=["nothing of the kind"]).empty


def test_a_span_ends_with_its_last_day() -> None:
    assert dated.span("2005", "2018-12") == (pd.Timestamp("2005-01-01"), pd.Timestamp("2018-12-31"))

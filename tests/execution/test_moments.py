from __future__ import annotations

from datetime import date

import pandas as pd

from helpers.execution.manifest import Notebook
from helpers.execution.moments import Moments

NOTEBOOK = Notebook("trade", "Trade", ("X-01",), (), ("share",), ("reports", "criteria"), {}, ())
RAW = {
    "facts": pd.DataFrame({"fact_id": ["f0", "f1", "f2"], "known_from": ["2001", "", ""],
                           "date_start": ["2000", "2002-03", ""], "date_end": ["", "2003", ""]}),
    "evidence": pd.DataFrame({"claim_id": ["X-01", "X-01", "Y-01"], "fact_id": ["f0", "f1", "f2"]}),
    "series": pd.DataFrame({"series_id": ["share", "share", "other"], "period": ["2000", "2001", "2000"],
                            "known_from": ["2001-01-31", "", ""]}),
    "vintages": pd.DataFrame({"series_id": ["share"], "vintage": ["2010-01-01"]}),
    "vintage_values": pd.DataFrame({"series_id": ["share"], "period": ["2002"], "known_from": ["2003-01-31"],
                                    "vintage": ["2010-01-01"]}),
    "sources": pd.DataFrame({"source_id": ["s0", "s1"], "published": ["2005-05-05", ""]}),
    "reports": pd.DataFrame({"source_id": ["s0", "s1"], "date": ["2004", "2006"]}),
    "criteria": pd.DataFrame({"criterion": ["size"]}),
}


def counted(day: date, undated: bool) -> dict[tuple[str, str], tuple[int, int]]:
    asked = [("claim", "X-01"), ("series", "share"), ("table", "reports"), ("table", "criteria"), ("fact", "f1"),
             ("table", "facts")]
    return dict(Moments(NOTEBOOK, RAW).state(asked, day, undated))


def test_dated_rows_count_from_the_last_day_their_date_can_mean() -> None:
    assert counted(date(2001, 12, 30), undated=False)["claim", "X-01"] == (0, 0)
    assert counted(date(2001, 12, 31), undated=False)["claim", "X-01"] == (1, 0)


def test_undated_rows_count_from_the_end_of_what_they_tell_of_and_only_when_asked_for() -> None:
    found = counted(date(2006, 12, 31), undated=True)
    assert found == {("claim", "X-01"): (1, 1), ("series", "share"): (2, 1), ("vintage", "share"): (0, 0),
                     ("table", "reports"): (1, 1), ("fact", "f1"): (0, 1), ("table", "facts"): (1, 1)}
    assert all(extra == 0 for _, extra in counted(date(2006, 12, 31), undated=False).values())
    assert counted(date(2003, 12, 30), undated=True)["claim", "X-01"] == (1, 0)


def test_a_table_that_no_day_cuts_is_left_out() -> None:
    assert ("table", "criteria") not in counted(date(2006, 12, 31), undated=True)


def test_a_vintage_counts_from_the_day_it_was_fetched_though_its_values_were_known_before() -> None:
    before, after = counted(date(2009, 12, 31), undated=False), counted(date(2010, 1, 1), undated=False)
    assert before["series", "share"] == after["series", "share"] == (2, 0)
    assert (before["vintage", "share"], after["vintage", "share"]) == ((0, 0), (1, 0))

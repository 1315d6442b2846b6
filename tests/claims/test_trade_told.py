from __future__ import annotations

import re

import pandas as pd
import pytest

from helpers.analysis import shares, synthetic
from helpers.claims import change, trade
from helpers.claims import trade_told as told

YEARS = list(range(1995, 2024))
FLAT = [45 + (1 if year % 2 else -1) for year in range(29)]
LATE = [*FLAT[:-2], 61.0, 62.0]
FALLING = [60 - year + (0.4 if year % 2 else -0.4) for year in range(29)]
RISING = [30 + year + (0.4 if year % 2 else -0.4) for year in range(29)]


def series(values: list[float], flow: str = "exports") -> pd.DataFrame:
    return pd.DataFrame({"flow": flow, "year": YEARS[len(YEARS) - len(values):], "share": values})


def flows(values: list[float]) -> pd.DataFrame:
    return pd.concat([series(values, name) for name in ("exports", "imports", "turnover")], ignore_index=True)


@pytest.fixture
def rows(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return raw["series"]


def test_titles_follow_the_data(rows: pd.DataFrame) -> None:
    assert told.shares_title(series(FALLING), series(RISING, "imports")).endswith("in imports it rose")
    assert told.shares_title(series([40.0]), series([])) == "Only 1 values of the export share are known"
    assert told.breaks_title({}) == "Too few values are known to date a break"
    later = change.held(trade.measure(rows, flows(LATE), "exports"), 2022, 2024)
    assert told.comparators_title(later).endswith("and by more in Kyrgyzstan and Armenia")
    alone = change.held(trade.measure(rows, flows([*FLAT[:-2], 90.0, 92.0]), "exports"), 2022, 2024)
    assert told.comparators_title(alone).startswith("Russia's share in exports rose most in Belarus, by 4")
    none = change.held(trade.measure(rows.iloc[:0], flows(LATE), "exports"), 2022, 2024)
    assert told.comparators_title(none).startswith("No change of the export share can be held")
    assert told.openness_title(change.held(trade.openness(rows), 2022, 2024)).startswith(
        "From 2014-19 to 2022-24 all trade of Belarus moved by +2 percent of output")


def test_the_answer_names_both_legs(rows: pd.DataFrame) -> None:
    text = told.answer(rows, flows(LATE), trade.tests(rows, flows(LATE), 1995))
    assert text.endswith("it rose beyond its own past, but 2 of 7 other states saw a larger rise.")
    short = flows([40.0, 41.0])
    assert told.answer(rows, short, trade.tests(rows, short, 1995)).endswith("too few to tell a direction.")
    bare = told.answer(rows.iloc[:0], flows(FLAT), trade.tests(rows.iloc[:0], flows(FLAT), 1995))
    assert bare.endswith("it did not rise beyond its own past, and no comparator is known for these years.")


def test_tables_say_which_years_can_be_compared(rows: pd.DataFrame) -> None:
    table = told.windows_left(rows, shares.pick(shares.table(rows))).set_index(["flow", "year"])
    assert table.loc[("exports", 2020), "comparators"] == 0
    assert table.loc[("exports", 2021), "which"] == "Georgia, Lithuania, Latvia, Moldova, Ukraine"
    made = trade.steps(rows, flows(LATE))
    assert len(told.changes_table("ES-02b", made["ES-02b"])) == 12


def test_a_synthetic_control_is_told_when_there_is_one() -> None:
    wide = pd.DataFrame({name: [float((place * step) % 7 + place / 5) for place in range(12)]
                         for step, name in enumerate(("ARM", "GEO", "KAZ", "KGZ", "UZB"), start=2)},
                        index=range(2010, 2022))
    wide["BLR"] = wide[["ARM", "GEO"]].mean(axis=1)
    table = wide.rename_axis("year").reset_index().melt("year", var_name="entity", value_name="value")
    shown = told.mixtures_table({"exports": synthetic.control(table, "BLR", 2020, (2010, 2021))})
    assert re.match(r"gap [+-]0\.0 points", shown["result"].iloc[0])
    assert "at least 0.17" in shown["result"].iloc[0]


def test_other_counts_in_words(rows: pd.DataFrame) -> None:
    assert told.balance(rows).endswith("-3.1 billion dollars in 2023")
    assert told.balance(rows.iloc[:0]) == "is not known under these parameters"
    assert told.widest_turnover(rows).startswith("46.5, 49.0, 53.0 with services")
    assert told.widest_turnover(rows.iloc[:0]) == "not known under these parameters"
    assert told.adversarial(shares.table(rows)) == "names 67 percent for 2025"
    assert told.adversarial(shares.table(rows.iloc[:0])) == "is left out by these parameters"


def test_limits_are_told_with_and_without_a_comparison(rows: pd.DataFrame) -> None:
    found = told.limits(change.held(trade.measure(rows, flows(LATE), "exports"), 2022, 2024))
    assert "cannot give a p value below 0.12" in found["loo"]
    assert told.limits(change.held(trade.measure(rows.iloc[:0], flows(LATE), "exports"), 2022, 2024))["unseen"] == "any"

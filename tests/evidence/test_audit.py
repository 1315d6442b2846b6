"""The audit's rates, their denominators and their intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from helpers.errors import CompendiumError
from helpers.evidence import audit


def facts(**entries: int) -> pd.DataFrame:
    """Return facts with so many entries of each kind; underscores stand for blanks."""
    column = [
        entry.replace("_", " ").replace(" decisive", " (decisive)")
        for entry, n in entries.items()
        for _ in range(n)
    ]
    return pd.DataFrame(
        {"fact_id": [f"gaps-{n:03}" for n in range(len(column) + 3)], "audit": [*column, "", "", ""]}
    )


MADE_UP = facts(exact=12, corrected=5, wrong=1, source_not_reached=4, exact_decisive=6, corrected_decisive=2)


def row(table: pd.DataFrame, draw: str, measure: str, method: str) -> pd.Series:
    (found,) = (
        line
        for _, line in table.iterrows()
        if (line["draw"], line["measure"], line["method"]) == (draw, measure, method)
    )
    return found


@pytest.mark.parametrize(
    ("draw", "measure", "counted"),
    [
        ("random", "not exact", (6, 18)),
        ("random", "wrong", (1, 18)),
        ("random", "source not reached", (4, 22)),
        ("random", "not exact or not reached", (10, 22)),
        ("decisive", "not exact", (2, 8)),
        ("decisive", "wrong", (0, 8)),
        ("decisive", "source not reached", (0, 8)),
        ("decisive", "not exact or not reached", (2, 8)),
    ],
)
@pytest.mark.parametrize(("method", "scipy"), [("Wilson", "wilson"), ("Clopper-Pearson", "exact")])
def test_rates_and_intervals(
    draw: str, measure: str, counted: tuple[int, int], method: str, scipy: str
) -> None:
    n, of = counted
    found = row(audit.table(MADE_UP), draw, measure, method)
    assert (found["n"], found["of"], found["rate"]) == (n, of, n / of)
    interval = binomtest(n, of).proportion_ci(confidence_level=0.95, method=scipy)
    assert (found["low"], found["high"]) == pytest.approx((interval.low, interval.high), abs=1e-9)


def test_decisive_facts_are_counted_apart() -> None:
    counted = audit.counts(MADE_UP)
    assert counted.loc["random"].to_dict() == {
        "exact": 12,
        "corrected": 5,
        "wrong": 1,
        "source not reached": 4,
    }
    assert counted.loc["decisive"].to_dict() == {
        "exact": 6,
        "corrected": 2,
        "wrong": 0,
        "source not reached": 0,
    }


def test_outcomes_keep_the_facts_rows() -> None:
    found = audit.outcomes(MADE_UP)
    assert len(found) == 30
    assert found.loc[0].to_dict() == {"fact_id": "gaps-000", "draw": "random", "outcome": "exact"}
    assert found.iloc[-1].to_dict() == {"fact_id": "gaps-029", "draw": "decisive", "outcome": "corrected"}


def test_an_audit_without_facts_has_no_rate() -> None:
    found = audit.table(facts())
    assert (found["of"] == 0).all()
    assert found[["rate", "low", "high"]].isna().all(axis=None)
    assert set(found["draw"]) == {"random", "decisive"}


def test_a_strange_entry_is_an_error() -> None:
    with pytest.raises(CompendiumError, match="'perfect' at gaps-000"):
        audit.table(facts(perfect=1))


def test_the_real_audit_is_counted_whole(raw: dict[str, pd.DataFrame]) -> None:
    entries = raw["facts"]["audit"]
    counted = audit.counts(raw["facts"])
    assert counted.to_numpy().sum() == (entries != "").sum()
    assert counted.loc["decisive"].sum() == entries.str.contains("decisive").sum()
    table = audit.table(raw["facts"])
    assert list(table.columns) == ["draw", "measure", "n", "of", "rate", "method", "low", "high"]
    assert ((table["low"] <= table["rate"] + 1e-12) & (table["rate"] <= table["high"])).all()
    assert not np.isnan(table["rate"]).any()


def test_the_summary_counts_both_draws() -> None:
    assert audit.summary(MADE_UP) == {"audited": 30, "corrected": 7, "wrong": 1}

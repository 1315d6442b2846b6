"""How the verdicts stood at earlier days: the days, what is settled when, and the table that the build keeps."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from helpers import claims, paths
from helpers.evidence.findings import Finding, Reading
from helpers.evidence.rule import Verdict
from helpers.execution import history, manifest
from helpers.execution.views import VIEWS, WRITTEN
from helpers.study import Study


def processed(name: str) -> pd.DataFrame:
    return pd.read_csv(paths.PROCESSED / name, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def past() -> pd.DataFrame:
    return processed("history.csv")


def parts(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["claim_id", "core", "reading", "about_from"])


def test_days_are_year_ends_before_the_last_known_day_and_that_of_the_commentary() -> None:
    known = {"facts": pd.DataFrame({"known_from": ["1996-03-01", ""]}),
             "series": pd.DataFrame({"known_from": ["1999-12-31", "1998-06-30"]}),
             "vintage_values": pd.DataFrame({"known_from": []})}
    assert history.days(known) == ["1995-12-31", "1996-12-31", "1997-12-31", "1998-12-31", WRITTEN]


def test_a_claim_is_testable_when_all_that_it_needs_as_worded_has_begun() -> None:
    assert history.testable(parts(
        ("A", "yes", "", "2000-01-01"), ("A", "yes", "R1: so", "2003-01-01"), ("A", "yes", "R2: thus", "2009-01-01"),
        ("A", "no", "", "2008-01-01"), ("B", "no", "either: this or that", "2001-01-01"),
    )) == {"A": "2003-01-01", "B": "2001-01-01"}


@pytest.mark.parametrize("name", ["opinion", "tax-and-customs"])
def test_what_is_carried_over_is_what_settling_anew_would_give(name: str, tmp_path: Path,
                                                              raw: dict[str, pd.DataFrame]) -> None:
    notebook = manifest.one(name)
    history.write(notebook, tmp_path / "made.json")
    made = history.read(tmp_path / "made.json")
    start = min(day for claim, day in history.testable(raw["claim_parts"]).items() if claim in notebook.claims)
    assert list(made) == [day for day in history.days(raw) if day >= start]
    for day, by_mode in made.items():
        for undated, found in by_mode.items():
            study = Study(name, as_of=day)
            study.choices = replace(study.choices, undated=undated)
            assert _outcomes(found.values()) == _outcomes(claims.of(study))


def _outcomes(found: object) -> list[object]:
    assert hasattr(found, "__iter__")
    return [(test.part_id, test.outcome, test.series, [(r.fact_id, r.cuts) for r in test.readings])
            for finding in sorted(found, key=lambda finding: finding.claim_id) for test in finding.tests]


def test_nothing_is_settled_twice_on_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[Study] = []

    def of(study: Study) -> list[Finding]:
        ran.append(study)
        study.evidence("ES-04")
        return [Finding("ES-04", "a", "b", "c.")]

    monkeypatch.setattr(claims, "of", of)
    history.write(manifest.one("defence"), tmp_path / "made.json")
    counts = [(len(study.evidence("ES-04")), study.choices.undated) for study in ran]
    assert 1 < len(ran) < 2 * len(history.read(tmp_path / "made.json"))
    assert len(set(counts)) == len(counts)


def test_words_of_findings_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = claims.settle("opinion", {})
    test = replace(made[0].tests[0], readings=(Reading("history-001", "thing", "says so", "supports"),))
    monkeypatch.setattr(claims, "of", lambda study: [replace(made[0], tests=(test,))])
    history.write(manifest.one("opinion"), tmp_path / "made.json")
    text = (tmp_path / "made.json").read_text("utf-8")
    assert made[0].summary not in text
    assert test.test not in text
    assert "says so" not in text
    assert "history-001" in text


def test_the_collector_is_put_back_also_after_a_failure() -> None:
    def fail() -> Iterator[None]:
        with history.few_objects():
            raise ValueError("stop")
        yield

    gc.unfreeze()
    with pytest.raises(ValueError, match="stop"):
        next(fail())
    assert gc.get_freeze_count() == 0


def test_the_table_holds_every_factual_claim_at_every_day(past: pd.DataFrame, raw: dict[str, pd.DataFrame]) -> None:
    settled = processed("verdicts.csv")
    settled = settled[settled["confidence"].ne("")]
    days = [*history.days(raw), history.NOW]
    assert list(past.columns) == history.COLUMNS
    assert list(zip(past["claim_id"], past["as_of"], strict=True)) == [
        (claim, day) for claim in settled["claim_id"] for day in days]


def test_no_claim_has_a_verdict_before_the_time_it_is_about(past: pd.DataFrame, raw: dict[str, pd.DataFrame]) -> None:
    start = past["claim_id"].map(history.testable(raw["claim_parts"]))
    early = past["as_of"].lt(start)
    assert early.any()
    assert past.loc[early, ["verdict", "confidence", "verdict_undated", "rows", "undated"]].eq("").all(axis=None)
    assert past["testable"].eq(early.map({True: "no", False: "yes"})).all()
    assert set(past.loc[~early, "verdict"]) <= {str(verdict) for verdict in Verdict}


def test_now_is_what_is_published_and_the_day_of_the_commentary_what_the_views_say(past: pd.DataFrame) -> None:
    now = past[past["as_of"].eq(history.NOW)].set_index("claim_id")
    published = processed("verdicts.csv").set_index("claim_id").loc[now.index]
    for column in ("verdict", "confidence"):
        assert now[column].equals(published[column])
        assert now[f"{column}_undated"].equals(published[column])
    (view,) = [view.name for view in VIEWS if view.given.get("as_of") == WRITTEN]
    views = processed("views.csv")
    views = views[views["view"].eq(view)].set_index("claim_id").loc[now.index]
    then = past[past["as_of"].eq(WRITTEN)].set_index("claim_id")
    assert then["verdict"].equals(views["verdict"])
    assert then["confidence"].equals(views["confidence"])


def test_rows_never_become_fewer(past: pd.DataFrame) -> None:
    numbers = past[past["testable"].eq("yes")]
    numbers = numbers.assign(rows=numbers["rows"].astype(int), undated=numbers["undated"].astype(int))
    dated = numbers[numbers["as_of"].ne(history.NOW)]
    for column in ("rows", "undated"):
        assert dated.groupby("claim_id")[column].apply(lambda counts: counts.is_monotonic_increasing).all()
    last = numbers.groupby("claim_id").tail(2).groupby("claim_id")
    assert last.apply(lambda pair: pair["rows"].iloc[0] + pair["undated"].iloc[0] <= pair["rows"].iloc[1]).all()

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from helpers.book import changes as book
from helpers.changes import entries, log, page, telling
from helpers.changes.causes import DATA, Cause, Way
from helpers.changes.comparison import Comparison
from helpers.changes.estimates import Estimate
from helpers.changes.figures import FigureChange
from helpers.changes.moves import Move, PartMove, Standing
from helpers.changes.revisions import of_series
from helpers.changes.rows import RowChange
from helpers.errors import CompendiumError


@pytest.fixture
def comparison(tmp_path: Path) -> Comparison:
    """Return a comparison with one of everything."""
    value = RowChange("series", ("trade", "BLR", "2021"), {"series_id": "trade", "period": "2021", "value": "1"},
                      {"series_id": "trade", "period": "2021", "value": "2"})
    other = RowChange("facts", ("economy-001",), None, {"fact_id": "economy-001", "statement": "It <rose>"})
    part = PartMove("ES-01b", "It grew", "broken", "holds", "a fall", "a rise", "computed test", "computed test")
    move = Move("ES-01", Standing("mixed", "mixed", "medium"), Standing("confirmed", "confirmed", "high"), (part,))
    cause = Cause(DATA, (Way((value,), True),), (value, other))
    drawn = []
    for when in ("old", "new"):
        path = tmp_path / f"{when}.svg"
        path.write_text(f"<svg>{when}</svg>", "utf-8")
        drawn.append(path)
    figures = (FigureChange("trade-shares", "other data", "It fell", "It rose", 1, 2, ("ES-01",), drawn[0], drawn[1]),
               FigureChange("far-away", "new", "", "Elsewhere", 0, 1, ("ES-02",), None, drawn[1]))
    return Comparison("v0.1.0", "v0.2.0", {"ES-01": "It is one trend"}, ((move, cause),),
                      (Estimate("ES-01b", "It grew", "estimate", "-2", "3", "points"),), 0.01, figures,
                      tuple(of_series([value])), {"series": (0, 0, 1)})


def test_the_text_tells_verdict_part_cause_figure_and_series(comparison: Comparison) -> None:
    text = telling.text(comparison)
    for told in ("From v0.1.0 to v0.2.0", "Verdicts: 1 claim stands otherwise.",
                 "ES-01: mixed, medium confidence → confirmed, high confidence", "It is one trend",
                 "Part ES-01b (It grew): broken → holds, by computed test.", "found before: a fall",
                 "This row is enough to move it:", "series: trade BLR 2021: value 1 → 2",
                 "1 other changed row that it reads did not have to change for this.",
                 "Figures that show it: trade-shares.", "ES-01b estimate: -2 → 3 points", "It fell → It rose",
                 "trade: 1 changed; largest change +100 percent, 2021", "series: 0 added, 0 removed, 1 changed"):
        assert told in text, told


def test_the_json_holds_the_same(comparison: Comparison) -> None:
    made = json.loads(comparison.as_json())
    (move, cause), = made["moved"]
    assert (move["claim_id"], move["after"]["verdict"], cause["kind"]) == ("ES-01", "confirmed", "data")
    assert cause["ways"][0]["changes"][0]["after"]["value"] == "2"
    assert made["figures"][0]["before"].endswith("old.svg")


def test_the_page_shows_both_pictures_and_nothing_in_it_is_markup(comparison: Comparison, tmp_path: Path) -> None:
    path = page.write(comparison, tmp_path / "out")
    text = path.read_text("utf-8")
    assert '<img src="figures/trade-shares-before.svg" alt="It fell">' in text
    assert (path.parent / "figures/trade-shares-after.svg").read_text("utf-8") == "<svg>new</svg>"
    assert not (path.parent / "figures/far-away-before.svg").exists()
    assert "<rose>" not in text
    assert {entry.name for entry in path.parent.iterdir()} == {"figures", "diff.txt", "diff.json", "index.html"}


def kept(folder: Path) -> Path:
    path = folder / "log.csv"
    path.write_text(",".join(log.COLUMNS) + "\n", "utf-8")
    return path


def test_the_log_grows_by_release_and_the_same_call_twice_changes_nothing(comparison: Comparison,
                                                                         tmp_path: Path) -> None:
    path, pictures = kept(tmp_path), tmp_path / "pictures"
    assert entries.add(comparison, "0.2.0", path, pictures) == 1
    once = path.read_bytes()
    entries.add(comparison, "0.2.0", path, pictures)
    assert path.read_bytes() == once
    entries.add(comparison, "0.3.0", path, pictures)
    made = log.read(path)
    assert list(made["label"]) == ["0.2.0", "0.3.0"]
    row = made.iloc[0]
    assert row[["claim_id", "verdict_before", "verdict_after", "cause", "figures"]].tolist() == [
        "ES-01", "mixed", "confirmed", "data", "trade-shares"]
    assert row["because"] == "series: trade BLR 2021: value 1 → 2"
    assert row["parts"] == "ES-01b broken > holds"
    assert sorted(entry.name for entry in (pictures / "0.2.0").iterdir()) == [
        "trade-shares-after.svg", "trade-shares-before.svg"]


@pytest.mark.parametrize("label", ["", "../x", "a b", ".hidden", "x/y"])
def test_a_label_is_a_plain_word(comparison: Comparison, tmp_path: Path, label: str) -> None:
    path = kept(tmp_path)
    with pytest.raises(CompendiumError, match="expected a label"):
        entries.add(comparison, label, path, tmp_path / "pictures")
    assert log.read(path).empty


def test_a_log_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("label,claim\n", "utf-8")
    with pytest.raises(CompendiumError, match="found other columns"):
        log.read(path)
    with pytest.raises(CompendiumError, match="found no such file"):
        log.read(tmp_path / "none.csv")


def test_the_book_shows_the_log_latest_first(comparison: Comparison, tmp_path: Path) -> None:
    path = kept(tmp_path)
    for label in ("0.2.0", "0.3.0"):
        entries.add(comparison, label, path, tmp_path / "pictures")
    made = book.page(log.read(path), {"ES-01"})
    assert (made["total"], made["claims"]) == (2, 1)
    assert [step["label"] for step in made["steps"]] == ["0.3.0", "0.2.0"]
    shown = made["steps"][0]["table"]
    assert '<a href="claims/ES-01.html">ES-01</a>' in shown
    assert "series: trade BLR 2021: value 1 → 2" in shown
    assert 'src="changes/0.3.0/trade-shares-before.svg"' in made["steps"][0]["pictures"]


def test_an_empty_log_has_no_steps() -> None:
    assert book.page(pd.DataFrame(columns=log.COLUMNS), set())["steps"] == []


def test_the_committed_log_can_be_read() -> None:
    assert list(log.read().columns) == log.COLUMNS

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import paths
from helpers.changes import estimates, moves
from helpers.changes.moves import Standing
from helpers.errors import CompendiumError


def copied(folder: Path, **edits: tuple[str, str, str, str]) -> Path:
    """Return a folder with the derived tables, with a cell changed: table to key column, key, column, cell."""
    import pandas as pd

    folder.mkdir()
    for name in ("verdicts", "parts"):
        table = pd.read_csv(paths.PROCESSED / f"{name}.csv", dtype=str, keep_default_na=False)
        if name in edits:
            key, row, column, cell = edits[name]
            assert row in set(table[key])
            table[column] = table[column].mask(table[key].eq(row), cell)
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    return folder


def test_nothing_moved_between_the_same_tables(tmp_path: Path) -> None:
    assert moves.between(paths.PROCESSED, copied(tmp_path / "same")) == []


@pytest.mark.parametrize("column", moves.STANDS)
def test_each_thing_that_is_published_of_a_claim_counts(tmp_path: Path, column: str) -> None:
    other = copied(tmp_path / "other", verdicts=("claim_id", "IMP-09", column, "another"))
    (move,) = moves.between(paths.PROCESSED, other)
    assert move.claim_id == "IMP-09"
    assert getattr(move.after, column) == "another"
    assert move.before != move.after


def test_other_columns_do_not_count(tmp_path: Path) -> None:
    assert moves.between(paths.PROCESSED, copied(
        tmp_path / "other", verdicts=("claim_id", "IMP-09", "reason", "another"))) == []


def test_the_parts_whose_outcomes_differ_are_named(tmp_path: Path) -> None:
    other = copied(tmp_path / "other", verdicts=("claim_id", "IMP-09", "verdict", "another"),
                   parts=("part_id", "IMP-09a", "outcome", "elsewhere"))
    (move,) = moves.between(paths.PROCESSED, other)
    (part,) = move.parts
    assert (part.part_id, part.after) == ("IMP-09a", "elsewhere")
    assert part.before in {"holds", "broken", "contested", "open"}


def test_a_claim_that_came_or_went_moved(tmp_path: Path) -> None:
    other = copied(tmp_path / "other")
    lines = (other / "verdicts.csv").read_text("utf-8").splitlines(keepends=True)
    (other / "verdicts.csv").write_text("".join(line for line in lines if not line.startswith("IMP-09,")), "utf-8")
    (gone,) = moves.between(paths.PROCESSED, other)
    (came,) = moves.between(other, paths.PROCESSED)
    assert (gone.claim_id, gone.after, came.before) == ("IMP-09", Standing(), Standing())
    assert str(gone.after) == "not in the register"


def test_a_folder_without_tables_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CompendiumError, match="found no such file, expected the derived tables"):
        moves.between(tmp_path, paths.PROCESSED)


@pytest.mark.parametrize(("before", "after", "tolerance", "expected"), [
    ("100", "100.9", 0.01, False), ("100", "102", 0.01, True), ("", "1", 0.5, True), ("1", "", 0.5, True),
    ("", "", 0, False), ("0", "0", 0.01, False), ("0", "0.001", 0.01, True), ("-5", "5", 0.01, True),
])
def test_numbers_differ_by_more_than_a_share(before: str, after: str, tolerance: float, expected: bool) -> None:
    assert estimates.beyond(before, after, tolerance) is expected


def test_an_estimate_beyond_tolerance_is_told_with_its_part(tmp_path: Path) -> None:
    other = copied(tmp_path / "other", parts=("part_id", "ES-01b", "estimate", "-9.5"))
    (found,) = estimates.between(paths.PROCESSED, other)
    assert (found.part_id, found.number, found.after, found.unit) == ("ES-01b", "estimate", "-9.5", "points a year")

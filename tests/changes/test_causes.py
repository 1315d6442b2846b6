"""What moved a verdict, on the project's own tables with a few rows changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from helpers import paths
from helpers.changes import causes, rows, telling
from helpers.changes.causes import Cause
from helpers.changes.moves import Move, Standing
from helpers.changes.recompute import Recomputed, on
from helpers.changes.state import State, code_of
from helpers.data import tables


@pytest.fixture
def before(tmp_path: Path) -> State:
    """Return a state with the project's own raw tables and code."""
    return State("before", paths.PROCESSED, paths.RAW, code=code_of(paths.ROOT / "src"))


def changed(folder: Path, **frames: pd.DataFrame) -> State:
    """Return a state with some raw tables replaced."""
    for name, table in (rows.read(paths.RAW) | frames).items():
        (folder / "raw").mkdir(parents=True, exist_ok=True)
        table.to_csv(folder / "raw" / f"{name}.csv", index=False, lineterminator="\n")
    return State("after", paths.PROCESSED, folder / "raw", code=code_of(paths.ROOT / "src"))


def moved(claim: str, old: State, new: State) -> Move:
    """Return how the code that runs moves a claim between two states."""
    assert old.raw is not None
    assert new.raw is not None
    first, second = rows.read(old.raw), rows.read(new.raw)
    again = Recomputed(first, second)
    return Move(claim, again.standing(claim, ()), again.standing(claim, rows.changes(first, second)), ())


def turned(claim: str) -> pd.DataFrame:
    """Return the evidence with what every row on a claim says turned round."""
    table = tables.read_text(paths.RAW / "evidence.csv")
    mine = table["claim_id"].eq(claim)
    other = {"supports": "contradicts", "contradicts": "supports", "qualifies": "contradicts", "context": "contradicts"}
    for column in ("stance", "stance_a", "stance_b"):
        table[column] = table[column].mask(mine, table[column].map(other))
    return table


def misdated(part: str) -> pd.DataFrame:
    """Return the accounts with every date that they give for a part moved out of reach."""
    table = tables.read_text(paths.RAW / "accounts.csv")
    mine = table["part_id"].eq(part) & table["first"].ne("")
    assert mine.any()
    return table.assign(first=table["first"].mask(mine, "1950"), last=table["last"].mask(mine, ""))


@pytest.mark.slow
def test_the_rows_that_are_enough_are_found_among_many(before: State, tmp_path: Path) -> None:
    accounts = misdated("NXT-01a")
    facts = tables.read_text(paths.RAW / "facts.csv")
    bearing = tables.read_text(paths.RAW / "evidence.csv").query("claim_id == 'NXT-01'")["fact_id"]
    noise = facts["fact_id"].isin(list(bearing))
    after = changed(tmp_path, accounts=accounts, facts=facts.assign(note=facts["note"].mask(noise, "read again")))
    move = moved("NXT-01", before, after)
    assert move.before != move.after
    cause = causes.of_moves([move], before, after)["NXT-01"]
    assert cause.kind == causes.DATA
    assert cause.ways
    assert all({change.table for change in way.changes} == {"accounts"} for way in cause.ways)
    assert {change.table for change in cause.bearing} == {"accounts", "facts"}
    first = cause.ways[0]
    assert first.fewest
    again = Recomputed(rows.read(before.raw), rows.read(after.raw))
    assert again.standing("NXT-01", first.changes) == move.after
    for left_out in first.changes:
        rest = [change for change in first.changes if change is not left_out]
        assert again.standing("NXT-01", rest) != move.after


def test_a_row_of_another_claim_is_no_cause(before: State, tmp_path: Path) -> None:
    accounts = misdated("NXT-01a")
    after = changed(tmp_path, accounts=accounts, evidence=turned("ES-12"))
    move = moved("NXT-01", before, after)
    cause = causes.of_moves([move], before, after)["NXT-01"]
    assert cause.kind == causes.DATA
    assert all(change.table == "accounts" for way in cause.ways for change in way.changes)


def test_code_that_gives_the_later_verdict_on_the_earlier_data_is_the_cause(before: State, tmp_path: Path) -> None:
    after = changed(tmp_path)
    now = moved("NXT-01", before, after).after
    older = replace(before, code={**(before.code or {}), "claims/second_stage.py": "another"})
    move = Move("NXT-01", Standing("mixed", "mixed", "low"), now, ())
    cause = causes.of_moves([move], older, after)["NXT-01"]
    assert (cause.kind, cause.modules, cause.ways) == (causes.CODE, ("claims/second_stage.py",), ())
    assert telling.brief(cause) == "code: claims/second_stage.py"


def test_a_later_verdict_of_other_code_is_not_explained(before: State, tmp_path: Path) -> None:
    move = Move("NXT-01", Standing("mixed", "mixed", "low"), Standing("contested", "contested", "low"), ())
    cause = causes.of_moves([move], before, changed(tmp_path))["NXT-01"]
    assert cause.kind == causes.UNKNOWN
    assert "another verdict for the later state" in cause.note


def test_tables_that_the_code_cannot_read_are_told(before: State, tmp_path: Path) -> None:
    after = changed(tmp_path, accounts=tables.read_text(paths.RAW / "accounts.csv").drop(columns="says"))
    move = Move("NXT-01", Standing("mixed", "mixed", "low"), Standing("contested", "contested", "low"), ())
    cause = causes.of_moves([move], before, after)["NXT-01"]
    assert cause.kind == causes.UNKNOWN
    assert "cannot read both states" in cause.note


def test_other_parameters_and_unknown_tables_are_their_own_cause(before: State, tmp_path: Path) -> None:
    move = Move("NXT-01", Standing("mixed", "mixed", "low"), Standing("contested", "contested", "low"), ())
    variant = replace(before, name="variant", given={"as_of": "2024-05-16"})
    assert causes.of_moves([move], before, variant)["NXT-01"] == Cause(
        causes.PARAMETERS, note="before: the defaults; variant: as_of = 2024-05-16")
    cause = causes.of_moves([move], replace(before, raw=None), before)["NXT-01"]
    assert (cause.kind, cause.note) == (causes.UNKNOWN, "the raw tables of before are not known")


def test_other_tables_are_read_for_a_while_only() -> None:
    kept = tables.read("unused")
    with on({"unused": kept.iloc[:1]}):
        assert len(tables.read("unused")) == 1
    assert tables.read("unused").equals(kept)
    assert len(kept) > 1

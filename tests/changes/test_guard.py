"""The guard of the published verdicts, on folders of derived tables; with real builds in test_end_to_end."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers import paths
from helpers.changes import guard
from helpers.changes.guard import Unaccepted


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project whose build has made the tables that are published."""
    for name, place in (("PROCESSED", "data/processed"), ("STAGED", "_build/processed"), ("RAW", "data/raw")):
        source = paths.PROCESSED if name == "STAGED" else getattr(paths, name)
        (tmp_path / place).mkdir(parents=True)
        for path in source.glob("*.csv"):
            if path.name in {"verdicts.csv", "parts.csv"} or name == "RAW":
                shutil.copy(path, tmp_path / place / path.name)
    for name, place in (("ROOT", ""), ("PROCESSED", "data/processed"), ("STAGED", "_build/processed"),
                        ("RAW", "data/raw"), ("EXECUTED", "_build/executed"), ("PUBLISHED", "_build/published"),
                        ("BUILD", "_build"), ("WORK", "_build/work")):
        monkeypatch.setattr(paths, name, tmp_path / place)
    for name in ("findings", "figures"):
        (paths.EXECUTED / name).mkdir(parents=True)
        (paths.EXECUTED / name / "made").write_text(name, "utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return tmp_path


def move(folder: Path, name: str = "verdicts.csv") -> None:
    """Move a verdict in a folder of derived tables."""
    path = folder / name
    text = path.read_text("utf-8")
    assert ",contradicted,contradicted," in text
    path.write_text(text.replace(",contradicted,contradicted,", ",confirmed,confirmed,", 1), "utf-8")


def test_what_did_not_move_is_published_and_kept(project: Path) -> None:
    (project / "_build/processed/parts.csv").write_text("part_id\n", "utf-8")
    assert guard.settle(accept=False, ran=True) == ""
    assert (paths.PROCESSED / "parts.csv").read_text("utf-8") == "part_id\n"
    assert (paths.PUBLISHED / "raw/claims.csv").is_file()
    assert (paths.PUBLISHED / "executed/figures/made").read_text("utf-8") == "figures"
    assert not guard.differs()


def test_a_moved_verdict_is_told_and_nothing_is_published(project: Path) -> None:
    guard.settle(accept=False, ran=True)
    before = {path: path.read_bytes() for path in paths.PROCESSED.iterdir()}
    move(paths.STAGED)
    (project / "_build/processed/views.csv").write_text("claim_id\n", "utf-8")
    with pytest.raises(Unaccepted, match="1 published verdict would change") as caught:
        guard.settle(accept=False, ran=True)
    told = str(caught.value)
    assert "contradicted, " in told
    assert "→ confirmed, " in told
    assert "compendium build --accept" in told
    assert {path: path.read_bytes() for path in paths.PROCESSED.iterdir()} == before
    with pytest.raises(Unaccepted):  # and again by a build that ran nothing
        guard.settle(accept=False, ran=False)


def test_an_accepted_change_is_published_with_all_that_belongs_to_it(project: Path) -> None:
    guard.settle(accept=False, ran=True)
    (paths.PROCESSED / "verdict_changes.csv").write_text("kept by hand\n", "utf-8")
    move(paths.STAGED)
    (project / "_build/processed/views.csv").write_text("claim_id\n", "utf-8")
    assert "Accepted: data/processed holds the new verdicts." in guard.settle(accept=True, ran=False)
    assert (paths.PROCESSED / "verdicts.csv").read_bytes() == (paths.STAGED / "verdicts.csv").read_bytes()
    assert (paths.PROCESSED / "views.csv").is_file()
    assert (paths.PROCESSED / "verdict_changes.csv").read_text("utf-8") == "kept by hand\n"
    assert guard.settle(accept=False, ran=False) == ""


def test_where_nothing_is_published_yet_the_first_verdicts_are(project: Path) -> None:
    shutil.rmtree(paths.PROCESSED)
    assert guard.settle(accept=False, ran=True) == ""
    assert (paths.PROCESSED / "verdicts.csv").is_file()


def test_without_what_they_were_made_from_the_cause_is_said_to_be_unknown(project: Path) -> None:
    move(paths.STAGED)
    with pytest.raises(Unaccepted, match="the cause is not known"):
        guard.settle(accept=False, ran=True)

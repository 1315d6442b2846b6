from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from helpers import paths
from helpers.changes import commits, state
from helpers.errors import CompendiumError


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=Example", "-c", "user.email=example@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project in git with a tag, and a later commit that changes a raw table alone."""
    root = tmp_path / "project"
    for name, text in (("data/processed/verdicts.csv", "claim_id,verdict\nA,one\n"), ("data/raw/t.csv", "a\n1\n"),
                       ("src/helpers/m.py", "x = 1\n")):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    git(root, "tag", "v1")
    (root / "data/raw/t.csv").write_text("a\n2\n", "utf-8")
    git(root, "commit", "-qam", "second")
    for name, place in (("ROOT", ""), ("PROCESSED", "data/processed"), ("RAW", "data/raw"), ("BUILD", "_build"),
                        ("PUBLISHED", "_build/published")):
        monkeypatch.setattr(paths, name, root / place)
    return root


def test_a_tag_is_the_project_as_it_stood(repository: Path) -> None:
    found = state.named("v1")
    assert found.raw is not None
    assert (found.raw / "t.csv").read_text("utf-8") == "a\n1\n"
    assert (found.processed / "verdicts.csv").read_text("utf-8") == "claim_id,verdict\nA,one\n"
    assert list(found.code or ()) == ["m.py"]
    assert found.figures is None
    assert (repository / "data/raw/t.csv").read_text("utf-8") == "a\n2\n"


def test_a_short_commit_name_is_unpacked_once(repository: Path) -> None:
    short = git(repository, "rev-parse", "--short", "HEAD")
    place = commits.unpacked(commits.resolve(short))
    (place / "seen").write_text("", "utf-8")
    assert (commits.unpacked(commits.resolve(short)) / "seen").exists()


def test_the_published_state_is_the_last_commit_that_changed_the_verdicts(repository: Path) -> None:
    assert commits.last_with(repository / "data/processed/verdicts.csv") == git(repository, "rev-parse", "v1")
    found = state.published()
    assert found is not None
    assert found.raw is not None
    assert (found.raw / "t.csv").read_text("utf-8") == "a\n1\n"


def test_verdicts_that_were_changed_since_have_no_commit(repository: Path) -> None:
    (repository / "data/processed/verdicts.csv").write_text("claim_id,verdict\nA,two\n", "utf-8")
    assert state.published() is None


@pytest.mark.parametrize("name", ["v9", "--all", "", "nowhere/at/all"])
def test_what_is_neither_folder_nor_commit_is_refused(repository: Path, name: str,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "src")
    with pytest.raises(CompendiumError, match="expected"):
        state.named(name)


def test_without_git_there_are_no_commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert commits.resolve("HEAD") == ""
    monkeypatch.setenv("PATH", "")
    assert commits.git("status") is None

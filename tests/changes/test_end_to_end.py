"""From one changed value to a changed figure, a moved verdict, its cause and the log, in a real repository."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from copies import Copy
from helpers.changes import log

pytestmark = pytest.mark.slow
SERIES = "impl_programmes_done"


def git(copy: Copy, *words: str) -> None:
    who = ("-c", "user.name=Example", "-c", "user.email=example@example.org", "-c", "core.excludesFile=/dev/null")
    subprocess.run(["git", *who, *words], cwd=copy.folder, check=True, capture_output=True)


def revise(copy: Copy) -> int:
    """Let every value of a series be another one, as a newer vintage might; return how many there are."""
    path = copy.folder / "data/raw/series.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    count = 0
    for place, line in enumerate(lines):
        cells = line.split(",")
        if cells[0] == SERIES:
            cells[5] = str(32 - int(cells[5]))
            lines[place] = ",".join(cells)
            count += 1
    path.write_text("".join(lines), "utf-8")
    return count


@pytest.fixture(scope="module")
def revised(built: Copy, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Return a built project in git, tagged, with a series revised since and built again without acceptance."""
    copy = built.copied(tmp_path_factory.mktemp("revised") / "project", everything=True)
    (copy.folder / ".gitignore").write_text("_build/\npytask.lock*\n.pytask/\n__pycache__/\n", "utf-8")
    git(copy, "init", "-q")
    git(copy, "add", ".")
    git(copy, "commit", "-qm", "As released")
    git(copy, "tag", "v0.1.0")
    revise(copy)
    done = copy.command("build", check=False)
    assert done.returncode == 1
    assert "IMP-09: " in done.stderr
    assert f"because of data: series: {SERIES} " in done.stderr
    return copy


def test_the_cause_is_the_revised_series_and_the_figure_is_shown_twice(revised: Copy, tmp_path: Path) -> None:
    done = revised.command("diff", "--json", "--output", str(tmp_path / "out"))
    found = json.loads(done.stdout)
    moved = {move["claim_id"]: (move, cause) for move, cause in found["moved"]}
    move, cause = moved["IMP-09"]
    assert move["before"]["verdict"] != move["after"]["verdict"]
    assert cause["kind"] == "data"
    assert {change["table"] for way in cause["ways"] for change in way["changes"]} == {"series"}
    assert [one["series_id"] for one in found["series"]] == [SERIES]
    figures = {figure["figure_id"]: figure for figure in found["figures"]}
    assert figures["record-programmes"]["kind"] == "other data"
    for when in ("before", "after"):
        assert (tmp_path / f"out/figures/record-programmes-{when}.svg").stat().st_size
    assert "IMP-09: " in (tmp_path / "out/diff.txt").read_text("utf-8")


def test_a_tag_that_was_never_built_says_the_same_and_its_figures_can_be_drawn(revised: Copy) -> None:
    kept = json.loads(revised.command("diff", "--json").stdout)
    tagged = json.loads(revised.command("diff", "v0.1.0", ".", "--json").stdout)
    assert tagged["moved"] == kept["moved"]
    assert tagged["series"] == kept["series"]
    assert tagged["figures"] is None


def test_a_clone_without_a_build_knows_the_cause_from_its_history(revised: Copy, tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "-q", str(revised.folder), str(tmp_path / "clone")], check=True)
    clone = Copy(tmp_path / "clone")
    revise(clone)
    git(clone, "commit", "-qam", "A newer vintage")
    # The build's results alone, without what the first build kept of the published state.
    built = revised.copied(tmp_path / "copy", everything=True)
    for name in ("_build", "pytask.lock", ".pytask"):
        if (built.folder / name).exists():
            (built.folder / name).rename(clone.folder / name)
    for path in sorted((clone.folder / "_build/published").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    done = clone.command("build", check=False)
    assert done.returncode == 1
    assert f"because of data: series: {SERIES} " in done.stderr


def test_an_accepted_change_goes_into_the_log_and_the_book(revised: Copy) -> None:
    before = (revised.folder / "_build/html/changes.html").read_text("utf-8")
    assert "No release has moved a verdict so far." in before
    revised.command("diff", "--log", "0.2.0")
    assert "Accepted" in revised.command("build", "--accept").stdout
    made = log.read(revised.folder / "data/processed/verdict_changes.csv")
    row = made.set_index("claim_id").loc["IMP-09"]
    assert (row["label"], row["cause"]) == ("0.2.0", "data")
    assert "record-programmes" in row["figures"].split(";")
    page = (revised.folder / "_build/html/changes.html").read_text("utf-8")
    assert 'href="claims/IMP-09.html"' in page
    assert f"series: {SERIES}" in page
    for when in ("before", "after"):
        assert (revised.folder / f"_build/html/changes/0.2.0/record-programmes-{when}.svg").is_file()
    assert (revised.folder / "_build/html/downloads/verdict_changes.csv").is_file()
    assert "Verdicts: none moved." in revised.command("diff").stdout
    assert "IMP-09: " in revised.command("diff", "v0.1.0").stdout

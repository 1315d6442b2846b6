from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from helpers import files
from helpers.execution import fingerprint


def test_an_unchanged_file_keeps_its_time(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "x.txt"
    assert files.write(path, "one")
    os.utime(path, (1, 1))
    assert not files.write(path, b"one")
    assert path.stat().st_mtime == 1
    assert files.write(path, "two")
    assert path.read_text() == "two"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.txt"
    files.write(path, "old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        files.write(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_tables_have_lf_line_ends(tmp_path: Path) -> None:
    files.table(tmp_path / "t.csv", pd.DataFrame({"a": ["x\"y", ""], "b": [1, 2]}))
    assert (tmp_path / "t.csv").read_bytes() == b'a,b\n"x""y",1\n,2\n'


def test_pruning_removes_what_is_not_wanted(tmp_path: Path) -> None:
    for name in ("a/b.txt", "a/c/d.txt", "e.txt"):
        files.write(tmp_path / name, name)
    files.prune(tmp_path, {Path("e.txt")})
    assert [path.name for path in tmp_path.rglob("*")] == ["e.txt"]


def test_a_swap_puts_the_fresh_folder_in_place(tmp_path: Path) -> None:
    files.write(tmp_path / "fresh" / "new.txt", "new")
    files.write(tmp_path / "place" / "old.txt", "old")
    files.swap(tmp_path / "fresh", tmp_path / "place")
    assert [path.name for path in (tmp_path / "place").iterdir()] == ["new.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["place"]


def test_a_fingerprint_sees_inputs_by_content_and_outputs_by_size_and_time(tmp_path: Path,
                                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint.paths, "ROOT", tmp_path)
    source, result = tmp_path / "data/raw/x.csv", tmp_path / "out/y.txt"
    files.write(source, "a")
    files.write(result, "b")
    mark = tmp_path / "mark"
    mark.write_text(fingerprint.take((tmp_path / "out",)))
    os.utime(source, (1, 1))
    assert fingerprint.holds(mark, (tmp_path / "out",))
    os.utime(result, (1, 1))
    assert not fingerprint.holds(mark, (tmp_path / "out",))
    mark.write_text(fingerprint.take((tmp_path / "out",)))
    files.write(source, "c")
    assert not fingerprint.holds(mark, (tmp_path / "out",))


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    first, second, blocked = tmp_path / "first.csv", tmp_path / "new" / "second.csv", tmp_path / "blocked"
    first.write_text("before", "utf-8")
    blocked.mkdir()  # a folder stands where a file is to go
    with pytest.raises(OSError, match="blocked"):
        files.together({first: "after", second: "after", blocked: "after"})
    assert first.read_text("utf-8") == "before"
    assert not second.exists()
    blocked.rmdir()
    files.together({first: "after", second: "after", blocked: "after"})
    assert {path.read_text("utf-8") for path in (first, second, blocked)} == {"after"}

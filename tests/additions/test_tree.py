from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers import files, paths
from helpers.additions import tree
from helpers.additions.tree import Tree
from helpers.errors import CompendiumError, FaultyData


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the raw tables and the manifest as the project."""
    shutil.copytree(paths.RAW, tmp_path / "data/raw")
    (tmp_path / "notebooks").mkdir()
    shutil.copy(paths.MANIFEST, tmp_path / "notebooks/manifest.yml")
    for name, place in (("ROOT", ""), ("RAW", "data/raw"), ("MANIFEST", "notebooks/manifest.yml"),
                        ("WORK", "_build/work")):
        monkeypatch.setattr(paths, name, tmp_path / place)
    return tmp_path


def raw(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project / "data/raw").iterdir()}


TERM = {"term": "Example term", "definition": "Made up for a test.", "see": "methodology"}


def test_rows_are_added_whole_and_nothing_else_changes(project: Path) -> None:
    before = raw(project)
    made = Tree()
    made.add("glossary", [TERM | {"definition": 'With a "quote", and a comma.'}])
    made.write()
    after = raw(project)
    assert after.pop("glossary.csv") == before.pop("glossary.csv") + (
        b'Example term,,"With a ""quote"", and a comma.",methodology,\n')
    assert after == before


@pytest.mark.parametrize(("row", "message"), [
    (TERM | {"definition": ""}, "data/raw/glossary.csv:69:definition: found a blank cell"),
    (TERM | {"see": "XX-99"}, "data/raw/glossary.csv:69:see: found 'XX-99'"),
    (TERM | {"definition": "two\nlines"}, "data/raw/glossary.csv:"),
])
def test_a_row_that_breaks_a_contract_changes_nothing(project: Path, row: dict[str, str], message: str) -> None:
    before = raw(project)
    made = Tree()
    made.add("glossary", [row])
    with pytest.raises(FaultyData) as caught:
        made.write()
    assert message in str(caught.value)
    assert raw(project) == before
    assert list((project / "_build/work").iterdir()) == []


def test_a_column_that_the_table_has_not_is_refused(project: Path) -> None:
    with pytest.raises(CompendiumError, match="found the column 'meaning'"):
        Tree().add("glossary", [{"term": "x", "meaning": "y"}])


def test_a_series_without_reader_or_reason_changes_nothing(project: Path) -> None:
    made = Tree()
    table = made.table("unused")
    made.texts["data/raw/unused.csv"] = tree.line(list(table.columns)) + "\n" + "".join(
        tree.line(list(row)) + "\n" for row in table.iloc[1:].itertuples(index=False))
    with pytest.raises(FaultyData, match="which no notebook reads"):
        made.write()
    assert len(Tree().table("unused")) == len(table)


def test_where_one_file_cannot_be_written_the_others_are_as_before(project: Path,
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    before = raw(project)
    made = Tree()
    made.add("glossary", [TERM])
    made.texts["notebooks/manifest.yml"] = made.text("notebooks/manifest.yml") + "\n"
    made.texts["new.txt"] = "new\n"
    real = files.write

    def failing(path: Path, content: str | bytes) -> bool:
        if path == project / "notebooks/manifest.yml" and isinstance(content, str):
            raise OSError("the disk is full")
        return real(path, content)

    monkeypatch.setattr(files, "write", failing)
    with pytest.raises(OSError, match="the disk is full"):
        made.write()
    assert raw(project) == before
    assert not (project / "new.txt").exists()


def test_one_cell_is_put_and_its_line_alone_changes(project: Path) -> None:
    made = Tree()
    table = made.table("sources")
    at = int(table.index[5])
    made.put("sources", at, "note", "read, again")
    lines, now = (one.text("data/raw/sources.csv").split("\n") for one in (Tree(), made))
    assert [place for place, (old, new) in enumerate(zip(lines, now, strict=True), 1) if old != new] == [at]
    assert made.table("sources").loc[at, "note"] == "read, again"

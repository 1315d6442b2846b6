from __future__ import annotations

import json
from pathlib import Path

from helpers.changes import figures
from helpers.changes.state import State


def state(folder: Path, **drawn: tuple[str, str, str]) -> State:
    """Return a state whose figures have a title, data and a drawing."""
    folder.mkdir()
    for name, (title, data, drawing) in drawn.items():
        (folder / f"{name}.json").write_text(json.dumps({"title": title, "claims": ["ES-01"]}), "utf-8")
        (folder / f"{name}.csv").write_text(data, "utf-8")
        for mode in ("", "-dark"):
            (folder / f"{name}{mode}.svg").write_text(drawing, "utf-8")
    return State(folder.name, folder, figures=folder)


def test_figures_differ_in_their_data_or_only_in_their_drawing(tmp_path: Path) -> None:
    old = state(tmp_path / "old", same=("t", "a\n1\n", "x"), data=("t", "a\n1\n2\n", "x"), drawing=("t", "a\n1\n", "x"),
                gone=("t", "a\n1\n", "x"))
    new = state(tmp_path / "new", same=("t", "a\n1\n", "x"), data=("u", "a\n1\n3\n4\n", "y"),
                drawing=("t", "a\n1\n", "y"), fresh=("t", "a\n1\n", "x"))
    found = figures.between(old, new)
    assert found is not None
    assert {one.figure_id: one.kind for one in found} == {
        "data": figures.DATA, "drawing": figures.DRAWING, "gone": figures.GONE, "fresh": figures.NEW}
    data = found[0]
    assert (data.title_before, data.title_after, data.rows_before, data.rows_after) == ("t", "u", 1, 2)
    assert (data.before, data.after) == (tmp_path / "old/data.svg", tmp_path / "new/data.svg")
    by_name = {one.figure_id: one for one in found}
    assert (by_name["gone"].after, by_name["fresh"].before) == (None, None)
    assert data.claims == ("ES-01",)


def test_figures_of_a_state_that_was_not_drawn_are_not_known(tmp_path: Path) -> None:
    assert figures.between(State("x", tmp_path), state(tmp_path / "new")) is None

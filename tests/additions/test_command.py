from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from click.testing import CliRunner

from helpers.additions import command, effects
from helpers.additions.fields import Field
from helpers.additions.tree import Tree

FIELDS = [Field("name", "A name.", True), Field("note", "A note."), Field("kind", "A kind.", default="plain")]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, str]]:
    """Let the command know one kind that writes nothing, and return what it is called with."""
    seen: list[Mapping[str, str]] = []

    def make(given: Mapping[str, str], tree: Tree) -> list[str]:
        seen.append(given)
        return ["it"]

    monkeypatch.setattr(command, "KINDS", {"thing": command.Kind("Add a thing.", lambda: FIELDS, make)})
    monkeypatch.setattr(Tree, "write", lambda self: None)
    monkeypatch.setattr(effects, "told", lambda: ["all runs again"])
    return seen


def call(*words: str, said: str = "") -> Any:
    return CliRunner().invoke(command.group, list(words), input=said)


def test_options_are_taken_and_the_rest_stands_at_its_default(made: list[Mapping[str, str]]) -> None:
    done = call("thing", "--name", "x")
    assert done.exit_code == 0
    assert done.output == "added it\nall runs again\n"
    assert made == [{"name": "x", "note": "", "kind": "plain"}]


def test_what_is_needed_and_not_given_is_named(made: list[Mapping[str, str]]) -> None:
    done = call("thing", "--note", "y")
    assert done.exit_code == 2
    assert "found no --name" in done.output
    assert made == []


def test_whoever_wants_is_asked_for_the_rest(made: list[Mapping[str, str]]) -> None:
    done = call("thing", "--ask", "--note", "y", said="x\n\n")
    assert done.exit_code == 0
    assert made == [{"name": "x", "note": "y", "kind": "plain"}]


@pytest.mark.parametrize("kind", list(command.KINDS))
def test_every_kind_explains_its_options(kind: str) -> None:
    done = call(kind, "--help")
    assert done.exit_code == 0
    for field in command.KINDS[kind].fields():
        assert f"--{field.name.replace('_', '-')} " in done.output
        assert field.help.strip()

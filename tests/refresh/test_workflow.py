"""The weekly workflow calls what there is, and asks only publishers whose terms let values be passed on."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from copies import ROOT
from helpers.cli import program
from helpers.refresh import registry


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    made: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows/refresh.yml").read_text("utf-8"))
    return made


def commands(workflow: dict[str, Any]) -> list[list[str]]:
    text = "\n".join(step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"])
    return [words.split() for words in re.findall(r"bin/compendium ([^\n|>]+)", text)]


def test_it_runs_every_week_and_by_hand(workflow: dict[str, Any]) -> None:
    on = workflow[True]  # YAML 1.1 reads the word `on` so
    assert re.fullmatch(r"\d+ \d+ \* \* \d", on["schedule"][0]["cron"]) and "workflow_dispatch" in on


def test_every_call_exists(workflow: dict[str, Any]) -> None:
    for call in commands(workflow):
        command = program.commands.get(call[0])
        assert command is not None, call
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in call if word.startswith("--")} <= known


def test_it_asks_only_for_what_may_be_passed_on(workflow: dict[str, Any]) -> None:
    (call,) = [call for call in commands(workflow) if call[0] == "refresh"]
    asked = [word for word in call[1:] if not word.startswith(("--", '"'))]
    assert asked == [one.name for one in registry.UPSTREAMS if one.share]


def test_links_are_a_report_and_no_red_build(workflow: dict[str, Any]) -> None:
    assert any("compendium links --report" in step.get("run", "") for step in workflow["jobs"]["links"]["steps"])
    assert workflow["permissions"] == {"contents": "read"}

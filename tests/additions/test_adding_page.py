"""The commands of the page on adding things, run as they stand there, in a copy of the project."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pandas as pd
import pytest

from copies import ROOT, Copy

BLOCKS = re.findall(r"^```sh\n(.*?)^```$", (ROOT / "book/adding.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)


def table(copy: Copy, name: str) -> pd.DataFrame:
    return pd.read_csv(copy.folder / f"data/raw/{name}.csv", dtype=str, keep_default_na=False)


def shell(copy: Copy, command: str) -> subprocess.CompletedProcess[str]:
    """Run a block of the page, with `compendium` on the path as an installed project has it."""
    return subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=copy.folder, capture_output=True, text=True,
                          env=copy.environment(PATH=f"{copy.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"),
                          check=False)


@pytest.fixture
def copy(fresh: Copy) -> Copy:
    """Return an unbuilt copy with the command, and with what a third coder judged."""
    return prepared(fresh)


def prepared(copy: Copy) -> Copy:
    (copy.folder / "bin").mkdir()
    call = copy.folder / "bin" / "compendium"
    call.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m helpers "$@"\n', "utf-8")
    call.chmod(0o755)
    for name in ("areas", "scores", "sortings"):
        mine = table(copy, name).query("coder == 'b'").drop(columns="coder")
        mine.to_csv(copy.folder / f"{name}-c.csv", index=False, lineterminator="\n")
    return copy


def added(copy: Copy) -> None:
    """Run every block up to the last, which shows what moved."""
    for block in BLOCKS[:-1]:
        done = shell(copy, block)
        assert done.returncode == 0, f"{block}\n{done.stderr}"


def test_every_kind_has_an_example() -> None:
    from helpers.additions.command import KINDS

    assert {kind for kind in KINDS if any(f"compendium add {kind} " in block for block in BLOCKS)} == set(KINDS)


@pytest.mark.slow
def test_the_examples_add_what_the_page_says(copy: Copy) -> None:
    before = {name: len(table(copy, name)) for name in ("sources", "facts", "evidence", "series", "claims", "areas")}
    added(copy)
    grown = {name: len(table(copy, name)) - count for name, count in before.items()}
    assert grown == {"sources": 1, "facts": 1, "evidence": 3, "series": 2, "claims": 1, "areas": before["areas"] // 2}
    source = table(copy, "sources").set_index("source_id").loc["example-2024-03-05-trade"]
    assert source["note"] == ""  # in use by now
    fact = table(copy, "facts").query("statement.str.startswith('An example daily')").iloc[0]
    assert (fact["date_precision"], fact["known_from"]) == ("day", "2024-03-05")
    assert "Example Daily" in set(table(copy, "actors")["name"])
    values = table(copy, "series").query("series_id == 'example_share'")
    assert values[["unit", "source_id", "known_from"]].drop_duplicates().to_numpy().tolist() == [
        ["percent", "example-2024-03-05-trade", "2024-03-05"]]
    claims = table(copy, "claims")
    assert list(claims.loc[claims["section"].eq("Conclusions"), "claim_id"])[-1] == "CON-08"
    anchor = table(copy, "anchors").query("section == 'Conclusions' and sentence == '1.1'").iloc[0]
    assert "CON-08" in anchor["claim_ids"].split(";")
    contents = (copy.folder / "_toc.yml").read_text("utf-8")
    assert "file: claims/CON-08\n" in contents
    assert "file: notebooks/example\n" in contents
    done = copy.command("check")
    assert "every contract holds" in done.stdout

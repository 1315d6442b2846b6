"""From a served new vintage to a changed figure and a changed verdict, in a built copy of the project."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from copies import Copy
from helpers.data import tables
from helpers.execution import manifest
from upstreams import Upstreams, serving

pytestmark = pytest.mark.slow

# Exports, and how far parliament, courts and other bodies hold the government to account.
BANK, CHECKS = "merch_exports_usd", "vdem14_horacc"
SPAN = tables.read("series").query("series_id == @CHECKS")["value"].agg(["min", "max"]).sum()
DAY = {"SOURCE_DATE_EPOCH": "1796112000"}


def revised(name: str, state: str, period: str, value: float) -> float:
    """Return what a publisher might say next: exports a little higher, the course of accountability upside down."""
    return value * 1.04 if name == BANK else SPAN - value if name == CHECKS else value


def verdicts(folder: Path) -> dict[str, str]:
    table = pd.read_csv(folder / "data/processed/verdicts.csv", dtype=str, keep_default_na=False)
    return dict(zip(table["claim_id"], table["verdict"], strict=True))


def figure(folder: Path, name: str) -> tuple[bytes, bytes]:
    place = folder / "_build/html/figures"
    return (place / f"{name}.csv").read_bytes(), (place / f"{name}.png").read_bytes()


def footer(folder: Path, name: str) -> str:
    return " ".join(json.loads((folder / f"_build/html/figures/{name}.json").read_text("utf-8"))["footer"])


@pytest.fixture(scope="module")
def refreshed(built: Copy, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Return a built copy after a refresh of two publishers and a second build."""
    copy = built.copied(tmp_path_factory.mktemp("refreshed") / "project", everything=True)
    with serving(Upstreams(tables.read("series"))) as upstreams:
        upstreams.edit = revised
        there = {"COMPENDIUM_ROUTES": upstreams.routes(), **DAY}
        copy.command("refresh", "world-bank", **there)
        # A course turned upside down is off, so each value waits until somebody has looked at it.
        stopped = copy.command("refresh", CHECKS, check=False, **there)
        assert stopped.returncode == 1 and "need to be accepted by name" in stopped.stderr
        copy.command("refresh", CHECKS, "--accept-from", "_build/refresh/waiting.txt", **there)
    return copy


@pytest.fixture(scope="module")
def rebuilt(refreshed: Copy) -> tuple[Copy, list[str]]:
    """Return it built again, and what ran."""
    # Where a build asks to accept verdicts that moved, this test has looked at them.
    accept = ["--accept"] if "--accept" in refreshed.command("build", "--help").stdout else []
    return refreshed, refreshed.ran(refreshed.command("build", *accept))


def test_only_what_reads_the_series_runs_again(rebuilt: tuple[Copy, list[str]]) -> None:
    _, ran = rebuilt
    wanted = {f"notebook {name}" for name, notebook in manifest.read().items()
              if {BANK, CHECKS} & set(notebook.series)}
    assert {name for name in ran if name.startswith("notebook ")} == wanted
    assert wanted < {f"notebook {name}" for name in manifest.read()}


def test_figures_show_the_new_vintage_and_name_it(built: Copy, rebuilt: tuple[Copy, list[str]]) -> None:
    copy, _ = rebuilt
    for owner, series in (("trade", BANK), ("institutions", CHECKS)):
        names = manifest.one(owner).figures
        changed = [name for name in names if figure(built.folder, name)[0] != figure(copy.folder, name)[0]]
        assert changed, (owner, series)
        assert any(figure(built.folder, name)[1] != figure(copy.folder, name)[1] for name in changed)
        assert any("fetched 2026-12-01" in footer(copy.folder, name) for name in changed)


def test_a_verdict_follows_the_new_vintage_and_goes_back_with_the_first(built: Copy,
                                                                         rebuilt: tuple[Copy, list[str]]) -> None:
    copy, _ = rebuilt
    before, after = verdicts(built.folder), verdicts(copy.folder)
    assert {claim for claim in before if before[claim] != after[claim]} == {"IMP-05"}
    told = copy.command("run", "institutions", "-p", "vintage=first").stdout
    assert f"IMP-05  {before['IMP-05']}  (published: {after['IMP-05']})" in told


def test_the_past_stands_as_it_was(built: Copy, rebuilt: tuple[Copy, list[str]]) -> None:
    copy, _ = rebuilt
    old, new = (pd.read_csv(one.folder / "data/processed/history.csv", dtype=str, keep_default_na=False)
                for one in (built, copy))
    assert old[old["as_of"] != "now"].equals(new[new["as_of"] != "now"])


def test_the_data_page_shows_what_was_fetched(rebuilt: tuple[Copy, list[str]]) -> None:
    copy, _ = rebuilt
    page = BeautifulSoup((copy.folder / "_build/html/data.html").read_text("utf-8"), "html.parser")
    entry = page.find(id=BANK)
    assert entry is not None and "1 December 2026" in entry.get_text() and "fetched 2026-12-01" in entry.get_text()
    download = (copy.folder / f"_build/html/downloads/series/{BANK}.csv").read_text("utf-8")
    assert "fetched-world-bank-2026-12-01" in download
    assert "1 December 2026" not in (copy.folder / "_build/html/index.html").read_text("utf-8")


def test_a_build_with_values_that_may_not_be_passed_on_says_so_everywhere(rebuilt: tuple[Copy, list[str]],
                                                                          tmp_path: Path) -> None:
    copy = rebuilt[0].copied(tmp_path / "local", everything=True)
    with serving(Upstreams(tables.read("series"))) as upstreams:
        copy.command("refresh", "imf", COMPENDIUM_ROUTES=upstreams.routes(), **DAY)
    accept = ["--accept"] if "--accept" in copy.command("build", "--help").stdout else []
    copy.command("build", *accept)
    html = copy.folder / "_build/html"
    for name in ("index.html", "status.html", "claims/ES-01.html"):
        assert "This build is local." in (html / name).read_text("utf-8"), name
    assert any("not to be passed on" in footer(copy.folder, name) for name in manifest.one("trade").figures)

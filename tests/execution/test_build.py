"""Build a real copy of the project: what runs again after which change, and what survives which harm.

The tests that change something share one copy and go on from each other's changes, in the order of this file:
each asks only what its own change made run.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import psutil
import pytest

from copies import Copy
from helpers.execution import closure, manifest

pytestmark = pytest.mark.slow
NOTEBOOKS = {f"notebook {name}" for name in manifest.read()}


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def working_in(folder: Path) -> list[str]:
    """Return the commands of all processes that work in a folder."""
    return [" ".join(process.info["cmdline"] or ()) for process in psutil.process_iter(["cwd", "cmdline", "status"])
            if process.info["cwd"] == str(folder) and process.info["status"] != psutil.STATUS_ZOMBIE]


def test_a_build_makes_all_that_the_interface_names(built: Copy) -> None:
    html = built.folder / "_build" / "html"
    claims = pd.read_csv(built.folder / "data/raw/claims.csv", dtype=str)["claim_id"]
    assert all((html / "claims" / f"{claim}.html").exists() for claim in claims)
    for name in ("index.html", "matrix.html", "methodology.html", "references.html", "notebooks/trade.html",
                 "figures/trade-shares.svg", "figures/oil-losses-dark.png", "figures/record-measures.csv",
                 "downloads/verdicts.csv", "downloads/references.bib", "downloads/datapackage.json",
                 "downloads/trade.ipynb"):
        assert (html / name).stat().st_size, name
    verdicts = pd.read_csv(built.folder / "data/processed/verdicts.csv", dtype=str, keep_default_na=False)
    assert list(verdicts["claim_id"]) == list(claims)
    # On Linux a build as a rule has warm kernels; see tests/kernels for what they are.
    kinds = {path.read_text("utf-8") for path in (built.folder / "_build/kernels").glob("*.txt")}
    assert kinds == {"warm\n" if sys.platform == "linux" else "plain\n"}
    named = {claim for notebook in manifest.read().values() for claim in notebook.claims}
    assert set(verdicts.loc[verdicts["notebooks"].ne(""), "claim_id"]) == named


def test_nothing_changed_nothing_runs(built: Copy) -> None:
    before = tree(built.folder / "_build" / "html")
    done = built.command("build")
    assert done.stdout.startswith("Nothing changed, nothing ran.")
    assert tree(built.folder / "_build" / "html") == before


def test_a_copied_tree_with_new_times_runs_nothing_again(working: Copy) -> None:
    for path in working.folder.rglob("*"):
        os.utime(path)
    assert working.ran(working.command("build")) == []


def test_one_changed_value_runs_what_reads_it(working: Copy) -> None:
    working.edit("data/raw/series.csv",
                 "brent_price_annual,WLD,,2019,,64.031667,", "brent_price_annual,WLD,,2019,,65.0317,")
    done = working.command("build")
    assert set(working.ran(done)) & NOTEBOOKS == {
        f"notebook {name}" for name, notebook in manifest.read().items() if "brent_price_annual" in notebook.series}
    assert "series:brent_price_annual changed" in done.stdout


def test_one_changed_stance_runs_the_notebook_of_its_claim(working: Copy) -> None:
    path = working.folder / "data/raw/evidence.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    (place,) = [i for i, line in enumerate(lines) if line.startswith("INF-07,influence-021,")]
    assert ",supports,,supports,supports," in lines[place]
    lines[place] = lines[place].replace(",supports,,supports,supports,", ",contradicts,,contradicts,contradicts,")
    path.write_text("".join(lines), "utf-8")
    published = (working.folder / "data/processed/verdicts.csv").read_bytes()
    done = working.command("build", check=False)
    # It moves a verdict, which waits until it is accepted.
    assert done.returncode == 1
    assert "INF-07: " in done.stderr
    assert "because of data: evidence: INF-07 influence-021: stance supports → contradicts" in done.stderr
    assert (working.folder / "data/processed/verdicts.csv").read_bytes() == published
    assert set(working.ran(done)) & NOTEBOOKS == {
        f"notebook {name}" for name, notebook in manifest.read().items() if "INF-07" in notebook.claims}
    assert "verdicts" in working.ran(done)
    again = working.command("build", check=False)
    assert (again.returncode, working.ran(again)) == (1, [])
    assert "Accepted" in working.command("build", "--accept").stdout
    assert (working.folder / "data/processed/verdicts.csv").read_bytes() != published
    assert working.command("build").stdout.startswith("Nothing changed, nothing ran.")


def test_a_helper_module_runs_the_notebooks_that_use_it(working: Copy) -> None:
    path = working.folder / "src/helpers/analysis/progress.py"
    path.write_text(path.read_text("utf-8") + "\n# A remark.\n", "utf-8")
    done = working.command("build")
    assert set(working.ran(done)) & NOTEBOOKS == {
        f"notebook {name}" for name, notebook in manifest.read().items()
        if "helpers.analysis.progress" in closure.used_by(notebook.path)}
    assert "code:helpers.analysis.progress changed" in done.stdout


def test_a_word_on_a_page_runs_no_notebook(working: Copy) -> None:
    working.edit("book/matrix.md", "# All claims", "# Every claim")
    assert working.ran(working.command("build")) == ["book"]
    assert "Every claim" in (working.folder / "_build/html/matrix.html").read_text("utf-8")


def test_a_lost_result_is_made_again(working: Copy) -> None:
    page = working.folder / "_build/html/index.html"
    page.unlink()
    assert working.ran(working.command("build")) == ["book"]
    assert page.exists()


def test_explain_says_why(working: Copy) -> None:
    assert working.command("explain", "trade").stdout == "trade: up to date\n"
    working.edit("data/raw/series.csv", "merch_exports_usd,BLR,WLD,2019,,32955000000",
                 "merch_exports_usd,BLR,WLD,2019,,32965000000")
    assert working.command("explain", "trade").stdout == "trade: out of date: series:merch_exports_usd changed\n"
    assert working.command("explain", "tax-manoeuvre").stdout == "tax-manoeuvre: up to date\n"
    working.edit("data/raw/series.csv", "merch_exports_usd,BLR,WLD,2019,,32965000000",
                 "merch_exports_usd,BLR,WLD,2019,,32955000000")


def test_a_broken_table_stops_the_build_and_harms_nothing(working: Copy) -> None:
    before = tree(working.folder / "_build" / "html")
    whole, broken = "merch_exports_usd,BLR,WLD,2018,,33726000000", "merch_exports_usd,BLR,WLD,2018,,much"
    working.edit("data/raw/series.csv", whole, broken)
    done = working.command("build", check=False)
    working.edit("data/raw/series.csv", broken, whole)
    assert done.returncode == 1
    assert "data/raw/series.csv:" in done.stderr
    assert "found 'much'" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(working.folder / "_build" / "html") == before


def test_a_missing_glued_number_fails_the_book_and_the_old_one_stays(working: Copy) -> None:
    before = tree(working.folder / "_build" / "html")
    working.edit("notebooks/implementation-record.ipynb", "{glue:text}`answer`", "{glue:text}`no_such_number`")
    done = working.command("build", check=False)
    working.edit("notebooks/implementation-record.ipynb", "{glue:text}`no_such_number`", "{glue:text}`answer`")
    assert done.returncode == 1
    assert "no_such_number" in done.stderr
    assert tree(working.folder / "_build" / "html") == before


def test_a_killed_build_resumes(built: Copy, tmp_path: Path) -> None:
    copy = built.copied(tmp_path / "project", everything=True)
    results = copy.folder / "_build/executed/notebooks"
    undone = ["defence", "energy", "opinion", "second-stage", "trade"]
    for name in undone:
        (results / f"{name}.ipynb").unlink()
    shutil.rmtree(copy.folder / "_build/html")
    process = subprocess.Popen([sys.executable, "-m", "helpers", "build", "--jobs", "1"], cwd=copy.folder,
                               env=copy.environment(), start_new_session=True, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)

    def finished() -> set[str]:
        return {f"notebook {name}" for name in undone if (results / f"{name}.ipynb").exists()}

    deadline = time.monotonic() + 120
    while not finished() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    done = finished()
    assert 0 < len(done) < len(undone), "the build was to be killed half-way"
    # Neither a worker nor a kernel outlives the build.
    deadline = time.monotonic() + 20
    while working_in(copy.folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert working_in(copy.folder) == []
    again = set(copy.ran(copy.command("build")))
    assert again & NOTEBOOKS == {f"notebook {name}" for name in undone} - done
    for folder in ("_build/html", "data/processed", "_build/executed"):
        assert tree(copy.folder / folder) == tree(built.folder / folder), folder


def test_other_parameters_land_apart(working: Copy) -> None:
    before = tree(working.folder / "data/processed") | tree(working.folder / "_build/html")
    done = working.command("build", "-p", "as_of=2024-05-16")
    assert "_build/variants/as_of-2024-05-16" in done.stdout
    assert tree(working.folder / "data/processed") | tree(working.folder / "_build/html") == before


def test_run_prints_verdicts_beside_the_published_ones(working: Copy) -> None:
    done = working.command("run", "tax-manoeuvre", "-p", "counterfactual=D2017", "--output", "other")
    assert "DIV-06  " in done.stdout
    assert "(the same as published)" in done.stdout
    assert (working.folder / "other/pages/tax-manoeuvre.html").exists()
    assert "DIV-06" in working.command("claims", "DIV-06").stdout


@pytest.mark.parametrize(("words", "code", "message"), [
    (["build", "-p", "as_off=2024-05-16"], 1, "parameter as_off: found an unknown name"),
    (["run", "trade", "-p", "start_year=soon"], 1, "found 'soon', expected a whole number"),
    (["run", "nothing"], 1, "found 'nothing', expected one of "),
    (["claims", "XX-99"], 1, "found 'XX-99', expected an identifier"),
    (["explain", "--figure", "none"], 1, "found 'none', expected one of "),
    (["build", "--jobs", "none"], 2, "Invalid value for '--jobs'"),
    (["bild"], 2, "No such command"),
    (["run", "trade", "--output", "_build/executed"], 1, "expected a folder outside the published results"),
])
def test_wrong_calls_get_one_readable_line(built: Copy, words: list[str], code: int, message: str) -> None:
    done = built.command(*words, check=False)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr

"""Measure this project against its peers on the project's own notebooks, and write the table into the book.

    make bench              # the cheap rows five times, the dear ones as often
    make bench ROUNDS=1     # each once, to see that it works

In each round all ways of one row run one after another, so that a busy machine slows them alike; what counts are the
ratios of medians, and CPU seconds more than wall seconds. All ways use one environment, byte-compiled and without
JupyterLab, one BLAS thread a process and the same font cache. The trees are copies below `_build/bench`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import page
import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from copies import carry  # noqa: E402
from helpers.execution import fingerprint, manifest  # noqa: E402
from helpers.kernels.warm import FIXED  # noqa: E402

PLACE = ROOT / "_build" / "bench"
RESULTS = ROOT / "data" / "processed" / "speed.json"
# One value of one series, and what it changes to and fro; one line of one notebook.
SERIES = "merch_exports_usd"
VALUE = (f"{SERIES},BLR,WLD,2020,,29179000000", f"{SERIES},BLR,WLD,2020,,29189000000")
SNAKEMAKE = ("-m", "snakemake", "-c2", "--quiet", "all")
NOTEBOOK, TEXT = "opinion", ("carries much of the text", "carries a good part of the text")


@dataclass
class Way:
    """One way of a row: how a tree is made ready for it each time, and the command that is measured."""

    name: str
    command: list[str]
    folder: Path
    ready: Callable[[], None] = field(default=lambda: None)


def environment(tree: Path) -> dict[str, str]:
    """Return the environment in which every way runs."""
    own = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE",)}
    return {**own, **FIXED, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{own['PATH']}",
            "PYTHONPATH": str(tree / "src"), "COMPENDIUM_ROOT": str(tree), "COMPENDIUM_OUTPUT": str(tree / "bench-out"),
            "JUPYTER_PATH": str(tree / "src/helpers/execution/jupyter")}


def measure(way: Way, built: Path, memory: bool = False) -> dict[str, float]:
    """Run one way once, on the tree that it stands in or else the built one, and return what it cost."""
    way.ready()
    tree = way.folder if (way.folder / "src").exists() else built
    words = [sys.executable, str(HERE / "measured.py"), *(["--memory"] if memory else []), *way.command]
    done = subprocess.run(words, cwd=way.folder, env=environment(tree), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"bench: {way.name} ended with {done.returncode}: {done.stderr[-2000:]}")
    cost: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return cost


def staged(name: str, built: Path, execute: str = "off") -> Path:
    """Return a place for a peer: the project, and the staged source of the book, its notebooks not yet run."""
    place = PLACE / name
    place.mkdir(parents=True, exist_ok=True)
    (place / "project").unlink(missing_ok=True)
    (place / "project").symlink_to(built)
    shutil.copytree(built / "_build" / "stage", place / "stage", dirs_exist_ok=True)
    settings = yaml.safe_load((place / "stage/_config.yml").read_text("utf-8"))
    settings["execute"]["execute_notebooks"] = execute
    settings["execute"]["timeout"] = 600
    (place / "stage/_config.yml").write_text(yaml.safe_dump(settings), "utf-8")
    if execute != "off":
        for source in (built / "notebooks").glob("*.ipynb"):
            shutil.copy2(source, place / "stage/notebooks" / source.name)
    return place


def empty(*folders: Path) -> Callable[[], None]:
    """Return what removes folders and files."""

    def clean() -> None:
        for folder in folders:
            if folder.is_dir():
                shutil.rmtree(folder)
            else:
                folder.unlink(missing_ok=True)

    return clean


def toggle(path: Path, one: str, other: str) -> Callable[[], None]:
    """Return what changes a file's one text into another and back, in turn."""

    def change() -> None:
        text = path.read_text("utf-8")
        old, new = (one, other) if one in text else (other, one)
        assert text.count(old) == 1, f"{path}: {text.count(old)} times {old!r}"
        path.write_text(text.replace(old, new), "utf-8")

    return change


def snakefile(built: Path) -> str:
    """Return the graph of the notebooks and the book for snakemake, with files as inputs."""
    names = sorted(path.stem for path in (built / "notebooks").glob("*.ipynb"))
    tables = sorted(str(path.relative_to(built)) for path in (built / "data/raw").glob("*.csv"))
    executed = [f"executed/{name}.ipynb" for name in names]
    rules = [f'rule all:\n    input: "book.done"\n\nrule book:\n    input: {executed}\n'
             '    output: "book.done"\n    shell: "touch {output}"\n']
    rules += [f'rule {name.replace("-", "_")}:\n    input: {[f"notebooks/{name}.ipynb", *tables]}\n'
              f'    output: "executed/{name}.ipynb"\n    shell: "cp {{input[0]}} {{output}}"\n' for name in names]
    return "\n".join(rules)


def rows(built: Path) -> dict[str, list[Way]]:
    """Return the rows of the table with their ways, trees prepared."""
    python, ways = sys.executable, str(HERE / "ways.py")
    ours = PLACE / "ours"
    if not ours.exists():
        shutil.copytree(built, ours)

    def peer(name: str, execute: str = "off", *more: str) -> Way:
        place = staged(name, built, execute)
        return Way(name, [python, ways, {"force": "book", "cache": "book"}.get(name, name), str(place), *more], place,
                   empty(place / "out", place / "results"))

    def build(name: str, *options: str, ready: Callable[[], None] = lambda: None) -> Way:
        return Way(name, [python, "-m", "helpers", "build", "--jobs", "2", *options], ours, ready)

    fresh = empty(ours / "_build", ours / "pytask.lock", ours / "pytask.lock.journal", ours / ".pytask")
    cells = Way("cells", [python, ways, "cells", str(staged("cells", built))], ours)
    book = peer("book")
    kept = staged("kept", built)
    kept_cache = staged("kept-cache", built, "cache")
    book_again = Way("book", [python, ways, "book", str(kept)], kept)
    cache_again = Way("cache", [python, ways, "book", str(kept_cache)], kept_cache)
    for again in (book_again, cache_again):
        if not (again.folder / "out").exists():
            print(f"made ready: {again.folder.name}, {measure(again, built)}", flush=True)
    value = toggle(ours / "data/raw/series.csv", *VALUE)
    dependants = [name for name, notebook in manifest.read().items() if SERIES in notebook.series]
    text = toggle(ours / "notebooks" / f"{NOTEBOOK}.ipynb", *TEXT)
    other = toggle(kept_cache / "stage/notebooks" / f"{NOTEBOOK}.ipynb", *TEXT)
    flow = PLACE / "snakemake"
    if not flow.exists():
        carry(built, flow)
        (flow / "Snakefile").write_text(snakefile(built), "utf-8")
        subprocess.run([python, *SNAKEMAKE], cwd=flow, env=environment(flow), check=True)
    return {
        "everything": [build("ours", ready=fresh), build("ours-plain", "--kernels", "plain", ready=fresh),
                       peer("warm-2"), peer("papermill-1"), peer("papermill-2"), peer("nbclient-2"),
                       peer("force", "force"), cells, book],
        "nothing": [build("ours"), book_again, cache_again,
                    Way("graph", [python, ways, "graph", str(cells.folder)], ours),
                    Way("snakemake", [python, *SNAKEMAKE], flow),
                    Way("python", [python, "-c", "pass"], ours)],
        "value": [build("ours", ready=value), peer("papermill-2"), cache_again,
                  Way("cells", [python, ways, "cells", str(PLACE / "cells"), *dependants], ours), book_again],
        "text": [build("ours", ready=text), Way("cache", cache_again.command, kept_cache, other),
                 Way("cells", [python, ways, "cells", str(PLACE / "cells"), NOTEBOOK], ours)],
        "check": [Way("check", [python, "-m", "helpers", "check"], ours),
                  Way("frictionless", [python, "-m", "frictionless", "validate", "datapackage.json"],
                      ours / "data/raw"),
                  Way("python", [python, "-c", "pass"], ours)],
    }


def series_of(row: list[Way], rounds: int, built: Path) -> dict[str, list[dict[str, float]]]:
    """Return the costs of each way of a row, measured in turn."""
    made: dict[str, list[dict[str, float]]] = {way.name: [] for way in row}
    for number in range(rounds):
        for way in row:
            cost = measure(way, built)
            made[way.name].append(cost)
            print(f"  {number + 1}/{rounds} {way.name}: {cost['wall']:.2f} s, CPU {cost['cpu']:.2f} s", flush=True)
    return made


def machine() -> dict[str, str]:
    """Return what the figures were measured on and with."""
    info = Path("/proc/cpuinfo").read_text("utf-8")
    model = next(line.partition(":")[2].strip() for line in info.splitlines() if line.startswith("model name"))
    names = ("papermill", "nbclient", "jupyter-book", "jupyter-cache", "pytask", "snakemake", "frictionless", "pandas",
             "ipykernel")
    return {"day": datetime.now(UTC).date().isoformat(), "machine": f"{os.cpu_count()} cores of {model}",
            "python": platform.python_version(), "inputs": fingerprint.take(())[:12],
            "versions": ", ".join(f"{name} {version(name)}" for name in names)}


def main() -> None:
    """Measure the rows that were asked for; keep them with those of earlier calls; write the page."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--rows", nargs="*", default=["everything", "nothing", "value", "text", "check"])
    reader.add_argument("--ways", nargs="*", help="These alone; a bound is wanted to read the others by.")
    asked = reader.parse_args()
    built = PLACE / "built"
    if not (built / "_build" / "fingerprint").exists():
        shutil.rmtree(PLACE, ignore_errors=True)
        carry(ROOT, built)
        way = Way("ours", [sys.executable, "-m", "helpers", "build", "--jobs", "2"], built)
        print(f"first build, its memory watched: {measure(way, built, memory=True)}", flush=True)
    known = rows(built)
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    for name in asked.rows:
        print(name, flush=True)
        results[name] = {**machine(), "rounds": asked.rounds, "load": round(os.getloadavg()[1], 1)}
        results[name]["costs"] = series_of(
            [way for way in known[name] if not asked.ways or way.name in asked.ways], asked.rounds, built)
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    page.write(results, ROOT / "book" / "speed.md")


if __name__ == "__main__":
    main()

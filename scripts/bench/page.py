"""The page of the book that tells what was measured, written from the kept results alone."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from pathlib import Path
from typing import Any

WAYS = {
    "ours": "this project, everything: notebooks, verdicts, other choices, earlier days, book",
    "ours-plain": "the same with ordinary kernels (`--kernels plain`)",
    "warm-2": "this project, notebooks and book alone",
    "papermill-1": "papermill one by one, then jupyter-book",
    "papermill-2": "papermill two at a time, then jupyter-book",
    "nbclient-2": "nbclient two at a time, then jupyter-book",
    "force": "jupyter-book, execution forced",
    "cache": "jupyter-book with its cache of notebooks",
    "book": "jupyter-book, notebooks run before",
    "cells": "bound: the cells in one process",
    "graph": "pytask on the same graph",
    "snakemake": "snakemake on the notebooks and the book",
    "check": "this project, `compendium check`",
    "frictionless": "frictionless, `validate`",
    "python": "bound: Python starts and ends",
}
ROWS = {
    "everything": ("Everything from nothing", "The environment is ready and nothing has been built. The first two ways "
                   "do more than the others: they also settle every notebook under five other choices and at every "
                   "year's end, simulate false alarms and judge the claims. The third does what the peers do."),
    "nothing": ("Nothing changed", "Everything has been built and is built again."),
    "value": ("One value of one series changed", "This project runs the notebooks that read the series, their views "
              "and their past, and writes the pages that changed. papermill runs all. jupyter-book with its cache does "
              "not notice: it looks at the code of notebooks alone. The bound is the cells of the dependants."),
    "text": ("One sentence of one notebook changed", "The bound is the cells of that notebook; the cache of "
             "jupyter-book runs none of them, since no code changed."),
    "check": ("All tables checked", "Both read every raw table. frictionless holds each to its description; "
              "`compendium check` also holds tables against each other, dates against dates and rows against their "
              "sources."),
}
HEAD = """# How fast it is

In short: a build's cost beside that of other tools on the same notebooks, measured in turn on one machine.

`make bench` wrote this page. In each round all ways of a table ran one after another, so that a busy machine slowed
them alike. Read the ratios, and CPU before wall: seconds differ from machine to machine. All ways had one environment,
byte-compiled and without JupyterLab, one BLAS thread a process and the same fonts.
"""


def _median(costs: list[dict[str, float]], what: str) -> float:
    return statistics.median(cost[what] for cost in costs)


def _row(name: str, row: Mapping[str, Any]) -> list[str]:
    title, about = ROWS[name]
    costs = row["costs"]
    first = costs.get("warm-2") or next(iter(costs.values()))
    named = "the third way" if "warm-2" in costs else "the first way"
    made = [f"## {title}", "", about, "", f"| Way | CPU, s | Wall, s | CPU, {named} = 1 | Wall, {named} = 1 |",
            "| --- | --- | --- | --- | --- |"]
    for way, each in costs.items():
        cpu, wall = _median(each, "cpu"), _median(each, "wall")
        made.append(f"| {WAYS[way]} | {cpu:.2f} | {wall:.2f} | {cpu / _median(first, 'cpu'):.1f} | "
                    f"{wall / _median(first, 'wall'):.1f} |")
    times = "once" if row["rounds"] == 1 else f"{row['rounds']} times; the table gives medians"
    made += ["", f"Measured on {row['day']}, each {times}. Machine: {row['machine']}; load over five minutes "
             f"{row['load']} when it began. Python {row['python']}, {row['versions']}. Inputs `{row['inputs']}`.", ""]
    return made


def write(results: Mapping[str, Any], path: Path) -> None:
    """Write the page from results by row."""
    lines = [HEAD]
    for name in ROWS:
        if name in results:
            lines += _row(name, results[name])
    path.write_text("\n".join(lines), "utf-8")

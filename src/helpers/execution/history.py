"""History: how each verdict stood at the end of each year, from what was known by then.

A fact counts from the day it was published, and the same tests and the same rule judge what is left. Some rows
give no day of publication. They are left out, which is the lower bound of what was known; a second verdict counts
them from the first day on which they could be known, the upper bound. A claim has no verdict before the time that
it is about. For each notebook its findings at every day are one file, so that a change re-runs its own only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pandas as pd

from helpers import claims, files
from helpers.data import dates, tables
from helpers.data.tables import items
from helpers.evidence import findings, verdicts, voices
from helpers.evidence.findings import Finding
from helpers.evidence.verdicts import JudgedClaim
from helpers.evidence.voices import Choices
from helpers.execution.manifest import Notebook
from helpers.execution.views import WRITTEN

FIRST_YEAR = 1995
# The last entry of every claim: today, when undated rows too are known.
NOW = "now"
COLUMNS = ["claim_id", "as_of", "testable", "verdict", "confidence", "rows", "verdict_undated", "confidence_undated",
           "undated"]
# What stands for the text of a finding, which no verdict depends on.
UNTOLD = "-"

# Findings by claim at each day: without undated rows, and with them.
Made = Mapping[str, Mapping[bool, Mapping[str, Finding]]]


def days(raw: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return the days looked at: the year ends before the last day a row was known, and the commentary's day.

    Parameters
    ----------
    raw
        The raw tables `facts` and `series`.
    """
    last = max(day for name in ("facts", "series") for day in raw[name]["known_from"])
    ends = [f"{year}-12-31" for year in range(FIRST_YEAR, int(last[:4]) + 1)]
    return sorted({*(day for day in ends if day < last), WRITTEN})


def testable(parts: pd.DataFrame) -> dict[str, str]:
    """Return the first day on which each claim can be tested: when all that it needs, as worded, has begun.

    Parameters
    ----------
    parts
        The raw table `claim_parts`.
    """
    worded = parts[~parts["reading"].str.match("R[23]")]
    core = worded[worded["core"].eq("yes")]
    without = worded[~worded["claim_id"].isin(core["claim_id"])]
    return {str(claim): str(day) for claim, day in pd.concat([core, without]).groupby("claim_id")["about_from"].max()
            .items()}


def _moments(notebook: Notebook, raw: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return from when each row that a notebook reads is known: `known_from`, and `knowable` for undated ones."""
    series, facts, evidence = raw["series"], raw["facts"], raw["evidence"]
    if "facts" not in notebook.tables:
        facts = facts[facts["fact_id"].isin(evidence.loc[evidence["claim_id"].isin(notebook.claims), "fact_id"])]
    published = raw["sources"].set_index("source_id")["published"]
    read = [series[series["series_id"].isin(notebook.series)], facts]
    for name in notebook.tables:
        table = tables.read(name)
        if "source_id" in table:
            read.append(table.assign(known_from=table["source_id"].map(published)))
    return pd.concat([pd.DataFrame({"known_from": rows["known_from"], "knowable": voices.knowable(rows)})
                      for rows in read], ignore_index=True)


def _by(moments: pd.Series, day: str) -> int:
    """Return how many rows were known by a day; what was known never shrinks, so equal numbers are equal rows."""
    return int(voices.known(pd.DataFrame({"known_from": moments}), date.fromisoformat(day)).sum())


def _bare(finding: Finding) -> Finding:
    """Return a finding without its words: what the verdict follows from."""
    tests = tuple(replace(test, test="", claimed="", found="", tried=(), rows=(),
                          readings=tuple(replace(reading, item="", gives="") for reading in test.readings))
                  for test in finding.tests)
    return Finding(finding.claim_id, UNTOLD, UNTOLD, UNTOLD, "", tests)


def write(notebook: Notebook, path: Path) -> None:
    """Write what one notebook finds at each day, with and without undated rows.

    It is settled anew only where something it reads became known since the day before, and where one of its
    claims can be tested.
    """
    raw = {name: tables.read(name) for name in ("facts", "series", "evidence", "sources", "claim_parts")}
    start = min(day for claim, day in testable(raw["claim_parts"]).items() if claim in notebook.claims)
    moments = _moments(notebook, raw)
    made: dict[tuple[int, int], list[dict[str, Any]]] = {}
    told: dict[str, list[list[int]]] = {}
    for day in days(raw):
        if day < start:
            continue
        dated, every = (_by(moments[name], day) for name in ("known_from", "knowable"))
        keys = [(dated, dated), (dated, every)]
        for key, undated in zip(keys, (False, True), strict=True):
            if key not in made:
                found = claims.settle(notebook.name, {"as_of": day}, undated)
                made[key] = [asdict(_bare(finding)) for finding in found]
        told[day] = [list(key) for key in keys]
    places = {key: place for place, key in enumerate(made)}
    kept = {"findings": list(made.values()),
            "days": {day: [places[cast(tuple[int, int], tuple(key))] for key in keys] for day, keys in told.items()}}
    files.write(path, json.dumps(kept, ensure_ascii=False) + "\n")


def read(path: Path) -> Made:
    """Read findings by day, by whether undated rows count, and by claim, as `write` left them."""
    kept = json.loads(path.read_text("utf-8"))
    found = [{row["claim_id"]: findings.from_row(row) for row in rows} for rows in kept["findings"]]
    return {day: {undated: found[place] for undated, place in zip((False, True), places, strict=True)}
            for day, places in kept["days"].items()}


def table(made: Mapping[str, Made], judged: Sequence[JudgedClaim], raw: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the verdict on every claim at every day.

    Parameters
    ----------
    made
        Findings by notebook, as `read` returns them.
    judged
        The claims as they stand now, in the register's order; advice is left out.
    raw
        The raw tables.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, all text; by claim, then by day, `NOW` last. `rows` counts the evidence that counts,
        `undated` the rows left out that could have been known. Verdicts are blank before a claim can be tested.
    """
    start, every = testable(raw["claim_parts"]), days(raw)
    # The rule asks the series only for their sources.
    slim = {**raw, "series": raw["series"][["series_id", "source_id"]].drop_duplicates()}
    joined = voices.evidence(raw)
    rows = [row for claim in judged if claim.settled
            for row in _of_claim(claim, made, every, start[claim.claim_id], slim,
                                 joined[joined["claim_id"].eq(claim.claim_id)])]
    return pd.DataFrame(rows, columns=COLUMNS)


def _of_claim(claim: JudgedClaim, made: Mapping[str, Made], every: Sequence[str], start: str,
              raw: Mapping[str, pd.DataFrame], rows: pd.DataFrame) -> list[list[str]]:
    """Return a claim's rows of the table; a verdict is carried over where nothing that it follows from changed."""
    told: list[list[str]] = []
    before: dict[bool, tuple[Any, str, str]] = {}
    counted: dict[bool, int] = {}
    for day in every:
        if day < start:
            told.append([claim.claim_id, day, "no", "", "", "", "", "", ""])
            continue
        for undated in (False, True):
            choices = Choices(as_of=date.fromisoformat(day), undated=undated)
            found = {name: by_day[day][undated][claim.claim_id] for name, by_day in made.items()
                     if day in by_day and claim.claim_id in by_day[day][undated]}
            counted[undated] = len(voices.counted(rows, choices))
            if undated and not counted[True] - counted[False] and found == before[False][0][1]:
                before[True] = before[False]
            elif before.get(undated, ((None,),))[0] != (counted[undated], found):
                now = verdicts.judge_claim(claim.row, found, claim.settled_by, raw, rows, choices)
                before[undated] = ((counted[undated], found), str(now.verdict), now.confidence)
        told.append([claim.claim_id, day, "yes", *before[False][1:], str(counted[False]), *before[True][1:],
                     str(counted[True] - counted[False])])
    now = [str(claim.verdict), claim.confidence]
    return [*told, [claim.claim_id, NOW, "yes", *now, str(len(voices.counted(rows, Choices()))), *now, "0"]]


def series_of(history: pd.DataFrame, undated: bool) -> pd.DataFrame:
    """Return the verdicts of the table under one way to treat undated rows: verdict and confidence by claim, day."""
    ending = "_undated" if undated else ""
    return history[["claim_id", "as_of", "testable", f"verdict{ending}", f"confidence{ending}"]].set_axis(
        ["claim_id", "as_of", "testable", "verdict", "confidence"], axis=1)

"""History: how each verdict stood at the end of each year, from what was known by then.

A fact counts from the day it was published, and the same tests and the same rule judge what is left. Some rows
give no day of publication. They are left out, which is the lower bound of what was known; a second verdict counts
them from the first day on which they could be known, the upper bound. A claim has no verdict before the time that
it is about. For each notebook its findings at every day are one file, so that a change re-runs its own only.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import claims, files
from helpers.data import tables, vintages
from helpers.evidence import findings, verdicts, voices
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.verdicts import JudgedClaim
from helpers.evidence.voices import Choices
from helpers.execution import inputs
from helpers.execution.manifest import Notebook
from helpers.execution.moments import Moments, State
from helpers.execution.views import WRITTEN

FIRST_YEAR = 1995
# The last entry of every claim: today, when undated rows too are known.
NOW = "now"
COLUMNS = ["claim_id", "as_of", "testable", "verdict", "confidence", "rows", "undated", "verdict_undated",
           "confidence_undated"]
# What stands for the text of a finding, which no verdict depends on.
UNTOLD = "-"

# Findings by claim at each day: without undated rows, and with them.
Made = Mapping[str, Mapping[bool, Mapping[str, Finding]]]


def days(raw: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return the days looked at: the year ends before the last day a row was known, and the commentary's day.

    Parameters
    ----------
    raw
        The raw tables `facts` and `series`, with all vintages.
    """
    last = max(day for table in (raw["facts"], vintages.every(raw)) for day in table["known_from"])
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
    begins = pd.concat([core, without]).groupby("claim_id")["about_from"].max()
    return {str(claim): str(day) for claim, day in begins.items()}


@contextmanager
def few_objects() -> Iterator[None]:
    """Keep the collector of garbage off all objects made so far: a library calls it at every correction of p values."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _bare(finding: Finding) -> Finding:
    """Return a finding without its words: what the verdict follows from."""
    tests = tuple(PartTest(test.part_id, test.outcome, "", "", "", series=test.series,
                           readings=tuple(replace(reading, item="", gives="") for reading in test.readings))
                  for test in finding.tests)
    return Finding(finding.claim_id, UNTOLD, UNTOLD, UNTOLD, "", tests)


def write(notebook: Notebook, path: Path) -> None:
    """Write what one notebook finds at each day, with and without undated rows.

    It is settled from the first day on which one of its claims can be tested, and anew only where something that
    the last runs asked for became known since.
    """
    from helpers.study import Study  # brings matplotlib

    raw = {name: tables.read(name) for name in {*inputs.JUDGED_BY, *notebook.tables}}
    start = min(day for claim, day in testable(raw["claim_parts"]).items() if claim in notebook.claims)
    moments = Moments(notebook, raw)
    made: list[list[dict[str, Any]]] = []
    kept: dict[str, list[int]] = {}
    runs: list[State] = []
    for day in (day for day in days(raw) if day >= start):
        for undated in (False, True):
            # The last run, or the one before it, may be the one with the same rows.
            same = next((place for place in range(len(runs) - 1, max(len(runs) - 3, -1), -1)
                         if runs[place] == moments.state(runs[place], date.fromisoformat(day), undated)), None)
            if same is None:
                study = Study(notebook.name, as_of=day)
                study.choices = replace(study.choices, undated=undated)
                with few_objects():
                    made.append([asdict(_bare(finding)) for finding in claims.of(study)])
                runs.append(moments.state(study.asked, date.fromisoformat(day), undated))
                same = len(runs) - 1
            kept.setdefault(day, []).append(same)
    files.write(path, json.dumps({"findings": made, "days": kept}, ensure_ascii=False) + "\n")


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
        The raw tables from which every verdict follows.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, all text; by claim, then by day, `NOW` last. `rows` is the number of rows of evidence
        that count, `undated` that of the rows left out which could have been known by then. A claim that cannot be
        tested yet has no verdict.
    """
    start, every = testable(raw["claim_parts"]), days(raw)
    slim = {day: _slim(raw, date.fromisoformat(day)) for day in every}
    joined = voices.evidence(raw)
    rows = [row for claim in judged if claim.settled
            for row in _of_claim(claim, made, [day for day in every if day >= start[claim.claim_id]],
                                 [day for day in every if day < start[claim.claim_id]], slim,
                                 joined[joined["claim_id"].eq(claim.claim_id)])]
    return pd.DataFrame(rows, columns=COLUMNS)


def _slim(raw: Mapping[str, pd.DataFrame], day: date) -> dict[str, pd.DataFrame]:
    """Return the raw tables as of a day; of the series their sources alone, since the rule asks for no more."""
    counting = vintages.under(raw, as_of=day)
    return {**counting, "series": counting["series"][["series_id", "source_id"]].drop_duplicates()}


def _of_claim(claim: JudgedClaim, made: Mapping[str, Made], after: Sequence[str], before: Sequence[str],
              raw: Mapping[str, Mapping[str, pd.DataFrame]], rows: pd.DataFrame) -> list[list[str]]:
    """Return a claim's rows of the table; a verdict is carried over where nothing that it follows from changed."""
    told = [[claim.claim_id, day, "no", *[""] * 6] for day in before]
    seen: list[tuple[Any, list[str]]] = []
    for day in after:
        counts, stood = [], []
        for undated in (False, True):
            choices = Choices(as_of=date.fromisoformat(day), undated=undated)
            found = {name: by_day[day][undated][claim.claim_id] for name, by_day in made.items()
                     if claim.claim_id in by_day.get(day, {}).get(undated, {})}
            counted = voices.counted(rows, choices)
            fetched = len(vintages.chosen(raw[day]["vintages"], as_of=choices.as_of))
            basis = (counted["fact_id"].tolist(), found, fetched)
            verdict = next((verdict for known, verdict in reversed(seen) if known == basis), None)
            if verdict is None:
                judged = verdicts.judge_claim(claim.row, found, claim.settled_by, raw[day], rows, choices)
                verdict = [str(judged.verdict), judged.confidence]
                seen.append((basis, verdict))
            counts.append(len(counted))
            stood.append(verdict)
        told.append([claim.claim_id, day, "yes", *stood[0], str(counts[0]), str(counts[1] - counts[0]), *stood[1]])
    now = [str(claim.verdict), claim.confidence]
    return [*told, [claim.claim_id, NOW, "yes", *now, str(len(voices.counted(rows, Choices()))), "0", *now]]

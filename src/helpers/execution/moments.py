"""Moments: when the rows that a notebook reads became known, so that nothing is settled twice on the same rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from helpers.data import dates, vintages
from helpers.evidence import voices
from helpers.execution.manifest import Notebook

# What a study was asked for, as `Study.asked` keeps it: kind and name.
Asked = tuple[str, str]
# How many rows of each thing were known, dated ones and undated ones.
State = Mapping[Asked, tuple[int, int]]


class Moments:
    """The days from which the rows were known that a notebook may ask for.

    Parameters
    ----------
    notebook
        The notebook.
    raw
        The raw tables that it and the verdicts read, with all vintages.
    """

    def __init__(self, notebook: Notebook, raw: Mapping[str, pd.DataFrame]) -> None:
        facts, evidence, series = raw["facts"], raw["evidence"], vintages.every(raw)
        published = raw["sources"].set_index("source_id")["published"]
        self._days: dict[Asked, tuple[list[date], list[date]]] = {("table", "facts"): _days(facts)}
        for name, rows in series[series["series_id"].isin(notebook.series)].groupby("series_id"):
            self._days["series", str(name)] = _days(rows)
        # A vintage changes what a series says on the day it was fetched, even where it brings no new period.
        for name, rows in raw["vintages"].groupby("series_id"):
            self._days["vintage", str(name)] = _days(rows.assign(known_from=rows["vintage"]))
        for claim in notebook.claims:
            mine = evidence.loc[evidence["claim_id"].eq(claim), "fact_id"]
            self._days["claim", claim] = _days(facts[facts["fact_id"].isin(mine)])
        for name in notebook.tables:
            if "source_id" in raw[name]:
                self._days["table", name] = _days(raw[name].assign(known_from=raw[name]["source_id"].map(published)))
        bearing = facts["fact_id"].isin(evidence.loc[evidence["claim_id"].isin(notebook.claims), "fact_id"])
        for name, rows in facts[bearing].groupby("fact_id"):
            self._days["fact", str(name)] = _days(rows)

    def state(self, asked: Iterable[Asked], day: date, undated: bool) -> State:
        """Return how many rows of each thing asked for were known by a day.

        What was known never shrinks, so equal numbers are the same rows. Tables that no day cuts are left out.

        Parameters
        ----------
        undated
            Whether undated rows count as soon as they could be known.
        """
        things = {*asked, *(("vintage", name) for kind, name in asked if kind == "series")}
        return {thing: (bisect_right(self._days[thing][0], day), bisect_right(self._days[thing][1], day) * undated)
                for thing in things if thing in self._days}


def _days(rows: pd.DataFrame) -> tuple[list[date], list[date]]:
    """Return, each in order, the days of dated rows and those from which undated rows could be known."""
    dated = rows["known_from"].ne("")
    pair = rows.loc[dated, "known_from"], voices.knowable(rows[~dated])
    first, second = (sorted(dates.last_day(text) for text in column if text) for column in pair)
    return first, second

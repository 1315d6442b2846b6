"""Dated accounts as rows for a figure: what each says of when, one line for each date and speaker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.data import dates
from helpers.evidence import accounts

COLUMNS = ["lane", "label", "first", "last", "who", "facts"]


def rows(table: pd.DataFrame, lanes: Mapping[str, str], *, items: Sequence[str] | None = None,
         names: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return the dated accounts of some parts, those that give the same date for the same thing as one row.

    Parameters
    ----------
    table
        Accounts, as `evidence.accounts.joined` returns them.
    lanes
        The lane's name by part, in the order wanted.
    items
        Items shown; all unless told.
    names
        What a line is called, by fact; the item, or who acts where there is none, unless told.

    Returns
    -------
    DataFrame
        Columns lane, label, first, last (days as datetime64), who (speaker, as in `asserted_by`), facts (their
        ids, joined by "; "); by lane and day.
    """
    made = []
    for part, lane in lanes.items():
        for row in accounts.of_part(table, part, items):
            if not row["first"]:
                continue
            first, last = accounts.span(row)
            label = (names or {}).get(str(row["fact_id"])) or str(row["item"] or row["actor"] or row["asserted_by"])
            made.append({"lane": lane, "label": label, "first": pd.Timestamp(first), "last": pd.Timestamp(last),
                         "who": str(row["asserted_by"]), "facts": str(row["fact_id"])})
    found = pd.DataFrame(made, columns=COLUMNS)
    keys = COLUMNS[:-1]
    found = found.groupby(keys, sort=False, as_index=False)["facts"].agg("; ".join) if made else found
    order = {lane: place for place, lane in enumerate(dict.fromkeys(lanes.values()))}
    return found.sort_values(["lane", "first", "last", "label", "who"], ignore_index=True,
                             key=lambda cells: cells.map(order) if cells.name == "lane" else cells)


def span(first: str, last: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return a span of partial dates as days."""
    return pd.Timestamp(dates.span(first)[0]), pd.Timestamp(dates.span(last)[1])

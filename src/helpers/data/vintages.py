"""Vintages: which values of a series count, of those gathered first and those fetched since.

What `series.csv` holds is the first vintage of every series. A later one is named by the day on which it was fetched.
It stands in the place of the values before it, or beside them as one more edition (a publisher's count beside what
officials stated). Of each kind the newest counts, unless a reader asks for an earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from helpers import paths
from helpers.data import tables

NEWEST, FIRST = "newest", "first"
INSTEAD = "instead"
KEY = ["series_id", "vintage", "source_id"]
# Tables that a choice of vintage changes.
TOUCHED = ("series", "series_meta")
NEEDED = ("vintages", "vintage_values")


def chosen(vintages: pd.DataFrame, wanted: str = NEWEST, as_of: date | None = None) -> pd.DataFrame:
    """Return the vintages that count: of each series the newest of each publisher, and one alone that stands instead.

    Parameters
    ----------
    vintages
        The raw table.
    wanted
        `newest`, `first` (none of them), or a day YYYY-MM-DD: as the series stood that day.
    as_of
        What was fetched later could not be known: it does not count.

    Returns
    -------
    DataFrame
        Rows of `vintages`, sorted by series.
    """
    limits = [limit for limit in ("" if wanted == NEWEST else wanted, as_of.isoformat() if as_of else "") if limit]
    if wanted == FIRST or vintages.empty:
        return vintages.iloc[:0]
    rows = vintages[vintages["vintage"].le(min(limits))] if limits else vintages
    rows = rows.sort_values(KEY)
    publisher = pd.Series([source.removesuffix(f"-{day}") for source, day in
                           zip(rows["source_id"], rows["vintage"], strict=True)], index=rows.index, dtype="str")
    instead = rows["stands"].eq(INSTEAD)
    # One that stands instead displaces every earlier one that did, whoever published it.
    group = rows["series_id"] + "\x1f" + publisher.where(~instead, "")
    return rows[~group.duplicated(keep="last")]


def series(frames: Mapping[str, pd.DataFrame], wanted: str = NEWEST, as_of: date | None = None) -> pd.DataFrame:
    """Return the values that count under a choice of vintage, in the columns of `series`.

    Parameters
    ----------
    frames
        The raw tables `series`, `vintages` and `vintage_values`.
    """
    counting = chosen(frames["vintages"], wanted, as_of)
    if counting.empty:
        return frames["series"]
    base = frames["series"]
    replaced = set(counting.loc[counting["stands"].eq(INSTEAD), "series_id"])
    keys = set(counting[KEY].itertuples(index=False, name=None))
    values = frames["vintage_values"]
    mine = [key in keys for key in values[KEY].itertuples(index=False, name=None)]
    # Labels of both would clash; who needs lines reads the tables themselves.
    return pd.concat([base[~base["series_id"].isin(replaced)], values.loc[mine, base.columns]], ignore_index=True)


def meta(frames: Mapping[str, pd.DataFrame], wanted: str = NEWEST, as_of: date | None = None) -> pd.DataFrame:
    """Return `series_meta` with the source and the vintage of what stands instead of the first values."""
    counting = chosen(frames["vintages"], wanted, as_of)
    counting = counting[counting["stands"].eq(INSTEAD)].set_index("series_id")
    table = frames["series_meta"]
    if counting.empty:
        return table
    named = counting["vintage"] + counting["upstream_version"].map(lambda version: f", {version}" if version else "")
    return table.assign(source_id=table["series_id"].map(counting["source_id"]).fillna(table["source_id"]),
                        vintage=("fetched " + table["series_id"].map(named)).fillna(table["vintage"]))


def under(frames: Mapping[str, pd.DataFrame], wanted: str = NEWEST, as_of: date | None = None) -> dict[
        str, pd.DataFrame]:
    """Return raw tables with those that a choice of vintage changes; as they are where no vintages are among them."""
    if not set(NEEDED) <= frames.keys() or frames["vintages"].empty:
        return dict(frames)
    made = {"series": series, "series_meta": meta}
    return {name: made[name](frames, wanted, as_of) if name in TOUCHED else table for name, table in frames.items()}


def every(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the values of all vintages, the first among them, in the columns of `series`."""
    if frames["vintage_values"].empty:
        return frames["series"]
    base = frames["series"]
    return pd.concat([base, frames["vintage_values"][base.columns]], ignore_index=True)


def read(names: tuple[str, ...], wanted: str = NEWEST, as_of: date | None = None) -> dict[str, pd.DataFrame]:
    """Return raw tables by name under a choice of vintage, typed."""
    found = under({name: tables.read(name) for name in {*names, *NEEDED}}, wanted, as_of)
    return {name: found[name] for name in names}


def local() -> dict[str, str]:
    """Return the series of which `data/local` holds values, by the source of each vintage."""
    file = tables.beside("vintages")
    rows = tables.read_text(file) if file else pd.DataFrame(columns=KEY)
    return dict(zip(rows["source_id"] + "/" + rows["series_id"], rows["series_id"], strict=True))


def is_local(series_id: str, sources: set[str]) -> bool:
    """Tell whether values of a series from one of some sources are held locally only."""
    return any(f"{source}/{series_id}" in local() for source in sources)


def mark(wanted: str = NEWEST) -> str:
    """Return what a build with values of `data/local` says of itself, else ""."""
    held = sorted(set(local().values()))
    if not held or wanted == FIRST:
        return ""
    return (f"This build is local. It holds values of {len(held)} series ({', '.join(held)}) whose terms forbid "
            f"passing them on, from {paths.relative(paths.LOCAL)}. Do not publish it.")

"""Russia's share in Belarusian goods trade: every competing value, and one series picked from them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from helpers.errors import CompendiumError

PRINTED, STATED = "printed by an edition", "stated"
LEVELS, MIRROR = "computed from levels", "computed from mirror levels"
# An intelligence service at war with Russia's ally: shown beside the others, never picked.
ADVERSARIAL = "named by Ukrainian intelligence"
COLUMNS = ["flow", "year", "share", "kind", "source_id", "edition", "known_from", "note", "derived"]
FLOWS = ("exports", "imports", "turnover")

# Which kind of value is taken first where a year has several. Counts by the other side come last
# everywhere: they rest on another customs service, other prices (CIF against FOB) and another coverage.
ORDERS: dict[str, tuple[str, ...]] = {
    "editions first": (PRINTED, STATED, LEVELS, MIRROR),
    "stated first": (STATED, PRINTED, LEVELS, MIRROR),
    "levels first": (LEVELS, STATED, PRINTED, MIRROR),
}

# Goods only: the series goods_services_* counts something else and stays out.
_SHARES = {
    "factbook_russia_share_exports": ("exports", PRINTED),
    "factbook_russia_share_imports": ("imports", PRINTED),
    "russia_share_exports_stated": ("exports", STATED),
    "russia_share_imports_stated": ("imports", STATED),
    "russia_share_turnover_stated": ("turnover", STATED),
    "gaps_russia_share_exports_adversarial": ("exports", ADVERSARIAL),
}
_LEVELS = {
    "goods_exports_to_russia_usd": "exports",
    "goods_imports_from_russia_usd": "imports",
    "goods_turnover_with_russia_usd": "turnover",
}
_TOTALS = {"exports": ["merch_exports_usd"], "imports": ["merch_imports_usd"],
           "turnover": ["merch_exports_usd", "merch_imports_usd"]}
_MIRRORS = ("Russian mirror", "Russian count")
# Trade Data Monitor counts 28.3 bn USD of exports for 2021 where the denominator has 39.8 bn: its
# level over that denominator would be a share of something else (gaps/economy.md).
OTHER_TOTALS = ("Trade Data Monitor",)


def _later(*days: str) -> str:
    """Return the day by which all were known: the last one, blank when any is unknown."""
    return max(days) if all(days) else ""


def _with_imports(levels: pd.DataFrame) -> pd.DataFrame:
    """Add imports as turnover less exports where one source states these two and not the third."""
    added = []
    for _, rows in levels.groupby(["source_id", "edition", "period"], sort=False):
        by = {row["flow"]: row for row in rows.to_dict("records")}
        if "imports" not in by and {"exports", "turnover"} <= set(by):
            known = _later(by["turnover"]["known_from"], by["exports"]["known_from"])
            added.append({**by["turnover"], "flow": "imports", "known_from": known, "note": "",
                          "value": by["turnover"]["value"] - by["exports"]["value"],
                          "level": "goods_turnover_with_russia_usd less goods_exports_to_russia_usd"})
    return pd.concat([levels, pd.DataFrame(added, columns=levels.columns)]) if added else levels


def _computed(series: pd.DataFrame, other_totals: Collection[str]) -> list[dict[str, object]]:
    """Return the shares that follow from levels: level over the total of the same year, in percent."""
    mine = series[series["series_id"].isin(list(_LEVELS)) & ~series["edition"].isin(list(other_totals))]
    levels = _with_imports(mine.assign(flow=mine["series_id"].map(_LEVELS), level=mine["series_id"]))
    # By rising day, so that the latest vintage of a total stays, should a refresh put one beside another.
    world = series[series["partner"].eq("WLD")].sort_values("known_from", kind="stable")
    columns = (world[name].tolist() for name in ("series_id", "period", "value", "source_id", "known_from"))
    totals = {(name, period): rest for name, period, *rest in zip(*columns, strict=True)}
    rows: list[dict[str, object]] = []
    for row in levels.to_dict("records"):
        names = _TOTALS[row["flow"]]
        below = [totals[name, row["period"]] for name in names if (name, row["period"]) in totals]
        if len(below) < len(names):
            continue
        rows.append({
            "flow": row["flow"], "year": int(row["period"]),
            "share": 100 * float(row["value"]) / sum(float(value) for value, _, _ in below),
            "kind": MIRROR if row["edition"] in _MIRRORS else LEVELS,
            "source_id": ";".join([row["source_id"], *(source for _, source, _ in below)]),
            "edition": row["edition"],
            "known_from": _later(row["known_from"], *(known for _, _, known in below)),
            "note": "; ".join(filter(None, [f"{row['level']} over {' + '.join(names)}", row["note"]])),
            "derived": True,
        })
    return rows


def table(series: pd.DataFrame, entity: str = "BLR",
          other_totals: Collection[str] = OTHER_TOTALS) -> pd.DataFrame:
    """Return every value of Russia's share in goods trade, side by side.

    A computed share is the level named by a source over merchandise exports, imports or their sum in the
    same year (World Development Indicators). Where one source gives turnover and exports only, imports
    are the difference. Levels of the Russian customs ("Russian mirror", "Russian count") are kept apart
    as mirror levels.

    Parameters
    ----------
    series
        The table `series`, or the part of it that was known on a day.
    entity
        Whose trade, ISO 3166-1 alpha-3. Levels exist for BLR only; editions for its comparators too.
    other_totals
        Editions whose levels belong to another total than the denominator; left out.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`: flow (exports, imports, turnover), year, share (percent), kind, source_id
        (`;`-separated), edition, known_from (the later of numerator and denominator; blank when either
        is unknown), note, derived (computed here); sorted by flow, year, kind, source and edition.
    """
    mine = series[series["entity"].eq(entity)]
    mine = mine[mine["period"].str.fullmatch(r"\d{4}")]
    rows = _computed(mine, other_totals)
    for row in mine[mine["series_id"].isin(list(_SHARES))].to_dict("records"):
        flow, kind = _SHARES[row["series_id"]]
        rows.append({"flow": flow, "year": int(row["period"]), "share": float(row["value"]), "kind": kind,
                     "source_id": row["source_id"], "edition": row["edition"],
                     "known_from": row["known_from"], "note": row["note"], "derived": False})
    keys = ["flow", "year", "kind", "source_id", "edition", "note"]
    types = {**dict.fromkeys(COLUMNS, "str"), "year": "int64", "share": "float64", "derived": "bool"}
    found = pd.DataFrame(rows, columns=COLUMNS).astype(types)
    return found.sort_values(keys, ignore_index=True)


def spread(shares: pd.DataFrame, at_least: int = 2) -> pd.DataFrame:
    """Return how far the values of the same flow and year lie apart.

    Parameters
    ----------
    shares
        As returned by `table`.
    at_least
        Flow-years with fewer values are left out.

    Returns
    -------
    DataFrame
        Columns flow, year, values (their number), low, high (percent), spread (percentage points),
        low_kind, high_kind; widest first within the whole table.
    """
    ordered = shares.sort_values(["flow", "year", "share", "kind"])
    groups = ordered.groupby(["flow", "year"], as_index=False)
    found = groups.agg(values=("share", "size"), low=("share", "first"), high=("share", "last"),
                       low_kind=("kind", "first"), high_kind=("kind", "last"))
    found.insert(5, "spread", found["high"] - found["low"])
    return found[found["values"] >= at_least].sort_values(
        ["spread", "flow", "year"], ascending=[False, True, True], ignore_index=True)


def pick(shares: pd.DataFrame, order: str | Sequence[str] = "editions first",
         mirror: bool = True) -> pd.DataFrame:
    """Return one value for each flow and year.

    The first kind in `order` that has a value for the year wins; of several of one kind, the one known
    last (a later vintage), an unknown day counting as earliest, then the last by edition and source.

    Parameters
    ----------
    shares
        As returned by `table`.
    order
        A name in `ORDERS`, or the kinds themselves, most preferred first; kinds not named are left out.
    mirror
        Whether counts of the Russian customs may stand in where nothing better exists.

    Returns
    -------
    DataFrame
        The rows chosen, columns as in `table`, sorted by flow and year.

    Raises
    ------
    CompendiumError
        For an order or a kind that does not exist.
    """
    kinds = ORDERS.get(order) if isinstance(order, str) else tuple(order)
    unknown = sorted(set(kinds or ()) - {PRINTED, STATED, LEVELS, MIRROR})
    if not kinds or unknown:
        raise CompendiumError(f"found the order {unknown or order!r}, expected one of {sorted(ORDERS)} or a "
                              f"list of {[PRINTED, STATED, LEVELS, MIRROR]}, do: name one of these")
    rank = {kind: place for place, kind in enumerate(kinds) if mirror or kind != MIRROR}
    allowed = shares[shares["kind"].isin(list(rank))]
    ranked = allowed.assign(_rank=-allowed["kind"].map(rank).astype("int64"))
    ranked = ranked.sort_values(["flow", "year", "_rank", "known_from", "edition", "source_id"])
    chosen = ranked.groupby(["flow", "year"], sort=True).tail(1)
    return chosen[COLUMNS].reset_index(drop=True)

"""What two coders judged of the programmes: it decides only where both have judged and come to the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.analysis import scores
from helpers.data.vocabulary import CODERS, CRITERIA
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import THRESHOLDS, Outcome

# The roadmaps that the commentary ranks highest, and the sector of our table that stands for each.
ROADMAPS = {
    "ES-11a": ("customs control", "tax & customs"),
    "ES-11b": ("taxation", "tax & customs"),
    "ES-11c": ("macroeconomic management", "macroeconomic & monetary"),
    "ES-11d": ("banking", "finance & payments"),
    "ES-11e": ("transport", "transport"),
}
FIELDS = {
    "IMP-02a": "customs control",
    "IMP-02b": "taxation",
    "IMP-02c": "macroeconomic governance",
    "IMP-02d": "banking",
    "IMP-02e": "transport control",
}
SECTORS_MEANT = tuple(dict.fromkeys(sector for _, sector in ROADMAPS.values()))
ILLUSTRATIVE = "one coder so far, so it illustrates and settles nothing"


def both(outcomes: Mapping[str, Outcome]) -> Outcome:
    """Return what two coders' results come to: decided where they agree, disputed where they are opposed.

    Without the second coder nothing is decided.
    """
    if set(outcomes) != set(CODERS):
        return Outcome.OPEN
    found = set(outcomes.values())
    if len(found) == 1:
        return found.pop()
    return Outcome.CONTESTED if {Outcome.HOLDS, Outcome.BROKEN} <= found else Outcome.OPEN


def by_both(said: Mapping[str, str]) -> str:
    """Return what each coder came to: once where both say the same."""
    if set(said) == set(CODERS) and len(set(said.values())) == 1:
        return f"{next(iter(said.values()))}, by both coders"
    return "; ".join(f"coder {coder}: {text}" for coder, text in sorted(said.items()))


def _bounded(low: float, high: float, need: float) -> Outcome:
    return Outcome.HOLDS if low >= need else Outcome.BROKEN if high < need else Outcome.OPEN


def _joined(
    part_id: str, asked: str, claimed: str, by_coder: Mapping[str, tuple[float, float]], need: float, unit: str, n: int
) -> PartTest:
    """Return the test of a share that each coder's judgement bounds."""
    outcome = both({coder: _bounded(low, high, need) for coder, (low, high) in by_coder.items()})
    told = by_both({coder: f"{100 * low:.0f} to {100 * high:.0f} percent" if low < high else f"{100 * low:.0f} percent"
                    for coder, (low, high) in by_coder.items()})
    if set(by_coder) != set(CODERS):
        told = f"{told or 'nobody judged it'} ({ILLUSTRATIVE})"
    lows, highs = zip(*by_coder.values(), strict=True) if by_coder else ((0.0,), (1.0,))
    return PartTest(part_id, outcome, asked, claimed, told, unit, 100 * min(lows), 100 * min(lows), 100 * max(highs), n)


def covered(part_id: str, areas: pd.DataFrame, need: float, claimed: str) -> PartTest:
    """Test the share of strategic areas that a programme reaches, unknown ones bounded both ways.

    Parameters
    ----------
    areas
        The raw table `areas`.
    need
        Share that must be reached.
    """
    by_coder = {}
    for coder, mine in areas.groupby("coder"):
        count = mine["reached"].value_counts()
        by_coder[str(coder)] = (count.get("yes", 0) / len(mine), 1 - count.get("no", 0) / len(mine))
    number = areas["area"].nunique()
    asked = (
        f"Of {number} strategic areas written down beforehand, {100 * need:.0f} percent must be reached by both "
        "coders' judgement; unknown ones are tried as outside and as inside."
    )
    return _joined(part_id, asked, claimed, by_coder, need, "percent of areas", number)


def held(sortings: pd.DataFrame, area: str) -> dict[str, Outcome]:
    """Return whether a field has a programme of its own: known where both coders sort one into it narrowly."""
    narrow = sortings[sortings["sorting"].eq("narrow") & sortings["area"].eq(area)]
    return {area: Outcome.HOLDS} if set(narrow["coder"]) == set(CODERS) else {}


def share(part_id: str, sortings: pd.DataFrame, need: float, claimed: str) -> PartTest:
    """Test the share of the programmes in the five fields, from the narrow sorting to the wide one.

    Parameters
    ----------
    sortings
        The raw table `sortings`. Unknown programmes count as outside in the narrow sorting and inside in the wide.
    """
    by_coder = {}
    for coder, mine in sortings.groupby("coder"):
        inside = {
            name: rows["area"].isin(list(FIELDS.values())) | (rows["area"].eq("unknown") & (name == "wide"))
            for name, rows in mine.groupby("sorting")
        }
        by_coder[str(coder)] = (float(inside["narrow"].mean()), float(inside["wide"].mean()))
    number = sortings["programme_id"].nunique()
    asked = (
        f"More than {100 * need:.0f} percent of the {number} programmes must fall into the five fields in the narrow "
        "and in the wide sorting, by both coders."
    )
    return _joined(part_id, asked, claimed, by_coder, need, "percent of programmes", number)


def shares(table: pd.DataFrame, programmes: pd.DataFrame, draws: int = scores.DRAWS) -> pd.DataFrame:
    """Return how often each sector is among the first, as many as the commentary's roadmaps stand for.

    Parameters
    ----------
    table
        The raw table `scores`.
    """
    named = programmes[programmes["sector"].ne("")]
    sectors: dict[str, Sequence[str]] = {
        str(name): list(rows["programme_id"]) for name, rows in named.groupby("sector")
    }
    return scores.ranks(table, sectors, CRITERIA, len(SECTORS_MEANT), draws)


def _of(found: pd.DataFrame, sector: str) -> dict[str, tuple[float, float]]:
    mine = found[found["sector"].eq(sector)]
    return {
        str(coder): (float(rows["share"].min()), float(rows["share"].max())) for coder, rows in mine.groupby("coder")
    }


def ranked(part_id: str, found: pd.DataFrame, sector: str, claimed: str) -> PartTest:
    """Test whether a sector is among the first under most weights, by both coders and both bounds.

    Parameters
    ----------
    found
        As `shares` returns it.
    """
    asked = (
        f"Scored on {len(CRITERIA)} criteria with random weights, the sector is among the first "
        f"{len(SECTORS_MEANT)} in {100 * THRESHOLDS.grid_share:.0f} percent of the draws, whatever the unknown scores "
        "are."
    )
    return _joined(
        part_id,
        asked,
        claimed,
        _of(found, sector),
        THRESHOLDS.grid_share,
        "percent of draws",
        found["sector"].nunique(),
    )


def none_above(part_id: str, found: pd.DataFrame, claimed: str) -> PartTest:
    """Test whether no other sector is among the first under most weights (ES-11f)."""
    others = sorted(set(found["sector"]) - set(SECTORS_MEANT))
    outcomes, told = {}, {}
    for coder, mine in found[found["sector"].isin(others)].groupby("coder"):
        by = mine.groupby("sector")["share"].agg(["min", "max"])
        sure = by[by["min"] >= THRESHOLDS.grid_share]
        never = bool((by["max"] < 1 - THRESHOLDS.grid_share).all())
        outcomes[str(coder)] = Outcome.BROKEN if len(sure) else Outcome.HOLDS if never else Outcome.OPEN
        told[str(coder)] = f"{', '.join(sure.index) or 'no other sector'} among the first for sure"
    asked = (
        f"It breaks where a sector outside the five is among the first {len(SECTORS_MEANT)} in "
        f"{100 * THRESHOLDS.grid_share:.0f} percent of the draws whatever the unknown scores are, for both coders."
    )
    text = by_both(told) or "nobody judged it"
    if set(outcomes) != set(CODERS):
        text = f"{text} ({ILLUSTRATIVE})"
    return PartTest(part_id, both(outcomes), asked, claimed, text, n=found["sector"].nunique())


def who(table: pd.DataFrame) -> str:
    """Return by how many coders something was judged, as a phrase."""
    number = table["coder"].nunique()
    return "Judged by two coders apart" if number == len(CODERS) else f"Judged by one coder so far ({ILLUSTRATIVE})"


def agreements(areas: pd.DataFrame, sortings: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Return how the two coders agree, by what they judged.

    Returns
    -------
    DataFrame
        Columns judged, things, equal (share), kappa.
    """
    rows = []

    def add(name: str, frame: pd.DataFrame, keys: list[str], column: str) -> None:
        by = frame.pivot(index=keys, columns="coder", values=column).reindex(columns=list(CODERS))
        equal, kappa, n = scores.agreement(by[CODERS[0]], by[CODERS[1]])
        rows.append((name, n, equal, kappa))

    add("areas reached", areas, ["area"], "reached")
    for sorting, mine in sortings.groupby("sorting", sort=False):
        add(f"{sorting} sorting", mine, ["programme_id"], "area")
    for criterion, mine in table.groupby("criterion", sort=False):
        add(f"score on {criterion}", mine, ["programme_id"], "value")
    return pd.DataFrame(rows, columns=["judged", "things", "equal", "kappa"])

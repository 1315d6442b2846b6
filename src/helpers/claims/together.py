"""Whether integration, dependence and loss of sovereignty move together over the years (ES-01d)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from helpers.analysis import comovement
from helpers.analysis.comovement import Together
from helpers.claims import acts, change, measures, trade
from helpers.claims.change import Measure
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

# A correlation that reaches this is more than a low one.
LOW = 0.5
INTEGRATION = ("stock", "flow")
DEPENDENCE = ("exports", "imports")
SOVEREIGNTY = ("domestic", "foreign", "votes")
# Years over which the flow of acts is counted together: single years hold none or one.
FLOW_YEARS = 5
NAMES = {"stock": "acts added up", "flow": "acts of five years", "exports": "export share", "imports": "import share",
         "turnover": "turnover share", "debt": "debt share", "gas": "gas discount", "votes": "votes as Russia's",
         "gap": "closeness in votes", "domestic": "autonomy lost at home", "foreign": "autonomy lost abroad"}
SERIES = {"exports": trade.SERIES["exports"], "imports": trade.SERIES["imports"], "domestic": ("vdem12_domaut",),
          "foreign": ("vdem12_inlaut",), "votes": ("un_agree_rus_bsv",)}


def stock(found: pd.DataFrame, listed: pd.DataFrame, start: int) -> pd.DataFrame:
    """Return acts added up since the first one, and acts of the last five years, by year."""
    if listed.empty:
        return pd.DataFrame({"stock": pd.Series(dtype=float), "flow": pd.Series(dtype=float)})
    counts = acts.by_year(found, start, listed["day"].max().year).astype(float)
    return pd.DataFrame({"stock": counts.cumsum(), "flow": counts.rolling(FLOW_YEARS).sum()})


@dataclass(frozen=True)
class Pair:
    """The correlation of two measures, of their levels and of their changes from year to year."""

    one: str
    other: str
    preferred: bool
    levels: Together | None
    changes: Together | None


def pairs(found: Mapping[str, Measure], did: pd.DataFrame, listed: pd.DataFrame, start: int) -> list[Pair]:
    """Return the correlations between the three sides, the preferred measure of each side first."""
    table = measures.table(dict(found))
    joined = table.join(stock(did, listed, start), how="outer") if len(table) else table
    sides = (INTEGRATION, DEPENDENCE, SOVEREIGNTY)
    made = []
    for first, second in ((0, 1), (0, 2), (1, 2)):
        for one, other in product(sides[first], sides[second]):
            preferred = one == sides[first][0] and other == sides[second][0]
            made.append(Pair(one, other, preferred, _correlated(joined, one, other), _correlated(
                joined.diff(), one, other)))
    return made


def _correlated(joined: pd.DataFrame, one: str, other: str) -> Together | None:
    if not {one, other} <= set(joined.columns):
        return None
    shared = joined[[one, other]].dropna()
    if len(shared) < comovement.FEWEST:
        return None
    return comovement.together(joined.index, joined[one], joined[other])


def one_trend(found: list[Pair]) -> PartTest:
    """Test whether integration, dependence and loss of sovereignty move together (ES-01d)."""
    asked = ("The rank correlation over time is clear of zero upwards for each pair of the three at the preferred "
             f"measures and in two thirds of the others; clear below zero, or below {LOW} for certain in two thirds of "
             "the pairs, breaks it.")
    claimed = "three measures that move together"
    made = [pair for pair in found if pair.levels]
    first = [pair for pair in made if pair.preferred]
    levels = [pair.levels for pair in made if pair.levels]
    told = "; ".join(f"{NAMES[pair.one]} and {NAMES[pair.other]} {_words(pair.levels)}" for pair in first)
    outcome = Outcome.OPEN
    if len(first) == 3:
        up, down = (np.array([sign * (each.low if sign > 0 else each.high) > 0 for each in levels])
                    for sign in (1, -1))
        main = [pair.levels for pair in first if pair.levels]
        if all(each.low > 0 for each in main) and up.mean() >= change.MOST:
            outcome = Outcome.HOLDS
        elif up.any() and down.any():
            outcome = Outcome.CONTESTED
        elif any(each.high < 0 for each in main) or np.mean([each.high < LOW for each in levels]) >= change.MOST:
            outcome = Outcome.BROKEN
        told += f"; of {len(levels)} pairs {int(up.sum())} clear above zero and {int(down.sum())} below"
    since = "since 2020 alone no pair shares the six years a correlation needs"
    return PartTest("ES-01d", outcome, asked, claimed, f"{told or 'too few years shared'}; {since}", "rank correlation",
                    levels[0].rho if levels else None, levels[0].low if levels else None,
                    levels[0].high if levels else None, levels[0].n if levels else None,
                    tuple(dict.fromkeys(name for key in (*DEPENDENCE, *SOVEREIGNTY) for name in SERIES[key])))


def _words(found: Together | None) -> str:
    if found is None:
        return "share too few years"
    return f"{found.rho:+.2f} [{found.low:+.2f}; {found.high:+.2f}] over {found.n} years"

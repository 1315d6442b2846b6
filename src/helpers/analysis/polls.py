"""Opinion polls: what a share of a sample can bear, and which waves can be held against each other.

Margins allow for a design effect: a sample drawn in clusters, by quota or weighted is worth fewer answers than it
has (Kish 1965). They tell of chance alone. Who cannot be reached, or does not dare to say, is in no margin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd
from scipy import stats

from helpers.analysis.trends import Result
from helpers.errors import CompendiumError

POLLSTERS = {"iiseps": "IISEPS", "baw": "Belarusian Analytical Workshop", "chatham": "Chatham House"}
ANSWERS = {"russia": "Russia", "eu": "EU", "neutral": "neither or both"}
COLUMNS = ["series_id", "pollster", "wave", "percent", "question", "population", "mode", "sample", "margin", "note",
           "source_id"]


def _variance(percent: float, sample: float, design_effect: float) -> float:
    if not 0 <= percent <= 100 or sample < 1 or design_effect < 1:
        raise CompendiumError(f"found {percent} percent of {sample} answers at a design effect of {design_effect}, "
                              "expected 0 to 100 percent, one answer or more and an effect of 1 or more; do: mend them")
    return percent * (100 - percent) * design_effect / sample


def margin(percent: float, sample: float, design_effect: float = 1.0, level: float = 0.95) -> float:
    """Return the half width, in percentage points, of the interval of a share (normal approximation)."""
    return float(stats.norm.ppf((1 + level) / 2)) * math.sqrt(_variance(percent, sample, design_effect))


@dataclass(frozen=True)
class Change(Result):
    """A difference between two shares in percentage points, with its interval."""

    estimate: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0


def change(first: tuple[float, float], second: tuple[float, float], design_effect: float = 1.0,
           level: float = 0.95) -> Change:
    """Return the change between two independent samples.

    Parameters
    ----------
    first, second
        Percent and number of answers.
    """
    error = math.sqrt(sum(_variance(percent, sample, design_effect) for percent, sample in (first, second)))
    reach = float(stats.norm.ppf((1 + level) / 2)) * error
    estimate = second[0] - first[0]
    return Change(estimate, estimate - reach, estimate + reach)


def needed(first: float, second: float, design_effect: float = 1.0, level: float = 0.95) -> int | None:
    """Return how many answers each of two waves needs for their change to be clear; None where there is no change."""
    if first == second:
        return None
    both = _variance(first, 1, design_effect) + _variance(second, 1, design_effect)
    least = (float(stats.norm.ppf((1 + level) / 2)) / (second - first)) ** 2 * both
    # One above the bound where the interval would just touch zero.
    return max(1, math.floor(least) + 1)


def detectable(percent: float, sample: float, design_effect: float = 1.0, power: float = 0.8,
               level: float = 0.95) -> float:
    """Return the smallest change between two waves of one size that would be found with the stated power."""
    reach = float(stats.norm.ppf((1 + level) / 2) + stats.norm.ppf(power))
    return reach * math.sqrt(2 * _variance(percent, sample, design_effect))


def waves(series: pd.DataFrame, polls: pd.DataFrame, design_effect: float) -> pd.DataFrame:
    """Join every wave with how it was asked.

    Parameters
    ----------
    series
        Rows of opinion series.
    polls
        The raw table of that name.
    design_effect
        What clusters and weights cost.

    Returns
    -------
    DataFrame
        Columns as in `COLUMNS`, by series and wave; `sample` and `margin` are NaN where the size is unknown.
    """
    rows = []
    for row in series.to_dict("records"):
        how = polls[polls["series_id"].eq(row["series_id"]) & polls["first_wave"].le(row["period"])
                    & polls["last_wave"].ge(row["period"])]
        if len(how) != 1:
            raise CompendiumError(f"polls.csv: found {len(how)} rows for {row['series_id']} in {row['period']}, "
                                  "expected one; do: describe the wave once")
        told = how.iloc[0]
        size = float(told["sample"])
        rows.append({
            "series_id": row["series_id"], "pollster": POLLSTERS[str(row["series_id"]).split("_")[0]],
            "wave": row["period"], "percent": float(row["value"]), "question": told["question"],
            "population": told["population"], "mode": told["mode"], "sample": size,
            "margin": math.nan if math.isnan(size) else margin(float(row["value"]), size, design_effect),
            "note": told["note"], "source_id": row["source_id"],
        })
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["series_id", "wave"], ignore_index=True)


def alike(first: pd.Series, second: pd.Series) -> bool:
    """Tell whether two waves were asked in the same way, as far as all of it is known."""
    same = all(first[name] and first[name] == second[name] for name in ("question", "population", "mode"))
    return bool(same and first["note"] == second["note"])


def across(table: pd.DataFrame, series_id: str, crisis: str) -> list[tuple[pd.Series, pd.Series]]:
    """Return the pairs of waves of a series before and from a month on that were asked in the same way."""
    mine = table[table["series_id"].eq(series_id)]
    before, after = mine[mine["wave"] < crisis], mine[mine["wave"] >= crisis]
    return [(one, other) for _, one in before.iterrows() for _, other in after.iterrows() if alike(one, other)]


def steps(table: pd.DataFrame, series_ids: list[str], since: str, design_effect: float) -> pd.DataFrame:
    """Return the changes between neighbouring waves of series, and what would make them more than chance.

    Returns
    -------
    DataFrame
        Columns pollster, answer, from, to, change, beyond chance (yes, no, or the sample it would take), asked alike.
    """
    rows = []
    for series_id in series_ids:
        mine = table[table["series_id"].eq(series_id) & table["wave"].ge(since)].reset_index(drop=True)
        for (_, one), (_, other) in zip(mine.iloc[:-1].iterrows(), mine.iloc[1:].iterrows(), strict=True):
            least = needed(one["percent"], other["percent"], design_effect)
            chance = f"with {least:,} answers a wave or more" if least else "no change"
            if not math.isnan(one["sample"] + other["sample"]):
                pair = change((one["percent"], one["sample"]), (other["percent"], other["sample"]), design_effect)
                chance = "yes" if pair.clear else "no"
            rows.append({"pollster": one["pollster"], "answer": ANSWERS[series_id.split("_")[-1]], "from": one["wave"],
                         "to": other["wave"], "change": other["percent"] - one["percent"], "beyond chance": chance,
                         "asked alike": "yes" if alike(one, other) else "no or unknown"})
    return pd.DataFrame(rows, columns=["pollster", "answer", "from", "to", "change", "beyond chance", "asked alike"])

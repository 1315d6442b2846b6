"""Sides: the voices on parts of claims as a table, for drawing who holds a thing, who denies it and how directly.

    table = sides.table(study.evidence("PRE-05"), {"PRE-05a": "a goal of absorption"}, study.choices.coder)
    study.figure(stances.matrix(table), ...)

A voice is counted as everywhere (`helpers.evidence.voices`): rows of one event, or of one origin on one day,
count once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

import pandas as pd

from helpers.evidence import voices
from helpers.evidence.voices import Row, Voice

STANCES = {-1: "contradicts", 0: "qualifies", 1: "supports"}
# Who speaks, from the two sides to those who look on.
ORDER = ("official Russia", "Union State bodies", "official Belarus", "independent Belarus", "Ukraine", "West",
         "neutral", *voices.SPOKEN)
COLUMNS = ["part", "lane", "group", "who", "family", "stance", "direct", "weight", "facts", "actors", "date"]


def name(family: str) -> str:
    """Return a family as a page calls it."""
    return voices.SPOKEN.get(family, family)


def lead(voice: Voice, rows: Mapping[str, Row]) -> Row:
    """Return the row that gives a voice its family and its directness."""
    speaking = [rows[fact] for fact in voice.facts]
    return min(speaking, key=lambda row: (row["family"] != voice.family, voices.directness_class(row) != voice.level,
                                          row["fact_id"]))


def table(evidence: pd.DataFrame, parts: Mapping[str, str], coder: str = "consensus", *,
          groups: Mapping[str, str] | None = None, order: Iterable[str] = (),
          read: Mapping[str, Mapping[str, str]] | None = None) -> pd.DataFrame:
    """Return the voices on some parts, one row a voice.

    Parameters
    ----------
    evidence
        Evidence that counts, on one or several claims, as `Study.evidence` gives it.
    parts
        Name of the lane by part, in the order wanted.
    coder
        Whose coding counts.
    groups
        Name of the group by fact, where it is not the family of who speaks.
    order
        Groups from the top down; by family unless told, others after it by name.
    read
        By part, stances of facts whose accounts a test compared (`verdicts.compared`): they go before the coder's.

    Returns
    -------
    DataFrame
        Columns part, lane, group, who (a cell of `asserted_by`), family, stance (supports, qualifies, contradicts),
        direct (whether the voice has a direct row), weight, facts and actors (joined by "; "), date (of the lead
        row, partial, blank where unknown); by lane, group and date.
    """
    ranked = list(dict.fromkeys([*order, *map(name, ORDER)]))
    made = []
    for place, (part, lane) in enumerate(parts.items()):
        mine = cast(list[Row], evidence[evidence["claim_id"].eq(part[:-1])].to_dict("records"))
        by_fact = {str(row["fact_id"]): row for row in mine}
        for voice in voices.voices(mine, part, "stance", coder, read=(read or {}).get(part)):
            row = lead(voice, by_fact)
            group = (groups or {}).get(str(row["fact_id"])) or name(voice.family)
            actors = dict.fromkeys(str(by_fact[fact]["actor"] or "not named") for fact in voice.facts)
            key = (place, ranked.index(group) if group in ranked else len(ranked), group, str(row["date_start"]))
            made.append((key, [part, lane, group, str(row["asserted_by"]), name(voice.family), STANCES[voice.sign],
                               voice.weight == 1, voice.weight, "; ".join(voice.facts), "; ".join(actors),
                               str(row["date_start"])]))
    return pd.DataFrame([cells for _, cells in sorted(made, key=lambda pair: pair[0])], columns=COLUMNS)


def count(found: pd.DataFrame, part: str, stance: str = "", **where: object) -> int:
    """Return how many voices on a part take a stance (any unless told), of those with given cells.

    Parameters
    ----------
    found
        As `table` returns it.
    where
        Cells wanted by column, for example `family="West"` or `direct=True`.
    """
    keep = found["part"].eq(part)
    if stance:
        keep &= found["stance"].eq(stance)
    for column, wanted in where.items():
        keep &= found[column].eq(wanted)
    return int(keep.sum())

"""Voices: who says what on a part of a claim, one voice with one vote.

A *row* of evidence ties a fact to a claim. Rows that report the same event, or come from the same
origin on the same day, are one *voice*. What a voice weighs, whether it is decisive and whether two
of them are independent follows the verdict rule (`helpers.evidence.rule`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from helpers.data import dates, vintages
from helpers.data.tables import items
from helpers.errors import CompendiumError
from helpers.evidence.rule import DECIDABLE, THRESHOLDS, Outcome, Tally, Thresholds

# Who speaks (the fact's `asserted_by`), grouped into families that share an interest.
FAMILIES = {
    "belarus_state": "official Belarus",
    "russia_state": "official Russia",
    "union_state": "Union State bodies",
    "belarus_independent": "independent Belarus",
    "ukraine": "Ukraine",
    "western_state": "West",
    "international_media": "West",
    "think_tank": "West",
    "academic": "neutral",
    "international_org": "neutral",
    "legal_text": "neutral",
}
# Speakers of no family, as a page calls them.
SPOKEN = {"russia_private": "private Russia", "other_media": "other media"}
OFFICIAL = ("official Belarus", "official Russia", "Union State bodies")
NEUTRAL = "neutral"
# A reader may count one of these groups, or any list of families.
GROUPS = {"official": OFFICIAL, "independent": ("independent Belarus", "Ukraine", "West", NEUTRAL)}
CODERS = {"a": "stance_a", "b": "stance_b", "consensus": "stance"}
PRIMARY_KINDS = frozenset({"treaty", "law", "dataset", "official"})
READ_WHOLE = frozenset({"page", "dataset"})
PASSAGE_READ = READ_WHOLE | {"excerpt"}
UNREACHED = "source not reached"
SIGN = {"supports": 1, "contradicts": -1}
# Columns that say when what a row tells of was over, the first that is not blank counts.
TOLD_OF = ("date_end", "date_start", "period", "date")

# One row of `evidence`, by column: plain mappings are far quicker to go through than a data frame.
Row = Mapping[str, Any]


def family(asserted_by: str) -> str:
    """Return the family of a speaker; one in no family of its own stands for itself."""
    return FAMILIES.get(asserted_by, asserted_by)


def families(perspectives: str | Sequence[str]) -> frozenset[str] | None:
    """Return the families that a `perspectives` parameter lets speak; None for everybody.

    Raises
    ------
    CompendiumError
        When a name is neither a group, a family nor a speaker of no family.
    """
    chosen = [perspectives] if isinstance(perspectives, str) else list(perspectives)
    if chosen == ["all"]:
        return None
    known = {*FAMILIES.values(), *SPOKEN}
    result: set[str] = set()
    for name in chosen:
        if name in GROUPS:
            result.update(GROUPS[name])
        elif name in known:
            result.add(name)
        else:
            raise CompendiumError(f"perspectives: found {name!r}, expected all, official, independent or any of "
                                  f"{', '.join(sorted(known))}; do: choose from these")
    return frozenset(result)


@dataclass(frozen=True)
class Choices:
    """What a reader lets count.

    Parameters
    ----------
    as_of
        Rows known later, and undated ones, are left out; None counts everything.
    undated
        Count undated rows too, from the first day on which they could be known.
    perspectives
        `all`, `official`, `independent`, or families by name.
    coder
        `a`, `b` or `consensus`.
    vintage
        `newest`, `first`, or the day by which a vintage of a series was fetched.
    """

    as_of: date | None = None
    perspectives: str | tuple[str, ...] = "all"
    coder: str = "consensus"
    undated: bool = False
    vintage: str = vintages.NEWEST


EVERYTHING = Choices()


def choices_of(values: Mapping[str, Any]) -> Choices:
    """Return what a reader lets count, from the common parameters."""
    day, chosen = values["as_of"], values["perspectives"]
    return Choices(date.fromisoformat(day) if day else None, chosen if isinstance(chosen, str) else tuple(chosen),
                   values["coder"], vintage=values.get("vintage", vintages.NEWEST))


def evidence(tables: Mapping[str, pd.DataFrame], claim_ids: Iterable[str] | None = None) -> pd.DataFrame:
    """Join evidence with its facts and their sources.

    Parameters
    ----------
    tables
        The raw tables `evidence`, `facts` and `sources`, typed.
    claim_ids
        Claims wanted; all unless told.

    Returns
    -------
    DataFrame
        One row a pair of claim and fact, with the fact's columns, `family`, and of its sources:
        `origin` (of the first), `kinds`, `read` and `urls` (lists).
    """
    rows = tables["evidence"]
    if claim_ids is not None:
        rows = rows[rows["claim_id"].isin(list(claim_ids))]
    sources = tables["sources"].set_index("source_id")
    facts = tables["facts"]
    facts = facts[facts["fact_id"].isin(rows["fact_id"])].copy()
    cited = [items(cell) for cell in facts["source_ids"]]
    facts["origin"] = [sources.at[ids[0], "origin"] for ids in cited]
    facts["kinds"] = [[sources.at[i, "kind"] for i in ids] for ids in cited]
    facts["read"] = [[sources.at[i, "read_as"] for i in ids] for ids in cited]
    facts["family"] = [family(speaker) for speaker in facts["asserted_by"]]
    return rows.merge(facts, on="fact_id", how="left", validate="many_to_one", sort=False)


def knowable(rows: pd.DataFrame) -> pd.Series:
    """Return the day from which each row was known; for an undated one the end of what it tells of.

    Nothing is known before it is over, so that day is the first on which the row could be known. It is a
    partial date, blank where the row gives no date at all.
    """
    day = rows["known_from"]
    for name in TOLD_OF:
        if name in rows:
            day = day.where(day.ne(""), rows[name])
    return day


def known(rows: pd.DataFrame, as_of: date | None, undated: bool = False) -> pd.Series:
    """Return which rows were known on a day.

    Undated rows count as unknown on every day, unless `undated` has them count as soon as they could be known.
    """
    if as_of is None:
        return pd.Series(True, index=rows.index)
    day = knowable(rows) if undated else rows["known_from"]
    by_then = {text: bool(text) and dates.last_day(text) <= as_of for text in day.unique()}
    return pd.Series([by_then[text] for text in day.tolist()], index=rows.index, dtype=bool)


def counted(rows: pd.DataFrame, choices: Choices) -> pd.DataFrame:
    """Keep the rows that count under a reader's choices: not derived, known, of the families chosen."""
    keep = (rows["derived"] != "yes") & known(rows, choices.as_of, choices.undated)
    chosen = families(choices.perspectives)
    if chosen is not None:
        keep &= rows["family"].isin(chosen)
    return rows[keep]


def directness_class(row: Row) -> int:
    """Return the class of a row: 1 primary text read whole, 2 in a position to know, 3 direct, 4 indirect."""
    if row["directness"] != "direct":
        return 4
    whole = any(kind in PRIMARY_KINDS and read in READ_WHOLE
                for kind, read in zip(row["kinds"], row["read"], strict=True))
    if whole:
        return 1
    return 2 if row["family"] in OFFICIAL or row["family"] == NEUTRAL else 3


def is_decisive(row: Row, kind: str) -> bool:
    """Tell whether a row can settle a part of this kind by itself."""
    if kind not in DECIDABLE or row["audit"].startswith(UNREACHED):
        return False
    level = directness_class(row)
    read = any(how in PASSAGE_READ for how in row["read"])
    return level == 1 or (level == 2 and bool(row["date_start"]) and read)


def stance(row: Row, part_id: str, coder: str = "consensus") -> str:
    """Return how a row cuts on a part: the part's own stance where one was given, else the pair's."""
    own = dict(entry.split(":") for entry in items(row["part_stance"]))
    return str(own.get(part_id, row[CODERS[coder]]))


@dataclass(frozen=True)
class Voice:
    """Rows that count once.

    Parameters
    ----------
    facts
        Identifiers of the rows' facts.
    sign
        1 for the part, -1 against it, 0 qualifying it (or cutting both ways).
    weight
        1 when a row is direct, else the weight of an indirect voice.
    family, origin
        Who speaks, and whose content it is.
    level
        Best class of its rows, 1 to 4.
    decisive
        Those of its facts that could settle the part by themselves.
    whole
        Whether the text of one of its rows was read whole.
    """

    facts: tuple[str, ...]
    sign: int
    weight: float
    family: str
    origin: str
    level: int
    decisive: tuple[str, ...]
    whole: bool

    @property
    def independent_of(self) -> tuple[str, ...]:
        """The key that dependent voices share: an official family is one, others go by origin."""
        return (self.family,) if self.family in OFFICIAL else (self.family, self.origin)


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """Join rows that share an event, or an origin on one day."""
    parent = list(range(len(rows)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    seen: dict[tuple[str, str], int] = {}
    for i, row in enumerate(rows):
        keys = [("event", row["event_id"])] if row["event_id"] else []
        if row["date_start"] and row["date_precision"] == "day":
            keys.append((row["origin"], row["date_start"]))
        for key in keys:
            parent[root(i)] = root(seen.setdefault(key, i))
    groups: dict[int, list[Row]] = {}
    for i, row in enumerate(rows):
        groups.setdefault(root(i), []).append(row)
    return list(groups.values())


def voices(rows: Sequence[Row], part_id: str, kind: str, coder: str = "consensus", leave_out: Iterable[str] = (),
           thresholds: Thresholds = THRESHOLDS, read: Mapping[str, str] | None = None) -> list[Voice]:
    """Return the voices on a part.

    Parameters
    ----------
    rows
        Rows of `evidence` that count (see `counted`), of any claims, as records.
    part_id, kind
        The part and its kind of test.
    coder
        Whose coding counts.
    leave_out
        Facts that restate what the part's own test uses.
    read
        Stances on this part of facts whose accounts a test compared: they go before the coder's.
    """
    restated, closer = set(leave_out), read or {}
    speaking = [{**row, "cut": closer.get(row["fact_id"]) or stance(row, part_id, coder)} for row in rows
                if (part_id in items(row["part_ids"]) or row["fact_id"] in closer) and row["fact_id"] not in restated]
    made = [_voice(group, kind, thresholds) for group in _groups([row for row in speaking if row["cut"] != "context"])]
    return sorted(made, key=lambda voice: voice.facts)


def _voice(rows: Sequence[Row], kind: str, thresholds: Thresholds) -> Voice:
    signs = {SIGN.get(row["cut"], 0) for row in rows} - {0}
    sign = signs.pop() if len(signs) == 1 else 0
    # Only the rows that speak with the voice lend it weight: a qualifying aside does not.
    speaking = [row for row in rows if SIGN.get(row["cut"], 0) == sign] or list(rows)
    lead = min(speaking, key=lambda row: (directness_class(row), row["fact_id"]))
    return Voice(
        facts=tuple(sorted(row["fact_id"] for row in rows)),
        sign=sign,
        weight=1.0 if any(row["directness"] == "direct" for row in speaking) else thresholds.indirect_weight,
        family=lead["family"],
        origin=lead["origin"],
        level=directness_class(lead),
        decisive=tuple(sorted(row["fact_id"] for row in speaking if sign and is_decisive(row, kind))),
        whole=any(how in READ_WHOLE for row in speaking for how in row["read"]),
    )


def _independent(voices: Iterable[Voice]) -> float:
    best: dict[tuple[str, ...], float] = {}
    for voice in voices:
        best[voice.independent_of] = max(best.get(voice.independent_of, 0.0), voice.weight)
    return sum(best.values())


def tally(voices: Sequence[Voice], outcome: Outcome | None = None) -> Tally:
    """Add up the voices on a part.

    Parameters
    ----------
    outcome
        What a computed test found, where there is one: its side is the winning side.
    """
    sides = {sign: [voice for voice in voices if voice.sign == sign] for sign in (1, 0, -1)}
    weight = {sign: sum(voice.weight for voice in side) for sign, side in sides.items()}
    ahead = 1 if weight[1] >= weight[-1] else -1
    winner = {Outcome.HOLDS: 1, Outcome.BROKEN: -1}.get(outcome or Outcome.OPEN, ahead)
    winning = sides[winner]
    return Tally(
        support=weight[1],
        against=weight[-1],
        qualify=weight[0],
        independent_support=_independent(sides[1]),
        independent_against=_independent(sides[-1]),
        decisive_for=tuple(fact for voice in sides[1] for fact in voice.decisive),
        decisive_against=tuple(fact for voice in sides[-1] for fact in voice.decisive),
        origins=len({voice.independent_of for voice in winning}),
        families=len({voice.family for voice in winning}),
        direct=any(voice.level < 4 for voice in winning),
        primary=any(voice.level <= 2 for voice in winning),
        whole=any(voice.whole for voice in winning),
    )

"""Standing: in what position somebody speaks of what Moscow wants.

Whose mouth a charge or a denial comes from decides what it is worth: an official who denies an aim of his own,
the other party to the talks, a leaked paper, an opponent, an observer. The order is from the nearest to the
furthest from the aim in question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

import pandas as pd

from helpers.evidence import rule, sides, voices
from helpers.evidence.findings import PartTest
from helpers.evidence.voices import Row

OWN, LEAKED, TEXT, UNION, PARTY, OPPONENT, OBSERVER = (
    "Moscow on its own aims", "leaks and unnamed insiders", "texts of treaties", "Union State bodies",
    "Minsk as the other party", "opponents in politics", "observers")
ORDER = (OWN, LEAKED, TEXT, UNION, PARTY, OPPONENT, OBSERVER)
# Positions from which an aim, a draft or a demand could be known at first hand.
NEAR = frozenset({OWN, LEAKED, TEXT, UNION, PARTY})
STATES = {"russia_state": OWN, "belarus_state": PARTY, "union_state": UNION, "legal_text": TEXT,
          "western_state": OPPONENT}
# Organs whose papers others published, and people who oppose the government in Minsk.
ORGANS = frozenset({"Presidential Administration of Russia"})
OPPONENTS = frozenset({"Sviatlana Tsikhanouskaya", "National Anti-Crisis Management"})
UNNAMED = "Unnamed"
PAPER = "a leaked paper"


def of(row: Row) -> str:
    """Return the position from which a fact is told, one of `ORDER`."""
    who, actor = str(row["asserted_by"]), str(row["actor"])
    if actor.startswith(UNNAMED) or (actor in ORGANS and who != "russia_state"):
        return LEAKED
    if actor in OPPONENTS:
        return OPPONENT
    return STATES.get(who, OBSERVER)


def speaker(row: Row) -> str:
    """Return who speaks in a fact, a leaked paper as such and not as the organ it is laid to."""
    leaked = of(row) == LEAKED and not str(row["actor"]).startswith(UNNAMED)
    return PAPER if leaked else str(row["actor"])


def groups(evidence: pd.DataFrame) -> dict[str, str]:
    """Return the position by fact."""
    return {str(row["fact_id"]): of(row) for row in evidence.to_dict("records")}


def who(found: pd.DataFrame, part: str, stance: str) -> str:
    """Return in words who takes a stance on a part: positions with their numbers of voices.

    Parameters
    ----------
    found
        As `evidence.sides.table` returns it, grouped by position.
    """
    mine = found[found["part"].eq(part) & found["stance"].eq(stance)]
    counts = mine["group"].value_counts()
    return ", ".join(f"{name} ({counts[name]})" for name in ORDER if name in counts) or "nobody"


def described(found: pd.DataFrame, part: str) -> str:
    """Return in words who holds and who denies a part, and how many of the voices are direct."""
    mine = found[found["part"].eq(part)]
    if mine.empty:
        return "no voice is left"
    return (f"held by {who(found, part, 'supports')} and denied by {who(found, part, 'contradicts')}, "
            f"{int(mine['direct'].sum())} of {len(mine)} directly")


def near(evidence: pd.DataFrame, part_id: str, claimed: str, coder: str) -> PartTest:
    """Test an intention by those alone who could know of it.

    Parameters
    ----------
    evidence
        Evidence that counts, on the part's claim or on several.
    claimed
        The intention in a few words.
    coder
        Whose coding counts.

    Notes
    -----
    Observers and opponents see what is done and infer what is meant. Their readings are told in `found` and do not
    decide here; where this test cannot decide, all voices do, as in any part.
    """
    mine = cast(list[Row], evidence[evidence["claim_id"].eq(part_id[:-1])].to_dict("records"))
    inside = voices.voices([row for row in mine if of(row) in NEAR], part_id, "stance", coder)
    outside = voices.voices([row for row in mine if of(row) not in NEAR], part_id, "stance", coder)
    tally = voices.tally(inside)

    def count(found: list[voices.Voice]) -> str:
        return f"{sum(voice.sign == 1 for voice in found)} for and {sum(voice.sign == -1 for voice in found)} against"

    asked = ("Whether those hold it who could know of it: Moscow in its own words, leaks and insiders, texts, and "
             "Minsk as the other party. Observers and opponents do not decide.")
    return PartTest(part_id, rule.by_voices("stance", tally), asked, claimed,
                    f"weight {tally.support:g} to {tally.against:g} from positions that could know ({count(inside)}); "
                    f"{count(outside)} from others", n=len(inside),
                    rows=tuple(fact for voice in inside for fact in voice.facts))


def table(evidence: pd.DataFrame, parts: Mapping[str, str], coder: str) -> pd.DataFrame:
    """Return the voices on some parts, grouped by position."""
    return sides.table(evidence, parts, coder, groups=groups(evidence), order=ORDER)


def positions(found: pd.DataFrame) -> pd.DataFrame:
    """Return every voice with its position, for a page: part, position, stance, directness, who, when, facts."""
    words = {"supports": "holds it", "qualifies": "limits it", "contradicts": "denies it"}
    return pd.DataFrame({"part": found["part"], "position": found["group"], "makes of it": found["stance"].map(words),
                         "directly": found["direct"].map({True: "yes", False: "no"}), "who": found["actors"],
                         "when": found["date"], "facts": found["facts"]})


def once(found: pd.DataFrame, parts: Iterable[str], stance: str) -> pd.DataFrame:
    """Return the voices that take a stance on any of some parts, each once however many parts it bears on."""
    return found[found["part"].isin(list(parts)) & found["stance"].eq(stance)].drop_duplicates("facts")

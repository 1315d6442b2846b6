from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from helpers.claims import standing
from helpers.evidence import voices
from helpers.evidence.rule import Outcome

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN
MOSCOW = {"family": "official Russia", "asserted_by": "russia_state", "actor": "Dmitry Peskov"}
MINSK = {"family": "official Belarus", "asserted_by": "belarus_state", "actor": "Aliaksandr Lukashenka"}
INSIDERS = {**MOSCOW, "actor": "Unnamed Kremlin officials"}
PAPER = {"family": "West", "asserted_by": "international_media", "actor": "Presidential Administration of Russia"}
EXILE = {"family": "independent Belarus", "asserted_by": "belarus_independent", "actor": "Sviatlana Tsikhanouskaya"}
AGAINST = {"stance": "contradicts"}


def rows(*given: dict[str, Any]) -> pd.DataFrame:
    base = {"claim_id": "X-01", "part_ids": "X-01a", "stance": "supports", "stance_a": "context",
            "stance_b": "context", "part_stance": "", "directness": "direct", "family": "West",
            "asserted_by": "think_tank", "kinds": ["report"], "read": ["excerpt"], "event_id": "",
            "date_start": "2021", "date_precision": "year", "audit": "", "actor": "an institute"}
    return pd.DataFrame([{**base, "fact_id": f"f{i}", "origin": f"o{i}", **row} for i, row in enumerate(given)])


@pytest.mark.parametrize(("row", "position"), [
    (MOSCOW, standing.OWN), (MINSK, standing.PARTY), (INSIDERS, standing.LEAKED), (PAPER, standing.LEAKED),
    (EXILE, standing.OPPONENT),
    ({"asserted_by": "western_state", "actor": "US Department of State"}, standing.OPPONENT),
    ({"asserted_by": "legal_text", "actor": "Belarus; Russia"}, standing.TEXT),
    ({"asserted_by": "union_state", "actor": "Dmitry Mezentsev"}, standing.UNION), ({}, standing.OBSERVER),
    ({"asserted_by": "russia_state", "actor": "Presidential Administration of Russia"}, standing.OWN),
])
def test_positions(row: dict[str, Any], position: str) -> None:
    assert list(standing.groups(rows(row)).values()) == [position]
    assert position in standing.ORDER


def test_a_leaked_paper_is_not_called_by_the_name_of_the_organ() -> None:
    speakers = [standing.speaker(row) for row in rows(PAPER, INSIDERS, MOSCOW).to_dict("records")]
    assert speakers == ["a leaked paper", "Unnamed Kremlin officials", "Dmitry Peskov"]


@pytest.mark.parametrize(("given", "expected"), [
    ([MOSCOW, MINSK], H), ([{**MOSCOW, **AGAINST}, {**MINSK, **AGAINST}], B), ([MINSK, {**MOSCOW, **AGAINST}], C),
    ([MINSK], O), ([{}, {}, EXILE], O), ([], O),
    # Observers, however many, do not outvote the denial of those who could know.
    ([{}, {}, {}, {}, MINSK, {**MOSCOW, **AGAINST}], C),
])
def test_only_those_who_could_know_decide(given: list[dict[str, Any]], expected: Outcome) -> None:
    evidence = rows(*given) if given else rows({}).iloc[:0]
    assert standing.near(evidence, "X-01a", "meant", "consensus").outcome is expected


def test_the_others_are_told_and_named_rows_are_those_compared() -> None:
    made = standing.near(rows(MINSK, {**MOSCOW, **AGAINST}, {}), "X-01a", "meant", "consensus")
    near, far = made.found.split("; ")
    assert near == "weight 1 to 1 from positions that could know (1 for and 1 against)"
    assert far == "1 for and 0 against from others"
    assert made.rows == ("f0", "f1")


def test_who_holds_and_who_denies_is_told_with_numbers() -> None:
    found = standing.table(rows(MINSK, {**MINSK, "directness": "indirect"}, {**MOSCOW, **AGAINST}), {"X-01a": "meant"},
                           "consensus")
    assert standing.who(found, "X-01a", "supports") == "Minsk as the other party (2)"
    assert standing.described(found, "X-01a") == (
        "held by Minsk as the other party (2) and denied by Moscow on its own aims (1), 2 of 3 directly")
    assert standing.described(found, "X-01b") == "no voice is left"
    assert list(standing.positions(found)["makes of it"]) == ["denies it", "holds it", "holds it"]


def test_a_voice_on_two_parts_counts_once(raw: dict[str, pd.DataFrame]) -> None:
    evidence = voices.counted(voices.evidence(raw, ["PRE-05", "CON-02"]), voices.EVERYTHING)
    found = standing.table(evidence, {"PRE-05a": "then", "CON-02b": "since"}, "consensus")
    both = standing.once(found, ["PRE-05a", "CON-02b"], "supports")
    assert both["facts"].is_unique
    assert len(both) < found["stance"].eq("supports").sum()

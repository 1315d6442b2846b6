from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.book import exercise, reading
from helpers.evidence import rule
from helpers.evidence.rule import Outcome, Tally
from helpers.evidence.verdicts import JudgedClaim, JudgedPart
from helpers.evidence.voices import Voice

QUICK = settings(deadline=None, database=None, max_examples=200)
WEIGHTS = st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.5, 6.0])
ROWS = st.sampled_from([(), ("f1",)])
TALLIES = st.builds(Tally, support=WEIGHTS, against=WEIGHTS, qualify=WEIGHTS, independent_support=WEIGHTS,
                    independent_against=WEIGHTS, decisive_for=ROWS, decisive_against=ROWS, origins=st.integers(0, 4),
                    families=st.integers(0, 3), direct=st.booleans(), primary=st.booleans())
KINDS = st.sampled_from(["date", "text", "stance", "ranking"])
SAYS = {"It holds": Outcome.HOLDS, "It is broken": Outcome.BROKEN, "It is disputed": Outcome.CONTESTED,
        "Otherwise": Outcome.OPEN}


def part(letter: str, tally: Tally, outcome: Outcome = Outcome.OPEN, core: str = "yes", kind: str = "stance",
         decided_by: str = "voices", voices: tuple[Voice, ...] = ()) -> JudgedPart:
    row = pd.Series({"part_id": f"X-01{letter}", "part": f"part {letter}", "core": core, "reading": "",
                     "test_kind": kind})
    return JudgedPart(row, outcome, decided_by, (), voices, tally, ())


def claim(*parts: JudgedPart, claim_id: str = "X-01", rows: int = 5) -> JudgedClaim:
    verdict = rule.verdict([one.as_part() for one in parts])
    row = pd.Series({"claim_id": claim_id, "paraphrase": "Something is so"})
    return JudgedClaim(row, verdict, verdict, {"R1": verdict}, parts, {}, "n", {"supports": rows}, "medium", "low")


@QUICK
@given(TALLIES, KINDS)
def test_the_conditions_shown_for_a_part_end_where_the_rule_ends(tally: Tally, kind: str) -> None:
    steps = reading.part_steps(part("a", tally, kind=kind))
    assert [met for *_, met in steps] == [False] * (len(steps) - 1) + [True]
    said = next(outcome for words, outcome in SAYS.items() if steps[-1][0].startswith(words))
    assert said is rule.by_voices(kind, tally)


@QUICK
@given(st.lists(st.tuples(TALLIES, st.sampled_from(list(Outcome)), st.sampled_from(["yes", "no"])), min_size=1,
                max_size=5))
def test_the_conditions_shown_for_a_claim_end_at_its_verdict(drawn: list[tuple[Tally, Outcome, str]]) -> None:
    made = claim(*(part("abcde"[place], *one) for place, one in enumerate(drawn)))
    steps = reading.claim_steps(made)
    assert [met for *_, met in steps] == [False] * (len(steps) - 1) + [True]
    assert steps[-1][0] is made.verdict


def test_the_example_is_the_shortest_that_voices_and_something_else_decide() -> None:
    voiced, tested = part("a", Tally()), part("b", Tally(), decided_by="computed test")
    one = claim(voiced, tested, claim_id="X-03", rows=9)
    shorter = claim(voiced, tested, claim_id="X-02", rows=7)
    only_voices = claim(voiced, claim_id="X-01", rows=2)
    assert reading.example([one, shorter, only_voices]) is shorter
    assert reading.example([only_voices]) is None


def test_weights_are_added_side_by_side() -> None:
    voices = [SimpleNamespace(sign=1, weight=0.5), SimpleNamespace(sign=1, weight=1.0),
              SimpleNamespace(sign=-1, weight=1.0)]
    assert reading.added(voices, 1) == "1 + 0.5 = 1.5"
    assert reading.added(voices, -1) == "1"
    assert reading.added(voices, 0) == "0"


def test_confidence_is_shown_as_the_rule_has_it() -> None:
    page = BeautifulSoup(reading.scale(), "html.parser")
    cells = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in page.select("tbody tr")]
    assert cells == [[level, *(rule.confidence(level, agreement) for agreement in rule.AGREEMENT)]
                     for level in rule.EVIDENCE]


def test_levels_of_a_part_come_with_what_they_follow_from() -> None:
    tally = Tally(support=3.0, against=1.0, origins=2, families=1, direct=True)
    (row,) = reading.confidence_rows(claim(part("a", tally, Outcome.HOLDS)))
    assert row == ["X-01a", "medium", "2 independent origins of 1 family", "medium", "3 of 4, 75 %"]


def test_the_lesson_lasts_as_long_as_it_says_and_its_worksheet_has_no_code(raw: dict[str, pd.DataFrame]) -> None:
    from helpers.evidence import voices

    assert sum(minutes for _, minutes in exercise.STEPS) == 45
    joined = voices.evidence(raw)
    mine = claim(part("a", Tally()), claim_id=exercise.CLAIM)
    sheet = BeautifulSoup(exercise.worksheet(mine, joined, raw["sources"].set_index("source_id")), "html.parser")
    rows = sheet.select("tbody tr")
    coded = joined[joined["claim_id"] == exercise.CLAIM]
    assert len(rows) == len(coded)
    assert all(cell.get_text() == "" for row in rows for cell in row.find_all("td")[-3:])
    text = " ".join(row.get_text(" ") for row in rows)
    assert not [word for word in (*set(coded["stance"]), *coded["fact_id"]) if word in text]


def test_other_lessons_have_one_reading_and_few_rows(raw: dict[str, pd.DataFrame]) -> None:
    from helpers.evidence import voices

    joined = voices.evidence(raw)
    number = joined["claim_id"].value_counts()
    held = Tally(support=2.0, independent_support=2.0)
    some = [claim(part("a", held, Outcome.HOLDS), claim_id=name) for name in number.index if name != exercise.CLAIM]
    (chosen,) = exercise.variants(some, joined)
    assert number[chosen.claim_id] == min(n for n in number.drop(exercise.CLAIM) if n >= exercise.FEWEST)

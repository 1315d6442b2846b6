from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import paths
from helpers.evidence import rule
from helpers.evidence.rule import Outcome, Part, Tally, Thresholds, Verdict

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN
SOLID = Tally(support=2.0, independent_support=2.0)


def parts(core: list[Outcome], minor: list[Outcome] | None = None, tally: Tally = SOLID) -> list[Part]:
    made = [Part(f"X-01{i}", True, outcome, tally) for i, outcome in enumerate(core)]
    return made + [Part(f"X-02{i}", False, outcome, tally) for i, outcome in enumerate(minor or [])]


@pytest.mark.parametrize(("core", "minor", "expected"), [
    ([H], [], Verdict.CONFIRMED),
    ([H, H], [H], Verdict.CONFIRMED),
    ([H, H], [O], Verdict.MOSTLY),
    ([H, H], [B], Verdict.MOSTLY),
    ([H, O], [], Verdict.MOSTLY),
    ([H, O, O], [], Verdict.UNVERIFIABLE),
    ([O], [H], Verdict.UNVERIFIABLE),
    ([B], [H], Verdict.CONTRADICTED),
    ([B, C], [], Verdict.CONTRADICTED),
    ([B, C, C], [], Verdict.CONTESTED),
    ([B, O], [], Verdict.CONTRADICTED),
    ([H, B], [], Verdict.MIXED),
    ([H, B, C, C, C], [], Verdict.MIXED),
    ([H, C], [], Verdict.CONTESTED),
    ([C, O], [], Verdict.CONTESTED),
])
def test_verdict_follows_the_table(core: list[Outcome], minor: list[Outcome], expected: Verdict) -> None:
    assert rule.verdict(parts(core, minor)) is expected


def test_no_parts_make_no_factual_claim() -> None:
    assert rule.verdict([]) is Verdict.NOT_FACTUAL


def test_without_core_parts_all_parts_count() -> None:
    assert rule.verdict([Part("X-01a", False, B)]) is Verdict.CONTRADICTED


@pytest.mark.parametrize(("qualify", "expected"), [(0.0, Verdict.CONFIRMED), (0.9, Verdict.CONFIRMED),
                                                   (1.0, Verdict.MOSTLY), (3.0, Verdict.MOSTLY)])
def test_qualifying_voices_turn_full_into_reserved_support(qualify: float, expected: Verdict) -> None:
    assert rule.verdict(parts([H], tally=Tally(support=2.0, qualify=qualify))) is expected


def test_a_computed_part_without_any_voice_is_upheld_without_reserve() -> None:
    assert rule.verdict(parts([H], tally=Tally())) is Verdict.CONFIRMED


@given(st.lists(st.sampled_from(Outcome), min_size=1, max_size=6), st.lists(st.sampled_from(Outcome), max_size=3))
def test_the_order_of_parts_does_not_matter(core: list[Outcome], minor: list[Outcome]) -> None:
    made = parts(core, minor)
    assert rule.verdict(made) is rule.verdict(made[::-1])


# Disputed and open parts can hide behind a broken one: where all parts are decided, the order is strict.
@given(st.lists(st.sampled_from([H, B]), min_size=1, max_size=6), st.data())
def test_a_part_that_turns_from_broken_to_holding_never_harms(core: list[Outcome], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(core) - 1))
    worse = [*core[:place], B, *core[place + 1:]]
    better = [*core[:place], H, *core[place + 1:]]
    rank = rule.FAVOUR.index
    assert rank(rule.verdict(parts(better))) <= rank(rule.verdict(parts(worse)))


@pytest.mark.parametrize(("kind", "tally", "expected"), [
    ("date", Tally(decisive_for=("f1",)), H),
    ("date", Tally(decisive_against=("f1",)), B),
    ("date", Tally(decisive_for=("f1",), decisive_against=("f2",)), O),
    ("stance", Tally(decisive_for=("f1",)), O),
    ("ranking", Tally(support=1.5, independent_support=1.5), H),
    ("ranking", Tally(support=5.0, independent_support=1.0), O),
    ("stance", Tally(support=4.0, against=2.0, independent_support=4.0, independent_against=2.0), C),
    ("stance", Tally(support=6.0, against=2.0, independent_support=6.0, independent_against=2.0), H),
    ("stance", Tally(support=0.5, against=3.0, independent_support=0.5, independent_against=3.0), B),
    ("stance", Tally(support=0.5, against=0.5), O),
    ("stance", Tally(), O),
])
def test_voices_decide(kind: str, tally: Tally, expected: Outcome) -> None:
    assert rule.by_voices(kind, tally) is expected


weights = st.floats(0, 10).map(lambda x: round(x * 2) / 2)


@given(weights, weights)
def test_voices_are_judged_by_mirror_images(support: float, against: float) -> None:
    mirror = {H: B, B: H, C: C, O: O}
    one = Tally(support=support, against=against, independent_support=support, independent_against=against)
    other = Tally(support=against, against=support, independent_support=against, independent_against=support)
    assert rule.by_voices("stance", other) is mirror[rule.by_voices("stance", one)]


@pytest.mark.parametrize(("sign", "low", "high", "agreeing", "trifle", "expected"), [
    (1, 0.1, 0.5, 1.0, 0, H), (1, 0.1, 0.5, 0.5, 0, C), (1, -0.5, -0.1, 0.0, 0, B), (1, -0.1, 0.2, 1.0, 0, O),
    (-1, -0.5, -0.1, 1.0, 0, H), (-1, 0.1, 0.5, 0.0, 0, B), (1, -0.1, 0.1, 0.0, 0.2, B), (1, -0.1, 0.3, 0.0, 0.2, O),
])
def test_trends_need_interval_and_grid(sign: int, low: float, high: float, agreeing: float, trifle: float,
                                       expected: Outcome) -> None:
    assert rule.grid_outcome(sign, low, high, agreeing, trifle) is expected


@pytest.mark.parametrize(("outcomes", "expected"), [
    ([], O), ([O, O], O), ([H, O], H), ([B, B], B), ([H, B], C), ([H, C], C),
])
def test_tests_of_one_part_combine(outcomes: list[Outcome], expected: Outcome) -> None:
    assert rule.combine(outcomes) is expected


def test_strongest_reading_is_the_best_one() -> None:
    assert rule.strongest([Verdict.CONTRADICTED, Verdict.MIXED, Verdict.UNVERIFIABLE]) is Verdict.MIXED


def test_confidence_is_the_three_by_three_table() -> None:
    table = [[rule.confidence(e, a) for a in rule.AGREEMENT] for e in rule.EVIDENCE]
    assert table == [["very low", "low", "medium"], ["low", "medium", "high"], ["medium", "high", "very high"]]


@pytest.mark.parametrize(("share", "expected"), [(0.5, "low"), (0.6, "medium"), (0.85, "medium"), (0.9, "high")])
def test_agreement_has_the_stated_bounds(share: float, expected: str) -> None:
    tally = Tally(support=share * 100, against=100 - share * 100)
    assert rule.agreement_level(tally, H) == expected


def test_evidence_levels() -> None:
    assert rule.evidence_level(Tally(origins=1, direct=True), "date") == "limited"
    assert rule.evidence_level(Tally(origins=4, direct=False), "date") == "limited"
    assert rule.evidence_level(Tally(origins=2, direct=True), "date") == "medium"
    assert rule.evidence_level(Tally(origins=3, families=2, direct=True, primary=True), "date") == "robust"
    assert rule.evidence_level(Tally(origins=3, families=1, direct=True, primary=True), "date") == "medium"


def test_thresholds_are_listed_whole() -> None:
    assert dict(Thresholds().rows())["ratio"] == 3.0
    assert len(Thresholds().rows()) == 12


def literals(path: Path) -> set[str]:
    """Return the string literals of a module, docstrings and f-string pieces included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


def test_the_words_of_the_verdicts_stand_in_the_rule_alone() -> None:
    words = {str(verdict) for verdict in Verdict}
    home = Path(rule.__file__)
    others = [path for path in home.parents[1].rglob("*.py") if path != home]
    assert len(others) > 20
    assert {str(path): words & literals(path) for path in others if words & literals(path)} == {}
    pages = [*paths.TEMPLATES.rglob("*.md"), *paths.TEMPLATES.rglob("*.j2"), *paths.NOTEBOOKS.glob("*.ipynb")]
    spoken = words - {str(Verdict.MIXED), str(Verdict.CONTESTED), str(Verdict.CONFIRMED), str(Verdict.CONTRADICTED)}
    typed = {str(path): word for path in pages for word in spoken if word in path.read_text("utf-8")}
    assert typed == {}

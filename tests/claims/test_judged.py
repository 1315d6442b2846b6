from __future__ import annotations

import pandas as pd
import pytest

from helpers.claims import judged
from helpers.evidence.rule import Outcome

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN


@pytest.mark.parametrize(("outcomes", "expected"), [
    ({"a": H, "b": H}, H), ({"a": B, "b": B}, B), ({"a": H, "b": B}, C), ({"a": H, "b": O}, O), ({"a": H}, O), ({}, O),
])
def test_nothing_is_decided_without_both_coders(outcomes: dict[str, Outcome], expected: Outcome) -> None:
    assert judged.both(outcomes) is expected


def areas(a: str, b: str = "") -> pd.DataFrame:
    """Return areas as two coders judged them, a letter an area: y, n or u."""
    words = {"y": "yes", "n": "no", "u": "unknown"}
    return pd.DataFrame([{"area": f"area {place}", "coder": coder, "reached": words[letter]}
                         for coder, letters in (("a", a), ("b", b)) for place, letter in enumerate(letters)])


@pytest.mark.parametrize(("a", "b", "expected"), [
    ("yyyyn", "yyyyn", H), ("ynnnn", "ynnnn", B), ("yyyyn", "ynnnn", C), ("yyyuu", "yyyuu", O), ("yyyyy", "", O),
])
def test_areas_reached(a: str, b: str, expected: Outcome) -> None:
    made = judged.covered("ES-09a", areas(a, b), 0.8, "nearly all")
    assert made.outcome is expected
    assert (judged.ILLUSTRATIVE in made.found) is (b == "")


def sortings(narrow: list[str], wide: list[str], coders: str = "ab") -> pd.DataFrame:
    return pd.DataFrame([{"programme_id": f"P{place:02d}", "sorting": sorting, "coder": coder, "area": area}
                         for coder in coders for sorting, listed in (("narrow", narrow), ("wide", wide))
                         for place, area in enumerate(listed)])


@pytest.mark.parametrize(("narrow", "wide", "expected"), [
    (["banking", "banking"], ["banking", "banking"], H), (["other", "other"], ["other", "other"], B),
    (["other", "other"], ["banking", "banking"], O), (["unknown", "other"], ["unknown", "other"], O),
])
def test_share_of_the_programmes_in_the_five_fields(narrow: list[str], wide: list[str], expected: Outcome) -> None:
    assert judged.share("IMP-02f", sortings(narrow, wide), 0.5, "focus").outcome is expected


def test_a_field_is_held_when_both_coders_sort_a_programme_into_it() -> None:
    assert judged.held(sortings(["banking"], ["banking"]), "banking") == {"banking": H}
    assert judged.held(sortings(["banking"], ["banking"], "a"), "banking") == {}
    assert judged.held(sortings(["other"], ["banking"]), "banking") == {}


def shares(**by: tuple[float, float]) -> pd.DataFrame:
    names = {"tax": "tax & customs", "energy": "energy"}
    return pd.DataFrame([{"sector": names[name], "coder": coder, "unknown": bound, "share": share}
                         for name, pair in by.items() for coder in "ab"
                         for bound, share in zip(("low", "high"), pair, strict=True)])


@pytest.mark.parametrize(("pair", "expected"), [((0.9, 1.0), H), ((0.0, 0.2), B), ((0.2, 0.9), O)])
def test_a_sector_is_first_whatever_is_unknown(pair: tuple[float, float], expected: Outcome) -> None:
    assert judged.ranked("ES-11a", shares(tax=pair), "tax & customs", "first").outcome is expected


@pytest.mark.parametrize(("pair", "expected"), [((0.9, 1.0), B), ((0.0, 0.2), H), ((0.2, 0.9), O)])
def test_no_other_sector_is_first(pair: tuple[float, float], expected: Outcome) -> None:
    assert judged.none_above("ES-11f", shares(tax=(0.9, 1.0), energy=pair), "none above").outcome is expected

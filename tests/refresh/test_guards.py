from __future__ import annotations

import pandas as pd
import pytest

from helpers.refresh import guards
from helpers.refresh.guards import ADDED, CHANGED, REMOVED
from helpers.refresh.upstream import Binding, Delivery


def table(**values: str) -> pd.DataFrame:
    rows = [["BLR", "", year.removeprefix("y"), "", text] for year, text in values.items()]
    return pd.DataFrame(rows, columns=[*guards.KEY, "value"], dtype="str")


def found(before: pd.DataFrame, after: pd.DataFrame, limits: tuple[float, float] | None = None) -> dict[str, tuple[str,
                                                                                                               bool]]:
    return {change.name: (change.kind, bool(change.off)) for change in guards.changes("gdp", before, after, limits)}


def test_every_change_is_found_and_named() -> None:
    before, after = table(y2000="10", y2001="11.5", y2002="12"), table(y2001="11.5", y2002="12.5", y2003="13")
    assert found(before, after) == {"gdp:BLR:2000": (REMOVED, True), "gdp:BLR:2002": (CHANGED, False),
                                    "gdp:BLR:2003": (ADDED, False)}


def test_a_change_below_the_last_decimal_written_is_none() -> None:
    assert found(table(y2000="0.62"), table(y2000="0.6249")) == {}
    assert found(table(y2000="0.62"), table(y2000="0.6251")) != {}


@pytest.mark.parametrize(("before", "after", "is_off"), [
    ("100", "149", False), ("100", "151", True), ("100", "67", False), ("100", "66", True), ("100", "-1", True),
    ("100", "100000", True), ("0", "1", True)])
def test_a_level_is_off_by_a_factor_either_way(before: str, after: str, is_off: bool) -> None:
    assert found(table(y2000=before), table(y2000=after)) == {"gdp:BLR:2000": (CHANGED, is_off)}


def test_a_scale_with_bounds_is_held_to_a_tenth_of_it() -> None:
    before = table(y2000="0.01", y2001="0.5")
    assert found(before, table(y2000="0.1", y2001="0.5"), (0, 1)) == {"gdp:BLR:2000": (CHANGED, False)}
    assert found(before, table(y2000="0.12", y2001="0.5"), (0, 1)) == {"gdp:BLR:2000": (CHANGED, True)}


def test_a_scale_around_zero_is_held_to_a_tenth_of_its_spread() -> None:
    before = table(y2000="-2", y2001="0.04", y2002="2")
    assert found(before, table(y2000="-2", y2001="0.43", y2002="2")) == {"gdp:BLR:2001": (CHANGED, False)}
    assert found(before, table(y2000="-2", y2001="0.45", y2002="2")) == {"gdp:BLR:2001": (CHANGED, True)}


def test_a_new_value_is_held_against_its_neighbour() -> None:
    before = table(y2000="100")
    assert found(before, table(y2000="100", y2001="300")) == {"gdp:BLR:2001": (ADDED, False)}
    assert found(before, table(y2000="100", y2001="100000")) == {"gdp:BLR:2001": (ADDED, True)}


def test_a_new_edition_is_held_against_what_others_say() -> None:
    others, mine = table(y2000="23900000000"), table(y2000="24000000000", y2001="1")
    assert [bool(change.off) for change in guards.beside("exports", others, mine)] == [False, False]
    assert guards.beside("exports", others, table(y2000="23900"))[0].off


def test_the_publishers_name_has_to_stay() -> None:
    one = Delivery(Binding("gdp", "X", ("constant 2015 US$",)), table(), "GDP (constant 2015 US$)", "", ())
    assert guards.definition(one, "") == guards.definition(one, "GDP (constant 2015 US$)") == ""
    rebased = Delivery(one.binding, table(), "GDP (constant 2021 US$)", "", ())
    assert "without 'constant 2015 US$'" in guards.definition(rebased, "")
    assert "before it was" in guards.definition(one, "GDP, real (constant 2015 US$)")


def test_only_what_is_off_has_to_be_accepted_and_by_its_own_name() -> None:
    changes = guards.changes("gdp", table(y2000="10", y2001="10"), table(y2000="99", y2001="11"), None)
    assert list(guards.open_names(changes, "", "gdp", ())) == ["gdp:BLR:2000"]
    assert list(guards.open_names(changes, "another", "gdp", {"gdp:BLR:2000"})) == ["gdp:definition"]
    assert list(guards.open_names(changes, "another", "gdp", {"gdp:BLR:2000", "gdp:definition"})) == []

from __future__ import annotations

import pandas as pd

from helpers import paths
from helpers.changes import rows
from helpers.changes.rows import RowChange, Thing


def raw() -> dict[str, pd.DataFrame]:
    return rows.read(paths.RAW)


def put(table: pd.DataFrame, where: str, **cells: str) -> pd.DataFrame:
    """Return a table with cells of the rows that meet a query replaced."""
    mine = table.index.isin(table.query(where).index)
    assert mine.any()
    return table.assign(**{name: table[name].mask(mine, cell) for name, cell in cells.items()})


def test_the_same_tables_differ_in_nothing() -> None:
    assert rows.changes(raw(), raw()) == []


def test_a_row_that_moves_within_its_table_is_no_change() -> None:
    before = raw()
    after = before | {"facts": before["facts"].iloc[::-1]}
    assert rows.changes(before, after) == []


def test_changed_added_and_removed_rows_are_told_with_their_cells() -> None:
    before = raw()
    first, last = (before["facts"]["fact_id"].iloc[place] for place in (0, -1))
    facts = put(before["facts"], f"fact_id == '{first}'", quantity="7").query(f"fact_id != '{last}'")
    after = before | {"facts": facts,
                      "unused": pd.concat([before["unused"], before["unused"].iloc[:1].assign(series_id="new")])}
    changed, removed, added = rows.changes(before, after)
    assert (changed.table, changed.key, changed.cells) == (
        "facts", (first,), {"quantity": (before["facts"]["quantity"].iloc[0], "7")})
    assert (removed.key, removed.after) == ((last,), None)
    assert (added.table, added.key, added.before) == ("unused", ("new",), None)
    assert str(changed).startswith(f"facts: {first}: quantity ")
    assert str(changed).endswith(" → 7")
    assert str(removed).startswith(f"facts: {last} removed (")


def test_rows_are_gathered_by_what_they_belong_to() -> None:
    made = [RowChange("facts", ("economy-001",), None, {"fact_id": "economy-001"}),
            RowChange("evidence", ("ES-01", "economy-001"), None, {"claim_id": "ES-01", "fact_id": "economy-001"}),
            RowChange("series", ("s",), None, {"series_id": "s", "source_id": "x"}),
            RowChange("claim_parts", ("ES-01a",), {"part_id": "ES-01a", "claim_id": "ES-01"}, None),
            RowChange("programme_status", ("S01",), None, {"status_id": "S01", "source_id": "x"}),
            RowChange("areas", ("taxation", "b"), None, {"area": "taxation", "coder": "b"})]
    assert {thing: len(changes) for thing, changes in rows.gathered(made).items()} == {
        Thing("fact", "economy-001"): 2, Thing("series", "s"): 1, Thing("claim", "ES-01"): 1,
        Thing("programme_status", "S01"): 1, Thing("areas", "by coder b"): 1}
    assert [change.thing.whole for change in made] == [False] * 4 + [True, True]


def test_all_changes_made_give_the_later_tables_and_none_the_earlier_ones() -> None:
    before = raw()
    facts = put(before["facts"], "topic == 'economy'", note="read again").iloc[3:]
    after = before | {"facts": facts, "sources": pd.concat(
        [before["sources"], before["sources"].iloc[:1].assign(source_id="new")])}
    found = rows.changes(before, after)
    whole = rows.applied(before, after, found)
    assert whole["facts"].to_numpy().tolist() == after["facts"].to_numpy().tolist()
    none = rows.applied(before, after, [])
    assert none["facts"].equals(before["facts"])
    assert "new" in set(none["sources"]["source_id"])  # nothing rests on it alone
    one = rows.applied(before, after, [change for change in found if change.table == "facts"][:1])["facts"]
    assert sum(one["note"].eq("read again")) == 1
    assert len(one) == len(before["facts"])


def test_a_table_that_was_not_there_is_empty_until_its_rows_are_chosen() -> None:
    before = raw()
    earlier = {name: table for name, table in before.items() if name != "unused"}
    found = rows.changes(earlier, before)
    assert {change.table for change in found} == {"unused"}
    assert rows.applied(earlier, before, [])["unused"].empty
    assert len(rows.applied(earlier, before, found)["unused"]) == len(before["unused"])

"""The Data Package describes the tables as their contracts have them, or says where it does not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers import paths
from helpers.data import keys, package, tables, vocabulary
from helpers.data.schemas import SCHEMAS

TEXT = (paths.RAW / package.NAME).read_text("utf-8")
PACKAGE = json.loads(TEXT)


def resource(descriptor: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in descriptor["resources"] if one["name"] == name)
    return found


def field(descriptor: dict[str, Any], name: str, column: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in resource(descriptor, name)["schema"]["fields"] if one["name"] == column
    )
    return found


def test_the_description_fits_the_tables() -> None:
    assert package.check(paths.RAW) == []


def test_every_file_and_column_is_described() -> None:
    described = {one["name"] for one in PACKAGE["resources"]}
    present = set(tables.names(paths.RAW))
    assert described == present
    for one in PACKAGE["resources"]:
        if one["name"] not in present:
            continue
        header = list(tables.read_text(paths.RAW / one["path"]).columns)
        assert [column["name"] for column in one["schema"]["fields"]] == header
        assert all(len(column["description"]) > 3 for column in one["schema"]["fields"])


def test_vocabularies_stand_in_the_description() -> None:
    for (name, column), words in {
        ("sources", "kind"): vocabulary.SOURCE_KINDS,
        ("sources", "perspective"): vocabulary.PERSPECTIVES,
        ("facts", "asserted_by"): vocabulary.PERSPECTIVES,
        ("facts", "audit"): vocabulary.AUDITS,
        ("evidence", "stance"): vocabulary.STANCES,
        ("evidence", "directness"): vocabulary.DIRECTNESS,
        ("claims", "kind"): vocabulary.CLAIM_KINDS,
        ("claims", "section"): vocabulary.SECTIONS,
        ("claim_parts", "test_kind"): vocabulary.TEST_KINDS,
        ("programme_status", "status"): vocabulary.STATUSES,
    }.items():
        assert field(PACKAGE, name, column)["constraints"]["enum"] == list(words)


def test_every_foreign_key_of_single_entries_is_described() -> None:
    described = {
        (
            one["name"],
            *key["fields"],
            key["reference"].get("resource", one["name"]),
            *key["reference"]["fields"],
        )
        for one in PACKAGE["resources"]
        for key in one["schema"].get("foreignKeys", [])
    }
    assert described == {tuple(key) for key in keys.FOREIGN_KEYS if not key.column.endswith("_ids")}
    for key in keys.FOREIGN_KEYS:
        if key.column.endswith("_ids"):  # told in words, since a Data Package cannot refer from a list
            told = field(PACKAGE, key.table, key.column)
            assert (told["type"], told["delimiter"]) == ("list", ";")
            assert f"{key.target}.{key.key}" in told["description"]


def drop(name: str, column: str) -> Callable[[dict[str, Any]], object]:
    return lambda one: resource(one, name)["schema"]["fields"].remove(field(one, name, column))


CHANGES: list[tuple[str, Callable[[dict[str, Any]], object], str, str, str]] = [
    (
        "no table",
        lambda one: one["resources"].remove(resource(one, "gaps")),
        "",
        "no description of gaps.csv",
        "gaps",
    ),
    (
        "one table more",
        lambda one: one["resources"].append({"name": "odd"}),
        "odd",
        "a description of 'odd'",
        "remove",
    ),
    (
        "no column",
        drop("facts", "audit"),
        "facts",
        "no description of the column 'audit'",
        "describe 'audit'",
    ),
    (
        "one column more",
        lambda one: resource(one, "facts")["schema"]["fields"].append({"name": "odd"}),
        "facts.odd",
        "a description of the column 'odd'",
        "remove the field",
    ),
    (
        "another order",
        lambda one: resource(one, "facts")["schema"]["fields"].reverse(),
        "facts",
        "the fields in another order",
        "in this order",
    ),
    (
        "no words",
        lambda one: field(one, "facts", "audit").update(description=" "),
        "facts.audit",
        "no description",
        "say what it holds",
    ),
    (
        "no words on a table",
        lambda one: resource(one, "facts").pop("description"),
        "facts",
        "no description",
        "say what",
    ),
    (
        "a word less",
        lambda one: field(one, "evidence", "stance")["constraints"]["enum"].pop(),
        "evidence.stance",
        "constraints",
        "write constraints",
    ),
    (
        "not required",
        lambda one: field(one, "evidence", "stance")["constraints"].pop("required"),
        "evidence.stance",
        "constraints",
        "write constraints",
    ),
    (
        "another type",
        lambda one: field(one, "series", "value").update(type="string"),
        "series.value",
        'type "string"',
        "write type",
    ),
    (
        "a property too many",
        lambda one: field(one, "series", "value").update(format="any"),
        "series.value",
        'format "any"',
        "remove format",
    ),
    (
        "another primary key",
        lambda one: resource(one, "facts")["schema"].update(primaryKey=["event_id"]),
        "facts",
        'primaryKey ["event_id"]',
        "write primaryKey",
    ),
    (
        "no foreign keys",
        lambda one: resource(one, "series")["schema"].pop("foreignKeys"),
        "series",
        "foreignKeys null",
        "write foreignKeys",
    ),
    (
        "another path",
        lambda one: resource(one, "series").update(path="data.csv"),
        "series",
        'path "data.csv"',
        "write path",
    ),
    (
        "another encoding",
        lambda one: resource(one, "series").update(encoding="cp1251"),
        "series",
        "encoding",
        "write",
    ),
    (
        "other missing values",
        lambda one: resource(one, "series")["schema"].update(missingValues=["", "NA"]),
        "series",
        "missingValues",
        "write missingValues",
    ),
    ("a hash", lambda one: resource(one, "series").update(hash="0"), "series", 'hash "0"', "remove hash"),
    (
        "no schema",
        lambda one: resource(one, "series").pop("schema"),
        "series",
        "no list of fields",
        "describe the columns",
    ),
    ("an older profile", lambda one: one.pop("$schema"), "", "$schema null", "write $schema"),
]


@pytest.mark.parametrize(
    ("change", "place", "found", "remedy"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES]
)
def test_every_difference_is_told(
    change: Callable[[dict[str, Any]], object], place: str, found: str, remedy: str
) -> None:
    changed = copy.deepcopy(PACKAGE)
    change(changed)
    (one,) = package.differences(changed)
    assert ".".join(filter(None, (one.resource, one.field))) == place
    assert one.found.startswith(found)
    assert remedy in one.remedy
    assert one.expected


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_fault_names_the_line_of_its_column(name: str, tmp_path: Path) -> None:
    changed = copy.deepcopy(PACKAGE)
    last = resource(changed, name)["schema"]["fields"][-1]
    last["type"] = "geopoint"
    text = json.dumps(changed, indent=1)
    (tmp_path / package.NAME).write_text(text, encoding="utf-8")
    (fault,) = package.check(tmp_path)
    lines = text.splitlines()
    assert fault.column == f"{name}.{last['name']}"
    assert lines[fault.line - 1].strip() == f'"name": "{last["name"]}",'
    assert lines[fault.line].strip() == '"type": "geopoint",'


@pytest.mark.parametrize(
    ("content", "line", "found"),
    [
        (b'{\n"resources": [\n}', 3, "no JSON"),
        (b"[]", 0, "no list of resources"),
        (b'{"resources": 1}', 0, "no list"),
        (b"\xff", 0, "bytes that are no UTF-8"),
    ],
)
def test_what_is_no_description_is_one_fault(content: bytes, line: int, found: str, tmp_path: Path) -> None:
    (tmp_path / package.NAME).write_bytes(content)
    (fault,) = package.check(tmp_path)
    assert fault.line == line
    assert fault.found.startswith(found)


def test_no_description_is_a_fault(tmp_path: Path) -> None:
    (fault,) = package.check(tmp_path)
    assert fault.found.startswith("no readable file")

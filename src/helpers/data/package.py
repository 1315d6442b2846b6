"""Hold `datapackage.json` against the contracts: every file, column, word and key stands in both.

The descriptions are written by hand; everything that a machine can derive from the models of
`helpers.data.schemas` is derived here and compared, so that the Data Package cannot fall behind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from helpers import paths
from helpers.data.cells import LONGEST, Rule
from helpers.data.keys import FOREIGN_KEYS
from helpers.data.schemas import SCHEMAS
from helpers.errors import Fault

NAME = "datapackage.json"
PROFILES = "https://datapackage.org/profiles/2.0"
DIALECT = {"$schema": f"{PROFILES}/tabledialect.json", "header": True, "delimiter": ",", "quoteChar": '"',
           "doubleQuote": True, "lineTerminator": "\n"}

# What is written by hand and not compared.
PROSE = frozenset({"title", "description", "unit", "example", "licenses", "sources"})


class Unlike(NamedTuple):
    """A place of the description that differs from the contracts: resource, field, and the difference."""

    resource: str
    field: str
    found: str
    expected: str
    remedy: str


def check(folder: Path = paths.RAW) -> list[Fault]:
    """Return the faults of the description of the raw tables, sorted.

    Parameters
    ----------
    folder
        Where `datapackage.json` lies.
    """
    path = folder / NAME
    name = paths.relative(path)
    try:
        text = path.read_text(encoding="utf-8")
        package = json.loads(text)
    except OSError as error:
        return [Fault(name, 0, "", f"no readable file ({error.strerror})", "the tables' description",
                      "restore the file")]
    except json.JSONDecodeError as error:
        return [Fault(name, error.lineno, "", f"no JSON ({error.msg})", "a JSON object", "mend the file")]
    except UnicodeDecodeError:
        return [Fault(name, 0, "", "bytes that are no UTF-8", "UTF-8", "save the file as UTF-8")]
    return sorted({
        Fault(name, line_of(text, one.resource, one.field), ".".join(filter(None, (one.resource, one.field))),
              one.found, one.expected, one.remedy)
        for one in differences(package)
    })


def line_of(text: str, resource: str, field: str = "") -> int:
    """Return the line that names a resource, or a field of it; 0 where there is none."""
    place = 0
    for name in filter(None, (resource, field)):
        match = re.compile(rf'"name":\s*{re.escape(json.dumps(name))}').search(text, place)
        if not match:
            return 0
        place = match.end()
    return text.count("\n", 0, place) + 1 if resource else 0


def differences(package: Any) -> Iterator[Unlike]:
    """Yield where a description differs from the contracts.

    Parameters
    ----------
    package
        The descriptor, parsed.
    """
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list):
        yield Unlike("", "", "no list of resources", "a Data Package", "restore the file")
        return
    yield from _compared({"$schema": f"{PROFILES}/datapackage.json"}, package, "", "")
    resources = {one.get("name"): one for one in package["resources"] if isinstance(one, dict)}
    for name in SCHEMAS:
        if name not in resources:
            yield Unlike("", "", f"no description of {name}.csv", "a resource for every table",
                         f"describe {name}.csv and its columns")
            continue
        found = resources[name]
        yield from _compared(resource(name), found, name, "", skip=frozenset({"schema"}))
        yield from _described(found, name, "")
        yield from _schema(found.get("schema"), name)
    for extra in resources.keys() - SCHEMAS.keys():
        yield Unlike(str(extra), "", f"a description of {extra!r}", "tables with a contract only",
                     "remove the resource, or write its model in helpers/data/schemas")


def _schema(schema: Any, name: str) -> Iterator[Unlike]:
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list):
        yield Unlike(name, "", "no list of fields", "a schema with a field for every column",
                     "describe the columns")
        return
    expected = resource(name)["schema"]
    yield from _compared(expected, schema, name, "", skip=frozenset({"fields"}))
    found = {one.get("name"): one for one in schema["fields"] if isinstance(one, dict)}
    order = [one["name"] for one in expected["fields"]]
    for field in expected["fields"]:
        if field["name"] not in found:
            yield Unlike(name, "", f"no description of the column {field['name']!r}",
                         "a field for every column", f"describe {field['name']!r}")
            continue
        yield from _compared(field, found[field["name"]], name, field["name"])
        yield from _described(found[field["name"]], name, field["name"])
    for extra in found.keys() - set(order):
        yield Unlike(name, str(extra), f"a description of the column {extra!r}", "columns of the table only",
                     "remove the field, or add the column to the table and its model")
    if sorted(map(str, found)) == sorted(order) and list(found) != order:
        yield Unlike(name, "", "the fields in another order", ", ".join(order), "put them in this order")


def _compared(expected: dict[str, Any], found: dict[str, Any], name: str, field: str,
              skip: frozenset[str] = frozenset()) -> Iterator[Unlike]:
    """Compare what can be derived; a property that the contracts say nothing of is a difference too."""
    names = [*expected, *(key for key in found if key not in expected and name)]
    for key in names:
        if key in skip | PROSE or expected.get(key) == found.get(key):
            continue
        yield Unlike(name, field, f"{key} {_short(found.get(key))}", _short(expected.get(key)),
                     f"write {key} as the contracts have it" if key in expected else f"remove {key}")


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 2 * LONGEST else text[: 2 * LONGEST - 1] + "…"


def _described(found: dict[str, Any], name: str, field: str) -> Iterator[Unlike]:
    if not str(found.get("description") or "").strip():
        yield Unlike(name, field, "no description", "a description in words", "say what it holds")


@cache
def resource(name: str) -> dict[str, Any]:
    """Return the descriptor of a table as its contract has it, without the prose."""
    schema = SCHEMAS[name].to_schema()
    fields: dict[str, Rule] = {column: one.metadata["rule"] for column, one in schema.columns.items()}
    alone = [column for column, one in schema.columns.items() if one.unique]
    primary = list(schema.unique or alone[:1])
    table: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [field(column, rule, column in alone and [column] != primary, column in primary)
                   for column, rule in fields.items()],
        "missingValues": [""],
    }
    if primary:
        table["primaryKey"] = primary
    # An entry of a `;`-separated column is no value of its own to a Data Package, so such keys are told in
    # the column's description and checked by helpers.data.keys alone.
    foreign = [_foreign(key.column, name, key.target, key.key) for key in FOREIGN_KEYS
               if key.table == name and not fields[key.column].listed]
    if foreign:
        table["foreignKeys"] = foreign
    return {
        "name": name, "type": "table", "path": f"{name}.csv", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "dialect": DIALECT, "schema": table,
    }


def _foreign(column: str, name: str, target: str, key: str) -> dict[str, Any]:
    reference: dict[str, Any] = {"fields": [key]}
    if target != name:  # a reference to the table itself names no resource
        reference = {"resource": target, **reference}
    return {"fields": [column], "reference": reference}


def field(column: str, rule: Rule, unique: bool, primary: bool) -> dict[str, Any]:
    """Return the descriptor of a column as its rule has it, without the prose.

    Parameters
    ----------
    column, rule
        Name and rule of the column.
    unique
        Whether its cells are unique although it is not the primary key.
    primary
        Whether it belongs to the primary key. A blank cell there is a value ("no partner"), not missing.
    """
    found: dict[str, Any] = {"name": column, "type": "list" if rule.listed else rule.kind}
    if rule.listed:
        found |= {"delimiter": ";", "itemType": "string"}
    if primary and rule.blank:
        found["missingValues"] = []
    constraints: dict[str, Any] = {}
    if not rule.blank:
        constraints["required"] = True
    if unique:
        constraints["unique"] = True
    if found["type"] == "string":
        if rule.words:
            constraints["enum"] = [*rule.words, *([""] if primary and rule.blank else [])]
        if rule.pattern:
            # Written for readers without non-capturing groups (XML Schema has none).
            whole = rule.pattern.replace("(?:", "(")
            constraints["pattern"] = f"^({whole}){'?' * (primary and rule.blank)}$"
    for name, bound in (("minimum", rule.low), ("maximum", rule.high)):
        if np.isfinite(bound):
            constraints[name] = int(bound)
    if constraints:
        found["constraints"] = constraints
    return found

"""Fields: what is asked for an addition, from the contracts and the description of the tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from helpers import paths

# Words of a closed vocabulary that are told where something is asked.
SHOWN = 14


@dataclass(frozen=True)
class Field:
    """One thing that is asked for.

    Parameters
    ----------
    name
        As the option names it, with underscores.
    help
        What it is, in a few words.
    required
        Whether it must not be blank.
    default
        What stands where nothing is given.
    """

    name: str
    help: str
    required: bool = False
    default: str = ""


@cache
def _described() -> dict[tuple[str, str], str]:
    package: dict[str, Any] = json.loads((paths.RAW / "datapackage.json").read_text("utf-8"))
    return {(one["name"], field["name"]): field["description"] for one in package["resources"]
            for field in one["schema"]["fields"]}


def of_table(table: str, without: Iterable[str] = (), **defaults: str) -> list[Field]:
    """Return the columns of a table as fields.

    Parameters
    ----------
    without
        Columns that are worked out.
    defaults
        What stands in a column where nothing is given.
    """
    from helpers.data.schemas import SCHEMAS

    made = []
    for name, column in SCHEMAS[table].to_schema().columns.items():
        if name in set(without):
            continue
        rule = column.metadata["rule"]
        words = f" One of: {', '.join(rule.words)}." if rule.words and len(rule.words) <= SHOWN else ""
        made.append(Field(name, f"{_described()[table, name].rstrip('.')}.{words}",
                          not rule.blank and name not in defaults, defaults.get(name, "")))
    return made


def free(fields: Iterable[Field], *names: str) -> list[Field]:
    """Return fields of which some may be left out after all."""
    return [replace(field, required=False) if field.name in names else field for field in fields]

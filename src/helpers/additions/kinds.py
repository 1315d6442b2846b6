"""What can be added to the tables, and how the rows follow from what was given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from helpers.additions import places
from helpers.additions.tree import RAW, Tree, rows_of
from helpers.data import known, vocabulary
from helpers.data.cells import precision
from helpers.data.tables import items
from helpers.errors import CompendiumError

Given = Mapping[str, str]
EVIDENCE = ("claim_id", "part_ids", "part_stance", "stance_a", "stance_b", "directness", "reason")
# What coders judge, and the columns that say of what a row judges.
JUDGED = {"areas": ["area"], "scores": ["programme_id", "criterion"], "sortings": ["programme_id", "sorting"]}


def _missing(what: str, expected: str) -> CompendiumError:
    return CompendiumError(f"{what}: found nothing, expected {expected}; do: give --{what.replace('_', '-')}")


def source(given: Given, tree: Tree) -> list[str]:
    """Add a source; until something rests on it, its note says so."""
    note = f"{given['note']} {vocabulary.UNUSED_SOURCE}".strip()
    tree.add("sources", [{**given, "note": note}])
    return [f"source {given['source_id']}, marked as not used until a row rests on it"]


def use(sources: list[str], tree: Tree) -> None:
    """Take the words that nothing rests on it out of the note of sources that come into use."""
    table = tree.table("sources")
    for at, name, note in zip(table.index, table["source_id"], table["note"], strict=True):
        if name in sources and note.endswith(vocabulary.UNUSED_SOURCE):
            tree.put("sources", int(at), "note", note.removesuffix(vocabulary.UNUSED_SOURCE).strip())


def fact(given: Given, tree: Tree) -> list[str]:
    """Add a fact with its bearing on a claim, or the bearing of a known fact on a further claim."""
    facts = tree.table("facts")
    name = given["fact_id"] or _next(facts["fact_id"], given["topic"], "-", 3)
    told = []
    if name not in set(facts["fact_id"]):
        for column in ("topic", "asserted_by", "statement", "source_ids"):
            if not given[column]:
                raise _missing(column, "it for a new fact")
        row = {column: given.get(column, "") for column in facts.columns} | {"fact_id": name}
        alone = pd.DataFrame([row])
        row["date_precision"] = str(precision(alone["date_start"]).fillna("").iloc[0])
        row["known_from"] = known.of_facts(alone, tree.table("sources")).iloc[0] or ""
        use(items(row["source_ids"]), tree)
        tree.add("facts", [row])
        told += [f"fact {name}", *_actors(given, tree)]
    if not given["claim_id"]:
        raise _missing("claim_id", "the claim on which the fact bears")
    stance = given["stance"] or given["stance_a"]
    if not given["stance"] and given["stance_a"] != given["stance_b"]:
        raise _missing("stance", "the stance that counts, since the two coders differ")
    tree.add("evidence", [{column: given[column] for column in EVIDENCE} | {"fact_id": name, "stance": stance}])
    return [*told, f"its bearing on {given['claim_id']}: {stance}"]


def _actors(given: Given, tree: Tree) -> list[str]:
    listed = set(tree.table("actors")["name"])
    new = [name for name in items(given["actor"]) if name not in listed]
    if new and not given["actor_kind"]:
        raise CompendiumError(f"actor: found {new[0]!r}, expected a name of actors.csv; do: mend the name, or say by "
                              f"--actor-kind what it is: {', '.join(vocabulary.ACTOR_KINDS)}")
    tree.add("actors", [{"name": name, "kind": given["actor_kind"], "perspective": given["asserted_by"]}
                        for name in new])
    return [f"actor {name}" for name in new]


def _next(names: pd.Series, stem: str, sign: str, digits: int) -> str:
    """Return the next free number of a stem."""
    ends = [name.rpartition(sign)[2] for name in names if name.rpartition(sign)[0] == stem]
    return f"{stem}{sign}{max((int(end) for end in ends), default=0) + 1:0{digits}d}"


def series(given: Given, tree: Tree) -> list[str]:
    """Add a series with its values, and the notebook that reads it or the reason why none does."""
    name, values = given["series_id"], rows_of(Path(given["values"]))
    if bool(given["notebook"]) == bool(given["unused"]):
        raise CompendiumError("series: found "
                              f"{'both' if given['notebook'] else 'neither'} of --notebook and --unused, expected one; "
                              "do: name the notebook that reads it, or the reason why none does")
    meta = {column: given[column] for column in tree.table("series_meta").columns}
    tree.add("series_meta", [meta])
    rows = [{"source_id": meta["source_id"], **row, "series_id": name, "unit": meta["unit"]} for row in values]
    frame = pd.DataFrame(rows)
    if "period" not in frame:
        raise CompendiumError(f"{given['values']}: found no column period, expected the columns of series.csv; "
                              "do: add it")
    days = known.of_series(frame, tree.table("series_meta"), tree.table("sources"))
    for row, day in zip(rows, days, strict=True):
        row.setdefault("known_from", day or "")
    use([meta["source_id"], *(row["source_id"] for row in rows)], tree)
    tree.add("series", rows)
    told = [f"series {name} with {len(rows)} value{'s' if len(rows) > 1 else ''}"]
    if given["unused"]:
        tree.add("unused", [{"series_id": name, "reason": given["unused"]}])
        return [*told, "the reason why no notebook reads it"]
    places.read_by(tree, given["notebook"], name)
    return [*told, f"its entry among the series of {given['notebook']}"]


def claim(given: Given, tree: Tree) -> list[str]:
    """Add a claim at the end of its section, with its parts and what was found or sought in vain."""
    claims = tree.table("claims")
    if given["section"] not in vocabulary.SECTION_CODES:
        raise CompendiumError(f"section: found {given['section']!r}, expected one of "
                              f"{', '.join(vocabulary.SECTIONS)}; do: choose one of these")
    name = given["claim_id"] or _next(claims["claim_id"], vocabulary.SECTION_CODES[given["section"]], "-", 2)
    row = {column: given[column] for column in claims.columns} | {"claim_id": name}
    same = claims.index[claims["section"].eq(given["section"])]
    tree.add("claims", [row], after=int(same[-1]))
    parts = rows_of(Path(given["parts"]))
    tree.add("claim_parts", [{**part, "claim_id": name, "part_id": f"{name}{chr(ord('a') + place)}"}
                             for place, part in enumerate(parts)])
    told = [f"claim {name} with {len(parts)} part{'s' if len(parts) > 1 else ''}"]
    for table in ("evidence", "gaps"):
        if given[table]:
            rows = [{**found, "claim_id": name} for found in rows_of(Path(given[table]))]
            if table == "gaps":
                for found in rows:
                    found.setdefault("gap_id", _next(tree.table("gaps")["gap_id"], f"{found['topic']}-gap", "-", 2))
            tree.add(table, rows)
            told.append(f"{len(rows)} row{'s' if len(rows) > 1 else ''} of {table}.csv")
    _anchor(tree, given["section"], items(given["sentences"]), name)
    places.in_contents(tree, f"claims/{name}", f"claims/{claims.loc[same[-1], 'claim_id']}")
    return [*told, "its place in the register, under its sentences and in the table of contents"]


def _anchor(tree: Tree, section: str, sentences: list[str], claim_id: str) -> None:
    """Name a claim beside the sentences that it is made from, in the register's order."""
    order = list(tree.table("claims")["claim_id"])
    anchors = tree.table("anchors")
    mine = anchors["section"].eq(section) & anchors["sentence"].isin(sentences)
    for at, cell in anchors.loc[mine, "claim_ids"].items():
        named = sorted([*items(cell), claim_id], key=order.index)
        tree.put("anchors", int(str(at)), "claim_ids", ";".join(named))


def coder(given: Given, tree: Tree) -> list[str]:
    """Add a coder of the programmes, with a judgement of everything that the others judged."""
    name = given["coder"]
    if name in vocabulary.CODERS or not (len(name) == 1 and "a" <= name <= "z"):
        raise CompendiumError(f"coder: found {name!r}, expected a small letter that no coder has yet; do: choose one")
    told = []
    for table, key in JUDGED.items():
        rows = [{**row, "coder": name} for row in rows_of(Path(given[table]))]
        own = tree.table(table)
        wanted = set(own[key].itertuples(index=False, name=None))
        missing = wanted - {tuple(row.get(column, "") for column in key) for row in rows}
        if missing:
            raise CompendiumError(f"{given[table]}: found no row for {', '.join(min(missing))}, expected one for each "
                                  f"of {len(wanted)}, as the other coders have it; do: judge that too")
        tree.add(table, rows)
        told.append(f"{len(rows)} rows of {table}.csv by coder {name}")
    before = ", ".join(f'"{one}"' for one in vocabulary.CODERS)
    places.replaced(tree, "src/helpers/data/vocabulary.py", f"CODERS: tuple[str, ...] = ({before})",
                    f'CODERS: tuple[str, ...] = ({before}, "{name}")')
    places.replaced(tree, f"{RAW}/datapackage.json", f'"enum": [{before}]', f'"enum": [{before}, "{name}"]', times=3)
    return [*told, f"{name} among the coders of helpers/data/vocabulary.py and datapackage.json"]

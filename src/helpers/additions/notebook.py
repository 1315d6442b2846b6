"""A new notebook: an outline that runs, whose tests decide nothing until they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from helpers.additions import places
from helpers.additions.tree import MANIFEST, Tree
from helpers.data.tables import items
from helpers.errors import CompendiumError
from helpers.execution import manifest

MODULE = '''"""{title}: the test of each part."""

from __future__ import annotations

from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study

UNTESTED = "not tested yet"


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `{name}`: every part stays open until its test is written."""
    parts = study.table("claim_parts")
    found = []
    for claim in study.notebook.claims:
        mine = parts[parts["claim_id"].eq(claim)]
        tests = tuple(PartTest(part, Outcome.OPEN, broken, asserted, UNTESTED) for part, asserted, broken in
                      zip(mine["part_id"], mine["part"], mine["would_break"], strict=True))
        summary = f"{{len(study.evidence(claim))}} rows of evidence are gathered; its tests are not written yet."
        found.append(Finding(claim, "; ".join(mine["part"]), UNTESTED, summary, tests=tests))
    return found
'''
CODE = '''from helpers.claims import {module} as claims
from helpers.study import Study

study = Study("{name}", {parameters})
findings = claims.settle(study)
study.glue(answer=" ".join(finding.summary for finding in findings))'''
PROSE = {
    "What would be seen if the claims were true, and if they were not":
        "The tests are written down before the results. What would break a part stands in `claim_parts.csv`.",
    "The data, and what is missing": "Which rows and series are used, whose they are, and what is missing.",
}
RECORD = '''for finding in findings:
    study.record(finding)'''
LAST = ("What this cannot say", "What follows from what is missing.")


def outline(name: str, title: str, claims: tuple[str, ...]) -> dict[str, Any]:
    """Return a notebook with the sections that all notebooks have."""
    hidden = {"tags": ["hide-input"]}

    def cell(kind: str, source: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = {"cell_type": kind, "id": f"cell-{len(cells)}", "metadata": dict(metadata),
                                "source": source.splitlines(keepends=True)}
        return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})

    cells: list[dict[str, Any]] = []
    values = "\n".join(f"{key} = {parameter.default!r}" for key, parameter in manifest.common().items())
    passed = ", ".join(f"{key}={key}" for key in manifest.common())
    shown = ", ".join(claims)
    for kind, source, metadata in (
            ("markdown", f"# {title}\n\nThe claims: {shown}.\n\n**The answer first.** {{glue:text}}`answer`", {}),
            ("code", values, {"tags": ["parameters", "hide-input"]}),
            ("code", CODE.format(module=name.replace("-", "_"), name=name, parameters=passed), hidden),
            *(("markdown", f"## {head}\n\n{text}", {}) for head, text in PROSE.items()),
            ("markdown", "## The tests, part by part", {}),
            ("code", RECORD, hidden),
            ("markdown", f"## {LAST[0]}\n\n{LAST[1]}", {})):
        cells.append(cell(kind, source, metadata))
    return {"cells": cells, "metadata": {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}


def notebook(given: Mapping[str, str], tree: Tree) -> list[str]:
    """Add a notebook, its module of tests, its entry in the manifest and in the table of contents.

    Raises
    ------
    CompendiumError
        For a name that is taken or no plain word, and for claims that do not exist or are settled elsewhere.
    """
    name, known = given["name"], manifest.read()
    settles, contributes = tuple(items(given["settles"])), tuple(items(given["contributes"]))
    if not re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", name) or name in known:
        raise CompendiumError(f"name: found {name!r}, expected a new name of small letters, digits and single hyphens; "
                              "do: choose another")
    if not settles + contributes:
        raise CompendiumError("settles: found no claim, expected those that the notebook bears on; do: give --settles "
                              "or --contributes")
    register = set(tree.table("claims")["claim_id"])
    owners = {claim: other.name for other in known.values() for claim in other.settles}
    for claim in settles + contributes:
        if claim not in register:
            raise CompendiumError(f"claim: found {claim!r}, expected one of claims.csv; do: mend it, or add the claim "
                                  "first")
        if claim in settles and claim in owners:
            raise CompendiumError(f"settles: found {claim}, which {owners[claim]} settles, expected a claim that no "
                                  "notebook settles; do: give it with --contributes")
    module = name.replace("-", "_")
    tree.texts[f"notebooks/{name}.ipynb"] = json.dumps(
        outline(name, given["title"], settles + contributes), indent=1, ensure_ascii=False) + "\n"
    tree.texts[f"src/helpers/claims/{module}.py"] = MODULE.format(title=given["title"], name=name)
    entry = [f"  {name}:", f"    title: {json.dumps(given['title'], ensure_ascii=False)}"]
    entry += [f"    {key}: [{', '.join(claims)}]" for key, claims in (("settles", settles),
                                                                    ("contributes", contributes)) if claims]
    tree.texts[MANIFEST] = "\n".join([tree.text(MANIFEST).rstrip("\n"), "", *entry, "    tables: [claim_parts]",
                                      "    figures: []"]) + "\n"
    places.in_contents(tree, f"notebooks/{name}", f"notebooks/{list(known)[-1]}")
    return [f"notebooks/{name}.ipynb", f"src/helpers/claims/{module}.py", "its entry in the manifest",
            "its place in the table of contents"]

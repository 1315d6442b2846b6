"""What the commands do and say: thin, so that the command line itself starts quickly."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from helpers import paths
from helpers.changes import guard
from helpers.errors import CompendiumError, FaultyData
from helpers.execution import fingerprint


def build(given: Mapping[str, Any], jobs: int, accept: bool = False) -> None:
    """Build, and say what ran and why, the verdict counts, where to look, and which published verdicts would change."""
    begun = time.monotonic()
    published = (paths.EXECUTED, paths.STAGED, paths.HTML, paths.PROCESSED)
    target: Any = None
    if not given and fingerprint.holds(paths.BUILD / "fingerprint", published):
        steps: Sequence[Any] = []
        processed, html = paths.STAGED, paths.HTML
    else:
        from helpers.execution import build as building

        target = building.target(given)
        steps = building.build(target, jobs)
        processed, html = target.processed, target.html
    if not steps:
        click.echo("Nothing changed, nothing ran.")
    for step in steps:
        shown = ", ".join(step.reasons[:4]) + (f" and {len(step.reasons) - 4} more" if len(step.reasons) > 4 else "")
        click.echo(f"ran {step.name}: {shown}")
    kernels = Counter(step.kernel for step in steps if step.kernel)
    if kernels:
        click.echo("Kernels: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kernels.items())) + ".")
    counts = Counter(row["verdict"] for row in _verdicts(processed))
    click.echo("Verdicts: " + ", ".join(f"{count} {verdict}" for verdict, count in counts.items()) + ".")
    click.echo(f"The book is in {paths.relative(html / 'index.html')} ({time.monotonic() - begun:.1f} s).")
    if target is None and not guard.moved():
        return
    from helpers.execution import build as building

    told = building.finish(target or building.target(given), bool(steps), accept)
    if told:
        click.echo(told)


def _verdicts(folder: Path) -> list[dict[str, str]]:
    path = folder / "verdicts.csv"
    if not path.exists():
        raise CompendiumError(f"{paths.relative(path)}: found no such file, expected the verdicts; do: make book")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(name: str, given: Mapping[str, Any], output: Path | None) -> None:
    """Run one notebook and print its verdicts beside the published ones."""
    from helpers.book import standalone
    from helpers.data import contracts
    from helpers.execution import build as building
    from helpers.execution import manifest, parameters, run, tasks

    notebook = manifest.one(name)
    values = parameters.check(notebook.parameters, given)
    contracts.require()
    folder = output.resolve() if output else building.variant({name: values[name] for name in given}).executed
    if output and folder.is_relative_to(paths.EXECUTED):
        raise CompendiumError(f"--output: found {output}, expected a folder outside the published results; "
                              "do: name another")
    results = run.run(notebook, given, folder)
    page = standalone.write(results)
    published = _published()
    for claim in tasks.judge_one(notebook, values, results):
        before = published.get(claim.claim_id, "no published verdict")
        told = "the same as published" if before == claim.verdict else f"published: {before}"
        click.echo(f"{claim.claim_id}  {claim.verdict}  ({told})")
    click.echo(f"Executed notebook: {paths.relative(results.executed)}")
    click.echo(f"Page: {paths.relative(page)}")


def _published() -> dict[str, str]:
    if not (paths.PROCESSED / "verdicts.csv").exists():
        return {}
    return {row["claim_id"]: row["verdict"] for row in _verdicts(paths.PROCESSED)}


def explain(notebook: str | None, claim: str | None, figure: str | None) -> None:
    """Say why a notebook is out of date, or what a verdict or figure rests on."""
    from helpers.execution import build as building
    from helpers.execution import manifest, tasks

    if claim:
        claims(claim)
    if figure:
        _figure(figure)
    if claim or figure:
        return
    names = [manifest.one(notebook).name] if notebook else list(manifest.read())
    for name in names:
        told = building.reasons(tasks.Target(), name)
        click.echo(f"{name}: " + ("up to date" if not told else "out of date: " + "; ".join(told)))


def _figure(figure: str) -> None:
    from helpers.data import tables, vintages
    from helpers.execution import manifest

    owner = next((entry for entry in manifest.read().values() if figure in entry.figures), None)
    if owner is None:
        known = ", ".join(name for entry in manifest.read().values() for name in entry.figures)
        raise CompendiumError(f"figure: found {figure!r}, expected one of {known}; do: choose one of these")
    click.echo(f"{figure}: drawn by notebooks/{owner.name}.ipynb from these series")
    meta = vintages.read(("series_meta",))["series_meta"].set_index("series_id")
    sources = tables.read("sources").set_index("source_id")
    for name in owner.series:
        source = sources.loc[meta.at[name, "source_id"]]
        click.echo(f"  {name}: {meta.at[name, 'title']} ({meta.at[name, 'vintage']}); {source['publisher']}, "
                   f"{source['url'] or 'no address'}")


def check() -> None:
    """Hold every table to its contract."""
    from helpers.data import contracts, tables
    from helpers.execution import uses

    faults = contracts.check() or uses.faults()
    if faults:
        raise FaultyData(faults)
    rows = {name: len(tables.read(name)) for name in tables.names()}
    click.echo(f"{len(rows)} tables, {sum(rows.values()):,} rows: every contract holds.")


def claims(claim_id: str | None) -> None:
    """Show all verdicts, or one claim."""
    table = _verdicts(paths.PROCESSED)
    if claim_id is None:
        width = max(len(row["verdict"]) for row in table)
        for row in table:
            click.echo(f"{row['claim_id']}  {row['verdict']:<{width}}  {row['confidence']}".rstrip())
        return
    if claim_id not in {row["claim_id"] for row in table}:
        raise CompendiumError(f"claim: found {claim_id!r}, expected an identifier such as {table[0]['claim_id']}; "
                              "do: see `compendium claims`")
    _claim(claim_id)


def _claim(claim_id: str) -> None:
    from helpers.data import tables
    from helpers.execution import tasks

    claim = next(c for c in tasks.judge(tasks.Target(), [claim_id]))
    sources = tables.read("sources").set_index("source_id")
    facts = tables.read("facts").set_index("fact_id")
    click.echo(f"{claim.claim_id}  {claim.row['paraphrase']}")
    click.echo(f"Verdict: {claim.verdict}" + (f", {claim.confidence} confidence ({claim.evidence} evidence, "
                                              f"{claim.agreement} agreement)" if claim.settled else ""))
    for part in claim.parts:
        click.echo(f"\n{part.part_id}  {part.row['part']}\n  {part.outcome} by {part.decided_by}"
                   f" (for {part.tally.support:g}, against {part.tally.against:g}, "
                   f"qualifying {part.tally.qualify:g})")
        for test in part.tests:
            click.echo(f"  test: {test.test} Found: {test.found}")
        for voice in part.voices:
            sign = {1: "for", -1: "against", 0: "qualifies"}[voice.sign]
            for fact_id in voice.facts:
                fact = facts.loc[fact_id]
                click.echo(f"  {sign}: {fact_id} {fact['date_start']} {fact['actor']}: {fact['statement']}")
                for source_id in fact["source_ids"].split(";"):
                    source = sources.loc[source_id]
                    click.echo(f"      {source['publisher']}, {source['published'] or 'undated'}: "
                               f"{source['url'] or 'no address'} ({source['read_as']})")


def verify(commentary: Path) -> None:
    """Hold the register against the commentary."""
    from helpers.evidence import register

    result = register.verify(commentary)
    click.echo(str(result))
    if not result.holds:
        raise CompendiumError("the register and this text do not agree; do: see the lines above")

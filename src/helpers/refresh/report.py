"""What a refresh says: on the terminal, and as Markdown for whoever reads the change before it is taken."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from helpers import files, paths
from helpers.errors import CompendiumError
from helpers.refresh import refresh, registry
from helpers.refresh.guards import ADDED, CHANGED, REMOVED, Change
from helpers.refresh.refresh import Result
from helpers.refresh.web import Limits, Web

# A self-test takes one series of each publisher and waits less.
PATIENCE = Limits(retries=1)


def run(names: tuple[str, ...], dry: bool, selftest: bool, accepted: Sequence[str], report: Path | None) -> None:
    """Refresh, and say what came of it.

    Raises
    ------
    CompendiumError
        When any publisher failed or was stopped; what others gave was added all the same.
    """
    if selftest:
        _selftest(names)
        return
    results = refresh.refresh(names, frozenset(accepted), dry)
    used = {name for result in results for outcome in result.outcomes
            for name in (f"{outcome.series_id}:definition", *(change.name for change in outcome.changes))}
    for line in lines(results, dry):
        click.echo(line)
    if report:
        files.write(report, markdown(results, dry))
    idle = sorted(set(accepted) - used)
    if idle:
        click.echo(f"note: --accept {idle[0]} names no change" + (f", nor do {len(idle) - 1} more" if idle[1:] else ""))
    failed = [result.failure for result in results if result.failure]
    if failed:
        raise CompendiumError("\n".join(failed))


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:,.10g}"


def told(change: Change) -> str:
    """Return one change in a line."""
    size = "" if change.size is None else f" ({change.size:+,.6g})"
    return (f"{change.kind} {change.name}: {_number(change.before)} -> {_number(change.after)}{size}"
            + (f"  OFF: {change.off}" if change.off else ""))


def lines(results: Sequence[Result], dry: bool) -> Iterator[str]:
    """Yield what came of each publisher: every change, then what was added."""
    for result in results:
        yield f"{result.upstream.title} [{result.upstream.name}]"
        for outcome in result.outcomes:
            yield f"  {outcome.series_id}: {summary(outcome.changes)}"
            if outcome.definition:
                yield f"    definition {outcome.series_id}:definition: {outcome.definition}"
            yield from (f"    {told(change)}" for change in outcome.changes)
        if result.failure:
            yield "  stopped: nothing of this publisher was changed"
        elif result.added:
            where = paths.relative(paths.LOCAL if result.local else paths.RAW)
            yield (f"  {'would add' if dry else 'added'} a vintage of {len(result.added)} series to {where}"
                   + (", which may not be passed on" if result.local else ""))
        else:
            yield "  nothing newer"


def summary(changes: Sequence[Change]) -> str:
    """Return how many values changed, are new or gone."""
    counts = Counter(change.kind for change in changes)
    return ", ".join(f"{counts[kind]} {kind}" for kind in (CHANGED, ADDED, REMOVED) if counts[kind]) or "unchanged"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def markdown(results: Sequence[Result], dry: bool) -> str:
    """Return the same as Markdown, a table a series."""
    made = [f"# Refresh of {refresh.now():%Y-%m-%d}{' (dry run)' if dry else ''}\n"]
    for result in results:
        made.append(f"## {result.upstream.title}\n")
        if result.failure:
            made.append(f"Stopped: {_cell(result.failure)}\n")
        elif not result.added:
            made.append("Nothing newer.\n")
        for outcome in result.outcomes:
            if not outcome.changes and not outcome.definition:
                continue
            made.append(f"### {outcome.series_id}: {summary(outcome.changes)}\n")
            if outcome.definition:
                made.append(f"Definition: {_cell(outcome.definition)}\n")
            made.append("| value | change | before | after | size | off |\n| --- | --- | --- | --- | --- | --- |")
            made += [f"| {_cell(one.name)} | {one.kind} | {_number(one.before)} | {_number(one.after)} | "
                     f"{'' if one.size is None else format(one.size, '+,.6g')} | {_cell(one.off)} |"
                     for one in outcome.changes]
            made.append("")
    return "\n".join(made) + "\n"


def _selftest(names: tuple[str, ...]) -> None:
    """Ask each publisher for one series, and say whether its answer can be read.

    Raises
    ------
    CompendiumError
        When any answer cannot.
    """
    wanted, frames, failed = registry.wanted(names), refresh.present(), []
    for upstream in registry.UPSTREAMS:
        if upstream.name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            one = wanted[upstream.name][:1]
            result = refresh.ask(upstream, one, frames, Web(Path(folder), PATIENCE), frozenset())
        if result.outcomes and not any(outcome.definition for outcome in result.outcomes):
            click.echo(f"{upstream.name}: answers, {len(result.outcomes[0].delivery.values)} values of "
                       f"{one[0].series_id}; write verified=\"{refresh.now():%Y-%m-%d}\" into its module")
        else:
            why = result.failure or f"{one[0].series_id}: {result.outcomes[0].definition}"
            click.echo(f"{upstream.name}: FAILED: {why}")
            failed.append(upstream.name)
    if failed:
        raise CompendiumError(f"self-test: found {', '.join(failed)} without a readable answer, expected all; do: see "
                              "the lines above")

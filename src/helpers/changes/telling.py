"""Tell what differs in plain text that can be pasted into a response to reviewers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from helpers import paths
from helpers.changes import causes
from helpers.changes.causes import Cause, Way
from helpers.changes.comparison import Comparison
from helpers.changes.figures import FigureChange
from helpers.changes.moves import Move
from helpers.changes.revisions import Revision

# Rows that are told one by one; JSON has all of them.
LISTED = 12
Entry = TypeVar("Entry")


def number(count: int, noun: str, several: str = "") -> str:
    """Return a count with its noun."""
    return f"{count:,} {noun if count == 1 else several or noun + 's'}"


def _some(entries: Sequence[Entry], told: Callable[[Entry], str]) -> Iterator[str]:
    """Yield the first entries as a list, and how many more there are."""
    for entry in entries[:LISTED]:
        yield f"  - {told(entry)}"
    if len(entries) > LISTED:
        yield f"  - and {len(entries) - LISTED:,} more"


def headline(move: Move) -> str:
    """Return in one line how a claim moved."""
    return f"{move.claim_id}: {move.before} → {move.after}"


def ways(cause: Cause) -> list[str]:
    """Return for each sufficient set of rows how it is introduced."""
    told = []
    for place, way in enumerate(cause.ways):
        many = "This row is" if len(way.changes) == 1 else f"These {len(way.changes)} rows together are"
        also = "also " if place else ""
        least = "" if way.fewest or len(way.changes) == 1 else " (fewer may do: the search was cut short)"
        told.append(f"{many} {also}enough to move it{least}")
    return told


def kind(cause: Cause) -> str:
    """Return in one sentence what kind of change moved a verdict."""
    return {
        causes.DATA: "Cause: data. The same code gives the earlier verdict on the earlier data.",
        causes.CODE: "Cause: code. The code that runs gives the later verdict on the earlier data too.",
        causes.BOTH: "Cause: data and code together.",
        causes.PARAMETERS: "Cause: other parameters.",
        causes.UNKNOWN: "Cause: not proved by recomputing.",
    }[cause.kind] + (f" Note: {cause.note}." if cause.note else "")


def brief(cause: Cause) -> str:
    """Return the cause in one line: of the first way the rows, else the modules, else what is known."""
    if cause.ways:
        first = cause.ways[0].changes
        more = f" and {number(len(first) - 3, 'more row')}" if len(first) > 3 else ""
        rows = " | ".join(map(str, first[:3])) + more
        return rows + (f" | code: {', '.join(cause.modules)}" if cause.modules else "")
    if cause.kind == causes.CODE and cause.modules:
        return f"code: {', '.join(cause.modules)}"
    known = [*map(str, cause.bearing[:3]), *(f"code: {name}" for name in cause.modules[:3])]
    told = f"{cause.note}" if cause.note else "code"
    return f"{told}; changed: {' | '.join(known)}" if known else told


def _move(move: Move, cause: Cause, comparison: Comparison) -> Iterator[str]:
    yield headline(move)
    if move.claim_id in comparison.said:
        yield f"  {comparison.said[move.claim_id]}"
    for part in move.parts:
        yield (f"  Part {part.part_id} ({part.part}): {part.before or 'not there'} → {part.after or 'not there'}, "
               f"by {part.decided_after or part.decided_before}.")
        if part.found_before != part.found_after:
            yield f"    found before: {part.found_before or 'nothing'}"
            yield f"    found now:    {part.found_after or 'nothing'}"
    yield f"  {kind(cause)}"
    for way, told in zip(cause.ways, ways(cause), strict=True):
        yield f"  {told}:"
        yield from _way(way)
    others = len(cause.bearing) - len({(change.table, change.key) for way in cause.ways for change in way.changes})
    if not cause.ways and cause.bearing:
        yield f"  {number(len(cause.bearing), 'row')} that it reads differ:"
        yield from ("  " + line for line in _some(cause.bearing, str))
    elif others:
        yield f"  {number(others, 'other changed row')} that it reads did not have to change for this."
    if cause.modules:
        yield f"  Changed code that it follows from: {', '.join(cause.modules)}."
    shown = comparison.showing(move.claim_id)
    if shown:
        yield f"  Figures that show it: {', '.join(figure.figure_id for figure in shown)}."


def _way(way: Way) -> Iterator[str]:
    yield from ("  " + line for line in _some(way.changes, str))


def _figure(figure: FigureChange) -> str:
    rows = f" ({figure.rows_before} rows of data gone, {figure.rows_after} new)" if figure.kind == "other data" else ""
    title = figure.title_after if figure.title_after == figure.title_before else " → ".join(
        filter(None, (figure.title_before, figure.title_after)))
    pictures = ", ".join(f"{word}: {paths.relative(path)}" for word, path in
                         (("before", figure.before), ("after", figure.after)) if path)
    return f"{figure.figure_id}: {figure.kind}{rows}. {title} [{pictures}]"


def _series(one: Revision) -> str:
    counts = ", ".join(f"{count} {word}" for count, word in
                       ((one.changed, "changed"), (one.added, "added"), (one.removed, "removed")) if count)
    largest = f"; largest change {100 * one.largest:+.3g} percent, {one.at}" if one.largest is not None else ""
    meaning = "".join(f"; {name}: {old or 'blank'} → {new or 'blank'}" for name, (old, new) in one.described.items())
    return f"{one.series_id}: {counts or 'no value changed'}{largest}{meaning}"


def text(comparison: Comparison) -> str:
    """Return the whole comparison as plain text.

    Parameters
    ----------
    comparison
        As `comparison.between` gives it.
    """
    made = [f"From {comparison.old} to {comparison.new}", ""]
    made.append(f"Verdicts: {number(len(comparison.moved), 'claim stands', 'claims stand')} otherwise."
                if comparison.moved else "Verdicts: none moved.")
    for move, cause in comparison.moved:
        made += ["", *_move(move, cause, comparison)]
    made += ["", f"Findings: {number(len(comparison.findings), 'number')} beyond {100 * comparison.tolerance:g} "
                 f"percent{':' if comparison.findings else '.'}"]
    made += _some(comparison.findings, lambda one: f"{one.part_id} {one.number}: {one.before or 'none'} → "
                                                   f"{one.after or 'none'} {one.unit}".rstrip())
    if comparison.figures is None:
        made += ["", "Figures: those of one state were not drawn; `--figures` draws them."]
    else:
        made += ["", f"Figures: {number(len(comparison.figures), 'differs', 'differ')}"
                     f"{':' if comparison.figures else '.'}", *_some(comparison.figures, _figure)]
    if comparison.tables is None:
        made += ["", "Rows: the raw tables of one state are not known."]
    else:
        made += ["", f"Series: {number(len(comparison.series), 'was', 'were')} revised"
                     f"{':' if comparison.series else '.'}", *_some(comparison.series, _series)]
        made += ["", f"Rows: {'these tables differ:' if comparison.tables else 'no raw table differs.'}"]
        made += [f"  - {name}: {added} added, {removed} removed, {changed} changed"
                 for name, (added, removed, changed) in comparison.tables.items()]
    return "\n".join(made) + "\n"

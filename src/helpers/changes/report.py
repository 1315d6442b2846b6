"""What `compendium diff` does and says."""

from __future__ import annotations

from pathlib import Path

import click

from helpers import paths
from helpers.changes import comparison, entries, log, page, redraw, state, telling


def diff(old: str, new: str, *, as_json: bool, figures: bool, tolerance: float, output: Path | None,
         label: str | None) -> None:
    """Compare two states, and print, keep or log what differs.

    Parameters
    ----------
    old, new
        As `state.named` takes them.
    as_json
        Print JSON instead of text.
    figures
        Draw the figures of commits that were never built.
    tolerance
        Share by which a number may differ.
    output
        Folder for text, JSON, pictures and a page; None for none.
    label
        What the log calls this step; None leaves the log as it is.
    """
    before, after = state.named(old), state.named(new)
    if figures:
        before, after = redraw.drawn(before), redraw.drawn(after)
    found = comparison.between(before, after, tolerance)
    click.echo(found.as_json() if as_json else telling.text(found), nl=False)
    # What else was done goes to the other stream, so that what is printed can be passed on as it is.
    if output:
        click.echo(f"Page with both pictures of every figure: {paths.relative(page.write(found, output))}", err=True)
    if label is not None:
        count = entries.add(found, label)
        click.echo(f"{telling.number(count, 'verdict')} of {label} in {paths.relative(log.PATH)}", err=True)

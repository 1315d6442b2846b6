"""Small pieces of HTML for the pages: every cell is data and shows as text."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

import pandas as pd

from helpers.evidence.rule import SYMBOLS, Verdict

LINKABLE = {"http", "https"}


def text(value: object) -> str:
    """Return a value as HTML text on one line: nothing in it is markup, and no blank line ends the block."""
    return html.escape(" ".join(str(value).split()))


def link(url: str, label: str) -> str:
    """Return a link to a page of the web, or the label alone where the address is none."""
    if urlsplit(url).scheme not in LINKABLE:
        return text(label)
    return f'<a href="{html.escape(url)}" rel="noopener noreferrer nofollow">{text(label)}</a>'


def rank(verdict: Verdict) -> int:
    """Return the place of a verdict in the readers' order, from 1: the stylesheet's class."""
    return list(Verdict).index(verdict) + 1


def badge(verdict: Verdict) -> str:
    """Return a verdict with its symbol, word and colour."""
    return (f'<span class="verdict v-{rank(verdict)}"><span aria-hidden="true">{SYMBOLS[verdict]}</span> '
            f"{text(verdict)}</span>")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], label: str, classes: str = "") -> str:
    """Return a table in its own scroll container.

    Parameters
    ----------
    head
        Names of the columns, as text.
    rows
        Cells as HTML: use `text` or `link` for what comes from data. The first cell heads its row.
    label
        What the table holds, for screen readers.
    """
    top = "".join(f'<th scope="col">{text(name)}</th>' for name in head)
    body = "".join(
        "<tr>" + "".join((f'<th scope="row" data-label="{text(head[i])}">{cell}</th>' if i == 0 else
                          f'<td data-label="{text(head[i])}">{cell}</td>') for i, cell in enumerate(row)) + "</tr>\n"
        for row in rows)
    return (f'<div class="scroll {classes}" role="region" aria-label="{text(label)}" tabindex="0">\n<table>\n'
            f"<thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n</div>")


def stackbar(counts: Sequence[tuple[Verdict, int]]) -> str:
    """Return the counts by verdict as one stacked bar with its legend."""
    shown = [(verdict, count) for verdict, count in counts if count]
    spoken = ", ".join(f"{count} {verdict}" for verdict, count in shown)
    bars = "".join(f'<span class="v-{rank(verdict)}" style="flex:{count}">{count}</span>' for verdict, count in shown)
    legend = "".join(f'<li>{badge(verdict)} {count}</li>' for verdict, count in shown)
    return (f'<div class="stackbar" role="img" aria-label="{text(spoken)}">{bars}</div>\n'
            f'<ul class="legend">{legend}</ul>')


def frame(data: pd.DataFrame, label: str) -> str:
    """Return a data frame as a table of the page, numbers to three digits, missing cells blank."""

    def shown(cell: object) -> str:
        if pd.api.types.is_scalar(cell) and pd.isna(cell):
            return ""
        if isinstance(cell, bool):
            return "yes" if cell else "no"
        return text(f"{cell:.3g}" if isinstance(cell, float) else cell)

    rows = [[shown(cell) for cell in row] for row in data.itertuples(index=False)]
    return table([str(name).replace("_", " ") for name in data.columns], rows, label)

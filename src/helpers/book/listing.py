"""Pieces that the long lists of the book share: links to claims and sources, and the form that filters a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from helpers.book import html
from helpers.data import dates
from helpers.evidence import voices

# What is missing from a date, or holds of it, by its precision; a day is a day.
PRECISIONS = {"month": "day not known", "year": "month not known", "not before": "or later"}
# Families whose names are no noun.
SPEAKERS = {"West": "Western sources", "neutral": "neutral sources"}
# How a source was read, in a reader's words.
READ = {"page": "read whole", "dataset": "data set", "excerpt": "excerpt read",
        "secondhand": "as another source tells it"}


def slug(text: str) -> str:
    """Return a text as a value of an attribute: small letters and digits joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


def date(start: str, end: str, precision: str) -> str:
    """Return a date as a reader reads it, with how exactly it is known."""
    if not start:
        return "undated"
    told = f"{dates.spell(start)} to {dates.spell(end)}" if end else dates.spell(start)
    return f"{told} ({PRECISIONS[precision]})" if precision in PRECISIONS else told


def claims(ids: Iterable[str], row: str = "", prefix: str = "claims/") -> str:
    """Return links to the pages of claims, to one row of their evidence where it is named."""
    place = f"#{row}" if row else ""
    return ", ".join(f'<a href="{prefix}{name}.html{place}">{name}</a>' for name in ids)


def sources(ids: Iterable[str], table: pd.DataFrame) -> str:
    """Return links to sources, each named by its publisher; further ones of one publisher are numbered.

    Parameters
    ----------
    table
        The raw table `sources`, index = source_id.
    """
    seen: Counter[str] = Counter()
    told = []
    for name in ids:
        publisher = str(table.at[name, "publisher"])
        seen[publisher] += 1
        number = f" ({seen[publisher]})" if seen[publisher] > 1 else ""
        told.append(html.link(str(table.at[name, "url"]), publisher + number))
    return ", ".join(told)


def voice(speaker: str) -> str:
    """Return who speaks, as the pages call it: the family of a perspective, or its own name."""
    family = voices.family(speaker)
    return SPEAKERS.get(family) or voices.SPOKEN.get(family, family)


@cache
def language(code: str) -> str:
    """Return the English name of a language, by its ISO 639-1 code."""
    # A part of Sphinx's own environment.
    from babel import Locale

    return str(Locale.parse("en").languages.get(code, code))


def claims_of(evidence: pd.DataFrame) -> Mapping[str, list[str]]:
    """Return the claims that each fact is coded on, in the order of the register."""
    return {str(fact): list(mine) for fact, mine in evidence.groupby("fact_id", sort=False)["claim_id"]}


@dataclass(frozen=True)
class Choice:
    """One thing by which a list can be filtered.

    Parameters
    ----------
    name
        The attribute `data-NAME` of the entries, or of what holds them, that it looks at.
    label
        What it is called.
    options
        Value, words and number of entries of each option.
    boxes
        Whether each option has a box to tick; otherwise one is chosen from a list.
    """

    name: str
    label: str
    options: Sequence[tuple[str, str, int]]
    boxes: bool = False

    @classmethod
    def of(cls, name: str, label: str, values: Iterable[str], words: Mapping[str, str] | None = None,
           boxes: bool = False, blank: str = "not known") -> Choice:
        """Return a choice among the values of a column, in the order of `words` or, without them, by number."""
        counted = Counter(values)
        order = [value for value in words if value in counted] if words else []
        order += sorted(set(counted) - set(order), key=lambda value: (value == "", -counted[value], value))
        return cls(name, label, [(slug(value) or slug(blank), (words or {}).get(value, value) or blank, counted[value])
                                 for value in order], boxes)

    def html(self) -> str:
        """Return its part of the form."""
        if self.boxes:
            boxes = "".join(
                f'<label><input type="checkbox" name="{self.name}" value="{value}" checked> {html.text(words)} '
                f"<small>{count}</small></label>" for value, words, count in self.options)
            return f"<fieldset><legend>{html.text(self.label)}</legend>{boxes}</fieldset>"
        options = "".join(f'<option value="{value}">{html.text(words)} ({count})</option>'
                          for value, words, count in self.options)
        return (f'<label><span>{html.text(self.label)}</span> <select name="{self.name}"><option value="">all</option>'
                f"{options}</select></label>")


def form(entries: str, noun: str, choices: Sequence[Choice], words: bool = False) -> str:
    """Return the form that filters a list; it stays hidden where no script runs.

    Parameters
    ----------
    entries
        The CSS selector of the entries.
    noun
        What the entries are, in the plural.
    words
        Whether words can be looked for as well.
    """
    field = '<label><span>Words</span> <input type="search" name="words"></label>' if words else ""
    return (f'<form class="filters" data-entries="{html.text(entries)}" data-noun="{html.text(noun)}" '
            f'aria-label="Filter the {html.text(noun)}" hidden>{"".join(choice.html() for choice in choices)}{field}'
            '<button type="button">Show all</button><p role="status"></p></form>')

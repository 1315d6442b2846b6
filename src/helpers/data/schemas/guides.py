"""Contracts of what guides a reader: terms explained, and who the people and bodies are that facts name."""

from __future__ import annotations

import pandas as pd

from helpers.data import vocabulary as words
from helpers.data.cells import matching, text, word
from helpers.data.schemas import base
from helpers.data.schemas.base import Table, across, column


class Glossary(Table):
    """One row a term; `also` holds the other forms under which it stands in the text."""

    term: str = column(text("the term"), unique=True)
    also: str = column(text("other forms of the term").several().optional())
    definition: str = column(text("what it means, in our own words"), unique=True)
    see: str = column(
        matching(f"{base.CLAIM}|(?:notebooks/)?[a-z]+(?:-[a-z0-9]+)*",
                 "a claim, or a page of the book such as methodology or notebooks/trade").several())
    source_ids: str = column(base.source_id.several().optional())


class Actors(Table):
    """One row an actor that a fact names."""

    name: str = column(text("the name, as in facts.actor"), unique=True)
    kind: str = column(word(words.ACTOR_KINDS, "a kind of actor"))
    role: str = column(text("the role as far as facts state it").optional())
    perspective: str = column(word(words.PERSPECTIVES, "a perspective").optional())
    fact_ids: str = column(base.fact_id.several().optional())

    @across("fact_ids", "the facts that state the role, {role!r}, and only with a role", "fill both cells or none")
    @classmethod
    def role_with_facts(cls, table: pd.DataFrame) -> pd.Series:
        """Refuse a role that rests on no fact, and facts without a role."""
        return (table.role == "") == (table.fact_ids == "")

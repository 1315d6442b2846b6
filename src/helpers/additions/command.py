"""The command `compendium add`: options from the tables' own description, asked for where they are not given."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import click

from helpers.additions import effects, kinds, notebook
from helpers.additions.fields import Field, free, of_table
from helpers.additions.tree import Tree


@dataclass(frozen=True)
class Kind:
    """Something that can be added.

    Parameters
    ----------
    help
        What it adds.
    fields
        What is asked for.
    make
        Puts it into a tree and says what it put there.
    """

    help: str
    fields: Callable[[], list[Field]]
    make: Callable[[Mapping[str, str], Tree], list[str]]


def _fact() -> list[Field]:
    worked_out = ("date_precision", "known_from", "audit", "fact_id", "derived")
    number = Field("fact_id", "Identifier; the topic's next number unless told. A known fact gets a further bearing.")
    bearing = of_table("evidence", ("fact_id", "stance"))
    counts = Field("stance", "The stance that counts; that of both coders unless told.")
    return [number, *free(of_table("facts", worked_out, derived="no"), "topic", "asserted_by", "statement",
                          "source_ids", "actor"), Field("derived", "Whether it is our own reading.", default="no"),
            Field("actor_kind", "What an actor is who is new: person, body, publisher, state or group."),
            *bearing, counts]


def _series() -> list[Field]:
    return [*of_table("series_meta"),
            Field("values", "Table of its values: the columns of series.csv; series, unit, source and first day are "
                            "filled in.", True),
            Field("notebook", "The notebook that reads it."), Field("unused", "Why no notebook reads it.")]


def _claim() -> list[Field]:
    return [*free(of_table("claims"), "claim_id"),
            Field("parts", "Table of its parts: the columns of claim_parts.csv without identifiers.", True),
            Field("evidence", "Table of facts that bear on it: the columns of evidence.csv without the claim."),
            Field("gaps", "Table of what was sought in vain: the columns of gaps.csv without identifiers.")]


def _coder() -> list[Field]:
    return [Field("coder", "A small letter that no coder has.", True),
            *(Field(table, f"Table of judgements: the columns of {table}.csv without the coder.", True)
              for table in kinds.JUDGED)]


def _notebook() -> list[Field]:
    return [Field("name", "Small letters, digits and hyphens.", True), Field("title", "The heading of its page.", True),
            Field("settles", "Claims whose verdict it answers for, with semicolons between them."),
            Field("contributes", "Claims of which it tests a part, with semicolons between them.")]


KINDS = {
    "source": Kind("Add a source that was read.", lambda: of_table("sources"), kinds.source),
    "fact": Kind("Add a fact with its bearing on a claim, or a further bearing of a known fact.", _fact, kinds.fact),
    "series": Kind("Add a series with its values.", _series, kinds.series),
    "claim": Kind("Add a claim with its parts.", _claim, kinds.claim),
    "coder": Kind("Add a coder of the programmes with all judgements.", _coder, kinds.coder),
    "notebook": Kind("Add the outline of a notebook that runs.", _notebook, notebook.notebook),
}


def complete(fields: list[Field], given: Mapping[str, str | None], ask: bool) -> dict[str, str]:
    """Return a value for every field: as given, asked for, or the default.

    Raises
    ------
    UsageError
        When something that is needed is not given and nobody can be asked.
    """
    lacking = [field for field in fields if field.required and not given[field.name]]
    if lacking and not ask:
        raise click.UsageError("found no " + ", ".join(_option(field.name) for field in lacking) +
                               ", expected these; do: give them, or use --ask to be asked for everything")
    made = {}
    for field in fields:
        value = given[field.name]
        if value is None and ask:
            click.echo(field.help, err=True)
            value = click.prompt(field.name, default=None if field.required else field.default, err=True,
                                 show_default=bool(field.default))
        made[field.name] = field.default if value is None else str(value)
    return made


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def run(kind: Kind, fields: list[Field], given: Mapping[str, str | None], ask: bool) -> None:
    """Add something, and say what was added and what it makes run again."""
    tree = Tree()
    told = kind.make(complete(fields, given, ask), tree)
    tree.write()
    for line in told:
        click.echo(f"added {line}")
    for line in effects.told():
        click.echo(line)


class Additions(click.Group):
    """The kinds as commands, whose options are worked out when one is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of the kinds."""
        return list(KINDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return the command of a kind."""
        if name not in KINDS:
            return None
        kind = KINDS[name]
        fields = kind.fields()

        def call(ask: bool, **given: Any) -> None:
            run(kind, fields, given, ask or sys.stdin.isatty())

        options = [click.Option([_option(field.name), field.name], help=field.help + ("" if field.required else
                                                                                 " May be left out."))
                   for field in fields]
        asking = click.Option(["--ask"], is_flag=True, help="Ask for whatever is not given, as on a terminal.")
        return click.Command(name, params=[*options, asking], callback=call, help=kind.help,
                             epilog="Worked examples stand on the page `adding` of the book.",
                             context_settings={"max_content_width": 100})


group = Additions("add", help="Add a row that keeps every contract, and say what it makes run again.",
                  context_settings={"help_option_names": ["-h", "--help"]},
                  epilog="Worked examples stand on the page `adding` of the book.")

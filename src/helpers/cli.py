"""The command `compendium`: one readable line for every failure, no traceback unless asked for."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from helpers.errors import CompendiumError, FaultyData

PARAMETER = click.option("-p", "pairs", multiple=True, metavar="NAME=VALUE",
                         help="Set a parameter; repeat for more. Dates as YYYY-MM-DD.")
KERNELS = click.option("--kernels", type=click.Choice(["warm", "plain"]),
                       help="How kernels start: forked from a process that has loaded the libraries (as a rule), or "
                            "each on its own. Results are the same.")


def example(text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add an example to a command's help."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        function.__doc__ = f"{inspect.cleandoc(function.__doc__ or '')}\n\n\b\nExample:\n  {text}\n"
        return function

    return add


def _choose(kernels: str | None) -> None:
    """Tell this process and its children which kind of kernel is wanted."""
    if kernels:
        os.environ["COMPENDIUM_KERNELS"] = kernels


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--debug", is_flag=True, help="Show the traceback of a failure.")
@click.pass_context
def program(context: click.Context, debug: bool) -> None:
    """Re-run, explain and check the compendium on Belarus, Russia and the Union State."""
    context.obj = debug


@program.command()
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="Notebooks at a time.")
@KERNELS
@PARAMETER
@click.option("--accept", is_flag=True, help="Publish the new verdicts where published ones change.")
@example("compendium build -p as_of=2024-05-16")
def build(jobs: int, kernels: str | None, pairs: tuple[str, ...], accept: bool) -> None:
    """Run what is out of date and render the book into _build/html.

    With -p everything lands in _build/variants and the published results stay as they are. Where a published verdict
    would change, data/processed stays as it was and the call fails, unless --accept is given.
    """
    from helpers.execution import parameters, report

    _choose(kernels)
    report.build(parameters.parse(pairs), jobs, accept)


@program.command()
@click.argument("notebook")
@click.option("--output", type=click.Path(path_type=Path), help="Folder for the results.")
@KERNELS
@PARAMETER
@example("compendium run trade -p start_year=2000 -p perspectives=official")
def run(notebook: str, output: Path | None, kernels: str | None, pairs: tuple[str, ...]) -> None:
    """Run one notebook with other parameters, apart from the published results.

    Prints its verdicts beside the published ones and writes a page that opens on its own.
    """
    from helpers.execution import parameters, report

    _choose(kernels)
    report.run(notebook, parameters.parse(pairs), output)


@program.command()
@click.argument("notebook", required=False)
@click.option("--claim", metavar="ID", help="The chain from a claim's verdict to its rows and sources.")
@click.option("--figure", metavar="ID", help="The chain from a figure to its series and sources.")
@example("compendium explain trade")
def explain(notebook: str | None, claim: str | None, figure: str | None) -> None:
    """Say why a notebook is out of date, or what a verdict or a figure rests on."""
    from helpers.execution import report

    report.explain(notebook, claim, figure)


@program.command()
@example("compendium check")
def check() -> None:
    """Hold every table to its contract and report all faults at once."""
    from helpers.execution import report

    report.check()


@program.command()
@click.argument("claim", required=False, metavar="[ID]")
@example("compendium claims DIV-06")
def claims(claim: str | None) -> None:
    """Show the verdicts, or one claim with its parts and its evidence."""
    from helpers.execution import report

    report.claims(claim)


@program.command()
@click.argument("commentary", type=click.Path(path_type=Path))
@example("compendium verify commentary.txt")
def verify(commentary: Path) -> None:
    """Hold the register of claims against the commentary's text by its sentence anchors."""
    from helpers.execution import report

    report.verify(commentary)


@program.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@example("compendium add source --help")
def add(words: tuple[str, ...]) -> None:
    """Add a fact, source, series, claim, coder or notebook that keeps every contract."""
    from helpers.additions import command

    command.group.main(list(words), prog_name="compendium add", standalone_mode=False)


@program.command()
@click.argument("old", default="published")
@click.argument("new", default=".")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option("--figures", is_flag=True, help="Draw the figures of commits that were never built.")
@click.option("--tolerance", type=click.FloatRange(0, 1), default=0.01, show_default=True,
              help="Share by which a number of a finding may differ.")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False),
              help="Folder for text, JSON and a page with both pictures of every figure.")
@click.option("--log", "label", metavar="LABEL", help="Add what moved to the log of verdicts under this name.")
@example("compendium diff v0.1.0 . --log 0.2.0")
def diff(old: str, new: str, as_json: bool, figures: bool, tolerance: float, output: Path | None,
         label: str | None) -> None:
    """Say which verdicts, findings, figures and series differ between two states, and which rows moved a verdict.

    A state is a commit or tag, a folder (a project, a build, a book), or `published` for what the published verdicts
    were made from. Without names: from the published verdicts to the last build.
    """
    from helpers.changes import report

    report.diff(old, new, as_json=as_json, figures=figures, tolerance=tolerance, output=output, label=label)


@program.command()
@click.argument("series", nargs=-1, metavar="[SERIES|ADAPTOR]...")
@click.option("--dry-run", is_flag=True, help="Show all of it and change nothing.")
@click.option("--selftest", is_flag=True, help="Ask each publisher for as little as it allows, and change nothing.")
@click.option("--accept", "accepted", multiple=True, metavar="NAME",
              help="Accept one change by the name that a refresh gave it; repeat for more.")
@click.option("--report", type=click.Path(path_type=Path), help="Write what came of it as Markdown, too.")
@example("compendium refresh gdp_current_usd --dry-run")
def refresh(series: tuple[str, ...], dry_run: bool, selftest: bool, accepted: tuple[str, ...],
            report: Path | None) -> None:
    """Fetch newer vintages of series, and add beside the present ones what passes.

    Every changed, new or missing value is shown. What is off by more than the stated factor stops the publisher's
    vintage until it is accepted by name. A broken answer changes nothing.
    """
    from helpers.refresh import report as reporting

    reporting.run(series, dry_run, selftest, accepted, report)


@program.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@example("compendium serve --port 8080")
def serve(port: int) -> None:
    """Open the built book on a local address."""
    from helpers.book import server

    server.serve(port)


def main(arguments: list[str] | None = None) -> None:
    """Run the command; exit with 0 when it did what it says, 2 on wrong usage, 1 otherwise."""
    debug = "--debug" in (sys.argv[1:] if arguments is None else arguments)
    try:
        program.main(arguments, prog_name="compendium", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.stderr.write("stopped; run it again and it resumes\n")
        sys.exit(1)
    except (CompendiumError, OSError) as error:
        if debug:
            raise
        prefix = "" if isinstance(error, FaultyData) else "compendium: "
        sys.stderr.write(f"{prefix}{error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()

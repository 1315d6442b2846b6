"""The data appendix: every series and every table with what it means, whence it comes and who uses it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers import paths
from helpers.book import html, sparkline, updates
from helpers.data import dates, package
from helpers.data.tables import as_text, items
from helpers.data.vocabulary import AUDIT_DECISIVE
from helpers.evidence import audit
from helpers.evidence.verdicts import JudgedClaim
from helpers.execution import uses
from helpers.execution.manifest import Notebook

FOLDER = "downloads/series"
# A spreadsheet takes a cell that begins so for a formula, unless it is a number.
FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
# Columns of `sources` that stand in every row of a download, and what they are called there.
CITED = {"publisher": "source_publisher", "url": "source_url"}


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    Examples
    --------
    >>> safe("=SUM(A1)"), safe("-0.5"), safe("-0.5x")
    ("'=SUM(A1)", '-0.5', "'-0.5x")
    """
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def coded(text: str) -> str:
    """Return a description as HTML, what stands in backquotes as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", html.text(text))


def downloads(series: pd.DataFrame, sources: pd.DataFrame) -> dict[str, bytes]:
    """Return a CSV file for every series, by its path in the book.

    Parameters
    ----------
    series
        The raw table as text: values go out as they came in.
    sources
        The raw table; publisher and address stand beside each value.
    """
    cited = sources.set_index("source_id")[list(CITED)].rename(columns=CITED)
    joined = series.join(cited, on="source_id")
    made = {}
    for name, rows in joined.groupby("series_id", sort=False):
        safely = ([safe(cell) for cell in row] for row in rows.itertuples(index=False, name=None))
        made[f"{FOLDER}/{name}.csv"] = as_text([rows.columns, *safely]).encode()
    return made


def tested_with(claims: Sequence[JudgedClaim]) -> dict[str, list[str]]:
    """Return the claims of which a test names each series, in the register's order."""
    found: dict[str, list[str]] = {}
    for claim in claims:
        for series in dict.fromkeys(name for part in claim.parts for test in part.tests for name in test.series):
            found.setdefault(series, []).append(claim.claim_id)
    return found


def span(rows: pd.DataFrame) -> str:
    """Return how many values there are, over which time and of how many states, in words."""
    days = sorted(rows["period"], key=lambda period: dates.span(str(period)))
    first, last = dates.spell(str(days[0])), dates.spell(str(days[-1]))
    when = f"for {first}" if first == last else f"{first} to {last}"
    states = rows["entity"].nunique()
    others = rows.loc[rows["partner"] != "", "partner"].nunique()
    told = [f"{len(rows)} value{'s' if len(rows) > 1 else ''}, {when}"]
    told += [f"{states} states"] if states > 1 else []
    told += [f"{others} partners"] if others > 1 else []
    return "; ".join(told)


def _claims(names: Sequence[str]) -> str:
    return ", ".join(f'<a href="claims/{name}.html">{name}</a>' for name in names)


def entry(meta: Mapping[str, str], rows: pd.DataFrame, sources: pd.DataFrame, notebooks: Sequence[Notebook],
          tested: Sequence[str], reason: str = "", fetched: str = "") -> str:
    """Return one series as the page shows it.

    Parameters
    ----------
    meta
        Its row of `series_meta`.
    rows
        Its rows of `series`.
    sources
        The table by `source_id`.
    notebooks
        Those that read it.
    tested
        Claims of which a test names it.
    reason
        Why no notebook reads it.
    fetched
        Its vintages fetched later, as HTML.
    """
    name, source = meta["series_id"], sources.loc[meta["source_id"]]
    others = rows["source_id"].nunique() - (meta["source_id"] in set(rows["source_id"]))
    more = f", and {others} more source{'s' if others > 1 else ''}, named in the file" if others else ""
    used = ", ".join(f'<a href="notebooks/{notebook.name}.html">{html.text(notebook.title)}</a>'
                     for notebook in notebooks)
    told = [
        ("Unit", html.text(meta["unit"])), ("Values", f"{html.text(span(rows))} ({html.text(meta['frequency'])})"),
        ("Vintage", html.text(meta["vintage"])), ("Fetched since", fetched),
        ("Source", html.link(str(source["url"]), str(source["publisher"])) + html.text(more)),
        ("Terms", html.text("not stated; single values quoted as facts" if meta["licence"] == "unknown"
                            else meta["licence"])),
        ("Known from", html.text(meta["known_from_rule"])), ("Caveats", html.text(meta["caveats"])),
        ("Read by", used or f"no notebook. {html.text(reason)}"),
        ("Tests of", _claims(tested)),
        ("Gathered for", "" if tested else _claims(items(meta["claim_ids"]))),
    ]
    listed = "".join(f"<div><dt>{term}</dt><dd>{cell}</dd></div>" for term, cell in told if cell)
    return (f'<div class="series" id="{name}">\n<h3>{html.text(meta["title"])}</h3>\n'
            f'{sparkline.svg(rows, meta["frequency"])}\n<p>{html.text(meta["definition"])}</p>\n<dl>{listed}</dl>\n'
            f'<p class="get"><a href="{FOLDER}/{name}.csv" download>{name}.csv</a></p>\n</div>')


def groups(tables: Mapping[str, pd.DataFrame], notebooks: Mapping[str, Notebook],
           claims: Sequence[JudgedClaim]) -> list[dict[str, str]]:
    """Return the series in groups: by the notebook that reads them first, and last those that none reads.

    Returns
    -------
    list of dict
        `title`, `name` (of the notebook, blank for the last) and `html`.
    """
    readers, tested = uses.by_series(notebooks), tested_with(claims)
    reasons = dict(zip(tables["unused"]["series_id"], tables["unused"]["reason"], strict=True))
    sources, values = tables["sources"].set_index("source_id"), dict(list(tables["series"].groupby("series_id")))
    fetched = updates.fetched(tables["vintages"])
    found: dict[str, list[str]] = {}
    for meta in tables["series_meta"].to_dict("records"):
        name = meta["series_id"]
        mine = readers.get(name, [])
        found.setdefault(mine[0].name if mine else "", []).append(
            entry(meta, values[name], sources, mine, tested.get(name, []), reasons.get(name, ""),
                  fetched.get(name, "")))
    return [{"title": notebooks[name].title if name else "", "name": name, "html": "\n".join(found[name])}
            for name in [*notebooks, ""] if name in found]


def described(tables: Mapping[str, pd.DataFrame]) -> list[dict[str, str]]:
    """Return every raw table with its rows counted and its columns described, as `datapackage.json` has them."""
    resources = json.loads((paths.RAW / package.NAME).read_text("utf-8"))["resources"]
    return [{"title": one["title"], "file": one["path"], "about": coded(one["description"]),
             "rows": f"{len(tables[one['name']]):,}", "count": str(len(one["schema"]["fields"])),
             "columns": html.table(["Column", "What it holds"],
                                   [[f"<code>{html.text(field['name'])}</code>", coded(field["description"])]
                                    for field in one["schema"]["fields"]], f"Columns of {one['path']}")}
            for one in resources]


def corrected(facts: pd.DataFrame) -> str:
    """Return the facts corrected after they were held against their sources again, as a table."""
    rows = facts[facts["audit"].str.removesuffix(AUDIT_DECISIVE).eq(audit.CORRECTED)]
    return html.table(["Fact", "Why it was checked", "Note beside it"],
                      [[html.text(row.fact_id),
                        "could flip a verdict" if row.audit.endswith(AUDIT_DECISIVE) else "drawn at random",
                        html.text(row.note)] for row in rows.itertuples()], "Facts corrected so far")


def page(tables: Mapping[str, pd.DataFrame], notebooks: Mapping[str, Notebook],
         claims: Sequence[JudgedClaim]) -> dict[str, Any]:
    """Return the variables of the data appendix."""
    facts, values = tables["facts"], tables["series"]
    return {
        "series_groups": groups(tables, notebooks, claims), "described": described(tables),
        "corrected": corrected(facts),
        "flags": [(str(flag), int(count))
                  for flag, count in values.loc[values["flag"] != "", "flag"].value_counts().items()],
        "unused_count": len(tables["unused"]),
    }

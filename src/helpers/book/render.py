"""Render the book: templates and executed notebooks into a staged source, Jupyter Book on top."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd

from helpers import files, paths
from helpers.book import (
    appendix,
    bibliography,
    changes,
    citation,
    claimreview,
    context,
    exercise,
    glossary,
    heads,
    history,
    html,
    matrix,
    people,
    programmes,
    reading,
    sources,
    status,
    terms,
    timeline,
    updates,
    workings,
)
from helpers.changes import log
from helpers.data import tables, vintages
from helpers.errors import CompendiumError
from helpers.evidence import voices
from helpers.evidence.rule import SYMBOLS, Verdict
from helpers.evidence.verdicts import JudgedClaim
from helpers.execution import manifest, tasks, views
from helpers.execution.tasks import Target

PAGES = ("index.md", "matrix.md", "as-of.md", "tensions.md", "advice.md", "timeline.md", "programmes.md",
         "reading.md", "methodology.md", "data.md", "status.md", "glossary.md", "people.md", "sources.md",
         "references.md", "exercise.md", "changes.md", "adding.md", "updating.md")
# Files of the staged source besides those of _static/ and vendor/ that show on every page.
EVERYWHERE = ("_config.yml", "_toc.yml", f"{heads.FOLDER}/{heads.SITE}.json", terms.TABLE)
# First heading of a page, or of a notebook's first cell.
TITLE = re.compile(rb'^(?:# |\s*"# )(.*)', re.MULTILINE)
# Signs that Markdown would take for markup, in text that comes from a table.
MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&:-])")


def markdown(text: object) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return MARKUP.sub(r"\\\1", " ".join(str(text).split()))


def templates() -> jinja2.Environment:
    """Return the templates; a name that is not defined fails the build."""
    made = jinja2.Environment(loader=jinja2.FileSystemLoader(paths.TEMPLATES), undefined=jinja2.StrictUndefined,
                              autoescape=False, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {"md": markdown, "h": html.text}
    made.globals |= {"verdicts": Verdict, "symbols": SYMBOLS, "badge": html.badge}
    return made


def vintage(target: Target) -> str:
    """Return which vintage of the series a target is built from."""
    return str(target.given.get("vintage", vintages.NEWEST))


def united(*parts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what several modules give to the templates as one; a name that two of them use is an error."""
    whole: dict[str, Any] = {}
    for part in parts:
        twice = sorted(whole.keys() & part.keys())
        if twice:
            raise CompendiumError(f"templates: found {', '.join(twice)} given twice, expected each name once; "
                                  "do: rename one of them")
        whole |= part
    return whole


def pages(target: Target, claims: Sequence[JudgedClaim]) -> dict[str, str]:
    """Return every generated page of the staged source, by its path."""
    wanted = vintage(target)
    raw = vintages.under({name: tables.read(name) for name in tables.names()}, wanted)
    joined = voices.evidence(raw)
    notebooks = manifest.read()
    environment = templates()

    def processed(name: str) -> pd.DataFrame:
        return pd.read_csv(target.processed / name, dtype=str, keep_default_na=False)

    viewed = processed("views.csv") if target.published else pd.DataFrame(columns=views.COLUMNS)
    past = processed("history.csv") if target.published else pd.DataFrame(columns=history.COLUMNS)
    shared = united({
        "counts": context.counts(claims), "bar": html.stackbar(context.counts(claims)),
        "notebooks": list(notebooks.values()), "claims": claims,
        "matrix": matrix.page(claims, processed("verdicts.csv"), notebooks), "past": history.page(claims, past),
        "telling": context.telling(claims), "settled": [claim for claim in claims if claim.settled],
        "given": dict(target.given), "local": vintages.mark(wanted),
        "advice": context.advice(claims, raw), "tensions": context.tensions(claims, raw),
        "timeline": timeline.page(raw, target.executed / "figures"), "sources": sources.page(raw),
        "programmes": programmes.page(raw), "glossary": glossary.page(raw, notebooks), "people": people.page(raw),
        "reading": reading.page(claims, joined), "exercise": exercise.page(claims, joined, raw),
        "moves": changes.page(log.read(), {claim.claim_id for claim in claims}),
    }, context.methodology(claims, joined, raw), appendix.page(raw, notebooks, claims),
        status.page(target, raw, notebooks, claims), workings.page(claims, raw, tasks.SIMULATIONS), updates.page(raw))
    made = {name: environment.get_template(name).render(shared)
            for name in PAGES}
    page, work = environment.get_template("claim.md.j2"), claimreview.appearance(raw["sources"])
    for place, claim in enumerate(claims):
        around = {"before": claims[place - 1] if place else None,
                  "after": claims[place + 1] if place + 1 < len(claims) else None}
        made[f"claims/{claim.claim_id}.md"] = page.render(
            {**shared, **around, "stood": history.of_claim(claim.claim_id, past),
             **context.claim_page(claim, joined, raw, notebooks, target.executed / "figures", viewed),
             "cited": citation.plain(claim), "bibtex": citation.bibtex(claim)})
        made[f"{heads.FOLDER}/claims/{claim.claim_id}.json"] = claimreview.head(claim, work, citation.base())
    made[f"{heads.FOLDER}/{heads.SITE}.json"] = json.dumps(
        {"foot": f"Data published up to {shared['data_day']}. {shared['local']}".strip(), "base": citation.base()})
    made["extra/downloads/claimreview.jsonld"] = claimreview.download(claims, work, citation.base())
    made["references.bib"] = bibliography.bibtex(raw["sources"])
    made["methods.bib"] = (paths.TEMPLATES / "methods.bib").read_text("utf-8")
    return made


def social(claims: Sequence[JudgedClaim]) -> bytes:
    """Return the picture that stands for the book where it is shared."""
    from helpers.figures import social as drawing

    counts = [(SYMBOLS[verdict], str(verdict), count) for verdict, count in context.counts(claims) if count]
    about = f"{len(claims)} claims of one commentary, taken back to the sources"
    return drawing.picture(citation.title(), about, counts)


def contents(target: Target) -> dict[str, bytes]:
    """Return every file of the staged source, by its path."""
    claims = tasks.judge(target)
    wanted = {name: text.encode() for name, text in pages(target, claims).items()}
    wanted[f"extra/{heads.PICTURE}"] = social(claims)
    for name in ("_config.yml", "_toc.yml"):
        wanted[name] = (paths.ROOT / name).read_bytes()
    for notebook in manifest.read().values():
        results = target.results(notebook)
        wanted[f"notebooks/{notebook.name}.ipynb"] = results.executed.read_bytes()
        wanted[f"extra/downloads/{notebook.name}.ipynb"] = results.executed.read_bytes()
        for path in results.figures:
            wanted[f"extra/figures/{path.name}"] = path.read_bytes()
    for name in ("verdicts.csv", "parts.csv", *(("history.csv",) if target.published else ())):
        wanted[f"extra/downloads/{name}"] = (target.processed / name).read_bytes()
    wanted["extra/downloads/references.bib"] = wanted["references.bib"]
    for name in ("datapackage.json", "actors.csv", "glossary.csv", "programme_status.csv", "programmes.csv",
                 "sources.csv", "timeline.csv"):
        wanted[f"extra/downloads/{name}"] = (paths.RAW / name).read_bytes()
    texts = vintages.under({name: tables.raw(name) for name in ("series", *vintages.NEEDED)}, vintage(target))
    files_of_series = appendix.downloads(texts["series"], tables.read("sources"))
    wanted |= {f"extra/{name}": data for name, data in files_of_series.items()}
    wanted["extra/downloads/verdict_changes.csv"] = log.PATH.read_bytes()
    for path in sorted(log.PICTURES.rglob("*.svg")):
        wanted[f"extra/changes/{path.relative_to(log.PICTURES).as_posix()}"] = path.read_bytes()
    for source, below in ((paths.TEMPLATES / "_static", "_static"), (paths.VENDOR, "vendor")):
        for path in sorted(source.rglob("*")):
            if path.is_file():
                wanted[f"{below}/{path.relative_to(source).as_posix()}"] = path.read_bytes()
    return wanted


def on_every_page(name: str, before: bytes, now: bytes) -> bool:
    """Tell whether a changed file shows on every page of the book, which Sphinx does not see by itself.

    Style sheets, scripts, configuration and table of contents do; so do titles, which stand in the sidebar, and the
    terms that are linked from the text.
    """
    if name.startswith(("_static/", "vendor/")) or name in EVERYWHERE:
        return True
    return bool(name.endswith((".md", ".ipynb"))) and TITLE.findall(before)[:1] != TITLE.findall(now)[:1]


def stage(target: Target, folder: Path) -> bool:
    """Bring the staged source up to date: files that did not change keep their times.

    Returns
    -------
    bool
        Whether every page has to be written again.
    """
    wanted = contents(target)
    whole = False
    for name, data in wanted.items():
        before = (folder / name).read_bytes() if (folder / name).is_file() else b""
        if files.write(folder / name, data):
            whole = whole or on_every_page(name, before, data)
    files.prune(folder, {Path(name) for name in wanted})
    return whole


def render(target: Target) -> None:
    """Build the book of a target and put it in the place of the old one when it is complete.

    Raises
    ------
    CompendiumError
        When Jupyter Book warns or fails; the old book stays.
    """
    base = target.executed.parent
    source, output = base / "stage", base / "sphinx"
    # The mark stays until a build has written every page, also over a build that failed or was killed.
    mark = output / "write-all"
    if stage(target, source):
        files.write(mark, "")
    # By this Python rather than by a name on the path, which could be another environment's.
    program = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", program, "build", str(source), "--path-output", str(output),
               "--quiet", "--warningiserror", "--keep-going", *(["--all"] if mark.exists() else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=paths.ROOT)
    if done.returncode:
        told = [line for line in (done.stderr + done.stdout).splitlines() if "WARNING" in line or "rror" in line]
        raise CompendiumError("the book could not be built: " + " | ".join(told[:6] or [done.stderr[-400:]]))
    mark.unlink(missing_ok=True)
    fresh = base / ".html.fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(output / "_build" / "html", fresh, ignore=shutil.ignore_patterns(".buildinfo"))
    # Sphinx leaves these alone when no page changed.
    shutil.copytree(source / "extra", fresh, dirs_exist_ok=True)
    files.swap(fresh, target.html)

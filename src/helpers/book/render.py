"""Render the book: templates and executed notebooks into a staged source, Jupyter Book on top."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import jinja2
import pandas as pd

from helpers import files, paths
from helpers.book import bibliography, context, history, html, matrix
from helpers.data import tables
from helpers.errors import CompendiumError
from helpers.evidence import voices
from helpers.evidence.rule import SYMBOLS, Verdict
from helpers.execution import manifest, tasks, views
from helpers.execution.tasks import Target

PAGES = ("index.md", "matrix.md", "as-of.md", "tensions.md", "advice.md", "methodology.md", "references.md")
# Signs that Markdown would take for markup, in text that comes from a table.
# First heading of a page, or of a notebook's first cell.
TITLE = re.compile(rb'^(?:# |\s*"# )(.*)', re.MULTILINE)
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


def pages(target: Target) -> dict[str, str]:
    """Return every generated page of the staged source, by its path."""
    claims = tasks.judge(target)
    raw = {name: tables.read(name) for name in tables.names()}
    joined = voices.evidence(raw)
    notebooks = manifest.read()
    environment = templates()

    def processed(name: str) -> pd.DataFrame:
        return pd.read_csv(target.processed / name, dtype=str, keep_default_na=False)

    viewed = processed("views.csv") if target.published else pd.DataFrame(columns=views.COLUMNS)
    past = processed("history.csv") if target.published else pd.DataFrame(columns=history.COLUMNS)
    shared = {
        "counts": context.counts(claims), "bar": html.stackbar(context.counts(claims)),
        "notebooks": list(notebooks.values()), "claims": claims,
        "matrix": matrix.page(claims, processed("verdicts.csv"), notebooks), "past": history.page(claims, past),
        "telling": context.telling(claims), "settled": [claim for claim in claims if claim.settled],
        "given": dict(target.given),
        "advice": context.advice(claims, raw), "tensions": context.tensions(claims, raw),
        **context.methodology(claims, joined, raw),
    }
    made = {name: environment.get_template(name).render(shared)
            for name in PAGES}
    page = environment.get_template("claim.md.j2")
    for place, claim in enumerate(claims):
        around = {"before": claims[place - 1] if place else None,
                  "after": claims[place + 1] if place + 1 < len(claims) else None}
        made[f"claims/{claim.claim_id}.md"] = page.render(
            {**shared, **around, "stood": history.of_claim(claim.claim_id, past),
             **context.claim_page(claim, joined, raw, notebooks, target.executed / "figures", viewed)})
    made["references.bib"] = bibliography.bibtex(raw["sources"])
    made["methods.bib"] = (paths.TEMPLATES / "methods.bib").read_text("utf-8")
    return made


def contents(target: Target) -> dict[str, bytes]:
    """Return every file of the staged source, by its path."""
    wanted = {name: text.encode() for name, text in pages(target).items()}
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
    wanted["extra/downloads/datapackage.json"] = (paths.RAW / "datapackage.json").read_bytes()
    for source, below in ((paths.TEMPLATES / "_static", "_static"), (paths.VENDOR, "vendor")):
        for path in sorted(source.rglob("*")):
            if path.is_file():
                wanted[f"{below}/{path.relative_to(source).as_posix()}"] = path.read_bytes()
    return wanted


def on_every_page(name: str, before: bytes, now: bytes) -> bool:
    """Tell whether a changed file shows on every page of the book, which Sphinx does not see by itself.

    Style sheets, scripts, configuration and table of contents do; so do titles, which stand in the sidebar.
    """
    if name.startswith(("_static/", "vendor/")) or name in ("_config.yml", "_toc.yml"):
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

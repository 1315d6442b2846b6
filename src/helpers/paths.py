"""Where things are: every folder of the project, in one place."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(os.environ.get("COMPENDIUM_ROOT") or Path(__file__).resolve().parents[2])
RAW = ROOT / "data" / "raw"
# Rows whose terms forbid passing them on: never committed, read beside those of data/raw.
LOCAL = ROOT / "data" / "local"
PROCESSED = ROOT / "data" / "processed"
NOTEBOOKS = ROOT / "notebooks"
TEMPLATES = ROOT / "book"
VENDOR = ROOT / "vendor"
BUILD = ROOT / "_build"
EXECUTED = BUILD / "executed"
# Derived tables as a build makes them; they reach PROCESSED when no verdict moves, or when that is accepted.
STAGED = BUILD / "processed"
# What the published verdicts were made from: raw tables, findings, figures.
PUBLISHED = BUILD / "published"
HTML = BUILD / "html"
VARIANTS = BUILD / "variants"
WORK = BUILD / "work"
LOCK = ROOT / "requirements" / "build.txt"
MANIFEST = NOTEBOOKS / "manifest.yml"


def relative(path: Path) -> str:
    """Return `path` as the project's users read it: from the root, with forward slashes."""
    try:
        return path.resolve().relative_to(ROOT.resolve()).as_posix()
    except ValueError:
        return path.as_posix()

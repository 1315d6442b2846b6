"""The helper modules that a piece of code really uses: its imports, and theirs, read from the source."""

from __future__ import annotations

import ast
import hashlib
from functools import cache
from pathlib import Path

import nbformat

from helpers import paths

PACKAGE = Path(__file__).resolve().parents[1]


def _file(module: str) -> Path | None:
    """Return the source of a module of this package, or None for any other module."""
    head, *rest = module.split(".")
    if head != PACKAGE.name:
        return None
    base = PACKAGE.joinpath(*rest)
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()), None)


def imported(source: str) -> set[str]:
    """Return the modules of this package that Python source imports, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {module for module in found if _file(module)}


@cache
def _imports_of(path: Path, changed: int) -> frozenset[str]:
    return frozenset(imported(path.read_text("utf-8")))


def closure(modules: set[str]) -> dict[str, str]:
    """Return module names with a digest of their source: those given, and all that they import.

    A package stands for its `__init__`, which runs when any module in it is imported.
    """
    seen: dict[str, str] = {}
    waiting = set(modules)
    while waiting:
        module = waiting.pop()
        path = _file(module)
        if module in seen or path is None:
            continue
        seen[module] = hashlib.sha256(path.read_bytes()).hexdigest()
        waiting |= _imports_of(path, path.stat().st_mtime_ns)
        parents = module.split(".")
        waiting |= {".".join(parents[:depth]) for depth in range(1, len(parents))}
    return dict(sorted(seen.items()))


def code_of(notebook: Path) -> str:
    """Return the code of a notebook, its cells joined, lines of magics left out."""
    cells = nbformat.read(notebook, as_version=4).cells
    lines = [line for cell in cells if cell.cell_type == "code" for line in cell.source.splitlines()]
    return "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!")))


def used_by(notebook: Path) -> dict[str, str]:
    """Return the helper modules that a notebook uses, with digests."""
    return closure(imported(code_of(notebook)))


def of_files(folder: Path, pattern: str = "**/*") -> dict[str, str]:
    """Return a digest for every file below a folder, by its path from the project's root."""
    files = sorted(path for path in folder.glob(pattern) if path.is_file())
    return {paths.relative(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

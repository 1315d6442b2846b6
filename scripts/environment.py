"""Make the project's own Python environments from its lock files.

Standard library only: it runs before anything is installed.

    python3 scripts/environment.py build      # .venv, what `make book` needs
    python3 scripts/environment.py dev        # .venv-dev, what `make test` needs
    python3 scripts/environment.py lab        # .venv-lab, JupyterLab
    python3 scripts/environment.py bench      # .venv-bench, what `make bench` measures
    python3 scripts/environment.py lock       # renew requirements/*.txt

An environment is rebuilt when its lock file, this script or the Python differ
from what its stamp says; otherwise the call returns at once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "requirements"
TOOLS = ROOT / ".tools"
FOLDERS = {"build": ".venv", "dev": ".venv-dev", "lab": ".venv-lab", "dask": ".venv-dask",
           "bench": ".venv-bench"}
# What each lock is compiled from: the project's dependencies and these groups. The tests use the cluster too.
GROUPS = {"build": [], "lab": ["lab"], "dev": ["dask", "dev"], "dask": ["dask"], "bench": ["bench"]}
OLDEST, NEWEST = (3, 11), (3, 13)
HEADER = "# Compiled by `make lock` for all platforms and Pythons; inputs "


def fail(message: str) -> None:
    """Stop with one readable line."""
    sys.exit(f"set-up: {message}")


def run(*command: str | Path, **environment: str) -> None:
    """Run a command; a failure ends the set-up with the command in one line."""
    words = [str(word) for word in command]
    done = subprocess.run(words, env={**os.environ, **environment}, check=False)
    if done.returncode:
        fail(f"`{' '.join(words[:6])} ...` ended with code {done.returncode}; see its output above")


def inputs(name: str) -> str:
    """Return the hash of what the lock `name` is compiled from."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [project["project"]["requires-python"], *project["project"]["dependencies"]]
    for group in GROUPS[name]:
        wanted += project["dependency-groups"][group]
    return hashlib.sha256("\n".join(wanted).encode()).hexdigest()[:16]


def uv() -> Path:
    """Return uv: the one on the path, else our own copy from its hash-pinned lock."""
    own = TOOLS / ("Scripts/uv.exe" if os.name == "nt" else "bin/uv")
    if own.exists():
        return own
    found = shutil.which("uv")
    if found:
        return Path(found)
    print("set-up: uv is missing, putting a copy into .tools", flush=True)
    run(sys.executable, "-m", "venv", TOOLS)
    run(own.with_name("pip" + own.suffix), "install", "--quiet", "--no-deps", "--require-hashes",
        "-r", LOCKS / "uv.txt")
    return own


def stamp(name: str) -> str:
    """Return what decides whether the environment is up to date."""
    parts = [(LOCKS / f"{name}.txt").read_bytes(), Path(__file__).read_bytes(),
             (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def install(name: str) -> None:
    """Make the environment `name`, or leave it where it is up to date."""
    folder = ROOT / FOLDERS[name]
    mark, wanted = folder / ".made-from", stamp(name)
    if mark.exists() and mark.read_text() == wanted:
        return
    print(f"set-up: making {folder.name} from requirements/{name}.txt (once, about a minute)", flush=True)
    tool = uv()
    run(tool, "venv", "--quiet", "--clear", "--python", sys.executable, folder)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    # Byte-compile once here: without it every later start is two to three times slower.
    options = ["--quiet", "--python", python, "--compile-bytecode"]
    run(tool, "pip", "install", *options, "--require-hashes", "--no-deps",
        "-r", LOCKS / f"{name}.txt", UV_HTTP_TIMEOUT="180")
    run(tool, "pip", "install", *options, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    mark.write_text(wanted)


def lock() -> None:
    """Compile every lock anew; the groups follow the versions of `build`."""
    LOCKS.mkdir(exist_ok=True)
    for name, groups in GROUPS.items():
        target = LOCKS / f"{name}.txt"
        command: list[str | Path] = [uv(), "pip", "compile", ROOT / "pyproject.toml", "--quiet", "--upgrade",
                   "--universal", "--python-version", ".".join(map(str, OLDEST)), "--generate-hashes",
                   "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate",
                   "--output-file", target]
        if name != "build":
            command += ["--constraints", LOCKS / "build.txt"]
        for group in groups:
            command += ["--group", group]
        run(*command)
        target.write_text(f"{HEADER}{inputs(name)}\n" + target.read_text("utf-8"), "utf-8")
    wish = TOOLS / "uv.in"
    wish.parent.mkdir(exist_ok=True)
    wish.write_text("uv\n")
    run(uv(), "pip", "compile", wish, "--quiet", "--upgrade", "--universal", "--generate-hashes",
        "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate",
        "--output-file", LOCKS / "uv.txt")


def main() -> None:
    """Read the one argument and do it."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        fail(f"this is Python {sys.version.split()[0]}; the project runs on 3.11, 3.12 and 3.13. "
             "Name one: make book PYTHON=python3.12")
    what = sys.argv[1] if len(sys.argv) == 2 else ""
    if what == "lock":
        lock()
    elif what in FOLDERS:
        install(what)
    else:
        fail(f"found argument {what!r}, expected one of {', '.join([*FOLDERS, 'lock'])}")


if __name__ == "__main__":
    main()

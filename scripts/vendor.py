"""Fetch the third-party files of `vendor/` and write their table, `vendor/vendor.json`.

    python3 scripts/vendor.py            # make vendor/ anew
    python3 scripts/vendor.py --check    # make it in a temporary folder and compare

Needs npm and pip, and nothing of the project: packages come by name and exact
version from whatever registries these two are set up for. Fonts are cut with
fontTools in an environment of their own, so the project does without it.

Why each file is here:

* MathJax draws the formulas without a network. The combined `tex-svg.js` is
  2.1 MB; its components are the same code in files of at most 1.1 MB, and leave
  out the menu, which nobody needs here.
* DataTables sorts and searches the table of claims. From its third version on it needs no other library; its
  own style sheets are left out, the book has its own.
* Source Serif 4 and Inter are the book's types, as variable web fonts in the
  subsets that fontsource publishes.
* Inter as two TrueType files is for matplotlib, which reads neither woff2 nor
  variable fonts. The families have names of their own ("Compendium ..."), so that
  a font installed on the machine never takes their place.
* The signs of the verdicts are missing from Inter; DejaVu Sans has them all.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "vendor"
TOOLS = {"fonttools": "4.68.0", "brotli": "1.2.1"}
LARGEST = 2_000_000

SUBSETS = ("latin", "latin-ext", "cyrillic")
# What figures may say: Latin, Cyrillic, the usual punctuation, arrows and signs.
FIGURE_TEXT = ("U+0020-007E,U+00A0-017F,U+0218-021B,U+0400-045F,U+0490-0491,U+2010-2026,U+2030,U+20AC,U+2116,"
               "U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265")
WEB_SIGNS = "U+2190-2193,U+2248,U+2260,U+2264-2265"
# The signs ● ◕ ◑ ≷ ✕; the other signs of the verdicts (? – …) are in Inter.
VERDICT_SIGNS = "U+25CF,U+25D1,U+25D5,U+2277,U+2715"
MATHJAX = ("startup.js", "core.js", "input/tex.js", "output/svg.js", "output/svg/fonts/tex.js",
           "a11y/assistive-mml.js")

# What vendor_fonts.py is to do; None leaves a file as it is.
Change = dict[str, Any] | None


def text_font(weight: int) -> Change:
    """Return how Inter becomes a font for matplotlib."""
    return {"unicodes": FIGURE_TEXT, "axes": {"opsz": 14, "wght": weight}, "family": "Compendium Sans",
            "weight": weight}


def sign_font(weight: int) -> Change:
    """Return how DejaVu Sans becomes a font of the verdicts' signs (one drawing, whatever the weight)."""
    return {"unicodes": VERDICT_SIGNS, "family": "Compendium Signs", "weight": weight, "centred": True}


# One entry a package: what it is, where its licence lies, and each file with its origin and change.
PACKAGES: list[dict[str, Any]] = [
    {
        "name": "MathJax", "package": "mathjax", "version": "3.2.2", "licence": "Apache-2.0",
        "copyright": "The MathJax Consortium", "licence_file": ("mathjax/LICENSE", "LICENSE"),
        "files": {f"mathjax/{path}": (f"es5/{path}", None) for path in MATHJAX},
    },
    {
        "name": "DataTables", "package": "datatables.net", "version": "3.1.5", "licence": "MIT",
        "copyright": "SpryMedia Limited and other contributors",
        "licence_file": ("datatables/License.txt", "License.txt"),
        "files": {"datatables/dataTables.min.js": ("js/dataTables.min.js", None)},
    },
    {
        "name": "Source Serif 4", "package": "@fontsource-variable/source-serif-4", "version": "5.3.1",
        "licence": "OFL-1.1", "copyright": "Adobe, with Reserved Font Name Source",
        "licence_file": ("fonts/LICENSE-source-serif-4.txt", "LICENSE"),
        "files": {f"fonts/source-serif-4-{subset}-{cut}.woff2": (f"files/source-serif-4-{subset}-{cut}.woff2", None)
                  for subset in SUBSETS for cut in ("opsz-normal", "wght-italic")},
    },
    {
        "name": "Inter", "package": "@fontsource-variable/inter", "version": "5.3.0", "licence": "OFL-1.1",
        "copyright": "The Inter Project Authors", "licence_file": ("fonts/LICENSE-inter.txt", "LICENSE"),
        "files": {f"fonts/inter-{subset}-wght-normal.woff2": (f"files/inter-{subset}-wght-normal.woff2", None)
                  for subset in SUBSETS},
    },
    {
        "name": "Inter, all glyphs", "package": "inter-ui", "version": "4.1.1", "licence": "OFL-1.1",
        "copyright": "The Inter Project Authors", "licence_file": ("fonts/LICENSE-inter-ui.txt", "LICENSE.txt"),
        "files": {
            "fonts/inter-signs-wght-normal.woff2":
                ("variable/InterVariable.woff2", {"unicodes": WEB_SIGNS, "axes": {"opsz": 14}}),
            "fonts/figures/CompendiumSans-Regular.ttf": ("variable/InterVariable.woff2", text_font(400)),
            "fonts/figures/CompendiumSans-SemiBold.ttf": ("variable/InterVariable.woff2", text_font(600)),
        },
    },
    {
        "name": "DejaVu Sans", "package": "dejavu-fonts-ttf", "version": "2.37.3", "licence": "Bitstream-Vera",
        "copyright": "Bitstream, Inc.; changes by the DejaVu team in the public domain",
        "licence_file": ("fonts/LICENSE-dejavu.txt", "LICENSE"),
        "files": {
            "fonts/signs.woff2": ("ttf/DejaVuSans.ttf", sign_font(400)),
            "fonts/figures/CompendiumSigns-Regular.ttf": ("ttf/DejaVuSans.ttf", sign_font(400)),
            # matplotlib asks for the weight of the words beside it.
            "fonts/figures/CompendiumSigns-SemiBold.ttf": ("ttf/DejaVuSans.ttf", sign_font(600)),
        },
    },
]


def fail(message: str) -> None:
    """Stop with one readable line."""
    sys.exit(f"vendor: {message}")


def run(*command: str | Path, folder: Path) -> str:
    """Run a command in `folder` and return what it printed."""
    done = subprocess.run([str(word) for word in command], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        fail(f"`{' '.join(map(str, command))}` ended with code {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def fetch(entry: dict[str, Any], folder: Path) -> Path:
    """Return the unpacked npm package of `entry`; npm itself checks its integrity."""
    folder.mkdir()
    name = run("npm", "pack", "--silent", f"{entry['package']}@{entry['version']}", folder=folder).split()[-1]
    with tarfile.open(folder / name) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def tools(folder: Path) -> Path:
    """Return a Python that has fontTools and brotli."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run(python, "-m", "pip", "install", "--quiet", *(f"{name}=={number}" for name, number in TOOLS.items()),
        folder=folder)
    return python


def put(source: Path, target: Path, change: Change, python: Path) -> dict[str, Any]:
    """Write one vendored file and return its row of the table."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if change is None:
        shutil.copyfile(source, target)
    else:
        run(python, Path(__file__).with_name("vendor_fonts.py").resolve(), source, target, json.dumps(change),
            folder=target.parent)
    data = target.read_bytes()
    if len(data) > LARGEST:
        fail(f"{target.name} has {len(data)} bytes, more than {LARGEST}; take a smaller component")
    return {"change": change, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def make(folder: Path) -> None:
    """Fill `folder` with all vendored files and their table."""
    with tempfile.TemporaryDirectory(prefix="vendor-") as name:
        work = Path(name)
        python = tools(work / "tools")
        rows = []
        for place, entry in enumerate(PACKAGES):
            source = fetch(entry, work / str(place))
            licence, origin = entry["licence_file"]
            wanted = {licence: (origin, None), **entry["files"]}
            files = [{"path": path, "from": found, **put(source / found, folder / path, change, python)}
                     for path, (found, change) in sorted(wanted.items())]
            about = {key: entry[key] for key in ("name", "package", "version", "licence", "copyright")}
            rows.append({**about, "registry": "npm", "licence_file": licence, "files": files})
        table = {"made_by": "python3 scripts/vendor.py", "tools": TOOLS, "packages": rows}
        (folder / "vendor.json").write_text(json.dumps(table, indent=2, ensure_ascii=False) + "\n", "utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def main(words: list[str]) -> None:
    """Make the files, or compare what would be made with what is there."""
    if words not in ([], ["--check"]):
        fail(f"found arguments {words}, expected none or --check")
    with tempfile.TemporaryDirectory(prefix="vendor-") as name:
        fresh = Path(name) / "vendor"
        fresh.mkdir()
        make(fresh)
        if words:
            new, old = contents(fresh), contents(VENDOR)
            differing = sorted(path for path in new.keys() | old.keys() if new.get(path) != old.get(path))
            if differing:
                fail(f"differs from a fresh make: {', '.join(differing)}")
            print(f"vendor: {len(new)} files are as a fresh make gives them")
            return
        shutil.rmtree(VENDOR, ignore_errors=True)
        shutil.copytree(fresh, VENDOR)
        print(f"vendor: wrote {len(contents(VENDOR))} files")


if __name__ == "__main__":
    main(sys.argv[1:])

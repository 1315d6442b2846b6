"""Fetch the third-party files of `vendor/` and write its table, `vendor/vendor.json`.

    python3 scripts/vendor.py            # make vendor/ anew
    python3 scripts/vendor.py --check    # make it in a temporary folder and compare

Needs npm and pip, and nothing of the project: packages come by name and exact
version from whatever registries these two are set up for. Fonts are cut with
fontTools in an environment of their own, so the project does without it.

Why each file is here:

* MathJax draws the formulas without a network. The combined `tex-svg.js` is
  2.1 MB; its components are the same code in files of at most 1.1 MB, and leave
  out the menu, which nobody needs here.
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
FIGURE_TEXT = "U+0020-007E,U+00A0-017F,U+0218-021B,U+0400-045F,U+0490-0491,U+2010-2026,U+2030,U+20AC,U+2116," \
    "U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265"
WEB_SIGNS = "U+2190-2193,U+2248,U+2260,U+2264-2265"
# ● ◕ ◑ ≷ ✕; the other signs of the verdicts (? – …) are in Inter.
VERDICT_SIGNS = "U+25CF,U+25D1,U+25D5,U+2277,U+2715"
SIGNS_CHANGE = f"{VERDICT_SIGNS}, centred on capitals, renamed"
ASIS = "unchanged"
# Height of Inter's capitals in em.
CAPITAL = 0.727

MATHJAX = ["startup.js", "core.js", "input/tex.js", "output/svg.js", "output/svg/fonts/tex.js",
           "a11y/assistive-mml.js"]

# One entry per package: where its licence lies, and each file with what is done to it.
PACKAGES: list[dict[str, Any]] = [
    {
        "name": "MathJax", "package": "mathjax", "version": "3.2.2", "registry": "npm",
        "licence": "Apache-2.0", "licence_from": "LICENSE", "licence_file": "mathjax/LICENSE",
        "copyright": "The MathJax Consortium",
        "files": {f"mathjax/{path}": (f"es5/{path}", ASIS) for path in MATHJAX},
    },
    {
        "name": "Source Serif 4", "package": "@fontsource-variable/source-serif-4", "version": "5.3.1",
        "registry": "npm", "licence": "OFL-1.1", "licence_from": "LICENSE",
        "licence_file": "fonts/LICENSE-source-serif-4.txt",
        "copyright": "Adobe, with Reserved Font Name Source",
        "files": {
            f"fonts/source-serif-4-{subset}-{cut}.woff2": (f"files/source-serif-4-{subset}-{cut}.woff2", ASIS)
            for subset in SUBSETS for cut in ("opsz-normal", "wght-italic")
        },
    },
    {
        "name": "Inter", "package": "@fontsource-variable/inter", "version": "5.3.0", "registry": "npm",
        "licence": "OFL-1.1", "licence_from": "LICENSE", "licence_file": "fonts/LICENSE-inter.txt",
        "copyright": "The Inter Project Authors",
        "files": {
            f"fonts/inter-{subset}-wght-normal.woff2": (f"files/inter-{subset}-wght-normal.woff2", ASIS)
            for subset in SUBSETS
        },
    },
    {
        "name": "Inter, all glyphs", "package": "inter-ui", "version": "4.1.1", "registry": "npm",
        "licence": "OFL-1.1", "licence_from": "LICENSE.txt", "licence_file": "fonts/LICENSE-inter-ui.txt",
        "copyright": "The Inter Project Authors",
        "files": {
            "fonts/inter-signs-wght-normal.woff2":
                ("variable/InterVariable.woff2", f"variable weight, optical size 14, {WEB_SIGNS}"),
            "fonts/figures/CompendiumSans-Regular.ttf":
                ("variable/InterVariable.woff2", f"weight 400, optical size 14, {FIGURE_TEXT}, renamed"),
            "fonts/figures/CompendiumSans-SemiBold.ttf":
                ("variable/InterVariable.woff2", f"weight 600, optical size 14, {FIGURE_TEXT}, renamed"),
        },
    },
    {
        "name": "DejaVu Sans", "package": "dejavu-fonts-ttf", "version": "2.37.3", "registry": "npm",
        "licence": "Bitstream-Vera", "licence_from": "LICENSE", "licence_file": "fonts/LICENSE-dejavu.txt",
        "copyright": "Bitstream, Inc.; changes by the DejaVu team in the public domain",
        "files": {
            "fonts/signs.woff2": ("ttf/DejaVuSans.ttf", SIGNS_CHANGE),
            "fonts/figures/CompendiumSigns-Regular.ttf": ("ttf/DejaVuSans.ttf", SIGNS_CHANGE),
            # The same drawing under another weight, which matplotlib asks for beside semi-bold words.
            "fonts/figures/CompendiumSigns-SemiBold.ttf":
                ("ttf/DejaVuSans.ttf", f"{SIGNS_CHANGE}, weight class 600"),
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


def centre(font: Any) -> None:
    """Move every sign to half the height of Inter's capitals, beside which it stands."""
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    glyphs = font.getGlyphSet()
    moved = {}
    for name in font.getBestCmap().values():
        bounds, strokes, pen = BoundsPen(glyphs), DecomposingRecordingPen(glyphs), TTGlyphPen(None)
        glyphs[name].draw(bounds)
        glyphs[name].draw(strokes)
        up = round(CAPITAL * font["head"].unitsPerEm / 2 - (bounds.bounds[1] + bounds.bounds[3]) / 2)
        strokes.replay(TransformPen(pen, (1, 0, 0, 1, 0, up)))
        moved[name] = pen.glyph()
    for name, glyph in moved.items():
        font["glyf"][name] = glyph


def cut(source: Path, target: Path) -> None:
    """Write one font made from `source`, in the form its target path asks for (needs fontTools)."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    family, signs, pinned, features = "Compendium Sans", FIGURE_TEXT, {"opsz": 14}, ["kern", "mark", "mkmk", "ccmp", "tnum"]
    style = "SemiBold" if target.stem.endswith("-SemiBold") else "Regular"
    weight = {"Regular": 400, "SemiBold": 600}[style]
    if target.stem == "inter-signs-wght-normal":
        family, signs = "", WEB_SIGNS
    elif "DejaVu" in source.name:
        family, signs, pinned, features = "Compendium Signs", VERDICT_SIGNS, {}, []
    else:
        pinned["wght"] = weight

    # Tables that only matter to a variable or an installed font go as well.
    dropped = [*subset.Options().drop_tables, "FFTM", "MATH", "meta", *(["STAT"] if "wght" in pinned else [])]
    cutter = subset.Subsetter(subset.Options(
        hinting=False, notdef_outline=True, layout_features=features, drop_tables=dropped,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14]))
    cutter.populate(unicodes=subset.parse_unicodes(signs))
    font = TTFont(source, recalcTimestamp=False)
    cutter.subset(font)
    if pinned:
        font = instancer.instantiateVariableFont(font, pinned)
    if not features:
        centre(font)
    if family:
        postscript = f"{family.replace(' ', '')}-{style}"
        for number, text in {1: family, 2: style, 3: postscript, 4: f"{family} {style}", 6: postscript}.items():
            font["name"].setName(text, number, 3, 1, 0x409)
            font["name"].removeNames(number, 1)
        font["OS/2"].usWeightClass = weight
    font.flavor = "woff2" if target.suffix == ".woff2" else None
    font.save(target)


def make(folder: Path) -> None:
    """Fill `folder` with all vendored files and their table."""
    work = Path(tempfile.mkdtemp(prefix="vendor-"))
    try:
        venv.create(work / "tools", with_pip=True)
        python = work / "tools" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        run(python, "-m", "pip", "install", "--quiet", *(f"{name}=={number}" for name, number in TOOLS.items()),
            folder=work)
        rows = []
        for place, entry in enumerate(PACKAGES):
            source = fetch(entry, work / str(place))
            files = []
            wanted = {entry["licence_file"]: (entry["licence_from"], ASIS), **entry["files"]}
            for path, (origin, change) in sorted(wanted.items()):
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                if change == ASIS:
                    shutil.copyfile(source / origin, target)
                else:
                    run(python, Path(__file__).resolve(), "--cut", source / origin, target, folder=work)
                data = target.read_bytes()
                if len(data) > LARGEST:
                    fail(f"{path} has {len(data)} bytes, more than {LARGEST}; take a smaller component")
                files.append({"path": path, "from": origin, "change": change, "bytes": len(data),
                              "sha256": hashlib.sha256(data).hexdigest()})
            keys = ("name", "registry", "package", "version", "licence", "licence_file", "copyright")
            rows.append({**{key: entry[key] for key in keys}, "files": files})
        table = {"made_by": "python3 scripts/vendor.py", "tools": TOOLS, "packages": rows}
        (folder / "vendor.json").write_text(json.dumps(table, indent=2, ensure_ascii=False) + "\n", "utf-8")
    finally:
        shutil.rmtree(work)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def main(words: list[str]) -> None:
    """Make the files, or compare what would be made with what is there."""
    if words[:1] == ["--cut"]:
        cut(Path(words[1]), Path(words[2]))
        return
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

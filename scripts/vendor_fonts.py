"""Cut one font for vendor/: `vendor.py` runs this in an environment that has fontTools and brotli.

    python vendor_fonts.py SOURCE TARGET '{"unicodes": "U+0041-005A", "axes": {"wght": 600}, ...}'

`unicodes` is what stays; `axes` are pinned; `family` and `weight` rename the font, so that none
installed on a machine is taken for it; `centred` moves every sign to half the height of capitals.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

# Height of Inter's capitals in em: the signs of the verdicts stand beside them.
CAPITAL = 0.727
STYLES = {400: "Regular", 600: "SemiBold"}
WINDOWS_ENGLISH = (3, 1, 0x409)


def centre(font: TTFont) -> None:
    """Move every sign to half the height of Inter's capitals."""
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


def rename(font: TTFont, family: str, weight: int) -> None:
    """Give a font a name and weight of its own."""
    style = STYLES[weight]
    postscript = f"{family.replace(' ', '')}-{style}"
    for number, text in {1: family, 2: style, 3: postscript, 4: f"{family} {style}", 6: postscript}.items():
        font["name"].setName(text, number, *WINDOWS_ENGLISH)
        font["name"].removeNames(number, 1)
    font["OS/2"].usWeightClass = weight


def cut(source: str, target: str, change: dict[str, Any]) -> None:
    """Write the font that `change` describes."""
    # Tables that only matter to a variable or an installed font go as well.
    dropped = [*subset.Options().drop_tables, "FFTM", "MATH", "meta", *(["STAT"] if "family" in change else [])]
    features = [] if change.get("centred") else ["kern", "mark", "mkmk", "ccmp", "tnum"]
    cutter = subset.Subsetter(subset.Options(hinting=False, notdef_outline=True, layout_features=features,
                                             drop_tables=dropped, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14]))
    cutter.populate(unicodes=subset.parse_unicodes(change["unicodes"]))
    font = TTFont(source, recalcTimestamp=False)
    cutter.subset(font)
    if "axes" in change:
        font = instancer.instantiateVariableFont(font, change["axes"])
    if change.get("centred"):
        centre(font)
    if "family" in change:
        rename(font, change["family"], change["weight"])
    font.flavor = "woff2" if target.endswith(".woff2") else None
    font.save(target)


if __name__ == "__main__":
    cut(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))

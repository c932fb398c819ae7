"""Makes the letters by which drawings are measured; `python tests/letters.py` writes the two files again.

Vega wants to know how wide a text is, and asks the fonts of the machine. So the same report had other drawings on
another machine, and on one without fonts none that could be read. These letters are boxes: as wide as those of Arial,
which most fonts for screens come near, and nothing else. Readers never see them; a page names real fonts.
"""

import json
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from leerkring.paths import LETTERS
from leerkring.weergave.tekenaar import MAAT

EENHEDEN, BOVEN, ONDER, HOOGTE = 2048, 1854, -434, 1409
GEWICHTEN = {"gewoon": 400, "vet": 700}
BREEDTES = json.loads((LETTERS / "breedtes.json").read_text("utf-8"))


def read_widths(soort: str) -> dict[int, int]:
    """Return the width of each character, by its code point."""
    widths = {}
    for width, runs in BREEDTES[soort].items():
        for run in runs.split():
            first, _, last = run.partition("-")
            widths |= dict.fromkeys(range(int(first, 16), int(last or first, 16) + 1), int(width))
    return widths


def draw_box(width: int, height: int) -> object:
    """Return a box as a glyph."""
    pen = TTGlyphPen(None)
    if width and height:
        pen.moveTo((0, 0))
        for corner in ((0, height), (width, height), (width, 0)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def build_letters(soort: str) -> bytes:
    """Return a font in which every letter is a box; a space is as wide and empty."""
    widths = read_widths(soort)
    names = {c: f"spatie{w}" if chr(c).isspace() else f"b{w}" for c, w in widths.items()}
    glyphs = {".notdef": 1229} | {names[c]: w for c, w in sorted(widths.items(), key=lambda pair: pair[1])}
    font = FontBuilder(EENHEDEN, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap(names)
    font.setupGlyf({n: draw_box(w, 0 if n.startswith("spatie") else HOOGTE) for n, w in glyphs.items()})
    font.setupHorizontalMetrics({n: (w, 0) for n, w in glyphs.items()})
    font.setupHorizontalHeader(ascent=BOVEN, descent=ONDER)
    style = "Bold" if soort == "vet" else "Regular"
    full = f"{MAAT} {style}"
    font.setupNameTable(
        {
            "familyName": MAAT,
            "styleName": style,
            "uniqueFontIdentifier": full,
            "fullName": full,
            "psName": full.replace(" ", "-"),
        }
    )
    selection = 1 << 5 if soort == "vet" else 1 << 6
    font.setupOS2(
        usWeightClass=GEWICHTEN[soort],
        sTypoAscender=BOVEN,
        sTypoDescender=ONDER,
        usWinAscent=BOVEN,
        usWinDescent=-ONDER,
        fsSelection=selection,
    )
    font.setupPost(keepGlyphNames=False)
    font.updateHead(macStyle=int(soort == "vet"), created=0, modified=0)
    font.font.recalcTimestamp = False
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def read_letters(font: bytes) -> dict[str, object]:
    """Return what a font says: its name and weight, and of each character the width and the height of its box."""
    found = TTFont(BytesIO(font))
    glyphs, widths = found["glyf"], found["hmtx"]
    boxes = {
        c: (widths[name][0], getattr(glyphs[name], "xMax", 0), getattr(glyphs[name], "yMax", 0))
        for c, name in found.getBestCmap().items()
    }
    head = found["hhea"]
    names = {record.nameID: str(record) for record in found["name"].names}
    return {
        "namen": names,
        "gewicht": found["OS/2"].usWeightClass,
        "regel": (found["head"].unitsPerEm, head.ascent, head.descent),
        "letters": boxes,
    }


def name_file(soort: str) -> Path:
    """Return where the letters of a kind stand."""
    return LETTERS / f"maat-{GEWICHTEN[soort]}.ttf"


if __name__ == "__main__":
    for kind in GEWICHTEN:
        name_file(kind).write_bytes(build_letters(kind))

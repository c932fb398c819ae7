"""What a drawing paints, in the order of painting: each shape and word with its place, its colours and its role.

Enough of SVG to read what Vega draws: groups and marks that are moved, paths of straight lines and arcs, and words.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from leerkring.weergave.svg import GEWOON
from leerkring.weergave.thema import DONKER, LIJN, WIT

SVG = "{http://www.w3.org/2000/svg}"
Doos = tuple[float, float, float, float]


@dataclass(frozen=True)
class Vorm:
    """A painted thing; `doos` is left, top, right and bottom."""

    soort: str
    is_mark: bool
    doos: Doos
    fill: str
    stroke: str
    tekst: str = ""
    dekking: float = 1.0

    @property
    def midden(self) -> tuple[float, float]:
        return (self.doos[0] + self.doos[2]) / 2, (self.doos[1] + self.doos[3]) / 2

    @property
    def is_plat(self) -> bool:
        """Whether it has no surface: a bar of nothing."""
        return self.soort == "mark-rect" and (self.doos[0] == self.doos[2] or self.doos[1] == self.doos[3])

    def holds(self, x: float, y: float) -> bool:
        return self.doos[0] <= x <= self.doos[2] and self.doos[1] <= y <= self.doos[3]


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def fade(colour: str, opacity: float, under: str) -> str:
    """The colour that shows when a colour lies half open on another."""
    parts = [round(int(colour[i : i + 2], 16) * opacity + int(under[i : i + 2], 16) * (1 - opacity)) for i in (1, 3, 5)]
    return "#" + "".join(f"{part:02x}" for part in parts)


def read_drawing(svg: str) -> list[Vorm]:
    """Return everything that a drawing paints."""
    return list(_read(etree.fromstring(svg.encode()), 0.0, 0.0, "", 1.0, {"fill": "#000000", "stroke": "none"}))


def _read(element: Any, x: float, y: float, role: str, opacity: float, paint: dict[str, str]) -> Iterator[Vorm]:
    moved = re.search(r"translate\(([-\d.e]+)[, ]([-\d.e]+)\)", element.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    role = element.get("class") or role
    tag = str(element.tag).removeprefix(SVG)
    opacity *= float(element.get("opacity", 1)) * float(element.get("fill-opacity", 1))
    paint = {kind: element.get(kind, inherited) for kind, inherited in paint.items()}
    look: Any = {**paint, "dekking": opacity}
    mark = "role-mark" in role
    if tag == "path" and element.get("d") and element.getparent().tag != f"{SVG}clipPath":
        yield Vorm(role.split()[0] if role else "path", mark, _move(_bound(element.get("d")), x, y), **look)
    elif tag == "line":
        ends = (0.0, 0.0, float(element.get("x2", 0)), float(element.get("y2", 0)))
        box = (min(ends[0], ends[2]), min(ends[1], ends[3]), max(ends[0], ends[2]), max(ends[1], ends[3]))
        yield Vorm("line", mark, _move(box, x, y), **look | {"fill": "none"})
    elif tag == "text":
        words = "".join(element.itertext())
        if words.strip():
            yield Vorm("text", mark, _move(_bound_text(element, words), x, y), **look, tekst=words)
        return
    if tag != "defs":
        for child in element:
            yield from _read(child, x, y, role, opacity, paint)


def _move(box: Doos, x: float, y: float) -> Doos:
    return (box[0] + x, box[1] + y, box[2] + x, box[3] + y)


def _bound_text(element: Any, words: str) -> Doos:
    """A letter is about half as wide as it is high; only the middle of the box is ever used."""
    size = float(element.get("font-size", GEWOON).removesuffix("px"))
    width = 0.5 * size * len(words)
    left = {"middle": -width / 2, "end": -width}.get(element.get("text-anchor", "start"), 0.0)
    turned = re.search(r"rotate\(([-\d.]+)", element.get("transform", ""))
    if not turned:
        return (left, -0.7 * size, left + width, 0.0)
    angle, x, y = math.radians(float(turned[1])), left + width / 2, -0.35 * size
    x, y = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
    return (x, y, x, y)


def _bound(path: str) -> Doos:
    """The box around a path of moves, straight lines and arcs."""
    xs, ys, x, y = [], [], 0.0, 0.0
    for command, rest in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", re.sub(r"e-\d+", "", path)):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", rest)]
        step = {"h": 1, "v": 1, "a": 7, "c": 6}.get(command.lower(), 2)
        for i in range(0, len(numbers) - step + 1, step):
            part, base = numbers[i : i + step], (x, y) if command.islower() else (0.0, 0.0)
            if command.lower() == "h":
                x = base[0] + part[0]
            elif command.lower() == "v":
                y = base[1] + part[0]
            else:
                if command.lower() == "a":  # a circle is two half turns: its ends lie on its diameter
                    ys += [y - part[1], y + part[1]]
                x, y = base[0] + part[-2], base[1] + part[-1]
            xs.append(x)
            ys.append(y)
    return (min(xs), min(ys), max(xs), max(ys))


def find_under(drawn: list[Vorm], place: int, panel: str) -> str:
    """The colour under the middle of a painted thing; a line runs over what lies on its way."""
    if drawn[place].soort in ("line", "mark-line"):
        return panel
    for other in reversed(drawn[:place]):
        if (
            other.fill != "none"
            and other.soort not in ("text", "line", "mark-line")
            and other.holds(*drawn[place].midden)
        ):
            return fade(other.fill, other.dekking, panel)
    return panel


def darken(drawn: list[Vorm]) -> list[Vorm]:
    """The same drawing as the rules for dark mode paint it."""
    return [replace(v, fill=DONKER.get(v.fill, v.fill), stroke=DONKER.get(v.stroke, v.stroke)) for v in drawn]


def find_faint(drawn: list[Vorm], panel: str = WIT, line: str = LIJN) -> list[str]:
    """What cannot be seen or read: words under 4.5:1, and marks under 3:1 that no word on them makes up for."""
    faint = []
    for place, it in enumerate(drawn):
        under = find_under(drawn, place, panel)
        if it.soort == "text":
            ratio = contrast(fade(it.fill, it.dekking, under), under)
            faint += [f"{it.tekst!r} {it.fill} on {under}: {ratio:.2f}"] if ratio < 4.5 else []
        elif it.is_mark and not it.is_plat and {it.fill, it.stroke} - {"none", panel, line}:
            if (
                it.soort == "mark-rect" and it.fill == "none"
            ):  # an outline stands on a wider one around the same place, if there is one
                halo = [
                    o.stroke for o in drawn[:place] if o.fill == "none" and o.doos == it.doos and o.stroke != "none"
                ]
                under = halo[-1] if halo else under
            paints = [fade(p, it.dekking, under) for p in (it.fill, it.stroke) if p != "none"]
            ratio = max(contrast(p, under) for p in paints)
            named = any(o.soort == "text" and it.holds(*o.midden) for o in drawn[place:])
            faint += [f"{it.soort} {it.fill} {it.stroke} on {under}: {ratio:.2f}"] if ratio < 3 and not named else []
    return faint

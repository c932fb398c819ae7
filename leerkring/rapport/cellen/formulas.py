"""Formulas as MathML that browsers draw and screen readers speak; what cannot be drawn is shown as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, tostring
from xml.sax.saxutils import unescape

from latex2mathml.commands import MATRICES
from latex2mathml.converter import Converter
from markupsafe import escape

FORMULELABEL = re.compile(r"\\label\s*\{([^}]*)\}")
OP_DE_REGEL = re.compile(rf"{FORMULELABEL.pattern}(.*?)(?=\\\\|\\end\b|$)", re.DOTALL)
VERWIJZING = re.compile(r"\\(?:eq)?ref\s*\{(?P<label>[^}]*)\}")
OMGEVING = re.compile(r"\\(begin|end)\s*\{([a-zA-Z]+)(\*?)\}(?:\[[tcb]\])?")
BEGIN_EN_EIND = {
    **dict.fromkeys(("equation", "displaymath", "math", "subequations"), ("", "")),
    **dict.fromkeys(("eqnarray",), (r"\begin{array}{rcl}", r"\end{array}")),
    **dict.fromkeys(("gather", "gathered", "multline"), (r"\begin{array}{c}", r"\end{array}")),
    **dict.fromkeys(
        ("align", "aligned", "alignat", "alignedat", "flalign", "split"), (r"\begin{align*}", r"\end{align*}")
    ),
    "dcases": (r"\begin{cases}", r"\end{cases}"),
}
"""What the converter does not know by these names, as what it does know."""
KOLOMTAL = re.compile(r"(\\begin\s*\{align(?:ed)?at\*?\})\s*\{\d+\}")
ZELFDE = (
    (re.compile(r"\\(?:renew|provide)command\b"), r"\\newcommand"),
    (re.compile(r"\\DeclareMathOperator\*"), r"\\DeclareMathOperator"),
    (re.compile(r"(\\DeclareMathOperator\s*\{\\\w+\}\s*\{\w+)\\,"), r"\1"),
    (re.compile(r"\\(?:nonumber|notag)\b|\\ensuremath\b"), ""),
)
MET_STANDAARD = re.compile(r"\\newcommand\s*\{?\\\w+\}?\s*\[\d\]\s*\[")
"""A command of which the first argument may be left out: the converter would take the next letter for it."""
DELEN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
"""How many parts an element must have; with fewer a browser shows something else."""


class FormulaError(ValueError):
    """A formula that the converter would draw otherwise than it was meant."""


class Formulas:
    r"""The formulas of one notebook: a `\newcommand` holds in all that follows, and labels are numbered in order."""

    def __init__(self, sources: Iterable[str] = ()) -> None:
        self.converter = Converter()
        labels = dict.fromkeys(label for source in sources for label in FORMULELABEL.findall(source))
        self.numbers = {label: number for number, label in enumerate(labels, start=1)}
        self.gaps: list[str] = []

    def write(self, latex: str, display: str = "inline") -> str:
        """Return a formula as MathML, which the cleaning makes safe; where that fails its source, with a warning."""
        source = latex.strip()
        if not source:
            return ""
        try:
            self.converter.display = display
            math = self.converter.convert_to_element(self.prepare(source))
            check_drawn(math)
        except Exception:  # the converter has no family of errors, and a formula must not break a report
            self.gaps.append(f"Een formule kan niet worden getekend en staat er zoals zij geschreven is: {source[:60]}")
            return f"<code>{escape(source)}</code>"
        # A formula that only defines commands shows nothing. The converter writes signs as entities, to be read here.
        return unescape(tostring(math, encoding="unicode")) if len(math[0]) else ""

    def prepare(self, source: str) -> str:
        """Return a formula in the words that the converter knows."""
        for pattern, known in ZELFDE:
            source = pattern.sub(known, source)
        text = re.sub(r"\\.", "", source, flags=re.DOTALL)
        if MET_STANDAARD.search(source) or text.count("{") != text.count("}"):
            raise FormulaError(source)
        source = OP_DE_REGEL.sub(lambda found: rf"{found[2]}\qquad\text{{({self.find_number(found[1])})}}", source)
        source = VERWIJZING.sub(lambda found: rf"\text{{({self.find_number(found['label'])})}}", source)
        return OMGEVING.sub(self.rename, KOLOMTAL.sub(r"\1", source))

    def find_number(self, label: str) -> int:
        """Return the number of a labelled formula."""
        if label not in self.numbers:
            raise FormulaError(label)
        return self.numbers[label]

    def rename(self, found: re.Match[str]) -> str:
        """Return the begin or end of an environment under a name that the converter knows."""
        side, name, star = found[1], found[2], found[3]
        if name in BEGIN_EN_EIND:
            return BEGIN_EN_EIND[name][side == "end"]
        if rf"\{name}{star}" not in MATRICES and rf"\begin{{{name}{star}}}" not in self.converter.macros:
            raise FormulaError(name)
        return found[0]


def check_drawn(math: Element) -> None:
    """Refuse what the converter did not understand: it leaves commands and column marks as text, without an error."""
    for part in math.iter():
        text = part.text or ""
        if "\\" in text or text in ("&", "}") or part.get("linebreak") or len(part) != DELEN.get(part.tag, len(part)):
            raise FormulaError(text or part.tag)

"""What a code cell showed, as HTML for a reader: never a script, a trace or a silent hole."""

from __future__ import annotations

import base64
import re
from typing import Any

from markupsafe import Markup, escape

from leerkring.rapport.cellen.markdown import Opmaak
from leerkring.rapport.cleaning import clean_fragment, is_empty, parse_fragment, write_fragment
from leerkring.rapport.trust import is_built_here
from leerkring.weergave.blokken import EIGEN, ONGETOOND

WIDGET = "application/vnd.jupyter.widget-view+json"
BEELDEN = ("image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif")
ONTOONBAAR = {
    r"application/json": "een blok met gegevens (JSON)",
    r"application/pdf": "een document (PDF)",
    r"(?:application|text)/(?:x-)?(?:java|ecma)script": "een script",
    r"application/(?:vnd\.)?(?:vega|plotly|bokeh|holoviews).*": "een grafiek die pas daar wordt getekend",
    r"application/geo\+json": "een kaart",
    r"audio/.*": "geluid",
    r"video/.*": "een film",
    r"text/vnd\.mermaid": "een diagram (mermaid)",
    r"image/.*": "een afbeelding van een soort die niet elke browser toont",
}
"""What a page without scripts cannot show, by its kind; the plain text beside it only names it."""
ALLEEN_EEN_NAAM = re.compile(r"<[\w.]+ object(?: at 0x[0-9a-fA-F]+)?>|.*\bat 0x[0-9a-fA-F]{6,}>.*", re.DOTALL)
"""How Python names a thing that has no text; the place in memory differs at each run."""
STUURTEKENS = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|\x1b[ -/]*[0-~]"  # colours, links, the rest
)
LATEXTEKEN = re.compile(r"^\s*\\[\[(]|\\[\])]\s*$")
VOORTGANG = re.compile(r"\d+%\|")
FOUT = "De oorzaak staat in het log. Vraag de onderzoekers ernaar."


def show_output(output: Any, met_code: bool, opmaak: Opmaak | None = None) -> tuple[str, list[str]]:
    """Return one output as HTML, and what was left out.

    Parameters
    ----------
    output
        An output of a code cell, as nbformat stores it.
    met_code
        Whether the report is for researchers, who also see what was printed and why a cell failed.
    opmaak
        The Markdown of the notebook, whose formulas may hold here too; it keeps what of them could not be shown.
    """
    if output.output_type == "stream":
        return (
            f'<pre class="lk-tekst">{escape(read_terminal(output.text))}</pre>'
            if met_code and output.name == "stdout"
            else ""
        ), []
    if output.output_type == "error":
        why = f" {output.ename}: {read_terminal(output.evalue)}" if met_code else f" {FOUT}"
        html = Markup('<p class="lk-fout"><strong>Dit deel kon niet worden gemaakt.</strong>{}</p>').format(why)
        return str(html), ["Een deel kon niet worden gemaakt."]
    data = output.data
    if is_built_here(output):
        return data["text/html"], list(output.metadata[EIGEN].get(ONGETOOND, []))
    if WIDGET in data:
        if VOORTGANG.search(data.get("text/plain", "")):
            return "", []
        return leave_note("een bedieningselement")
    return show_data(data, output.metadata, opmaak or Opmaak())


def show_data(data: Any, metadata: Any, opmaak: Opmaak) -> tuple[str, list[str]]:
    """Return the richest form of an output that a page without scripts can show."""
    if "text/html" in data or "text/markdown" in data:
        root = parse_fragment(data["text/html"] if "text/html" in data else opmaak.write(data["text/markdown"]))
        gaps = clean_fragment(root)
        return leave_note("een onderdeel met een script") if is_empty(root) else (write_fragment(root), gaps)
    if "text/latex" in data:
        latex = data["text/latex"]
        # Text with formulas in it, or one formula without its marks.
        marked = re.search(r"\$|\\begin\b", latex)
        root = parse_fragment(opmaak.write(latex if marked else f"$${LATEXTEKEN.sub('', latex)}$$"))
        return write_fragment(root), clean_fragment(root)
    for kind in BEELDEN:
        if kind in data:
            return show_image(kind, data[kind], metadata)
    for pattern, what in ONTOONBAAR.items():
        if any(re.fullmatch(pattern, kind) for kind in data):
            return leave_note(what)
    text = read_terminal(data.get("text/plain", ""))
    if not text or ALLEEN_EEN_NAAM.fullmatch(text):
        return leave_note("een onderdeel")
    if "\n" in text:
        return f'<pre class="lk-tekst">{escape(text)}</pre>', []
    return f"<p>{escape(text)}</p>", []


def read_terminal(text: str) -> str:
    """Return a text as a terminal leaves it: without colours, and of what was written over only the last."""
    lines = STUURTEKENS.sub("", text).replace("\r\n", "\n").split("\n")
    return "\n".join(next((part for part in reversed(line.split("\r")) if part), "") for line in lines)


def show_image(kind: str, content: str, metadata: Any) -> tuple[str, list[str]]:
    """Return an image with its description; without one it would say nothing to some readers, and is left out."""
    alt = metadata.get("alt") or metadata.get(kind, {}).get("alt") or ""
    if not alt.strip():
        text = "Een afbeelding is weggelaten, omdat er geen beschrijving bij staat."
        return str(Markup('<p class="lk-noot">{}</p>').format(text)), [
            "Een afbeelding zonder beschrijving is weggelaten."
        ]
    # An SVG as an image cannot run a script or fetch anything.
    body = base64.b64encode(content.encode()).decode() if kind == "image/svg+xml" else "".join(content.split())
    return str(Markup('<p><img src="data:{};base64,{}" alt="{}"></p>').format(kind, body, alt)), []


def leave_note(what: str) -> tuple[str, list[str]]:
    """Return the sentence that stands in for something that only works in JupyterLab."""
    text = f"Hier staat in JupyterLab {what}. Dat werkt niet in een rapport en is daarom weggelaten."
    return f'<p class="lk-noot">{text}</p>', [f"Weggelaten: {what}, want dat werkt alleen in JupyterLab."]

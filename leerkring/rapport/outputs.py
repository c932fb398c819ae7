"""What a code cell showed, as HTML for a reader: never a script, a trace or a silent hole."""

from __future__ import annotations

import base64
import re
from typing import Any

from markupsafe import Markup, escape

from leerkring.rapport.cleaning import clean_fragment, is_empty, parse_fragment, write_fragment
from leerkring.rapport.markdown import render_markdown, write_formula
from leerkring.weergave.blokken import EIGEN

WIDGET = "application/vnd.jupyter.widget-view+json"
BEELDEN = ("image/svg+xml", "image/png", "image/jpeg")
VOORTGANG = re.compile(r"\d+%\|")
FOUT = "De oorzaak staat in het log. Vraag de onderzoekers ernaar."


def show_output(output: Any, met_code: bool) -> tuple[str, list[str]]:
    """Return one output as HTML, and what was left out.

    Parameters
    ----------
    output
        An output of a code cell, as nbformat stores it.
    met_code
        Whether the report is for researchers, who also see what was printed and why a cell failed.
    """
    if output.output_type == "stream":
        return (
            f'<pre class="lk-tekst">{escape(output.text)}</pre>' if met_code and output.name == "stdout" else ""
        ), []
    if output.output_type == "error":
        why = f" {output.ename}: {output.evalue}" if met_code else f" {FOUT}"
        html = Markup('<p class="lk-fout"><strong>Dit deel kon niet worden gemaakt.</strong>{}</p>').format(why)
        return str(html), ["Een deel kon niet worden gemaakt."]
    data = output.data
    if EIGEN in output.metadata:
        return data["text/html"], []
    if WIDGET in data:
        if VOORTGANG.search(data.get("text/plain", "")):
            return "", []
        return leave_note("een bedieningselement")
    return show_data(data, output.metadata)


def show_data(data: Any, metadata: Any) -> tuple[str, list[str]]:
    """Return the richest form of an output that a page without scripts can show."""
    if "text/html" in data or "text/markdown" in data:
        root = parse_fragment(data["text/html"] if "text/html" in data else render_markdown(data["text/markdown"]))
        gaps = clean_fragment(root)
        return leave_note("een onderdeel met een script") if is_empty(root) else (write_fragment(root), gaps)
    if "text/latex" in data:
        root = parse_fragment(f"<p>{write_formula(data['text/latex'], 'block')}</p>")
        return write_fragment(root), clean_fragment(root)
    for kind in BEELDEN:
        if kind in data:
            return show_image(kind, data[kind], metadata)
    text = data.get("text/plain", "")
    if not text:
        return leave_note("een onderdeel")
    if "\n" in text:
        return f'<pre class="lk-tekst">{escape(text)}</pre>', []
    return f"<p>{escape(text)}</p>", []


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

"""The gate of the export: no report leaves with personal data in any part of its file."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from leerkring.namen import Namen
from leerkring.persoonsgegevens import Vondst
from leerkring.rapport.gate.scan import Scan, Vindplaats

Namenzoeker = Callable[[str], Iterable[Vondst]]
WILLEKEURIG = re.compile("[0-9a-f]{8}")
"""The id that nbformat draws for a cell: about one in fifty looks like a postcode with a house number."""
BEELD = re.compile(r"(?:image/(?!svg)|audio/|video/|application/pdf)")


def scan_page(
    html: str,
    namen: Namen | None = None,
    zoek_namen: Namenzoeker | None = None,
    gelezen: dict[str, list[Vondst]] | None = None,
) -> list[Vindplaats]:
    """Return the personal data in a page, each place once, in the order of the page.

    Parameters
    ----------
    html
        The file as text: a whole page, a fragment or a drawing.
    namen
        The people to look for by name, with the organisations that may be named.
    zoek_namen
        Looks for names of other people in sentences, such as `gate_names.find_names` with its allowed names.
    gelezen
        What stands in texts that were read before with the same names; texts of this page are added.
    """
    scan = Scan(namen, zoek_namen, gelezen={} if gelezen is None else gelezen)
    scan.read_page(scan.excuse(html))
    return list(scan.vindplaatsen)


def scan_notebook(
    notebook: Mapping[str, Any],
    namen: Namen | None = None,
    zoek_namen: Namenzoeker | None = None,
    gelezen: dict[str, list[Vondst]] | None = None,
) -> list[Vindplaats]:
    """Return the personal data in a notebook: its texts and code, outputs, attachments and metadata.

    Parameters
    ----------
    notebook
        A notebook as nbformat or `json` reads it.
    namen
        The people to look for by name, with the organisations that may be named.
    zoek_namen, gelezen
        As for `scan_page`.
    """
    scan = Scan(namen, zoek_namen, gelezen={} if gelezen is None else gelezen)
    for nummer, cell in enumerate(notebook.get("cells", []), start=1):
        scan.sectie = f"Cel {nummer}"
        for key, value in cell.items():
            if key == "source":
                read_source(scan, join_lines(value), cell.get("cell_type") == "markdown")
            elif key == "outputs":
                for output in value:
                    read_output(scan, output)
            elif key == "attachments":
                for name, bundle in value.items():
                    scan.read_string(name, "bijlage")
                    read_bundle(scan, bundle, "bijlage")
            elif key != "id" or not WILLEKEURIG.fullmatch(str(value)):
                scan.read_json({key: value}, "metagegevens")
    scan.sectie = "Notebook"
    scan.read_json({key: value for key, value in notebook.items() if key != "cells"}, "metagegevens")
    return list(scan.vindplaatsen)


def read_source(scan: Scan, source: str, is_text: bool) -> None:
    """Read the source of a cell; of a text also as it will look, because '**jan**@x.nl' has an address in it."""
    scan.read_string(source, "tekst" if is_text else "code")
    if is_text:
        # A batch with nothing to make need not import nbconvert.
        from leerkring.rapport.cellen.markdown import render_markdown

        scan.read_inner(render_markdown(source), "tekst")


def read_output(scan: Scan, output: Mapping[str, Any]) -> None:
    """Read one output of a code cell."""
    for key, value in output.items():
        if key == "data":
            read_bundle(scan, value, "uitvoer")
        elif key == "traceback":
            scan.read_string("\n".join(value), "uitvoer")
        else:
            scan.read_json(join_lines(value), "metagegevens" if key == "metadata" else "uitvoer")


def read_bundle(scan: Scan, bundle: Mapping[str, Any], element: str) -> None:
    """Read an output or attachment in each of its forms; of a picture what it holds beside what it draws."""
    for soort, value in bundle.items():
        text = join_lines(value)
        if BEELD.match(soort):
            if isinstance(text, str):
                with suppress(ValueError):  # no base64, so no picture that anything shows
                    scan.read_bytes(base64.b64decode(text), f"{element} {soort}")
        else:
            html = scan.excuse(text) if soort == "text/html" and isinstance(text, str) else text
            scan.read_json(html, f"{element} {soort}")


def join_lines(value: Any) -> Any:
    """Return a text that a notebook keeps as a list of lines as one text; anything else as it is."""
    if isinstance(value, list) and value and all(isinstance(line, str) for line in value):
        return "".join(value)
    return value

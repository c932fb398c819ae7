"""The start page: which trajects there are, and which reports are ready."""

from __future__ import annotations

from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from leerkring.batch.manifest import Status, read_manifest
from leerkring.errors import LeerkringError
from leerkring.lab.opening import follow_log, list_trajecten, read_inhoud
from leerkring.paths import OUTPUT, find_root
from leerkring.weergave.blokken import Blok, Kolom, build_paragraph, build_table, join_blocks
from leerkring.weergave.taal import write_date
from leerkring.weergave.widgets import explain_error

OVERZICHTKOLOMMEN = ["map", "naam", "fictief", "deelnemers", "peildatum", "melding"]


def show_start() -> Blok:
    """Return the trajects of the project and the reports that are ready, with links that JupyterLab opens."""
    follow_log()
    return join_blocks([table_trajecten(describe_trajecten()), table_rapporten(list_rapporten())])


def describe_trajecten() -> pd.DataFrame:
    """Return the trajects of the project.

    Returns
    -------
    `map`, `naam`, `fictief`, `deelnemers` (how many), `peildatum`, and `melding`: why it cannot be opened, if so; then
    the rest is missing.
    """
    rows: list[list[object]] = []
    for folder in list_trajecten():
        try:
            inhoud = read_inhoud(folder)
        except LeerkringError as error:
            rows.append([folder, None, None, None, None, explain_error(error)])
            continue
        b = inhoud.beschrijving
        rows.append([folder, b.naam, b.fictief, len(inhoud.tabellen["deelnemers"]), b.peildatum, None])
    return pd.DataFrame(rows, columns=OVERZICHTKOLOMMEN, dtype="object")


def list_rapporten() -> list[str]:
    """Return the names of the reports that succeeded and are there."""
    output = find_root() / OUTPUT
    try:
        outcomes = read_manifest(output)
    except LeerkringError as error:
        explain_error(error)  # to the log: without the list of reports the page still helps
        return []
    return [
        naam
        for naam, outcome in sorted(outcomes.items())
        if outcome.status is Status.GELUKT and (output / f"{naam}.html").is_file()
    ]


def table_trajecten(trajecten: pd.DataFrame) -> Blok:
    """Return the trajects as a table; see `describe_trajecten`."""
    if trajecten.empty:
        return build_paragraph("Er staan nog geen trajecten in de map data.")
    shown = trajecten.assign(
        traject=[r["naam"] if r["melding"] is None else r["melding"] for r in trajecten.to_dict("records")]
    )
    kolommen = {
        "map": Kolom("Map"),
        "traject": Kolom("Traject"),
        "fictief": Kolom("Gegevens", lambda f: "onbekend" if f is None else "verzonnen" if f else "echt"),
        "deelnemers": Kolom("Deelnemers", lambda n: "–" if n is None else str(n), getal=True),
        "peildatum": Kolom("Peildatum", lambda d: "–" if d is None else write_date(d)),
    }
    return build_table(shown, kolommen, "Trajecten")


def table_rapporten(namen: list[str]) -> Blok:
    """Return the reports that are ready as links, or how to make them."""
    if not namen:
        return build_paragraph("Er zijn nog geen rapporten. U maakt ze in de verkenner, of met ‘make rapporten’.")
    frame = pd.DataFrame({"traject": [n.partition("/")[0] for n in namen], "rapport": namen})

    def link(naam: str) -> Markup:
        place = quote(f"../{OUTPUT}/{naam}.html")
        return Markup('<a href="{}">{}</a>').format(place, naam.partition("/")[2])

    kolommen = {"rapport": Kolom("Rapport", link), "traject": Kolom("Traject")}
    return build_table(frame, kolommen, "Rapporten die klaar zijn")

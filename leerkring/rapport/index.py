"""The page that lists every report, with its status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape

from leerkring.begrippen import Doelgroep
from leerkring.weergave.kop import FICTIEF
from leerkring.weergave.taal import start_sentence, write_count, write_date

TEMPLATES = Path(__file__).parent / "templates"


def build_index(uitkomsten: Sequence[Mapping[str, Any]]) -> str:
    """Return the index page for the outcomes of all runs.

    Parameters
    ----------
    uitkomsten
        The rows of the manifest: `id`, `status`, `reden`, `rapport`, `rapport_van`, `feiten`, `params`.
    """
    # A run that never gave a report knows only its folder; its neighbours know the name of the traject.
    namen = {r["id"].partition("/")[0]: r["feiten"]["traject"] for r in uitkomsten if r["feiten"].get("traject")}
    trajecten: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(uitkomsten, key=lambda r: (r["id"].rpartition("/")[2] == "vergelijking", r["id"])):
        feiten = row["feiten"]
        doelgroep = feiten.get("doelgroep") or row["params"].get("doelgroep")
        folder = row["id"].partition("/")[0]
        trajecten.setdefault(namen.get(folder, folder), []).append(
            {
                "titel": feiten.get("titel") or row["id"].partition("/")[2],
                "onder": feiten.get("ondertitel", ""),
                "doelgroep": Doelgroep(doelgroep).label if doelgroep in list(Doelgroep) else "onbekend",
                "rapport": row["rapport"],
                "datum": write_date(datetime.fromisoformat(row["rapport_van"])) if row["rapport_van"] else "",
                "gelukt": row["status"] == "gelukt",
                "reden": row["reden"],
                "fictief": bool(feiten.get("fictief")),
            }
        )
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(["j2", "html"]))
    failed = sum(not r["gelukt"] for rows in trajecten.values() for r in rows)
    total = sum(map(len, trajecten.values()))
    return environment.get_template("overzicht.html.j2").render(
        trajecten=dict(sorted(trajecten.items())),
        stijl=(TEMPLATES / "leerkring" / "stijl.css").read_text(encoding="utf-8"),
        samenvatting=start_sentence(f"{write_count(total - failed, 'rapport', 'rapporten')} gelukt")
        + (f", {write_count(failed, 'rapport', 'rapporten')} mislukt." if failed else "."),
        fictief_tekst=FICTIEF,
    )

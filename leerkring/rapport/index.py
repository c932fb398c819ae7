"""The page that lists every report: its status, what changed, what to watch, and a search field over all texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

from leerkring.begrippen import Doelgroep
from leerkring.paths import TEMPLATES
from leerkring.rapport.neighbours import sort_rows
from leerkring.rapport.reading import Sectie
from leerkring.rapport.scripts import hash_script, write_json
from leerkring.rapport.search import collect_texts
from leerkring.weergave.kop import FICTIEF, name_anchor
from leerkring.weergave.taal import join_words, start_sentence, write_count, write_date

INDEX_CSP = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {}; base-uri 'none'; form-action 'none'"
)


def build_index(
    uitkomsten: Sequence[Mapping[str, Any]],
    teksten: Mapping[str, Sequence[Sectie]] | None = None,
    *,
    lezers: bool = False,
) -> str:
    """Return the index page for the outcomes of all runs.

    Parameters
    ----------
    uitkomsten
        The rows of the manifest, each with all its fields; `rapport` is None when there is no report.
    teksten
        The sections of each report by its address. Without them the field searches titles only: the reports are read
        once, at the end of a batch.
    lezers
        Whether the page goes with reports that are shared: then it says nothing of runs, warnings and changes.
    """
    # A run that never gave a report knows only its folder; its neighbours know the name of the traject.
    namen = {r["id"].partition("/")[0]: r["feiten"]["traject"] for r in uitkomsten if r["feiten"].get("traject")}
    trajecten: dict[str, list[dict[str, Any]]] = {}
    for row in sort_rows(uitkomsten):
        folder = row["id"].partition("/")[0]
        trajecten.setdefault(namen.get(folder, folder), []).append(describe_row(row))
    rows = [row for group in trajecten.values() for row in group]
    mislukt = [row for row in rows if row["status"] == "mislukt"]
    gehouden = [row for row in rows if row["status"] == "tegengehouden"]
    gelukt = len(rows) - len(mislukt) - len(gehouden)
    parts = [f"{write_count(gelukt, 'rapport', 'rapporten')} gelukt"]
    parts += [f"{len(group)} {word}" for group, word in ((mislukt, "mislukt"), (gehouden, "tegengehouden")) if group]
    script = read_template("overzicht.js")
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(["j2", "html"]))
    return environment.get_template("overzicht.html.j2").render(
        trajecten=dict(sorted(trajecten.items())),
        doelgroepen=[d for d in Doelgroep if any(row["doelgroep"] is d for row in rows)],
        alleen_team=not lezers and any(row["rapport"] and row["doelgroep"] is not Doelgroep.OPENBAAR for row in rows),
        aantal=write_count(len(rows), "rapport", "rapporten"),
        samenvatting="" if lezers else start_sentence(f"{', '.join(parts)}."),
        lezers=lezers,
        gehouden=gehouden,
        mislukt=mislukt,
        fictief_tekst=FICTIEF,
        stijl=read_template("leerkring/stijl.css") + read_template("overzicht.css"),
        script=script,
        csp=INDEX_CSP.format(hash_script(script)),
        met_teksten=teksten is not None,
        teksten=write_json(collect_texts(teksten or {})),
    )


def read_template(name: str) -> Markup:
    """Return a style sheet or script of our own as it stands."""
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704


def describe_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page says about one run."""
    feiten = row["feiten"]
    doelgroep = feiten.get("doelgroep") or row["params"].get("doelgroep")
    gelukt = row["status"] == "gelukt"
    wijzigingen = row["wijzigingen"]
    return {
        "anker": "r-" + row["id"].replace("/", "-"),
        "titel": feiten.get("titel") or row["id"].partition("/")[2],
        "onder": feiten.get("ondertitel", ""),
        "doelgroep": Doelgroep(doelgroep) if doelgroep in list(Doelgroep) else None,
        "rapport": row["rapport"],
        "rapport_van": write_day(row["rapport_van"]),
        "begonnen": write_day(row["begonnen"]),
        "gelukt": gelukt,
        "status": row["status"],
        "reden": row["reden"],
        "vindplaatsen": row["vindplaatsen"],
        "fictief": bool(feiten.get("fictief")),
        "waarschuwingen": row["waarschuwingen"],
        "veranderd": write_changes(row),
        "wijzigingen": [place_change(w) for w in wijzigingen["eerste"]] if wijzigingen else [],
        "meer": count_changes(wijzigingen) - len(wijzigingen["eerste"]) if wijzigingen else 0,
    }


def count_changes(wijzigingen: Mapping[str, Any]) -> int:
    """Return how many numbers and sentences changed."""
    return int(wijzigingen["cijfers"]) + int(wijzigingen["zinnen"])


def place_change(wijziging: Mapping[str, Any]) -> dict[str, Any]:
    """Return a change with the place where it stands: a section, and what names the number within it."""
    within = "In het kort" if wijziging["soort"] == "zin" else wijziging["tabel"]
    return {
        "sectie": wijziging["sectie"],
        "anker": name_anchor(wijziging["sectie"]),
        "plaats": " · ".join(filter(None, [within, wijziging["rij"], wijziging["kolom"]])),
        "was": wijziging["was"],
        "wordt": wijziging["wordt"],
    }


def write_changes(row: Mapping[str, Any]) -> str:
    """Return in one sentence what changed since the report before this one."""
    wijzigingen = row["wijzigingen"]
    if not row["rapport"]:
        return ""
    if wijzigingen is None:
        return "Eerste keer gemaakt." if row["status"] == "gelukt" else ""
    since = write_since(row["vorige_van"], row["rapport_van"])
    counts = [("cijfers", "cijfer", "cijfers"), ("zinnen", "zin", "zinnen")]
    parts = [write_count(wijzigingen[name], one, many) for name, one, many in counts if wijzigingen[name]]
    return start_sentence(f"{join_words(parts) or 'geen cijfers'} veranderd sinds {since}.")


def write_day(moment: str | None) -> str:
    """Return the day of a moment in Dutch, and nothing without a moment."""
    return write_date(datetime.fromisoformat(moment)) if moment else ""


def write_since(moment: str | None, now: str | None) -> str:
    """Return a day in Dutch, with the time when it is the same day as now."""
    if not moment or write_day(moment) != write_day(now):
        return write_day(moment) or "de vorige keer"
    return f"{write_day(moment)} om {datetime.fromisoformat(moment):%H.%M} uur"

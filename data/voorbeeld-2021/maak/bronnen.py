"""The fictional sources to which the rows refer; a source that no row uses is left out."""

from __future__ import annotations

from tabellen import Row, Tables

TEAM = "Team leerkring (fictief)"
GEDEELD = (
    ("AANM", "Aanmeldingen en intake (fictief)", "document", "2021-04"),
    ("LOG", "Logboek van het team leerkring (fictief)", "observatie", "2022-05"),
    ("VERSLAG-1", "Verslag van leerbijeenkomst 1 (fictief)", "document", "2021-09-23"),
    ("VERSLAG-2", "Verslag van leerbijeenkomst 2 (fictief)", "document", "2022-01-27"),
    ("VERSLAG-3", "Verslag van leerbijeenkomst 3 (fictief)", "document", "2022-05-25"),
    ("CODEBOEK", "Codeboek en codeerafspraken (fictief)", "document", "2022-05"),
    ("VL-T0", "Vragenlijst T0 (fictief)", "vragenlijst", "2021-05"),
    ("VL-T1", "Vragenlijst T1 (fictief)", "vragenlijst", "2021-09"),
    ("VL-T2", "Vragenlijst T2 (fictief)", "vragenlijst", "2022-01"),
    ("VL-T3", "Vragenlijst T3 (fictief)", "vragenlijst", "2022-05"),
)
EIGEN = (
    ("DOC", "Plannen en besluiten van {naam} (fictief)", "document", "{naam} (fictief)"),
    ("INT", "Interviews binnen {naam} (fictief)", "interview", TEAM),
    ("BUITEN", "Gesprekken met inwoners en partners van {naam} (fictief)", "interview", TEAM),
    ("REG", "Registratie van {naam} (fictief)", "registratie", "{naam} (fictief)"),
)


def list_bronnen(tables: Tables, verhalen: list[Row]) -> list[Row]:
    """Return the sources that are used, shared ones first."""
    used = {name for rows in tables.values() for row in rows for name in str(row.get("bron", "")).split("|")}
    base = {"toelichting": "Verzonnen bron bij een verzonnen leerkring.", "vertrouwelijkheid": "openbaar"}
    bronnen = [
        base | {"id": id_, "titel": titel, "soort": soort, "uitgever": TEAM, "datum": datum}
        for id_, titel, soort, datum in GEDEELD
    ]
    for verhaal in verhalen:
        profiel = verhaal["deelnemer"]
        datum = "2022-01" if profiel["status"] == "gestopt" else "2022-05"
        for kind, titel, soort, uitgever in EIGEN:
            own = {"id": f"{kind}-{profiel['id']}", "soort": soort, "datum": datum}
            names = {"titel": titel.format(**profiel), "uitgever": uitgever.format(**profiel)}
            bronnen.append(base | own | names)
    return [bron for bron in bronnen if bron["id"] in used]

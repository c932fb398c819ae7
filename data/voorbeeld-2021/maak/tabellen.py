"""Turn the hand-written stories into rows: who takes part, what was done, seen, advised and learned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from invoer import METINGEN, NIVEAU, name_bronnen, prefix, split_lines

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def add_deelname(tables: Tables, verhaal: Row, nummer: int) -> None:
    """Add profile, application, people, match, members, mergers and context of one deelnemer."""
    profiel, aanmelding, match = verhaal["deelnemer"], verhaal["aanmelding"], verhaal["match"]
    slug = profiel["id"]
    doc = name_bronnen("DOC", verhaal)
    tables["deelnemers"].append(profiel | {"bron": f"AANM|{doc}", "vertrouwelijkheid": "openbaar"})
    tables["aanmeldingen"].append(
        aanmelding
        | {
            "id": f"A{nummer}",
            "deelnemer": slug,
            "naam": profiel["naam"],
            "sturingsvorm": profiel["sturingsvorm"],
            "aanleiding": profiel["aanleiding"],
            "al_actief": "ja",
            "actieve_bijdrage": "ja",
            "status": "toegelaten",
            "bron": "AANM",
            "vertrouwelijkheid": "deelnemer",
        }
    )
    for number, functie in enumerate(verhaal["betrokkenen"], 1):
        first = "ja" if number == 1 else "nee"
        tables["betrokkenen"].append(
            {
                "id": f"{prefix(verhaal)}-P{number}",
                "deelnemer": slug,
                "functie": functie,
                "trekker": first,
                "eerste_contact": first,
                "bron": "AANM",
                "vertrouwelijkheid": "deelnemer",
            }
        )
    agreed = {"akkoord_deelnemer": "ja", "akkoord_partner": "ja"}
    tables["matches"].append(match | agreed | {"deelnemer": slug, "bron": "AANM", "vertrouwelijkheid": "openbaar"})
    base = {"deelnemer": slug, "bron": doc, "vertrouwelijkheid": "openbaar"}
    tables["leden"] += [base | {"naam": naam} for naam in verhaal.get("leden", ())]
    tables["herindelingen"] += [base | pijl for pijl in verhaal.get("herindelingen", ())]
    for factor, (gewicht, toelichting) in verhaal["context"].items():
        tables["contextfactoren"].append(
            {
                "deelnemer": slug,
                "factor": factor,
                "gewicht": gewicht,
                "toelichting": toelichting,
                "bron": name_bronnen("DOC|INT", verhaal),
                "vertrouwelijkheid": "openbaar" if gewicht == 3 else "leerkring",
            }
        )


def add_sturing(tables: Tables, verhaal: Row) -> None:
    """Add the sturingsmix of each wave, on paper and in practice, and the sturingsverhoudingen."""
    slug = verhaal["deelnemer"]["id"]
    for aanzicht, bron, niveau in (("formeel", "DOC", "openbaar"), ("beleefd", "INT", "leerkring")):
        for vorm, sterktes in verhaal["sturingsmix"][aanzicht].items():
            for meting, sterkte in zip(METINGEN, sterktes, strict=False):
                if sterkte is not None:
                    tables["sturingsmix"].append(
                        {
                            "deelnemer": slug,
                            "meting": meting,
                            "aanzicht": aanzicht,
                            "sturingsvorm": vorm,
                            "sterkte": sterkte,
                            "peildatum": METINGEN[meting],
                            "bron": name_bronnen(bron, verhaal),
                            "vertrouwelijkheid": niveau,
                        }
                    )
    names = ("meting", "vorm", "verhouding", "andere_vorm", "zekerheid", "bron", "niveau", "toelichting")
    for number, cells in enumerate(split_lines(verhaal["sturingsverhoudingen"], len(names)), 1):
        row = dict(zip(names, cells, strict=True))
        niveau = NIVEAU[row.pop("niveau")]
        bron = name_bronnen(row.pop("bron"), verhaal)
        own = {"id": f"{prefix(verhaal)}-V{number}", "deelnemer": slug}
        tables["sturingsverhoudingen"].append(row | own | {"bron": bron, "vertrouwelijkheid": niveau})


def add_interventies(tables: Tables, verhaal: Row) -> None:
    """Add the case of a deelnemer, if it has one, and its steps."""
    profiel, casus = verhaal["deelnemer"], dict(verhaal.get("casus", {}))
    steps = casus.pop("stappen", [])
    if casus:
        lists = {k: "|".join(casus[k]) for k in ("sturingsvormen", "deelvragen")}
        own = {
            "deelnemer": profiel["id"],
            "organisatie": profiel["naam"],
            "soort": profiel["soort"],
            "werksoort": profiel["werksoort"],
            "vertrekpunt": profiel["vertrekpunt"],
            "bron": name_bronnen("DOC|LOG", verhaal),
            "vertrouwelijkheid": "openbaar",
        }
        tables["casussen"].append(casus | lists | own)
    for number, cells in enumerate(split_lines(verhaal["interventies"], 10), 1):
        naam, soort, ronde, plan, werkelijk, status, steun, niveau, doel, toelichting = cells
        plan_start, _, plan_eind = plan.partition("..")
        start, _, eind = werkelijk.partition("..")
        tables["interventies"].append(
            {
                "id": f"{prefix(verhaal)}-I{number}",
                "deelnemer": profiel["id"],
                "casus": casus["id"] if number in steps else "",
                "naam": naam,
                "soort": soort,
                "sturingsvorm": profiel["sturingsvorm"],
                "ronde": ronde,
                "gepland_start": plan_start,
                "gepland_eind": plan_eind,
                "start": start,
                "eind": eind,
                "status": status,
                "doel": doel,
                "ondersteuning": steun.replace(",", "|"),
                "toelichting": toelichting,
                "bron": name_bronnen("DOC|LOG" if start else "DOC", verhaal),
                "vertrouwelijkheid": NIVEAU[niveau],
            }
        )


def add_effecten(tables: Tables, verhaal: Row) -> None:
    """Add effects with their indicator series and the judgements of inwoners and partners."""
    slug, letters = verhaal["deelnemer"]["id"], prefix(verhaal)
    judgements = 0
    for number, story in enumerate(verhaal["effecten"], 1):
        row = dict(story)
        series, oordelen = row.pop("indicatoren", ()), row.pop("beoordelingen", ())
        claims = row.pop("claims", [])
        effect, niveau = f"{letters}-E{number}", NIVEAU[row.pop("v", "l")]
        row["bron"] = name_bronnen(row["bron"], verhaal)
        row["interventies"] = "|".join(f"{letters}-I{n}" for n in row["interventies"])
        row |= {"id": effect, "deelnemer": slug, "sturingsvorm": verhaal["deelnemer"]["sturingsvorm"]}
        tables["effecten"].append(row | {"vertrouwelijkheid": niveau})
        tables["procestoetsen"] += list_toetsen(claims, effect, niveau, verhaal)
        for serie in series:
            tables["indicatormetingen"] += list_serie(serie, effect, niveau, name_bronnen("REG", verhaal))
        for oordeel in oordelen:
            judgements += 1
            judged = {k: v for k, v in oordeel.items() if k != "v"}
            tables["beoordelingen"].append(
                judged
                | {
                    "id": f"{letters}-O{judgements}",
                    "effect": effect,
                    "bron": name_bronnen(oordeel.get("bron", "BUITEN"), verhaal),
                    "vertrouwelijkheid": NIVEAU[oordeel["v"]] if "v" in oordeel else "leerkring",
                }
            )


def list_toetsen(toetsen: list[Row], effect: str, niveau: str, verhaal: Row) -> Iterator[Row]:
    """Yield one row per process test of an effect; a claim with more tests is written once."""
    number = 0
    for claim in toetsen:
        for soort, uitslag, bron, voorspelling, toelichting in split_lines(claim["toetsen"], 5):
            number += 1
            yield {
                "id": f"{effect}-P{number}",
                "effect": effect,
                "claim": claim["claim"],
                "rivaal": claim.get("rivaal", "nee"),
                "soort": soort,
                "voorspelling": voorspelling,
                "uitslag": uitslag,
                "toelichting": toelichting,
                "bron": name_bronnen(bron, verhaal),
                "vertrouwelijkheid": NIVEAU[claim["v"]] if "v" in claim else niveau,
            }


def list_serie(serie: Row, effect: str, niveau: str, bron: str) -> Iterator[Row]:
    """Yield one row per point of an indicator series; two numbers are the ends of a range."""
    for volgorde, (meting, value) in enumerate(serie["reeks"].items()):
        low, high = value if isinstance(value, list) else (value, "")
        yield {
            "effect": effect,
            "indicator": serie["indicator"],
            "volgorde": volgorde,
            "stap": meting,
            "nulmeting": "ja" if meting == serie.get("nul", "T0") else "nee",
            "waarde": low,
            "waarde_hoog": high,
            "eenheid": serie["eenheid"],
            "peildatum": METINGEN[meting],
            "toelichting": "" if serie.get("nul", "T0") == "T0" else "Geen T0; vergeleken wordt met T1.",
            "bron": bron,
            "vertrouwelijkheid": niveau,
        }


def add_kring(tables: Tables, kring: Row, verhalen: dict[str, Row]) -> None:
    """Add what the deelnemers share: the refused application, advice, codebook, lessons and their evidence."""
    tables["aanmeldingen"].append(
        kring["afgewezen"]
        | {
            "id": "A9",
            "al_actief": "nee",
            "actieve_bijdrage": "ja",
            "status": "afgewezen",
            "bron": "AANM",
            "vertrouwelijkheid": "team",
        }
    )
    names = ("ronde", "van", "naar", "type", "opvolging", "vertrouwelijkheid", "tekst", "toelichting")
    for number, cells in enumerate(split_lines(kring["adviezen"], len(names)), 1):
        row: Row = dict(zip(names, cells, strict=True))
        row["vertrouwelijkheid"] = NIVEAU[row["vertrouwelijkheid"]]
        tables["adviezen"].append(row | {"id": f"AD{number:02d}", "bron": f"VERSLAG-{row['ronde']}"})
    for code, (vraag, label, definitie) in kring["codeboek"].items():
        own = {"bron": "CODEBOEK", "vertrouwelijkheid": "openbaar"}
        tables["codeboek"].append({"id": code, "label": label, "definitie": definitie, "deelvraag": vraag} | own)
    for story in kring["lessen"]:
        les = {k: v for k, v in story.items() if k != "v"}
        own = {"bron": f"VERSLAG-{les['ronde']}|LOG", "vertrouwelijkheid": NIVEAU[story["v"]]}
        tables["lessen"].append(les | own)
    names = ("les", "strekking", "deelnemer", "zekerheid", "bron", "vertrouwelijkheid", "omschrijving")
    for number, cells in enumerate(split_lines(kring["bewijsstukken"], len(names)), 1):
        row = dict(zip(names, cells, strict=True))
        row["vertrouwelijkheid"] = NIVEAU[row["vertrouwelijkheid"]]
        row["bron"] = name_bronnen(row["bron"], verhalen[row["deelnemer"]])
        tables["bewijsstukken"].append(row | {"id": f"BW{number:02d}"})

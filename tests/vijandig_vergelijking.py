"""One of each block and figure on approach, forms, questionnaire, lessons and comparison, from hostile data."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from teksttabel import VRAGENLIJST, make_traject

from leerkring.hoofdstukken.aanpak.beeld import aanpak as toon_aanpak
from leerkring.hoofdstukken.aanpak.beeld import situaties as toon_situaties
from leerkring.hoofdstukken.aanpak.cijfers import aanpak, situaties
from leerkring.hoofdstukken.deelnemers.beeld import contextprofiel as toon_context
from leerkring.hoofdstukken.deelnemers.beeld import verschil as toon_verschil
from leerkring.hoofdstukken.deelnemers.cijfers import contextprofiel, verschil
from leerkring.hoofdstukken.effecten.beeld import vergelijking as toon_vergelijking
from leerkring.hoofdstukken.effecten.cijfers import vergelijking
from leerkring.hoofdstukken.lessen.beeld import leren
from leerkring.hoofdstukken.lessen.cijfers import leerpunten
from leerkring.hoofdstukken.logboek.beeld import leergeschiedenis as toon_geschiedenis
from leerkring.hoofdstukken.logboek.cijfers import leergeschiedenis
from leerkring.hoofdstukken.vormen.beeld import aanzichten as toon_aanzichten
from leerkring.hoofdstukken.vormen.beeld import verhoudingen as toon_verhoudingen
from leerkring.hoofdstukken.vormen.beeld import vormen as toon_vormen
from leerkring.hoofdstukken.vormen.cijfers import sturing, verhoudingen, vormen
from leerkring.hoofdstukken.vragenlijst.beeld import (
    oordeel,
)
from leerkring.hoofdstukken.vragenlijst.beeld import (
    tabellen as vragenlijst_tabellen,
)
from leerkring.hoofdstukken.vragenlijst.beeld import (
    uitkomsten as vragenlijst,
)
from leerkring.hoofdstukken.vragenlijst.beeld import (
    verschil as vragenlijst_verschil,
)
from leerkring.hoofdstukken.vragenlijst.cijfers import antwoorden, betrouwbaarheid, uitkomsten
from leerkring.methoden import gower
from leerkring.model.vragenlijst import Vragenlijst
from leerkring.traject import Traject


def make_hostile(x: str) -> Traject:
    """Return a traject in which every block has something to show, with `x` in every free text."""
    groups = {"I": "inwoners", "M": "medewerkers"}
    people = {f"{letter}{n}": group for letter, group in groups.items() for n in range(10)}
    answers = [
        f"{who}  {meting}  {item}  {1 + (n + shift) % 5}"
        for n, who in enumerate(people)
        for shift, meting in enumerate(("T0", "T3"))
        for item in ("V1", "V2")
    ]
    t = make_traject(
        deelnemers="id  naam  sturingsvorm  werksoort  vertrekpunt  aanleiding\n"
        f"noord  {x}  ZE  regulier  nieuw  {x}\nzuid  Zuid {x}  ZE  regulier  staand  {x}\n"
        f"oost  Oost {x}  OP  regulier  nieuw  {x}",
        contextfactoren=f"deelnemer  factor  toelichting\nnoord  draad_waarden  {x}\nzuid  draad_vertrouwen  {x}\n"
        f"oost  draad_waarden  {x}",
        casussen=f"id  naam  aanleiding  organisatie\nwijk  {x}  {x}  {x}",
        interventies="naam  doel  toelichting  status  gepland_start  start  ondersteuning  ronde\n"
        f"{x}  {x}  {x}  gestopt  2021-05  2021-06  klankbord  1",
        sturingsmix="deelnemer  meting  aanzicht  sturingsvorm  sterkte\n"
        + "\n".join(
            f"{slug}  {meting}  {aanzicht}  {vorm}  {(n + len(aanzicht)) % 5}"
            for slug, chosen in (("noord", "ZE"), ("zuid", "ZE"), ("oost", "OP"))
            for n, meting in enumerate(("T0", "T3"))
            for aanzicht in ("formeel", "beleefd")
            for vorm in (chosen, "LIJN")
        ),
        sturingsverhoudingen=f"verhouding  toelichting\nnaast  {x}\nvervangt  {x}",
        effecten="id  deelnemer  sturingsvorm  richting\nE1  noord  ZE  gunstig\nE2  zuid  ZE  ongunstig\n"
        "E3  oost  OP  ongunstig",
        beoordelingen=f"effect  omschrijving\nE1  {x}\nE2  {x}",
        logboek=f"deelnemer  tekst\nnoord  {x}",
        fragmenten=f"tekst  ronde\n{x}  1",
        coderingen="fragment\nF1",
        lessen=f"id  titel  uitleg  spanning_met  spanning  ronde\nL1  {x}  {x}  L2  {x}  1\nL2  {x}  {x}  -  -  2",
        bewijsstukken=f"les  deelnemer  omschrijving\nL1  noord  {x}\nL2  zuid  {x}",
        respondenten="\n".join(["id  groep", *(f"{who}  {group}" for who, group in people.items())]),
        antwoorden="\n".join(["respondent  meting  item  waarde", *answers]),
    )
    items = [{"id": v, "tekst": x, "deelvraag": "D3", "groepen": tuple(groups.values())} for v in ("V1", "V2")]
    schaal = {"laag": 1, "hoog": 5, "labels": dict.fromkeys(range(1, 6), x), "weet_niet": True}
    asked = Vragenlijst.model_validate(dict(VRAGENLIJST) | {"items": items, "schaal": schaal})
    return replace(t, inhoud=replace(t.inhoud, vragenlijst=asked))


def make_gevallen(x: str) -> Mapping[str, Callable[[], Any]]:
    """Return for each builder of these modules how to make its block from hostile data."""
    t = make_hostile(x)
    steps, mix, relations = (t.frame(tabel) for tabel in ("interventies", "sturingsmix", "sturingsverhoudingen"))
    lessons, factors, voices = (t.frame(tabel) for tabel in ("lessen", "contextfactoren", "fragmenten"))
    who, seen = (t.frame("deelnemers"), t.frame("casussen")), (t.frame("effecten"), t.frame("beoordelingen"))
    evidence = (lessons, t.frame("bewijsstukken"), *who)
    names = list(who[0]["naam"])
    return {
        **make_aanpak(t, x),
        **make_vragenlijst(t, x),
        **make_vergelijking(t, names),
        "plot_stappen_kring": lambda: toon_situaties.plot_stappen_kring(
            situaties.cross_steps(situaties.place_steps(steps, *who), "werksoort"), "werksoort"
        ),
        "table_situaties": lambda: toon_situaties.table_situaties(situaties.list_situaties(*who)),
        "plot_keuzes": lambda: toon_aanzichten.plot_keuzes(verhoudingen.compare_keuzes(mix, who[0])),
        "build_matrix": lambda: toon_verhoudingen.build_matrix({("ZE", "LIJN"): Markup("{}").format(x)}, x),
        "table_relaties": lambda: toon_verhoudingen.table_relaties(verhoudingen.relate_vormen(relations, "noord"), x),
        "table_relaties_kring": lambda: toon_verhoudingen.table_relaties_kring(
            verhoudingen.count_verhoudingen(relations, *who)
        ),
        "plot_rollen": lambda: toon_verhoudingen.plot_rollen(
            verhoudingen.count_verhoudingen(relations, *who, per="vorm")
        ),
        # These two show no text but ids, and the check lets no hostile id in.
        "plot_lesstatus": lambda: leren.plot_lesstatus(leerpunten.count_lesstatussen(lessons.assign(id=x))),
        "plot_verzadiging": lambda: leren.plot_verzadiging(
            leerpunten.measure_verzadiging(lessons.assign(id=[x, "L2"]), voices, t.frame("coderingen"))
        ),
        "plot_lessen": lambda: leren.plot_lessen(leerpunten.match_lessen(*evidence)),
        "table_reikwijdte": lambda: leren.table_reikwijdte(leerpunten.spread_lessen(*evidence)),
        "table_spanningen": lambda: leren.table_spanningen(leerpunten.list_spanningen(lessons)),
        "plot_context": lambda: toon_context.plot_context(contextprofiel.lay_context(factors, who[0]), names),
        "table_zelfde_vorm": lambda: toon_vergelijking.table_zelfde_vorm(
            vergelijking.compare_zelfde_vorm(*who, factors, *seen)
        ),
        "table_zelfde_context": lambda: toon_vergelijking.table_zelfde_context(
            vergelijking.compare_zelfde_context(who[0], factors, *seen)
        ),
        "table_effecten_naast_oordelen": lambda: toon_vergelijking.table_effecten_naast_oordelen(
            vergelijking.compare_effecten(who[0], *seen)
        ),
        "table_gevallen": lambda: toon_vergelijking.table_gevallen(
            vergelijking.compare_effecten(who[0], *seen), x, vorm=True, context=False
        ),
    }


def make_aanpak(t: Traject, x: str) -> Mapping[str, Callable[[], Any]]:
    """Return the cases on the approach, the two sides of the forms and the learning history of one deelnemer."""
    steps = t.frame("interventies")
    planning = aanpak.compare_planning(steps, "noord")
    gaps = verhoudingen.compare_aanzichten(sturing.follow_sturingsmix(t.frame("sturingsmix"), "noord"))
    moments = leergeschiedenis.pair_voices(t.frame("fragmenten"), t.frame("logboek"), "noord")
    shown = leergeschiedenis.select_moments(moments, 2)
    return {
        "plot_rondes": lambda: toon_aanpak.plot_rondes(aanpak.count_rondes(steps, "noord"), x),
        "table_ondersteuning": lambda: toon_aanpak.table_ondersteuning(aanpak.count_ondersteuning(steps, "noord"), x),
        "table_planning": lambda: toon_aanpak.table_planning(planning, aanpak.sum_planning(planning), x),
        "table_gestopt": lambda: toon_aanpak.table_gestopt(aanpak.list_gestopt(steps, "noord"), x),
        "plot_aanzichten": lambda: toon_aanzichten.plot_aanzichten(gaps, verhoudingen.select_last(gaps), x),
        "tell_leergeschiedenis": lambda: toon_geschiedenis.tell_leergeschiedenis(
            shown, leergeschiedenis.count_moments(moments, shown), x
        ),
    }


def make_vragenlijst(t: Traject, x: str) -> Mapping[str, Callable[[], Any]]:
    """Return the cases on the questionnaire, whose statements and labels are hostile as well."""
    found, schaal = uitkomsten.collect_uitkomsten(t, "noord"), t.vragenlijst.schaal
    assert schaal is not None
    scores = antwoorden.score_antwoorden(t.frame("antwoorden"), t.frame("respondenten"), t.vragenlijst, "noord")
    together = betrouwbaarheid.measure_betrouwbaarheid(scores, t.vragenlijst, t.beleid)
    return {
        "build_indicatief": lambda: oordeel.build_indicatief(t.beleid),
        "plot_uitkomsten": lambda: vragenlijst.plot_uitkomsten(
            found.laatste, found.verdeling, found.verschil, schaal, x, t.beleid
        ),
        "plot_verandering": lambda: vragenlijst_verschil.plot_verandering(found.verandering, x),
        "plot_verschil": lambda: vragenlijst_verschil.plot_verschil(found.verschil, x),
        "tell_vragenlijst": lambda: vragenlijst.tell_vragenlijst(
            found.laatste, found.verdeling, found.verandering, found.verschil, schaal, x, t.beleid
        ),
        "table_uitkomsten": lambda: vragenlijst_tabellen.table_uitkomsten(found.laatste, schaal, x),
        "table_betrouwbaarheid": lambda: vragenlijst_tabellen.table_betrouwbaarheid(together, x),
    }


def make_vergelijking(t: Traject, names: list[str]) -> Mapping[str, Callable[[], Any]]:
    """Return the cases on the distances between deelnemers and on their forms over time."""
    who, mix = t.frame("deelnemers"), t.frame("sturingsmix")
    pairs = gower.compare_paren(verschil.lay_kenmerken(who, t.frame("contextfactoren"), mix, t.beleid))
    distances = gower.measure_afstanden(pairs)
    why = verschil.explain_paren(pairs, distances, t.namen)
    course = vormen.follow_vormen(mix, who)
    shift = vormen.measure_vormen(course)
    return {
        "tell_paren": lambda: toon_verschil.tell_paren(why),
        "plot_afstanden": lambda: toon_verschil.plot_afstanden(
            verschil.lay_matrix(distances, why, t.namen), why, len(who)
        ),
        "plot_vormen": lambda: toon_vormen.plot_vormen(course, shift, names),
        "table_vormen": lambda: toon_vormen.table_vormen(course, shift, names),
    }

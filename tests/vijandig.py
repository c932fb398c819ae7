"""One of each block and figure of the reports, made from data whose every free text tries to break out of the HTML."""

import inspect
import pkgutil
import re
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from typing import Any

from teksttabel import make_beschrijving, make_traject
from vijandig_combinaties import make_gevallen as make_combinatie_gevallen
from vijandig_effecten import make_gevallen as make_effect_gevallen
from vijandig_lab import make_gevallen as make_lab_gevallen
from vijandig_overeenstemming import make_gevallen as make_overeenstemming_gevallen
from vijandig_vergelijking import make_gevallen

from leerkring import weergave
from leerkring.begrippen import Doelgroep
from leerkring.hoofdstukken.aanpak.cijfers import interventies
from leerkring.hoofdstukken.bewijs.beeld import rijen
from leerkring.hoofdstukken.bewijs.cijfers import bewijs
from leerkring.hoofdstukken.deelnemers.cijfers import profiel
from leerkring.hoofdstukken.effecten.cijfers import effecten
from leerkring.hoofdstukken.lessen.cijfers import lessen
from leerkring.hoofdstukken.logboek.cijfers import logboek
from leerkring.hoofdstukken.vormen.cijfers import sturing
from leerkring.hoofdstukken.vragenlijst.cijfers import respons
from leerkring.weergave import (
    blokken,
    grafieken,
    grafieken_vergelijking,
    kop,
    tabellen,
    tabellen_vergelijking,
    verhalen,
)
from leerkring.weergave.blokken import Kolom

X = """<script>alert(1)</script></style>{{7*7}}<b onx="1">"'&lt;"""
MODULES = [import_module(f"leerkring.weergave.{found.name}") for found in pkgutil.iter_modules(weergave.__path__)]

T = make_traject(
    bronnen=f"id  titel  uitgever\nS1  {X}  {X}",
    deelnemers="id  naam  bestuur  historie  fase  vormlezing  aanleiding\n"
    f"noord{f'  {X}' * 6}\nzuid  Zuid{f'  {X}' * 5}",
    leden=f"naam\n{X}",
    herindelingen=f"van  naar  toelichting\n{X}  {X}  {X}",
    contextfactoren=f"toelichting\n{X}",
    casussen=f"id  deelnemer  naam  organisatie  samenvatting  aanleiding  start\nwijk  noord{f'  {X}' * 4}  2015-10",
    interventies=f"naam  doel  toelichting  start  eind\n{X}  {X}  {X}  2021-05  2021-07\n{X}  {X}  {X}  2022  -",
    sturingsmix="deelnemer  meting  sterkte\nnoord  T0  1\nnoord  T3  3\nzuid  T0  4",
    sturingsverhoudingen=f"toelichting\n{X}",
    effecten="id  status  naam  omschrijving  mechanisme  andere_verklaring  tegenbewijs\n"
    f"E1  waargenomen{f'  {X}' * 5}\nE2  beoogd{f'  {X}' * 5}",
    indicatormetingen="effect  indicator  volgorde  stap  waarde  eenheid  toelichting\n"
    f"E1  {X}  0  {X}  3  {X}  {X}\nE1  {X}  1  na  4  {X}  {X}",
    beoordelingen=f"effect  omschrijving\nE1  {X}",
    logboek=f"deelnemer  tekst\nnoord  {X}",
    lessen=f"id  titel  uitleg  spanning_met  spanning\nL1  {X}  {X}  L2  {X}\nL2  {X}  {X}  L1  {X}",
    bewijsstukken=f"les  deelnemer  omschrijving\nL1  noord  {X}\nL2  zuid  {X}",
    uitnodigingen="meting  uitgenodigd\nT0  9\nT1  9",
    respondenten="id\n" + "\n".join(f"R{n}" for n in range(6)),
    antwoorden="respondent\n" + "\n".join(f"R{n}" for n in range(6)),
)


def own(tabel: str) -> Any:
    return profiel.select_own(T.frame(tabel), "noord")


def follow() -> Any:
    return sturing.follow_sturingsmix(T.frame("sturingsmix"), "noord")


def series() -> Any:
    return effecten.list_series(T.frame("indicatormetingen"), T.frame("effecten"), "noord")


def answered() -> Any:
    tables = [T.frame(tabel) for tabel in ("respondenten", "antwoorden", "uitnodigingen")]
    return respons.count_respons(*tables, "noord", T.beleid)


def matrix() -> Any:
    return bewijs.count_bewijs(bewijs.collect_bewijs(T), T, "deelnemer")


def hostile_beschrijving() -> Any:
    return make_beschrijving(naam=X, rollen=X, financiering=X, grenzen=[X])


GEVALLEN: dict[str, Callable[[], Any]] = {
    "build_gap": lambda: blokken.build_gap(X),
    "build_paragraph": lambda: blokken.build_paragraph(X),
    "build_list": lambda: blokken.build_list([X, "b"], X),
    "build_table": lambda: blokken.build_table(own("leden"), {"naam": Kolom(X), "herkomst": Kolom("b")}, X),
    "build_head": lambda: kop.build_head(hostile_beschrijving(), T.doelgroep, T.deelnemers["noord"]),
    "build_kort": lambda: kop.build_kort({X: X}),
    "build_account": lambda: kop.build_account(
        hostile_beschrijving(), Doelgroep.OPENBAAR, T.frame("bronnen"), X, {X: X}
    ),
    "table_profiel": lambda: tabellen.table_profiel(
        profiel.describe_profiel(T.deelnemers["noord"]), X, ("S1:3",), own("leden")
    ),
    "table_herindelingen": lambda: tabellen.table_herindelingen(own("herindelingen"), X),
    "table_context": lambda: tabellen.table_context(
        profiel.weigh_context(T.frame("contextfactoren"), "noord", Counter()), X
    ),
    "table_verhoudingen": lambda: tabellen.table_verhoudingen(
        sturing.list_verhoudingen(T.frame("sturingsverhoudingen"), "noord"), X
    ),
    "table_oordelen": lambda: tabellen.table_oordelen(
        effecten.list_oordelen(T.frame("beoordelingen"), T.frame("effecten"), "noord"), X
    ),
    "table_respons": lambda: tabellen.table_respons(answered(), X, T.beleid),
    "table_notities": lambda: tabellen.table_notities(
        logboek.list_notities(T.frame("logboek"), "noord"), logboek.count_notities(T.frame("logboek"), "noord"), X
    ),
    "table_rijen": lambda: rijen.table_rijen(T.frame("logboek"), X),
    "table_gevonden": lambda: rijen.table_gevonden(T.frame("logboek"), 2, X),
    "table_bewijs": lambda: tabellen_vergelijking.table_bewijs(matrix(), X, X),
    "table_profielen": lambda: tabellen_vergelijking.table_profielen(profiel.compare_profielen(T.frame("deelnemers"))),
    "table_notities_kring": lambda: tabellen_vergelijking.table_notities_kring(
        logboek.compare_notities(T.frame("logboek"), T.frame("deelnemers"))
    ),
    "tell_casussen": lambda: verhalen.tell_casussen(c for _, c in T.inhoud.rows("casussen")),
    "tell_lessen": lambda: verhalen.tell_lessen(
        lessen.weigh_lessen(T.frame("lessen"), T.frame("bewijsstukken")), X, met_deelnemers=True
    ),
    "plot_sturingsmix": lambda: grafieken.plot_sturingsmix(follow(), sturing.measure_shift(follow()), X),
    "plot_tijdlijn": lambda: grafieken.plot_tijdlijn(
        interventies.lay_timeline(T.frame("interventies"), "noord", T.beschrijving.peildatum),
        interventies.list_meetings(T.beschrijving.rondes),
        X,
    ),
    "plot_reeks": lambda: grafieken.plot_reeks(series()[0]),
    "plot_reeksen": lambda: grafieken.plot_reeksen(series(), X),
    "plot_sterkte": lambda: grafieken_vergelijking.plot_sterkte(
        sturing.compare_sturingsmix(T.frame("sturingsmix"), T.frame("deelnemers"))
    ),
    "plot_soorten": lambda: grafieken_vergelijking.plot_soorten(
        interventies.count_interventies(T.frame("interventies"), T.frame("deelnemers"))
    ),
    "plot_richtingen": lambda: grafieken_vergelijking.plot_richtingen(
        effecten.count_richtingen(T.frame("effecten"), T.frame("deelnemers"))
    ),
    **make_effect_gevallen(X),
    **make_combinatie_gevallen(X),
    **make_overeenstemming_gevallen(X),
    **make_lab_gevallen(X),
    **make_gevallen(X),
}


def find_builders() -> set[str]:
    """Return the names of all public functions that make a block or a figure."""
    return {
        name
        for module in MODULES
        for name, thing in vars(module).items()
        if inspect.isfunction(thing)
        and thing.__module__ == module.__name__
        and name.startswith(("table_", "tell_", "build_", "plot_", "show_"))
        and re.search(r"\b(Blok|Figuur)\b", str(inspect.signature(thing).return_annotation))
    }

"""Every block and figure of the library, made from data whose every free text tries to break out of the HTML.

Which blocks there are is asked of the chapters themselves, so that a new verb is tried without being named here.
"""

import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from importlib import import_module
from pkgutil import walk_packages
from types import FunctionType
from typing import Any

from plan_combinaties import AL, GOED, PLAN, VEEL, VIER, change, make_plan_traject
from teksttabel import VRAGENLIJST, make_beschrijving, make_traject
from vijandig_lab import make_gevallen as make_lab_gevallen

from leerkring import explain, hoofdstukken, open_casus, open_kring, weergave
from leerkring.begrippen import Doelgroep
from leerkring.bewering import Bewering, Bewijsrij
from leerkring.facade import Facade
from leerkring.hoofdstuk import list_face, show_face
from leerkring.hoofdstukken.bewijs.beeld import rijen
from leerkring.model.vragenlijst import Vragenlijst
from leerkring.traject import Traject
from leerkring.traject.opening import point_at
from leerkring.weergave import blokken, kop
from leerkring.weergave.blokken import Kolom

X = """<script>alert(1)</script></style>{{7*7}}<b onx="1">"'&lt;"""
MAKERS = ("table_", "tell_", "build_", "plot_", "show_")


def make_hostile(x: str) -> Traject:
    """Return a traject in which every block has something to show, with `x` in every free text."""
    groups = {"I": "inwoners", "M": "medewerkers"}
    people = {f"{letter}{n}": group for letter, group in groups.items() for n in range(10)}
    answers = [
        f"{who}  {meting}  {item}  {1 + (n + shift) % 5}"
        for n, who in enumerate(people)
        for shift, meting in enumerate(("T0", "T3"))
        for item in ("V1", "V2", *(["V3"] if who.startswith("M") else []))
    ]
    mix = [
        f"{slug}  {meting}  {aanzicht}  {vorm}  {(n + len(aanzicht)) % 5}"
        for slug, chosen in (("noord", "ZE"), ("zuid", "ZE"), ("oost", "OP"))
        for n, meting in enumerate(("T0", "T3"))
        for aanzicht in ("formeel", "beleefd")
        for vorm in (chosen, "LIJN")
    ]
    facts = "bestuur  historie  fase  vormlezing  aanleiding"
    t = make_traject(
        bronnen=f"id  titel  uitgever\nS1  {x}  {x}",
        deelnemers=f"id  naam  sturingsvorm  werksoort  vertrekpunt  {facts}\n"
        f"noord  {x}  ZE  regulier  nieuw{f'  {x}' * 5}\nzuid  Zuid {x}  ZE  regulier  staand{f'  {x}' * 5}\n"
        f"oost  Oost {x}  OP  regulier  nieuw{f'  {x}' * 5}",
        leden=f"naam\n{x}",
        herindelingen=f"van  naar  toelichting\n{x}  {x}  {x}",
        contextfactoren=f"deelnemer  factor  toelichting\nnoord  draad_waarden  {x}\nzuid  draad_vertrouwen  {x}\n"
        f"oost  draad_waarden  {x}",
        casussen="id  deelnemer  naam  organisatie  samenvatting  aanleiding  start\n"
        f"wijk  noord{f'  {x}' * 4}  2015-10\nelders  -{f'  {x}' * 4}  2015-10",
        interventies="naam  doel  toelichting  status  gepland_start  start  eind  ondersteuning  ronde\n"
        f"{x}  {x}  {x}  gestopt  2021-05  2021-06  2021-07  klankbord  1\n{x}  {x}  {x}  lopend  -  2022  -  -  2",
        sturingsmix="\n".join(["deelnemer  meting  aanzicht  sturingsvorm  sterkte", *mix]),
        sturingsverhoudingen=f"verhouding  toelichting\nnaast  {x}\nvervangt  {x}",
        effecten="id  deelnemer  sturingsvorm  status  richting  interventies  naam  omschrijving  mechanisme  "
        "andere_verklaring  tegenbewijs\n"
        f"E1  noord  ZE  waargenomen  gunstig  I1{f'  {x}' * 5}\nE2  noord  ZE  beoogd  gunstig  I1{f'  {x}' * 5}\n"
        f"E3  zuid  ZE  waargenomen  ongunstig  -{f'  {x}' * 5}\nE4  oost  OP  waargenomen  ongunstig  -{f'  {x}' * 5}",
        indicatormetingen="effect  indicator  volgorde  stap  nulmeting  waarde  eenheid  toelichting\n"
        f"E1  {x}  0  {x}  ja  3  {x}  {x}\nE1  {x}  1  na  nee  4  {x}  {x}",
        beoordelingen=f"effect  oordeel  omschrijving\nE1  ongunstig  {x}\nE3  gunstig  {x}",
        procestoetsen=f"claim  rivaal  voorspelling  toelichting\n{x}  ja  {x}  {x}\n{x}  nee  {x}  {x}",
        logboek=f"deelnemer  soort  tekst\nnoord  tip  {x}",
        adviezen=f"van  naar  tekst  toelichting\nzuid  noord  {x}  {x}",
        bevindingen=f"id  deelnemer  deelvraag  antwoord  wat_u_ermee_kunt  steunt_op\n"
        f"BV1  noord  D3  {x}  {x}  E1\nBV2  -  D3  {x}  {x}  E1|BV1",
        fragmenten=f"id  tekst  ronde\nF1  {x}  1\nF2  {x}  1",
        codeboek=f"id  label\nc1  {x}\nc2  {x} 2",
        coderingen="fragment  codeur  code\nF1  T1  c1\nF1  T2  c2\nF2  T1  c1\nF2  T2  c1",
        lessen=f"id  titel  uitleg  spanning_met  spanning  ronde\nL1  {x}  {x}  L2  {x}  1\nL2  {x}  {x}  L1  {x}  2",
        bewijsstukken=f"les  deelnemer  omschrijving\nL1  noord  {x}\nL2  zuid  {x}",
        uitnodigingen="groep  meting  uitgenodigd\ninwoners  T0  19\nmedewerkers  T0  19",
        respondenten="\n".join(["id  groep", *(f"{who}  {group}" for who, group in people.items())]),
        antwoorden="\n".join(["respondent  meting  item  waarde", *answers]),
    )
    items = [{"id": v, "tekst": f"{x} {v}", "deelvraag": "D3", "groepen": tuple(groups.values())} for v in ("V1", "V2")]
    items += [{"id": "V3", "tekst": f"{x} V3", "deelvraag": "D2", "groepen": ["medewerkers"]}]
    schaal = {"laag": 1, "hoog": 5, "labels": {n: f"{x} {n}" for n in range(1, 6)}, "weet_niet": True}
    asked = Vragenlijst.model_validate(dict(VRAGENLIJST) | {"items": items, "schaal": schaal})
    about = make_beschrijving(naam=x, rollen=x, financiering=x, grenzen=[x])
    return replace(t, inhoud=replace(t.inhoud, vragenlijst=asked, beschrijving=about))


def make_hostile_plan(x: str) -> Traject:
    """Return a traject for QCA with `x` in every name, in every word of the plan, and in a name of each table."""
    words = {"wel": x, "niet": x, "reden": x}
    sets = [change(VEEL | words, drempel=None, ankers=[1, 1.5, 2], verwacht="wel"), AL | words]
    conditions = [part | {"naam": f"{x} {part['naam']}"} for part in sets]
    plan = PLAN | {"theorie": "VEEL*AL", "reden": x, "uitkomst": GOED | words | {"naam": x}, "condities": conditions}
    more = {  # an answer is told of six cases or more
        "deelnemers": "rand   Rand   introductie\nkern   Kern   versterking",
        "interventies": "I8  rand  Plan  uitgevoerd\nI9  rand  Proef  uitgevoerd\nI10  kern  Plan  uitgevoerd",
        "effecten": "E7  rand  Sneller  waargenomen  gunstig\nE8  kern  Gelijk  waargenomen  neutraal",
    }
    whole = {tabel: f"{text.rstrip()}\n{more[tabel]}" for tabel, text in VIER.items()}
    tables = {tabel: text.replace("Noord", x).replace("Plan", x).replace("Sneller", x) for tabel, text in whole.items()}
    return make_plan_traject(plan, **tables)


def list_verbs(facade: Facade, naam: str) -> dict[str, Callable[[], Any]]:
    """Return what makes each block of a facade, by its place in it."""
    return {
        f"{naam}.{chapter}.{verb}": getattr(getattr(facade, chapter), verb)
        for chapter in facade.hoofdstukken
        for verb, is_noun in list_face(type(getattr(facade, chapter)))
        if not is_noun
    }


T = make_hostile(X)
BEWERING = Bewering(X, X, X, deels=True, rijen=(Bewijsrij(X, ("S1",), X),))
BIJ_NOORD = point_at(T.folder, T.inhoud, T.doelgroep, "noord")
CASUS, KRING = open_casus(BIJ_NOORD), open_kring(T)
GEVALLEN: dict[str, Callable[[], Any]] = {
    "build_gap": lambda: blokken.build_gap(X),
    "build_paragraph": lambda: blokken.build_paragraph(X),
    "build_list": lambda: blokken.build_list([X, "b"], X),
    "build_table": lambda: blokken.build_table(T.frame("leden"), {"naam": Kolom(X), "herkomst": Kolom("b")}, X),
    "build_kort": lambda: kop.build_kort({X: kop.build_beweringen([BEWERING])}),
    "build_leemten": lambda: kop.build_leemten([BEWERING]),
    "build_account": lambda: kop.build_account(T.beschrijving, Doelgroep.OPENBAAR, T.frame("bronnen"), X, {X: X}),
    "table_rijen": lambda: rijen.table_rijen(T.frame("logboek"), X),
    "table_gevonden": lambda: rijen.table_gevonden(T.frame("logboek"), 2, X),
    "explain": lambda: explain(T.frame("leden").rename(columns={"naam": X})),
    **{f"{n}.{verb}": getattr(f, verb) for n, f in (("c", CASUS), ("k", KRING)) for verb in ("kop", "verantwoording")},
    **list_verbs(CASUS, "c"),
    **list_verbs(KRING, "k"),
    "k.combinaties.tell_qca": open_kring(make_hostile_plan(X)).combinaties.tell_qca,
    **make_lab_gevallen(X, open_kring(make_hostile_plan(X)).combinaties.qca),
}
GETEKEND = sorted(
    {naam for naam in GEVALLEN if ".plot_" in naam} | {"c.vragenlijst.tell_vragenlijst", "k.combinaties.tell_qca"}
)
"""These hold a drawing, which `test_weergave_thema` looks up; they are named here without making them all."""
ZONDER_TEKST = {
    *("k.lessen.plot_lesstatus", "k.lessen.plot_verzadiging", "k.bewijs.table_vormmatrix"),
    "c.vragenlijst.tell_methode",
    *(f"c.{n}.tell_kort" for n in ("bevindingen", "deelnemers", "vragenlijst", "logboek", "bewijs")),
    *(f"k.{n}.tell_kort" for n in ("bevindingen", "aanpak", "combinaties", "logboek", "lessen", "codeurs")),
}
"""These show ids, labels and counts only, or nothing; the check lets no hostile id in."""


@cache
def make(naam: str) -> Any:
    """Return one block, made once."""
    return GEVALLEN[naam]()


@cache
def list_makers() -> dict[FunctionType, str]:
    """Return all public functions that make a block or a figure, with where each stands."""
    found: dict[FunctionType, str] = {}
    for package in (weergave, hoofdstukken):
        for info in walk_packages(package.__path__, f"{package.__name__}."):
            if info.name.startswith("leerkring.weergave.widgets"):
                continue  # controls, which tests of the explorers operate
            module = import_module(info.name)
            for name, thing in vars(module).items():
                own = inspect.isfunction(thing) and thing.__module__ == info.name and name.startswith(MAKERS)
                if own and re.search(r"\b(Blok|Figuur)\b", str(inspect.signature(thing).return_annotation)):
                    found[thing] = f"{info.name}.{name}"
    return found


def find_untried() -> list[str]:
    """Return the makers that no case calls, by watching what runs while all of them are made."""
    seen: set[Any] = set()

    def watch(frame: Any, event: str, _: Any) -> None:
        if event == "call":
            seen.add(frame.f_code)

    fresh: dict[str, Facade] = {"c": open_casus(BIJ_NOORD), "k": open_kring(T)}
    makers = [m for naam, m in GEVALLEN.items() if "." not in naam or naam.endswith(("kop", "verantwoording"))]
    makers += [m for naam, facade in fresh.items() for m in list_verbs(facade, naam).values()]
    makers += [GEVALLEN["k.combinaties.tell_qca"], *(partial(show_face, c) for c in fresh["c"].list_chapters())]
    sys.setprofile(watch)
    try:
        for maker in makers:
            maker()
    finally:
        sys.setprofile(None)
    return sorted(where for thing, where in list_makers().items() if thing.__code__ not in seen)

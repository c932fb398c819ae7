"""A figure of each kind from small tables, for the tests of what a figure shows and of how it is drawn."""

from datetime import date
from typing import Any

from teksttabel import make_beschrijving, make_frame

from leerkring.hoofdstukken.aanpak.beeld.kring import plot_soorten
from leerkring.hoofdstukken.aanpak.beeld.tijdlijn import plot_tijdlijn
from leerkring.hoofdstukken.aanpak.cijfers.interventies import count_interventies, lay_timeline, list_meetings
from leerkring.hoofdstukken.effecten.beeld.reeksen import plot_reeks
from leerkring.hoofdstukken.effecten.beeld.richtingen import plot_richtingen
from leerkring.hoofdstukken.effecten.cijfers.effecten import count_richtingen, list_series
from leerkring.hoofdstukken.vormen.beeld.kring import plot_sterkte
from leerkring.hoofdstukken.vormen.beeld.sturingsmix import plot_sturingsmix
from leerkring.hoofdstukken.vormen.cijfers.sturing import compare_sturingsmix, follow_sturingsmix, measure_shift

DEELNEMERS = make_frame("deelnemers", "id  naam  sturingsvorm\nnoord  Noord  ZE\nzuid  Zuid  RE")
MIX = make_frame(
    "sturingsmix",
    """
    deelnemer  meting  aanzicht  sturingsvorm  sterkte
    noord      T1      beleefd   ZE            1
    noord      T3      beleefd   ZE            3
    noord      T3      formeel   RE            0
    zuid       T0      beleefd   RE            2
    """,
)
STAPPEN = make_frame(
    "interventies",
    """
    deelnemer  id  naam     soort    status      gepland_start  start    eind
    noord      I1  Begin    gesprek  uitgevoerd  -              2021-05  2021-07
    noord      I2  Midden   gesprek  lopend      -              2021-10  -
    noord      I3  Daarna   leren    gepland     2022-09        -        -
    noord      I4  Ooit     leren    uitgevoerd  -              -        -
    """,
)
EFFECTEN = make_frame(
    "effecten",
    """
    deelnemer  id  naam     richting
    noord      E1  Sneller  gunstig
    noord      E2  Drukker  ongunstig
    noord      E3  Vlotter  gunstig
    """,
)
METINGEN = make_frame(
    "indicatormetingen",
    """
    effect  indicator  volgorde  stap       waarde  waarde_hoog  precisie
    E1      Duur       0         begin      1250,5  -            precies
    E1      Duur       1         na ronde   600     -            ruim
    E1      Duur       2         eind       250     350          precies
    """,
)


def make_figures() -> dict[str, Any]:
    verloop = follow_sturingsmix(MIX, "noord")
    tijdlijn = lay_timeline(STAPPEN, "noord", date(2022, 6, 30))
    return {
        "sturingsmix": plot_sturingsmix(verloop, measure_shift(verloop), "Noord"),
        "tijdlijn": plot_tijdlijn(tijdlijn, list_meetings(make_beschrijving().rondes), "Noord"),
        "reeks": plot_reeks(list_series(METINGEN, EFFECTEN, "noord")[0]),
        "sturing_vergelijking": plot_sterkte(compare_sturingsmix(MIX, DEELNEMERS)),
        "interventies_vergelijking": plot_soorten(count_interventies(STAPPEN, DEELNEMERS)),
        "richtingen": plot_richtingen(count_richtingen(EFFECTEN, DEELNEMERS)),
    }


FIGUREN = make_figures()

"""What a reader of the comparison sees: distances with reasons, context, forms over time, and effects in words."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest
from lxml import html
from teksttabel import expect, make_frame, make_traject

from leerkring.hoofdstukken.deelnemers.beeld import contextprofiel, verschil
from leerkring.hoofdstukken.deelnemers.cijfers import contextprofiel as profiel
from leerkring.hoofdstukken.deelnemers.cijfers import verschil as paarwijs
from leerkring.hoofdstukken.effecten.beeld import vergelijking
from leerkring.hoofdstukken.effecten.cijfers import vergelijking as analyse
from leerkring.hoofdstukken.vormen.beeld import vormen
from leerkring.hoofdstukken.vormen.cijfers import vormen as vormverloop
from leerkring.methoden import gower
from leerkring.traject import Traject, open_traject
from leerkring.weergave.blokken import Blok
from leerkring.weergave.figuur import Figuur


@dataclass(frozen=True)
class Beeld:
    """All frames that the comparison shows of one traject."""

    matrix: pd.DataFrame
    uitleg: pd.DataFrame
    effecten: pd.DataFrame
    vormen: pd.DataFrame
    contexten: pd.DataFrame
    context: pd.DataFrame
    verloop: pd.DataFrame

    @property
    def namen(self) -> list[str]:
        return list(self.effecten["naam"])

    def figures(self) -> dict[str, Any]:
        shift = vormverloop.measure_vormen(self.verloop)
        return {
            "afstanden": verschil.plot_afstanden(self.matrix, self.uitleg, len(self.namen)),
            "context": contextprofiel.plot_context(self.context, self.namen),
            "vormen": vormen.plot_vormen(self.verloop, shift, self.namen),
        }

    def tables(self) -> dict[str, Blok]:
        return {
            "vorm": vergelijking.table_zelfde_vorm(self.vormen),
            "context": vergelijking.table_zelfde_context(self.contexten),
            "effecten": vergelijking.table_effecten_naast_oordelen(self.effecten),
            "paren": verschil.tell_paren(self.uitleg),
        }


def look(t: Traject) -> Beeld:
    d, c, f, e, b, m = (
        t.frame(x) for x in ("deelnemers", "casussen", "contextfactoren", "effecten", "beoordelingen", "sturingsmix")
    )
    paren = gower.compare_paren(paarwijs.lay_kenmerken(d, f, m, t.beleid))
    afstanden = gower.measure_afstanden(paren)
    uitleg = paarwijs.explain_paren(paren, afstanden, t.namen)
    return Beeld(
        matrix=paarwijs.lay_matrix(afstanden, uitleg, t.namen),
        uitleg=uitleg,
        effecten=analyse.compare_effecten(d, e, b),
        vormen=analyse.compare_zelfde_vorm(d, c, f, e, b),
        contexten=analyse.compare_zelfde_context(d, f, e, b),
        context=profiel.lay_context(f, d),
        verloop=vormverloop.follow_vormen(m, d),
    )


@pytest.fixture(scope="module")
def kring() -> Beeld:
    return look(open_traject("data/voorbeeld-2021", doelgroep="team"))


@pytest.fixture(scope="module")
def leertraject() -> Beeld:
    return look(open_traject("data/leertraject-2017", doelgroep="openbaar"))


def records(grafiek: Any) -> list[dict[str, Any]]:
    """All records that a chart holds, of whatever panel."""
    spec = grafiek().to_dict(validate=False)
    panels = spec.get("vconcat", [spec])
    return [r for p in panels for part in (p, *p.get("layer", ())) for r in part.get("data", {}).get("values", ())]


def cells(figuur: Figuur) -> list[list[str]]:
    rows = html.fromstring(str(figuur.tabel.html)).xpath(".//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def words(blok: Blok) -> str:
    return " ".join(html.fromstring(f"<main>{blok.html}</main>").text_content().split())


# Distances


def test_reasons_are_written_with_both_values(kring: Beeld) -> None:
    found = words(verschil.tell_paren(kring.uitleg))

    assert (
        "Samenwerking Kwartelstroom en Sparrendrecht verschillen (afstand 0,67, vergeleken op 21 kenmerken). "
        "Vooral door: soort organisatie (gemeenschappelijke regeling tegenover gemeente), vertrekpunt (staande "
        "organisatie tegenover nieuwe organisatie) en introductie of versterking (versterking tegenover introductie)."
    ) in found
    assert "personeel (gewicht 3 tegenover niet genoemd)" in found
    assert "lijnsturing in de praktijk (beide 4)" in found
    assert "Van verschillen leer je meer" in found
    assert "Let op" not in found


def test_distance_has_the_same_number_in_square_table_and_sentence(kring: Beeld) -> None:
    figuur = kring.figures()["afstanden"]
    squares = {(r["kolom"], r["rij"]): r["tekst"] for r in records(figuur.grafiek)}
    table = {(row[0], row[1]): row[2] for row in cells(figuur)}

    assert len(squares) == 28
    assert squares == table
    assert squares["Samenwerking Kwartelstroom", "Sparrendrecht"] == "0,67"
    assert figuur.titel.startswith("Samenwerking Kwartelstroom en Sparrendrecht verschillen het meest")
    assert figuur.titel.endswith("(18 tot 21 kenmerken per paar)")
    assert "18 tot 21 kenmerken" in figuur.beschrijving


def test_of_a_large_circle_the_triangle_says_who_is_drawn(kring: Beeld) -> None:
    figuur = verschil.plot_afstanden(kring.matrix, kring.uitleg, 60)

    assert isinstance(figuur, Figuur)
    some = "de 8 van de 60 deelnemers die bij de paren staan of het meest van alle andere verschillen"
    assert figuur.titel.endswith(f"(18 tot 21 kenmerken per paar; getekend: {some})")
    assert f"Driehoek met de afstand tussen {some}, elk paar" in figuur.beschrijving


def test_pairs_on_few_variables_are_marked_and_the_title_draws_no_conclusion(leertraject: Beeld) -> None:
    figuur = leertraject.figures()["afstanden"]
    texts = [r["tekst"] for r in records(figuur.grafiek)]

    assert texts
    assert all(text.startswith("(") for text in texts)
    assert figuur.titel == (
        "De deelnemers zijn maar op 3 kenmerken te vergelijken. Wie het meest van elkaar verschillen, is dus onzeker"
    )
    assert words(verschil.tell_paren(leertraject.uitleg)).startswith("Let op: deze paren zijn op weinig kenmerken")


# The same form, the same context


def test_summary_says_what_the_same_form_did_in_two_contexts(kring: Beeld) -> None:
    contrast = analyse.contrast_gevallen(kring.vormen, "vorm")

    assert vergelijking.say_contrast(contrast, "vorm") == (
        "Zelfsturing ging samen met tegengestelde effecten: bij Sparrendrecht (nieuwe organisatie) waren 3 van de 4 "
        "effecten gunstig, bij Wolkendam (staande organisatie) was 1 van de 4 effecten gunstig."
    )


def test_summary_says_what_two_forms_did_in_one_context(kring: Beeld, leertraject: Beeld) -> None:
    found = vergelijking.say_contrast(analyse.contrast_gevallen(kring.contexten, "context"), "context")

    assert found == (
        "In dezelfde context (veranderopgave, staande organisatie) zagen wij verschillende effecten: bij Eksterhaven "
        "(gebiedssturing) waren 3 van de 5 effecten gunstig, bij Ottermonde (keten- en netwerksturing) was 1 van de "
        "3 effecten gunstig."
    )
    assert vergelijking.say_contrast(analyse.contrast_gevallen(leertraject.contexten, "context"), "context") == (
        "Er zijn geen twee gevallen met bekende effecten van twee vormen in één context."
    )


@pytest.mark.parametrize(
    ("gunstig", "effecten", "tekst"),
    [
        (0, 1, "was het ene effect niet gunstig"),
        (1, 1, "was het ene effect gunstig"),
        (0, 3, "was geen van de 3 effecten gunstig"),
        (1, 3, "was 1 van de 3 effecten gunstig"),
        (2, 3, "waren 2 van de 3 effecten gunstig"),
        (3, 3, "waren de 3 effecten allemaal gunstig"),
    ],
)
def test_shares_are_counts_in_correct_dutch_and_never_percentages(gunstig: int, effecten: int, tekst: str) -> None:
    top = pd.Series({"hoog_gunstig": gunstig, "hoog_effecten": effecten})

    assert vergelijking.write_share(top, "hoog") == tekst


def test_tables_say_what_is_not_known(leertraject: Beeld, kring: Beeld) -> None:
    form = words(leertraject.tables()["vorm"])

    assert "geen effect gezien" in form
    assert "geen oordeel" in form
    assert "niet bekend" in form
    assert "Welke contextfactoren in deze gevallen wegen, is niet vastgelegd." in form
    assert words(leertraject.tables()["context"]) == (
        "Niet bekend. Soort werk of vertrekpunt van Oss, Venlo, Súdwest-Fryslân, Drechtsteden en SED is niet "
        "vastgelegd."
    )
    assert "Sparrendrecht heeft een context waarin geen andere vorm voorkomt." in words(kring.tables()["context"])


def test_tables_show_no_percentages_and_say_how_far_the_counts_reach(kring: Beeld) -> None:
    for name in ("vorm", "context", "effecten"):
        found = words(kring.tables()[name])
        assert "%" not in found
        assert vergelijking.NOOT in found


def test_a_direction_never_depends_on_colour(kring: Beeld) -> None:
    rows = html.fromstring(f"<main>{kring.tables()['effecten'].html}</main>").xpath(".//tbody/tr")
    wolkendam = next(row for row in rows if "Wolkendam" in row.text_content())

    assert [" ".join(s.text_content().split()[1:]) for s in wolkendam[2].xpath("./span")] == [
        *("1 gunstig", "1 zonder verandering", "2 ongunstig")
    ]


def test_summary_names_who_is_judged_lower_and_who_was_not_judged(kring: Beeld, leertraject: Beeld) -> None:
    assert vergelijking.say_oordelen(kring.effecten) == (
        "Bij Nevelwaard is het oordeel van buiten ongunstiger dan wat aan effecten is gezien."
    )
    assert vergelijking.say_oordelen(leertraject.effecten) == (
        "Bij Súdwest-Fryslân is het oordeel van buiten ongunstiger dan wat aan effecten is gezien. "
        "Een oordeel van inwoners of partners ontbreekt hier bij Venlo en Drechtsteden."
    )


# Context


def test_context_figure_and_table_hold_the_same_weights(kring: Beeld) -> None:
    figuur = kring.figures()["context"]
    drawn = {(r["naam"], r["label"].rsplit(" (", 1)[0]): r["gewicht"] for r in records(figuur.grafiek) if "label" in r}
    rows = cells(figuur)
    table = {
        (naam, row[0]): int(cell)
        for row in rows
        for naam, cell in zip(kring.namen, row[3:], strict=True)
        if cell != "niet genoemd"
    }

    assert len(drawn) == 32
    assert drawn == table
    assert figuur.titel == "Personeel weegt bij 5 van de 8 deelnemers mee"
    assert "1 speelt mee · 2 weegt zwaar · 3 bepaalt de aanpak" in figuur.beschrijving


def test_context_that_was_not_described_is_said(leertraject: Beeld) -> None:
    gap = leertraject.figures()["context"]

    assert isinstance(gap, Blok)
    assert "niet vastgelegd" in gap.tekst
    one = profiel.lay_context(
        make_frame("contextfactoren", "deelnemer  factor\nnoord  draad_waarden"), make_traject().frame("deelnemers")
    )
    assert contextprofiel.say_context(one) == (
        "Geen factor wordt door twee deelnemers genoemd. Noord noemt ook wat niemand anders noemt. "
        "Van Zuid is geen context vastgelegd."
    )


# Forms over time


def test_forms_are_drawn_on_one_scale_with_labels_at_the_lines_and_gaps_marked(kring: Beeld) -> None:
    figuur = kring.figures()["vormen"]
    points = records(figuur.grafiek)
    spec = figuur.grafiek().to_dict(validate=False)
    labels = {(r["naam"], r["paneel"], r["label"]) for r in points if r["label"]}

    assert len(points) == 8 * 2 * 2 * 4
    assert "resolve" not in spec
    assert ("Wolkendam", "Lijnsturing", "praktijk") in labels
    assert ("Sparrendrecht", "Gekozen vorm", "papier en praktijk") in labels
    assert {(r["naam"], r["meting"]) for r in points if r["gat"]} == {("Sparrendrecht", "T0"), ("Hazelschans", "T3")}
    assert all(r["sterkte"] is None for r in points if r["gat"])
    assert figuur.beschrijving.endswith("Bij Hazelschans is er geen T3. Bij Sparrendrecht is er geen T0.")


def test_forms_table_says_from_when_to_when_a_change_runs(kring: Beeld) -> None:
    rows = {tuple(row[:3]): row[3:] for row in cells(kring.figures()["vormen"])}

    assert rows["Wolkendam", "Zelfsturing", "Op papier"] == ["1", "3", "4", "4", "+3 (T0–T3)"]
    assert rows["Sparrendrecht", "Lijnsturing", "In de praktijk"] == ["geen cijfer", "2", "1", "1", "−1 (T1–T3)"]
    assert rows["Hazelschans", "Project- en programmasturing", "In de praktijk"][-1] == "0 (T0–T2)"


def test_forms_title_states_the_finding(kring: Beeld, leertraject: Beeld) -> None:
    assert kring.figures()["vormen"].titel == (
        "De gekozen vorm groeide in de praktijk het meest bij Eksterhaven (+3); "
        "bij Hazelschans, Ottermonde en Mistelbroek bleef die even sterk"
    )
    assert isinstance(leertraject.figures()["vormen"], Blok)


def test_forms_that_only_shrink_are_not_called_growth() -> None:
    verschuiving = expect("""
        naam  rol      aanzicht        verschil:int64
        A     gekozen  In de praktijk  -1
        B     gekozen  In de praktijk  0
    """)

    assert vormen.say_vormen(verschuiving) == (
        "Nergens werd de gekozen vorm in de praktijk sterker; bij B bleef die even sterk"
    )


# All of it


def test_figures_are_light_and_described(kring: Beeld) -> None:
    figures = kring.figures()

    assert sum(len(f.html) for f in figures.values()) < 150_000
    for figuur in figures.values():
        svg = html.fromstring(str(figuur.html)).xpath(".//*[local-name()='svg']")
        assert len(svg) == 1
        assert figuur.titel
        assert "8 deelnemers" in figuur.beschrijving


def test_nobody_is_a_gap_everywhere() -> None:
    nobody = look(make_traject(deelnemers=""))

    for part in [*nobody.figures().values(), *nobody.tables().values()]:
        assert isinstance(part, Blok)
        assert "lk-lacune" in str(part.html)
    assert verschil.say_verschil(nobody.uitleg) == verschil.GEEN_PAREN


def test_a_single_pair_is_shown_without_calling_it_the_most_of_anything() -> None:
    pair = look(
        make_traject(
            deelnemers="""
                id     naam   modus        werksoort  vertrekpunt
                noord  Noord  introductie  regulier   staand
                zuid   Zuid   versterking  regulier   staand
            """
        )
    )

    assert verschil.say_verschil(pair.uitleg) == "Alleen Noord en Zuid zijn op genoeg kenmerken te vergelijken."
    assert words(verschil.tell_paren(pair.uitleg)).endswith(
        "Noord en Zuid verschillen (afstand 0,17, vergeleken op 6 kenmerken). "
        "Vooral door: introductie of versterking (introductie tegenover versterking)."
    )


def test_what_the_public_may_not_see_is_a_gap_and_hides_no_measured_point() -> None:
    openbaar = look(open_traject("data/voorbeeld-2021", doelgroep="openbaar"))
    figuur = openbaar.figures()["vormen"]
    points = records(figuur.grafiek)

    assert {r["aanzicht"] for r in points if r["sterkte"] is not None} == {"Op papier"}
    assert {(r["naam"], r["meting"]) for r in points if r["gat"]} == {("Sparrendrecht", "T0"), ("Hazelschans", "T3")}
    assert figuur.titel == "Hoe de gekozen vorm in de praktijk veranderde, is hier niet bekend"


def test_the_name_of_a_casus_and_its_context_share_their_brackets() -> None:
    assert vergelijking.add_context("Noord", ("nieuw",)) == "Noord (nieuw)"
    assert vergelijking.add_context("De wijk (Noord)", ("nieuw",)) == "De wijk (Noord, nieuw)"
    assert vergelijking.add_context("Noord", ()) == "Noord"

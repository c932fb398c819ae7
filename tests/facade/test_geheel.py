"""Never rosier than the whole: what a report claims holds of all that the team has, or says that it rests on a part."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mini import VOL, write_traject
from plek import DATA

from leerkring import open_casus, open_kring
from leerkring.begrippen import Doelgroep, Vertrouwelijkheid
from leerkring.bewering import DEELS, Houdbaar, Totaalbeeld, follow_reading
from leerkring.casus import Deelnemercasus
from leerkring.facade import Facade
from leerkring.hoofdstuk import Hoofdstuk, list_face, list_koppen, list_options
from leerkring.kring import Kring
from leerkring.traject import open_traject
from leerkring.traject.inhoud import GelezenRij, Inhoud
from leerkring.traject.opening import open_whole, read_folder, show_traject
from leerkring.weergave.figuur import Figuur, list_figures
from leerkring.weergave.tekenaar import draw_nothing


def draw_none(verb: Callable[[], Any]) -> list[Figuur]:
    """Return the figures of a verb without their charts: their titles are read here, and nobody looks at them."""
    with draw_nothing():
        return list_figures(verb())


def list_heads(facade: Facade) -> Iterator[tuple[str, str]]:
    """Yield what a reader sees as a claim: each sentence, and the title of each figure, with the verb that shows it."""
    for bewering in facade.beweringen:
        yield "zin", f"{bewering.zin} {DEELS if bewering.deels else ''}"
    for chapter in facade.list_chapters():
        for naam, is_noun in list_face(type(chapter)):
            verb = getattr(type(chapter), naam)
            if not is_noun and naam.startswith(("plot_", "tell_qca", "tell_vragenlijst")):
                for choices in list_options(verb):
                    for figuur in draw_none(partial(getattr(chapter, naam), **choices)):
                        yield f"{chapter.titel}.{naam}", f"{figuur.titel} {figuur.noot}".strip()


@cache
def list_said(kind: type[Facade], traject: str, slug: str | None) -> frozenset[str]:
    """Return what the team's own report says."""
    return frozenset(text for _, text in list_heads(kind(open_traject(DATA / traject, "team", slug))))


LEZERS = [
    *(("voorbeeld-2021", None, doelgroep) for doelgroep in ("leerkring", "openbaar")),
    *(("voorbeeld-2021", slug, "deelnemer") for slug in ("nevelwaard", "sparrendrecht", "hazelschans")),
    *(("voorbeeld-2021", slug, "openbaar") for slug in ("eksterhaven", "kwartelstroom")),
    *(("leertraject-2017", slug, "openbaar") for slug in (None, "oss")),
]


@pytest.mark.parametrize(("traject", "slug", "doelgroep"), LEZERS)
def test_no_reader_is_told_what_the_whole_contradicts(traject: str, slug: str | None, doelgroep: str) -> None:
    given = (DATA / traject, doelgroep)
    part: Facade = open_kring(*given) if slug is None else open_casus(given[0], slug, given[1])
    said = list_said(type(part), traject, slug)
    heads = list(list_heads(part))

    assert len(heads) > 3
    assert [f"{where}: {text}" for where, text in heads if text not in said and DEELS not in text] == []


def test_what_a_reader_may_not_see_does_not_make_the_picture_rosier() -> None:
    # 13 of 23 are gunstig and 4 ongunstig for the circle; of all 32 that the team has, 13 and 10.
    part, whole = (open_kring(DATA / "voorbeeld-2021", doelgroep) for doelgroep in ("leerkring", "team"))
    assert part.effecten.telling.effecten < whole.effecten.telling.effecten

    shown = " ".join(b.zin for b in part.beweringen)
    assert "allemaal gunstig" not in shown
    assert not [b for b in part.beweringen if b.sectie == "Combinaties van condities"]
    (counts,) = [b for b in part.beweringen if b.onderwerp == "aantallen"]
    assert counts.deels
    titel = part.effecten.plot_richtingen().titel  # type: ignore[union-attr]
    assert titel == "De richting van de effecten, een kleine grafiek per richting"


def test_who_sees_all_rows_is_told_all_without_a_mark() -> None:
    kring = open_kring(DATA / "leertraject-2017", "openbaar")

    assert kring.traject.verborgen == frozenset()
    assert not any(b.deels for b in kring.beweringen)
    assert DEELS not in "".join(text for _, text in list_heads(kring))


def test_every_verb_with_figures_is_among_those_that_are_weighed() -> None:
    # A figure of a verb that was not weighed would never keep its title.
    for facade in (open_casus(DATA / "voorbeeld-2021", "eksterhaven"), open_kring(DATA / "voorbeeld-2021")):
        koppen = {kop.split(" | ")[1] for kop in facade.list_koppen()}
        with_figures = {
            naam
            for chapter in facade.list_chapters()
            for naam, is_noun in list_face(type(chapter))
            if not is_noun and draw_none(getattr(chapter, naam))
        }
        assert len(with_figures) > 3
        assert with_figures <= koppen


def test_a_part_that_nobody_compared_claims_nothing_of_all() -> None:
    t = open_traject(DATA / "voorbeeld-2021", "leerkring")
    assert t.houdbaar is None

    assert not [b for b in Kring(t).beweringen if b.streng and b.deels]


def test_nothing_of_the_whole_comes_along(tmp_path: Path) -> None:
    effecten = "id  naam  omschrijving  vertrouwelijkheid\nE1  Sneller  Het-werd-sneller  openbaar\n"
    write_traject(tmp_path, effecten=f"{effecten}E2  Geheim  Dit-mag-niet  team")

    casus = open_casus(tmp_path, "noord", "openbaar")

    assert casus.traject.verborgen == {"effecten"}
    assert isinstance(casus.traject.houdbaar, Houdbaar)
    assert casus.traject.houdbaar.koppen
    assert "Dit-mag-niet" not in repr(casus.traject.houdbaar.koppen)
    assert "Geheim" not in repr(casus.traject.houdbaar.koppen)


EFFECTEN = "id  richting  vertrouwelijkheid\nE1  gunstig  openbaar\nE2  gunstig  openbaar\nE3  neutraal  openbaar\n"


@pytest.mark.parametrize(
    ("verborgen", "verwacht"),
    [
        (["ongunstig"] * 3, Totaalbeeld.MINDER),  # from 2 of 3 to -1 of 6
        (["gunstig"] * 5, Totaalbeeld.MEER),  # from 2 of 3 to 7 of 8
        (["gunstig", "gunstig", "neutraal"], Totaalbeeld.GELIJK),  # 2 of 3 and 4 of 6
        (["ongunstig"] * 2, None),  # so few that the answer would give them away
    ],
)
def test_whether_the_whole_is_less_favourable_is_told_in_words_where_the_team_allows_it(
    tmp_path: Path, verborgen: list[str], verwacht: Totaalbeeld | None
) -> None:
    rows = EFFECTEN + "\n".join(f"E{n}  {richting}  team" for n, richting in enumerate(verborgen, start=4))
    told = []
    for name, traject in (("zwijgt", ""), ("zegt", "strekking: Dat spraken wij af.")):
        folder = tmp_path / name
        write_traject(folder, effecten=rows, traject=traject)
        told.append({zin for zin in Totaalbeeld if zin in str(open_casus(folder, "noord", "openbaar").kort().html)})

    assert told == [set(), {verwacht} - {None}]
    assert not [zin for zin in Totaalbeeld if zin in str(open_casus(folder, "noord", "team").kort().html)]


@pytest.mark.parametrize(
    ("zichtbaar", "verborgen", "woorden"),
    [(4, 0, ""), (9, 1, "een klein deel"), (5, 5, "een kwart tot de helft"), (2, 18, "meer dan de helft")],
)
def test_how_much_may_not_be_shown_is_told_in_wide_bands(
    tmp_path: Path, zichtbaar: int, verborgen: int, woorden: str
) -> None:
    levels = ["openbaar"] * zichtbaar + ["team"] * verborgen
    write_traject(tmp_path, effecten="id  vertrouwelijkheid\n" + "\n".join(f"E{n}  {v}" for n, v in enumerate(levels)))
    casus = open_casus(tmp_path, "noord", "openbaar")

    assert casus.traject.weggelaten == woorden
    first = casus.tell_leemten().tekst.splitlines()[0]
    assert first.startswith("Van wat het team vastlegde") == bool(woorden)


@pytest.fixture(scope="module")
def vol(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Inhoud]:
    folder = tmp_path_factory.mktemp("vol")
    effecten = "id  deelnemer  richting\nE1  noord  gunstig\nE2  noord  ongunstig\nE3  zuid  gunstig\nE4  zuid  gunstig"
    stappen = "id  deelnemer  soort\nI1  noord  leren\nI2  zuid  gesprek\nI3  oost  leren"
    tables = VOL | {"effecten": effecten, "interventies": stappen, "bevindingen": "steunt_op\nE1\nE2"}
    write_traject(folder, "leerkring", **tables)
    inhoud, problemen = read_folder(folder)
    assert inhoud is not None
    assert problemen == []
    return folder, inhoud


GEKOZEN = (
    "effecten",
    "interventies",
    "sturingsverhoudingen",
    "beoordelingen",
    "bewijsstukken",
    "logboek",
    "sturingsmix",
)


GEHEEL: dict[str | None, tuple[frozenset[str], set[str]]] = {}
"""By deelnemer in focus all that the team's report claims, and what a reader of it sees."""


def hide_row(gelezen: GelezenRij, hidden: bool) -> GelezenRij:
    """Return a row, for the team alone where it is hidden."""
    level = {"vertrouwelijkheid": Vertrouwelijkheid.TEAM} if hidden else {}
    return GelezenRij(gelezen.nummer, gelezen.rij.model_copy(update=level))


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_hidden_no_claim_is_rosier_than_the_whole(vol: tuple[Path, Inhoud], data: st.DataObject) -> None:
    folder, inhoud = vol
    hide = data.draw(st.sets(st.sampled_from([(t, g.nummer) for t in GEKOZEN for g in inhoud.tabellen[t]]), max_size=6))
    tabellen = {t: tuple(hide_row(g, (t, g.nummer) in hide) for g in rows) for t, rows in inhoud.tabellen.items()}
    mixed = inhoud.with_tables(tabellen)
    slug = data.draw(st.sampled_from([None, "noord"]))
    kind: type[Facade] = Kring if slug is None else Deelnemercasus
    part = show_traject(folder, mixed, Doelgroep.OPENBAAR, slug)
    if slug not in GEHEEL:  # the team sees the same, whatever is hidden from others
        whole = kind(show_traject(folder, inhoud, Doelgroep.TEAM, slug))
        GEHEEL[slug] = whole.list_koppen(), {text for _, text in list_heads(whole)}
    koppen, said = GEHEEL[slug]

    weighed = kind(replace(part, houdbaar=kind(part).list_koppen() & koppen))

    assert [text for _, text in list_heads(weighed) if text not in said and DEELS not in text] == []


def test_reading_is_followed_through_what_is_worked_out_once() -> None:
    kring = open_kring(DATA / "leertraject-2017", "openbaar")
    with follow_reading() as first:
        _ = kring.effecten.krachten
    with follow_reading() as again:
        _ = kring.effecten.krachten

    assert first == again >= {"effecten", "beoordelingen", "procestoetsen", "indicatormetingen"}


def test_what_the_whole_claims_is_worked_out_once_for_all_who_are_compared_with_it(
    vol: tuple[Path, Inhoud], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, inhoud = vol
    worked: list[str] = []

    def note(chapter: Hoofdstuk) -> Iterator[str]:
        worked.append(chapter.titel)
        return list_koppen(chapter)

    monkeypatch.setattr("leerkring.facade.list_koppen", note)
    whole = show_traject(folder, inhoud.with_tables(inhoud.tabellen), Doelgroep.TEAM, None)

    first, again = (Kring(replace(whole)).list_koppen() for _ in range(2))

    assert first == again
    assert len(worked) == len(Kring.hoofdstukken)


def test_the_whole_is_opened_for_the_same_deelnemer_and_only_to_compare() -> None:
    part = open_traject(DATA / "voorbeeld-2021", "openbaar", "eksterhaven")

    whole = open_whole(part)

    assert (whole.slug, whole.doelgroep) == ("eksterhaven", Doelgroep.TEAM)
    assert len(whole.frame("effecten")) > len(part.frame("effecten"))

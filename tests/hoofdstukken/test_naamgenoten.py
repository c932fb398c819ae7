"""Two municipalities with one name, as Bergen (NH.) and Bergen (L.): counted by id, shown under labels that differ."""

import ast
import dataclasses
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from geheugen import leave_unchanged
from hypothesis import given
from hypothesis import strategies as st
from mini import set_cells, write_traject
from plek import DATA, ROOT
from teksttabel import make_traject

from leerkring import open_casus, open_kring
from leerkring.begrippen import Doelgroep
from leerkring.facade import Facade
from leerkring.hoofdstuk import list_face
from leerkring.hoofdstukken.aanpak.beeld.tijdlijn import plot_tijdlijn
from leerkring.hoofdstukken.aanpak.cijfers.interventies import lay_timeline, list_meetings
from leerkring.hoofdstukken.effecten.beeld.reeksen import plot_reeks
from leerkring.hoofdstukken.effecten.cijfers.effecten import list_series
from leerkring.kring import Kring
from leerkring.model.naamgenoten import name_apart
from leerkring.traject import Traject, open_traject
from leerkring.traject.audience import filter_audience
from leerkring.traject.opening import check_folder, read_folder

NAAMGENOTEN = Path(__file__).with_name("twee-gemeenten-met-een-naam.csv")
"""The deelnemers of the invented example, with nevelwaard called Wolkendam as well."""
SLUGS = ("nevelwaard", "wolkendam")
LABELS = {f"Wolkendam ({slug})": f"Wolkendam {letter}" for slug, letter in zip(SLUGS, "AB", strict=True)}
"""Under which label each is shown, and what each is called in the same circle with names that differ."""


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A circle with two namesakes."""
    folder = tmp_path_factory.mktemp("gelijk") / "traject"
    shutil.copytree(DATA / "voorbeeld-2021", folder)
    shutil.copyfile(NAAMGENOTEN, folder / "deelnemers.csv")
    return leave_unchanged(folder)


@pytest.fixture(scope="module")
def different(alike: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same circle in which they are called otherwise, in the same order of names."""
    folder = tmp_path_factory.mktemp("anders") / "traject"
    shutil.copytree(alike, folder)
    for slug, naam in zip(SLUGS, LABELS.values(), strict=True):
        text = (folder / "deelnemers.csv").read_text("utf-8")
        (folder / "deelnemers.csv").write_text(text.replace(f"{slug},Wolkendam,", f"{slug},{naam},"), "utf-8")
    return leave_unchanged(folder)


@pytest.fixture(scope="module")
def kring(alike: Path) -> Kring:
    return open_kring(alike)


@pytest.fixture(scope="module")
def other(different: Path) -> Kring:
    return open_kring(different)


def open_raw(folder: Path) -> Traject:
    """Return the traject for the team without the part of the door that tells names apart."""
    inhoud, _ = read_folder(folder)
    assert inhoud is not None
    return Traject(folder, filter_audience(inhoud, Doelgroep.TEAM, None), Doelgroep.TEAM)


def write(value: Any) -> str:
    """Return all that a noun holds as text."""
    if isinstance(value, pd.DataFrame | pd.Series):
        return str(value.to_csv())
    if dataclasses.is_dataclass(value):
        return "\n".join(write(getattr(value, f.name)) for f in dataclasses.fields(value))
    if isinstance(value, dict):
        return write(list(value.items()))
    if isinstance(value, list | tuple):
        return "\n".join(map(write, value))
    return "\n".join(sorted(map(write, value))) if isinstance(value, set | frozenset) else repr(value)


def list_nouns(facade: Facade) -> Iterator[tuple[str, str]]:
    """Every noun of every chapter, with all that it holds."""
    for name, chapter in zip(facade.hoofdstukken, facade.list_chapters(), strict=True):
        for noun, is_noun in list_face(type(chapter)):
            if is_noun:
                yield f"{name}.{noun}", write(getattr(chapter, noun))


def rename(text: str, names: dict[str, str]) -> str:
    for old, new in names.items():
        text = text.replace(old, new)
    return text


# The numbers


def test_namesakes_have_the_same_numbers_as_deelnemers_with_other_names(kring: Kring, other: Kring) -> None:
    found = {k: rename(v, LABELS) for k, v in list_nouns(kring)}

    assert len(found) > 25
    assert sum("Wolkendam A" in text for text in found.values()) > 12
    assert found == dict(list_nouns(other))


@pytest.mark.parametrize("slug", SLUGS)
def test_each_of_two_namesakes_has_its_own_case(alike: Path, different: Path, slug: str) -> None:
    found = {k: rename(v, LABELS) for k, v in list_nouns(open_casus(alike, slug))}

    assert len(found) > 25
    assert found == dict(list_nouns(open_casus(different, slug)))


def test_nothing_is_counted_by_name_even_where_names_were_not_told_apart(alike: Path, other: Kring) -> None:
    """The labels are for readers: without them the numbers are the same."""
    one = dict.fromkeys([*LABELS, *LABELS.values()], "Wolkendam")
    raw = Kring(open_raw(alike))

    assert raw.traject.namen["nevelwaard"] == raw.traject.namen["wolkendam"] == "Wolkendam"
    found, expected = ({noun: rename(text, one) for noun, text in list_nouns(k)} for k in (raw, other))
    assert found == expected


def list_keys_by_name(source: str) -> list[str]:
    """Return the calls in a module that take rows together, or apart, by what something is called."""
    by = {"groupby", "set_index", "pivot", "drop_duplicates", "duplicated"}
    return [
        ast.unparse(call.func)
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in by
        for part in (*call.args, *(k.value for k in call.keywords))
        for c in ast.walk(part)
        if isinstance(c, ast.Constant) and c.value in ("naam", "wie", "titel", "tekst")
    ]


def test_no_module_that_counts_has_a_name_for_a_key() -> None:
    paths = [*(ROOT / "leerkring").glob("hoofdstukken/*/cijfers/*.py"), *(ROOT / "leerkring/methoden").rglob("*.py")]

    assert len(paths) > 40
    assert [(p.name, k) for p in paths for k in list_keys_by_name(p.read_text("utf-8"))] == []
    assert list_keys_by_name("f.groupby(['naam', 'rol']); f.pivot(index='naam'); f.set_index('id')['naam']") == [
        "f.groupby",
        "f.pivot",
    ]


# The labels


def test_two_that_are_called_alike_are_no_problem(alike: Path) -> None:
    assert check_folder(alike) == check_folder(DATA / "voorbeeld-2021") == []


@pytest.mark.parametrize("doelgroep", ["team", "openbaar"])
@pytest.mark.parametrize("slug", [None, "nevelwaard"])
def test_every_verb_of_the_circle_and_of_both_cases_works(alike: Path, doelgroep: str, slug: str | None) -> None:
    facade: Facade = open_casus(alike, slug, doelgroep) if slug else open_kring(alike, doelgroep)
    verbs = [getattr(c, v) for c in facade.list_chapters() for v, is_noun in list_face(type(c)) if not is_noun]

    assert len(verbs) > 20
    shown = {str(verb): verb().html for verb in [*verbs, facade.kop, facade.kort, facade.verantwoording]}
    # Where nothing may be claimed, and where nobody wrote a tip, nothing is shown.
    assert [
        naam for naam, page in shown.items() if not page and "tell_kort" not in naam and "tell_tips" not in naam
    ] == []


NAMING: dict[str, Callable[[Kring], Any]] = {
    "kort": lambda k: k.kort("deelnemers", "effecten", "vormen"),
    "profielen": lambda k: k.deelnemers.table_profielen(),
    "afstanden": lambda k: k.deelnemers.plot_afstanden(),
    "context": lambda k: k.deelnemers.plot_context(),
    "soorten": lambda k: k.aanpak.plot_soorten(),
    "stappen": lambda k: k.aanpak.plot_stappen(),
    "situaties": lambda k: k.aanpak.table_situaties(),
    "sterkte": lambda k: k.vormen.plot_sterkte(),
    "vormen": lambda k: k.vormen.plot_vormen(),
    "relaties": lambda k: k.vormen.table_relaties(),
    "richtingen": lambda k: k.effecten.plot_richtingen(),
    "combinaties": lambda k: k.combinaties.tell_qca(),
    "notities": lambda k: k.logboek.table_notities(),
    "lessen": lambda k: k.lessen.plot_lessen(),
    "bewijs": lambda k: k.bewijs.table_matrix(),
}


@pytest.mark.parametrize("verb", list(NAMING))
def test_charts_tables_and_sentences_show_labels_that_differ(kring: Kring, other: Kring, verb: str) -> None:
    shown, meant = (str(NAMING[verb](k).html) for k in (kring, other))

    # A sentence may add the context between the same brackets: Wolkendam (nevelwaard, veranderopgave).
    found = [label.removesuffix(")") in shown for label in LABELS]
    assert found == [naam in meant for naam in LABELS.values()]
    assert any(found)


def test_frames_have_one_name_for_each_deelnemer_and_one_deelnemer_for_each_name(kring: Kring) -> None:
    pairs = {
        (noun, key): getattr(chapter, noun)[[key, name]].drop_duplicates()
        for chapter in kring.list_chapters()
        for noun, is_noun in list_face(type(chapter))
        for key, name in (("deelnemer", "naam"), ("plek", "wie"))
        if is_noun and noun != "krachten" and {key, name} <= set(getattr(getattr(chapter, noun), "columns", ()))
    }

    assert len(pairs) > 8
    for (noun, key), frame in pairs.items():
        assert frame[key].is_unique, noun
        assert frame.iloc[:, 1].is_unique, noun


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        ({"oss": "Oss", "ede": "Ede"}, ["Oss", "Ede"]),
        ({"nh": "Bergen", "oss": "Oss", "l": "Bergen"}, ["Bergen (nh)", "Oss", "Bergen (l)"]),
        ({"a": "Bergen", "b": "Bergen", "c": "Bergen (a)"}, ["Bergen (a) (a)", "Bergen (b)", "Bergen (a) (c)"]),
        ({}, []),
    ],
)
def test_only_who_is_called_alike_gets_its_id_behind_the_name(names: dict[str, str], labels: list[str]) -> None:
    assert list(name_apart(names).values()) == labels


@given(st.dictionaries(st.text("ab", min_size=1), st.text("AB ()ab", max_size=5), max_size=8))
def test_labels_always_differ_and_stand_by_their_id(names: dict[str, str]) -> None:
    found = name_apart(names)

    assert list(found) == list(names)
    assert len(set(found.values())) == len(names)
    assert all(found[key].startswith(naam) for key, naam in names.items())


# Who may know that there is a namesake


def test_title_of_a_case_tells_its_deelnemer_apart_from_a_namesake(alike: Path) -> None:
    head = open_casus(alike, "nevelwaard", "deelnemer").kop()

    assert "<h1>Wolkendam (nevelwaard)</h1>" in head.html
    assert open_traject(alike, "team", "nevelwaard").namen["nevelwaard"] == "Wolkendam (nevelwaard)"


def test_a_namesake_that_these_readers_may_not_see_leaves_no_trace(tmp_path: Path) -> None:
    """Not in the title, and not in the version of the data either."""
    texts = {"deelnemers": "id  naam\nnoord  Bergen\nzuid  Bergen"}
    folder = write_traject(tmp_path / "een", **texts)
    set_cells(folder, "deelnemers", 3, vertrouwelijkheid="team")
    alone = write_traject(tmp_path / "twee", **texts)
    set_cells(alone, "deelnemers", 3, vertrouwelijkheid="team", naam="Zuid")

    titles = [open_traject(folder, str(d), "noord").deelnemer.naam for d in Doelgroep]
    assert titles == ["Bergen (noord)", "Bergen", "Bergen", "Bergen"]
    assert open_traject(folder, "openbaar", "noord").versies == open_traject(alone, "openbaar", "noord").versies
    assert open_traject(folder, "team", "noord").versies != open_traject(alone, "team", "noord").versies


def test_cases_are_told_apart_from_each_other_and_from_deelnemers(tmp_path: Path) -> None:
    folder = write_traject(
        tmp_path,
        deelnemers="id  naam\nnoord  Bergen\nzuid  Zuid",
        casussen="""
            id    naam    deelnemer
            wijk  De wijk  noord
            buurt  De wijk  zuid
            ver   Bergen  -
        """,
    )

    traject = open_traject(folder)
    assert traject.namen == {"noord": "Bergen", "zuid": "Zuid"}
    assert list(traject.frame("casussen")["naam"]) == ["De wijk (wijk)", "De wijk (buurt)", "Bergen (ver)"]


def test_two_steps_and_two_numbers_that_are_called_alike_are_drawn_apart() -> None:
    t = make_traject(
        interventies="naam  start  eind\nSessie  2021-05  2021-06\nSessie  2021-05  2021-06\nPlan  2022  -",
        effecten="id\nE1",
        indicatormetingen="effect  indicator  volgorde  stap  waarde\nE1  Tijd  0  2021  3\nE1  Tijd  1  2021  4",
    )
    steps = lay_timeline(t.frame("interventies"), "noord", t.beschrijving.peildatum)
    (numbers,) = list_series(t.frame("indicatormetingen"), t.frame("effecten"), "noord")

    line, bars = plot_tijdlijn(steps, list_meetings(()), "Noord"), plot_reeks(numbers)
    assert [word in line.html for word in ("Sessie (I1)", "Sessie (I2)", "Plan (")] == [True, True, False]
    assert [word in bars.html for word in ("2021 (0)", "2021 (1)")] == [True, True]

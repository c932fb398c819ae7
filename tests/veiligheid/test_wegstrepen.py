"""A reader who crosses out whoever cannot have said it: of every quote and judgement, enough people are left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mini import read_cells, write_traject
from teksttabel import BASIS, make_beschrijving, read_rows

from leerkring.begrippen import Doelgroep, Groep
from leerkring.model import TABELLEN
from leerkring.traject import open_traject
from leerkring.traject.audience import filter_audience
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.opening import LEGE_VRAGENLIJST, read_folder

GROEPEN = [str(g) for g in Groep]
BRONNEN = "id  soort  regels  vertrouwelijkheid\nS1  document  90  openbaar\nINT  interview  90  openbaar\n"
BRONNEN += "DOC  document  90  openbaar"


def cross_out(inhoud: Inhoud, sizes: dict[tuple[str, str], int]) -> Iterator[tuple[str, int]]:
    """Yield each quote without a group, with how many people can have said it to who knows all sizes and the side.

    Whoever is named with one quote is not meant with another that names nobody: names go together or not at all.
    """
    said = [f for _, f in inhoud.rows("fragmenten") if "DOC" not in f.bron[0]]
    for quote in said:
        if quote.groep is None:
            extern = quote.bron[0].startswith("BUITEN")
            named = {f.groep for f in said if f.deelnemer == quote.deelnemer}
            left = [g for g in Groep if g not in named and g.is_extern is extern]
            yield quote.id, sum(sizes.get((quote.deelnemer, g), 0) for g in left)


def read_sizes(inhoud: Inhoud) -> dict[tuple[str, str], int]:
    sizes = {(d.id, str(Groep.INWONERS)): d.inwoners for _, d in inhoud.rows("deelnemers")}
    for _, asked in inhoud.rows("uitnodigingen"):
        key = (asked.deelnemer, str(asked.groep))
        sizes[key] = max(sizes.get(key, 0), asked.uitgenodigd)
    return sizes


@pytest.mark.parametrize("folder", ["data/voorbeeld-2021", "data/leertraject-2017"])
@pytest.mark.parametrize("doelgroep", ["deelnemer", "leerkring", "openbaar"])
def test_nobody_is_left_over_in_the_shipped_reports(folder: str, doelgroep: str) -> None:
    whole, _ = read_folder(Path(folder))
    assert whole is not None
    for slug in whole.ids["deelnemers"]:
        seen = open_traject(folder, doelgroep, slug)
        enough = seen.kleinste_n
        assert [(q, n) for q, n in cross_out(seen.inhoud, read_sizes(whole)) if n < enough] == []


def test_the_attack_found_the_directie_of_nevelwaard_and_of_sparrendrecht() -> None:
    # What stood in their reports: the directie is the only group that is too small to be named.
    whole, _ = read_folder(Path("data/voorbeeld-2021"))
    assert whole is not None
    sizes = read_sizes(whole)
    naive = [
        g._replace(rij=g.rij.model_copy(update={"groep": None})) if g.rij.groep == "directie" else g
        for g in whole.tabellen["fragmenten"]
    ]
    # Somebody of each other group within is named with another quote.
    named = {(g.rij.deelnemer, g.rij.groep) for g in naive}
    assert {("nevelwaard", Groep.MANAGEMENT), ("nevelwaard", Groep.MEDEWERKERS)} <= named
    found = dict(cross_out(whole.with_tables({**whole.tabellen, "fragmenten": tuple(naive)}), sizes))
    mean = {g.rij.id: g.rij.deelnemer for g in naive if g.rij.groep is None}
    assert {mean[q]: n - sizes.get((mean[q], "bestuur"), 0) for q, n in found.items()}["nevelwaard"] == 3


# The rule

KRINGEN = """
    directie  management  medewerkers  genoemd                          weg
    3         8           34           medewerkers                      -
    3         2           34           medewerkers                      -
    6         8           34           directie|management|medewerkers  -
    3         -           -            -                                directie|management|medewerkers
    2         1           30           -                                -
    -         -           30           -                                -
"""


@pytest.mark.parametrize(
    "kring", read_cells(KRINGEN), ids=lambda k: "-".join(k[g] or "0" for g in GROEPEN[:4] if g in k)
)
def test_names_go_until_enough_people_can_be_meant(tmp_path: Path, kring: dict[str, str]) -> None:
    groups = ["directie", "management", "medewerkers"]
    folder = write_traject(
        tmp_path,
        "leerkring",
        bronnen=BRONNEN,
        fragmenten="\n".join(["id  groep  goedgekeurd  bron", *(f"F-{g}  {g}  ja  INT" for g in groups)]),
        uitnodigingen="\n".join(["groep  uitgenodigd", *(f"{g}  {kring[g]}" for g in groups if kring[g])]),
    )
    seen = [f for _, f in open_traject(folder, "leerkring").inhoud.rows("fragmenten")]

    assert {str(f.groep) for f in seen if f.groep} == set((kring["genoemd"] or "").split("|")) - {""}
    assert set(groups) - {f.id.removeprefix("F-") for f in seen} == set((kring["weg"] or "").split("|")) - {""}


def test_without_name_there_is_no_day_and_no_line(tmp_path: Path) -> None:
    folder = write_traject(
        tmp_path,
        "leerkring",
        bronnen=BRONNEN,
        fragmenten="id  datum  groep  goedgekeurd  bron\nF1  2021-08-19  directie  ja  INT:12\n"
        "F2  2021-08-19  directie  ja  DOC:12\nF3  2021-08-19  medewerkers  ja  INT:13\n"
        "F4  2021-08-19  -  ja  INT:14",
        uitnodigingen="groep  uitgenodigd\ndirectie  3\nmanagement  4\nmedewerkers  34",
    )
    rows = {
        f.id: (str(f.datum), f.groep, f.bron) for _, f in open_traject(folder, "leerkring").inhoud.rows("fragmenten")
    }

    assert rows == {
        "F1": ("2021-07-01", None, ("INT",)),
        # In a published document everybody read it.
        "F2": ("2021-08-19", Groep.DIRECTIE, ("DOC:12",)),
        "F3": ("2021-08-19", Groep.MEDEWERKERS, ("INT:13",)),
        # The team itself left the group out, because it would tell who spoke.
        "F4": ("2021-07-01", None, ("INT",)),
    }


OORDELEN = """
    bron  goedgekeurd  partners  getoond
    INT   -            12        ja
    INT   -            4         nee
    INT   -            -         nee
    INT   nee          4         nee
    INT   ja           4         ja
    DOC   -            -         ja
"""


@pytest.mark.parametrize("rij", read_cells(OORDELEN), ids=lambda r: f"{r['bron']}-{r['goedgekeurd']}-{r['partners']}")
def test_judgement_of_a_few_leaves_only_with_their_approval(tmp_path: Path, rij: dict[str, str]) -> None:
    folder = write_traject(
        tmp_path,
        "leerkring",
        bronnen=BRONNEN,
        effecten="id\nE1",
        beoordelingen="id  effect  groep  goedgekeurd  bron\n"
        f"B1  E1  partners  {rij['goedgekeurd'] or '-'}  {rij['bron']}",
        uitnodigingen=f"groep  uitgenodigd\npartners  {rij['partners']}" if rij["partners"] else "groep",
    )

    assert len(open_traject(folder, "leerkring").frame("beoordelingen")) == (rij["getoond"] == "ja")


# Random circles

AANTALLEN = st.sampled_from([None, 1, 2, 3, 4, 5, 8, 10, 30])


@settings(deadline=None, max_examples=60, database=None)
@given(
    st.dictionaries(st.sampled_from(GROEPEN), AANTALLEN, min_size=1),
    st.lists(st.sampled_from(GROEPEN), min_size=1, max_size=8),
    st.sampled_from([Doelgroep.LEERKRING, Doelgroep.OPENBAAR]),
)
@example({"directie": 3, "medewerkers": 30}, ["directie", "medewerkers"], Doelgroep.LEERKRING)
def test_in_any_circle_enough_people_can_have_said_it(
    sizes: dict[str, int | None], speakers: list[str], doelgroep: Doelgroep
) -> None:
    rows = {
        "bronnen": ["id  soort  vertrouwelijkheid", "INT  interview  openbaar", "BUITEN  interview  openbaar"],
        "fragmenten": [
            "id  groep  goedgekeurd  bron  vertrouwelijkheid",
            *(f"F{i}  {g}  ja  {'BUITEN' if Groep(g).is_extern else 'INT'}  openbaar" for i, g in enumerate(speakers)),
        ],
        "uitnodigingen": [
            "groep  uitgenodigd  bron  vertrouwelijkheid",
            *(f"{g}  {n}  INT  openbaar" for g, n in sizes.items() if n),
        ],
    }
    texts = BASIS | {tabel: "\n".join(lines) for tabel, lines in rows.items()}
    inhoud = Inhoud(
        make_beschrijving(), LEGE_VRAGENLIJST, {tabel: read_rows(tabel, texts.get(tabel, "")) for tabel in TABELLEN}
    )
    seen = filter_audience(inhoud, doelgroep, None)
    smallest = inhoud.beschrijving.drempels.smallest_n(doelgroep)

    assert [(q, n) for q, n in cross_out(seen, read_sizes(inhoud)) if n < smallest] == []
    named = [f for _, f in seen.rows("fragmenten") if f.groep is not None]
    assert all(read_sizes(inhoud).get((f.deelnemer, str(f.groep)), 0) >= smallest for f in named)

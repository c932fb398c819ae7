"""How sure a finding is, by hand for small tables, and how it is told."""

from pathlib import Path

import pytest
from mini import read_cells, set_cells, write_traject

from leerkring import open_casus, open_kring, open_traject
from leerkring.bewering import DEELS
from leerkring.hoofdstukken.bevindingen.beeld.teksten import fill_waarden, say_status, write_verwezen
from leerkring.hoofdstukken.bevindingen.cijfers.bevindingen import lay_bevindingen

BRONNEN = "id  soort  uitgever\nS1  document  Gemeente\nS2  interview  Team\nS3  registratie  Gemeente"
EFFECTEN = """
    id  zekerheid    bron
    E1  beweerd      S1
    E2  waargenomen  S2
    E3  gemeten      S3
    E4  gemeten      S1|S2|S3
"""
ZEKER = read_cells("""
    steunt_op  spreekt_tegen  kracht
    E1         -              zwak
    E2         -              zwak
    E3         -              matig
    E4         -              sterk
    E1|E2      -              zwak
    E4         E1             matig
    E4         E1|E2          zwak
    E1         E2             zwak
    N1         -              zwak
    I1         -              zwak
""")
"""Points: beweerd 1, waargenomen 2, gemeten 3, and one each for sources, kinds and publishers beyond the first.

E1 with E2 has five, which would be sterk; but of the effects that it rests on none is better founded than zwak.
"""


def lay(folder: Path, **cells: str) -> list[str]:
    """Return how sure the findings of a small circle are."""
    header, row = "  ".join(cells), "  ".join(value or "-" for value in cells.values())
    tables = {"bronnen": BRONNEN, "effecten": EFFECTEN, "logboek": "id  deelnemer\nN1  noord", "interventies": "id\nI1"}
    write_traject(folder, "leerkring", **tables, bevindingen=f"{header}\n{row}")
    t = open_traject(folder)
    krachten = open_kring(t).list_krachten()
    return list(lay_bevindingen(t, krachten)["kracht"])


@pytest.mark.parametrize("row", ZEKER, ids=lambda row: f"{row['steunt_op']}-{row['spreekt_tegen']}")
def test_how_sure_a_finding_is_follows_from_its_rows(tmp_path: Path, row: dict[str, str]) -> None:
    (kracht,) = lay(tmp_path, steunt_op=row["steunt_op"], spreekt_tegen=row["spreekt_tegen"])

    assert kracht == row["kracht"]


def test_its_author_can_lower_how_sure_it_is_and_never_raise_it(tmp_path: Path) -> None:
    doubt = {"hoogstens": "zwak", "reden": "De-registratie-is-nieuw"}

    assert lay(tmp_path / "lager", steunt_op="E4", **doubt) == ["zwak"]
    assert lay(tmp_path / "hoger", steunt_op="E1", **doubt | {"hoogstens": "sterk"}) == ["zwak"]


def test_a_finding_on_findings_is_no_surer_than_the_middle_one(tmp_path: Path) -> None:
    rows = "id  deelnemer  steunt_op\nBV1  noord  E1\nBV2  noord  E3\nBV3  noord  E4\nBV4  -  BV1|BV2|BV3|E4"
    write_traject(tmp_path, "leerkring", bronnen=BRONNEN, effecten=EFFECTEN, bevindingen=rows)
    kring = open_kring(tmp_path, "team")

    krachten = dict(zip(kring.bevindingen.bevindingen["id"], kring.bevindingen.bevindingen["kracht"], strict=True))

    assert krachten == {"BV1": "zwak", "BV2": "matig", "BV3": "sterk", "BV4": "matig"}


def test_what_changed_since_is_told_to_the_team_alone(tmp_path: Path) -> None:
    write_traject(tmp_path, "leerkring", effecten="id\nE1", bevindingen="steunt_op\nE1")
    set_cells(tmp_path, "bevindingen", 2, gezien="E1=anders")

    assert (
        "Te herzien: na het opschrijven veranderde er iets in E1." in open_casus(tmp_path, "noord", "team").kort().html
    )
    assert "Te herzien" not in open_casus(tmp_path, "noord", "openbaar").kort().html


def test_a_row_that_a_finding_rests_on_is_told_with_its_source_and_for_the_team_with_its_place(tmp_path: Path) -> None:
    effecten = "id  omschrijving\nE1  Het-ging-sneller\nE2  Het-ging-trager"
    write_traject(tmp_path, "leerkring", effecten=effecten, bevindingen="steunt_op  spreekt_tegen\nE1  E2")

    team, openbaar = (str(open_casus(tmp_path, "noord", d).kort().html) for d in ("team", "openbaar"))

    for page in (team, openbaar):
        assert page.index("Het-ging-sneller") < page.index("Daartegenover:</strong> Het-ging-trager")
        assert '<a href="#bron-S1">S1</a>' in page
    assert "effecten.csv:2" in team
    assert "effecten.csv" not in openbaar


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ((33.0, None, "precies", "weken"), "33 weken"),
        ((2.5, 3.5, "precies", "mln euro"), "2,5\u20133,5 mln euro"),
        ((6.0, None, "ruim", "mln euro"), "ruim 6 mln euro"),
        (2.0, "2"),
        (2.5, "2,5"),
        (12, "12"),
        ("De Ruwaard", "De Ruwaard"),
    ],
)
def test_what_a_number_in_a_text_becomes(value: object, text: str) -> None:
    assert write_verwezen(value) == text
    assert fill_waarden("Het werd {E1.T3}.", {"E1.T3": value}) == f"Het werd {text}."


def test_answers_of_different_standing_are_not_called_settled() -> None:
    from leerkring.begrippen import BevindingStatus as Status

    assert "vastgesteld" in say_status([Status.VASTGESTELD] * 4)
    assert say_status([Status.VASTGESTELD, Status.CONCEPT]) == "Een deel van deze antwoorden is nog niet vastgesteld."
    assert say_status([]) == ""


def test_an_answer_says_that_its_readers_see_a_part_of_the_tables_that_it_rests_on(tmp_path: Path) -> None:
    effecten = "id  vertrouwelijkheid\nE1  openbaar\nE2  team"
    write_traject(tmp_path, "leerkring", effecten=effecten, bevindingen="steunt_op\nE1")

    team, openbaar = (open_casus(tmp_path, "noord", d).kort().html for d in ("team", "openbaar"))

    assert DEELS in openbaar
    assert DEELS not in team

"""What counts as evidence for which deelvraag, and where there is none."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teksttabel import expect, make_traject

from leerkring.begrippen import GEKOZEN_VORMEN, Deelvraag, Groep
from leerkring.hoofdstukken.bewijs.cijfers.bewijs import AANVULLING, BEWIJSKOLOMMEN, collect_bewijs, count_bewijs

KORT = ["tabel", "deelnemer", "sturingsvorm", "deelvraag", "zekerheid", "tegenbewijs", "herkomst"]


def collect(doelgroep: str = "team", **tables: str) -> pd.DataFrame:
    found = collect_bewijs(make_traject(doelgroep, **tables))
    assert list(found.columns) == BEWIJSKOLOMMEN
    return found[KORT].astype({kolom: "str" for kolom in KORT if kolom != "tegenbewijs"})


def test_step_that_is_still_planned_is_no_evidence() -> None:
    found = collect(
        casussen="id  deelnemer  sturingsvormen\nwijk  -  GE|KN",
        interventies="""
            deelnemer  casus  sturingsvorm  status
            noord      -      -             gepland
            noord      -      RE            lopend
            noord      -      -             gestopt
            -          wijk   -             uitgevoerd
        """,
        contextfactoren="deelnemer\nzuid",
    )

    # Without a form of its own a step serves the first form of its case, or the form that the deelnemer chose.
    pd.testing.assert_frame_equal(
        found,
        expect("""
            tabel            deelnemer  sturingsvorm  deelvraag  zekerheid  tegenbewijs:bool  herkomst
            interventies     noord      RE            D1         -          nee               interventies.csv:3
            interventies     noord      ZE            D1         -          nee               interventies.csv:4
            interventies     -          GE            D1         -          nee               interventies.csv:5
            contextfactoren  zuid       ZE            D1         -          nee               contextfactoren.csv:2
        """),
    )


def test_sturingsmix_counts_once_for_each_meting_and_view() -> None:
    found = collect(
        sturingsverhoudingen="vorm  andere_vorm  zekerheid\nKN  RE  waargenomen",
        sturingsmix="""
            deelnemer  meting  aanzicht  sturingsvorm
            noord      T0      formeel   ZE
            noord      T0      formeel   PP
            noord      T0      beleefd   ZE
            noord      T1      formeel   ZE
        """,
    )

    pd.testing.assert_frame_equal(
        found[["tabel", "sturingsvorm", "deelvraag", "zekerheid"]].groupby("tabel").value_counts().reset_index(),
        expect("""
            tabel                 sturingsvorm  deelvraag  zekerheid    count:int64
            sturingsmix           ZE            D2         gemeten      3
            sturingsverhoudingen  KN            D2         waargenomen  1
        """),
    )


def test_effect_that_is_hoped_for_is_no_evidence() -> None:
    pd.testing.assert_frame_equal(
        collect(
            effecten="""
                id  status       sturingsvorm  zekerheid  tegenbewijs
                E1  beoogd       RE            beweerd    Toch niet.
                E2  waargenomen  RE            gemeten    Toch niet.
                E3  waargenomen  ZE            beweerd    -
            """,
            beoordelingen="effect  groep  zekerheid\nE2  partners  waargenomen",
        ),
        expect("""
            tabel          deelnemer  sturingsvorm  deelvraag  zekerheid    tegenbewijs:bool  herkomst
            effecten       noord      RE            D3         gemeten      ja                effecten.csv:3
            effecten       noord      ZE            D3         beweerd      nee               effecten.csv:4
            beoordelingen  noord      RE            D4         waargenomen  nee               beoordelingen.csv:2
        """),
    )


@pytest.mark.parametrize(
    "tables",
    [
        {"logboek": "deelnemer  deelvraag\nnoord  D4"},
        {
            "fragmenten": "groep\n" + "\n".join(g for g in Groep if not g.is_extern),
            "codeboek": "id  deelvraag\nc1  D4",
            "coderingen": "fragment\nF1\nF2\nF3\nF4",
        },
        {
            "respondenten": "id  groep\n" + "\n".join(f"R{n}  medewerkers" for n in range(9)),
            "antwoorden": "respondent  item\n" + "\n".join(f"R{n}  V4" for n in range(9)),
        },
        {"effecten": "id  status\nE1  beoogd", "beoordelingen": "effect  groep\nE1  directie"},
    ],
    ids=["logboek", "fragmenten", "antwoorden", "beoordelingen"],
)
def test_own_organisation_and_team_never_fill_the_judgement_from_outside(tables: dict[str, str]) -> None:
    assert collect(**tables).empty


def test_inwoners_and_partners_do_fill_the_judgement_from_outside() -> None:
    found = collect(
        fragmenten="groep\ninwoners\npartners\nmedewerkers",
        codeboek="id  deelvraag\nc1  D4\nc2  D4\nc3  D1",
        # Two codes of one deelvraag, or two codeurs, do not make a passage count twice.
        coderingen="""
            fragment  codeur  code
            F1        T1      c1
            F1        T2      c1
            F1        T1      c2
            F1        T1      c3
            F2        T1      c1
            F3        T1      c3
        """,
        respondenten="id  groep\n" + "\n".join(f"R{n}  inwoners" for n in range(5)),
        antwoorden="respondent  item\n" + "\n".join(f"R{n}  V4" for n in range(5)),
    )

    pd.testing.assert_frame_equal(
        found.sort_values(["tabel", "deelvraag", "herkomst"], ignore_index=True),
        expect("""
            tabel       deelnemer  sturingsvorm  deelvraag  zekerheid  tegenbewijs:bool  herkomst
            antwoorden  noord      ZE            D4         gemeten    nee               antwoorden.csv:2 t/m 6
            fragmenten  noord      ZE            D1         beweerd    nee               fragmenten.csv:2
            fragmenten  noord      ZE            D1         beweerd    nee               fragmenten.csv:4
            fragmenten  noord      ZE            D4         beweerd    nee               fragmenten.csv:2
            fragmenten  noord      ZE            D4         beweerd    nee               fragmenten.csv:3
        """),
    )


@pytest.mark.parametrize(("doelgroep", "n", "units"), [("team", 4, 0), ("team", 5, 1), ("openbaar", 9, 0)])
def test_answers_of_a_group_that_is_too_small_are_no_evidence(doelgroep: str, n: int, units: int) -> None:
    found = collect(
        doelgroep,
        respondenten="\n".join(["id  groep", *(f"R{i}  medewerkers" for i in range(n))]),
        antwoorden="\n".join(["respondent  item", *(f"R{i}  V1" for i in range(n))]),
    )

    assert len(found) == units


def test_answer_weet_niet_is_no_evidence_and_does_not_make_a_group_large_enough() -> None:
    people = "\n".join(["id", *(f"R{i}" for i in range(6))])
    answers = ["respondent  waarde", "R0  weet_niet", "R1  -", *(f"R{i}  4" for i in range(2, 6))]

    assert collect(respondenten=people, antwoorden="\n".join(answers)).empty
    assert (
        len(collect(respondenten=people, antwoorden="\n".join([*answers[:2], *(f"R{i}  4" for i in range(1, 6))]))) == 1
    )


def test_notitie_counts_for_its_deelvraag_if_it_is_about_a_deelnemer() -> None:
    found = collect(
        logboek="""
            deelnemer  deelvraag  sturingsvorm
            noord      D1         -
            noord      -          -
            -          D2         ZE
            zuid       D3         RE
        """
    )

    pd.testing.assert_frame_equal(
        found,
        expect("""
            tabel    deelnemer  sturingsvorm  deelvraag  zekerheid    tegenbewijs:bool  herkomst
            logboek  noord      ZE            D1         waargenomen  nee               logboek.csv:2
            logboek  zuid       RE            D3         waargenomen  nee               logboek.csv:5
        """),
    )


MATRIX = {
    "effecten": """
        deelnemer  id  sturingsvorm  zekerheid    tegenbewijs  bron
        noord      E1  ZE            beweerd      -            S1:3|S2
        noord      E2  RE            gemeten      Toch niet.   S1:9
        zuid       E3  ZE            waargenomen  -            S3
    """,
    "interventies": "deelnemer\nnoord",
}


def test_matrix_counts_units_and_kinds_of_source_and_keeps_the_strongest() -> None:
    traject = make_traject(**MATRIX)
    found = count_bewijs(collect_bewijs(traject), traject, "deelnemer")

    pd.testing.assert_frame_equal(
        found[found["n"] > 0].drop(columns="aanvulling").reset_index(drop=True),
        expect("""
            rij    sleutel  deelvraag  n:int64  bronsoorten:int64  zekerheid    tegenbewijs:int64  lacune:bool  herkomst
            Noord  noord    D1         1        1                  -            0                  nee          interventies.csv:2
            Noord  noord    D3         2        2                  Gemeten      1                  nee          effecten.csv:2, effecten.csv:3
            Zuid   zuid     D3         1        1                  Waargenomen  0                  nee          effecten.csv:4
        """),  # noqa: E501 - one row, one line
    )


def test_gap_says_what_would_fill_it_and_nothing_else_does() -> None:
    traject = make_traject(**MATRIX)
    found = count_bewijs(collect_bewijs(traject), traject, "deelnemer")
    gaps = found[found["lacune"]]

    assert len(found) == 2 * len(Deelvraag)
    assert [f"{r} {d}" for r, d in zip(gaps["sleutel"], gaps["deelvraag"], strict=True)] == [
        *("noord D2", "noord D4", "zuid D1", "zuid D2", "zuid D4")
    ]
    assert list(gaps["aanvulling"]) == [AANVULLING[Deelvraag(d)] for d in gaps["deelvraag"]]
    assert found.loc[~found["lacune"], "aanvulling"].isna().all()
    assert (found["lacune"] == (found["n"] == 0)).all()


def test_matrix_by_form_has_the_six_forms_and_not_the_line() -> None:
    traject = make_traject(**MATRIX, sturingsverhoudingen="vorm  andere_vorm\nLIJN  ZE")
    found = count_bewijs(collect_bewijs(traject), traject, "sturingsvorm")

    assert list(dict.fromkeys(found["sleutel"])) == list(map(str, GEKOZEN_VORMEN))
    pd.testing.assert_frame_equal(
        found.loc[found["n"] > 0, ["rij", "deelvraag", "n"]].reset_index(drop=True),
        expect("""
            rij               deelvraag  n:int64
            Resultaatsturing  D3         1
            Zelfsturing       D1         1
            Zelfsturing       D3         2
        """),
    )


def test_matrix_of_an_empty_traject_is_all_gaps_and_of_nobody_empty() -> None:
    traject, nobody = make_traject(), make_traject(deelnemers="")
    found = count_bewijs(collect_bewijs(traject), traject, "deelnemer")
    empty = count_bewijs(collect_bewijs(nobody), nobody, "deelnemer")

    assert len(found) == 8
    assert found["lacune"].all()
    assert empty.empty
    assert list(empty.columns) == list(found.columns)


ABOUT = st.sampled_from(["noord  -", "zuid  -", "-  wijk"])


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.tuples(ABOUT, st.sampled_from(["gepland", "lopend", "uitgevoerd"])), max_size=6),
    st.lists(st.tuples(ABOUT, st.sampled_from(["beoogd", "waargenomen"])), max_size=6),
    st.lists(st.tuples(st.sampled_from(["noord", "zuid", "-"]), st.sampled_from([*Deelvraag, "-"])), max_size=6),
)
def test_each_unit_about_a_deelnemer_is_counted_in_one_cell(
    steps: list[tuple[str, str]], effects: list[tuple[str, str]], notes: list[tuple[str, str]]
) -> None:
    traject = make_traject(
        casussen="id\nwijk",
        interventies="\n".join(["deelnemer  casus  status", *map("  ".join, steps)]),
        effecten="\n".join(["deelnemer  casus  status", *map("  ".join, effects)]),
        logboek="\n".join(["deelnemer  deelvraag", *map("  ".join, notes)]),
    )
    bewijs = collect_bewijs(traject)
    matrix = count_bewijs(bewijs, traject, "deelnemer")

    assert matrix["n"].sum() == bewijs["deelnemer"].notna().sum()
    cited = [place for cell in matrix["herkomst"] if cell for place in cell.split(", ")]
    assert sorted(cited) == sorted(bewijs.loc[bewijs["deelnemer"].notna(), "herkomst"])
    assert not set(bewijs["deelvraag"]) & {"D4"}

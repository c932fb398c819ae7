"""The quote on the first screen: approved, short, and from outside before from within."""

import pandas as pd
import pytest
from lxml import html
from plek import DATA

from leerkring import open_casus
from leerkring.begrippen import Deelvraag, Zekerheid
from leerkring.hoofdstukken.bevindingen.cijfers.citaten import LANGSTE_CITAAT, choose_citaat
from leerkring.hoofdstukken.bevindingen.cijfers.rust import Steunpunt

GEEN = pd.DataFrame({"steunpunten": []})


def make_fragmenten(*rows: tuple[str, str | None, str, bool]) -> pd.DataFrame:
    """Return fragments from id, group, date and whether they were approved."""
    return pd.DataFrame(
        [
            {
                "id": i,
                "deelnemer": "noord",
                "groep": g,
                "datum": pd.Timestamp(d),
                "tekst": f"Tekst {i}",
                "goedgekeurd": ok,
                "bron": ("B1",),
            }
            for i, g, d, ok in rows
        ]
    )


@pytest.mark.parametrize(
    ("rows", "gekozen"),
    [
        ([("F1", "inwoners", "2021-01-01", False)], None),
        ([("F1", "management", "2021-05-01", True), ("F2", "inwoners", "2021-01-01", True)], ("F2", Deelvraag.D4)),
        ([("F1", "partners", "2021-01-01", True), ("F2", "inwoners", "2021-05-01", True)], ("F2", Deelvraag.D4)),
        ([("F1", None, "2021-05-01", True), ("F2", "management", "2021-01-01", True)], ("F1", Deelvraag.D3)),
    ],
    ids=["approved only", "outside first", "latest first", "a blurred speaker"],
)
def test_which_quote_is_chosen(
    rows: list[tuple[str, str | None, str, bool]], gekozen: tuple[str, Deelvraag] | None
) -> None:
    found = choose_citaat(make_fragmenten(*rows), GEEN, "noord")

    assert (None if found is None else (found["id"], found["deelvraag"])) == gekozen


def test_what_a_finding_rests_on_goes_first_and_long_ones_never() -> None:
    rows = make_fragmenten(
        ("F1", "management", "2021-01-01", True),
        ("F2", "inwoners", "2021-05-01", True),
        ("F3", "inwoners", "2021-06-01", True),
    )
    rows.loc[rows["id"] == "F3", "tekst"] = "woord " * (LANGSTE_CITAAT + 1)
    point = Steunpunt("F1", False, "fragmenten", "Tekst F1", Zekerheid.BEWEERD, ("B1",), "fragmenten.csv:2")
    found = choose_citaat(rows, pd.DataFrame({"steunpunten": [[point]]}), "noord")
    other = choose_citaat(rows, GEEN, "noord")

    assert found is not None
    assert found["id"] == "F1"
    assert other is not None
    assert other["id"] == "F2"


def test_the_quote_stands_with_the_answer_with_who_and_where_it_comes_from() -> None:
    answers = html.fromstring(str(open_casus(DATA / "voorbeeld-2021", "nevelwaard", "deelnemer").kort().html))
    (quote,) = answers.find_class("lk-citaat")
    chosen = open_casus(DATA / "voorbeeld-2021", "nevelwaard", "deelnemer").bevindingen.citaat

    assert chosen is not None
    assert f"“{chosen['tekst']}”" in quote.text_content()
    assert [a.get("href") for a in quote.iter("a")] == [f"#bron-{place.split(':')[0]}" for place in chosen["bron"]]

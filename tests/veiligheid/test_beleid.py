"""Behind the door nobody asks for whom a report is: a policy comes with the Traject, and each part of it counts."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

import pytest
from plek import ROOT

from leerkring import open_casus, open_kring
from leerkring.begrippen import Doelgroep
from leerkring.model.beleid import Beleid
from leerkring.model.beschrijving import Drempels
from leerkring.traject import traject as module
from leerkring.traject.audience import decide_beleid

VOORBEELD = "data/voorbeeld-2021"
KOP = {"weergave/kop.py"}
"""Where a report says for whom it was made."""


def name_audience(source: str) -> Iterator[str]:
    """Yield each name in a module by which it could ask for whom a report is made."""
    for node in ast.walk(ast.parse(source)):
        for part in ("id", "attr", "arg", "name"):
            if str(getattr(node, part, "")).casefold() == "doelgroep":
                yield f"line {getattr(node, 'lineno', '?')}"


@pytest.mark.parametrize(
    "line",
    [
        "from leerkring.begrippen import Doelgroep",
        "def count(doelgroep): ...",
        "x = traject.doelgroep",
        "y = f(doelgroep=1)",
        "if begrippen.Doelgroep.TEAM: ...",
    ],
)
def test_a_branch_on_the_audience_is_found(line: str) -> None:
    assert list(name_audience(line))


def test_no_module_behind_the_door_asks_for_whom_a_report_is() -> None:
    paths = [p for room in ("hoofdstukken", "methoden", "weergave") for p in (ROOT / "leerkring" / room).rglob("*.py")]
    asking = {p.relative_to(ROOT / "leerkring").as_posix() for p in paths if list(name_audience(p.read_text("utf-8")))}

    assert len(paths) > 120
    assert asking == KOP


@pytest.mark.parametrize(
    ("doelgroep", "beleid"),
    [
        ("team", Beleid(6, 10, 1, True, True, True, True)),
        ("deelnemer", Beleid(6, 10, 3, True, False, False, False)),
        ("leerkring", Beleid(6, 10, 3, True, False, False, False)),
        ("openbaar", Beleid(11, 10, 3, False, False, False, False)),
    ],
)
def test_each_audience_has_its_policy(doelgroep: str, beleid: Beleid) -> None:
    assert decide_beleid(Doelgroep(doelgroep), Drempels(n_kring=6, n_openbaar=11)) == beleid


def test_what_a_policy_does_not_say_is_not_allowed() -> None:
    assert Beleid(5) == Beleid(5, 10, 3, *[False] * 4)


# By field: another value than the team has, and something that then reads otherwise.
GEVOLGEN: dict[str, tuple[Any, Callable[[], str]]] = {
    "kleinste_n": (30, lambda: open_casus(VOORBEELD, "nevelwaard").vragenlijst.table_respons().html),
    "nodig_voor_verdeling": (30, lambda: open_casus(VOORBEELD, "nevelwaard").vragenlijst.uitkomsten.to_csv()),
    "afronding": (3, lambda: open_casus(VOORBEELD, "nevelwaard").vragenlijst.table_respons().html),
    "alle_factoren": (False, lambda: open_kring(VOORBEELD).deelnemers.afstanden.to_csv()),
    "alle_fragmenten": (False, lambda: open_kring(VOORBEELD).codeurs.tell_overeenstemming().html),
    "toont_codeurs": (False, lambda: open_kring(VOORBEELD).codeurs.tell_overeenstemming().html),
    "toont_gevallen": (False, lambda: open_kring(VOORBEELD).combinaties.tell_qca().html),
}


@pytest.mark.parametrize("naam", [f.name for f in fields(Beleid)])
def test_each_part_of_the_policy_changes_what_a_reader_sees(naam: str, monkeypatch: pytest.MonkeyPatch) -> None:
    value, read = GEVOLGEN[naam]
    before = read()
    monkeypatch.setattr(module, "decide_beleid", lambda *asked: replace(decide_beleid(*asked), **{naam: value}))

    assert read() != before

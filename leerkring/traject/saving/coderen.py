"""Code passages: give and take labels, cut new fragments and agree on codes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from leerkring.begrippen import Groep, Vertrouwelijkheid
from leerkring.errors import LeerkringError
from leerkring.model.leren import Codering, Fragment, Logboeknotitie
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.saving.csv_editing import Wijziging
from leerkring.traject.saving.schrijfwerk import Handeling, Schrijfwerk, build, next_id


class Codeerwerk(Schrijfwerk):
    """What one codeur does; a coding needs its fragment, so that fragments come first and go last."""

    tabellen: ClassVar[tuple[str, ...]] = ("fragmenten", "coderingen")


@dataclass(frozen=True)
class Passage:
    """A part of a source text or of an entry in the logboek, with all that a fragment tells of it."""

    tekst: str
    deelnemer: str
    datum: date
    bron: tuple[str, ...]
    vertrouwelijkheid: Vertrouwelijkheid = Vertrouwelijkheid.TEAM
    ronde: int | None = None
    groep: Groep | None = None

    @classmethod
    def of_logboek(cls, notitie: Logboeknotitie, tekst: str) -> Passage:
        """Return a part of an entry of the logboek, which reaches whom the entry reaches."""
        if notitie.deelnemer is None:
            raise LeerkringError(f"notitie {notitie.id} van het logboek gaat over geen deelnemer; een fragment wel")
        level = notitie.vertrouwelijkheid
        return cls(tekst, notitie.deelnemer, notitie.datum, notitie.bron, level, notitie.ronde)


def give_code(fragment: str, codeur: str, code: str) -> Handeling:
    """Return the act of a codeur who gives a code to a fragment."""
    return lambda inhoud: [Wijziging(None, build_codering(inhoud, fragment, codeur, code))]


def take_code(fragment: str, codeur: str, code: str) -> Handeling:
    """Return the act of a codeur who takes a code from a fragment."""
    return lambda inhoud: [Wijziging(find_codering(inhoud, fragment, codeur, code), None)]


def agree_codes(fragment: str, codeur: str, codes: Collection[str]) -> Handeling:
    """Return the act of writing down which codes were agreed upon for a fragment; `codeur` is who writes it down.

    Blind codings stay as they are. No codes: the agreement is taken back.
    """

    def act(inhoud: Inhoud) -> list[Wijziging]:
        there = {c.code: c for _, c in inhoud.rows("coderingen") if c.fragment == fragment and c.afgesproken}
        goes = [Wijziging(row, None) for code, row in there.items() if code not in codes]
        comes = [code for code in dict.fromkeys(codes) if code not in there]
        return goes + [Wijziging(None, build_codering(inhoud, fragment, codeur, c, afgesproken=True)) for c in comes]

    return act


def cut_fragment(passage: Passage, codeur: str, code: str) -> Handeling:
    """Return the act of a codeur who gives a code to a passage; one that is no fragment yet becomes one."""

    def act(inhoud: Inhoud) -> list[Wijziging]:
        found = find_fragment(inhoud, passage)
        if found is not None:
            return list(give_code(found.id, codeur, code)(inhoud))
        fragment = build(
            Fragment,
            id=next_id([f.id for _, f in inhoud.rows("fragmenten")]),
            deelnemer=passage.deelnemer,
            datum=passage.datum,
            ronde=passage.ronde,
            groep=passage.groep,
            tekst=passage.tekst,
            goedgekeurd=False,
            bron=passage.bron,
            vertrouwelijkheid=passage.vertrouwelijkheid,
        )
        return [Wijziging(None, fragment), Wijziging(None, code_row(inhoud, fragment, codeur, code))]

    return act


def find_fragment(inhoud: Inhoud, passage: Passage) -> Fragment | None:
    """Return the fragment that holds precisely this passage, if there is one."""
    text, place = passage.tekst.strip(), (passage.deelnemer, passage.bron)
    for _, fragment in inhoud.rows("fragmenten"):
        if fragment.tekst == text and (fragment.deelnemer, fragment.bron) == place:
            return fragment  # type: ignore[no-any-return]
    return None


def get_fragment(inhoud: Inhoud, fragment: str) -> Fragment:
    """Return the fragment with this id."""
    found = inhoud.ids["fragmenten"].get(fragment)
    if not isinstance(found, Fragment):
        raise LeerkringError(f"er is geen fragment {fragment}")
    return found


def find_codering(inhoud: Inhoud, fragment: str, codeur: str, code: str) -> Codering:
    """Return the label that a codeur gave blind."""
    for _, row in inhoud.rows("coderingen"):
        if (row.fragment, row.codeur, row.code, row.afgesproken) == (fragment, codeur, code, False):
            return row  # type: ignore[no-any-return]
    raise LeerkringError(f"{codeur} gaf de code {code} niet aan fragment {fragment}")


def build_codering(inhoud: Inhoud, fragment: str, codeur: str, code: str, *, afgesproken: bool = False) -> Codering:
    """Return a label for a fragment that is there."""
    return code_row(inhoud, get_fragment(inhoud, fragment), codeur, code, afgesproken=afgesproken)


def code_row(inhoud: Inhoud, fragment: Fragment, codeur: str, code: str, *, afgesproken: bool = False) -> Codering:
    """Return a label, which reaches whom its fragment reaches and rests on the source of the code."""
    known = inhoud.ids["codeboek"]
    if code not in known:
        raise LeerkringError(f"code ‘{code}’ is onbekend; toegestaan: {', '.join(known)}")
    return build(
        Codering,
        fragment=fragment.id,
        codeur=codeur,
        code=code,
        afgesproken=afgesproken,
        bron=known[code].bron,  # type: ignore[attr-defined]
        vertrouwelijkheid=fragment.vertrouwelijkheid,
    )

"""What the organisation says of itself: the statements that were put to its own people only (D1 to D3)."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import Deelvraag
from leerkring.hoofdstukken.vragenlijst.beeld.tabellen import table_uitkomsten
from leerkring.hoofdstukken.vragenlijst.beeld.zinnen import WOORD, name_groep, say_verandering
from leerkring.model.vragenlijst import Schaal
from leerkring.weergave.blokken import Blok, build_gap, build_list, build_paragraph, join_blocks
from leerkring.weergave.taal import join_words, start_sentence

ZELF = "Wat de organisatie zelf zegt"


def tell_binnen(binnen: pd.DataFrame, verandering: pd.DataFrame, schaal: Schaal | None, naam: str) -> Blok:
    """Return what groups within answered to the statements that nobody outside was asked, apart from D4.

    Parameters
    ----------
    binnen, verandering
        The results of `select_binnen` and `measure_verandering` for one deelnemer.
    schaal, naam
        As for `tell_vragenlijst`.
    """
    if binnen.empty or schaal is None:
        return build_gap(
            f"Er zijn bij {naam} geen stellingen die alleen de eigen organisatie kreeg, of wij mogen ze niet tonen."
        )
    head = Blok(Markup("<h3>{}</h3>").format(ZELF), ZELF)
    if binnen["onderdrukt"].all():
        return join_blocks([head, build_gap("Er zijn te weinig antwoorden om te tonen.")])
    asked = set(binnen["deelvraag"])
    text = (
        "Deze stellingen zijn alleen aan de eigen organisatie gevraagd. "
        f"Zij horen bij deelvraag {join_words([d.removeprefix('D') for d in Deelvraag if str(d) in asked])}. "
        "Als oordeel van buiten tellen zij niet mee."
    )
    own = verandering[verandering["item"].isin(binnen["item"])]
    moved = list_moved(own)
    told = build_list(moved) if moved else build_paragraph(f"{say_verandering(own)}.")
    tabel = table_uitkomsten(binnen, schaal, f"{naam}, alleen binnen de organisatie")
    return join_blocks([head, build_paragraph(text), told, tabel.fold("De antwoorden van de eigen organisatie")])


def list_moved(verandering: pd.DataFrame) -> list[str]:
    """Return each statement to which a group clearly answers otherwise than before, as a sentence.

    Parameters
    ----------
    verandering
        The result of `measure_verandering` for one deelnemer.
    """
    return [
        f"{start_sentence(name_groep(r['groep']))} {WOORD[r['richting']]} dan eerst: ‘{r['tekst'].rstrip('.')}’ "
        f"({r['van']} en {r['tot']})."
        for r in verandering[verandering["reden"].isna()].to_dict("records")
        if r["richting"] in WOORD
    ]

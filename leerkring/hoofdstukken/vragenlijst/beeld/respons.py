"""Who answered the questionnaire, with small groups hidden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.hoofdstukken.vragenlijst.beeld.zinnen import say_afronding
from leerkring.methoden.onderdrukking import bound_n
from leerkring.model.beleid import Beleid
from leerkring.weergave.blokken import Blok, Kolom, build_gap, build_table, join_blocks
from leerkring.weergave.taal import write_number


def write_respons(record: Mapping[Any, Any], beleid: Beleid) -> str:
    """Return one cell of the response: a number of those asked, a bound, or why nothing is shown."""
    if record["onderdrukt"]:
        return "niet getoond" if record["is_totaal"] else f"minder dan {beleid.kleinste_n}; niet getoond"
    asked = None if pd.isna(record["uitgenodigd"]) else int(record["uitgenodigd"])
    low, high = bound_n(asked, beleid)
    n = f"{low} tot {high}" if record["beperkt"] else write_number(record["n"])
    return n if asked is None else f"{n} van {asked}"


def table_respons(respons: pd.DataFrame, naam: str, beleid: Beleid) -> Blok:
    """Return who answered, with small groups hidden and the reason said."""
    if respons.empty:
        return build_gap(f"Er is bij {naam} geen vragenlijst uitgezet, of de antwoorden mogen niet worden getoond.")
    shown = respons.assign(tekst=[write_respons(r, beleid) for r in respons.to_dict("records")])
    wide = shown.pivot(index="groep", columns="meting", values="tekst")
    metingen = list(wide.columns)
    wide = wide.loc[list(dict.fromkeys(respons["groep"]))]
    is_totaal = wide.index.isin(respons.loc[respons["is_totaal"], "groep"])
    # A meting at which one group was asked needs no total; "niet gevraagd" would not be true of it.
    wide = wide.where(wide.notna() | ~is_totaal[:, None], "–").reset_index()
    tabel = build_table(
        wide,
        {"groep": Kolom("Groep")}
        | {m: Kolom(m, lambda v: v if isinstance(v, str) else "niet gevraagd") for m in metingen},
        f"Respons op de vragenlijst bij {naam}: ingevuld van gevraagd",
    )
    text = (
        f"De resultaten zijn indicatief. Groepen met minder dan {beleid.kleinste_n} antwoorden tonen wij niet, "
        "omdat mensen dan herkenbaar zijn. Hoeveel mensen zijn gevraagd, laten wij weg als dat een klein aantal "
        "verraadt. Een totaal tonen wij alleen als daarmee geen kleine groep is terug te rekenen."
        f"{say_afronding(beleid)}"
    )
    return join_blocks([tabel, Blok(Markup('<p class="lk-noot">{}</p>').format(text), text)])

"""Counts of a case with the rows behind each, and the notes that a researcher looks for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import pandas as pd

from leerkring.begrippen import Aanzicht, EffectStatus, Meting, Richting, Sturingsvorm
from leerkring.traject import Traject

VAN_DEELNEMER = ("contextfactoren", "interventies", "sturingsmix", "effecten", "logboek")
VAN_EFFECT = ("beoordelingen", "indicatormetingen")
CASUS = {"contextfactoren": "contextfactoren", "interventies": "stappen", "effecten": "effecten"} | {
    "beoordelingen": "oordelen",
    "indicatormetingen": "cijfers bij effecten",
    "sturingsmix": "sterktes gemeten",
    "logboek": "notities",
}
GETALKOLOMMEN = ["onderdeel", "naam", "n", "tabel", "herkomst"]


def select_ronde(traject: Traject, slug: str, ronde: int | None) -> dict[str, pd.DataFrame]:
    """Return the tables of one deelnemer for one round, or for all of them.

    Parameters
    ----------
    traject
        The traject as the audience sees it.
    slug
        The deelnemer.
    ronde
        1, 2 or 3; None for everything.

    Returns
    -------
    By name of the table, its rows about this deelnemer. Of a round: the steps and notes of that round, the sturingsmix
    up to the meting after it, and the effects to which a step of that round contributed, with their numbers and
    judgements. A context factor belongs to no round and always stays.
    """
    frames = {tabel: traject.frame(tabel) for tabel in VAN_DEELNEMER + VAN_EFFECT}
    for tabel in VAN_DEELNEMER:
        frames[tabel] = frames[tabel][frames[tabel]["deelnemer"] == slug]
    if ronde is not None:
        for tabel in ("interventies", "logboek"):
            frames[tabel] = frames[tabel][(frames[tabel]["ronde"] == ronde).fillna(False).astype(bool)]
        frames["sturingsmix"] = frames["sturingsmix"][frames["sturingsmix"]["meting"].isin(list_metingen(ronde))]
        steps = set(frames["interventies"]["id"])
        helped = [bool(steps & set(ids)) for ids in frames["effecten"]["interventies"]]
        frames["effecten"] = frames["effecten"][helped]
    effects = set(frames["effecten"]["id"])
    for tabel in VAN_EFFECT:
        frames[tabel] = frames[tabel][frames[tabel]["effect"].isin(effects)]
    return {tabel: frame.reset_index(drop=True) for tabel, frame in frames.items()}


def list_metingen(ronde: int | None) -> list[str]:
    """Return the metingen up to the one after a round; all of them when no round is chosen."""
    return [str(m) for m in Meting][: None if ronde is None else ronde + 1]


def count_getallen(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the key numbers of a case, each with the rows behind it.

    Parameters
    ----------
    frames
        The result of `select_ronde`.

    Returns
    -------
    One row per number: `onderdeel` ('casus', 'sturingsmix' or 'effecten'), `naam` (what is counted), `n` (rows; for a
    form its strength in practice at the last meting, 0-4), `tabel`, `herkomst` (tuple of places, file and row).
    """
    rows: list[list[object]] = [
        ["casus", naam, len(frames[tabel]), tabel, tuple(frames[tabel]["herkomst"])] for tabel, naam in CASUS.items()
    ]
    mix = frames["sturingsmix"]
    lived = mix[mix["aanzicht"] == str(Aanzicht.BELEEFD)]
    for vorm in Sturingsvorm:
        own = lived[lived["sturingsvorm"] == str(vorm)].sort_values("meting")
        if len(own):
            places = tuple(mix.loc[mix["sturingsvorm"] == str(vorm), "herkomst"])
            rows.append(["sturingsmix", vorm.label.lower(), int(own["sterkte"].iloc[-1]), "sturingsmix", places])
    effecten = frames["effecten"]
    seen = effecten[effecten["status"] == str(EffectStatus.WAARGENOMEN)]
    for richting in Richting:
        own = seen[seen["richting"] == str(richting)]
        rows.append(["effecten", richting.label.lower(), len(own), "effecten", tuple(own["herkomst"])])
    hoped = effecten[effecten["status"] != str(EffectStatus.WAARGENOMEN)]
    rows.append(["effecten", "alleen beoogd", len(hoped), "effecten", tuple(hoped["herkomst"])])
    return pd.DataFrame(rows, columns=GETALKOLOMMEN)


def find_notities(
    logboek: pd.DataFrame,
    zoek: str = "",
    soort: str | None = None,
    deelvraag: str | None = None,
    vorm: str | None = None,
) -> pd.DataFrame:
    """Return the notes in which every word of a search occurs, in order of time.

    Parameters
    ----------
    logboek
        The table logboek, or a part of it.
    zoek
        Words, or parts of words; capitals and accents do not matter.
    soort, deelvraag, vorm
        The code that a note must have; None for any.

    Returns
    -------
    The rows of the table that fit, with its columns.
    """
    found = logboek.sort_values("datum", kind="stable", ignore_index=True)
    for kolom, code in (("soort", soort), ("deelvraag", deelvraag), ("sturingsvorm", vorm)):
        if code is not None:
            found = found[found[kolom] == code]
    words = fold(zoek).split()
    fits = [all(word in fold(tekst) for word in words) for tekst in found["tekst"]]
    return found[fits].reset_index(drop=True)


def select_rijen(frame: pd.DataFrame, herkomst: tuple[str, ...]) -> pd.DataFrame:
    """Return the rows of a table that stand at some places (file and row), with its columns as they are."""
    return frame[frame["herkomst"].isin(herkomst)].reset_index(drop=True)


def fold(tekst: str) -> str:
    """Return a text without capitals and accents, as it is searched."""
    parts = unicodedata.normalize("NFKD", tekst.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))

"""Deelnemers and cases that are called alike, such as the two municipalities Bergen, get labels that differ.

This happens at the door, after what an audience may not see is gone: a name is told apart only from names that the same
reader sees. So everything behind the door may show `naam`, and counts by id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from leerkring.model.deelname import Deelnemer
from leerkring.model.naamgenoten import name_apart
from leerkring.model.onderzoek import Casus
from leerkring.traject.inhoud import GelezenRij, Inhoud

GENOEMD = (Deelnemer.tabel, Casus.tabel)


def list_namesakes(inhoud: Inhoud) -> Iterator[tuple[str, GelezenRij]]:
    """Yield the deelnemers and cases that share their name with another, each with its table."""
    counts = Counter(rij.naam for tabel in GENOEMD for _, rij in inhoud.rows(tabel))
    for tabel in GENOEMD:
        for nummer, rij in inhoud.rows(tabel):
            if counts[rij.naam] > 1:
                yield tabel, GelezenRij(nummer, rij)


def tell_apart(inhoud: Inhoud) -> Inhoud:
    """Return the content in which no two deelnemers and no two cases bear one name, nor a case that of a deelnemer."""
    if next(list_namesakes(inhoud), None) is None:
        return inhoud
    deelnemers, casussen = ({rij.id: rij.naam for _, rij in inhoud.rows(tabel)} for tabel in GENOEMD)
    labels = {Deelnemer.tabel: name_apart(deelnemers)}
    taken = set(labels[Deelnemer.tabel].values())
    labels[Casus.tabel] = name_apart({key: f"{n} ({key})" if n in taken else n for key, n in casussen.items()})
    told = {
        tabel: tuple(
            GelezenRij(n, rij if rij.naam == own[rij.id] else rij.model_copy(update={"naam": own[rij.id]}))
            for n, rij in inhoud.rows(tabel)
        )
        for tabel, own in labels.items()
    }
    return inhoud.with_tables({**inhoud.tabellen, **told})

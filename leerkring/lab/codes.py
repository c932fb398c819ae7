"""The codes of a traject as the codeerbank needs them: by fragment, by codeur, and where codeurs still differ."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import pandas as pd

from leerkring.hoofdstukken.codeurs.cijfers.labels import lay_labels, select_dubbel
from leerkring.hoofdstukken.codeurs.cijfers.overzicht import Totaalmaten, measure_geheel
from leerkring.traject.inhoud import Inhoud


class Codes:
    """All codings of a traject at one moment."""

    def __init__(self, inhoud: Inhoud) -> None:
        self.inhoud = inhoud
        self.blind: dict[str, dict[str, list[str]]] = {}
        self.afgesproken: dict[str, list[str]] = {}
        for _, c in inhoud.rows("coderingen"):
            if c.afgesproken:
                self.afgesproken.setdefault(c.fragment, []).append(c.code)
            else:
                self.blind.setdefault(c.fragment, {}).setdefault(c.codeur, []).append(c.code)

    def given(self, fragment: str, codeur: str) -> list[str]:
        """Return the codes that a codeur gave a fragment, blind of the others."""
        return self.blind.get(fragment, {}).get(codeur, [])

    def offer_agreement(self, fragment: str, codeur: str) -> list[str] | None:
        """Return the codes to agree upon at first, or None when this codeur has nothing to agree upon with another."""
        given = self.blind.get(fragment, {})
        if codeur not in given or len(given) < 2:
            return None
        return self.afgesproken.get(fragment) or list(dict.fromkeys(code for codes in given.values() for code in codes))

    @cached_property
    def codeurs(self) -> set[str]:
        """Return whoever gave a code."""
        return {codeur for given in self.blind.values() for codeur in given}

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Return the blind codes: one row per `fragment`, `codeur` and `code`, on which agreement is measured."""
        rows = [
            (f, codeur, code) for f, given in self.blind.items() for codeur, codes in given.items() for code in codes
        ]
        return pd.DataFrame(rows, columns=["fragment", "codeur", "code"])

    @cached_property
    def geheel(self) -> Totaalmaten:
        """Return how well codeurs agree, without how sure that is: it follows each act at once."""
        return measure_geheel(self.frame, interval=False)

    @cached_property
    def open_verschillen(self) -> set[str]:
        """Return the fragments on which codeurs differ and nothing was agreed upon."""
        labels = select_dubbel(lay_labels(self.frame))
        cells = zip(labels.index, labels.to_numpy().tolist(), strict=True)
        return {str(f) for f, sets in cells if len({s for s in sets if s}) > 1} - self.afgesproken.keys()

    def lay_rows(self, fragmenten: Iterable[Any], codeur: str | None) -> pd.DataFrame:
        """Return the codes of fragments for the eyes of one codeur.

        Parameters
        ----------
        fragmenten
            Records.
        codeur
            Who looks: codeurs work blind of each other, so codes of others stay hidden until there is an own one.

        Returns
        -------
        One row per fragment: `fragment` (id), `passage`, one column per codeur, `afgesproken`; each cell a tuple of
        labels, or None where it stays hidden.
        """
        names = {key: str(getattr(c, "label", key)) for key, c in self.inhoud.ids["codeboek"].items()}
        rows = []
        for f in fragmenten:
            mine = bool(codeur and self.given(f.id, codeur))
            row: dict[str, Any] = {"fragment": f.id, "passage": f.tekst}
            for other in self.list_columns(codeur):
                given = self.given(f.id, other)
                hidden = given and other != codeur and not mine
                row[other] = None if hidden else tuple(names[c] for c in given)
            agreed = tuple(names[c] for c in self.afgesproken.get(f.id, ()))
            rows.append(row | {"afgesproken": None if agreed and not mine else agreed})
        return pd.DataFrame(rows)

    def list_columns(self, codeur: str | None) -> list[str]:
        """Return the codeurs to show: whoever gave a code, and who looks."""
        return sorted(self.codeurs | ({codeur} if codeur else set()))

"""How two groups are compared, for whoever wants to know."""

from __future__ import annotations

from leerkring.weergave.blokken import Blok, build_paragraph

UITLEG = (
    "Wij vergelijken twee groepen met Cliff\u2019s delta (Cliff, 1993). Elk antwoord uit de ene groep wordt naast elk "
    "antwoord uit de andere gelegd. Delta is het aantal keren hoger min het aantal keren lager, gedeeld door het "
    "aantal vergelijkingen. De uitkomst loopt van \u22121 tot 1. Bij 0 antwoorden de groepen even hoog."
)


def tell_methode() -> Blok:
    """Return how groups are compared."""
    return build_paragraph(UITLEG)

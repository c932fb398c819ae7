"""How support and grounds against add up to the strength of evidence: the points of which all grades are made.

Support, in points: the strongest zekerheid (beweerd 1, waargenomen 2, gemeten 3), and one each for two or more sources,
for two or more kinds of source, and for two or more publishers, a proxy for independence. 1-2 points are zwak, 3-4
matig, 5-6 sterk. Each ground against lowers the grade by one step, never below zwak. Rating by certainty and rating
down for limitations follows GRADE (Guyatt et al. 2008, BMJ 336:924-926); the points and limits are this project's own.
"""

from __future__ import annotations

from leerkring.begrippen import Bewijskracht, Zekerheid

LADDER = (Bewijskracht.ZWAK, Bewijskracht.MATIG, Bewijskracht.STERK)


def score_steun(zekerheid: Zekerheid, bronnen: int, soorten: int, uitgevers: int) -> int:
    """Return the points of support, 1 to 6."""
    return zekerheid.rang + 1 + sum(n > 1 for n in (bronnen, soorten, uitgevers))


def grade_kracht(punten: int, tegengronden: int, weerlegd: bool = False) -> Bewijskracht:
    """Return the grade for points of support (1-6), grounds against, and whether tests reject the contribution."""
    if weerlegd:
        return Bewijskracht.GEEN
    return LADDER[max((punten - 1) // 2 - tegengronden, 0)]


def list_steun(zekerheid: Zekerheid, bronnen: int, soorten: int, uitgevers: int) -> tuple[str, ...]:
    """Return where the points of support come from, in words that add up to them."""
    words = [
        f"{bronnen} {'bron' if bronnen == 1 else 'bronnen'}",
        f"{soorten} {'soort bron' if soorten == 1 else 'soorten bronnen'}",
        f"{uitgevers} {'uitgever' if uitgevers == 1 else 'uitgevers'}",
    ]
    scores = zip(words, (bronnen, soorten, uitgevers), strict=True)
    first = zekerheid.rang + 1
    return (
        f"{zekerheid.label.lower()}: {first} {'punt' if first == 1 else 'punten'}",
        *(f"{word}: {'1 punt' if n > 1 else '0 punten'}" for word, n in scores),
    )

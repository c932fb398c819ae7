"""How strong the evidence for each observed effect is (deelvraag D3), by rules that a reader can check.

The grade says how well the records support that the effect came about and that the steps contributed to it.

The points and steps are those of `leerkring.model.weging`. Sources are those of the effect, of its series of numbers,
of judgements by inwoners or partners that point the same way, and of passed tests of a claim that still stands:

| zekerheid | 1 source | 2 sources, nothing else | and kinds or publishers | and both |
|---|---|---|---|---|
| beweerd | 1 zwak | 2 zwak | 3 matig | 4 matig |
| waargenomen | 2 zwak | 3 matig | 4 matig | 5 sterk |
| gemeten | 3 matig | 4 matig | 5 sterk | 6 sterk |

Grounds against are: recorded counter-evidence; each group (inwoners,
partners) that judges the other way (gunstig against ongunstig; gemengd and neutraal contradict nothing); each own
claim that tests reject, weaken or contradict; each rival claim that tests confirm. The grade is geen only when tests
reject an own claim and no other own claim is supported by its tests.

The tests follow Van Evera (1997), Bennett (2010) and Collier (2011).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from leerkring.begrippen import (
    Bewijskracht,
    Claimstand,
    EffectStatus,
    Groep,
    Richting,
    Toetssoort,
    Toetsuitslag,
    Zekerheid,
)
from leerkring.model.weging import grade_kracht, list_steun, score_steun

PUNTENUITLEG = (
    "Bewijskracht zegt hoe sterk het bewijs is dat dit gebeurde. Of de stappen de oorzaak zijn, zeggen alleen toetsen. "
    "Bewijskracht telt punten. Beweerd geeft 1 punt, waargenomen 2 en gemeten 3. Meer bronnen, meer soorten bronnen en "
    "meer uitgevers geven elk 1 punt erbij. Met 1 of 2 punten is het bewijs zwak, met 3 of 4 matig, met 5 of 6 sterk. "
    "Elk punt dat ertegen spreekt, kost een stap; lager dan zwak wordt het bewijs daardoor niet. Een oordeel kost "
    "alleen een stap als het tegengesteld is. Klopt de verklaring niet, dan schrijven wij: geen bewijs. Alleen wat in "
    "dit rapport getoond mag worden, telt mee."
)
GEVOLG = {
    (Toetssoort.STROHALM, Toetsuitslag.GESLAAGD): Claimstand.GESTEUND,
    (Toetssoort.STROHALM, Toetsuitslag.GEZAKT): Claimstand.VERZWAKT,
    (Toetssoort.HOEPEL, Toetsuitslag.GESLAAGD): Claimstand.OVERLEEFT,
    (Toetssoort.HOEPEL, Toetsuitslag.GEZAKT): Claimstand.VERWORPEN,
    (Toetssoort.ROKEND_PISTOOL, Toetsuitslag.GESLAAGD): Claimstand.BEVESTIGD,
    (Toetssoort.ROKEND_PISTOOL, Toetsuitslag.GEZAKT): Claimstand.VERZWAKT,
    (Toetssoort.DUBBEL_BESLISSEND, Toetsuitslag.GESLAAGD): Claimstand.BEVESTIGD,
    (Toetssoort.DUBBEL_BESLISSEND, Toetsuitslag.GEZAKT): Claimstand.VERWORPEN,
}
"""What one test allows to conclude (Collier 2011, table 1); an undecided test allows nothing."""
GESTEUND = (Claimstand.GESTEUND, Claimstand.OVERLEEFT, Claimstand.BEVESTIGD)
ONDERUIT = (Claimstand.VERWORPEN, Claimstand.VERZWAKT, Claimstand.TEGENSTRIJDIG)
TEGENPOOL = {Richting.GUNSTIG: Richting.ONGUNSTIG, Richting.ONGUNSTIG: Richting.GUNSTIG}


def conclude_claim(toetsen: Iterable[tuple[Toetssoort, Toetsuitslag]]) -> Claimstand:
    """Return where a claim stands after its tests, whatever their order.

    A failed necessary test rejects and a passed sufficient one confirms, whatever the weaker tests say; both at once,
    or support beside weakening, is a contradiction that is shown as such.
    """
    found = {GEVOLG[t] for t in toetsen if t in GEVOLG}
    for settled, contrary in (
        (Claimstand.VERWORPEN, {Claimstand.BEVESTIGD}),
        (Claimstand.BEVESTIGD, {Claimstand.VERWORPEN}),
        (Claimstand.VERZWAKT, {Claimstand.GESTEUND, Claimstand.OVERLEEFT}),
    ):
        if settled in found:
            return Claimstand.TEGENSTRIJDIG if found & contrary else settled
    return max(found, key=lambda stand: stand.rang, default=Claimstand.OPEN)


def conclude_claims(procestoetsen: pd.DataFrame) -> pd.DataFrame:
    """Return each claim about an effect with its tests and where it stands after them.

    Parameters
    ----------
    procestoetsen
        The table procestoetsen.

    Returns
    -------
    One row per effect and claim, in the order of the table: `effect` (id), `claim`, `rivaal` (bool), `stand` (code of
    Claimstand), `toetsen` (tuple of soort, uitslag, voorspelling, toelichting), `steun` (places of passed tests),
    `bron` (places of all tests), `herkomst` (rows read).
    """
    rows = []
    for (effect, claim, rivaal), part in procestoetsen.groupby(["effect", "claim", "rivaal"], sort=False):
        soorten, uitslagen = map(Toetssoort, part["soort"]), map(Toetsuitslag, part["uitslag"])
        stand = conclude_claim(zip(soorten, uitslagen, strict=True))
        tests = part[["soort", "uitslag", "voorspelling", "toelichting"]].itertuples(index=False, name=None)
        passed = part[part["uitslag"] == Toetsuitslag.GESLAAGD]
        own = [effect, claim, bool(rivaal), str(stand), tuple(tests), join_bron(passed), join_bron(part)]
        rows.append([*own, ", ".join(part["herkomst"])])
    return pd.DataFrame(rows, columns=["effect", "claim", "rivaal", "stand", "toetsen", "steun", "bron", "herkomst"])


def join_bron(part: pd.DataFrame, kolom: str = "bron") -> tuple[str, ...]:
    """Return the source places of all rows, each once, in order."""
    return tuple(dict.fromkeys(place for places in part[kolom] for place in places))


def weigh_effecten(
    effecten: pd.DataFrame,
    indicatormetingen: pd.DataFrame,
    beoordelingen: pd.DataFrame,
    claims: pd.DataFrame,
    bronnen: pd.DataFrame,
) -> pd.DataFrame:
    """Return every observed effect with the strength of its evidence and the reasons for it.

    Parameters
    ----------
    effecten, indicatormetingen, bronnen
        The tables of that name.
    beoordelingen
        The result of `mark_verteld`.
    claims
        The result of `conclude_claims`.

    Returns
    -------
    One row per observed effect, in the order of the table: `id`, `deelnemer` (slug, may be missing), `naam`,
    `richting`, `zekerheid` (codes), `bronnen`, `soorten`, `uitgevers` (numbers), `punten` (1-6), `tegengronden`
    (number), `kracht` (code of Bewijskracht), `voor` and `tegen` (tuples of words: where the points and the steps down
    come from), `bron` (all places that support), `herkomst` (all rows weighed). The rules are those of the module.
    """
    kinds = dict(zip(bronnen["id"], zip(bronnen["soort"], bronnen["uitgever"], strict=True), strict=True))
    own = ("id", "deelnemer", "naam", "richting", "zekerheid")
    rows = []
    for effect in effecten[effecten["status"] == EffectStatus.WAARGENOMEN].to_dict("records"):
        cijfers, oordelen, eigen = (f[f["effect"] == effect["id"]] for f in (indicatormetingen, beoordelingen, claims))
        gesteund = eigen[~eigen["rivaal"].astype(bool) & eigen["stand"].isin([str(s) for s in GESTEUND])]
        weerlegd = eigen[~eigen["rivaal"].astype(bool) & (eigen["stand"] == str(Claimstand.VERWORPEN))]
        mee = oordelen[oordelen["oordeel"] == effect["richting"]]
        places = (*effect["bron"], *join_bron(cijfers), *join_bron(mee), *join_bron(gesteund, "steun"))
        known = [kinds[i] for i in {place.split(":", 1)[0] for place in places}]
        counts = (len(known), len({soort for soort, _ in known}), len({uitgever for _, uitgever in known}))
        zekerheid = Zekerheid(effect["zekerheid"])
        tegen = list_tegengronden(effect, oordelen, eigen)
        punten = score_steun(zekerheid, *counts)
        kracht = grade_kracht(punten, len(tegen), gesteund.empty and not weerlegd.empty)
        weighed = ", ".join([effect["herkomst"], *(h for f in (cijfers, oordelen, eigen) for h in f["herkomst"])])
        told = [list_steun(zekerheid, *counts), tegen, tuple(dict.fromkeys(places)), weighed]
        rows.append([*(effect[k] for k in own), *counts, punten, len(tegen), str(kracht), *told])
    columns = [*own, "bronnen", "soorten", "uitgevers", "punten", "tegengronden", "kracht"]
    return pd.DataFrame(rows, columns=[*columns, "voor", "tegen", "bron", "herkomst"])


def list_tegengronden(effect: Mapping[Any, Any], oordelen: pd.DataFrame, claims: pd.DataFrame) -> tuple[str, ...]:
    """Return each ground against an effect, in words; each one costs one step.

    Parameters
    ----------
    effect
        One row of the table effecten.
    oordelen, claims
        The rows of `mark_verteld` and of `conclude_claims` that belong to the effect.
    """
    grounds = ["er is tegenbewijs beschreven"] if isinstance(effect["tegenbewijs"], str) else []
    contrary = TEGENPOOL.get(Richting(effect["richting"]))
    told = oordelen[oordelen["oordeel"] == str(contrary)].groupby("groep")["verteld"].all()
    grounds += [
        f"{g.label.lower()} oordelen {'volgens het verslag ' if told[str(g)] else ''}{contrary}"
        for g in Groep
        if str(g) in told.index
    ]
    for claim in claims.to_dict("records"):
        stand = Claimstand(claim["stand"])
        if claim["rivaal"] and stand is Claimstand.BEVESTIGD:
            grounds.append(f"andere verklaring bevestigd: {claim['claim']}")
        elif not claim["rivaal"] and stand in ONDERUIT:
            grounds.append(f"claim {stand.label.lower()}: {claim['claim']}")
    return tuple(grounds)


def count_kracht(krachten: pd.DataFrame, deelnemers: pd.DataFrame) -> pd.DataFrame:
    """Return how many observed effects of every deelnemer point each way, by strength of evidence.

    Parameters
    ----------
    krachten
        The result of `weigh_effecten`.
    deelnemers
        The table deelnemers.

    Returns
    -------
    `deelnemer` (id), `naam`, `richting`, `kracht` (codes), `n`, `herkomst` (the effects counted); every combination has
    a row.
    """
    rows = []
    deelnemer: Any
    for deelnemer in deelnemers.itertuples():
        own = krachten[krachten["deelnemer"] == deelnemer.id]
        for richting in Richting:
            for kracht in Bewijskracht:
                found = own[(own["richting"] == str(richting)) & (own["kracht"] == str(kracht))]
                effects = ", ".join(h.split(", ", 1)[0] for h in found["herkomst"])
                rows.append([deelnemer.id, deelnemer.naam, str(richting), str(kracht), len(found), effects])
    return pd.DataFrame(rows, columns=["deelnemer", "naam", "richting", "kracht", "n", "herkomst"])

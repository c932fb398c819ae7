"""A choice of conditions and outcome for small trajects, and a traject that makes it."""

from typing import Any

from teksttabel import make_beschrijving, make_traject

from leerkring.traject import Traject
from leerkring.traject.inhoud import Inhoud

VEEL: dict[str, Any] = {
    "id": "VEEL",
    "naam": "Veel stappen",
    "wel": "veel stappen zijn gezet",
    "niet": "weinig stappen zijn gezet",
    "maat": "stappen",
    "drempel": 2,
    "reden": "Eén stap is geen aanpak.",
}
AL: dict[str, Any] = {
    "id": "AL",
    "naam": "De vorm was er al",
    "wel": "de vorm er al was",
    "niet": "de vorm nieuw is",
    "maat": "modus",
    "scores": {"introductie": 0, "versterking": 1},
    "reden": "Zo staat het in de aanmelding.",
}
GOED: dict[str, Any] = {
    "id": "GOED",
    "naam": "Vooral gunstige effecten",
    "wel": "vooral gunstige effecten",
    "niet": "minder gunstige effecten",
    "maat": "gunstig",
    "drempel": 0.5,
    "reden": "De helft telt hier mee.",
}
PLAN: dict[str, Any] = {"reden": "Wij vergelijken stappen en vorm.", "uitkomst": GOED, "condities": [VEEL, AL]}
VIER = {
    "deelnemers": """
        id     naam   modus
        noord  Noord  versterking
        oost   Oost   introductie
        zuid   Zuid   versterking
        west   West   introductie
        """,
    "interventies": """
        id  deelnemer  naam     status
        I1  noord      Plan     uitgevoerd
        I2  noord      Gesprek  uitgevoerd
        I3  oost       Plan     uitgevoerd
        I4  oost       Proef    lopend
        I5  zuid       Plan     uitgevoerd
        I6  zuid       Ooit     gepland
        I7  west       Plan     uitgevoerd
        """,
    "effecten": """
        id  deelnemer  naam     status       richting
        E1  noord      Sneller  waargenomen  gunstig
        E2  oost       Sneller  waargenomen  gunstig
        E3  oost       Drukker  waargenomen  ongunstig
        E4  zuid       Drukker  waargenomen  ongunstig
        E5  zuid       Ooit     beoogd       gunstig
        E6  west       Gelijk   waargenomen  neutraal
        """,
}
"""Noord and Oost take two steps and see good effects; Zuid and West take one and do not. AL plays no part."""


def change(part: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """Return a part of a plan with other keys; a key that is None goes."""
    return {name: value for name, value in (part | keys).items() if value is not None}


def make_share(naam: str, soort: str, ankers: list[float], verwacht: str) -> dict[str, Any]:
    """Return a condition on the share of steps of one kind."""
    words = {"wel": f"{naam} er was", "niet": f"{naam} er niet was"}
    how = {"maat": "stappen_soort", "van": [soort], "ankers": ankers, "verwacht": verwacht}
    return {"id": naam.upper(), "naam": naam, "reden": "Bedacht voor de toets."} | words | how


SCHEEF: dict[str, Any] = PLAN | {
    "uitkomst": change(GOED, drempel=None, ankers=[0.2, 0.55, 0.9]),
    "condities": [
        make_share("samen", "participatie", [0, 0.15, 0.5], "wel"),
        make_share("geld", "financien", [0, 0.3, 0.6], "niet"),
        AL,
    ],
    # An answer of so few cases fits badly; here it is told all the same.
    "antwoord_consistentie": 0,
    "antwoord_pri": 0,
}
VIER_SCHEEF = {
    "deelnemers": "id  naam  modus\nnoord  Noord  versterking\noost  Oost  introductie\n"
    "zuid  Zuid  versterking\nwest  West  versterking",
    "interventies": "deelnemer  soort\n"
    + "\n".join(
        f"{slug}  {soort}"
        for slug, counts in {"noord": (1, 2, 12), "oost": (5, 1, 1), "zuid": (1, 3, 1), "west": (3, 0, 5)}.items()
        for soort, n in zip(("participatie", "financien", "leren"), counts, strict=True)
        for _ in range(n)
    ),
    "effecten": "deelnemer  richting\n"
    + "\n".join(
        f"{slug}  {richting}"
        for slug, counts in {"noord": (5, 1), "oost": (4, 1), "zuid": (2, 2), "west": (1, 0)}.items()
        for richting, n in zip(("gunstig", "ongunstig"), counts, strict=True)
        for _ in range(n)
    ),
}
"""Four cases of eight combinations, so that an answer must say what it assumes of those that nobody saw."""


def make_plan_traject(plan: Any = PLAN, doelgroep: str = "team", **tables: str) -> Traject:
    """Return a small traject that chooses these conditions; None for one that chooses none."""
    t = make_traject(doelgroep, **(VIER | tables))
    return Traject(t.folder, Inhoud(make_beschrijving(qca=plan), t.vragenlijst, t.inhoud.tabellen), t.doelgroep)

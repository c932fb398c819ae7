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


def make_plan_traject(plan: Any = PLAN, doelgroep: str = "team", **tables: str) -> Traject:
    """Return a small traject that chooses these conditions; None for one that chooses none."""
    t = make_traject(doelgroep, **(VIER | tables))
    return Traject(t.folder, Inhoud(make_beschrijving(qca=plan), t.vragenlijst, t.inhoud.tabellen), t.doelgroep)


def change(part: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """Return a part of a plan with other keys; a key that is None goes."""
    return {name: value for name, value in (part | keys).items() if value is not None}

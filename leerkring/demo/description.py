"""The YAML files and the README of an invented traject, which say that all of it is invented."""

from __future__ import annotations

from typing import Any

import yaml

from leerkring.begrippen import Deelvraag, Doelgroep, Opzet
from leerkring.demo.stories import PEILDATUM, RONDES
from leerkring.demo.themes import SCHAAL, read_verhaalstof
from leerkring.model.beschrijving import Beschrijving, Drempels, Publicatie, Teamlid
from leerkring.model.velden import Model
from leerkring.model.vragenlijst import Item, Schaal, Vragenlijst
from leerkring.traject.formaten import SLEUTEL, find_newest
from leerkring.traject.regels.planning import BIJDRAGE_EURO, KLEINSTE_LEERKRING


def describe_traject(n: int, seed: int) -> Beschrijving:
    """Return traject.yaml for n deelnemers.

    A leerkring starts with six (R01); fewer make a leertraject, for which the same rows are right. The number from
    which a second group may be considered (R02) is raised to n: it is a choice of who sets up the traject.
    """
    stof = read_verhaalstof()
    return Beschrijving(
        id=f"demo-{n}-{seed}",
        naam=f"Demo met {n} deelnemer{'' if n == 1 else 's'} (verzonnen)",
        fictief=True,
        opzet=Opzet.LEERKRING if n >= KLEINSTE_LEERKRING else Opzet.LEERTRAJECT,
        deelvragen={vraag: vraag.definitie for vraag in Deelvraag},
        peildatum=PEILDATUM,
        bijdrage_euro=BIJDRAGE_EURO,
        rondes=RONDES,
        kennispartners=stof.kennispartners,
        team=tuple(
            Teamlid(id=f"T{number}", organisatie=partner.labels[-1].naam)
            for number, partner in enumerate(stof.kennispartners, 1)
        ),
        publicatie=Publicatie(besproken=RONDES[-1].bijeenkomst),
        drempels=Drempels(tweede_groep=max(Drempels().tweede_groep, n)),
        rapporten={"casus": Doelgroep.DEELNEMER, "vergelijking": Doelgroep.LEERKRING},
        **stof.beschrijving,
    )


def write_questions() -> Vragenlijst:
    """Return vragenlijst.yaml."""
    return Vragenlijst(
        versie="1.0",
        toelichting="Verzonnen vragenlijst. Bij de tweede stelling is eens zijn ongunstig.",
        schaal=Schaal(laag=min(SCHAAL), hoog=max(SCHAAL), labels=SCHAAL, weet_niet=True),
        items=tuple(
            Item(id=f"V{number}", **dict(stelling)) for number, stelling in enumerate(read_verhaalstof().stellingen, 1)
        ),
    )


def write_yaml(model: Model) -> str:
    """Return a record as the YAML file from which the same record is read back."""
    content: dict[str, Any] = model.model_dump(mode="json")
    if isinstance(model, Beschrijving):
        content = {SLEUTEL: find_newest()} | content
    text: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)
    return f"# Fictief: alles in dit bestand is verzonnen. Zie README.md.\n{text}"


def write_readme(n: int, seed: int, counts: dict[str, int]) -> str:
    """Return the README of the folder: that all of it is invented, how to make it again, and each file's origin."""
    lines = [
        f"# Demo met {n} deelnemer{'' if n == 1 else 's'}: alles is verzonnen",
        "",
        "**Niets in deze map is echt.** De gemeenten, bureaus, gesprekken, antwoorden en cijfers komen uit een",
        "programma. De plaatsnamen zijn zo gekozen dat geen enkele gemeente zo heet. Trek er geen conclusies uit.",
        "",
        "De map dient om te proberen hoe `leerkring` werkt met veel deelnemers. Precies zo opnieuw maken:",
        "",
        "```",
        f"leerkring demo --deelnemers {n} --seed {seed} doelmap",
        "```",
        "",
        "| Bestand | Rijen | Herkomst |",
        "|---|---:|---|",
        "| `traject.yaml`, `vragenlijst.yaml` | – | verzonnen door `leerkring demo` |",
        *(f"| `{tabel}.csv` | {count} | verzonnen door `leerkring demo` |" for tabel, count in counts.items() if count),
    ]
    return "\n".join(lines) + "\n"

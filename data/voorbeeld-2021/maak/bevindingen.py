"""Turn the hand-written findings into rows, and note how the rows that they rest on are now."""

from __future__ import annotations

from pathlib import Path

from invoer import MAP, NIVEAU, VOLGORDE, load_yaml, prefix
from tabellen import Tables

from leerkring.model.bevindingen import Bevinding
from leerkring.model.velden import LIJST_SCHEIDING
from leerkring.traject.inhoud import GelezenRij, Inhoud
from leerkring.traject.opening import read_folder
from leerkring.traject.verwezen import read_gezien

KRING = "KRING"
HOOFDVRAAG = "B0"
DATUM = {"concept": "2022-05-31", "besproken": "2022-05-25", "vastgesteld": "2022-06-13"}
"""The day on which findings of a status were written down, unless a finding names its own."""


def add_bevindingen(tables: Tables) -> None:
    """Add the findings in the order of their file, in which one that rests on another comes after it."""
    slugs = {prefix({"deelnemer": {"id": slug}}): slug for slug in VOLGORDE}
    for wie, answers in load_yaml(MAP / "bevindingen.yaml").items():
        for vraag, story in answers.items():
            tables[Bevinding.tabel].append(
                {
                    "id": f"{wie}-{vraag.replace('D', 'B')}",
                    "deelnemer": "" if wie == KRING else slugs[wie],
                    "deelvraag": "" if vraag == HOOFDVRAAG else vraag,
                    "antwoord": story["antwoord"],
                    "wat_u_ermee_kunt": story.get("tip", ""),
                    "steunt_op": LIJST_SCHEIDING.join(story["steunt"].split()),
                    "spreekt_tegen": LIJST_SCHEIDING.join(story.get("tegen", "").split()),
                    "status": story["status"],
                    "datum": story.get("datum", DATUM[story["status"]]),
                    "hoogstens": story.get("hoogstens", ""),
                    "reden": story.get("reden", ""),
                    "gezien": "",
                    "vertrouwelijkheid": NIVEAU[story["v"]],
                }
            )


def note_gezien(tables: Tables, folder: Path) -> None:
    """Fill in, for each finding that is more than a draft, how its rows are; the folder holds the same tables.

    What a finding notes is part of what another that rests on it notes. So each is put back before the next is noted.
    """
    inhoud, _ = read_folder(folder, volledig=False)
    if inhoud is None:
        raise ValueError(f"cannot read what was written to {folder}")
    for place, row in enumerate(tables[Bevinding.tabel]):
        if row["status"] != "concept":
            nummer, bevinding = inhoud.tabellen[Bevinding.tabel][place]
            noted = bevinding.model_copy(update={"gezien": read_gezien(inhoud, bevinding)})
            row["gezien"] = LIJST_SCHEIDING.join(noted.gezien)
            inhoud = replace_row(inhoud, place, GelezenRij(nummer, noted))


def replace_row(inhoud: Inhoud, place: int, gelezen: GelezenRij) -> Inhoud:
    """Return the content with another finding at a place."""
    rows = list(inhoud.tabellen[Bevinding.tabel])
    rows[place] = gelezen
    return inhoud.with_tables({**inhoud.tabellen, Bevinding.tabel: tuple(rows)})

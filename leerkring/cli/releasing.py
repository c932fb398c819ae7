"""The commands about what leaves the team: `leerkring share` and `leerkring releases`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leerkring.cli.options import choose_folder, find_output, gate_options
from leerkring.errors import LeerkringError
from leerkring.paths import SLEUTELPLEK
from leerkring.speaking import Opdracht

if TYPE_CHECKING:
    from leerkring.vrijgave.oordelen import Vrijgavebesluit

MAP_OF_BESTAND = click.Path(path_type=Path)


@click.command(cls=Opdracht, short_help="Geef rapporten vrij om te delen.")
@click.argument("folder", type=MAP_OF_BESTAND, metavar="MAP")
@click.option("--doelgroep", metavar="DOELGROEP", required=True, help="Voor wie: deelnemer, leerkring of openbaar.")
@click.option("--deelnemer", metavar="DEELNEMER", default=None, help="De deelnemer, als de rapporten er voor één zijn.")
@choose_folder("Map met de rapporten; zonder keuze output/ in het project.")
@click.option(
    "--besluit", metavar="BESTAND", type=MAP_OF_BESTAND, help="Bestand met oordelen; er wordt niets gevraagd."
)
@click.option("--zonder-sleutel", is_flag=True, help="Er is geen sleutel; dat komt in het register te staan.")
@gate_options
def share(
    folder: Path,
    doelgroep: str,
    deelnemer: str | None,
    output: str | None,
    *,
    besluit: Path | None,
    zonder_sleutel: bool,
    sleutel: str | None,
    zoek_namen: bool,
) -> None:
    """Bereid de rapporten voor één doelgroep voor; een ander dan de maker beoordeelt ze, en dan gaan ze naar MAP."""
    from leerkring.rapport.gate.gate import build_gate
    from leerkring.traject.opening import parse_doelgroep
    from leerkring.vrijgave.ontvangen import Ontvanger
    from leerkring.vrijgave.oordelen import read_besluit, write_besluit
    from leerkring.vrijgave.plaatsen import place_release
    from leerkring.vrijgave.voorbereiden import prepare_release

    lezer, place = Ontvanger(parse_doelgroep(doelgroep), deelnemer), find_output(output)
    if not sleutel and not zonder_sleutel:
        raise LeerkringError(
            "er is geen sleutel, dus namen worden niet gezocht; noem haar met --sleutel, of kies --zonder-sleutel"
        )
    sleutel = None if zonder_sleutel else sleutel
    gate = build_gate(sleutel, zoek_namen)
    found = prepare_release(place, folder, lezer, gate, sleutel)
    draft = place / "vrijgaven" / f"{'-'.join(filter(None, lezer))}.yaml"
    answers = read_besluit(besluit or draft)
    answers.take_points(found.punten)
    if besluit is None:
        write_besluit(draft, answers)
        if is_watched():
            ask_points(answers, lambda: write_besluit(draft, answers))
            # A review takes long: data and ledger may not be what they were when it began.
            found = prepare_release(place, folder, lezer, gate, sleutel)
            answers.take_points(found.punten)
    gaps = answers.find_gaps(gate.namen) if any(deel.rows for deel in found.delen) else []
    if gaps and besluit is not None:
        raise LeerkringError("\n".join(f"{besluit.as_posix()}: {gap}" for gap in gaps))
    if gaps:
        refused = found.refused
        click.echo(f"voorbereid: {len(answers.punten)} punten voor een beoordelaar die niet de maker is")
        click.echo(f"beantwoord ze in een terminal, of in {draft.as_posix()} en geef dat met --besluit")
    else:
        copied, refused = place_release(found, answers)
        draft.unlink(missing_ok=True)
        click.echo(f"{len(copied)} rapporten gekopieerd naar {folder.as_posix()}, {len(refused)} tegengehouden")
    for naam, reasons in refused.items():
        for reason in reasons:
            click.echo(f"tegengehouden: {naam}: {reason}", err=True)
    if refused:
        sys.exit(1)


def is_watched() -> bool:
    """Tell whether somebody sits at the keyboard."""
    return sys.stdin.isatty()


def remind_recalls(folder: str) -> None:
    """Print which releases of a traject count somebody who withdrew since; nothing where nothing was released."""
    from leerkring.paths import resolve_folder
    from leerkring.traject.opening import read_folder
    from leerkring.vrijgave.overzicht import say_recalls
    from leerkring.vrijgave.register import VRIJGAVEN, Register

    place = resolve_folder(folder)
    if (place / VRIJGAVEN).is_dir():
        for remark in say_recalls(Register(place), read_folder(place, volledig=False)[0], os.environ.get(SLEUTELPLEK)):
            click.echo(remark)


def ask_points(besluit: Vrijgavebesluit, save: Callable[[], None]) -> None:
    """Ask a reviewer what is not answered yet, and keep each answer at once; `stop` is for later."""
    besluit.maker = besluit.maker or click.prompt("Functie van wie de rapporten maakte")
    besluit.beoordelaar = besluit.beoordelaar or click.prompt("Uw functie, als beoordelaar")
    other: Any = besluit.niet_de_maker
    if other != "ja":
        other = click.prompt("Bent u een ander dan de maker?", type=click.Choice(["ja", "nee"]))
    besluit.niet_de_maker = other
    save()
    left = [punt for punt in besluit.punten if not punt.klaar]
    for number, punt in enumerate(left if besluit.niet_de_maker == "ja" else [], start=1):
        click.echo(f"\n[{number}/{len(left)}] {punt.soort}\n  in {', '.join(punt.rapporten)}")
        for tekst in punt.teksten:
            click.echo(f"  - {tekst}")
        said: Any = click.prompt("Mag dit naar buiten?", type=click.Choice(["ja", "nee", "stop"]))
        if said == "stop":
            return
        punt.reden, punt.mag = click.prompt("Waarom"), said
        save()


@click.command(cls=Opdracht, short_help="Laat zien wat er is vrijgegeven.")
@click.argument("folders", nargs=-1, metavar="[MAP]...")
@click.option("--gedeeld", metavar="MAP", type=MAP_OF_BESTAND, help="Kijk ook of deze gedeelde map nog klopt.")
@click.option("--sleutel", metavar="BESTAND", envvar=SLEUTELPLEK, help="De sleutel: die vertelt wie introk.")
def releases(folders: tuple[str, ...], *, gedeeld: Path | None, sleutel: str | None) -> None:
    """Laat zien wat van de trajecten in MAP is vrijgegeven, aan wie, en door wie het is beoordeeld."""
    from leerkring.paths import resolve_folder
    from leerkring.vrijgave.overzicht import check_placed, list_besluiten
    from leerkring.vrijgave.register import Register, read_registers

    registers = [Register(resolve_folder(f)) for f in folders] if folders else list(read_registers([]).values())
    for register in registers:
        for line in list_besluiten(register, sleutel):
            click.echo(line)
    wrong = list(check_placed(registers, gedeeld)) if gedeeld else []
    for line in wrong:
        click.echo(f"{gedeeld}: {line}", err=True)
    if wrong:
        sys.exit(1)
    if gedeeld:
        click.echo(f"{gedeeld}: alles is zoals het is vrijgegeven")

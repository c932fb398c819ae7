"""The `leerkring` command."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Any

import click

from leerkring.cli.releasing import releases, remind_recalls, share
from leerkring.cli.running import run
from leerkring.errors import LeerkringError, Niveau, count_problems, list_lines
from leerkring.refusals import explain_system
from leerkring.speaking import Opdracht, speak_dutch


class Command(click.Group):
    """A command group that speaks Dutch and shows a user's mistake as a sentence, never as a traceback."""

    command_class = Opdracht

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command, with what click itself says in Dutch too."""
        speak_dutch()
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        """Run a subcommand; print a mistake of the user and exit with 1."""
        try:
            return super().invoke(ctx)
        except LeerkringError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever reads along stopped, which click knows how to end
                raise
            click.echo(f"{error.filename or 'een bestand'} is niet te gebruiken: {explain_system(error)}", err=True)
            sys.exit(1)


@click.group(cls=Command, options_metavar="[OPTIES]", subcommand_metavar="OPDRACHT [ARGUMENTEN]...")
@click.version_option(package_name="leerkring", message="%(prog)s, versie %(version)s", help="Laat de versie zien.")
def main() -> None:
    """Maak rapporten uit een gecontroleerde map van een traject."""


for opdracht in (run, share, releases):
    main.add_command(opdracht)


@main.command(short_help="Kijk de map van een traject na.")
@click.argument("folder", metavar="MAP")
def check(folder: str) -> None:
    """Kijk het traject in MAP na: eerst alle foute cellen tegelijk, en als die goed zijn al het andere."""
    from leerkring.paths import resolve_folder
    from leerkring.traject.formaten import find_newest
    from leerkring.traject.opening import read_folder

    inhoud, problemen = read_folder(resolve_folder(folder))
    for line in list_lines(problemen):
        click.echo(line)
    click.echo(f"{folder}: {count_problems(problemen)}")
    if inhoud is None:
        click.echo("Verwijzingen, regels en persoonsgegevens komen aan de beurt als dit is verbeterd.")
    elif inhoud.formaat < find_newest():
        click.echo(f"De map heeft een ouder formaat; ‘leerkring migrate {folder}’ schrijft haar zoals nu.")
    remind_recalls(folder)
    if any(p.niveau is Niveau.ERROR for p in problemen):
        sys.exit(1)


def ask(vraag: str) -> bool:
    """Return whether somebody at the keyboard says yes."""
    answer: str = click.prompt(f"{vraag} (ja/nee)", default="nee", show_default=False)
    return answer.strip().lower() in ("j", "ja")


@main.command()
@click.argument("folder", metavar="MAP")
@click.option(
    "--notebook",
    metavar="NAAM",
    default=None,
    help="Soort rapport: de naam van een notebook; anders die in traject.yaml.",
)
@click.option(
    "--opruimen", is_flag=True, help="Zet bestanden opzij waar geen rapport meer bij hoort, zonder te vragen."
)
def params(folder: str, notebook: str | None, *, opruimen: bool) -> None:
    """Schrijf voor elk rapport over het traject in MAP een bestand met parameters."""
    from leerkring.batch.params_files import find_orphans, set_aside, write_params

    place, written = write_params(folder, notebook=notebook)
    for path in written:
        click.echo(path.name)
    known = "bestanden die er al waren, bleven zoals ze zijn"
    click.echo(f"{len(written)} bestanden met parameters geschreven in {place}/; {known}")
    orphans = find_orphans(folder)
    if not orphans:
        return
    names = ", ".join(path.name for path in orphans)
    click.echo(f"Bij deze bestanden in {place}/ hoort geen rapport meer: {names}.")
    if opruimen or (sys.stdin.isatty() and ask("Opzij zetten? Zij krijgen .oud achter hun naam")):
        click.echo(f"{len(set_aside(orphans))} opzij gezet in {place}/, met .oud achter de naam.")
    else:
        click.echo(f"Zet ze opzij met: leerkring params {folder} --opruimen")


@main.command(short_help="Schrijf een traject zoals nu.")
@click.argument("folder", metavar="MAP")
@click.option("--dry-run", is_flag=True, help="Laat zien wat er zou veranderen, en schrijf niets.")
def migrate(folder: str, *, dry_run: bool) -> None:
    """Schrijf het traject in MAP zoals deze versie van leerkring het schrijft; wat niet verandert, blijft gelijk."""
    from leerkring.paths import resolve_folder
    from leerkring.traject.formaten import find_newest
    from leerkring.traject.saving.migrating import migrate_folder

    done = migrate_folder(resolve_folder(folder), dry_run=dry_run)
    for name, lines in done.uitleg.items():
        click.echo(f"{name}: {'; '.join(lines)}")
    newest = find_newest()
    whither = f"van formaat {done.formaat} naar {newest}" if done.formaat < newest else "naar de vorm van de kolommen"
    if not done.bestanden:
        click.echo(f"{folder}: heeft al formaat {done.formaat}; er is niets te doen")
    elif dry_run:
        click.echo(f"{folder}: gaat {whither}; er is niets geschreven")
    else:
        click.echo(f"{folder}: ging {whither}")


@main.command(short_help="Schrijf een verzonnen traject.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="MAP")
@click.option("--deelnemers", metavar="AANTAL", default=24, show_default=True, help="Hoeveel, van 1 tot en met 999.")
@click.option("--seed", metavar="GETAL", default=2021, show_default=True, help="Een ander getal geeft andere gegevens.")
def demo(folder: Path, deelnemers: int, seed: int) -> None:
    """Schrijf een verzonnen traject, zo groot als u wilt, in een nieuwe MAP."""
    from leerkring.demo import write_demo

    counts = write_demo(folder, deelnemers, seed)
    click.echo(
        f"{folder.as_posix()}: {counts['deelnemers']} deelnemers in {sum(counts.values())} rijen, alles verzonnen"
    )
    click.echo(f"Voor de rapporten: leerkring params {folder.as_posix()}, en daarna leerkring run")


@main.command(short_help="Laat zien wat in elke kolom mag.")
@click.option("--output", metavar="BESTAND", default=None, help="Bestand om te schrijven; zonder keuze het scherm.")
def dictionary(output: str | None) -> None:
    """Laat het gegevenswoordenboek zien: elke tabel, kolom, soort en toegestane waarde."""
    from leerkring.traject.dictionary import write_dictionary

    text = write_dictionary()
    if output:
        from leerkring.batch.files import replace_text

        replace_text(Path(output), text, None)
    else:
        click.echo(text)

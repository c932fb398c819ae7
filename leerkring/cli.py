"""The `leerkring` command."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leerkring.errors import LeerkringError, Niveau, count_problems, list_lines
from leerkring.paths import BALK
from leerkring.refusals import explain_system
from leerkring.releasing import gate_options, releases, remind_recalls, share
from leerkring.speaking import Opdracht, speak_dutch

if TYPE_CHECKING:
    from leerkring.batch.cluster.connection import Cluster
    from leerkring.batch.freshness import Keuze
    from leerkring.batch.manifest import Uitkomst


ZONDER_NAMEN = (
    "let op: zonder --sleutel wordt in rapporten voor anderen niet naar namen gezocht; "
    "noem het CSV-bestand met pseudoniem en naam, buiten het project"
)
SECONDS = click.FloatRange(min=0, min_open=True)


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


main.add_command(share)
main.add_command(releases)


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


@main.command(short_help="Maak rapporten.")
@click.argument("params", nargs=-1, metavar="[PARAMS]...")
@click.option(
    "--output", metavar="MAP", default=None, help="Map voor de rapporten; zonder keuze output/ in het project."
)
@click.option(
    "--vorm", metavar="VORMEN", default="html", show_default=True, help="In welke vormen, met komma's ertussen."
)
@click.option("--met-code", is_flag=True, help="Laat in de rapporten de code van de notebooks zien, voor onderzoekers.")
@click.option(
    "--interactief", is_flag=True, help="Maak grafieken die iets zeggen bij de muis; elk rapport wordt veel zwaarder."
)
@click.option(
    "--jobs",
    metavar="AANTAL",
    type=click.IntRange(min=1),
    help="Hoeveel notebooks er tegelijk lopen; zonder keuze zoveel als de computer aankan.",
)
@click.option(
    "--cell-timeout",
    metavar="SECONDEN",
    type=SECONDS,
    default=600,
    show_default=True,
    help="Seconden die één cel mag duren.",
)
@click.option(
    "--timeout",
    metavar="SECONDEN",
    type=SECONDS,
    default=1800,
    show_default=True,
    help="Seconden die één notebook mag duren.",
)
@click.option(
    "--scheduler",
    metavar="ADRES",
    default=None,
    help="Adres van een Dask-scheduler, om op een cluster te draaien; vraagt de extra cluster.",
)
@click.option(
    "--local-cluster",
    metavar="AANTAL",
    type=click.IntRange(min=1),
    help="Probeer een cluster uit: zoveel werkers op deze computer.",
)
@click.option(
    "--shared", is_flag=True, help="De werkers van het cluster zien deze projectmap; er wordt niets verstuurd."
)
@click.option(
    "--alleen-verzegeld", is_flag=True, help="Weiger een rapport voor anderen waar het notebook meer zou kunnen lezen."
)
@click.option("--force", is_flag=True, help="Maak ook rapporten die nog kloppen.")
@click.option("--only-failed", is_flag=True, help="Maak alleen wat de vorige keer mislukte of werd tegengehouden.")
@click.option("--dry-run", is_flag=True, help="Laat zien wat er zou worden gemaakt en waarom, en maak niets.")
@gate_options
def run(
    params: tuple[str, ...],
    output: str | None,
    *,
    vorm: str,
    met_code: bool,
    interactief: bool,
    jobs: int | None,
    cell_timeout: float,
    timeout: float,
    scheduler: str | None,
    local_cluster: int | None,
    shared: bool,
    alleen_verzegeld: bool,
    force: bool,
    only_failed: bool,
    dry_run: bool,
    sleutel: str | None,
    zoek_namen: bool,
) -> None:
    """Maak de rapporten van PARAMS (bestanden of mappen) die niet meer kloppen; zonder PARAMS gaat het om alle."""
    from leerkring.batch.warm.forking import can_fork
    from leerkring.paths import OUTPUT, find_root
    from leerkring.programs import hash_library

    if scheduler and local_cluster:
        raise LeerkringError("--scheduler en --local-cluster gaan niet samen; noem er één")
    if shared and not (scheduler or local_cluster):
        raise LeerkringError("--shared gaat over een cluster; noem er een met --scheduler of --local-cluster")
    code = hash_library()  # before all of it is imported: what changes after this is a change at the next batch
    place = Path(output) if output else find_root() / OUTPUT
    here = not (scheduler or local_cluster)
    if here and can_fork() and not dry_run and (force or not (place / "manifest.json").exists()):
        from leerkring.batch.warm.server import start_server

        start_server()  # sure to be needed, and it imports while this process does
    import leerkring.batch.warm.schema  # noqa: F401 - before what would compile a grammar
    from leerkring.batch.finish import finish_output
    from leerkring.batch.freshness import Inputs, select_failed
    from leerkring.batch.lock import hold_output
    from leerkring.batch.manifest import read_manifest
    from leerkring.batch.plan import plan_all
    from leerkring.batch.settings import Settings
    from leerkring.rapport.gate.gate import build_gate, leaves_the_team
    from leerkring.rapport.vormen import parse_vormen

    gate, vormen = build_gate(sleutel, zoek_namen), parse_vormen(vorm)
    settings = Settings(met_code, interactief, gate, cell_timeout, timeout, vormen, alleen_verzegeld, code)
    plan, wrong = plan_all(params)
    if wrong and not plan:
        raise LeerkringError("\n".join(wrong))
    for problem in wrong:
        click.echo(f"niet gemaakt: {problem}", err=True)
    for folder in dict.fromkeys(str(made.parameters["traject"]) for made in plan):
        remind_recalls(folder)
    inputs = Inputs(settings)

    def choose() -> list[Keuze]:
        outcomes = read_manifest(place)
        asked = select_failed(plan, outcomes) if only_failed else plan
        return inputs.choose_runs(asked, place, outcomes, force=force)

    if dry_run:
        show_choices(choose())
        sys.exit(bool(wrong))
    with hold_output(place):
        choices = choose()
        needed = [choice for choice in choices if choice.reden]
        if not needed:
            finish_output(place, inputs.sources)
            show_counts(0, 0, 0, len(choices), place)
            sys.exit(bool(wrong))
        for problem in dict.fromkeys(choice.fout for choice in needed if choice.fout):
            click.echo(problem, err=True)
        from leerkring.batch.run import run_plan

        if not gate.namen.personen and any(leaves_the_team(choice.run.parameters, {}) for choice in needed):
            click.echo(ZONDER_NAMEN, err=True)
        with open_cluster(scheduler, local_cluster, shared) as cluster:
            outcomes = run_plan(needed, place, settings, inputs.sources, jobs, cluster)
            good = make_reports(outcomes, len(needed), len(choices), place)
    if wrong or not good:
        sys.exit(1)


def open_cluster(scheduler: str | None, local: int | None, shared: bool) -> AbstractContextManager[Cluster | None]:
    """Return a connection to the cluster that was asked for, or nothing when none was."""
    if scheduler is None and local is None:
        return nullcontext()
    from leerkring.batch.cluster.connection import connect

    return connect(scheduler, local, shared)


def show_choices(choices: Sequence[Keuze]) -> None:
    """Print what would be made and why, one line each."""
    for choice in choices:
        click.echo(f"{choice.run.id}: {choice.reden or 'al goed'}")
    click.echo(
        f"{sum(choice.reden is not None for choice in choices)} van {len(choices)} rapporten zouden worden gemaakt"
    )


def ask(vraag: str) -> bool:
    """Return whether somebody at the keyboard says yes."""
    answer: str = click.prompt(f"{vraag} (ja/nee)", default="nee", show_default=False)
    return answer.strip().lower() in ("j", "ja")


def hide_bar() -> bool | None:
    """Tell whether to show no bar; None leaves it to whether somebody watches. An explorer that follows a run does."""
    return False if os.environ.get(BALK) else None


def make_reports(outcomes: Generator[Uitkomst, None, None], needed: int, total: int, place: Path) -> bool:
    """Show with a bar how far a batch is, then what came of it, and return whether all succeeded."""
    from contextlib import closing

    from tqdm import tqdm

    from leerkring.batch.manifest import Status

    failed, held = [], []
    # Closing ends a batch that is stopped halfway as well: the index is finished over the reports that are there.
    with closing(outcomes), tqdm(total=needed, unit="rapport", disable=hide_bar()) as bar:
        for outcome in outcomes:
            bar.set_postfix_str(outcome.id)
            bar.update()
            if outcome.status is Status.MISLUKT:
                failed.append(outcome)
            if outcome.status is Status.TEGENGEHOUDEN:
                held.append(outcome)
    show_counts(needed - len(failed) - len(held), len(failed), len(held), total - needed, place)
    for outcome in failed:
        click.echo(f"mislukt: {outcome.id}: {outcome.reden} (zie logs/{outcome.id}.log)", err=True)
    for outcome in held:
        click.echo(f"tegengehouden om persoonsgegevens: {outcome.id}", err=True)
        for vindplaats in outcome.vindplaatsen:
            click.echo(f"  {vindplaats}", err=True)
    return not failed and not held


def show_counts(good: int, failed: int, held: int, known: int, place: Path) -> None:
    """Print what came of all runs on one line."""
    counts = f"{good} gelukt, {failed} mislukt"
    counts += f", {held} tegengehouden" if held else ""
    counts += f", {known} al goed" if known else ""
    click.echo(f"{counts}; open {(place / 'index.html').as_posix()}")


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


if __name__ == "__main__":
    main()

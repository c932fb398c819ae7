"""The `leerkring` command."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leerkring.errors import LeerkringError, Niveau, count_problems
from leerkring.paths import BALK

if TYPE_CHECKING:
    from leerkring.batch.cluster.connection import Cluster
    from leerkring.batch.freshness import Keuze
    from leerkring.batch.manifest import Uitkomst


SECONDS = click.FloatRange(min=0, min_open=True)


class Command(click.Group):
    """A command group that shows a user's mistake as a sentence and never as a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a subcommand; print a mistake of the user and exit with 1."""
        try:
            return super().invoke(ctx)
        except LeerkringError as error:
            click.echo(str(error), err=True)
            sys.exit(1)


def gate_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how strictly reports are looked at before they leave the team."""
    key = "CSV file with pseudoniem and naam, kept outside the project: a report that names one of them is held back."
    others = "Look for names on no key as well; needs the extra privacy, is slow, and guesses."
    command = click.option("--zoek-namen", is_flag=True, help=others)(command)
    return click.option("--sleutel", envvar="LEERKRING_SLEUTEL", default=None, help=key)(command)


@click.group(cls=Command)
@click.version_option(package_name="leerkring")
def main() -> None:
    """Research reports from a checked traject folder."""


@main.command()
@click.argument("folder")
def check(folder: str) -> None:
    """Check a traject FOLDER: all wrong cells at once, and once these are mended all else."""
    from leerkring.paths import resolve_folder
    from leerkring.traject.formaten import find_newest
    from leerkring.traject.opening import read_folder

    inhoud, problemen = read_folder(resolve_folder(folder))
    for probleem in problemen:
        click.echo(str(probleem))
    click.echo(f"{folder}: {count_problems(problemen)}")
    if inhoud is None:
        click.echo("References, rules and personal data are looked at once these are mended.")
    elif inhoud.formaat < find_newest():
        click.echo(f"De map heeft een ouder formaat; ‘leerkring migrate {folder}’ schrijft haar zoals nu.")
    if any(p.niveau is Niveau.ERROR for p in problemen):
        sys.exit(1)


@main.command()
@click.argument("params", nargs=-1)
@click.option("--output", default=None, help="Folder for the reports; output/ in the project unless said otherwise.")
@click.option("--vorm", default="html", show_default=True, help="In welke vormen, met komma's ertussen.")
@click.option("--met-code", is_flag=True, help="Show the code of the notebooks in the reports, for researchers.")
@click.option("--interactief", is_flag=True, help="Make charts with tooltips; each report becomes much heavier.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="How many notebooks run at a time; as many as there are cores."
)
@click.option("--cell-timeout", type=SECONDS, default=600, show_default=True, help="Seconds that one cell may take.")
@click.option("--timeout", type=SECONDS, default=1800, show_default=True, help="Seconds that one notebook may take.")
@click.option(
    "--scheduler", default=None, help="Address of a Dask scheduler, to run on its workers; needs extra cluster."
)
@click.option("--local-cluster", type=click.IntRange(min=1), help="Try a cluster: so many workers on this machine.")
@click.option("--shared", is_flag=True, help="The workers of the cluster see this project folder; nothing is sent.")
@click.option("--force", is_flag=True, help="Make reports that are up to date as well.")
@click.option("--only-failed", is_flag=True, help="Make only what failed or was held back last time.")
@click.option("--dry-run", is_flag=True, help="Show what would be made and why, and make nothing.")
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
    force: bool,
    only_failed: bool,
    dry_run: bool,
    sleutel: str | None,
    zoek_namen: bool,
) -> None:
    """Make the reports of PARAMS files or folders that are not up to date; without any, look at all of them."""
    from leerkring.batch.warm.forking import can_fork
    from leerkring.paths import OUTPUT, find_root
    from leerkring.programs import hash_library

    if scheduler and local_cluster:
        raise LeerkringError("--scheduler and --local-cluster exclude each other; name one of them")
    if shared and not (scheduler or local_cluster):
        raise LeerkringError("--shared says something about a cluster; name one with --scheduler or --local-cluster")
    code = hash_library()  # before all of it is imported: what changes after this is a change at the next batch
    place = Path(output) if output else find_root() / OUTPUT
    here = not (scheduler or local_cluster)
    if here and can_fork() and not dry_run and (force or not (place / "manifest.json").exists()):
        from leerkring.batch.warm.server import start_server

        start_server()  # sure to be needed, and it imports while this process does
    import leerkring.batch.warm.schema  # noqa: F401 - before what would compile a grammar
    from leerkring.batch.finish import finish_output
    from leerkring.batch.freshness import Inputs, select_failed
    from leerkring.batch.gate import build_gate
    from leerkring.batch.lock import hold_output
    from leerkring.batch.manifest import read_manifest
    from leerkring.batch.plan import plan_all
    from leerkring.batch.settings import Settings
    from leerkring.rapport.vormen import parse_vormen

    gate, vormen = build_gate(sleutel, zoek_namen), parse_vormen(vorm)
    settings = Settings(met_code, interactief, gate, cell_timeout, timeout, vormen, code)
    plan, wrong = plan_all(params)
    if wrong and not plan:
        raise LeerkringError("\n".join(wrong))
    for problem in wrong:
        click.echo(f"niet gemaakt: {problem}", err=True)
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
        click.echo(f"{choice.run.id}: {choice.reden or 'up to date'}")
    click.echo(f"{sum(choice.reden is not None for choice in choices)} of {len(choices)} reports would be made")


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
    with closing(outcomes), tqdm(total=needed, unit="report", disable=hide_bar()) as bar:
        for outcome in outcomes:
            bar.set_postfix_str(outcome.id)
            bar.update()
            if outcome.status is Status.MISLUKT:
                failed.append(outcome)
            if outcome.status is Status.TEGENGEHOUDEN:
                held.append(outcome)
    show_counts(needed - len(failed) - len(held), len(failed), len(held), total - needed, place)
    for outcome in failed:
        click.echo(f"failed: {outcome.id}: {outcome.reden} (log: logs/{outcome.id}.log)", err=True)
    for outcome in held:
        click.echo(f"held back for personal data: {outcome.id}", err=True)
        for vindplaats in outcome.vindplaatsen:
            click.echo(f"  {vindplaats}", err=True)
    return not failed and not held


def show_counts(good: int, failed: int, held: int, known: int, place: Path) -> None:
    """Print what came of all runs on one line."""
    counts = f"{good} succeeded, {failed} failed"
    counts += f", {held} held back" if held else ""
    counts += f", {known} up to date" if known else ""
    click.echo(f"{counts}; open {(place / 'index.html').as_posix()}")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--doelgroep", required=True, help="For whom: deelnemer, leerkring or openbaar.")
@click.option("--deelnemer", default=None, help="The deelnemer, when the reports are for one.")
@click.option("--output", default=None, help="Folder with the reports; output/ in the project unless said otherwise.")
@gate_options
def share(
    folder: Path, doelgroep: str, deelnemer: str | None, output: str | None, *, sleutel: str | None, zoek_namen: bool
) -> None:
    """Copy the reports for one audience to FOLDER, each looked at once more; what may not leave stays behind."""
    from leerkring.batch.gate import build_gate
    from leerkring.batch.share import share_reports
    from leerkring.paths import OUTPUT, find_root
    from leerkring.traject.opening import parse_doelgroep

    gate = build_gate(sleutel, zoek_namen)
    place = Path(output) if output else find_root() / OUTPUT
    shared = share_reports(place, folder, parse_doelgroep(doelgroep), deelnemer, gate)
    click.echo(f"{len(shared.copied)} reports copied to {folder.as_posix()}, {len(shared.refused)} held back")
    for naam, reasons in shared.refused.items():
        for reason in reasons:
            click.echo(f"held back: {naam}: {reason}", err=True)
    for naam, remarks in shared.remarks.items():
        for remark in remarks:
            click.echo(f"look at: {naam}: {remark}", err=True)
    if shared.refused:
        sys.exit(1)


@main.command()
@click.argument("folder")
@click.option("--notebook", default=None, help="Soort rapport: de naam van een notebook; anders die in traject.yaml.")
@click.option(
    "--opruimen", is_flag=True, help="Zet bestanden opzij waar geen rapport meer bij hoort, zonder te vragen."
)
def params(folder: str, notebook: str | None, *, opruimen: bool) -> None:
    """Schrijf voor elk rapport over het traject in FOLDER een bestand met parameters."""
    from leerkring.batch.params_files import find_orphans, set_aside, write_params

    place, written = write_params(folder, notebook=notebook)
    for path in written:
        click.echo(path.name)
    click.echo(f"{len(written)} params files written in {place}/; files that exist were left as they are")
    orphans = find_orphans(folder)
    if not orphans:
        return
    names = ", ".join(path.name for path in orphans)
    click.echo(f"Bij deze bestanden in {place}/ hoort geen rapport meer: {names}.")
    if opruimen or (sys.stdin.isatty() and click.confirm("Opzij zetten? Zij krijgen .oud achter hun naam")):
        click.echo(f"{len(set_aside(orphans))} opzij gezet in {place}/, met .oud achter de naam.")
    else:
        click.echo(f"Zet ze opzij met: leerkring params {folder} --opruimen")


@main.command()
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
    if not done.bestanden:
        click.echo(f"{folder}: heeft al formaat {done.formaat}; er is niets te doen")
    elif dry_run:
        click.echo(f"{folder}: gaat van formaat {done.formaat} naar {find_newest()}; er is niets geschreven")
    else:
        click.echo(f"{folder}: ging van formaat {done.formaat} naar {find_newest()}")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--deelnemers", default=24, show_default=True, help="How many, from 1 to 999.")
@click.option("--seed", default=2021, show_default=True, help="Another seed gives other data.")
def demo(folder: Path, deelnemers: int, seed: int) -> None:
    """Write an invented traject of any size to a new FOLDER."""
    from leerkring.demo import write_demo

    counts = write_demo(folder, deelnemers, seed)
    click.echo(f"{folder.as_posix()}: {counts['deelnemers']} deelnemers in {sum(counts.values())} rows, all invented")
    click.echo(f"For its reports: leerkring params {folder.as_posix()}, and then leerkring run")


@main.command()
@click.option("--output", default=None, help="File to write; the screen unless said otherwise.")
def dictionary(output: str | None) -> None:
    """Show the data dictionary: every table, column, type and allowed value."""
    from leerkring.traject.dictionary import write_dictionary

    text = write_dictionary()
    if output:
        from leerkring.batch.files import replace_text

        replace_text(Path(output), text)
    else:
        click.echo(text)


if __name__ == "__main__":
    main()

"""The command that makes reports, and what it tells while it does."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leerkring.cli.options import choose_folder, choose_number, find_output, gate_options, limit_seconds
from leerkring.cli.releasing import remind_recalls
from leerkring.errors import LeerkringError
from leerkring.paths import BALK
from leerkring.speaking import Opdracht

if TYPE_CHECKING:
    from leerkring.batch.cluster.connection import Cluster
    from leerkring.batch.freshness import Keuze
    from leerkring.batch.manifest import Uitkomst

ZONDER_NAMEN = (
    "let op: zonder --sleutel wordt in rapporten voor anderen niet naar namen gezocht; "
    "noem het CSV-bestand met pseudoniem en naam, buiten het project"
)


@click.command(cls=Opdracht, short_help="Maak rapporten.")
@click.argument("params", nargs=-1, metavar="[PARAMS]...")
@choose_folder("Map voor de rapporten; zonder keuze output/ in het project.")
@click.option(
    "--vorm", metavar="VORMEN", default="html", show_default=True, help="In welke vormen, met komma's ertussen."
)
@click.option("--met-code", is_flag=True, help="Laat in de rapporten de code van de notebooks zien, voor onderzoekers.")
@click.option(
    "--interactief", is_flag=True, help="Maak grafieken die iets zeggen bij de muis; elk rapport wordt veel zwaarder."
)
@choose_number("--jobs", "Hoeveel notebooks er tegelijk lopen; zonder keuze zoveel als de computer aankan.")
@limit_seconds("--cell-timeout", 600, "Seconden die één cel mag duren.")
@limit_seconds("--timeout", 1800, "Seconden die één notebook mag duren.")
@click.option(
    "--scheduler",
    metavar="ADRES",
    default=None,
    help="Adres van een Dask-scheduler, om op een cluster te draaien; vraagt de extra cluster.",
)
@choose_number("--local-cluster", "Probeer een cluster uit: zoveel werkers op deze computer.")
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
    from leerkring.programs import hash_library

    if scheduler and local_cluster:
        raise LeerkringError("--scheduler en --local-cluster gaan niet samen; noem er één")
    if shared and not (scheduler or local_cluster):
        raise LeerkringError("--shared gaat over een cluster; noem er een met --scheduler of --local-cluster")
    code = hash_library()  # before all of it is imported: what changes after this is a change at the next batch
    place = find_output(output)
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

"""The `leerkring` command."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from leerkring.errors import LeerkringError, Niveau, count_problems


class Command(click.Group):
    """A command group that shows a user's mistake as a sentence and never as a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a subcommand; print a mistake of the user and exit with 1."""
        try:
            return super().invoke(ctx)
        except LeerkringError as error:
            click.echo(str(error), err=True)
            sys.exit(1)


@click.group(cls=Command)
@click.version_option(package_name="leerkring")
def main() -> None:
    """Research reports from a checked traject folder."""


@main.command()
@click.argument("folder")
def check(folder: str) -> None:
    """Check a traject FOLDER and show every problem at once."""
    from leerkring.traject import check_folder

    problemen = check_folder(folder)
    for probleem in problemen:
        click.echo(str(probleem))
    click.echo(f"{folder}: {count_problems(problemen)}")
    if any(p.niveau is Niveau.ERROR for p in problemen):
        sys.exit(1)


@main.command()
@click.argument("params", nargs=-1)
@click.option("--output", default=None, help="Folder for the reports; output/ in the project unless said otherwise.")
@click.option("--met-code", is_flag=True, help="Show the code of the notebooks in the reports, for researchers.")
@click.option("--interactief", is_flag=True, help="Make charts with tooltips; each report becomes much heavier.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="How many notebooks run at a time; as many as there are cores."
)
@click.option("--cell-timeout", type=float, default=600, show_default=True, help="Seconds that one cell may take.")
@click.option("--timeout", type=float, default=1800, show_default=True, help="Seconds that one notebook may take.")
def run(
    params: tuple[str, ...],
    output: str | None,
    *,
    met_code: bool,
    interactief: bool,
    jobs: int | None,
    cell_timeout: float,
    timeout: float,
) -> None:
    """Make the reports of PARAMS files or folders; without any, of all of them."""
    from contextlib import closing

    from leerkring.batch.forking import can_fork
    from leerkring.batch.imports import skip_grammar

    if can_fork():
        from leerkring.batch.warm import start_server

        start_server()
    with skip_grammar():
        from tqdm import tqdm

        from leerkring.batch.manifest import Status
        from leerkring.batch.plan import build_plan
        from leerkring.batch.run import run_plan
        from leerkring.paths import OUTPUT, find_root

    plan = build_plan(params)
    place = Path(output) if output else find_root() / OUTPUT
    failed = []
    # Closing ends a batch that is stopped halfway as well: the index is finished over the reports that are there.
    outcomes = run_plan(
        plan,
        place,
        met_code=met_code,
        interactief=interactief,
        jobs=jobs,
        per_cel=cell_timeout,
        per_notebook=timeout,
    )
    with (
        closing(outcomes),
        tqdm(total=len(plan), unit="report", disable=None) as bar,
    ):
        for outcome in outcomes:
            bar.set_postfix_str(outcome.id)
            bar.update()
            if outcome.status is Status.MISLUKT:
                failed.append(outcome)
    click.echo(f"{len(plan) - len(failed)} succeeded, {len(failed)} failed; open {(place / 'index.html').as_posix()}")
    for outcome in failed:
        click.echo(f"failed: {outcome.id}: {outcome.reden} (log: logs/{outcome.id}.log)", err=True)
    if failed:
        sys.exit(1)


@main.command()
@click.argument("folder")
def params(folder: str) -> None:
    """Write a params file for each deelnemer of a traject FOLDER and one for the comparison."""
    from leerkring.batch.plan import write_params

    written = write_params(folder)
    for path in written:
        click.echo(path.name)
    click.echo(f"{len(written)} params files written; files that exist were left as they are")


@main.command()
@click.option("--output", default=None, help="File to write; the screen unless said otherwise.")
def dictionary(output: str | None) -> None:
    """Show the data dictionary: every table, column, type and allowed value."""
    from leerkring.traject.dictionary import write_dictionary

    text = write_dictionary()
    if output:
        Path(output).write_text(text, encoding="utf-8", newline="\n")
    else:
        click.echo(text)


if __name__ == "__main__":
    main()

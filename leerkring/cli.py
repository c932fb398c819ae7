"""The `leerkring` command."""

from __future__ import annotations

import sys

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


if __name__ == "__main__":
    main()

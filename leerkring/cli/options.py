"""The options that commands share, each described once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from leerkring.paths import OUTPUT, SLEUTELPLEK, find_root

Versierder = Callable[[Callable[..., Any]], Callable[..., Any]]
SECONDS = click.FloatRange(min=0, min_open=True)


def choose_folder(uitleg: str) -> Versierder:
    """Return the option that names the folder with the reports; see `find_output`."""
    return click.option("--output", metavar="MAP", default=None, help=uitleg)


def find_output(chosen: str | None) -> Path:
    """Return the folder with the reports: the chosen one, or that of the project."""
    return Path(chosen) if chosen else find_root() / OUTPUT


def choose_number(naam: str, uitleg: str) -> Versierder:
    """Return an option that takes a number from 1."""
    return click.option(naam, metavar="AANTAL", type=click.IntRange(min=1), help=uitleg)


def limit_seconds(naam: str, gewoon: float, uitleg: str) -> Versierder:
    """Return an option that takes a number of seconds."""
    return click.option(naam, metavar="SECONDEN", type=SECONDS, default=gewoon, show_default=True, help=uitleg)


def gate_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say how strictly reports are looked at before they leave the team."""
    key = "CSV-bestand met pseudoniem en naam, buiten het project: een rapport met zo'n naam erin wordt tegengehouden."
    others = "Zoek ook namen die op geen sleutel staan; vraagt de extra privacy, is traag en raadt."
    command = click.option("--zoek-namen", is_flag=True, help=others)(command)
    return click.option("--sleutel", metavar="BESTAND", envvar=SLEUTELPLEK, default=None, help=key)(command)

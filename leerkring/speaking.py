"""What click says of itself in English, such as the frame of a help text or an option that is not there, in Dutch."""

from __future__ import annotations

from typing import Any

import click
from click import core, decorators, exceptions, formatting, parser, types

KLIKZINNEN = {
    "Usage:": "Gebruik:",
    "Options": "Opties",
    "Commands": "Opdrachten",
    "Arguments": "Argumenten",
    "Positional arguments": "Argumenten",
    "required": "verplicht",
    "default: {default}": "anders {default}",
    "env var: {var}": "omgevingsvariabele: {var}",
    "Show this message and exit.": "Laat deze hulp zien.",
    "Show the version and exit.": "Laat de versie zien.",
    "Try '{command} {option}' for help.": "Hulp krijgt u met ‘{command} {option}’.",
    "Error: {message}": "fout: {message}",
    "Aborted!": "Afgebroken.",
    "Missing command.": "er ontbreekt een opdracht; kies er een uit ‘leerkring --help’",
    "Missing argument": "er ontbreekt",
    "Missing option": "er ontbreekt de optie",
    "Missing parameter": "er ontbreekt",
    "Missing {param_type}": "er ontbreekt {param_type}",
    "Missing parameter: {param_name}": "er ontbreekt {param_name}",
    "Invalid value: {message}": "deze waarde kan niet: {message}",
    "Invalid value for {param_hint}: {message}": "deze waarde kan niet bij {param_hint}: {message}",
    "No such option {name!r}.": "er is geen optie ‘{name}’.",
    "No such option: {name}": "er is geen optie ‘{name}’",
    "No such command {name!r}.": "er is geen opdracht ‘{name}’; kies er een uit ‘leerkring --help’",
    "Did you mean {possibility}?": "Bedoelt u {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Bedoelt u een van: {possibilities}?)",
    "(Possible options: {possibilities})": "(Bedoelt u een van: {possibilities}?)",
    "Got unexpected extra argument ({args})": "er staat iets te veel: {args}",
    "Got unexpected extra arguments ({args})": "er staat iets te veel: {args}",
    "{value!r} is not a valid {number_type}.": "‘{value}’ is geen goed getal.",
    "{value} is not in the range {range}.": "{value} valt buiten {range}.",
    "Option {name!r} does not take a value.": "bij optie ‘{name}’ hoort geen waarde.",
    "Option {name!r} requires an argument.": "bij optie ‘{name}’ hoort een waarde.",
    "Option {name!r} requires {nargs} arguments.": "bij optie ‘{name}’ horen {nargs} waarden.",
}


class Opdracht(click.Command):
    """A command whose help says in Dutch that it has options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make it as click does."""
        super().__init__(*args, **{"options_metavar": "[OPTIES]"} | kwargs)


def speak_dutch() -> None:
    """Let click look its sentences up here; it has no place to hand them in."""
    for module in (core, decorators, exceptions, formatting, parser, types):
        for name, say in (("_", translate), ("ngettext", choose)):
            if hasattr(module, name):
                setattr(module, name, say)


def translate(text: str) -> str:
    """Return a sentence in Dutch, or as it is where none is known."""
    return KLIKZINNEN.get(text, text)


def choose(one: str, more: str, n: int) -> str:
    """Return in Dutch the sentence for a number."""
    return translate(one if n == 1 else more)

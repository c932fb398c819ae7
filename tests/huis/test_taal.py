"""The language of the house: whatever a user reads is Dutch, in short sentences."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from plek import ROOT

from leerkring.cli import main
from leerkring.speaking import KLIKZINNEN

MODULES = sorted((ROOT / "leerkring").rglob("*.py"))
ENGELS = re.compile(
    r"\b(the|is not|are|and|or|has|have|with|from|must|may|needs|allowed|unknown|there|cannot|only|every|than|found|"
    r"this|which|already|missing|should|did you|nothing|changed|failed|file|row|column|of the|to the|in the|for the|"
    r"an?(?= (?:number|list|day|name|row|file|value|folder|report|text)))\b",
    re.IGNORECASE,
)
"""Words that English sentences hold, and Dutch ones do not."""
NO_MESSAGES = {
    "has no attribute": "what Python says of a module",
    "straw in the wind": "a term of the method",
    "the project folder in which": "the help of a setting that no user sees",
    "the process that kernels are forked from": "what the server of kernels tells its maker",
    "threads; allowed: 1": "what the server of kernels tells its maker",
    "the value of": "what a maker of invented data hears",
    "cannot be drawn from its type": "what a maker of invented data hears",
    "a distribution has a scale": "an assertion",
    "from leerkring import open_casus": "code to copy",
    "stories, lessons and voices": "what a font is for",
    "permission denied|error reading": "what libraries say when they are refused",
}
"""Texts that hold English words and that no user reads as a message, with why."""
FOREIGN = ("refusals.py", "speaking.py", "misfits.py")
"""What holds English to know it again, and the Dutch for it."""
MARKUP = re.compile(r"[<{]|row wrap")
LANGST = 20


def list_known_again(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the English side of each list of translations."""
    for part in ast.walk(tree):
        if isinstance(part, ast.Dict):
            yield from (key for key in part.keys if key is not None)
        elif isinstance(part, ast.Tuple) and len(part.elts) == 2:
            yield part.elts[0]
        elif isinstance(part, ast.Call) and getattr(part.func, "attr", "") == "replace":
            yield from part.args


def list_texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each text of a module that a user may read, without what is filled in, and its line."""
    tree = ast.parse(path.read_text("utf-8"))
    bodies = [part.body for part in ast.walk(tree) if isinstance(getattr(part, "body", None), list)]
    docs = {id(line.value) for body in bodies for line in body if isinstance(line, ast.Expr)}
    filled = {id(n) for v in ast.walk(tree) if isinstance(v, ast.FormattedValue) for n in ast.walk(v)}
    skipped = docs | filled
    if path.name in FOREIGN:
        skipped |= {id(part) for part in list_known_again(tree)}
    for text in ast.walk(tree):
        if not isinstance(text, ast.Constant) or not isinstance(text.value, str) or id(text) in skipped:
            continue
        if " " in text.value and not any(known in text.value.lower() for known in NO_MESSAGES):
            yield text.lineno, text.value


@cache
def list_messages() -> list[tuple[str, int, str]]:
    """Return each such text of the library with its place; read for who asks, and not by all who collect tests."""
    return [(path.relative_to(ROOT).as_posix(), line, text) for path in MODULES for line, text in list_texts(path)]


def speaks_english(text: str) -> bool:
    """Tell whether a text is English; markup is not, and an option such as --dry-run is a name."""
    return not MARKUP.search(text) and ENGELS.search(re.sub(r"--[\w-]+", "", text)) is not None


def test_no_message_is_english() -> None:
    assert [f"{path}:{line}: {text}" for path, line, text in list_messages() if speaks_english(text)] == []


def test_the_messages_that_are_looked_at_are_those_of_the_house() -> None:
    texts = [text for _, _, text in list_messages()]

    assert len(texts) > 3000
    for known in (
        "de cel is leeg",
        "vul ja of nee in",
        "nog nooit",
        "is niet te schrijven",
        "de schijf is vol",
        "Maak",
    ):
        assert any(known in text for text in texts), known


@pytest.mark.parametrize("known", NO_MESSAGES)
def test_each_exception_is_still_there(known: str) -> None:
    assert any(known in path.read_text("utf-8").lower() for path in MODULES)


@pytest.mark.parametrize(
    "text",
    [
        "the row has 1 cells",
        "unknown value; exactly one is allowed",
        "no row of rijen has this id",
        "a list such as D1|D2",
        "the file is not UTF-8",
    ],
)
def test_english_is_recognised(text: str) -> None:
    assert speaks_english(text)


@pytest.mark.parametrize("text", ["de rij is er al, in rij 4", "vul deelnemer of casus in", "dit is geen dag"])
def test_dutch_is_let_through(text: str) -> None:
    assert not speaks_english(text)


def test_a_sentence_about_a_mistake_is_short() -> None:
    """What is filled in does not count, and a semicolon or colon ends a sentence as well."""
    rooms = ("errors", "refusals", "cli", "notebook", "paths", "traject/", "batch/", "model/", "methoden/", "vrijgave/")
    texts = [row for row in list_messages() if row[0].removeprefix("leerkring/").startswith(rooms)]
    long = [
        f"{path}:{line}: {sentence}"
        for path, line, text in texts
        for sentence in re.split(r"[.;:](?= |$)|\n", text)
        if len(sentence.split()) > LANGST
    ]

    assert texts
    assert long == []


@pytest.mark.parametrize("name", [None, *sorted(main.commands)])
def test_the_help_of_each_command_is_dutch(name: str | None) -> None:
    said = CliRunner().invoke(main, [name, "--help"] if name else ["--help"]).output

    assert said.startswith("Gebruik: ")
    assert not ENGELS.search(re.sub(r"--[\w-]+", "", said))
    assert not re.search(r"\b(Options|Usage|Commands|Show|FOLDER|TEXT|INTEGER|FLOAT|required|default)\b", said)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["chek"], "fout: er is geen opdracht ‘chek’; kies er een uit ‘leerkring --help’"),
        (["check"], "fout: er ontbreekt 'MAP'."),
        (["check", "--weg"], "fout: er is geen optie ‘--weg’"),
        (["run", "--jobs", "nul"], "fout: deze waarde kan niet bij '--jobs': ‘nul’ is geen goed getal."),
        (["run", "--jobs", "0"], "fout: deze waarde kan niet bij '--jobs': 0 valt buiten x>=1."),
    ],
)
def test_a_command_that_is_typed_wrong_is_answered_in_dutch(given: list[str], said: str) -> None:
    result = CliRunner().invoke(main, given)

    assert result.exit_code == 2
    assert said in result.output
    assert "Hulp krijgt u met ‘" in result.output


def test_no_sentence_of_click_stays_behind() -> None:
    """What click says in its help frame today; a new version may say it otherwise."""
    heart = {"Usage:", "Options", "Commands", "Show this message and exit.", "Error: {message}", "Missing argument"}

    assert heart <= set(KLIKZINNEN)
    assert not any(ENGELS.search(dutch) for dutch in KLIKZINNEN.values())
    assert isinstance(main, click.Group)

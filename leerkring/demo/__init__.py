"""Write an invented traject of any size, made from the entities and the same on every computer."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leerkring.demo.deelname import add_deelname
from leerkring.demo.description import describe_traject, write_questions, write_readme, write_yaml
from leerkring.demo.leren import add_adviezen, add_leren
from leerkring.demo.onderzoek import add_onderzoek
from leerkring.demo.shared import make_shared
from leerkring.demo.stories import MEESTE_DEELNEMERS, Circle, Story, tell_story
from leerkring.demo.survey import add_vragenlijst
from leerkring.errors import LeerkringError
from leerkring.model.velden import Rij
from leerkring.refusals import explain_system
from leerkring.traject.bestanden import BESCHRIJVING, VRAGENLIJST
from leerkring.traject.saving.csv_writing import TableWriter

__all__ = ["write_demo"]

HOOGSTE_SEED = 999_999_999  # it becomes part of the traject's id


def write_demo(folder: Path, deelnemers: int, seed: int) -> dict[str, int]:
    """Write an invented traject, and return how many rows each table has.

    Parameters
    ----------
    folder
        A folder that does not exist yet or is empty; it appears as a whole or not at all.
    deelnemers
        How many, from 1 to 999. Memory does not grow with it.
    seed
        From 0. Another seed gives other data; the same seed and number give the same bytes everywhere.

    Raises
    ------
    LeerkringError
        When a number is out of range, or the folder holds something or cannot be written.
    """
    problems = [
        f"{name} is {value}; toegestaan: {low} tot en met {high}"
        for name, value, low, high in (
            ("deelnemers", deelnemers, 1, MEESTE_DEELNEMERS),
            ("seed", seed, 0, HOOGSTE_SEED),
        )
        if not low <= value <= high
    ]
    if problems:
        raise LeerkringError("\n".join(problems))
    circle = Circle(seed, write_questions(), tuple(tell_story(nummer, seed) for nummer in range(deelnemers)))
    with new_folder(folder) as staging, TableWriter(staging) as tables:
        tables.write(make_shared(seed, circle.stories))
        for story in circle.stories:
            tables.write(make_rows(circle, story))
        write_file(staging / BESCHRIJVING, write_yaml(describe_traject(deelnemers, seed)))
        write_file(staging / VRAGENLIJST, write_yaml(circle.vragenlijst))
        write_file(staging / "README.md", write_readme(deelnemers, seed, tables.counts))
    return tables.counts


def make_rows(circle: Circle, story: Story) -> list[Rij]:
    """Return all rows about one deelnemer."""
    rows = circle.start_rows(story)
    add_deelname(rows, story)
    add_onderzoek(rows, story)
    add_leren(rows, story)
    add_vragenlijst(rows, story, circle.vragenlijst)
    # Last, because who advises depends on how many there are, and the draws before it must not.
    add_adviezen(rows, story, circle.stories)
    return rows.rows


def write_file(path: Path, text: str) -> None:
    """Write a text with the same bytes on every platform."""
    path.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Yield a folder beside the wanted one, which takes its place when all went well and disappears when not."""
    place = folder.resolve()
    if place.exists() and not (place.is_dir() and not any(place.iterdir())):
        raise LeerkringError(f"{folder.as_posix()} is er al; toegestaan: een map die er nog niet is of leeg is")
    if place == Path.cwd():
        raise LeerkringError(f"{folder.as_posix()} is de map waarin u staat; toegestaan: een nieuwe map daarin")
    staging = place.with_name(f".{place.name}-{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        staging.mkdir()
    except OSError as error:
        raise LeerkringError(f"{folder.as_posix()} is niet te schrijven: {explain_system(error)}") from None
    try:
        yield staging
        if place.exists():
            place.rmdir()  # refuses when something came into it in the meantime
        staging.rename(place)
    except OSError as error:
        raise LeerkringError(f"{folder.as_posix()} is niet te schrijven: {explain_system(error)}") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)

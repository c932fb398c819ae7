"""What left so far: a line per decision, whether it still is what it was, and who in it withdrew since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from leerkring.batch.files import hash_file
from leerkring.batch.finish import INDEX
from leerkring.begrippen import Toestemming
from leerkring.errors import LeerkringError
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.opening import read_folder
from leerkring.vrijgave.meegeteld import GEHEIM, build_merker
from leerkring.vrijgave.register import Inschrijving, Register

KOLOMMEN_REGISTER = ("datum", "nummer", "voor wie", "rapporten", "map", "beoordelaar", "stand")


def list_besluiten(register: Register, sleutel: str | None) -> Iterator[str]:
    """Yield the decisions about a traject as lines of a table, oldest first, and below it what to call back."""
    table = [KOLOMMEN_REGISTER]
    for naam, entry in register.regels.items():
        state = "geplaatst" if register.find_placed(naam) else "niet afgemaakt; deel opnieuw"
        state = "afgewezen" if entry.soort == "afwijzing" else state
        names = [name for name in entry.bestanden if name != INDEX]
        line = (entry.moment[:10], naam[:8], entry.voor, ", ".join(names) or "-", entry.map, entry.beoordelaar, state)
        table += [] if entry.soort == "plaatsing" else [line]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    yield f"{register.folder.name}: {len(table) - 1} besluiten"
    for row in table if len(table) > 1 else ():
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield from say_recalls(register, read_folder(register.folder, volledig=False)[0], sleutel)


def say_recalls(register: Register, inhoud: Inhoud | None, sleutel: str | None) -> Iterator[str]:
    """Yield a remark for each release that counts somebody who withdrew or is gone, as far as the key tells who."""
    for naam, entry in register.vrijgaven.items() if inhoud else ():
        if inhoud and counts_gone(entry, inhoud, sleutel):
            yield (
                f"let op: vrijgave {naam[:8]} van {entry.moment[:10]} voor {entry.voor} telt iemand mee die introk; "
                f"haal de map {entry.map} terug waar dat kan, en deel een nieuwe zodra dat mag"
            )


def counts_gone(entry: Inschrijving, inhoud: Inhoud, sleutel: str | None) -> bool:
    """Tell whether a release counts somebody who withdrew, or who does not stand in the tables any more."""
    key = sleutel if sleutel and Path(sleutel).with_suffix(GEHEIM).is_file() else None
    merkers = [build_merker(name, inhoud.beschrijving.id) for name in (None, key)]
    merker = next((m for m in merkers if m.merk == entry.merk), None)
    stay = [r.id for _, r in inhoud.rows("respondenten") if r.toestemming is not Toestemming.INGETROKKEN]
    counted = {mark for place in entry.mensen.values() for mark in place.wie}
    return merker is not None and not counted <= set(map(merker.sign, stay))


def check_placed(registers: list[Register], folder: Path) -> Iterator[str]:
    """Yield what is not as it was released in a folder; a folder that was never released is refused."""
    place = folder.resolve()
    known = [e for r in registers for e in r.regels.values() if e.soort == "plaatsing" and e.map == place.name]
    if not known:
        raise LeerkringError(f"{folder.as_posix()} staat niet in het register; noem een map die is gedeeld")
    # A folder may have been released again under its name: what was placed last there is what must lie there now.
    last = max(known, key=lambda entry: entry.moment)
    parts = [entry for entry in known if entry.bestanden[INDEX] == last.bestanden[INDEX]]
    for naam, digest in {n: d for entry in parts for n, d in entry.bestanden.items()}.items():
        found = hash_file(place / naam)
        if found != digest:
            yield f"{naam} is {'weg' if found is None else 'veranderd sinds het is vrijgegeven'}"

"""The key from pseudonyms to people: read from outside the project, and used only to look for names that leaked."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator
from pathlib import Path

from leerkring.errors import LeerkringError, Probleem, count_problems
from leerkring.model.velden import LIJST_SCHEIDING
from leerkring.namen import TUSSENVOEGSELS, Namen, Persoon, list_writings, tidy_name
from leerkring.paths import find_root
from leerkring.persoonsgegevens import find_persoonsgegevens
from leerkring.refusals import explain_csv, explain_system
from leerkring.traject.bronnen.csv import find_delimiter
from leerkring.traject.bronnen.vreemd import RAAD

VERPLICHTE_KOLOMMEN = ("pseudoniem", "naam")
SLEUTELKOLOMMEN = (*VERPLICHTE_KOLOMMEN, "varianten")
ALLOWED = "een CSV-bestand met de kolommen pseudoniem en naam, en zo nodig varianten met | ertussen"


def read_sleutel(path: str | Path) -> Namen:
    """Return the people on a pseudonym key; no message repeats a name.

    Parameters
    ----------
    path
        A CSV file with `pseudoniem`, `naam` and if wanted `varianten`, outside the project and outside every traject
        folder. Commas, semicolons or tabs, UTF-8 with or without a byte order mark. Other columns are not read.

    Raises
    ------
    LeerkringError
        When the key cannot be used, with all of its problems at once.
    """
    place = Path(path)
    problemen = list(check_place(place))
    rows, wrong = read_sleutelrijen(place)
    personen = []
    silent: list[Probleem] = []
    for nummer, row in rows:
        naam, varianten = row["naam"], row.get("varianten", "").split(LIJST_SCHEIDING)
        if not row["pseudoniem"]:
            wrong.append(Probleem(place.name, "het pseudoniem is leeg", nummer, "pseudoniem"))
        if not any(char.isalpha() for char in naam):
            wrong.append(Probleem(place.name, "de naam is leeg of heeft geen letters", nummer, "naam"))
            continue
        persoon = Persoon(naam, tuple(v.strip() for v in varianten if any(map(str.isalpha, v))))
        personen.append(persoon)
        silent += list(check_vindbaar(place.name, nummer, persoon))
    problemen += wrong + silent
    if silent:
        lost = len({probleem.rij for probleem in silent})
        found = f"{len(rows) - lost} van de {len(rows)} rijen zijn te vinden, en {lost} niet"
        problemen.insert(0, Probleem(place.name, found))
    if problemen:
        raise LeerkringError("\n".join([f"{place.as_posix()}: {count_problems(problemen)}", *map(str, problemen)]))
    return Namen(tuple(personen))


def check_vindbaar(name: str, nummer: int, persoon: Persoon) -> Iterator[Probleem]:
    """Yield a problem for a name or variant that no text would have as it stands in the key; none repeats the name."""
    how = "voornaam, tussenvoegsel en achternaam, zonder toevoeging, haakjes of los streepje"
    for kolom, text in (("naam", persoon.naam), *(("varianten", variant) for variant in persoon.varianten)):
        alone = persoon if kolom == "naam" else Persoon("ongenoemd", (text,))
        tidy = tidy_name(text)
        said = [tidy] if kolom == "varianten" else list_writings(tidy)
        if not all(find_persoonsgegevens(f"Dat zei {writing} toen.", Namen((alone,))) for writing in said):
            raad = f"schrijf die als ‘{' '.join(map(mask_word, tidy.split()))}’"
            yield Probleem(name, "zo staat deze naam in geen tekst", nummer, kolom, toegestaan=how, raad=raad)


def mask_word(word: str) -> str:
    """Return the first letter of a word, or the whole of a particle: enough to see the order, too little to read it."""
    return word.lower() if word.lower() in TUSSENVOEGSELS else f"{word[0]}…"


def check_place(place: Path) -> Iterator[Probleem]:
    """Yield a problem when the key lies where it could leave together with the data."""
    outside = "een plek die niet met het project wordt gedeeld, zoals een map van de onderzoekers alleen"
    whole = place.resolve()
    try:
        root: Path | None = find_root().resolve()
    except LeerkringError:
        root = None
    if root is not None and whole.is_relative_to(root):
        yield Probleem(place.name, "de sleutel staat in de projectmap", toegestaan=outside)
    if any((folder / "traject.yaml").is_file() for folder in whole.parents):
        yield Probleem(place.name, "de sleutel staat in de map van een traject", toegestaan=outside)


def read_sleutelrijen(place: Path) -> tuple[list[tuple[int, dict[str, str]]], list[Probleem]]:
    """Return the rows of the key with their numbers, and what is wrong with the file itself."""
    name = place.name
    try:
        text = place.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return [], [Probleem(name, "de sleutel ontbreekt", toegestaan=ALLOWED)]
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        uitleg = "een teken is niet te lezen, want het bestand is niet bewaard als UTF-8"
        return [], [Probleem(name, uitleg, rij=row, raad=RAAD)]  # without the word: it may be a name
    except OSError as error:
        return [], [Probleem(name, f"de sleutel is niet te lezen: {explain_system(error)}", toegestaan=ALLOWED)]
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=find_delimiter(text), strict=True))
    except csv.Error as error:
        return [], [Probleem(name, f"dit is geen goede CSV-tabel: {explain_csv(error)}")]
    header = [cell.strip() for cell in lines[0]] if lines else []
    problemen = list(check_sleutelkop(name, header))
    if problemen:
        return [], problemen
    rows = []
    for nummer, line in enumerate(lines[1:], start=2):
        if len(line) != len(header) and any(cell.strip() for cell in line):
            uitleg = f"het aantal cellen is hier {len(line)} en in de kop {len(header)}"
            problemen.append(Probleem(name, uitleg, rij=nummer))
        elif any(cell.strip() for cell in line):
            rows.append((nummer, {k: c.strip() for k, c in zip(header, line, strict=True)}))
    if not rows and not problemen:
        problemen.append(Probleem(name, "de sleutel heeft geen rijen", toegestaan="een rij voor elke persoon"))
    return rows, problemen


def check_sleutelkop(name: str, header: list[str]) -> Iterator[Probleem]:
    """Yield a problem for each column that is missing or stands twice."""
    for kolom in SLEUTELKOLOMMEN:
        if kolom in VERPLICHTE_KOLOMMEN and kolom not in header:
            near = difflib.get_close_matches(kolom, header, n=1)
            hint = f"{kolom} in plaats van {near[0]}" if near else ",".join(VERPLICHTE_KOLOMMEN)
            yield Probleem(name, "de kolom ontbreekt", rij=1, kolom=kolom, toegestaan=hint)
        if header.count(kolom) > 1:
            yield Probleem(name, "deze kolom staat er twee keer", rij=1, kolom=kolom)

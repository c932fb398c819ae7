"""What the system, YAML and CSV say in English when they refuse a file, in Dutch and with the way out."""

from __future__ import annotations

import errno
import re
from datetime import date

GEWEIGERD = {
    errno.ENOENT: "het is er niet",
    errno.EACCES: "u hebt geen toegang, of een ander programma heeft het open",
    errno.EPERM: "u hebt geen toegang, of een ander programma heeft het open",
    errno.EROFS: "deze plek is alleen om te lezen",
    errno.EISDIR: "het is een map en geen bestand",
    errno.ENOTDIR: "een deel van de plek is een bestand en geen map",
    errno.EEXIST: "het is er al",
    errno.ENOTEMPTY: "de map is niet leeg",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "uw ruimte is op",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ELOOP: "een verwijzing naar een bestand draait in een kring",
    errno.EIO: "de schijf of de netwerkmap geeft een storing",
}
YAMLFOUTEN = (
    (
        "mapping values are not allowed",
        "er staat een dubbele punt te veel; zet een tekst met : tussen aanhalingstekens",
    ),
    ("could not find expected ':'", "er ontbreekt een dubbele punt; schrijf op elke regel naam: waarde"),
    ("cannot start any token", "een waarde begint met een vreemd teken; zet haar tussen aanhalingstekens"),
    ("unexpected end of stream", "een aanhalingsteken of haakje wordt niet gesloten"),
    ("expected <block end>", "de inspringing klopt niet; laat regels die bij elkaar horen even ver inspringen"),
    ("expected ',' or ", "een haakje wordt niet gesloten, of er ontbreekt een komma"),
    ("special characters are not allowed", "er staat een onzichtbaar teken in; haal het weg"),
)
EIGEN_YAMLFOUT = "MarkedYAMLError"
"""The class of our own errors about YAML, which are Dutch already; its own errors are of classes below it."""
CSVFOUTEN = (
    ("field larger than", "een cel is veel te lang; waarschijnlijk wordt een aanhalingsteken niet gesloten"),
    ("unexpected end of data", "een aanhalingsteken wordt niet gesloten"),
    ("expected after", "na een gesloten aanhalingsteken staat nog tekst; verdubbel een aanhalingsteken in een tekst"),
    ("new-line character", "er staan losse regeleinden in; kies in Excel Opslaan als, en dan ‘CSV UTF-8’"),
    ("line contains NUL", "dit is geen tekst; kies in Excel Opslaan als, en dan ‘CSV UTF-8’"),
)
KALENDERDAG = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")


def explain_system(error: OSError) -> str:
    """Return why the system refused, in words that do not change with the system."""
    return GEWEIGERD.get(error.errno or 0, f"het systeem weigert, met code {error.errno}")


def explain_csv(error: Exception) -> str:
    """Return what is wrong with a text that should be a CSV table."""
    return find_in_dutch(error, CSVFOUTEN, "de scheidingstekens of aanhalingstekens kloppen niet")


def explain_yaml(error: Exception, text: str = "") -> tuple[str, int | None]:
    """Return what is wrong with a text that should be YAML, and on which line if that is known."""
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    own = problem if type(error).__name__ == EIGEN_YAMLFOUT else None
    if mark is not None:
        return own or find_in_dutch(
            error, YAMLFOUTEN, "deze regel is niet te lezen; schrijf naam: waarde"
        ), mark.line + 1
    for number, line in enumerate(text.splitlines(), start=1):
        for found in KALENDERDAG.finditer(line):
            try:
                date(*map(int, found.groups()))
            except ValueError:
                return f"de dag {found[0]} staat niet op de kalender; verbeter de dag", number
    other = "een waarde is niet te lezen; zet haar tussen aanhalingstekens"
    return own or find_in_dutch(error, YAMLFOUTEN, other), None


def find_in_dutch(error: Exception, known: tuple[tuple[str, str], ...], otherwise: str) -> str:
    """Return the words for an error by what its English text holds."""
    return next((words for part, words in known if part in str(error)), otherwise)

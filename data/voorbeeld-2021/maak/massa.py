"""The mass around the stories: logboek, fragments and the labels of two codeurs."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from invoer import NIVEAU, find_ronde, name_bronnen, split_lines, split_vraag
from tabellen import Row, Tables

# Rounds as first and last day on which the team could be at a deelnemer.
RONDEDAGEN = ((date(2021, 5, 24), 110), (date(2021, 9, 27), 85), (date(2022, 2, 1), 104))
ZOVEEL_LOGBOEK = 200
ZOVEEL_FRAGMENTEN = 15
ZOVEEL_ONENIG = 22
CODEURS = ("T1", "T2")
# Labels that codeurs take for each other.
VERWARBAAR = {
    "kader": "steun",
    "tempo": "resultaat",
    "steun": "overnemen",
    "overnemen": "naast",
    "naast": "overnemen",
    "samen": "gehoord",
    "resultaat": "tempo",
    "plezier": "samen",
    "gehoord": "samen",
    "merkbaar": "resultaat",
}


def pick(rng: Random, options: Any) -> Any:
    """Return one of the options; only Random.random is used, which is the same on every platform."""
    return options[int(rng.random() * len(options))]


def pick_niveau(rng: Random, weights: dict[str, float]) -> str:
    """Return a confidentiality level by weight; the weights add up to 1."""
    drawn = rng.random()
    for letter, weight in weights.items():
        drawn -= weight
        if drawn < 0:
            return NIVEAU[letter]
    return NIVEAU["l"]


def pick_day(rng: Random, rounds: int) -> str:
    """Return a working day in one of the first rounds."""
    first, days = RONDEDAGEN[int(rng.random() * rounds)]
    day = first + timedelta(days=int(rng.random() * days))
    return (day - timedelta(days=max(0, day.weekday() - 4))).isoformat()


def count_rounds(verhaal: Row) -> int:
    """Return how many rounds a deelnemer took part."""
    return int(verhaal["deelnemer"].get("gestopt_na_ronde", 3))


def fits(verhaal: Row, text: str) -> bool:
    """Tell whether a shared sentence suits a deelnemer, such as one without leidinggevenden."""
    return not any(word in text for word in verhaal.get("zonder", ()))


def add_logboek(tables: Tables, kring: Row, verhalen: list[Row], rng: Random) -> None:
    """Add the hand-written entries, and combined ones up to the wanted number, in order of time."""
    entries: list[Row] = []
    for verhaal in [None, *verhalen]:
        profiel = verhaal["deelnemer"] if verhaal else {"id": "", "sturingsvorm": ""}
        source = verhaal["logboek"] if verhaal else kring["logboek"]
        for datum, soort, vraag, niveau, tekst, les in split_lines(source, 6):
            entries.append(make_entry(datum, soort, vraag, NIVEAU[niveau], tekst, profiel, les))
    entries += list_combined(kring, verhalen, rng, ZOVEEL_LOGBOEK - len(entries))
    entries.sort(key=lambda entry: (entry["datum"], entry["deelnemer"], entry["tekst"]))
    tables["logboek"] = [{"id": f"LB{n:03d}"} | entry for n, entry in enumerate(entries, 1)]


def make_entry(datum: str, soort: str, cell: str, niveau: str, tekst: str, profiel: Row, les: str = "") -> Row:
    """Return one row of the logboek without its id."""
    vraag, vorm = split_vraag(cell, profiel["sturingsvorm"])
    return {
        "deelnemer": profiel["id"],
        "datum": datum,
        "ronde": find_ronde(datum),
        "soort": soort,
        "deelvraag": vraag,
        "sturingsvorm": vorm,
        "tekst": tekst,
        "les": les,
        "bron": "LOG",
        "vertrouwelijkheid": niveau,
    }


def list_combined(kring: Row, verhalen: list[Row], rng: Random, wanted: int) -> list[Row]:
    """Return entries made of a moment and an observation; each observation is used at two deelnemers at most."""
    weights = {"l": 0.5, "d": 0.27, "t": 0.13, "o": 0.1}
    entries: list[Row] = []
    used: dict[str, set[str]] = {}
    observations = split_lines(kring["waarnemingen"], 3)
    turn = 0
    while len(entries) < wanted:
        verhaal = verhalen[turn % len(verhalen)]
        turn += 1
        slug = verhaal["deelnemer"]["id"]
        soort, vraag, text = pick(rng, observations)
        moment = pick(rng, kring["momenten"])
        seen = used.setdefault(text, set())
        if len(seen) == 4 or slug in seen or moment in seen or not fits(verhaal, text):
            continue
        seen |= {slug, moment}
        tekst = f"{moment} {text.replace('{werk}', verhaal['werk'])}"
        day = pick_day(rng, count_rounds(verhaal))
        niveau = pick_niveau(rng, weights)
        entries.append(make_entry(day, soort, vraag, niveau, tekst, verhaal["deelnemer"]))
    return entries


def add_fragmenten(tables: Tables, kring: Row, verhalen: list[Row], rng: Random) -> None:
    """Add the hand-written passages and combined ones, with the labels of both codeurs."""
    passages: list[tuple[Row, list[str]]] = []
    for verhaal in verhalen:
        own = [make_passage(verhaal, cells) for cells in split_lines(verhaal["fragmenten"], 6)]
        own += [
            make_passage(verhaal, cells) for cells in list_spoken(kring, verhaal, rng, ZOVEEL_FRAGMENTEN - len(own))
        ]
        passages += sorted(own, key=lambda p: (p[0]["datum"], p[0]["tekst"]))
    for number, (row, _) in enumerate(passages, 1):
        row["id"] = f"F{number:03d}"
        tables["fragmenten"].append(row)
    add_coderingen(tables, passages, rng)


def make_passage(verhaal: Row, cells: list[str]) -> tuple[Row, list[str]]:
    """Return one passage without its id, and the labels it deserves."""
    datum, groep, codes, niveau, goedgekeurd, tekst = cells
    bron = "BUITEN" if groep in ("inwoners", "partners") else "INT"
    row = {
        "deelnemer": verhaal["deelnemer"]["id"],
        "datum": datum,
        "ronde": find_ronde(datum),
        "groep": groep,
        "tekst": tekst,
        "goedgekeurd": goedgekeurd,
        "bron": name_bronnen(bron, verhaal),
        "vertrouwelijkheid": NIVEAU[niveau],
    }
    return row, codes.split("+")


def list_spoken(kring: Row, verhaal: Row, rng: Random, wanted: int) -> list[list[str]]:
    """Return the cells of combined passages; a statement is used once per deelnemer."""
    statements = [s for s in split_lines(kring["uitspraken"], 3) if fits(verhaal, s[2])]
    cells: list[list[str]] = []
    while len(cells) < wanted:
        kant, code, text = statements.pop(int(rng.random() * len(statements)))
        inside = ("medewerkers", "medewerkers", "management", "directie")
        if code in ("overnemen", "tempo", "steun"):
            inside = ("medewerkers", "medewerkers", "medewerkers", "management")
        groep = pick(rng, inside if kant == "i" else ("inwoners", "partners"))
        niveau = pick_niveau(rng, {"l": 0.55, "d": 0.22, "t": 0.08, "o": 0.15})
        approved = niveau != "team" and (niveau == "openbaar" or rng.random() < 0.7)
        opmaat = pick(rng, kring["opmaten"][kant])
        tekst = f"{opmaat} {text.replace('{werk}', verhaal['werk'])}".strip()
        day = pick_day(rng, count_rounds(verhaal))
        cells.append([day, groep, code, niveau[0], "ja" if approved else "nee", tekst])
    return cells


def add_coderingen(tables: Tables, passages: list[tuple[Row, list[str]]], rng: Random) -> None:
    """Let T1 give the deserved labels and T2 differ on a fixed number of passages; some get two labels."""
    order = sorted(range(len(passages)), key=lambda _: rng.random())
    differ = set(order[:ZOVEEL_ONENIG])
    for number, (row, codes) in enumerate(passages):
        for codeur in CODEURS:
            given = list(codes)
            if codeur == CODEURS[1] and number in differ:
                # A passage with two labels loses the second; one with a single label gets another.
                given = given[:1] if len(given) > 1 else [VERWARBAAR[given[0]]]
            for code in given:
                tables["coderingen"].append(
                    {
                        "fragment": row["id"],
                        "codeur": codeur,
                        "code": code,
                        "bron": "CODEBOEK",
                        "vertrouwelijkheid": row["vertrouwelijkheid"],
                    }
                )

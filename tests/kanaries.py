"""A traject in which every text and every number is one of a kind, and a search for them in whatever was written.

    plantage = Plantage()
    plantage.write(folder)
    read_file(page) & plantage.hidden_from("openbaar", None)  # what leaked

A kanarie is a word such as `zqbadfex`, or a number of seven digits: long enough that no drawing or hash holds it by
chance. Which fields can hold one follows from the models by trying, so that a new field is planted by itself. Who may
see a kanarie is worked out here from level and owner alone, apart from the filter that is put to the test.
"""

from __future__ import annotations

import base64
import binascii
import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

from mini import read_text_table, write_rows, write_traject
from pydantic import ValidationError

from leerkring.begrippen import Factor, Groep, Sturingsvorm
from leerkring.model import TABELLEN
from leerkring.model.velden import Rij
from leerkring.traject.inhoud import columns, find_vocabulary, references

NIVEAUS = ("team", "deelnemer", "leerkring", "openbaar")
TOOI = "https://identifier.overheid.nl/tooi/id/gemeente/gm"
# A field gets the first of these that its model takes.
VORMEN = {"woord": "zqaaaaax", "les": "L9999999", "tooi": f"{TOOI}9999", "breuk": "9999999.25", "getal": "9999999"}
BEPERKT = {
    ("deelnemers", "gestopt_na_ronde"): "a round, 1 to 3, and only for who stopped",
    ("contextfactoren", "gewicht"): "a weight, 1 to 3",
    ("interventies", "ronde"): "a round, 1 to 3",
    ("sturingsmix", "sterkte"): "a strength, 0 to 4",
    ("adviezen", "ronde"): "a round, 1 to 3",
    ("logboek", "ronde"): "a round, 1 to 3",
    ("fragmenten", "ronde"): "a round, 1 to 3",
    ("lessen", "ronde"): "a round, 1 to 3",
    ("antwoorden", "waarde"): "a value on the scale of the questionnaire, 1 to 5",
}
"""The numbers that are too few to be unique."""
GROEPEN = {
    # who: the levels of its respondents in turn, how many, and how the last one differs
    "inwoners": (("openbaar",), 14, "ingetrokken"),
    "medewerkers": (("deelnemer",), 11, ""),
    "partners": (("openbaar", "leerkring"), 12, ""),
    "management": (("leerkring",), 11, "team"),
    "directie": (("openbaar",), 11, "antwoorden"),
    "bestuur": (("openbaar",), 4, ""),
}
VRAGENLIJST = """
versie: "1"
toelichting: Twee verzonnen stellingen.
schaal: {laag: 1, hoog: 5, labels: {1: nee, 2: weinig, 3: soms, 4: vaak, 5: ja}, weet_niet: true}
items:
  - {id: V1, tekst: Het is duidelijk wie beslist., deelvraag: D2,
     groepen: [bestuur, directie, management, medewerkers, inwoners, partners]}
  - {id: V4, tekst: Er wordt geluisterd., deelvraag: D4, groepen: [inwoners, partners]}
"""
RONDES = ("2021-06-01", "2021-10-01", "2022-02-01")
ONMISBAAR = ("steunt_op", "spreekt_tegen")
"""The lists of rows of which a row cannot do without one."""
LETTERS = "abcdefghijklmnoprstuvwy"


@dataclass(eq=False)
class Geplant:
    """A row with its kanaries; a cell that refers holds the row that it refers to, or a list of them."""

    tabel: str
    niveau: str
    eigenaars: frozenset[str]
    cellen: dict[str, Any]
    goedgekeurd: bool = True
    ingetrokken: bool = False
    regels: list[str] = field(default_factory=list)
    """The line of each source, in the order of the cell bron."""

    @property
    def sleutel(self) -> str:
        return str(self.cellen["id"])

    @property
    def group(self) -> tuple[str, str]:
        """Return the deelnemer and the group that a row of the questionnaire is about."""
        about = self.cellen.get("respondent", self)
        return about.cellen["deelnemer"].sleutel, about.cellen["groep"]


@dataclass(frozen=True)
class Kanarie:
    """A unique word or number, and the rows that a reader must all be allowed to see."""

    teken: str
    tabel: str
    kolom: str
    rijen: tuple[Geplant, ...]


def may_see(rij: Geplant, doelgroep: str, slug: str | None) -> bool:
    """Tell whether an audience may see a row, by its level and owners alone."""
    if rij.ingetrokken:
        return False
    if doelgroep == "team":
        return True
    if not rij.goedgekeurd:
        return False
    if rij.niveau == "deelnemer":
        return doelgroep == "deelnemer" and slug in rij.eigenaars
    return rij.niveau == "openbaar" or (rij.niveau == "leerkring" and doelgroep != "openbaar")


def is_whole(rij: Geplant, doelgroep: str, slug: str | None) -> bool:
    """Tell whether a row must reach an audience: it may see the row, and all that the row cannot do without."""
    if not may_see(rij, doelgroep, slug):
        return False
    fields = TABELLEN[rij.tabel].model_fields
    for kolom, value in rij.cellen.items():
        if kolom == "bron" and not any(is_whole(bron, doelgroep, slug) for bron in value):
            return False
        if kolom in ONMISBAAR and not all(is_whole(part, doelgroep, slug) for part in value):
            return False
        if isinstance(value, Geplant):
            about = kolom == "deelnemer" or (kolom == "casus" and not rij.cellen.get("deelnemer"))
            if (about or fields[kolom].is_required()) and not is_whole(value, doelgroep, slug):
                return False
    return True


def takes(entiteit: type[Rij], kolom: str, value: str) -> bool:
    """Tell whether a field takes a value; the other fields of the row have their usual one."""
    (row,) = read_text_table(entiteit.tabel, "vertrouwelijkheid\nteam")
    given = {k: v for k, v in row.items() if v} | {kolom: value}
    try:
        entiteit.model_validate(given)
    except ValidationError as error:
        return all(detail["loc"][:1] != (kolom,) for detail in error.errors())
    return True


@cache
def find_shape(tabel: str, kolom: str) -> str | None:
    """Return which kanarie a field can hold, or None."""
    entiteit = TABELLEN[tabel]
    if (tabel, kolom) in BEPERKT or kolom in references(entiteit):
        return None
    return next((vorm for vorm, value in VORMEN.items() if takes(entiteit, kolom, value)), None)


def explain_gap(tabel: str, kolom: str) -> str | None:
    """Return why a field holds no kanarie of its own; None when there is no good reason."""
    entiteit = TABELLEN[tabel]
    annotation = entiteit.model_fields[kolom].annotation
    if (tabel, kolom) in BEPERKT:
        return BEPERKT[tabel, kolom]
    if kolom in references(entiteit):
        return "a reference, which holds the kanarie of the row that it names"
    if find_vocabulary(annotation) is not None:
        return "a closed vocabulary"
    kinds = flatten(annotation)
    if bool in kinds:
        return "ja or nee"
    if date in kinds or takes(entiteit, kolom, "2021-05-31"):
        return "a date"
    return None


def flatten(annotation: Any) -> set[Any]:
    """Return the plain types inside an annotation."""
    return {annotation} | {kind for inner in get_args(annotation) for kind in flatten(inner)}


@dataclass
class Plantage:
    """All rows and kanaries of one traject: five deelnemers of different levels, and rows of each level at each."""

    rijen: list[Geplant] = field(default_factory=list)
    kanaries: dict[str, Kanarie] = field(default_factory=dict)
    deelnemers: dict[str, Geplant] = field(default_factory=dict)
    woorden: int = 0
    getal: int = 9_900_000

    def __post_init__(self) -> None:
        self.bronnen = {n: self.plant("bronnen", n) for n in ("openbaar", "leerkring", "team")}
        self.codes = {n: self.plant("codeboek", n) for n in ("openbaar", "leerkring", "team")}
        self.lessen = {n: self.plant("lessen", n, status="besproken") for n in ("openbaar", "leerkring", "team")}
        # A tension between what may be known and what may not.
        self.lessen["openbaar"].cellen["spanning_met"] = [self.lessen["team"], self.lessen["leerkring"]]
        for niveau in ("team", "leerkring"):
            self.lessen[niveau].cellen["spanning_met"] = [self.lessen["openbaar"]]
        places = {"noord": "openbaar", "oost": "openbaar", "zuid": "leerkring", "west": "deelnemer", "midden": "team"}
        for naam, niveau in places.items():
            self.deelnemers[naam] = self.plant("deelnemers", niveau)
            self.deelnemers[naam].eigenaars = frozenset({self.deelnemers[naam].sleutel})
        for plaats, naam in enumerate(self.deelnemers):
            self.plant_deelnemer(plaats, self.deelnemers[naam])
            if naam != "midden":
                self.plant_vragenlijst(plaats, self.deelnemers[naam])
        for niveau in ("team", "leerkring", "openbaar"):
            self.plant_elders(niveau)
        self.plant_others()

    # One row

    def plant(
        self, tabel: str, niveau: str, eigenaar: Geplant | None = None, variant: int = 0, **cells: Any
    ) -> Geplant:
        """Return a new row with a kanarie in each field that is not given."""
        (row,) = read_text_table(tabel, f"vertrouwelijkheid\n{niveau}")
        flags = {name: cells.pop(name) for name in ("ingetrokken",) if name in cells}
        owners = frozenset({eigenaar.sleutel}) if eigenaar else frozenset[str]()
        if "deelnemer" in row:
            row["deelnemer"] = ""
        if eigenaar is not None and "deelnemer" in TABELLEN[tabel].model_fields:
            cells = {"deelnemer": eigenaar} | cells
        rij = Geplant(tabel, niveau, owners, row | cells, cells.get("goedgekeurd", "ja") == "ja", **flags)
        # From the last column to the first, because numbers go down and waarde_hoog may not lie below waarde.
        for kolom in reversed(columns(TABELLEN[tabel])):
            vorm = find_shape(tabel, kolom)
            if vorm and kolom not in cells:
                rij.cellen[kolom] = self.hide(vorm, tabel, kolom, rij)
        if "bron" in row:
            named = {0: ["openbaar"], 1: ["openbaar", "leerkring", "team"], 2: ["team"]}[variant]
            rij.cellen["bron"] = [self.bronnen[n] for n in named]
            rij.regels = [self.hide("getal", tabel, "bron", rij, self.bronnen[n]) for n in named]
        self.rijen.append(rij)
        return rij

    def hide(self, vorm: str, tabel: str, kolom: str, *rijen: Geplant) -> str:
        """Return a new value for a cell, and note what it is found by."""
        if vorm == "woord":
            self.woorden += 1
            place, letters = self.woorden * 7919, ""
            for _ in range(5):
                place, letter = divmod(place, len(LETTERS))
                letters += LETTERS[letter]
            teken = value = f"zq{letters}x"
        elif vorm == "tooi":
            self.woorden += 1
            teken, value = f"gm{self.woorden:04}", f"{TOOI}{self.woorden:04}"
        else:
            self.getal -= 1014  # a multiple of three, as numbers of people are told
            teken = str(self.getal)
            value = {"les": f"L{teken}", "breuk": f"{teken}.25", "getal": teken}[vorm]
        assert teken not in self.kanaries
        self.kanaries[teken] = Kanarie(teken, tabel, kolom, rijen)
        return value

    # A whole traject

    def plant_deelnemer(self, plaats: int, van: Geplant) -> None:
        """Plant what is known of one deelnemer: of each level a row that leans on its like, and one across levels."""
        self.plant("aanmeldingen", NIVEAUS[plaats % 4], van)
        self.plant("betrokkenen", NIVEAUS[plaats % 4], van)
        self.plant("matches", NIVEAUS[(3 - plaats) % 4], van)
        per: dict[tuple[str, str], Geplant] = {}
        for variant in (0, 1, 2):
            for i, niveau in enumerate(NIVEAUS):
                # Across levels: what is open leans on what is for the team, and the rest on what is one step wider.
                ander = NIVEAUS[(i + variant) % 4] if variant < 2 else niveau
                if variant < 2:
                    self.plant_rij(per, van, niveau, ander, i, variant)
                elif niveau == "openbaar":
                    # The row itself may be seen, and its only source may not.
                    self.plant("leden", niveau, van, variant)
                    self.plant("logboek", niveau, van, variant, datum=RONDES[0])
                    self.plant("casussen", niveau, van, variant)

    def plant_others(self) -> None:
        """Plant a row of each level in the tables that came to the model after all this was written."""
        first = {rij.tabel: rij for rij in reversed(self.rijen)}
        for tabel, entiteit in TABELLEN.items():
            if tabel not in first:
                own = self.deelnemers["noord"] if entiteit.eigenaar else None
                needs = {k: m for k, m in references(entiteit).items() if entiteit.model_fields[k].is_required()}
                leans = {k: first[m.tabel] for k, m in needs.items() if k not in ("deelnemer", "bron")}
                for niveau in NIVEAUS:
                    if own or niveau != "deelnemer":
                        self.plant(tabel, niveau, own, **leans)

    def plant_rij(
        self, per: dict[tuple[str, str], Geplant], van: Geplant, niveau: str, ander: str, i: int, variant: int
    ) -> None:
        """Plant one row in each table that is about a deelnemer."""

        def plant(tabel: str, **cells: Any) -> Geplant:
            rij = self.plant(tabel, niveau, van, variant, **cells)
            return per.setdefault((tabel, niveau), rij) if variant == 0 else rij

        def lean(tabel: str) -> Geplant:
            """Return the row of the other level, or the one of this level while the other is not there yet."""
            return per.get((tabel, ander)) or per[tabel, niveau]

        ronde = i % 3
        wider = {"deelnemer": "leerkring"}.get(ander, ander)
        gather = {"ronde": str(ronde + 1), "datum": RONDES[ronde]}
        plant("aanmeldingen", status="afgewezen")
        plant("betrokkenen", trekker="nee", eerste_contact="nee")
        plant("leden")
        plant("herindelingen")
        plant("contextfactoren", factor=list(Factor)[4 * variant + i])
        plant("casussen", start="2021")
        steps = {"gepland_start": "2021-05", "gepland_eind": "2021-08", "start": "2021-06", "eind": RONDES[ronde]}
        plant("interventies", casus=lean("casussen"), ronde=str(ronde + 1), ondersteuning="klankbord", **steps)
        plant("sturingsmix", sturingsvorm=list(Sturingsvorm)[i], meting=f"T{variant}")
        plant("sturingsverhoudingen", casus=lean("casussen"), meting=f"T{variant}")
        steps_taken = list({id(r): r for r in (lean("interventies"), per["interventies", niveau])}.values())
        status = ("waargenomen", "beoogd")[variant]
        effect = plant("effecten", casus=lean("casussen"), interventies=steps_taken, status=status, moment="2021-08")
        nul = plant("indicatormetingen", effect=lean("effecten"), nulmeting="ja", peildatum="2021-05")
        same = {kolom: nul.cellen[kolom] for kolom in ("effect", "indicator", "eenheid")}
        self.plant("indicatormetingen", niveau, van, **same, peildatum="2021-08")
        if niveau == "openbaar" and variant == 0:
            self.plant("indicatormetingen", "team", van, **same, peildatum="2021-10")
        plant("beoordelingen", effect=lean("effecten"), oordeel="ongunstig")
        plant("procestoetsen", effect=lean("effecten"), rivaal=("nee", "ja")[variant])
        plant("procestoetsen", effect=effect)
        other = self.deelnemers[("oost", "midden")[variant]]
        advies = plant("adviezen", van=van, naar=self.deelnemers["west"] if other is van else other)
        advies.eigenaars |= advies.cellen["naar"].eigenaars
        plant("logboek", les=self.lessen[wider], **gather)
        fragment = plant("fragmenten", goedgekeurd="ja", groep="medewerkers", **gather)
        dicht = self.plant("fragmenten", niveau, van, variant, goedgekeurd="nee", groep="bestuur", **gather)
        plant("coderingen", fragment=lean("fragmenten"), codeur=f"T{variant + 1}", code=self.codes[wider])
        plant("coderingen", fragment=fragment, codeur="T3", code=self.codes["openbaar"])
        self.plant("coderingen", niveau, van, fragment=dicht, codeur="T1", code=self.codes[wider]).goedgekeurd = False
        plant("bewijsstukken", les=self.lessen[wider], casus=lean("casussen"))
        against = [lean("interventies")] if variant else []
        plant("bevindingen", steunt_op=[effect], spreekt_tegen=against, hoogstens="zwak")
        if variant == 0 and niveau != "deelnemer":
            self.plant("bevindingen", niveau, steunt_op=[effect], hoogstens="zwak").cellen["deelnemer"] = ""

    def plant_elders(self, niveau: str) -> None:
        """Plant an example elsewhere, and a note about nobody."""
        casus = self.plant("casussen", niveau)
        stap = self.plant("interventies", niveau, casus=casus)
        self.plant("effecten", niveau, casus=casus, interventies=[stap])
        self.plant("sturingsverhoudingen", niveau, casus=casus)
        self.plant("bewijsstukken", niveau, les=self.lessen[niveau], casus=casus)
        self.plant("logboek", niveau, datum=RONDES[0])

    def plant_vragenlijst(self, plaats: int, van: Geplant) -> None:
        """Plant groups that answered, of one level and of mixed levels, large and small."""
        for i, (groep, (niveaus, aantal, anders)) in enumerate(GROEPEN.items()):
            metingen = ("T0", "T1") if i < 2 else ("T0",)
            for meting in metingen:
                self.plant("uitnodigingen", NIVEAUS[(3 - i - plaats) % 4], van, groep=groep, meting=meting)
            for n in range(aantal):
                laatste = n == aantal - 1
                niveau = "team" if laatste and anders == "team" else niveaus[n % len(niveaus)]
                weg = laatste and anders == "ingetrokken"
                toestemming = "ingetrokken" if weg else "ja"
                mens = self.plant("respondenten", niveau, van, groep=groep, toestemming=toestemming, ingetrokken=weg)
                for meting in metingen:
                    for item in ("V1", "V4") if Groep(groep).is_extern else ("V1",):
                        level = "team" if laatste and anders == "antwoorden" else niveau
                        given = {"respondent": mens, "meting": meting, "item": item, "waarde": str(1 + n % 5)}
                        self.plant("antwoorden", level, van, ingetrokken=weg, **given)

    # Who may see what

    def shown_groups(self, doelgroep: str, slug: str | None) -> set[tuple[str, str]]:
        """Return the groups that reach an audience: all whom any deelnemer sees, and enough of them."""
        smallest = 10 if doelgroep == "openbaar" else 5
        members: dict[tuple[str, str], list[bool]] = {}
        for rij in self.rijen:
            if rij.tabel in ("respondenten", "antwoorden") and not rij.ingetrokken and rij.niveau != "team":
                members.setdefault(rij.group, []).append(is_whole(rij, doelgroep, slug))
        large = {key for key in members if GROEPEN[key[1]][1] >= smallest}
        return {key for key in large if all(members[key])}

    def hidden_from(self, doelgroep: str, slug: str | None) -> set[str]:
        """Return the kanaries that an audience may not see."""
        return {k.teken for k in self.kanaries.values() if not all(may_see(r, doelgroep, slug) for r in k.rijen)}

    def whole_for(self, doelgroep: str, slug: str | None) -> set[str]:
        """Return the kanaries of rows that reach an audience with everything that they lean on."""
        whole = {rij for rij in self.rijen if is_whole(rij, doelgroep, slug)}
        return {k.teken for k in self.kanaries.values() if whole.issuperset(k.rijen)}

    def write(self, folder: Path) -> Path:
        """Write the traject folder."""
        write_traject(folder, "leerkring", traject="id: kanaries\ngestart: false", vragenlijst=VRAGENLIJST)
        for tabel in TABELLEN:
            write_rows(folder, tabel, [write_cells(rij) for rij in self.rijen if rij.tabel == tabel])
        return folder


def write_cells(rij: Geplant) -> dict[str, str]:
    """Return the cells of a row as text, with the ids of the rows that it refers to."""
    out = {}
    for kolom, value in rij.cellen.items():
        if kolom == "bron":
            places = zip(value, rij.regels, strict=True)
            out[kolom] = "|".join(f"{bron.sleutel}:{line}" for bron, line in places)
        elif isinstance(value, list):
            out[kolom] = "|".join(part.sleutel for part in value)
        else:
            out[kolom] = value.sleutel if isinstance(value, Geplant) else value
    return out


# The search

WOORD = re.compile(rf"zq[{LETTERS}]{{5}}x|gm\d{{4}}(?!\d)")
GETAL = re.compile("(?<!\\d)(?<!\\d\\.)(?:\\d{7}|\\d([.,'’\u00a0\u2009\u202f])\\d{3}\\1\\d{3})(?!\\d)")
ONZICHTBAAR = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
TAG = re.compile(r"<[^<>]*>")
BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")


def read_file(path: Path) -> set[str]:
    """Return all kanaries in a file, its name included, in whatever way they are wrapped."""
    return find_kanaries(path.name) | read_bytes(path.read_bytes())


def read_bytes(content: bytes) -> set[str]:
    """Return the kanaries in the content of a file; of a zip in each of its parts."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = find_kanaries("\n".join(parts.namelist()))
            return names.union(*(read_bytes(parts.read(name)) for name in parts.namelist()))
    text = content.decode("utf-8", errors="replace")
    try:
        strings = list(walk_json(json.loads(text)))
    except ValueError:
        strings = []
    return find_kanaries(text).union(*map(find_kanaries, strings))


def walk_json(value: Any) -> Iterator[str]:
    """Yield each string in JSON, its keys included; a text that is kept as a list of lines also as one."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    elif isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        yield "".join(value)
    if isinstance(value, list):
        for part in value:
            yield from walk_json(part)
    elif isinstance(value, str):
        yield value


def find_kanaries(text: str) -> set[str]:
    """Return the kanaries in a text, also when it is escaped or encoded as the parts of a page can be."""
    found: set[str] = set()
    for layer in peel(text):
        plain = ONZICHTBAAR.sub("", layer).casefold()
        found.update(WOORD.findall(plain))
        found.update(re.sub(r"\D", "", number[0]) for number in GETAL.finditer(plain))
    return found


def peel(text: str) -> Iterable[str]:
    """Return a text as it stands, and what it says once its wrappings are off."""
    layers = [text, html.unescape(text), unquote(text), UNICODE.sub(lambda m: chr(int(m[1], 16)), text)]
    layers.append(TAG.sub("", layers[1]))
    for packed in BASE64.findall(text):
        try:
            raw = base64.b64decode(
                packed.rstrip("=") + "=" * (-len(packed.rstrip("=")) % 4), altchars=None, validate=True
            )
        except binascii.Error:
            continue
        inner = raw.decode("utf-8", errors="ignore")
        layers += [inner, html.unescape(inner)]
    return dict.fromkeys(layers)

"""The names of people who may not stand in a report, and how a text may write each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape

from leerkring.folding import fold_text, read_loosely

TUSSENVOEGSELS = frozenset(
    (  # noqa: SIM905
        "aan af al bin ben bij da dal de degli dei del della den der des di do dos du el het het in la las le les "
        "lo los of op over 's 't te ten ter thoe tot uit uijt van vom von voor zu zum zur"
    ).split()
)
TITELS = (
    r"(?:de )?heer|dhr|meneer|mijnheer|mevrouw|mevr|mw|mej|juffrouw|familie|fam|"
    r"prof|dr|drs|ir|ing|mr|ds|wethouder|burgemeester|raadslid"
)
ALLEDAAGS = frozenset(
    (  # noqa: SIM905
        "bakker band beek belang berg bestuur bloem boer bomen bond boog boom bosch bouw brand brink broek brouwer "
        "brug bruin buiten burg burger dam deel dekker dienst dijk dokter dorp draad duin duits enge feest fransen "
        "gast geld gemeente gerst goed groen groot haan haas hart heer heide hemel herder heuvel hoek hoeve holland "
        "hond hoog horst huis jager jong kamer kamp kant kapper keizer kerk kind klein klerk kolk koning koopman "
        "koper korte kraan kramer kring krul kuiper kunst kwast laan lager lamp land lange leer leeuw lente licht "
        "linde linden maan macht man markt meer meester meijer melk mens middel moed molen molenaar mulder muller "
        "naald nacht nieuw noord oever oost orde oude paard pad pannekoek park peters plaats plan plein poel poort "
        "post prins proef project punt put raad rademaker riet rijk ring rood roos ruiter schaap schipper schoen "
        "scholte scholten school schouten slager slot smeets smid smit snel spel spijker staal stad stap steeg steen "
        "stem ster sterk stoel straat taal tegen tijd timmer toren trouw tuin vaart valk veen veld ven verbeek "
        "verkade vermeer vis visser vlam vliet vogel voorbeeld vos vrede vriend vrij vrouw waard wacht wagenaar "
        "wandelaar water weg weide west wever wijk wijs willems wind winkel winter wit wolf woord woud zaal zand zee "
        "zomer zorg zuid zwaan zwart"
    ).split()
)
"""Surnames that are words as well: in small letters they name nobody."""
TOEVOEGINGEN = "jr|sr|junior|senior|i{2,3}|msc|ma|mba|ba|bsc|phd|llm|mpa|mph|drs|ra|rc|cpc|md|e\\.?a"
"""What stands behind a name in a list of staff, and in no text."""
KOPPELING = r"[ _.\-]{0,3}"  # between the words of a name: also none, as in an address or a file name
KORTST_ALLEEN = 5
"""How many letters a surname has at least that counts in small letters: shorter ones are words or parts of codes."""
VOOR, NA = r"(?<![^\W_])", r"(?![^\W_])"


@dataclass(frozen=True)
class Persoon:
    """One person: the name in full, and other ways in which people write it."""

    naam: str
    varianten: tuple[str, ...] = ()

    @cached_property
    def patronen(self) -> dict[str, list[re.Pattern[str]]]:
        """Return the patterns that find this person in a folded text, by a word that must be in it."""
        voornamen, tussen, achternaam = split_name(self.naam)
        found = [(anchor_of(achternaam), write_alone(tussen, achternaam))]
        free = is_rare(achternaam)
        # Of a double name such as Bakker-Smit people use the halves as well.
        halves = [[*achternaam[:-1], half] for half in achternaam[-1].split("-")] if "-" in achternaam[-1] else []
        for surname in [achternaam, *halves]:
            found += [(anchor_of(surname), re.compile(p)) for p in write_patterns(voornamen, tussen, surname, free)]
        for variant in self.varianten:
            words = fold_text(variant).strip().split()
            if words:
                found.append((anchor_of(words), re.compile(f"(?i:{VOOR}{loosen_words(words)}{NA})")))
        by_anchor: dict[str, list[re.Pattern[str]]] = {}
        for anchor, patroon in found:
            by_anchor.setdefault(anchor, []).append(patroon)
        return by_anchor


@dataclass(frozen=True)
class Namen:
    """The people to look for, and the names of organisations that are never taken for one of them."""

    personen: tuple[Persoon, ...] = ()
    toegestaan: frozenset[str] = field(default_factory=frozenset)
    uitgevers: Mapping[str, str] = field(default_factory=dict)
    """Who published a source, by its id: an organisation perhaps, and perhaps one of the people."""

    def allow(self, toegestaan: Iterable[str]) -> Namen:
        """Return the same people with more names of organisations and municipalities that may stand in a text."""
        return replace(self, toegestaan=self.toegestaan | frozenset(toegestaan))

    @cached_property
    def allowed(self) -> re.Pattern[str] | None:
        """Return the pattern that finds the allowed names in a folded text; None when there are none."""
        return match_any(self.toegestaan)

    @cached_property
    def doubtful(self) -> re.Pattern[str] | None:
        """Return the pattern that finds publishers, who may be called like a person; not those who are one."""
        names = {naam for naam in self.uitgevers.values() if not self.is_person(fold_text(naam).strip())}
        return match_any(names | set(map(escape, names)))  # also in a file that is read as it stands

    def is_person(self, folded: str) -> bool:
        """Return whether a whole text is the name of a person with more than the surname."""
        found = (patroon.fullmatch(folded) for _, patroon in self.list_patterns(folded.lower()))
        return any(match and "kern" not in match.re.groupindex for match in found)

    def is_allowed(self, folded: str) -> bool:
        """Return whether a whole folded text is one of the allowed names."""
        return self.allowed is not None and self.allowed.fullmatch(folded) is not None

    def find(self, folded: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Return where a folded text names a person, and where that may be a publisher instead.

        A place may be found in more than one way.
        """
        found = list(self.find_all(folded))
        places = [match.span() for match in self.doubtful.finditer(folded)] if found and self.doubtful else []
        doubtful = [(begin, end) for begin, end in found if any(a <= begin and end <= b for a, b in places)]
        return [span for span in found if span not in doubtful], doubtful

    def find_all(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield where a folded text names a person, also within the name of a publisher."""
        plain = folded.lower()
        for reading, list_places in read_loosely(folded) if self.personen else ():
            lower = plain if reading is folded else reading.lower()
            for anchor, patroon in self.list_patterns(lower):
                # Of a looser reading only what the text itself does not say.
                if reading is not folded and lower.count(anchor) <= plain.count(anchor):
                    continue
                for match in patroon.finditer(reading):
                    # 'van Oss' is as little a name as 'Oss' is, where that is allowed.
                    begin, end = match.span("kern" if "kern" in patroon.groupindex else 0)
                    free = self.allowed.finditer(reading) if self.allowed else ()
                    if not any(m.start() <= begin and end <= m.end() for m in free):
                        places = list_places()
                        yield places[match.start()], places[match.end() - 1] + 1

    def list_patterns(self, lower: str) -> Iterator[tuple[str, re.Pattern[str]]]:
        """Yield the patterns of which the word that must be there stands in a text, with that word."""
        for persoon in self.personen:
            for anchor, patronen in persoon.patronen.items():
                if anchor in lower:
                    yield from ((anchor, patroon) for patroon in patronen)


def match_any(namen: Iterable[str]) -> re.Pattern[str] | None:
    """Return the pattern that finds any of some names in a folded text; None when there are none."""
    names = [loosen_words(fold_text(naam).split()) for naam in namen if naam.strip()]
    return re.compile(f"(?i:{VOOR}(?:{'|'.join(sorted(names, key=len, reverse=True))}){NA})") if names else None


def tidy_name(naam: str) -> str:
    """Return a name as a text would write it: without remarks and additions, a first name first, hyphens closed up."""
    plain = re.sub(r"\(.*?\)|\[.*?\]|[^\w\s.,'\-]", " ", fold_text(naam))
    if len(plain.split()) > 2:  # 'Iwan Ra' has a surname
        plain = re.sub(rf"(?i:[ ,]+(?:{TOEVOEGINGEN})\b\.?)", " ", plain)
    plain = " ".join(re.sub(r" ?- ?", "-", re.sub(r"(?<=\s)\d+|\d+(?=\s|$)", " ", plain)).split()).strip(" ,-")
    # A list of staff has the surname first and in capitals.
    caps = re.fullmatch(r"((?:[A-Z'\-]{2,} )+)([A-Z][\w.]*[a-z.].*)", plain)
    return f"{caps[2]} {caps[1].title().strip()}" if caps else plain


def list_writings(naam: str) -> list[str]:
    """Return ways in which a text names somebody, each of which the patterns for that person must find."""
    voornamen, tussen, achternaam = split_name(naam)
    surname = " ".join([*tussen, *achternaam])
    halves = achternaam[-1].split("-") if "-" in achternaam[-1] else []
    whole = [f"{' '.join(voornamen)} {surname}", f"{voornamen[0][0]}. {surname}"] if voornamen else []
    return [*whole, *(f"mevrouw {part}" for part in (surname, *halves))]


def split_name(naam: str) -> tuple[list[str], list[str], list[str]]:
    """Return the first names, the particles and the surname of a name; 'Vries, Jan de' is read as well."""
    plain = fold_text(naam).strip()
    surname, comma, rest = plain.partition(",")
    words = f"{rest} {surname}".split() if comma else plain.split()
    while len(words) > 1 and re.fullmatch(rf"(?i:(?:{TITELS}|de)\.?)", words[0]) and words[0][0].islower():
        words = words[1:]
    # 'J.M.' is two first names.
    words = [
        part for word in words for part in (re.findall(r"\w+", word) if re.fullmatch(r"(?:\w\.)+", word) else [word])
    ]
    start = next((i for i, word in enumerate(words) if word.lower() in TUSSENVOEGSELS and i < len(words) - 1), None)
    if start is None:
        return words[:-1], [], words[-1:]
    end = start
    while end < len(words) - 1 and words[end].lower() in TUSSENVOEGSELS:
        end += 1
    return words[:start], words[start:end], words[end:]


def write_patterns(voornamen: list[str], tussen: list[str], achternaam: list[str], free: bool) -> Iterator[str]:
    """Yield the patterns for a name: in full, with initials, turned round and after a title."""
    surname = loosen_words(achternaam)
    whole = loosen_words([*tussen, *achternaam])
    if voornamen:
        first = voornamen[0]
        others = "|".join(["[a-z]", *(escape_word(word) for word in voornamen[1:])])
        given = rf"{escape_word(first)}{KOPPELING}(?:(?:{others})[ _.\-]{{1,3}}){{0,4}}"
        initials = rf"{re.escape(first[0])}[ _.\-]{{1,2}}(?:[a-z][ _.\-]{{1,2}}){{0,4}}"
        if free or tussen:  # as in an address or the name of an account: jdevries
            letters = "".join(f"{re.escape(word[0])}?" for word in voornamen[1:])
            initials += f"|{re.escape(first[0])}{letters}"
        yield f"(?i:{VOOR}(?:{given}|{initials}){whole}s?{NA})"
        yield f"(?i:{VOOR}{surname} ?, ?(?:{escape_word(first)}|{re.escape(first[0])}\\b){NA})"
        yield f"(?i:{VOOR}{loosen_words([*voornamen, *tussen, *achternaam])}s?{NA})"
    yield rf"(?i:{VOOR}(?:{TITELS})\.? ?(?:[a-z]\.? ?){{0,3}}(?:{loosen_words(tussen)} ?)?{surname}s?{NA})"


def write_alone(tussen: list[str], achternaam: list[str]) -> re.Pattern[str]:
    """Return the pattern for a surname alone: a common word such as 'bakker' is a name only with its capital."""
    capital, rest = achternaam[0][0].upper(), achternaam[0][1:]
    first = f"{re.escape(capital)}(?i:{escape_word(rest)})"
    words = [
        f"(?i:{escape_word(achternaam[0])})" if is_rare(achternaam) else first,
        *(f"(?i:{escape_word(word)})" for word in achternaam[1:]),
    ]
    before = f"(?i:{loosen_words(tussen)}{KOPPELING})?" if tussen else ""
    return re.compile(f"{VOOR}{before}(?P<kern>{KOPPELING.join(words)}){NA}")


def is_rare(achternaam: list[str]) -> bool:
    """Return whether a surname is no word of every day, so that it names somebody in small letters too."""
    whole = "".join(achternaam).lower()
    return len(whole) >= KORTST_ALLEEN and not set(re.findall(r"\w+", " ".join(achternaam).lower())) <= ALLEDAAGS


def loosen_words(words: list[str]) -> str:
    """Return a pattern for words that may be written with anything or nothing between them."""
    return KOPPELING.join(map(escape_word, words))


def escape_word(word: str) -> str:
    """Return a pattern for one word, in which an apostrophe may be missing and a hyphen may be a space."""
    return re.escape(word).replace("'", "'?").replace(r"\-", KOPPELING)


def anchor_of(words: list[str]) -> str:
    """Return the longest piece of a name, in lower case, that stands in every way to write it."""
    return max((piece for word in words for piece in re.findall(r"\w+", word.lower())), key=len, default="")

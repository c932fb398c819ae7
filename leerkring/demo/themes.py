"""Closed lists of invented content: what effects are about, which steps are taken, codes, lessons and questions."""

from __future__ import annotations

from typing import NamedTuple

from leerkring.begrippen import Deelvraag, Groep, InterventieSoort, LesThema

WERKVELDEN = (
    "jeugdhulp",
    "groenonderhoud",
    "vergunningen",
    "schuldhulp",
    "woningbouw",
    "afvalinzameling",
    "leerlingenvervoer",
    "riolering",
    "sportvoorzieningen",
    "energiebesparing",
    "dienstverlening",
    "handhaving",
    "mantelzorg",
    "verkeersveiligheid",
    "inburgering",
    "natuurbeheer",
)


class Onderwerp(NamedTuple):
    """What an effect is about, with the number that belongs to it and which way is better."""

    naam: str
    gunstig: str
    ongunstig: str
    mechanisme: str
    indicator: str
    eenheid: str
    laag: int
    hoog: int
    meer_is_beter: bool


ONDERWERPEN = (
    Onderwerp(
        "Tijd tot een antwoord",
        "Wie iets vraagt over {werk}, krijgt sneller antwoord.",
        "Wie iets vraagt over {werk}, wacht langer op antwoord.",
        "Wie de vraag krijgt, mag ook beslissen en hoeft niet eerst te overleggen.",
        "Doorlooptijd van een aanvraag",
        "dagen",
        20,
        60,
        False,
    ),
    Onderwerp(
        "Eigen initiatief van inwoners",
        "Inwoners komen vaker zelf met een plan voor {werk}.",
        "Inwoners komen minder vaak met een plan voor {werk}.",
        "Een klein budget zonder formulieren maakt beginnen makkelijk.",
        "Initiatieven van inwoners",
        "initiatieven",
        4,
        30,
        True,
    ),
    Onderwerp(
        "Plezier in het werk",
        "Medewerkers bij {werk} gaan met meer plezier naar hun werk.",
        "Medewerkers bij {werk} hebben minder plezier in hun werk.",
        "Wie zelf het werk verdeelt, kan het passend maken.",
        "Ziekteverzuim",
        "procent",
        4,
        9,
        False,
    ),
    Onderwerp(
        "Minder overleg",
        "Er is minder overleg nodig over {werk}.",
        "Er kwam overleg bij over {werk}, naast wat er al was.",
        "Een vaste afspraak over wie beslist maakt veel vragen overbodig.",
        "Uren overleg per week",
        "uren",
        8,
        24,
        False,
    ),
    Onderwerp(
        "Kosten per inwoner",
        "De kosten van {werk} per inwoner dalen.",
        "De kosten van {werk} per inwoner stijgen.",
        "Partners doen samen wat eerst dubbel werd gedaan.",
        "Kosten per inwoner",
        "euro",
        40,
        180,
        False,
    ),
    Onderwerp(
        "Afspraken nagekomen",
        "Meer afspraken over {werk} komen op tijd af.",
        "Minder afspraken over {werk} komen op tijd af.",
        "Elke maand staat op één bladzijde wat is beloofd en wat is gedaan.",
        "Afspraken op tijd",
        "procent",
        45,
        90,
        True,
    ),
    Onderwerp(
        "Een vast gezicht",
        "Inwoners en partners kennen hun aanspreekpunt voor {werk}.",
        "Inwoners en partners weten minder goed wie over {werk} gaat.",
        "Eén persoon blijft bij het gebied, ook als het onderwerp wisselt.",
        "Inwoners die hun aanspreekpunt kennen",
        "procent",
        20,
        70,
        True,
    ),
    Onderwerp(
        "Samenwerking tussen afdelingen",
        "Afdelingen werken bij {werk} vaker samen.",
        "Afdelingen trekken zich bij {werk} terug op hun eigen taak.",
        "Een gedeeld doel maakt ruilen van mensen en geld gewoon.",
        "Gedeelde projecten",
        "projecten",
        3,
        18,
        True,
    ),
)

STAPPEN: dict[InterventieSoort, tuple[str, ...]] = {
    InterventieSoort.ONTWERP: ("Doel van {werk} op één bladzijde", "Plan van aanpak voor {werk}"),
    InterventieSoort.STRUCTUUR: ("Eigen team voor {werk}", "Rollen bij {werk} opnieuw verdeeld"),
    InterventieSoort.WERKWIJZE: ("Proef met vaste dagen voor {werk}", "Werkbord voor {werk}"),
    InterventieSoort.ONTWIKKELING: ("Training voor wie aan {werk} werkt", "Meelopen bij een andere gemeente"),
    InterventieSoort.GESPREK: ("Gesprek met het college over {werk}", "Ronde langs de teams van {werk}"),
    InterventieSoort.PARTICIPATIE: ("Avond over {werk} in het dorpshuis", "Panel van inwoners over {werk}"),
    InterventieSoort.SAMENWERKING: ("Afspraken met partners over {werk}", "Vaste tafel over {werk}"),
    InterventieSoort.COMMUNICATIE: ("Nieuwsbrief over {werk}", "Verhalen uit {werk} verzameld"),
    InterventieSoort.FINANCIEN: ("Eén budget voor {werk}", "Kosten van {werk} in beeld"),
    InterventieSoort.LEREN: ("Terugblik op {werk}", "Tussenstand van {werk} besproken"),
}

CODES: dict[str, tuple[str, str, Deelvraag]] = {
    "kader": ("Kaders", "Past bij afspraken vooraf over wie wat mag; niet bij tijd of geld.", Deelvraag.D1),
    "tijd": ("Tijd", "Past bij drukte, tempo en planning; niet bij wie er helpt.", Deelvraag.D1),
    "steun": ("Steun van boven", "Past bij ruimte die bestuur of directie geeft of neemt.", Deelvraag.D2),
    "samen": ("Samen werken", "Past bij contact tussen afdelingen of met partners.", Deelvraag.D3),
    "gehoord": ("Gehoord worden", "Past als iemand van buiten zegt dat er wel of niet is geluisterd.", Deelvraag.D4),
    "merkbaar": ("Merkbaar", "Past als iemand van buiten wel of geen verschil merkt.", Deelvraag.D4),
}
CODES_BINNEN = ("kader", "tijd", "steun", "samen")
CODES_BUITEN = ("gehoord", "merkbaar")

LESSEN: tuple[tuple[str, str, LesThema], ...] = (
    ("Begin met een klein stuk werk.", "Een klein begin laat zien wat kan, zonder dat alles stilvalt.", LesThema.LEREN),
    ("Schrijf op wie beslist.", "Zonder die afspraak gaat elke vraag terug naar de afdeling.", LesThema.ORGANISATIE),
    ("Vraag eerst wat buiten nodig is.", "Een plan dat al vastligt, nodigt niemand uit.", LesThema.REGIO),
    ("Geef een nieuwe werkwijze tijd.", "In de eerste maanden kost zij meer dan zij oplevert.", LesThema.LEREN),
    ("Laat een proef niet eeuwig duren.", "Wie niet kiest, houdt twee werkwijzen in stand.", LesThema.ORGANISATIE),
    ("Houd één gezicht voor inwoners.", "Vertrouwen hangt aan mensen, niet aan een schema.", LesThema.REGIO),
    ("Praat over geld voordat het op is.", "Een gedeeld budget dwingt tot kiezen.", LesThema.ORGANISATIE),
    ("Kijk bij elkaar in de keuken.", "Wat een ander doet, maakt zien wat je zelf gewoon vindt.", LesThema.LEREN),
    ("Laat afdelingen niet los.", "Wat zij weten over het gewone werk, blijft nodig.", LesThema.ORGANISATIE),
    ("Deel de taken met partners helder.", "Een duidelijke verdeling telt meer dan een contract.", LesThema.REGIO),
)
SPANNING = (3, 4)
WAAROM_SPANNING = "Geduld hebben en op tijd kiezen gaan niet altijd samen."

SCHAAL = {1: "zeer oneens", 2: "oneens", 3: "neutraal", 4: "eens", 5: "zeer eens"}
BINNEN = (Groep.BESTUUR, Groep.MANAGEMENT, Groep.MEDEWERKERS)
BUITEN = (Groep.INWONERS, Groep.PARTNERS)
STELLINGEN: tuple[tuple[str, Deelvraag, tuple[Groep, ...], bool], ...] = (
    ("Ik weet wie beslist over het werk.", Deelvraag.D2, BINNEN, False),
    ("De afdelingen en de nieuwe werkwijze zitten elkaar in de weg.", Deelvraag.D2, BINNEN, True),
    ("Wij komen onze afspraken na.", Deelvraag.D3, (*BINNEN, *BUITEN), False),
    ("Vragen krijgen snel een antwoord.", Deelvraag.D3, (*BINNEN, *BUITEN), False),
    ("Samenwerken lukt goed.", Deelvraag.D3, (*BINNEN, *BUITEN), False),
    ("Er gebeurt iets met wat ik inbreng.", Deelvraag.D4, BUITEN, False),
    ("Ik ben tevreden over het contact.", Deelvraag.D4, BUITEN, False),
)

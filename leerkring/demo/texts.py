"""Invented Dutch texts: short sentences with slots, filled from closed lists; they tell of nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping

from leerkring.demo.draws import Draw

# A key is either 'table.column', for a column that is drawn by itself, or the name of a slot or a kind of text.
ZINNEN: dict[str, tuple[str, ...]] = {
    "onbekend": ("Verzonnen tekst over {werk}.",),
    "aanleiding": (
        "Bij {werk} liepen {buiten} van loket naar loket.",
        "Een tekort op de begroting vroeg om een andere aanpak van {werk}.",
        "De raad wilde weten wat het werk aan {werk} oplevert.",
        "Door krapte op de arbeidsmarkt bleef het werk aan {werk} liggen.",
        "Na klachten van {buiten} over {werk} wilde het college het anders doen.",
    ),
    "aanmeldingen.motivatie": (
        "Wij zijn begonnen met {vorm} bij {werk}. Wij willen van anderen horen wat werkt en wat niet.",
        "De eerste stappen met {vorm} zijn gezet. Wij zoeken gemeenten die verder zijn dan wij.",
        "Wij merken dat {wie} graag meedoen, maar dat niemand weet wie beslist. Daar willen wij aan werken.",
    ),
    "functie": (
        "Programmamanager {werk}",
        "Opgavemanager {werk}",
        "Gemeentesecretaris",
        "Afdelingshoofd {werk}",
        "Adviseur organisatie",
        "Beleidsmedewerker {werk}",
        "Projectleider {werk}",
        "Controller",
    ),
    "deelnemers.bestuur": (
        "Raad en college met drie wethouders",
        "Raad en college met vier wethouders",
        "Raad en college met vijf wethouders",
    ),
    "bestuur_samen": ("Algemeen bestuur en dagelijks bestuur, gekozen uit de colleges van de leden",),
    "deelnemers.historie": (
        "Sinds mensenheugenis dezelfde grenzen.",
        "Gevormd uit enkele dorpen langs de rivier.",
        "Gegroeid door nieuwe wijken aan de rand.",
        "Ooit een vissersplaats, nu een plaats voor forenzen.",
    ),
    "historie_fusie": (
        "Twee buurgemeenten gingen samen; de loketten bleven in beide plaatsen.",
        "Na een fusie van twee buurgemeenten kwam er één gemeentehuis.",
    ),
    "deelnemers.fase": (
        "De eerste teams werken met {vorm}; de rest kijkt toe.",
        "Het plan voor {vorm} ligt er, de uitvoering bij {werk} is net begonnen.",
        "Na enkele jaren {vorm} zoekt men een nieuw evenwicht met de afdelingen.",
        "De organisatie is klein en iedereen doet veel tegelijk, ook bij {werk}.",
    ),
    "matches.reden": (
        "Het bureau kent {vorm} uit eerder werk en de deelnemer zoekt iemand die tegenspreekt.",
        "De deelnemer wil rustig beginnen en het bureau heeft ervaring met {werk}.",
        "Beide kanten willen meten wat {vorm} oplevert voor {buiten}.",
    ),
    "contextfactoren.toelichting": (
        "Dit kwam in elk gesprek over {werk} terug.",
        "De begroting en het plan voor {werk} noemen dit als reden.",
        "Vooral {wie} noemen dit als het gaat om {werk}.",
        "Sinds vorig jaar vraagt het college hier aandacht voor.",
    ),
    "casussen.samenvatting": (
        "Bij {werk} begon een klein team met {vorm}. Na {maanden} maanden wisten {buiten} wie zij konden bellen. "
        "De afdelingen bleven zoeken naar hun rol.",
        "{Wie} en {buiten} spraken elke maand over {werk}. Zij kozen samen wat eerst moest. Het budget volgde later.",
        "De proef met {werk} duurde {maanden} maanden. Wat goed ging, is vastgelegd. Wat niet lukte, ook.",
    ),
    "maanden": ("zes", "acht", "tien", "twaalf"),
    "interventies.doel": (
        "{Wie} weten wie over {werk} beslist.",
        "Sneller antwoord voor {buiten}.",
        "Minder overleg en meer uitvoering bij {werk}.",
        "{Buiten} praten mee voordat het plan vastligt.",
        "Zichtbaar maken wat {werk} kost en oplevert.",
    ),
    "interventies.toelichting": (
        "Het begin was rommelig, daarna kwam er rust.",
        "Er was minder tijd dan gedacht, want {werk} ging voor.",
        "De opkomst was groter dan verwacht.",
        "Niet iedereen zag het nut ervan in.",
        "{Wie} vroegen om een vervolg.",
    ),
    "sturingsverhoudingen.toelichting": (
        "In het overleg over {werk} bleek dit {moment_laag}.",
        "{Wie} noemden hier voorbeelden van bij {werk}.",
        "Het stond zo in het plan en het ging ook zo.",
        "De begroting voor {werk} liet dit zien.",
    ),
    "effecten.andere_verklaring": (
        "Er kwam in dezelfde tijd meer geld voor {werk}.",
        "Het aantal vragen over {werk} daalde overal, ook zonder {vorm}.",
        "Een nieuwe leidinggevende trok {werk} vlot.",
        "Een nieuw computersysteem maakte het werk lichter.",
    ),
    "effecten.tegenbewijs": (
        "Twee teams merkten hier niets van.",
        "{Buiten} die wij spraken, herkenden dit niet.",
        "In de zomer was het even weg.",
        "De cijfers over {werk} gaan een andere kant op.",
    ),
    "beoordelingen.omschrijving": (
        "Zij weten nu wie zij over {werk} kunnen bellen.",
        "Zij vinden dat er wel wordt geluisterd, maar dat er weinig mee gebeurt.",
        "Zij merken geen verschil met vroeger bij {werk}.",
        "Zij waarderen dat het antwoord sneller komt.",
        "Zij missen een vast gezicht bij {werk}.",
    ),
    "procestoetsen.voorspelling": (
        "Teams die niet meededen, laten de verandering niet zien.",
        "De verandering begint pas nadat de stap is gezet.",
        "{Wie} noemen de stap uit zichzelf als reden.",
        "In de notulen staat het nieuwe besluit eerder dan het nieuwe cijfer.",
    ),
    "procestoetsen.toelichting": (
        "Dit stond in drie verslagen over {werk}.",
        "Van één team ontbreken de gegevens.",
        "Het team vroeg ernaar in elk gesprek.",
    ),
    "claim_eigen": ("De stappen bij {werk} maakten het verschil.", "Doordat {wie} zelf beslissen, veranderde dit."),
    "claim_rivaal": (
        "Het extra geld voor {werk} verklaart de verandering.",
        "De nieuwe leiding verklaart de verandering, niet {vorm}.",
    ),
    "adviezen.tekst": (
        "Begin klein bij {werk} en vertel vaker wat er al lukt.",
        "Vraag {buiten} naar hun vraag, niet naar uw plan.",
        "Spreek met het bestuur af waar het zich niet mee bemoeit.",
        "Laat {wie} de afspraken zelf opschrijven.",
        "Kies één cijfer dat u elke maand bespreekt.",
        "Stop met het overleg over {werk} dat niemand mist.",
    ),
    "adviezen.toelichting": (
        "Het paste bij wat al liep.",
        "Er was geen tijd voor naast {werk}.",
        "De directie wilde eerst zien of het elders werkt.",
    ),
    "notitie_ervaring": (
        "{Moment} losten {wie} een vraag over {werk} op zonder de afdeling te bellen.",
        "{Moment} bleek dat {buiten} al een eigen plan voor {werk} hadden.",
        "{Moment} bleef een stoel leeg: de afdeling had andere zaken te doen dan {werk}.",
        "{Moment} rekende de controller voor wat {werk} kost.",
        "{Moment} namen {wie} een besluit over {werk} dat een week later werd teruggedraaid.",
        "{Moment} vertelden {buiten} wat zij van de nieuwe aanpak van {werk} merken.",
        "{Moment} spraken {wie} en {buiten} af wie wat doet bij {werk}.",
        "{Moment} schoof de planning van {werk} {maanden} weken op.",
    ),
    "notitie_tip": (
        "Leg bij {werk} op één bladzijde vast wie beslist.",
        "Nodig {buiten} uit voordat de agenda vaststaat.",
        "Plan na elke stap bij {werk} een half uur om terug te kijken.",
        "Laat {wie} een dag meelopen bij een andere gemeente.",
        "Vier wat lukt bij {werk}, ook als het klein is.",
        "Bel {buiten} na {maanden} maanden nog eens over {werk}.",
        "Spreek {moment} met {wie} over wat er kan stoppen bij {werk}.",
        "Vraag {moment} wie er nog ontbreekt als het over {werk} gaat.",
        "Zet {buiten} en {wie} samen aan een tafel en begin met {werk}.",
    ),
    "notitie_verwonderpunt": (
        "Iedereen is voor {vorm}, maar bij {werk} vraagt men toch eerst de afdeling.",
        "{Moment} sprak niemand over {buiten}, terwijl {werk} om hen draait.",
        "Waarom kost een klein besluit over {werk} drie weken?",
        "{Wie} krijgen de ruimte en gebruiken die bij {werk} niet. Hoe komt dat?",
        "{Moment} ging het een uur over {werk} en niemand noemde het doel.",
    ),
    "notitie_kring": (
        "{Moment} herkenden drie gemeenten elkaars vraag over {werk}.",
        "De groep is stil als het over geld gaat.",
        "Wat bij de een werkt, paste bij de ander niet. Dat gaf het beste gesprek.",
    ),
    "fragment_kader": (
        "Bij {werk} weet ik precies wat ik mag beslissen.",
        "De afspraken over {werk} staan op papier, maar ik heb ze nooit gezien.",
        "Wij schreven de regels voor {werk} zelf en daarom houden wij ons eraan.",
    ),
    "fragment_tijd": (
        "Het nieuwe werken kost ons nu meer tijd dan het oplevert.",
        "Sinds de zomer gaat {werk} een stuk sneller.",
        "Er is altijd wel iets dat voorgaat op {werk}.",
    ),
    "fragment_steun": (
        "Als het spannend wordt rond {werk}, staat de directie achter ons.",
        "Het bestuur zegt dat wij ruimte krijgen en belt dan toch.",
        "Mijn leidinggevende vraagt vaker wat ik nodig heb voor {werk}.",
    ),
    "fragment_samen": (
        "Met {buiten} praat ik nu elke week over {werk}.",
        "Vroeger stuurde ik een brief, nu zit ik aan tafel.",
        "De afdelingen werken bij {werk} nog langs elkaar heen.",
    ),
    "fragment_gehoord": (
        "Er wordt naar ons geluisterd, en deze keer gebeurt er ook iets.",
        "Op de avond over {werk} mochten wij alles zeggen. Daarna hoorden wij niets meer.",
        "Ik heb nu een vast gezicht bij {werk} en dat scheelt.",
    ),
    "fragment_merkbaar": (
        "Voor mij is er bij {werk} niets veranderd.",
        "Ik kreeg binnen een week antwoord over {werk}. Dat was nieuw.",
        "Ik merk vooral dat er vaker iemand langskomt voor {werk}.",
    ),
    "bewijs_steunt": (
        "Bij {werk} ging het precies zo, en {wie} noemden het zelf.",
        "Het team zag dit terug in het werk aan {werk}.",
        "Waar {wie} dit deden, was er minder overleg nodig.",
    ),
    "bewijs_weerspreekt": ("Bij {werk} lukte het ook zonder dit.", "{Wie} deden dit wel, maar {werk} liep toch vast."),
    "wie": (
        "de projectleiders",
        "de beleidsadviseurs",
        "de wijkteams",
        "de vakmensen",
        "de teamleiders",
        "de gebiedsmakelaars",
    ),
    "buiten": (
        "bewoners",
        "ondernemers",
        "vrijwilligers",
        "huurders",
        "zorgaanbieders",
        "woningcorporaties",
        "sportverenigingen",
        "ouders",
    ),
    "moment_laag": (
        "in de eerste weken",
        "na de zomer",
        "aan het eind van de ronde",
        "tijdens een werkbezoek",
        "bij de begroting",
    ),
    "moment": (
        "bij de koffie",
        "in het weekoverleg",
        "tijdens een werkbezoek",
        "op een avond in het dorpshuis",
        "in een gesprek met de directie",
        "aan de keukentafel",
        "bij het bespreken van de cijfers",
        "op de gang na een lang overleg",
    ),
}
INVULPLEK = re.compile(r"\{(\w+)\}")


def write_text(key: str, draw: Draw, words: Mapping[str, str]) -> str:
    """Return a text of a kind that `ZINNEN` knows, with its slots filled."""
    return fill_text(draw.pick(ZINNEN[key]), draw, words)


def fill_text(template: str, draw: Draw, words: Mapping[str, str]) -> str:
    """Return a text in which each slot has the word that is given for it, or one of its own list in `ZINNEN`.

    Of words with | between them one is taken. A slot with a capital gives its word a capital.
    """

    def fill(match: re.Match[str]) -> str:
        slot = match[1].lower()
        text = draw.pick(words[slot].split("|")) if slot in words else write_text(slot, draw, words)
        return text[0].upper() + text[1:] if match[1][0].isupper() else text

    return INVULPLEK.sub(fill, template)

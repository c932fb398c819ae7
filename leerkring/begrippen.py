"""The closed vocabularies of the research: each member has a code, a Dutch label and a definition."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Begrip(StrEnum):
    """A closed vocabulary; a member's value is the code that stands in the data files."""

    label: str
    definitie: str

    def __new__(cls, code: str, label: str = "", definitie: str = "") -> Self:
        """Make a member from its code, label and definition."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.definitie = definitie
        return member

    @property
    def rang(self) -> int:
        """Return the member's place in its vocabulary, from 0; vocabularies are in meaningful order."""
        return list(type(self)).index(self)


class Sturingsvorm(Begrip):
    """How an organisation steers: six forms to introduce, and line steering as the background."""

    PP = "PP", "Project- en programmasturing", "Sturen op tijdelijke projecten en programma's."
    OP = "OP", "Opgavesturing", "Sturen vanuit een maatschappelijke opgave, dwars door de organisatie."
    RE = "RE", "Resultaatsturing", "Sturen op afgesproken resultaten en maatschappelijk effect."
    ZE = "ZE", "Zelfsturing", "Teams regelen hun werk zelf, binnen samen gestelde kaders."
    GE = "GE", "Gebiedssturing", "Sturen per wijk, dorp of gebied, samen met wie er woont en werkt."
    KN = "KN", "Keten- en netwerksturing", "Sturen in ketens en netwerken met partners."
    LIJN = ("LIJN", "Lijnsturing", "Sturen via afdelingen en leidinggevenden; achtergrond, nooit de gekozen vorm.")


GEKOZEN_VORMEN = tuple(vorm for vorm in Sturingsvorm if vorm is not Sturingsvorm.LIJN)


class Deelvraag(Begrip):
    """The four sub-questions of the research."""

    D1 = "D1", "Context en aanpak", "Welke aanpak en interventies passen bij welke context?"
    D2 = "D2", "Verhouding tot andere vormen", "Hoe verhoudt de nieuwe vorm zich tot de andere vormen?"
    D3 = "D3", "Effecten", "Welke effecten heeft de invoering?"
    D4 = "D4", "Oordeel van buiten", "Hoe beoordelen inwoners en partners de effecten?"


class Vertrouwelijkheid(Begrip):
    """How far a record may travel, from narrow to wide."""

    TEAM = "team", "Alleen team", "Alleen het onderzoeksteam ziet dit."
    DEELNEMER = "deelnemer", "Eigen deelnemer", "Het team en de deelnemer over wie het gaat."
    LEERKRING = "leerkring", "Binnen de leerkring", "Iedereen in de leerkring."
    OPENBAAR = "openbaar", "Openbaar", "Iedereen."


class Doelgroep(Begrip):
    """For whom a report is made."""

    TEAM = "team", "Onderzoeksteam", "Het team dat het onderzoek doet; ziet alles."
    DEELNEMER = "deelnemer", "Deelnemer", "Eén deelnemer; ziet de leerkring en de eigen casus."
    LEERKRING = "leerkring", "Leerkring", "Alle deelnemers samen."
    OPENBAAR = "openbaar", "Openbaar", "Iedereen, ook buiten de leerkring."


class Opzet(Begrip):
    """The design of a traject, which decides which rules apply."""

    LEERKRING = "leerkring", "Leerkring", "Drie rondes van doen en leren, met aanmelding en matching."
    LEERTRAJECT = "leertraject", "Leer- en intervisietraject", "Intervisie rond vragen van deelnemers."


class OrganisatieSoort(Begrip):
    """What kind of organisation takes part or is described."""

    GEMEENTE = "gemeente", "Gemeente", "Eén gemeente."
    GR = "gr", "Gemeenschappelijke regeling", "Samenwerkingsverband van gemeenten met eigen bestuur."
    AMBTELIJKE_FUSIE = ("ambtelijke_fusie", "Ambtelijke fusie", "Eén ambtelijke organisatie voor meer gemeenten.")
    REGIO = "regio", "Regio", "Gemeenten die samenwerken zonder één vaste organisatie."
    ANDERS = "anders", "Andere organisatie", "Geen gemeente; alleen als vergelijking."


class Modus(Begrip):
    """Whether a steering form is new at a deelnemer."""

    INTRODUCTIE = "introductie", "Introductie", "De vorm wordt nieuw ingevoerd."
    VERSTERKING = "versterking", "Versterking", "De vorm bestaat al en wordt sterker gemaakt."


class Werksoort(Begrip):
    """The kind of work to which the form is applied (S2:319)."""

    REGULIER = "regulier", "Reguliere productie", "Werk dat zich herhaalt, met korte processen."
    VERANDEROPGAVE = "veranderopgave", "Veranderopgave", "Lang werk aan verandering, met partners."
    BEIDE = "beide", "Beide", "De vorm raakt zowel regulier werk als veranderopgaven."


class Vertrekpunt(Begrip):
    """From what situation the form is introduced (S1:28-30)."""

    NIEUW = "nieuw", "Nieuwe organisatie", "De vorm is er vanaf het begin."
    STAAND = "staand", "Staande organisatie", "De vorm komt in een organisatie die al draait."


class DeelnemerStatus(Begrip):
    """Whether a deelnemer still takes part."""

    ACTIEF = "actief", "Actief", "Doet mee."
    GESTOPT = "gestopt", "Gestopt", "Heeft de leerkring verlaten."
    AFGEROND = "afgerond", "Afgerond", "Heeft het hele traject gevolgd."


class AanmeldingStatus(Begrip):
    """How far an application is."""

    CONCEPT = "concept", "Concept", "Nog niet af."
    INTAKE = "intake", "Intake", "Het intakegesprek loopt."
    INGEDIEND = "ingediend", "Ingediend", "Definitief ingediend."
    TOEGELATEN = "toegelaten", "Toegelaten", "Doet mee als deelnemer."
    AFGEWEZEN = "afgewezen", "Afgewezen", "Doet niet mee."


class Meting(Begrip):
    """A wave of measurement."""

    T0 = "T0", "T0 (start)", "Voor de eerste ronde."
    T1 = "T1", "T1 (na ronde 1)", "Na de eerste ronde."
    T2 = "T2", "T2 (na ronde 2)", "Na de tweede ronde."
    T3 = "T3", "T3 (na ronde 3)", "Na de derde ronde."


class Aanzicht(Begrip):
    """Whether steering is looked at as written down or as people live it."""

    FORMEEL = "formeel", "Op papier", "Zoals het is vastgelegd."
    BELEEFD = "beleefd", "In de praktijk", "Zoals mensen het ervaren."


class Verhouding(Begrip):
    """How one steering form stands to another."""

    VERSTERKT = "versterkt", "versterkt", "De ene vorm maakt de andere sterker."
    BEGRENST = "begrenst", "begrenst", "De ene vorm beperkt de andere."
    VERVANGT = "vervangt", "vervangt", "De ene vorm komt in de plaats van de andere."
    NAAST = "naast", "staat naast", "De vormen bestaan naast elkaar."


class InterventieSoort(Begrip):
    """The kind of step that is taken."""

    ONTWERP = "ontwerp", "Ontwerp en plan", "Doel, aanpak of plan maken."
    STRUCTUUR = "structuur", "Structuur", "Rollen, teams of organisatievorm wijzigen."
    WERKWIJZE = "werkwijze", "Werkwijze", "Anders werken in de praktijk, vaak als proef."
    ONTWIKKELING = "ontwikkeling", "Ontwikkeling van mensen", "Training, coaching of loopbaan."
    GESPREK = "gesprek", "Gesprek", "Gesprekken met bestuur, directie, management of medewerkers."
    PARTICIPATIE = "participatie", "Participatie", "Inwoners of partners doen mee."
    SAMENWERKING = "samenwerking", "Samenwerking", "Afspraken of verbanden met partners."
    COMMUNICATIE = "communicatie", "Communicatie", "Het verhaal delen, binnen en buiten."
    FINANCIEN = "financien", "Financiën", "Budgetten en geldstromen anders regelen."
    LEREN = "leren", "Leren", "Terugkijken, evalueren en bijstellen."


class Ondersteuning(Begrip):
    """The support menu of the kennispartners (S0:54-61)."""

    KLANKBORD = "klankbord", "Klankbord", "Meedenken met de trekker."
    BIJEENKOMST = "bijeenkomst", "Bijeenkomst", "Mede organiseren van bijeenkomsten."
    PLAN_VAN_AANPAK = "plan_van_aanpak", "Plan van aanpak", "Helpen bij opzet en uitvoering."
    COMMUNICATIESTRATEGIE = "communicatiestrategie", "Communicatiestrategie", "Helpen bij communicatie."
    GESPREKKEN = "gesprekken", "Gesprekken", "Gesprekken voeren binnen de organisatie."
    TEGENLEZEN = "tegenlezen", "Tegenlezen", "Stukken kritisch lezen."


class InterventieStatus(Begrip):
    """What became of a step."""

    GEPLAND = "gepland", "Gepland", "Nog niet begonnen."
    LOPEND = "lopend", "Lopend", "Bezig."
    UITGEVOERD = "uitgevoerd", "Uitgevoerd", "Gedaan."
    GESTOPT = "gestopt", "Gestopt", "Geprobeerd en losgelaten."


class EffectStatus(Begrip):
    """Whether an effect is hoped for or seen."""

    BEOOGD = "beoogd", "Beoogd", "Wat men wil bereiken."
    WAARGENOMEN = "waargenomen", "Waargenomen", "Wat men heeft gezien of gemeten."


class Richting(Begrip):
    """Which way an effect, or a judgement of it, points."""

    GUNSTIG = "gunstig", "Gunstig", "Het werd beter, of wordt goed gevonden."
    GEMENGD = "gemengd", "Gemengd", "Deels beter, deels slechter."
    NEUTRAAL = "neutraal", "Geen verandering", "Er veranderde niets wezenlijks."
    ONGUNSTIG = "ongunstig", "Ongunstig", "Het werd slechter, of wordt slecht gevonden."


class Zekerheid(Begrip):
    """How sure a piece of evidence is, from weak to strong."""

    BEWEERD = "beweerd", "Beweerd", "Iemand zegt het."
    WAARGENOMEN = "waargenomen", "Waargenomen", "Het onderzoek of een evaluatie zag het."
    GEMETEN = "gemeten", "Gemeten", "Er is een cijfer, met bron en peildatum."


class Precisie(Begrip):
    """How exactly a number is known."""

    PRECIES = "precies", "", "Het getal staat zo in de bron."
    ONGEVEER = "ongeveer", "ongeveer", "De bron noemt het getal bij benadering."
    RUIM = "ruim", "ruim", "Iets meer dan het getal."
    MINDER_DAN = "minder_dan", "minder dan", "Het getal is een bovengrens."


class Bronsoort(Begrip):
    """The kind of source, which decides whether evidence is triangulated."""

    DOCUMENT = "document", "Document", "Verslag, besluit, publicatie of webpagina."
    INTERVIEW = "interview", "Interview", "Gesprek met een betrokkene."
    VRAGENLIJST = "vragenlijst", "Vragenlijst", "Antwoorden op vragen met een schaal."
    OBSERVATIE = "observatie", "Observatie", "Waarneming door het team, zoals in het logboek."
    REGISTRATIE = "registratie", "Registratie", "Cijfers uit een administratie."


class Toetssoort(Begrip):
    """The four tests of process tracing (Van Evera 1997; Bennett 2010; Collier 2011), from weak to strong.

    What is foretold may be necessary for the claim (it must be seen), sufficient (it settles the claim), both or
    neither; from that follows what passing and failing mean.
    """

    STROHALM = (
        "strohalm",
        "Aanwijzing",
        "Past bij de claim, maar hoeft er niet te zijn en beslist niets (straw in the wind).",
    )
    HOEPEL = (
        "hoepel",
        "Voorwaarde",
        "Moet er zijn als de claim klopt: noodzakelijk, niet voldoende. Ontbreekt het, dan vervalt de claim "
        "(hoop test).",
    )
    ROKEND_PISTOOL = (
        "rokend_pistool",
        "Sterk spoor",
        "Hoeft er niet te zijn, maar is het er, dan bevestigt het de claim: voldoende, niet noodzakelijk "
        "(smoking gun).",
    )
    DUBBEL_BESLISSEND = (
        "dubbel_beslissend",
        "Beslissende toets",
        "Noodzakelijk en voldoende: de uitslag bevestigt de claim of laat hem vervallen (doubly decisive).",
    )


class Toetsuitslag(Begrip):
    """Whether what a claim foretells was seen."""

    GESLAAGD = "geslaagd", "Geslaagd", "Wat de claim voorspelt, is gezien."
    GEZAKT = "gezakt", "Gezakt", "Wat de claim voorspelt, is gezocht en niet gezien."
    ONBESLIST = "onbeslist", "Onbeslist", "Er is te weinig bekend om het te zeggen."


class Claimstand(Begrip):
    """Where a claim stands after its tests (Collier 2011, table 1), from fallen to confirmed."""

    VERWORPEN = "verworpen", "Verworpen", "Een voorwaarde ontbreekt; de claim houdt geen stand."
    VERZWAKT = "verzwakt", "Verzwakt", "De claim kan nog, maar is minder aannemelijk geworden."
    TEGENSTRIJDIG = "tegenstrijdig", "Tegenstrijdig", "De toetsen spreken elkaar tegen."
    OPEN = "open", "Open", "De toetsen beslissen niets."
    GESTEUND = "gesteund", "Gesteund", "De claim is iets aannemelijker geworden, niet bevestigd."
    OVERLEEFT = "overleeft", "Overeind gebleven", "De claim doorstond een toets die hem had kunnen vellen."
    BEVESTIGD = "bevestigd", "Bevestigd", "Er is gezien wat alleen bij deze claim past."


class Bewijskracht(Begrip):
    """How strong the evidence for an effect is; the rules stand in the chapter effecten."""

    GEEN = "geen", "Geen", "Toetsen weerleggen dat de stappen hieraan bijdroegen."
    ZWAK = "zwak", "Zwak", "Het kan kloppen, maar het rust op weinig of er spreekt veel tegen."
    MATIG = "matig", "Matig", "Er is goed bewijs, maar het komt van één kant of er spreekt iets tegen."
    STERK = "sterk", "Sterk", "Meer soorten bronnen wijzen dezelfde kant op en weinig spreekt tegen."


class BevindingStatus(Begrip):
    """How far a finding is on its way from the desk to the report."""

    CONCEPT = "concept", "Concept", "Het team schreef dit op; nog niemand anders las het."
    BESPROKEN = "besproken", "Besproken", "Besproken met wie het aangaat."
    VASTGESTELD = "vastgesteld", "Vastgesteld", "Het team staat ervoor in."


class Strekking(Begrip):
    """Whether a piece of evidence supports a lesson or contradicts it."""

    STEUNT = "steunt", "Steunt", "Wijst dezelfde kant op."
    WEERSPREEKT = "weerspreekt", "Weerspreekt", "Wijst de andere kant op."


class Maat(Begrip):
    """What a condition or the outcome of the formal comparison is measured by, for each deelnemer."""

    SOORT = "soort", "Soort organisatie", "De soort organisatie uit het profiel."
    WERKSOORT = "werksoort", "Soort werk", "Op welk werk de vorm wordt toegepast."
    VERTREKPUNT = "vertrekpunt", "Vertrekpunt", "Nieuwe of staande organisatie."
    MODUS = "modus", "Introductie of versterking", "Of de vorm nieuw is of al bestond."
    INWONERS = "inwoners", "Inwoners", "Het aantal inwoners uit het profiel."
    GEWICHT = "gewicht", "Gewicht in de context", "Het hoogste gewicht van de genoemde factoren, van 0 tot 3."
    STAPPEN = "stappen", "Aantal stappen", "Hoeveel stappen zijn gezet; wat gepland is, telt niet mee."
    STAPPEN_SOORT = "stappen_soort", "Deel van de stappen", "Welk deel van de stappen van de genoemde soorten is."
    STAPPEN_STEUN = "stappen_steun", "Stappen met steun", "Bij welk deel van de stappen de kennispartner steunde."
    STERKTE = "sterkte", "Sterkte in de praktijk", "Hoe sterk een vorm bij de laatste meting is, van 0 tot 4."
    VERSCHUIVING = (
        "verschuiving",
        "Verschuiving in de praktijk",
        "Verschil in sterkte, van de eerste meting tot de laatste.",
    )
    GUNSTIG = "gunstig", "Deel gunstige effecten", "Welk deel van de waargenomen effecten gunstig is."
    OORDEEL = (
        "oordeel",
        "Oordeel van buiten",
        "Gemiddeld oordeel: gunstig 1, gemengd of neutraal een half, ongunstig 0.",
    )
    CODES = "codes", "Deel van de fragmenten", "Welk deel van de gecodeerde fragmenten een van de genoemde codes kreeg."
    EIGEN = "eigen", "Eigen waarde", "Een getal per deelnemer dat in traject.yaml staat, met de bron ervan."


class LogboekSoort(Begrip):
    """The three kinds of entry in the team's logboek (S0:76)."""

    ERVARING = "ervaring", "Ervaring", "Iets dat gebeurde."
    TIP = "tip", "Tip", "Iets dat een ander kan gebruiken."
    VERWONDERPUNT = "verwonderpunt", "Verwonderpunt", "Iets dat verbaast en een vraag oproept."


class AdviesType(Begrip):
    """What peers advise (S0:96, S0:110)."""

    BIJSTUREN = "bijsturen", "Bijsturen", "De koers wat verleggen."
    AANVULLEN = "aanvullen", "Aanvullen", "Iets toevoegen."
    AANPASSEN = "aanpassen", "Aanpassen", "De aanpak wijzigen."
    VERVOLG = "vervolg", "Vervolg", "Hoe verder na het traject."


class Opvolging(Begrip):
    """What was done with an advice."""

    OPEN = "open", "Nog open", "Nog niet besloten."
    OVERGENOMEN = "overgenomen", "Overgenomen", "Helemaal gevolgd."
    DEELS = "deels", "Deels overgenomen", "Voor een deel gevolgd."
    NIET = "niet", "Niet overgenomen", "Niet gevolgd."


class LesThema(Begrip):
    """The themes of the lessons (S2:88-90)."""

    LEREN = "leren", "Leren te leren", "Hoe je van elkaar leert."
    ORGANISATIE = "organisatie", "Ontwikkeling van de organisatie", "Kracht maken, binnen en buiten."
    REGIO = "regio", "Regionale samenwerking", "Samenwerken in de regio."


class LesStatus(Begrip):
    """The path of a lesson from first sight to publication (S2:80)."""

    WAARGENOMEN = "waargenomen", "Waargenomen", "Opgemerkt, nog niet verwoord."
    GEFORMULEERD = "geformuleerd", "Geformuleerd", "In woorden gevat."
    BESPROKEN = "besproken", "Besproken", "Besproken met alle deelnemers."
    GETOETST = "getoetst", "Getoetst", "Getoetst bij mensen van buiten."
    GEPUBLICEERD = "gepubliceerd", "Gepubliceerd", "Openbaar gemaakt."


class Groep(Begrip):
    """Who answers a questionnaire; the last two stand outside the organisation."""

    BESTUUR = "bestuur", "Bestuur", "Raad, college of algemeen bestuur."
    DIRECTIE = "directie", "Directie", "Gemeentesecretaris en directie."
    MANAGEMENT = "management", "Management", "Leidinggevenden onder de directie."
    MEDEWERKERS = "medewerkers", "Medewerkers", "Mensen die het werk doen."
    INWONERS = "inwoners", "Inwoners", "Mensen die er wonen."
    PARTNERS = "partners", "Partners", "Organisaties waarmee wordt samengewerkt."

    @property
    def is_extern(self) -> bool:
        """Tell whether the group stands outside the organisation, so that it may fill deelvraag D4."""
        return self in (Groep.INWONERS, Groep.PARTNERS)


EXTERN = tuple(groep for groep in Groep if groep.is_extern)
"""The groups outside the organisation."""


class Toestemming(Begrip):
    """Whether a respondent's answers may be used."""

    JA = "ja", "Toestemming", "De antwoorden mogen gebruikt worden."
    INGETROKKEN = "ingetrokken", "Ingetrokken", "De antwoorden mogen niet meer gebruikt worden."


class Lens(Begrip):
    """The context lenses for deelvraag D1 (S4)."""

    DRAAD = "draad", "Draad", "Een maatschappelijke verandering die overal doorheen loopt."
    TRANSITIE = "transitie", "Transitie", "Een grote overgang die de gemeente moet maken."
    DOSSIER = "dossier", "Dossier", "Een blijvend onderwerp op de bestuurstafel."
    SYSTEEMVRAAGSTUK = "systeemvraagstuk", "Systeemvraagstuk", "Een vraag aan de hele organisatie."


class Factor(Begrip):
    """The context factors of the four lenses (S4:9-15, S4:25, S4:29-33); a code starts with its lens."""

    DRAAD_BURGER = "draad_burger", "Burger in wisselende gedaante", "Inwoners nemen steeds andere rollen aan."
    DRAAD_GOVERNANCE = "draad_governance", "Politiek en ambtelijk samenspel", "Wie stuurt en wie adviseert."
    DRAAD_VERTROUWEN = "draad_vertrouwen", "Vertrouwen", "Vertrouwen tussen inwoners en overheid."
    DRAAD_ONTGRENZING = "draad_ontgrenzing", "Ontgrenzing", "Grenzen tussen organisaties vervagen."
    DRAAD_DEMOGRAFIE = "draad_demografie", "Demografie en diversiteit", "Groei, krimp, leeftijd en herkomst."
    DRAAD_WAARDEN = "draad_waarden", "Waardenoriëntatie", "Wat mensen belangrijk vinden verschuift."
    DRAAD_INTERNATIONAAL = "draad_internationaal", "Internationaal en lokaal", "Wereldzaken worden lokaal."
    TRANSITIE_SOCIAAL = "transitie_sociaal", "Sociaal domein", "Zorg, jeugd en werk bij de gemeente."
    TRANSITIE_DIGITAAL = "transitie_digitaal", "Digitale transitie", "Werk en dienstverlening met data."
    TRANSITIE_CIRCULAIR = "transitie_circulair", "Circulaire economie", "Grondstoffen opnieuw gebruiken."
    TRANSITIE_OMGEVINGSWET = "transitie_omgevingswet", "Omgevingswet", "Nieuwe regels voor de leefomgeving."
    TRANSITIE_KLIMAAT = "transitie_klimaat", "Klimaat", "Aanpassen aan een ander klimaat."
    TRANSITIE_ENERGIE = "transitie_energie", "Energie", "Overstappen op andere energie."
    DOSSIER_VERBONDEN_PARTIJEN = "dossier_verbonden_partijen", "Verbonden partijen", "Sturen op samenwerking."
    DOSSIER_PERSONEEL = "dossier_personeel", "Personeel", "Goede mensen vinden en houden."
    DOSSIER_FINANCIEN = "dossier_financien", "Financiën", "Reserves, schulden en tekorten."
    SYSTEEMVRAAGSTUK_STRATEGIE = "systeemvraagstuk_strategie", "Strategie en publieke waarde", "Lange lijnen."
    SYSTEEMVRAAGSTUK_NETWERKEN = ("systeemvraagstuk_netwerken", "Netwerken en allianties", "Nieuwe verbindingen.")
    SYSTEEMVRAAGSTUK_BEDOELING = ("systeemvraagstuk_bedoeling", "Sturen vanuit de bedoeling", "Het doel voorop.")
    SYSTEEMVRAAGSTUK_VEERKRACHT = ("systeemvraagstuk_veerkracht", "Regionale veerkracht", "Samen wendbaar zijn.")
    SYSTEEMVRAAGSTUK_ROLLEN = "systeemvraagstuk_rollen", "Rollen en competenties", "Wie doet wat en kan wat."

    @property
    def lens(self) -> Lens:
        """Return the lens to which the factor belongs."""
        return Lens(self.value.split("_", 1)[0])

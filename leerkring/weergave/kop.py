"""The first screen of a report, and its account at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from leerkring.begrippen import Bronsoort, Doelgroep, Sturingsvorm
from leerkring.bewering import DEELS, Bewering, Bewijsrij
from leerkring.model.beschrijving import Beschrijving
from leerkring.model.deelname import Deelnemer
from leerkring.weergave.blokken import Blok, Kolom, build_list, build_table, join_blocks
from leerkring.weergave.merken import link_sources
from leerkring.weergave.taal import write_date, write_moment

if TYPE_CHECKING:
    import pandas as pd

ALLE_LEEMTEN = "leemten"
"""The key in a block's facts that says: here stands all that is not known."""
MEESTE_BEWIJSRIJEN = 8
"""Of the rows behind a claim, as many as a reader looks through; the chapter shows all."""
NIET_ALLES = "Van wat het team vastlegde, mag {} hier niet staan."
FICTIEF = "Fictief: alle gegevens in dit rapport zijn verzonnen."


def build_head(
    beschrijving: Beschrijving,
    doelgroep: Doelgroep,
    deelnemer: Deelnemer | None = None,
    *,
    soort: str = "Rapport",
    boven: str | None = None,
    onder: str | None = None,
    stand: Sequence[str] = (),
) -> Blok:
    """Return the title block: who, what form, which traject, for whom, and whether it is fictional.

    The block's metadata tells the exporter the report's title, its audience and that it is fictional.

    Parameters
    ----------
    beschrijving, doelgroep
        The record of traject.yaml, and for whom the report is made.
    deelnemer
        Whom the report is about; None for all of them.
    soort
        What kind of report it is, as its notebook says.
    boven, onder
        The lines above and below the title; the kind of report and the form of the deelnemer unless said otherwise.
    stand
        What a reader has to know before the first answer, in sentences.
    """
    titel = f"{soort}: {beschrijving.naam}" if deelnemer is None else deelnemer.naam
    boven = boven or soort
    onder = onder or ("" if deelnemer is None else Sturingsvorm(deelnemer.sturingsvorm).label)
    facts = {
        "Traject": beschrijving.naam,
        "Peildatum": write_date(beschrijving.peildatum),
        "Gemaakt voor": deelnemer.naam if deelnemer and doelgroep is Doelgroep.DEELNEMER else doelgroep.label,
    }
    shown = facts | ({"Let op": " ".join(stand)} if stand else {})
    html = Markup(
        '<div class="lk-kop"><p class="lk-boven">{boven}</p><h1>{titel}</h1>{onder}'
        '{merk}<dl class="lk-feiten">{feiten}</dl></div>'
    ).format(
        boven=boven,
        titel=titel,
        onder=Markup('<p class="lk-onder">{}</p>').format(onder) if onder else "",
        merk=Markup('<p class="lk-merk">{}</p>').format(FICTIEF) if beschrijving.fictief else "",
        feiten=Markup("").join(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(k, v) for k, v in shown.items()),
    )
    rapport: Mapping[str, Any] = {
        "titel": titel,
        "ondertitel": onder,
        "traject": beschrijving.naam,
        "peildatum": facts["Peildatum"],
        "doelgroep": str(doelgroep),
        "fictief": beschrijving.fictief,
    }
    return Blok(html, f"{titel} ({onder or boven})", rapport)


def build_beweringen(beweringen: Sequence[Bewering], *, toont_rijen: bool = False) -> Blok:
    """Return claims as one paragraph, and folded behind it the rows that these rest on.

    One mark serves all that rest on part of the rows; only who may see file and row is told these.
    """
    if not beweringen:
        return Blok(Markup(""), "")
    parts = [Markup("{}").format(b.zin) for b in beweringen]
    if any(b.deels for b in beweringen):
        parts.append(Markup('<span class="lk-deel">{}</span>').format(DEELS))
    text = Markup('<p class="lk-kern">{}</p>').format(Markup(" ").join(parts))
    rows = list(dict.fromkeys(rij for b in beweringen for rij in b.rijen if rij.woorden))
    return Blok(text + write_rijen_achter(rows, toont_rijen) if rows else text, text.striptags())


def write_rijen_achter(rijen: Sequence[Bewijsrij], toont_rijen: bool) -> Markup:
    """Return the rows behind a claim, folded: what each says and its source; of many the first, and how many more."""
    items = Markup("").join(
        Markup('<li>{} <span class="lk-bron">{}{}</span></li>').format(
            rij.woorden, link_sources(rij.bron), f" · {rij.herkomst}" if toont_rijen else ""
        )
        for rij in rijen[:MEESTE_BEWIJSRIJEN]
    )
    more = f"En nog {len(rijen) - MEESTE_BEWIJSRIJEN}." if len(rijen) > MEESTE_BEWIJSRIJEN else ""
    rest = Markup("<li>{}</li>").format(more) if more else ""
    return Markup(
        '<details class="lk-rustop"><summary>Waar dit op rust</summary><ul class="lk-rust">{}{}</ul></details>'
    ).format(items, rest)


def build_leemten(beweringen: Sequence[Bewering], weggelaten: str = "") -> Blok:
    """Return what is not known as one list; a report adds the gaps of its sections (`leerkring.rapport.leemten`).

    Parameters
    ----------
    beweringen
        What is not known.
    weggelaten
        How much may not be shown to these readers, in words; nothing where they see all.
    """
    first = [NIET_ALLES.format(weggelaten)] if weggelaten else []
    blok = build_list([*first, *(b.zin for b in beweringen)], "lk-leemten")
    mark = Markup('<p class="lk-kern"><span class="lk-deel">{}</span></p>').format(DEELS)
    html = blok.html + mark if any(b.deels for b in beweringen) else blok.html
    return Blok(html, blok.tekst, {ALLE_LEEMTEN: True})


def build_kort(kernen: Mapping[str, Blok]) -> Blok:
    """Return the summary: the title of each section as a link, and the sentences that it comes down to."""
    items = [Markup("{} {}").format(link_section(sectie), kern.html) for sectie, kern in kernen.items()]
    return build_list(items, "lk-kort")


def link_section(sectie: str) -> Markup:
    """Return a link to a section; a report that does not have it shows the words alone."""
    return Markup('<a class="lk-sectie" href="#{}">{}</a>').format(name_anchor(sectie), sectie)


def name_anchor(titel: str) -> str:
    """Return the anchor of a section from its title; the exporter makes the same one."""
    words = "".join(c if c.isalnum() else " " for c in titel.lower()).split()
    return "s-" + "-".join(words)


def build_account(
    beschrijving: Beschrijving, doelgroep: Doelgroep, bronnen: pd.DataFrame, dataversie: str, versies: Mapping[str, str]
) -> Blok:
    """Return roles, funding, limits and sources.

    The block's metadata tells the exporter, for the foot of the page, the data version, the programs and where roles
    and limits stand.

    Parameters
    ----------
    beschrijving
        The record of traject.yaml.
    doelgroep
        For whom the report is made; all but the team are told that they may not see everything.
    bronnen
        The table bronnen.
    dataversie
        The version of the data as this audience sees them.
    versies
        Names and versions of the software.
    """
    grenzen = [*beschrijving.grenzen]
    if doelgroep is not Doelgroep.TEAM:
        grenzen.append(
            f"Dit rapport is gemaakt voor: {doelgroep.label.lower()}. Wat deze lezers niet mogen zien, zit er niet in. "
            "‘Niet bekend’ en ‘niet beschreven’ gaan alleen over wat zij wel mogen zien."
        )
    html = Markup(
        '<h3 id="rollen">Rollen en geld</h3><p>{rollen}</p><p>{geld}</p>'
        '<h3 id="grenzen">Grenzen van dit onderzoek</h3>{grenzen}'
    ).format(rollen=beschrijving.rollen, geld=beschrijving.financiering, grenzen=build_list(grenzen).html)
    tabel = build_table(
        bronnen,
        {
            "id": Kolom("Bron", lambda v: Markup('<span id="bron-{0}">{0}</span>').format(v)),
            "titel": Kolom("Titel"),
            "soort": Kolom("Soort", lambda v: Bronsoort(v).label),
            "uitgever": Kolom("Uitgever"),
            "datum": Kolom("Datum", write_moment),
        },
        "Bronnen van dit rapport",
    )
    rapport: Mapping[str, Any] = {
        "dataversie": dataversie,
        "programmas": ", ".join(f"{name} {version}" for name, version in versies.items()),
        "verantwoording": [["Rollen en geld", "rollen"], ["Grenzen", "grenzen"], ["Bronnen", "bronnen"]],
    }
    bronnen_blok = Blok(Markup('<div id="bronnen">{}</div>').format(tabel.html), tabel.tekst)
    block = join_blocks([Blok(html, "Verantwoording"), bronnen_blok.fold("Bronnen van dit rapport")])
    return Blok(block.html, block.tekst, rapport)

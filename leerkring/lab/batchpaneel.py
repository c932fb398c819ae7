"""Naar de batch: the choice on an explorer's screen as a params file, and its report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

import ipywidgets as widgets
from markupsafe import Markup

from leerkring.batch.manifest import Status, read_manifest
from leerkring.lab.keuzebestand import build_command, describe_choice, suggest_name, write_choice
from leerkring.lab.maken import Gang, run_beside
from leerkring.paths import OUTPUT, PARAMS, find_root
from leerkring.traject import Traject
from leerkring.weergave.blokken import Blok, build_paragraph, join_blocks
from leerkring.weergave.taal import join_words, start_sentence, write_count
from leerkring.weergave.widgets import Melding, Scherm, Vlak, build_voortgang, build_zoekveld, lay_out
from leerkring.weergave.widgets.besluit import Besluit
from leerkring.weergave.widgets.fouten import PLEK


class Batchpaneel:
    """The controls with which a choice becomes a report, and how far that is.

    Parameters
    ----------
    scherm
        The explorer on whose screen they stand.
    choose
        What returns the folder of the chosen traject and the traject with the chosen deelnemer in focus.
    bij
        The controls with which the choice is made; a press takes over what is seen in them.
    """

    def __init__(
        self, scherm: Scherm, choose: Callable[[], tuple[str, Traject]], bij: Sequence[widgets.Widget]
    ) -> None:
        self.scherm, self.choose = scherm, choose
        self.naam = build_zoekveld("Naam van het rapport", direct=False)
        seen = (*bij, self.naam)
        self.bewaar = Besluit("Bewaar deze keuze", seen, uitleg="Schrijf de keuze als bestand in de map params")
        self.maak = Besluit("Maak rapport", seen, hoofd=True, uitleg="Bewaar de keuze en maak het rapport")
        self.alles = Besluit(
            "Maak alle rapporten van dit traject", seen, uitleg="Alleen wat niet meer klopt, wordt gemaakt"
        )
        self.stand, self.klaar = Vlak(), widgets.Output()
        self.busy = False
        for decision, act in {self.bewaar: self.save, self.maak: self.make, self.alles: self.make_all}.items():
            decision.on_press(act, scherm.guard)

    @property
    def box(self) -> widgets.VBox:
        """Return the panel."""
        uitleg = build_paragraph("Klaar met kijken? Maak van deze keuze een rapport. U kunt ondertussen verder werken.")
        tekst = Vlak()
        tekst.show(join_blocks([Blok(Markup("<h4>{}</h4>").format("Naar de batch"), ""), uitleg]))
        return widgets.VBox([tekst, lay_out(self.naam, self.bewaar, self.maak, self.alles), self.stand, self.klaar])

    def follow(self) -> None:
        """Suggest a name for the choice that is on the screen now.

        As a hint in the empty field: what stands in the field itself is only ever what the researcher typed, so that a
        press never takes over the suggestion for an earlier choice.
        """
        self.naam.placeholder = suggest_name(describe_choice(*self.choose()))

    def save(self) -> None:
        """Write the choice as a params file."""
        path, new = self.write()
        place = path.relative_to(find_root()).as_posix()
        self.scherm.status.say(f"De keuze staat in {place}." if new else f"De keuze stond al in {place}.")

    def write(self) -> tuple[Path, bool]:
        """Write the choice, and return its file and whether that is new."""
        folder, traject = self.choose()
        keuze = describe_choice(folder, traject)
        return write_choice(traject.beschrijving.id, self.naam.value.strip() or suggest_name(keuze), keuze)

    def make(self) -> None:
        """Write the choice and make its report."""
        self.refuse_second()
        path, _new = self.write()
        self.start(path, [f"{path.parent.name}/{path.stem}"])

    def make_all(self) -> None:
        """Make the reports of all params files of the traject that are not up to date."""
        self.refuse_second()
        _, traject = self.choose()
        folder = find_root() / PARAMS / traject.beschrijving.id
        names = sorted(f"{folder.name}/{path.stem}" for path in folder.glob("*.yaml"))
        if not names:
            raise Melding("Er zijn nog geen keuzes van dit traject bewaard.")
        self.start(folder, names)

    def refuse_second(self) -> None:
        """Refuse to start while a run is busy: two runs cannot hold the same folder."""
        if self.busy:
            raise Melding("Er worden al rapporten gemaakt; wacht tot die klaar zijn.")

    def start(self, path: Path, names: list[str]) -> None:
        """Start a run, and follow it."""
        self.busy = True
        self.klaar.outputs = ()
        self.stand.show(build_voortgang("Voortgang", 0, len(names)))
        self.scherm.status.say(f"{start_sentence(write_count(len(names), 'rapport', 'rapporten'))} in de maak.")
        try:
            run_beside(build_command(path), lambda gang: self.tell(gang, names))
        except BaseException:
            self.busy = False
            raise

    def tell(self, gang: Gang, names: list[str]) -> None:
        """Show how far a run is, and when it ended what came of it; called from the thread that follows it."""
        if gang.code is None:
            self.stand.show(build_voortgang("Voortgang", gang.klaar, gang.totaal))
            return
        self.busy = False
        self.scherm.guard(self.show_result)(gang, names)

    def show_result(self, gang: Gang, names: list[str]) -> None:
        """Show the reports that are there, and say what was not made."""
        self.stand.clear()
        outcomes = read_manifest(find_root() / OUTPUT)
        # A run that could not begin leaves the outcome of an earlier one.
        good = [n for n in names if n in outcomes and outcomes[n].status is Status.GELUKT]
        held = [n for n in names if n in outcomes and outcomes[n].status is Status.TEGENGEHOUDEN]
        self.klaar.outputs = (
            {"output_type": "display_data", "data": {"text/html": write_report_links(good)}, "metadata": {}},
        )
        if not gang.code:
            self.scherm.status.say(f"{start_sentence(write_count(len(good), 'rapport', 'rapporten'))} klaar.")
        elif held:
            raise Melding(f"Tegengehouden, want er staan persoonsgegevens in: {join_words(held)}.")
        else:
            raise Melding(f"Niet alles is gemaakt; waarom niet, staat in {PLEK}.")


def write_report_links(names: list[str]) -> str:
    """Return links to reports as HTML that JupyterLab resolves from the folder of the notebook."""
    items = Markup("").join(
        Markup('<li><a href="{}">{}</a></li>').format(quote(f"../{OUTPUT}/{n}.html"), n) for n in names
    )
    return str(Markup('<div lang="nl"><p>Klaar om te lezen:</p><ul>{}</ul></div>').format(items))

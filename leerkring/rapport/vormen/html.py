"""The nbconvert exporter: one HTML file that needs no code, script or network to be read."""

from __future__ import annotations

from datetime import date
from typing import Any

from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets import Any as Anything
from traitlets import Bool, default

from leerkring.errors import LeerkringError
from leerkring.paths import TEMPLATES
from leerkring.rapport.cellen.images import embed_images
from leerkring.rapport.cellen.markdown import Opmaak
from leerkring.rapport.cellen.tags import apply_tags
from leerkring.rapport.cleaning import clean_fragment, parse_fragment, write_fragment
from leerkring.rapport.figures import CITAAT, add_downloads
from leerkring.rapport.gate.keuring import end_in_a_sentence, prepare_keuring
from leerkring.rapport.interactive import write_scripts
from leerkring.rapport.leemten import gather_leemten
from leerkring.rapport.outputs import leave_note, show_output
from leerkring.rapport.provenance import cite, collect_provenance, find_facts
from leerkring.rapport.sections import Outline, unlink_missing
from leerkring.rapport.terms import explain_terms
from leerkring.rapport.trust import is_built_here
from leerkring.weergave.figuur import GRAFIEK, separate_twins
from leerkring.weergave.kop import FICTIEF
from leerkring.weergave.thema import write_css

EINDE = ".html"
LANGSTE_TITEL = 70
BIJLAGE = 'class="lk-bijlage"'
OP_DE_PAGINA = ("titel", "fictief", "verantwoording")
"""What the page takes of what blocks say of the report, beside its origin; anybody can say anything more."""
CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class LeerkringExporter(TemplateExporter):
    """Turn an executed notebook into a Dutch report: contents list, outputs and text.

    Registered as `leerkring`, so that `jupyter nbconvert --to leerkring x.ipynb` works as well. Whatever starts it, a
    report for others than the team goes through the gate here, and one that did not says that it is a draft.
    """

    export_from_notebook = "leerkring"
    output_mimetype = "text/html"
    met_code = Bool(False, help="Laat de code van elke stap zien, voor onderzoekers.").tag(config=True)
    interactief = Bool(
        False, help="Teken grafieken die reageren op de muis; het bestand wordt een megabyte groter."
    ).tag(config=True)
    gate = Anything(None, help="Hoe streng een run naar rapporten kijkt; met de hand telt de eigen sleutel.")

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return EINDE

    @default("template_name")
    def _template_name_default(self) -> str:
        return "leerkring"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the report and its resources; the notebook itself is left as it is.

        `resources["rapport"]["waarschuwingen"]` says in Dutch what could not be shown, `["kijk_na"]` what a person must
        judge, and `["notebook"]` is the notebook that may go along. `resources["organisaties"]` may be given: the
        organisations that may be named.

        Raises
        ------
        PersonalDataError
            When the report is for others than the team and personal data stand in it.
        """
        given = dict(resources or {})
        given["metadata"] = {"name": "Rapport", **given.get("metadata", {})}
        try:
            html, done = super().from_notebook_node(nb, given, **kw)
            html = explain_terms(unlink_missing(add_downloads(separate_twins(html))))
            keuring = done["rapport"].pop("keuring")
            done["rapport"] |= {"kijk_na": keuring.check(html), "notebook": keuring.gestript or nb}
        except LeerkringError as error:
            end_in_a_sentence(error, given["metadata"]["name"])
            raise
        return html, done

    def _preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Return a notebook with its cells as finished HTML, after what others do to it first, such as running it."""
        notebook, resources = super()._preprocess(nb, resources)  # type: ignore[no-untyped-call]
        facts = find_facts(notebook)
        keuring = prepare_keuring(notebook, facts, self.gate, resources.get("organisaties"))
        today = date.today()  # noqa: DTZ011 - the reader's own day
        herkomst = collect_provenance(notebook, facts, today)
        apply_tags(notebook)
        gather_leemten(notebook)
        outline, gaps = Outline(), []
        opmaak = Opmaak(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        scripts = write_scripts(find_charts(notebook)) if self.interactief else None
        folder = resources["metadata"].get("path", "")
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                attachments = cell.get("attachments", {})
                root = parse_fragment(opmaak.write(cell.source, attachments))
                embed_images(root, attachments, folder)
                gaps += clean_fragment(root)
                outline.number_headings(root)
                cell.source = write_fragment(root)
            elif cell.cell_type == "code":
                cell.outputs = [self.show(output, outline, gaps, opmaak) for output in cell.outputs]
            elif cell.source.strip():  # what is in a raw cell is for another form, and nobody looked at it
                cell.cell_type = "markdown"
                cell.source, missing = leave_note("een ruwe cel")
                gaps += missing
        gaps += opmaak.list_gaps()
        titel = outline.titel or resources["metadata"]["name"]
        resources["rapport"] = {
            "titel": titel,
            "citaat": {"anker": CITAAT, "tekst": cite({"titel": titel, **facts}, today)},
            "fictief": False,
            **{name: facts[name] for name in OP_DE_PAGINA if name in facts},
            "keuring": keuring,
            "merk": keuring.merk,
            "zonder_kop": outline.titel is None,
            "bijlage": any(BIJLAGE in str(cell.get("outputs", "")) for cell in notebook.cells),
            "paginatitel": name_page(facts.get("titel") or titel, facts.get("traject")),
            "inhoud": outline.inhoud,
            "herkomst": herkomst,
            "fictief_tekst": FICTIEF,
            "met_code": self.met_code,
            "waarschuwingen": list(dict.fromkeys(gaps)),
            "csp": f"{CSP}; {scripts.csp}" if scripts else CSP,
            "scripts": scripts.html if scripts else "",
            "stijl": (TEMPLATES / "leerkring" / "stijl.css").read_text(encoding="utf-8") + write_css(),
        }
        return notebook, resources

    def show(self, output: Any, outline: Outline, gaps: list[str], opmaak: Opmaak) -> Any:
        """Return an output as the finished HTML that the template sets in its place."""
        if output.output_type == "error":
            self.log.error("\n".join([f"{output.ename}: {output.evalue}", *output.traceback]))
        html, missing = show_output(output, self.met_code, opmaak)
        gaps += missing
        if is_built_here(output):
            outline.pass_block(html)
        elif html:
            root = parse_fragment(html)
            outline.number_headings(root)
            html = write_fragment(root)
        return new_output("display_data", {"text/html": html})


def name_page(titel: str, traject: str | None) -> str:
    """Return the title of the page for tabs and bookmarks: with its traject, unless that makes it too long to read."""
    long = f"{titel} – {traject}"
    return titel if not traject or traject in titel or len(long) > LANGSTE_TITEL else long


def find_charts(notebook: NotebookNode) -> dict[str, Any]:
    """Return the descriptions of all charts in a notebook by the key of their figure."""
    charts: dict[str, Any] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            charts |= output.get("data", {}).get(GRAFIEK, {})
    return charts


def write_form(notebook: NotebookNode, page: str) -> bytes:  # noqa: ARG001 - the page was made from the notebook
    """Return the page as it stands."""
    return page.encode()

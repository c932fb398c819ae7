"""Nothing confidential leaves: every text and number is planted, and all that reports write is searched for them.

Each deelnemer of the planted traject has rows of each level in all tables, and some rows lean on rows of another level.
A report must hold no kanarie that its readers may not see, and each that they may see and that the team's own report
of the same notebook shows. The counts are printed.
"""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import nbformat
import pytest
import yaml
from kanaries import (
    BEPERKT,
    NIVEAUS,
    Plantage,
    explain_gap,
    find_kanaries,
    find_shape,
    is_whole,
    may_see,
    read_bytes,
    read_file,
)
from notitieboek import find_reports
from opdracht import Opdracht, leerkring, start
from plek import ROOT
from vrijgever import answer_all

from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError
from leerkring.model import TABELLEN
from leerkring.notebook import read_parameters
from leerkring.rapport.neighbours import BURENBEGIN, BURENEINDE
from leerkring.traject import check_folder, open_traject

NOTEBOOKS = [path.stem for path in find_reports(ROOT)]
TRAJECT = "data/kanaries"
BEKEKEN = ("noord", "zuid", "west")
"""The deelnemers with reports: one that is open to all, one within the circle, one that only sees itself."""
LEZERS = [("team", None), *(("deelnemer", naam) for naam in BEKEKEN), ("leerkring", None), ("openbaar", None)]
BUITEN_TEAM = LEZERS[1:]
ALLEEN_MET = {("lessen", "spanning"): "spanning_met"}
"""What a report leaves out when nothing is left of what it is about: the tension of a lesson with lessons unseen."""
TEAM_ALLEEN = {("vergelijking", "fragmenten", "tekst"), ("vergelijking", "fragmenten", "id")}
"""What only the team's report of a notebook shows: where codeurs differ, for that shows who coded what."""
VELDEN = [(tabel, kolom) for tabel, entiteit in TABELLEN.items() for kolom in entiteit.model_fields]
RUST = re.compile(r'<section class="lk-antwoord">.*?</section>', re.DOTALL)
"""An answer with the rows that it rests on: whoever may not see one of these has another answer, or none."""
LEK = """
from pathlib import Path

from leerkring.traject import open_traject
from leerkring.weergave.kop import build_head

for path in Path({buiten!r}).iterdir():
    print(path.read_text(encoding="utf-8"))
t = open_traject(traject, doelgroep)
build_head(t.beschrijving, t.doelgroep)
"""
"""What only a seal can refuse: it reads a copy of the data outside the project."""
VOORBIJ = """
from leerkring.traject import open_traject
from leerkring.weergave.kop import build_head

t = open_traject(traject)
print(t.inhoud)
print(open(f"{traject}/logboek.csv", encoding="utf-8").read())
build_head(t.beschrijving, open_traject(traject, doelgroep).doelgroep)
"""
VERKENNER = """
from leerkring.lab.casusverkenner import open_casusverkenner
from leerkring.traject import open_traject
from leerkring.weergave.kop import build_head

t = open_traject(traject, doelgroep)
display(open_casusverkenner(traject, deelnemer, "team"))
build_head(t.beschrijving, t.doelgroep)
"""


@dataclass(frozen=True)
class Rapport:
    """One run: a notebook for an audience, with the deelnemer whom it is about."""

    notebook: str
    doelgroep: str
    deelnemer: str | None

    @property
    def naam(self) -> str:
        return f"{self.deelnemer or self.notebook}-{self.doelgroep}"

    @property
    def voor_team(self) -> Rapport:
        return Rapport(self.notebook, "team", self.deelnemer)


@dataclass
class Project:
    """A copy of the project with the planted traject, and what was found in what was made of it."""

    folder: Path
    plantage: Plantage = field(default_factory=Plantage)
    gelezen: dict[Path, set[str]] = field(default_factory=dict)
    geweigerd: str = ""

    def plan(self) -> Iterator[Rapport]:
        """Yield every notebook for every audience, with each deelnemer whom that audience may see."""
        for notebook in NOTEBOOKS:
            known = read_parameters(ROOT / "notebooks" / f"{notebook}.ipynb")
            for doelgroep in map(str, Doelgroep):
                if "deelnemer" in known:
                    for naam in BEKEKEN:
                        rij = self.plantage.deelnemers[naam]
                        if may_see(rij, doelgroep, rij.sleutel):
                            yield Rapport(notebook, doelgroep, rij.sleutel)
                elif doelgroep != "deelnemer":  # the door refuses it without a deelnemer; a test below holds that
                    yield Rapport(notebook, doelgroep, None)

    def slug(self, naam: str | None) -> str | None:
        return self.plantage.deelnemers[naam].sleutel if naam else None

    def reports_for(self, doelgroep: str, naam: str | None) -> list[Rapport]:
        """Return the reports that one reader gets: of a deelnemer only its own."""
        slug = self.slug(naam)
        return [r for r in self.plan() if r.doelgroep == doelgroep and slug in (None, r.deelnemer)]

    def shared_folder(self, doelgroep: str, naam: str | None) -> Path:
        return self.folder / "gedeeld" / (naam or doelgroep)

    def write_params(self, folder: str, naam: str, notebook: str, doelgroep: str, deelnemer: str | None) -> None:
        known = read_parameters(self.folder / "notebooks" / f"{notebook}.ipynb")
        chosen = {"notebook": notebook, "traject": TRAJECT, "deelnemer": deelnemer, "doelgroep": doelgroep}
        content = {name: value for name, value in chosen.items() if name in known}
        (self.folder / folder).mkdir(exist_ok=True)
        (self.folder / folder / f"{naam}.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")

    def write_notebook(self, naam: str, code: str) -> None:
        """Write a notebook for openbaar with one cell of code."""
        parameters = f'notebook = "{naam}"\ntraject = "{TRAJECT}"\ndoelgroep = "openbaar"\ndeelnemer = "noord"'
        content = nbformat.v4.new_notebook(
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
            cells=[
                nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}),
                nbformat.v4.new_code_cell(code),
            ],
        )
        nbformat.write(content, self.folder / "notebooks" / f"{naam}.ipynb")

    def files_of(self, rapport: Rapport, output: str = "output") -> list[Path]:
        return sorted((self.folder / output / "kanaries").glob(f"{rapport.naam}.*"))

    def read(self, path: Path) -> set[str]:
        """Return the kanaries in a file that was made, its name included."""
        if path not in self.gelezen:
            self.gelezen[path] = read_file(path) & self.plantage.kanaries.keys()
        return self.gelezen[path]

    def read_own_text(self, rapport: Rapport) -> set[str]:
        """Return the kanaries on a page, but for its name and its links to other reports."""
        (page,) = (path for path in self.files_of(rapport) if path.suffix == ".html")
        before, _, rest = page.read_text(encoding="utf-8").partition(BURENBEGIN)
        text = RUST.sub("", before + rest.partition(BURENEINDE)[2])
        return find_kanaries(text) & self.plantage.kanaries.keys()

    def expected(self, rapport: Rapport) -> set[str]:
        """Return what a report must show: what the team's report shows and these readers may see as well."""
        reader = (rapport.doelgroep, rapport.deelnemer)
        alone = {
            k.teken
            for k in self.plantage.kanaries.values()
            if (kolom := ALLEEN_MET.get((k.tabel, k.kolom)))
            and not any(is_whole(target, *reader) for target in k.rijen[0].cellen[kolom])
        }
        shown = self.read_own_text(rapport.voor_team) & self.plantage.whole_for(*reader)
        return shown - self.held(*reader) - alone - self.team_alone(rapport)

    def team_alone(self, rapport: Rapport) -> set[str]:
        """Return what stands in a section that only the team's report has, such as where codeurs differ."""
        if rapport.doelgroep == "team":
            return set()
        own = {(tabel, kolom) for notebook, tabel, kolom in TEAM_ALLEEN if notebook == rapport.notebook}
        return {k.teken for k in self.plantage.kanaries.values() if (k.tabel, k.kolom) in own}

    def held(self, doelgroep: str, slug: str | None) -> set[str]:
        """Return the numbers of people asked in groups that an audience does not see whole: none of them is shown."""
        if doelgroep == "team":
            return set()
        groups = self.plantage.shown_groups(doelgroep, slug)
        return {
            k.teken
            for k in self.plantage.kanaries.values()
            if k.kolom == "uitgenodigd" and k.rijen[0].group not in groups
        }

    def place(self, tekens: set[str]) -> list[str]:
        """Return kanaries with where they were planted, for a message."""
        found = (self.plantage.kanaries[teken] for teken in sorted(tekens))
        return [f"{k.teken} ({k.tabel}.{k.kolom}, {' + '.join(r.niveau for r in k.rijen)})" for k in found]


def finish(*processes: Opdracht) -> None:
    """Wait for all of them, also when one fails, and tell why it failed."""
    errors = [process.communicate(timeout=300)[1] for process in processes]
    assert [error for process, error in zip(processes, errors, strict=True) if process.returncode] == []


@pytest.fixture(scope="module")
def plantage() -> Plantage:
    return Plantage()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, plantage: Plantage) -> Project:
    """Make every report for every audience, those for openbaar also with code and moving charts, and share them."""
    made = Project(tmp_path_factory.mktemp("kanaries"), plantage)
    shutil.copytree(ROOT / "notebooks", made.folder / "notebooks")
    plantage.write(made.folder / TRAJECT)
    for rapport in made.plan():
        made.write_params("params", rapport.naam, rapport.notebook, rapport.doelgroep, rapport.deelnemer)
    buiten = tmp_path_factory.mktemp("buiten") / "kopie"
    plantage.write(buiten)
    noord = plantage.deelnemers["noord"].sleutel
    made.write_notebook("lek", LEK.format(buiten=buiten.as_posix()))
    made.write_params("lek", "lek", "lek", "openbaar", noord)
    for naam, code in (("voorbij", VOORBIJ), ("verken", VERKENNER)):
        made.write_notebook(naam, code)
        made.write_params("geweigerd", naam, naam, "openbaar", noord)
    for rapport in made.reports_for("openbaar", None):
        made.write_params("met-code", rapport.naam, rapport.notebook, "openbaar", rapport.deelnemer)
    finish(
        start(made.folder, "run"),
        start(made.folder, "run", "met-code", "--met-code", "--interactief", "--output", "output-met-code"),
        start(made.folder, "run", "lek", "--met-code", "--output", "output-lek", LEERKRING_GEEN_FORK="1"),
    )
    refused = leerkring(made.folder, "run", "geweigerd", "--output", "output-geweigerd")
    made.geweigerd = refused.stderr
    assert refused.returncode == 1
    shares = []
    for doelgroep, naam in BUITEN_TEAM:
        words = ["share", str(made.shared_folder(doelgroep, naam)), "--doelgroep", doelgroep, "--zonder-sleutel"]
        slug = made.slug(naam)
        draft = made.folder / "output" / "vrijgaven" / f"{'-'.join(filter(None, (doelgroep, slug)))}.yaml"
        shares.append((draft, [*words, *(["--deelnemer", slug] if slug else [])]))
    finish(*(start(made.folder, *words) for _, words in shares))
    for draft, _ in shares:
        assert "citaat" in answer_all(draft)
    finish(*(start(made.folder, *words, "--besluit", str(draft)) for draft, words in shares))
    return made


# What is planted


@pytest.mark.parametrize(("tabel", "kolom"), VELDEN, ids=[f"{tabel}-{kolom}" for tabel, kolom in VELDEN])
def test_each_field_holds_a_kanarie_or_says_why_it_cannot(plantage: Plantage, tabel: str, kolom: str) -> None:
    planted = {k.rijen[0].niveau for k in plantage.kanaries.values() if (k.tabel, k.kolom) == (tabel, kolom)}
    possible = {rij.niveau for rij in plantage.rijen if rij.tabel == tabel}
    if find_shape(tabel, kolom) or kolom == "bron":
        assert planted == possible
    else:
        assert explain_gap(tabel, kolom), "add the field to BEPERKT with a reason, or give it a shape in VORMEN"
        assert not planted


def test_list_of_numbers_that_are_too_few_names_only_fields_that_exist() -> None:
    assert BEPERKT
    assert set(BEPERKT) <= set(VELDEN)


@pytest.mark.parametrize("tabel", TABELLEN)
def test_each_table_has_rows_of_each_level(plantage: Plantage, tabel: str) -> None:
    # A row for the eyes of one deelnemer must be about a deelnemer.
    possible = set(NIVEAUS) if TABELLEN[tabel].eigenaar else set(NIVEAUS) - {"deelnemer"}

    assert {rij.niveau for rij in plantage.rijen if rij.tabel == tabel} == possible


def test_planted_traject_is_valid(plantage: Plantage, tmp_path: Path) -> None:
    problemen = check_folder(plantage.write(tmp_path / "kanaries"))

    # Findings lean on rows of other levels, and applications are public too: the check points both out.
    assert [p for p in problemen if p.regel not in {"I15", "I35"}] == []


def test_each_audience_may_see_less_than_the_one_before(plantage: Plantage) -> None:
    slug = plantage.deelnemers["noord"].sleutel
    hidden = [plantage.hidden_from(str(doelgroep), slug) for doelgroep in Doelgroep]

    assert all(less < more for less, more in pairwise(hidden))
    assert hidden[0], "who withdrew is hidden from the team too"
    assert len(hidden[-1]) < len(plantage.kanaries)


def test_a_comparison_is_not_made_for_one_deelnemer(plantage: Plantage, tmp_path: Path) -> None:
    with pytest.raises(LeerkringError, match="bij doelgroep ‘deelnemer’ hoort een deelnemer"):
        open_traject(plantage.write(tmp_path / "kanaries"), "deelnemer")


# The search itself


def pack(name: str, text: str) -> bytes:
    """Return a zip with one part."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr(name, text)
    return file.getvalue()


def encode(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "content",
    [
        "zqabcdex",
        "Zqabcdex en verder",
        "zqab\u00adcdex",
        "zq<b>abc</b>dex",
        "&#122;qabcde&#x78;",
        json.dumps({"a": ["zqab", "cdex"]}),
        json.dumps({"\u007aqabcdex": 1}),
        "\\u007aqabcdex",
        quote("<svg>ZQABCDEX").replace("Q", "%51"),
        f'<img src="data:image/svg+xml;base64,{encode("<svg><title>zqabcdex</title></svg>")}">',
        json.dumps({"text/html": f"<img src='data:;base64,{encode('<svg>&#122;qabcdex</svg>')}'>"}),
        pack("word/document.xml", "<w:t>zqabcdex</w:t>"),
        pack("zqabcdex.xml", ""),
    ],
    ids=["as is", "capital", "hyphen", "tags", "entity", "lines", "key", "code", "url", "svg", "cell", "part", "name"],
)
def test_a_kanarie_is_found_however_it_is_wrapped(content: str | bytes) -> None:
    assert read_bytes(content.encode() if isinstance(content, str) else content) == {"zqabcdex"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9123456", True),
        ("9.123.456", True),
        ("9.123.456,25 dagen", True),
        ("−9.123.456", True),
        ("9,123,456.25", True),
        ("9\u00a0123\u00a0456", True),
        ("[1,9123456.25]", True),
        ("S1, regel 9123456", True),
        ("S1:9123456-9123456", True),
        ("L9123456", True),
        ("19123456", False),
        ("0.9123456789", False),
        ("0.9123456", False),
        ('viewBox="9 123 456"', False),
        ("9.123,456", False),
    ],
)
def test_a_number_is_found_in_each_form_that_a_report_writes(text: str, found: bool) -> None:
    assert find_kanaries(text) == ({"9123456"} if found else set())


def test_the_name_of_a_file_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "zqabcdex.svg").write_text("<svg/>", encoding="utf-8")

    assert read_file(tmp_path / "zqabcdex.svg") == {"zqabcdex"}


def test_a_notebook_that_leaks_is_caught(project: Project) -> None:
    found = project.read(project.folder / "output-lek" / "kanaries" / "lek.html")

    assert found >= project.plantage.whole_for("team", None)
    assert len(found & project.plantage.hidden_from("openbaar", None)) > 1000


def test_a_notebook_for_others_that_reads_past_the_door_gives_no_report(project: Project) -> None:
    output = project.folder / "output-geweigerd"
    hidden = project.plantage.hidden_from("openbaar", None)

    assert (
        f"mislukt: kanaries/voorbij: cel 3: het rapport is voor openbaar, maar het notebook opent {TRAJECT} voor team; "
        "toegestaan: wat open_traject laat zien met doelgroep='openbaar' (zie logs/kanaries/voorbij.log)\n"
    ) in project.geweigerd
    assert not (output / "kanaries" / "voorbij.html").exists()
    for path in (path for path in output.rglob("*") if path.is_file() and "logs" not in path.parts):
        assert project.place(project.read(path) & hidden) == [], path.name


# The reports


@pytest.mark.parametrize(("doelgroep", "naam"), LEZERS)
def test_no_report_holds_what_its_readers_may_not_see(project: Project, doelgroep: str, naam: str | None) -> None:
    reports = project.reports_for(doelgroep, naam)
    hidden = project.plantage.hidden_from(doelgroep, project.slug(naam))

    assert reports
    for rapport in reports:
        files = project.files_of(rapport)
        assert [path.suffix for path in files] == [".html", ".ipynb"]
        for path in files:
            assert project.place(project.read(path) & hidden) == [], path.name


@pytest.mark.parametrize(("doelgroep", "naam"), LEZERS)
def test_each_report_holds_what_its_readers_may_see(project: Project, doelgroep: str, naam: str | None) -> None:
    for rapport in project.reports_for(doelgroep, naam):
        expected = project.expected(rapport)
        assert len(expected) > 20
        for path in project.files_of(rapport):
            assert project.place(expected - project.read(path)) == [], path.name


@pytest.mark.parametrize(("doelgroep", "naam"), LEZERS)
def test_each_report_tells_of_every_table_of_which_the_team_s_report_tells(
    project: Project, doelgroep: str, naam: str | None
) -> None:
    def tables(tekens: set[str]) -> set[str]:
        return {project.plantage.kanaries[teken].tabel for teken in tekens}

    for rapport in project.reports_for(doelgroep, naam):
        shown = project.read_own_text(rapport.voor_team) - project.team_alone(rapport)
        assert tables(project.expected(rapport)) == tables(shown)


@pytest.mark.parametrize(("doelgroep", "naam"), BUITEN_TEAM)
def test_a_group_that_is_not_seen_whole_does_not_show_how_many_were_asked(
    project: Project, doelgroep: str, naam: str | None
) -> None:
    held = project.held(doelgroep, project.slug(naam))

    assert held
    for rapport in project.reports_for(doelgroep, naam):
        assert project.place(held & project.read_own_text(rapport)) == []


@pytest.mark.parametrize(("doelgroep", "naam"), LEZERS)
def test_who_withdrew_is_not_counted(project: Project, doelgroep: str, naam: str | None) -> None:
    asked = {
        k.teken
        for k in project.plantage.kanaries.values()
        if k.kolom == "uitgenodigd" and k.rijen[0].group[1] == "inwoners"
    }
    for rapport in project.reports_for(doelgroep, naam):
        page = project.files_of(rapport)[0].read_text(encoding="utf-8")
        counts = [n for n, of in re.findall(r"(\d+) van (\d{7})", page) if of in asked]
        left = "13" if rapport.doelgroep == "team" else "12"  # in threes fourteen would be fifteen
        assert set(counts) <= {left}, "14 answered, and one of them withdrew"
        assert counts or rapport.doelgroep != "team" or rapport.deelnemer is None


def test_reports_with_code_and_moving_charts_hold_no_more(project: Project) -> None:
    hidden = project.plantage.hidden_from("openbaar", None)
    reports = project.reports_for("openbaar", None)

    assert reports
    for rapport in reports:
        files = project.files_of(rapport, "output-met-code")
        page = files[0].read_text(encoding="utf-8")
        assert [path.suffix for path in files] == [".html", ".ipynb"]
        assert "vega" in page
        assert "import open_" in page
        for path in files:
            assert project.place(project.read(path) & hidden) == [], path.name
            assert project.place(project.expected(rapport) - project.read(path)) == [], path.name


@pytest.mark.parametrize(("doelgroep", "naam"), BUITEN_TEAM)
def test_a_shared_folder_holds_the_reports_and_nothing_else(project: Project, doelgroep: str, naam: str | None) -> None:
    folder = project.shared_folder(doelgroep, naam)
    reports = project.reports_for(doelgroep, naam)
    hidden = project.plantage.hidden_from(doelgroep, project.slug(naam))
    written = sorted(path for path in folder.rglob("*") if path.is_file())

    names = {path.relative_to(folder).as_posix() for path in written}
    assert names == {"index.html", *(f"kanaries/{rapport.naam}.html" for rapport in reports)}
    for path in written:
        assert project.place(project.read(path) & hidden) == [], path.name
    for rapport in reports:
        expected = project.expected(rapport)
        assert project.place(expected - project.read(folder / "kanaries" / f"{rapport.naam}.html")) == []
        assert expected & project.read(folder / "index.html"), "the index searches what the report says"


def test_the_counts_are_printed(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    planted = project.plantage.kanaries
    lines = [f"{'readers':18}{'reports':>9}{'planted':>9}{'allowed':>9}{'expected':>10}{'found':>7}{'leaked':>8}"]
    leaks = 0
    for doelgroep, naam in LEZERS:
        reports = project.reports_for(doelgroep, naam)
        hidden = project.plantage.hidden_from(doelgroep, project.slug(naam))
        files = [path for rapport in reports for path in project.files_of(rapport)]
        files += [path for path in project.shared_folder(doelgroep, naam).rglob("*") if path.is_file()]
        found = set[str]().union(*map(project.read, files))
        expected = set[str]().union(*map(project.expected, reports))
        numbers = [len(reports), len(planted), len(planted) - len(hidden), len(expected), len(found & expected)]
        lines.append(
            f"{doelgroep + ' ' + (naam or ''):18}{numbers[0]:9}{numbers[1]:9}{numbers[2]:9}{numbers[3]:10}"
            f"{numbers[4]:7}{len(found & hidden):8}"
        )
        leaks += len(found & hidden)
    with capsys.disabled():
        print("\n" + "\n".join(lines))  # noqa: T201

    assert leaks == 0, "\n".join(lines)

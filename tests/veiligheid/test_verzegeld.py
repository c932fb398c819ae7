"""A notebook for others can read its own part of a traject and nothing else: the attempts of one who wants more.

Where the system cannot seal a process (no Landlock) these attempts are skipped, and what is refused there is tried all
the same.
"""

import ctypes
import html
import json
import os
import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml
from mini import write_traject
from opdracht import leerkring
from plek import ROOT

from leerkring.batch.manifest import Status, Uitkomst, read_manifest
from leerkring.batch.warm import sealing
from leerkring.batch.warm.forking import can_fork
from leerkring.batch.warm.loket import Loket, open_loket
from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError
from leerkring.traject.handover import Lezers

verzegelt = pytest.mark.skipif(
    not (can_fork() and sealing.find_version()), reason="this system cannot seal a process: it has no Landlock"
)
GEHEIM = "Geheimvanhetteam"
LOGBOEK = f"""
    deelnemer  tekst        vertrouwelijkheid
    noord      Voorallen.   openbaar
    noord      {GEHEIM}.    team
"""
PARAMETERS = 'notebook = "{}"\ntraject = "data/mini"\ndoelgroep = "openbaar"'
TOON = """
from leerkring.traject import open_traject
from leerkring.weergave.blokken import build_list
from leerkring.weergave.kop import build_head

t = open_traject(traject, doelgroep)
display(build_head(t.beschrijving, t.doelgroep))
"""
POGINGEN = {
    "pandas over een koppeling": 'import pandas; gezien = pandas.read_csv("data/elders/logboek.csv").to_string()',
    "lxml": 'import lxml.html; gezien = lxml.html.parse("data/mini/logboek.csv").getroot().text_content()',
    "grep": 'import subprocess; gezien = subprocess.getoutput("grep -rh Geheim data output")',
    "ander traject": 'gezien = open("data/twee/logboek.csv").read()',
    "zoekindex": 'gezien = open("output/zoekteksten.json").read()',
}
"""The ways around the audit hooks of Python; each puts what it finds in `gezien`."""
DIEPER = {
    "nieuwe Python": (
        "import subprocess, sys\n"
        'gezien = subprocess.run([sys.executable, "-c", "print(open(\'data/mini/logboek.csv\').read())"],'
        " capture_output=True, text=True).stdout"
    ),
    "procfs": 'gezien = open("/proc/self/root" + os.path.realpath("data/mini/logboek.csv")).read()',
    "ouder": 'gezien = open(f"/proc/{os.getppid()}/environ").read() + "Geheim"',
    "warme server": (
        "from multiprocessing import forkserver\n"
        "from leerkring.batch.warm.server import start_process\n"
        'p = start_process(os.system, "cp data/mini/logboek.csv " + os.environ["HOME"] + "/kopie")\n'
        'p.join(); gezien = open(os.environ["HOME"] + "/kopie").read()'
    ),
    "server bij zijn adres": (
        "import re, socket\n"
        'names = re.findall(r"/\\S*pymp\\S*", open("/proc/self/net/unix").read())\n'
        "for name in names:\n"
        "    with socket.socket(socket.AF_UNIX) as s:\n        s.connect(name)\n"
        'gezien = "Geheim verbonden"'
    ),
    "tekenaar": (
        "from leerkring.weergave.tekenaar import draw\n"
        'data = {"url": "file://" + os.path.realpath("data/mini/logboek.csv"), "format": {"type": "csv"}}\n'
        'gezien = draw({"data": data, "mark": "text", "encoding": {"text": {"field": "tekst"}}})'
    ),
    "tcp": 'import socket; socket.create_connection(("127.0.0.1", 9)); gezien = "Geheim"',
    "udp": 'import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9)); gezien = "Geheim"',
    "map": 'gezien = "Geheim" + str(os.listdir("data"))',
    "schrijven": 'open("data/mini/nieuw.csv", "w"); gezien = "Geheim geschreven"',
}
"""What lies deeper; a word with `Geheim` on the page means that it succeeded."""
PROBEER = """
import os
seen = []
for name, code in {!r}.items():
    room = {{}}
    try:
        exec("import os\\n" + code, room)
        seen.append(name + ": " + str(room["gezien"]))
    except BaseException as error:
        seen.append(name + ": geweigerd, " + type(error).__name__)
display(build_list(seen))
"""
OPEN = """
import os
from leerkring import open_kring
ander = open_traject("data/twee", doelgroep)
k = open_kring(traject="data/twee", doelgroep=doelgroep)
seen = [*t.frame("logboek")["tekst"], *ander.frame("logboek")["tekst"], k.traject.houdbaar is not None]
seen += ["gezien " + str(os.path.exists(place)) for place in ("data/mini/logboek.csv", "data/weg.csv")]
display(build_list(map(str, seen)))
"""
WEIGEREN = {
    "las": ('import pandas\npandas.read_csv("data/elders/logboek.csv")', "gebruikt zelf data/elders/logboek.csv"),
    "lxml": ('import lxml.html\nlxml.html.parse("data/twee/logboek.csv")', "gebruikt zelf data/twee/logboek.csv"),
    "schreef": ('open("nieuw.csv", "w")', "gebruikt zelf nieuw.csv"),
    "opende": ("open_traject(traject)", "opent data/mini voor team"),
    "geheel": ("from leerkring.traject.opening import open_whole\nopen_whole(t)", "leest zelf data/mini"),
}
"""What a notebook does without catching the error, and what is said of it."""


def write_notebook(project: Path, naam: str, code: str) -> None:
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    first = nbformat.v4.new_code_cell(PARAMETERS.format(naam), metadata={"tags": ["parameters"]})
    book = nbformat.v4.new_notebook(cells=[first, nbformat.v4.new_code_cell(TOON + code)], metadata=metadata)
    nbformat.write(book, project / "notebooks" / f"{naam}.ipynb")
    params = {"notebook": naam, "traject": "data/mini", "doelgroep": "openbaar"}
    (project / "params" / f"{naam}.yaml").write_text(yaml.safe_dump(params), encoding="utf-8")


@pytest.fixture(scope="module")
def kaal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with two trajecten, a link to a third elsewhere, and a search index of the team."""
    project, elders = tmp_path_factory.mktemp("verzegeld") / "project", tmp_path_factory.mktemp("elders")
    for folder in ("notebooks", "params", "output"):
        (project / folder).mkdir(parents=True)
    write_traject(project / "data" / "mini", "leerkring", logboek=LOGBOEK)
    write_traject(project / "data" / "twee", "leerkring", traject="id: twee", logboek=LOGBOEK.replace("allen", "twee"))
    write_traject(elders / "drie", "leerkring", traject="id: drie", logboek=LOGBOEK)
    (project / "data" / "elders").symlink_to(elders / "drie")
    return project


def run(kaal: Path, folder: Path, notebooks: dict[str, str], *words: str, **environment: str) -> Path:
    project = Path(shutil.copytree(kaal, folder / "project", symlinks=True))
    (project / "output" / "zoekteksten.json").write_text(json.dumps({"a": GEHEIM}), encoding="utf-8")
    for naam, code in notebooks.items():
        write_notebook(project, naam, code)
    leerkring(project, "run", *words, **environment)
    return project


def read_row(project: Path, naam: str) -> Uitkomst:
    return read_manifest(project / "output")[f"mini/{naam}"]


def read_said(project: Path, naam: str) -> dict[str, str]:
    """Return what each attempt put on the page."""
    row = read_row(project, naam)
    assert row.status is Status.GELUKT, row.reden
    page = (project / "output" / "mini" / f"{naam}.html").read_text(encoding="utf-8")
    items = [html.unescape(re.sub(r"<[^>]+>", " ", item)) for item in re.findall(r"<li>(.*?)</li>", page, re.DOTALL)]
    return {name.strip(): said for name, sep, said in (item.partition(": ") for item in items) if sep}


@pytest.fixture(scope="module")
def verzegeld(kaal: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    books = {"pogingen": PROBEER.format(POGINGEN), "dieper": PROBEER.format(DIEPER), "open": OPEN}
    books |= {naam: code for naam, (code, _) in WEIGEREN.items()}
    return run(kaal, tmp_path_factory.mktemp("a"), books)


@verzegelt
@pytest.mark.parametrize("poging", POGINGEN)
def test_no_way_around_the_hooks_of_python_finds_what_these_readers_may_not_see(verzegeld: Path, poging: str) -> None:
    assert GEHEIM not in read_said(verzegeld, "pogingen")[poging]


@verzegelt
@pytest.mark.parametrize("poging", DIEPER)
def test_nor_do_programs_processes_the_network_or_those_who_serve_the_notebook(verzegeld: Path, poging: str) -> None:
    assert "Geheim" not in read_said(verzegeld, "dieper")[poging]


@verzegelt
def test_what_these_readers_may_see_of_another_traject_is_opened_and_that_a_file_is_there_stays_visible(
    verzegeld: Path,
) -> None:
    row = read_row(verzegeld, "open")
    assert row.status is Status.GELUKT, row.reden
    page = (verzegeld / "output" / "mini" / "open.html").read_text(encoding="utf-8")

    for text in ("Voorallen.", "Voortwee.", "True", "gezien True", "gezien False"):
        assert text in page
    assert GEHEIM not in page
    assert {lezing.traject for lezing in row.gelezen or ()} == {"data/mini", "data/twee"}


@verzegelt
@pytest.mark.parametrize(("naam", "gedaan"), [(naam, told) for naam, (_, told) in WEIGEREN.items()])
def test_a_refusal_is_one_sentence_that_says_what_may_be_read(verzegeld: Path, naam: str, gedaan: str) -> None:
    row = read_row(verzegeld, naam)

    assert (row.status, row.reden) == (
        Status.MISLUKT,
        f"cel 3: het rapport is voor openbaar, maar het notebook {gedaan}; "
        "toegestaan: wat open_traject laat zien met doelgroep='openbaar'",
    )
    kept = nbformat.read(verzegeld / "output" / "logs" / "mini" / f"{naam}.ipynb", as_version=4)
    (error,) = [o for cell in kept.cells for o in cell.get("outputs", []) if o.output_type == "error"]
    assert len(error.traceback) == 1


@verzegelt
def test_that_it_is_sealed_and_which_programs_it_started_is_known(verzegeld: Path) -> None:
    row = read_row(verzegeld, "pogingen")

    assert row.feiten["verzegeld"] is True
    assert row.feiten["gestart"] == ["/bin/sh -c grep -rh Geheim data output"]
    assert any("startte een ander programma" in text for text in row.waarschuwingen)
    assert "ja, het notebook kon alleen lezen" in (verzegeld / "output/mini/pogingen.html").read_text("utf-8")


@verzegelt
def test_plain_papermill_seals_as_well(kaal: Path, tmp_path: Path) -> None:
    project = run(kaal, tmp_path, {"pogingen": PROBEER.format(POGINGEN)}, "--dry-run")
    book, done = project / "notebooks" / "pogingen.ipynb", tmp_path / "klaar.ipynb"
    command = [sys.executable, "-m", "papermill", "--engine", "leerkring", str(book), str(done), "--no-progress-bar"]
    subprocess.run(command, cwd=project, check=True, capture_output=True)

    assert GEHEIM not in done.read_text("utf-8")
    assert nbformat.read(done, as_version=4).metadata.papermill.verzegeld is True


# Where nothing can be sealed


@pytest.fixture(scope="module")
def open_(kaal: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    books = {"pogingen": PROBEER.format(POGINGEN), "gewoon": "", "opende": WEIGEREN["opende"][0]}
    return run(kaal, tmp_path_factory.mktemp("b"), books, LEERKRING_GEEN_FORK="1")


def test_without_a_seal_what_python_itself_tells_is_refused(open_: Path) -> None:
    said = read_said(open_, "pogingen")

    assert {naam for naam in POGINGEN if GEHEIM in said[naam]} == {"lxml"}
    assert {said[naam] for naam in POGINGEN if naam != "lxml"} == {"geweigerd, GeweigerdError"}
    assert "opent data/mini voor team" in (read_row(open_, "opende").reden or "")


def test_a_report_says_that_it_was_not_sealed_and_can_be_refused_for_it(open_: Path) -> None:
    assert read_row(open_, "gewoon").feiten["verzegeld"] is False
    assert "niet verzegeld" in (open_ / "output" / "mini" / "gewoon.html").read_text("utf-8")

    done = leerkring(open_, "run", "params/gewoon.yaml", "--alleen-verzegeld", LEERKRING_GEEN_FORK="1")
    assert done.returncode == 1
    assert "dit systeem kan het notebook niet verzegelen" in done.stderr


# The same reports


@verzegelt
def test_a_case_and_a_comparison_are_the_same_sealed_and_not(tmp_path: Path) -> None:
    for name in ("notebooks", "data/voorbeeld-2021"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "params").mkdir()
    for naam, slug in (("casus", "sparrendrecht"), ("casus", "wolkendam"), ("vergelijking", None)):
        chosen = {"notebook": naam, "traject": "data/voorbeeld-2021", "deelnemer": slug, "doelgroep": "openbaar"}
        text = yaml.safe_dump({name: value for name, value in chosen.items() if value})
        (tmp_path / "params" / f"{slug or naam}.yaml").write_text(text, encoding="utf-8")
    for output, environment in (("a", {}), ("b", {"LEERKRING_GEEN_FORK": "1"})):
        done = leerkring(tmp_path, "run", "--output", output, **environment)
        assert done.returncode == 0, done.stderr
    pages = sorted((tmp_path / "a" / "voorbeeld-2021").glob("*.html"))

    assert len(pages) == 3
    for page in pages:
        sealed, other = (p.read_text("utf-8") for p in (page, tmp_path / "b" / "voorbeeld-2021" / page.name))
        assert "ja, het notebook kon" in sealed
        assert re.sub("nee, niet verzegeld: .*?zien", "", other) == re.sub("ja, het notebook .*?zien", "", sealed)


# How it is built


def test_a_place_that_must_stay_out_of_sight_may_not_lie_among_programs(tmp_path: Path) -> None:
    inside = Path(sys.prefix) / "lib" / "data"
    link = tmp_path / "data"
    link.symlink_to(inside)

    assert sealing.list_readable([str(tmp_path)])
    for place in (inside, link):
        with pytest.raises(LeerkringError, match="niet te verzegelen"):
            sealing.list_readable([str(place)])


def test_an_environment_in_the_project_folder_leaves_the_data_out_of_sight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("bin", "lib", "data", "output"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    readable = sealing.list_readable([str(tmp_path / "data"), str(tmp_path / "output")])

    assert str(tmp_path / "lib") in readable
    assert not sealing.is_within(str(tmp_path / "data" / "x.csv"), readable)


def test_what_must_stay_out_of_sight_is_all_data_behind_links_too_and_all_reports(
    kaal: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LEERKRING_ROOT", str(kaal))
    loket = open_loket({"traject": "data/mini", "doelgroep": "deelnemer", "deelnemer": "noord"}, str(tmp_path))
    assert loket is not None
    assert str(loket.lezers) == "deelnemer noord"
    places = (kaal / "data", kaal / "data" / "elders", kaal / "output", tmp_path)
    assert {os.path.realpath(place) for place in places} <= set(loket.dicht)
    assert open_loket({"traject": "data/mini", "doelgroep": "team"}, "") is open_loket({}, "") is None


def test_an_error_that_is_no_refusal_stays_what_it_is() -> None:
    loket = Loket(Lezers(Doelgroep.OPENBAAR), ())
    for text in ("'leerkring'", "[Errno 2] No such file or directory: 'weg.csv'", f"cannot open '{sys.prefix}/lib'"):
        error = nbformat.v4.new_output("error", ename="KeyError", evalue=text, traceback=[])
        loket.explain(nbformat.v4.new_code_cell(outputs=[error]))
        assert (error.ename, error.evalue) == ("KeyError", text)


def test_the_filter_lets_pass_all_but_the_calls_it_names_and_other_machines() -> None:
    lines = list(struct.iter_unpack("=HBBI", sealing.build_filter(7, [41, 42, 425])))

    def answer(mark: int, number: int) -> int:
        """Do what the kernel does with these lines."""
        place, value = 0, 0
        while True:
            what, yes, no, k = lines[place]
            place += 1
            if what == 0x20:
                value = {4: mark, 0: number}[k]
            elif what == 0x06:
                return k
            else:
                place += yes if (value == k if what == 0x15 else value >= k) else no

    assert [answer(7, n) == 0x7FFF0000 for n in (0, 40, 43, 424, 41, 42, 425, 0x40000029)] == [True] * 4 + [False] * 4
    assert answer(8, 0) == answer(7, 41)


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_the_version_is_what_the_system_says() -> None:
    said = ctypes.CDLL(None).syscall(444, None, ctypes.c_long(0), 1)

    assert sealing.find_version() == max(said, 0)

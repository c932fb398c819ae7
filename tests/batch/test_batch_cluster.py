"""The plan on other machines: real Dask workers on this one, with and without a folder that all of them see."""

import json
import os
import pickle
import re
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
import yaml
from mini import set_cells, write_traject
from notitieboek import find_session, wait_until
from opdracht import Opdracht, leerkring, start

from leerkring.batch.cluster.connection import Cluster
from leerkring.batch.cluster.elsewhere import prepare_elsewhere, run_warm
from leerkring.batch.freshness import Inputs
from leerkring.batch.plan import build_plan
from leerkring.batch.run import prepare_task
from leerkring.batch.settings import Settings
from leerkring.batch.taak import Taak
from leerkring.batch.warm.engine import NAAM
from leerkring.rapport.gate.gate import build_gate

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks in /proc, and forks")
if not find_spec("distributed"):
    pytest.skip("needs the extra cluster", allow_module_level=True)
Woorden = tuple[str, ...]

PARAMETERS = """
notebook = "proef"
traject = "data/mini"
deelnemer = "noord"
doelgroep = "team"
merken = ""
wacht = False
"""
CELL = """
import os, time
from pathlib import Path
from IPython.display import display
from leerkring.traject import open_traject
from leerkring.weergave.blokken import build_list
from leerkring.weergave.kop import build_head

t = open_traject(traject, doelgroep, deelnemer)
merk = Path(merken)
if merken:
    (merk / f"{deelnemer}-{doelgroep}-{os.getpid()}").write_text(str(Path.cwd()))
while wacht and not (merk / "door").exists():
    time.sleep(0.1)
display(build_head(t.beschrijving, t.doelgroep))
display(build_list(list(t.frame("logboek")["tekst"])))
"""
LOGBOEK = """
    deelnemer  tekst           vertrouwelijkheid
    noord      Rustig begin.   leerkring
    zuid       Snel begin.     leerkring
    noord      Onder ons.      team
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with two deelnemers and a notebook that leaves a mark and may wait to be let through.

    It is for the team, for one for others can leave no mark.
    """
    folder = tmp_path / "project"
    write_traject(folder / "data" / "mini", "leerkring", logboek=LOGBOEK)
    for name in ("notebooks", "params", "merken"):
        (folder / name).mkdir()
    write_notebook(folder, CELL)
    for slug in ("noord", "zuid"):
        write_params(folder, slug)
    return folder


def write_notebook(project: Path, cell: str) -> None:
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), nbformat.v4.new_code_cell(cell)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), project / "notebooks" / "proef.ipynb")


def write_params(project: Path, slug: str, **changes: Any) -> None:
    content = {"notebook": "proef", "traject": "data/mini", "deelnemer": slug, "doelgroep": "team", "wacht": False}
    content["merken"] = str(project / "merken")
    (project / "params" / f"{slug}.yaml").write_text(yaml.safe_dump(content | changes), encoding="utf-8")


def run(project: Path, *words: str) -> tuple[int, str, str]:
    done = leerkring(project, "run", *words)
    return done.returncode, done.stdout, done.stderr


def read_rows(project: Path, output: str = "output") -> dict[str, dict[str, Any]]:
    content = json.loads((project / output / "manifest.json").read_text(encoding="utf-8"))
    return {row["id"].partition("/")[2]: row for row in content["runs"]}


def read_marks(project: Path) -> dict[str, str]:
    """Return in which folder each notebook ran, by its deelnemer."""
    return {p.name.partition("-")[0]: p.read_text() for p in (project / "merken").iterdir() if p.name != "door"}


def read_page(project: Path, slug: str, output: str = "output") -> str:
    """Return a page without what differs between two runs of the same: times and versions of the programs' run."""
    page = (project / output / "mini" / f"{slug}.html").read_text(encoding="utf-8")
    return re.sub(r"\d{1,2}:\d\d|[0-9a-f]{8}-[0-9a-f-]{27}", "", page)


@contextmanager
def dask(folder: Path, workers: int, koud: bool = False) -> Iterator[tuple[str, list[Opdracht]]]:
    """Start a scheduler and workers as a user would on other machines; yield its address and the workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    here = ("--host", "127.0.0.1", "--no-dashboard")
    serve = ("scheduler", "--port", str(port), "--no-show", *here)
    work = ("worker", address, "--nthreads", "1", "--no-nanny", "--local-directory", str(folder), *here)
    with ExitStack() as stack:
        started = [start(folder, *words, program="dask", koud=koud) for words in (serve, *[work] * workers)]
        for process in started:
            stack.callback(process.communicate, timeout=30)
            stack.callback(process.kill)
        assert wait_until(lambda: count_workers(address) == workers, 60)
        yield address, started[1:]


def count_workers(address: str) -> int:
    from distributed import Client

    try:
        with Client(address, timeout=2, set_as_default=False) as client:
            return len(client.nthreads())
    except OSError:
        return 0


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Woorden]:
    """Give the words that name a cluster of one worker, which stays for all tests that do no harm to it."""
    # Cold: on another machine nothing was imported before the first task came.
    with dask(tmp_path_factory.mktemp("farm"), 1, koud=True) as (address, _):
        yield "--scheduler", address


def test_a_local_cluster_makes_what_this_machine_makes(project: Path) -> None:
    set_cells(project / "data" / "mini", "logboek", 2, tekst="Heel rustig begin.")
    for slug in ("noord", "zuid"):
        write_params(project, slug, doelgroep="leerkring", merken="")
    code, out, errors = run(project, "--local-cluster", "1")
    assert (code, out.splitlines()[-1][:21]) == (0, "2 gelukt, 0 mislukt; "), errors
    assert run(project, "--output", "hier")[0] == 0

    for slug in ("noord", "zuid"):
        assert read_page(project, slug) == read_page(project, slug, "hier")
    assert "Heel rustig begin." in read_page(project, "noord")
    elsewhere, here = read_rows(project), read_rows(project, "hier")
    own = ("begonnen", "seconden", "rapport_van", "afdruk")
    for slug, row in elsewhere.items():
        assert {k: v for k, v in row.items() if k not in own} == {k: v for k, v in here[slug].items() if k not in own}
        log = project / "output" / "logs" / "mini" / f"{slug}.log"
        assert "gelukt na" in log.read_text(encoding="utf-8")
    assert "2 al goed" in run(project)[1]
    assert not list((project / "output").rglob(".*"))


def test_only_what_the_readers_may_see_travels_and_nothing_else_of_the_project(project: Path, farm: Woorden) -> None:
    look = (
        "import os\nfrom leerkring.traject.handover import VARIABELE\n"
        "found = sorted(str(p) for p in Path().rglob('*'))\n"
        "package = Path(os.environ[VARIABELE]).read_bytes()\n"
        "told = [b'Rustig begin.' in package, b'Snel begin.' in package, b'Onder ons.' in package]\n"
        "display(build_list([f'gezien: {told}']))\n"
        "import json\nmerken and (merk.parent / 'gezien.json').write_text(json.dumps(found))\n"
    )
    write_notebook(project, f"{CELL}\n{look}")
    write_params(project, "zuid", doelgroep="leerkring", deelnemer="noord", merken="")
    assert run(project, *farm)[0] == 0
    *others, handed = json.loads((project / "gezien.json").read_text(encoding="utf-8"))
    assert others == ["data", "data/mini", "notebooks", "notebooks/proef.ipynb", "params", "werk", "werk/mini"]
    assert re.fullmatch(r"werk/\w+\.overdracht", handed)
    assert "gezien: [True, False, True]" in read_page(project, "noord")
    assert "gezien: [True, False, False]" in read_page(project, "zuid")
    assert not read_marks(project)["noord"].startswith(str(project))


def test_workers_that_see_the_project_folder_are_sent_nothing(project: Path, farm: Woorden) -> None:
    code, _, errors = run(project, *farm, "--shared")
    assert code == 0, errors
    assert read_marks(project) == {"noord": str(project), "zuid": str(project)}
    assert "2 al goed" in run(project)[1]
    assert not list((project / "output").rglob(".*"))


@linux
def test_a_worker_that_is_killed_midway_loses_nothing_but_time(project: Path) -> None:
    for slug in ("noord", "zuid"):
        write_params(project, slug, wacht=True)
    elsewhere = project.parent / "elders"
    elsewhere.mkdir()
    with dask(elsewhere, 2) as (address, workers):
        with start(project, "run", "--scheduler", address) as batch:
            assert wait_until(lambda: len(read_marks(project)) == 2, 90)
            workers[0].kill()
            (project / "merken" / "door").touch()
            _, errors = batch.communicate(timeout=120)
        assert batch.returncode == 0, errors
        assert len(list((project / "merken").glob("*-team-*"))) == 3, "one of the two ran twice"
        assert [row["status"] for row in read_rows(project).values()] == ["gelukt", "gelukt"]
    left = list(elsewhere.rglob("lk-*"))
    assert left, "what was sent to the worker that was killed"
    assert all(Path(folder).is_relative_to(elsewhere) for folder in read_marks(project).values())
    with dask(elsewhere, 1):
        assert not any(folder.exists() for folder in left), "the next worker there takes it away"


def test_a_notebook_that_fails_elsewhere_is_one_failed_row_with_its_log_and_what_there_is_of_it(
    project: Path, farm: Woorden
) -> None:
    write_notebook(project, f"{CELL}\nif deelnemer == 'zuid':\n    raise ValueError('de cel is stuk')")
    code, out, errors = run(project, *farm)

    assert code == 1
    assert "1 gelukt, 1 mislukt" in out
    assert "mislukt: mini/zuid: cel 3: ValueError: de cel is stuk" in errors
    log = project / "output" / "logs" / "mini" / "zuid.log"
    assert "ValueError: de cel is stuk" in log.read_text(encoding="utf-8")
    assert "Snel begin." in log.with_suffix(".ipynb").read_text(encoding="utf-8")
    assert (project / "output" / "mini" / "noord.html").is_file()
    assert not (project / "output" / "mini" / "zuid.html").exists()


@linux
def test_a_limit_holds_elsewhere_too(project: Path, farm: Woorden) -> None:
    write_params(project, "zuid", wacht=True)
    code, _, errors = run(project, *farm, "--cell-timeout", "3")
    assert code == 1
    assert "mislukt: mini/zuid: een cel duurde te lang; geef meer tijd met --cell-timeout" in errors
    assert read_rows(project)["noord"]["status"] == "gelukt"


@linux
def test_a_batch_that_is_stopped_leaves_no_process_behind(project: Path) -> None:
    write_params(project, "zuid", wacht=True)
    mark = f"LK_MERK={project.parent.name}-{os.getpid()}"
    with start(project, "run", "--local-cluster", "1", koud=True, LK_MERK=mark.partition("=")[2]) as batch:
        assert wait_until(lambda: "zuid" in read_marks(project) and (project / "output/mini/noord.html").exists(), 90)
        os.killpg(batch.pid, signal.SIGINT)
        _, errors = batch.communicate(timeout=60)
    assert batch.returncode != 0
    assert errors.split() == ["Afgebroken."], errors
    assert wait_until(lambda: not find_session(mark), 15), find_session(mark)
    assert list(read_rows(project)) == ["noord"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--scheduler", "tcp://127.0.0.1:1"],
            "op ‘tcp://127.0.0.1:1’ antwoordt geen scheduler; toegestaan: een adres zoals tcp://10.0.0.5:8786",
        ),
        (
            ["--scheduler", "daarzo"],
            "‘daarzo’ is niet het adres van een scheduler; toegestaan: een adres zoals tcp://10.0.0.5:8786",
        ),
        (
            ["--scheduler", "tcp://127.0.0.1:1", "--local-cluster", "1"],
            "--scheduler en --local-cluster gaan niet samen; noem er één",
        ),
    ],
)
def test_a_cluster_that_is_not_there_is_one_sentence(project: Path, words: list[str], message: str) -> None:
    code, _, errors = run(project, *words)
    assert code == 1
    assert errors.strip().splitlines()[-1] == message
    assert "Traceback" not in errors


def test_a_traject_outside_the_project_cannot_be_sent(project: Path, farm: Woorden) -> None:
    shutil.copytree(project / "data" / "mini", project.parent / "buiten")
    write_params(project, "zuid", traject="../buiten")
    (project / "params" / "noord.yaml").unlink()
    code, _, errors = run(project, *farm)
    assert code == 1
    assert (
        "parameter ‘traject’ is ‘../buiten’; op een cluster zonder --shared kan alleen een map van het project"
        in errors
    )
    assert "Traceback" not in errors


def test_a_worker_with_other_versions_says_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEERKRING_ROOT", str(project))
    monkeypatch.chdir(project)
    choice = Inputs(Settings()).choose_runs(build_plan(["params/noord.yaml"]), project / "output", {})[0]
    versions = choice.begin.versies | {"pandas": "1.0"}
    monkeypatch.setattr("leerkring.batch.cluster.elsewhere.find_versions", lambda: ("anders", versions))
    result = run_warm(Taak(choice, None, frozenset()), prepare_elsewhere, Settings())
    assert str(result) == (
        "een machine van het cluster heeft een andere versie van leerkring, pandas; installeer overal dezelfde"
    )


def test_the_names_on_the_key_are_looked_for_and_never_sent(project: Path, farm: Woorden) -> None:
    key = project.parent / "sleutel.csv"
    key.write_text("pseudoniem,naam\nP1,Rustig Vlonderkast\n", encoding="utf-8")
    for slug in ("noord", "zuid"):
        write_params(project, slug, doelgroep="leerkring", merken="")
    set_cells(project / "data" / "mini", "logboek", 2, tekst="Dat zei Rustig Vlonderkast ook.")
    sent: list[bytes] = []

    class Client:
        def submit(self, *args: Any, **_: Any) -> None:
            sent.append(pickle.dumps(args))

    settings = Settings(gate=build_gate(key.as_posix(), zoek_namen=False))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEERKRING_ROOT", str(project))
        patch.chdir(project)
        inputs = Inputs(settings)
        choice = inputs.choose_runs(build_plan(["params/zuid.yaml"]), project / "output", {})[0]
        cluster = Cluster(Client())
        task = prepare_task(choice, inputs.sources)
        cluster.submit(task, 0, project / "output", project / "output" / "werk", settings)
    assert b"Rustig Vlonderkast" in pickle.dumps(settings)
    assert b"Rustig" not in sent[0]
    assert b"Snel begin." in sent[0]

    code, out, errors = run(project, *farm, "--sleutel", key.as_posix())
    assert code == 1
    assert "1 gelukt, 0 mislukt, 1 tegengehouden" in out
    assert "tegengehouden om persoonsgegevens: mini/noord" in errors
    assert not (project / "output" / "mini" / "noord.html").exists()


def test_what_changed_is_told_of_a_report_that_was_made_elsewhere(project: Path, farm: Woorden) -> None:
    assert run(project, *farm)[0] == 0
    set_cells(project / "data" / "mini", "logboek", 2, tekst="Heel rustig begin.")
    assert "1 al goed" in run(project, *farm)[1]
    row = read_rows(project)["noord"]
    assert row["wijzigingen"] is not None
    assert row["vorige_van"] is not None


def test_an_output_address_of_papermill_is_written_by_its_own_handler(tmp_path: Path) -> None:
    """As s3://, gs:// and abs:// are: the engine leaves all writing to papermill."""
    written: dict[str, str] = {}

    class Handler:
        @staticmethod
        def write(text: str, path: str) -> None:
            written[path] = text

        @staticmethod
        def pretty_path(path: str) -> str:
            return path

    papermill.iorw.papermill_io.register("proef://", Handler)
    book = tmp_path / "in.ipynb"
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("6 * 7")], metadata=metadata), book)
    papermill.execute_notebook(book, "proef://emmer/uit.ipynb", engine_name=NAAM, progress_bar=False)
    done = nbformat.reads(written["proef://emmer/uit.ipynb"], as_version=4)
    assert done.cells[0].outputs[0].data["text/plain"] == "42"

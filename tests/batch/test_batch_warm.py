"""Warm kernels: what forked kernels share, what they never share, and what a notebook says after a disaster."""

import ast
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from notitieboek import is_running, read_outputs, read_statuses, wait_until, write_notebook
from papermill.exceptions import PapermillExecutionError

from leerkring.batch.warm.engine import NAAM
from leerkring.batch.warm.provisioner import WarmProvisioner, can_start_warm, read_launch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
BIN = Path(sys.executable).parent
THREADS = "import os\nlen(os.listdir(f'/proc/{os.getppid()}/task'))"


def run(path: Path, **options: Any) -> list[str]:
    """Run a notebook in a warm kernel and return what it showed."""
    out = path.with_suffix(".out.ipynb")
    options = {"kernel_name": "python3", "engine_name": NAAM, "progress_bar": False, "cwd": path.parent} | options
    return read_outputs(papermill.execute_notebook(path, out, **options))


def show(folder: Path, *cells: str, **options: Any) -> list[str]:
    return run(write_notebook(folder / "proef.ipynb", *cells), **options)


# Warm


def test_a_notebook_finds_what_it_needs_imported_already_in_a_process_without_threads_before_the_fork(
    tmp_path: Path,
) -> None:
    modules = (
        "import sys\nsorted({'pandas', 'altair', 'ipykernel', 'vl_convert', 'leerkring.weergave'} - set(sys.modules))"
    )
    assert show(tmp_path, modules, THREADS) == ["[]", "1"]


def test_the_batch_itself_starts_without_what_only_a_worker_needs() -> None:
    late = "{'papermill', 'nbconvert', 'altair', 'vl_convert', 'pandas'}"
    code = f"import sys, leerkring.batch.run; print(*{late} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "\n"


def test_what_costs_a_second_to_import_waits_until_a_notebook_asks_for_it(tmp_path: Path) -> None:
    """An international address is checked as in an ordinary kernel, where the grammar is imported at once."""
    ask = (
        "import sys\nfrom jsonschema import Draft202012Validator as V\n"
        "known = 'rfc3987_syntax' in sys.modules\n"
        "check = V({'format': 'iri'}, format_checker=V.FORMAT_CHECKER)\n"
        "found = [check.is_valid(text) for text in ('https://gemeente.example/één', 'géén adres')]\n"
        "f\"{known} {found} {'rfc3987_syntax' in sys.modules}\""
    )
    assert show(tmp_path, ask) == ["'False [True, False] True'"]
    assert show(tmp_path, ask, engine_name=None) == ["'True [True, False] True'"]


def test_a_notebook_in_an_ordinary_kernel_waits_for_no_grammar_either() -> None:
    code = "import sys; from leerkring import open_kring; print('rfc3987_syntax' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_a_kernel_talks_through_files_that_only_this_user_can_open_and_that_are_gone_afterwards(tmp_path: Path) -> None:
    look = (
        "import ipykernel.connect as c\nfrom pathlib import Path\n"
        "info = c.get_connection_info(unpack=True)\nfolder = Path(info['ip']).parent\n"
        "print(info['transport'], oct(folder.stat().st_mode & 0o777), folder)"
    )
    (line,) = show(tmp_path, look)
    transport, mode, folder = line.split()
    assert (transport, mode) == ("ipc", "0o700")
    assert not Path(folder).exists()


def test_parameters_folder_and_environment_are_those_of_an_ordinary_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROEF", "42")
    look = (
        "import os, sys\n(notitie, os.getcwd(), os.environ['PROEF'], 'OPENBLAS_NUM_THREADS' in os.environ, sys.path[0])"
    )
    (shown,) = show(tmp_path, look, parameters={"notitie": 7})
    assert ast.literal_eval(shown) == (7, str(tmp_path), "42", False, "")


def test_papermill_in_a_fresh_process_uses_the_engine_by_its_name(tmp_path: Path) -> None:
    source = write_notebook(tmp_path / "proef.ipynb", "notitie + 1", THREADS)
    command = [
        str(BIN / "papermill"),
        "--engine",
        "leerkring",
        str(source),
        str(tmp_path / "uit.ipynb"),
        "-p",
        "notitie",
        "4",
    ]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr
    assert read_outputs(nbformat.read(tmp_path / "uit.ipynb", as_version=4)) == ["5", "1"]
    assert read_statuses(tmp_path / "uit.ipynb") == ["completed"] * 4


def test_a_script_without_a_main_guard_runs_once(tmp_path: Path) -> None:
    source = write_notebook(tmp_path / "proef.ipynb", "1 + 1")
    script = tmp_path / "script.py"
    script.write_text(
        f"import papermill\nprint('begin')\n"
        f"papermill.execute_notebook({str(source)!r}, {str(tmp_path / 'uit.ipynb')!r}, engine_name='leerkring')\n"
    )
    result = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr
    assert result.stdout.count("begin") == 1


def test_jupyter_client_knows_the_provisioner_by_its_name() -> None:
    assert KernelProvisionerFactory.instance().provisioners[NAAM].load() is WarmProvisioner


@pytest.mark.parametrize(
    ("argv", "arguments"),
    [
        (["python3", "-m", "ipykernel_launcher", "-f", "x"], ["-f", "x"]),
        ([sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "x"], ["-f", "x"]),
        (["/elsewhere/bin/python3", "-m", "ipykernel_launcher", "-f", "x"], None),
        (["python3", "-X", "dev", "-m", "ipykernel_launcher", "-f", "x"], None),
        (["R", "-e", "IRkernel::main()"], None),
    ],
)
def test_only_an_ordinary_kernel_of_this_very_python_starts_warm(argv: list[str], arguments: list[str] | None) -> None:
    assert read_launch(argv) == arguments
    assert can_start_warm(argv) is (arguments is not None)


# Nothing leaks


def test_nothing_that_a_notebook_does_reaches_the_next(tmp_path: Path) -> None:
    look = (
        "import os, pandas as pd, leerkring.weergave as weergave, leerkring.traject.inhoud as inhoud\n"
        "(hasattr(pd.DataFrame, 'kapot'), os.getcwd(), os.environ.get('LEK'), hasattr(weergave, 'voorraad'),"
        " inhoud.references.cache_info().currsize)"
    )
    leak = (
        "pd.DataFrame.kapot = True\nos.chdir('/')\nos.environ['LEK'] = 'ja'\nweergave.voorraad = {'a': 1}\n"
        "from leerkring.model import ENTITEITEN\ninhoud.references(ENTITEITEN[0])"
    )
    first = show(tmp_path, look, leak + "\nNone", look)
    second = show(tmp_path, look)
    assert first[0] == second[0]
    before, after = map(ast.literal_eval, first)
    assert before == (False, str(tmp_path), None, False, before[-1])
    assert after == (True, "/", "ja", True, before[-1] + 1)


def test_each_notebook_has_a_process_and_random_numbers_of_its_own(tmp_path: Path) -> None:
    cells = ["import os\nos.getpid()", "import numpy as np\nnp.random.random()", "import random\nrandom.random()"]
    first, second = show(tmp_path, *cells), show(tmp_path, *cells)
    assert len(first) == len(second) == 3
    assert [a == b for a, b in zip(first, second, strict=True)] == [False, False, False]


def test_files_are_written_out_and_exit_functions_run_when_a_notebook_ends(tmp_path: Path) -> None:
    cell = (
        "import atexit\nfrom pathlib import Path\nfile = open('open.txt', 'w')\nprint(file.write('alles'))\n"
        "atexit.register(lambda: Path('einde.txt').write_text('gedaan'))\nNone"
    )
    assert show(tmp_path, cell) == ["5\n"]
    assert (tmp_path / "open.txt").read_text() == "alles"
    assert (tmp_path / "einde.txt").read_text() == "gedaan"


# Disasters


def disaster(folder: Path, error: type[BaseException], cell: str, **options: Any) -> tuple[float, list[str], list[Any]]:
    """Run a notebook whose second cell goes wrong; return the seconds, the statuses and the guilty cell's outputs."""
    source = write_notebook(folder / "proef.ipynb", cell, "'daarna'")
    clock = time.monotonic()
    with pytest.raises(error):
        run(source, **options)
    seconds = time.monotonic() - clock
    out = source.with_suffix(".out.ipynb")
    guilty = nbformat.read(out, as_version=4).cells[[c.source for c in nbformat.read(out, 4).cells].index(cell)]
    return seconds, read_statuses(out), guilty.outputs


KILL = "import os, signal\nprint('eerst', flush=True)\nos.kill(os.getpid(), signal.SIGKILL)"


@pytest.mark.parametrize("saves", [True, False])
def test_after_kill_9_the_partial_notebook_tells_which_cell_did_not_end(tmp_path: Path, saves: bool) -> None:
    _, statuses, outputs = disaster(tmp_path, DeadKernelError, KILL, request_save_on_cell_execute=saves)
    assert statuses[-3:] == ["completed", "failed", "pending"]
    assert outputs[-1].ename == "DeadKernelError"


@pytest.mark.parametrize("limit", ["execution_timeout", "notebook_timeout"])
@pytest.mark.parametrize("cell", ["import time\ntime.sleep(300)", "while True: pass"])
def test_a_cell_that_hangs_is_stopped_and_told(tmp_path: Path, limit: str, cell: str) -> None:
    pid = "from pathlib import Path\nimport os\nPath('pid').write_text(str(os.getpid()))\n"
    seconds, statuses, outputs = disaster(tmp_path, CellTimeoutError, pid + cell, **{limit: 1.5})
    assert seconds < 30
    assert statuses[-3:] == ["completed", "failed", "pending"]
    assert outputs[-1].ename == "CellTimeoutError"
    assert not is_running(int((tmp_path / "pid").read_text()))


def test_a_kernel_that_gets_no_more_memory_fails_and_the_next_one_runs(tmp_path: Path) -> None:
    cell = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\nbytearray(2**31)"
    source = write_notebook(tmp_path / "proef.ipynb", cell)
    with pytest.raises((PapermillExecutionError, DeadKernelError)) as caught:
        run(source)
    assert "MemoryError" in str(caught.value) or isinstance(caught.value, DeadKernelError)
    assert show(tmp_path, "1 + 1") == ["2"]


def test_a_cell_that_raises_is_told_as_papermill_tells_it(tmp_path: Path) -> None:
    source = write_notebook(tmp_path / "proef.ipynb", "1 / 0", "'daarna'")
    with pytest.raises(PapermillExecutionError, match="division by zero"):
        run(source)
    assert "failed" in [
        c.metadata.get("papermill", {}).get("status")
        for c in nbformat.read(source.with_suffix(".out.ipynb"), as_version=4).cells
    ]


def test_a_kernel_and_what_it_started_end_when_whoever_asked_is_killed(tmp_path: Path) -> None:
    cell = (
        "import os, subprocess, time\nfrom pathlib import Path\nchild = subprocess.Popen(['sleep', '300'])\n"
        "Path('half').write_text(f'{os.getpid()} {os.getppid()} {child.pid}')\nPath('half').rename('pids')\n"
        "time.sleep(300)"
    )
    source = write_notebook(tmp_path / "proef.ipynb", cell)
    command = [str(BIN / "papermill"), "--engine", "leerkring", str(source), str(tmp_path / "uit.ipynb")]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        assert wait_until((tmp_path / "pids").exists)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    assert len(pids) == 3
    assert wait_until(lambda: not any(map(is_running, pids)), 10), [pid for pid in pids if is_running(pid)]

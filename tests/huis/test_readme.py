"""Every command in the README works: it is run here, or by the script that checks every change."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from mini import write_traject
from opdracht import BIN, give
from plek import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^ *```(sh|bat)\n(.*?)^ *```", README, re.MULTILINE | re.DOTALL)
COMMANDS = [line.strip() for kind, block in BLOCKS if kind == "sh" for line in block.splitlines() if line.strip()]
MAKE = [command for command in COMMANDS if command.startswith("make ")]
OTHER = list(dict.fromkeys(command for command in COMMANDS if command not in MAKE))


def test_there_are_commands_to_run() -> None:
    assert MAKE[:2] == ["make rapporten", "make test"]
    assert len(OTHER) >= 6


@pytest.mark.parametrize("command", MAKE)
def test_a_make_command_is_run_by_the_check_script(command: str) -> None:
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert f"\n{command.split()[1]}:" in (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with little in the place of the real cases: the commands are tried here, and the cases elsewhere."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    little = {"traject": "id: leertraject-2017", "deelnemers": "id  naam\noss  Oss"}
    write_traject(folder / "data" / "leertraject-2017", **little)
    (folder / "params" / "leertraject-2017").mkdir(parents=True)
    for name in ("oss", "vergelijking"):
        shutil.copy(ROOT / f"params/leertraject-2017/{name}.yaml", folder / "params" / "leertraject-2017")
    return folder


def test_the_other_commands_run_in_the_order_of_the_readme(project: Path) -> None:
    for command in OTHER:
        place, *words = shlex.split(command)
        program = place.removeprefix(".venv/bin/")
        assert (BIN / program).is_file(), command
        # What `jupyter` starts takes its place, which a forked process cannot follow.
        result = give(program, project, *words, koud=program == "jupyter", JUPYTER_DEFAULT_PROVISIONER_NAME="leerkring")
        assert result.returncode == 0, f"{command}\n{result.stderr}"
    assert (project / "output" / "index.html").exists()
    assert (project / "output" / "proef.html").exists()
    assert (project / "output" / "woordenboek.md").exists()


def test_the_windows_steps_are_the_same_as_those_of_make() -> None:
    windows = next(block for kind, block in BLOCKS if kind == "bat")
    assert re.findall(r"^(?:py|\.venv\\Scripts\\\w+) .*|^\.venv\\Scripts\\\w+", windows, re.MULTILINE) == [
        "py -3 -m venv .venv",
        '.venv\\Scripts\\python -m pip install -e ".[dev]"',
        ".venv\\Scripts\\leerkring run",
        ".venv\\Scripts\\python -m pytest",
    ]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for step in ("-m venv", '-e ".[dev]"', "leerkring run", "-m pytest"):
        assert step in makefile


def test_the_tree_names_folders_that_exist() -> None:
    tree = README.split("## The house")[1]
    folders = re.findall(r"^([a-z]+)/ ", tree, re.MULTILINE)
    assert len(folders) >= 6
    for folder in folders:
        assert folder == "output" or (ROOT / folder).is_dir(), folder

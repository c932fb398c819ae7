"""The import contracts hold the house up: each of them is broken here once, and caught."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from plek import ROOT

TOOL = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
CONTRACTS = [contract["name"] for contract in TOOL["importlinter"]["contracts"]]
BREUKEN = {
    "A floor imports only lower floors": ("model/periodes.py", "import leerkring.traject.opening"),
    "In a chapter the picture stands on the numbers": (
        "hoofdstukken/aanpak/cijfers/situaties.py",
        "import leerkring.hoofdstukken.aanpak.beeld.kring",
    ),
    "No chapter knows another": ("hoofdstukken/lessen/cijfers/lessen.py", "import leerkring.hoofdstukken.logboek"),
    "The domain floor imports only pydantic and the standard library": ("model/deelname.py", "import pandas"),
    "Numbers open no files and draw nothing": ("hoofdstukken/vormen/cijfers/vormen.py", "import altair"),
    "Methods know nothing of leerkringen": ("methoden/gower.py", "import leerkring.begrippen"),
    "A picture reads no trajects and no files": ("hoofdstukken/vormen/beeld/vormen.py", "import pathlib"),
    "The kit holds no research content and reads no files": ("weergave/svg.py", "import csv"),
}
"""For each contract a module, and a line in it that the contract forbids."""


def lint(folder: Path) -> str:
    """Return the verdict on each contract of the copy of the project in a folder."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    env = {"PYTHONPATH": str(folder), "PATH": "/usr/bin", "COLUMNS": "200"}
    found = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False).stdout
    assert "Contracts:" in found, found
    return found


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The verdict on a copy in which every contract is broken."""
    folder = tmp_path_factory.mktemp("breuken")
    shutil.copytree(ROOT / "leerkring", folder / "leerkring", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for module, line in BREUKEN.values():
        path = folder / "leerkring" / module
        path.write_text(f"{path.read_text('utf-8')}\n{line}\n", encoding="utf-8")
    return lint(folder)


def test_each_contract_has_a_breach_here() -> None:
    assert CONTRACTS
    assert list(BREUKEN) == CONTRACTS


@pytest.mark.parametrize("naam", CONTRACTS)
def test_a_breach_is_caught(verdict: str, naam: str) -> None:
    assert re.search(rf"^{re.escape(naam)} BROKEN$", verdict, re.MULTILINE), verdict

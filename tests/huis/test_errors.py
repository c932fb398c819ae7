"""How a user's mistake looks in a notebook: its sentences, and no trace through code that is not wrong."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SHELL = """
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
shell.run_cell("from leerkring.errors import LeerkringError, ParameterError, Probleem, TrajectError")
"""
DEMO = "TrajectError('data/x', [Probleem('effecten.csv', 'no such code', rij=4), Probleem('y.csv', 'is missing')])"


def show_in_shell(code: str, folder: Path) -> str:
    """Return what IPython shows for a cell, in a process of its own: a shell takes over the modules of its process."""
    command = [sys.executable, "-c", f"{SHELL}shell.run_cell({code!r})"]
    environment = os.environ | {"IPYTHONDIR": str(folder)}
    result = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert result.stderr == ""
    return re.sub("\x1b\\[[0-9;]*m", "", result.stdout)


@pytest.mark.parametrize(
    ("raised", "shown"),
    [
        ("ParameterError('unknown parameter')", ["unknown parameter"]),
        (DEMO, ["data/x: 2 fouten", "fout: effecten.csv, rij 4: no such code", "fout: y.csv: is missing"]),
    ],
    ids=["one line", "all problems"],
)
def test_a_notebook_shows_a_mistake_as_its_sentences_alone(raised: str, shown: list[str], tmp_path: Path) -> None:
    assert show_in_shell(f"def work():\n    raise {raised}\nwork()", tmp_path).splitlines() == shown


def test_a_mistake_in_code_keeps_its_trace(tmp_path: Path) -> None:
    shown = show_in_shell("def work():\n    raise ValueError('stuk')\nwork()", tmp_path)

    assert "Traceback" in shown
    assert "ValueError: stuk" in shown

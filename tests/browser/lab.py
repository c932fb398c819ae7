"""A real JupyterLab on a copy of the project, in folders of its own and without network, and what one does in it."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from browser.axe import find_violations
from browser.pages import ROOT

PARTS = ("notebooks", "data", "params", ".jupyter")
LOOPBACK = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
DEAD_PROXY = "http://127.0.0.1:9"
SCREEN = ".lk-lab"
WAIT = 30_000
TRIES = 3


@dataclass
class Lab:
    """A JupyterLab that runs: where it is, and the copy of the project that it shows."""

    url: str
    token: str
    project: Path
    process: subprocess.Popen[bytes]
    log: Path
    outside: list[str] = field(default_factory=list)
    """What a page asked for beyond this machine; a test asserts that it is empty."""


def copy_project(folder: Path) -> Path:
    """Return a copy of what a researcher works on, so that a test may write in it."""
    for name in PARTS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return folder


@contextmanager
def start_lab(folder: Path) -> Iterator[Lab]:
    """Start JupyterLab as `make lab` does, with its own settings folders and no way out; stop it afterwards."""
    project = copy_project(folder / "project")
    own = {
        name: str(folder / name.lower())
        for name in (
            *("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "HOME"),
            *("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"),
        )
    }
    for place in own.values():
        Path(place).mkdir(parents=True, exist_ok=True)
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), DEAD_PROXY)
    environment = {k: v for k, v in os.environ.items() if k != "LEERKRING_ROOT"}
    environment |= own | proxies | {"no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1", "PYTHONPATH": str(ROOT)}
    port, token = find_port(), secrets.token_hex(16)
    command = [sys.executable, "-m", "jupyter", "lab", "--config=.jupyter/lab.json", "--no-browser", "--allow-root"]
    command += [f"--ServerApp.port={port}", f"--IdentityProvider.token={token}"]
    command += ["--LabApp.expose_app_in_browser=True"]
    log = folder / "server.log"
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=project, env=environment, stdout=said, stderr=subprocess.STDOUT)
    lab = Lab(f"http://127.0.0.1:{port}", token, project, process, log)
    try:
        wait_until_up(lab)
        yield lab
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def find_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


def wait_until_up(lab: Lab) -> None:
    """Wait until the server answers, or tell what it said."""
    for _ in range(240):
        assert lab.process.poll() is None, lab.log.read_text(encoding="utf-8")
        try:
            ask(lab, "api/status")
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
        else:
            return
    raise AssertionError(lab.log.read_text(encoding="utf-8"))


def ask(lab: Lab, place: str) -> Any:
    """Return what the server answers."""
    request = urllib.request.Request(f"{lab.url}/{place}", headers={"Authorization": f"token {lab.token}"})  # noqa: S310
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=5) as answer:
        return json.loads(answer.read() or b"null")


def open_tab(browser: Any, lab: Lab, **options: Any) -> Any:
    """Return a page of a browser that reaches nothing but this machine."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options)

    def guard(route: Any) -> None:
        if route.request.url.startswith(LOOPBACK):
            route.continue_()
        else:
            lab.outside.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    page = context.new_page()
    page.set_default_timeout(WAIT)
    return page


def open_notebook(page: Any, lab: Lab, naam: str) -> None:
    """Open a notebook and wait until its kernel can be used."""
    page.goto(f"{lab.url}/lab/tree/notebooks/{naam}.ipynb?reset&token={lab.token}")
    page.wait_for_function("() => window.jupyterapp !== undefined")
    # An object of Lumino cannot be returned.
    page.evaluate("() => window.jupyterapp.restored.then(() => null)")
    page.locator(".jp-NotebookPanel:visible .jp-Cell").first.wait_for()


def run_all(page: Any) -> None:
    """Run all cells and wait until the last one is done."""
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.ready.then(() => null)")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells').then(() => null)")
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.locator(".jp-OutputArea-output pre:has-text('Traceback')").count() == 0


def find_screen(page: Any, titel: str) -> Any:
    """Return the screen of an explorer by its heading."""
    screen = page.locator(SCREEN).filter(has=page.get_by_role("heading", name=titel, exact=True))
    screen.wait_for()
    return screen


def choose(screen: Any, label: str, woord: str) -> None:
    """Choose an option of a list by keyboard alone."""
    control = screen.get_by_label(label, exact=True)
    for _ in range(TRIES):
        # The kernel may still be filling the list.
        control.locator("option").filter(has_text=woord).first.wait_for(state="attached")
        if walk_to(control, woord) == woord:
            return
    raise AssertionError(f"{label} is not on {woord!r}")


def walk_to(control: Any, woord: str) -> str:
    """Press arrows until a list should be on an option, and return on which it is: it may be filled meanwhile."""
    control.focus()
    # ipywidgets writes each space of an option as one that does not break.
    options = [option.replace("\xa0", " ") for option in control.locator("option").all_text_contents()]
    here = control.evaluate("list => list.selectedIndex")
    steps = options.index(woord) - here
    for _ in range(abs(steps)):
        control.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
    chosen: str = control.evaluate("list => list.selectedOptions[0]?.textContent ?? ''")
    return chosen.replace("\xa0", " ")


def judge_screens(page: Any) -> list[str]:
    """Return what axe finds wrong with the explorers on a page."""
    return find_violations(page, root=SCREEN)


def press(screen: Any, knop: str) -> None:
    """Press a button by keyboard."""
    found = screen.get_by_role("button", name=knop, exact=True)
    found.focus()
    screen.page.keyboard.press("Enter")


def type_in(screen: Any, label: str, tekst: str) -> None:
    """Replace what stands in a field by keyboard."""
    screen.get_by_label(label, exact=True).focus()
    screen.page.keyboard.press("Control+a")
    screen.page.keyboard.type(tekst)


def wait_for_status(screen: Any, tekst: str) -> None:
    """Wait until the status line says something, or fail with what it says instead."""
    from playwright.sync_api import TimeoutError as TooLate

    status = screen.get_by_role("status")
    try:
        status.filter(has_text=tekst).wait_for()
    except TooLate:
        raise AssertionError(f"the status line says {status.all_text_contents()}; expected: {tekst!r}") from None

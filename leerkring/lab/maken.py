"""Making reports from an explorer: `leerkring run` beside the notebook, followed without holding it up."""

from __future__ import annotations

import os
import re
import subprocess
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from leerkring.paths import BALK, find_root
from leerkring.weergave.widgets.fouten import LOG

STAND = re.compile(r"(\d+)/(\d+) \[")
"""How far the bar of `leerkring run` is: how many reports of how many."""


@dataclass
class Gang:
    """How far a run is: `klaar` of `totaal` reports, and when it ended, how and what it said."""

    klaar: int = 0
    totaal: int = 0
    code: int | None = None
    gezegd: list[str] = field(default_factory=list)


def run_beside(command: Sequence[str], tell: Callable[[Gang], None]) -> threading.Thread:
    """Start a run and return the thread that follows it; `tell` is called with each step and at the end.

    Another process makes the reports: it can fork, stop and be measured as in a terminal, and the notebook stays free.
    """
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", BALK: "1"}
    process = subprocess.Popen(  # noqa: S603 - our own command, without a shell
        list(command),
        cwd=find_root(),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        bufsize=1,
    )
    thread = threading.Thread(target=follow_run, args=(process, tell), daemon=True, name="leerkring-run")
    thread.start()
    return thread


def follow_run(process: subprocess.Popen[str], tell: Callable[[Gang], None]) -> None:
    """Read what a run says until it ends."""
    gang = Gang()
    with process:
        # A bar that is drawn again ends its line without going to the next; in text Python takes that for an end too.
        for line in iter(process.stdout.readline if process.stdout else str, ""):
            found = STAND.search(line)
            if found:
                gang.klaar, gang.totaal = int(found[1]), int(found[2])
                tell(gang)
            elif line.strip():
                gang.gezegd.append(line.strip())
    gang.code = process.returncode
    if gang.code:
        LOG.error("leerkring run eindigde met %s\n%s", gang.code, "\n".join(gang.gezegd))
    tell(gang)

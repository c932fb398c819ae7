"""What a worker does in a test; a module of its own, for a worker that starts from nothing imports it."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def prepare(folder: Path) -> Callable[[str], Any]:
    """Return, in a worker, what does a task: a word to give back, or something to go wrong with."""

    def do(task: str) -> Any:
        with (folder / "begun").open("a") as file:
            file.write(f"{task}\n")
        if task == "sterf":
            os.kill(os.getpid(), signal.SIGKILL)
        if task == "hang":
            time.sleep(300)
        return task.upper(), os.getpid()

    return do

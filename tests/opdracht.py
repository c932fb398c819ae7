"""The `leerkring` command as a test gives it: cold, in a process that begins from nothing, or warm, in a forked one.

    done = leerkring(folder, "run", "--force")  # warm: what it does, without the seconds in which it imports
    with start(folder, "run", koud=True) as batch:  # cold: how it starts, and what is left of it when it is killed

Both are processes of their own with their own folder, environment and session, and run the same command on a state that
no test has touched. A warm one skips what every cold one repeats: the imports, and the start of the server that workers
and kernels are forked from, for it takes the server that it was forked from itself.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from multiprocessing.process import BaseProcess
from pathlib import Path
from subprocess import CompletedProcess
from typing import Union

from leerkring.batch.warm.forking import can_fork

BIN = Path(sys.executable).parent
Opdracht = Union["subprocess.Popen[str]", "Warm"]


class Warm:
    """A command in a forked process, with what `subprocess.Popen` has that tests use."""

    def __init__(self, program: str, folder: Path, words: Sequence[str], environment: dict[str, str]) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.said = [Path(self.folder.name) / name for name in ("out", "errors")]
        for path in self.said:
            path.touch()  # also for one that is killed before it says anything
        self.process = fork(run_command, program, folder, words, environment, self.said)
        self.pid = self.process.pid

    def __enter__(self) -> Warm:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error is not None:
            self.kill()
        self.process.join()
        self.folder.cleanup()

    @property
    def returncode(self) -> int | None:
        return self.process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def kill(self) -> None:
        self.process.kill()

    def communicate(self, timeout: float) -> tuple[str, str]:
        """Wait for the end and return what was said; as with `subprocess`, waiting too long is an error."""
        self.process.join(timeout)
        if self.returncode is None:
            self.kill()
            raise subprocess.TimeoutExpired("leerkring", timeout)
        out, errors = (path.read_text(encoding="utf-8") for path in self.said)
        self.folder.cleanup()
        return out, errors


def fork(target: Callable[..., None], *args: object) -> BaseProcess:
    """Start a function of a module in tests/ in a warm process."""
    from leerkring.batch.warm import server

    if server.SERVER._forkserver_pid is None:
        server.SERVER.set_forkserver_preload([*server.PRELOAD, "leerkring.cli", "leerkring.batch.run"])
    return server.start_process(target, *args)


def run_command(
    program: str, folder: Path, words: Sequence[str], environment: dict[str, str], said: Sequence[Path]
) -> None:
    """Become the process of a command, in the forked process."""
    (script,) = entry_points(group="console_scripts", name=program)
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, path in enumerate(said, start=1):
        with path.open("a") as file:
            os.dup2(file.fileno(), number)
    sys.argv = [program, *words]
    sys.exit(script.load()())


def start(folder: Path, *words: str, program: str = "leerkring", koud: bool = False, **environment: str) -> Opdracht:
    """Start a command in a folder, as the leader of a session of its own."""
    # What a test set for itself; a command finds its project by the folder in which it is given.
    env = {k: v for k, v in os.environ.items() if k != "LEERKRING_ROOT"} | environment
    if can_fork() and not koud:
        return Warm(program, folder, words, env)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored by what it runs aside
    pipe = subprocess.PIPE
    command = [str(BIN / program), *words]
    return subprocess.Popen(
        command, cwd=folder, env=env, stdout=pipe, stderr=pipe, text=True, encoding="utf-8", start_new_session=True
    )


def give(program: str, folder: Path, *words: str, koud: bool = False, **environment: str) -> CompletedProcess[str]:
    """Give a command, wait until it is done, and return what it said and its exit code."""
    with start(folder, *words, program=program, koud=koud, **environment) as process:
        out, errors = process.communicate(timeout=300)
    assert process.returncode is not None
    return CompletedProcess(words, process.returncode, out, errors)


def leerkring(folder: Path, *words: str, koud: bool = False, **environment: str) -> CompletedProcess[str]:
    """Give the command `leerkring`."""
    return give("leerkring", folder, *words, koud=koud, **environment)

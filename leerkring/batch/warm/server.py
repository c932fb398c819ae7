"""Processes that start warm: forked from one process that has imported everything and has run no notebook.

The standard library's fork server does the work. It falls short in two places. It imports the caller's own script
again in each child, which costs an import of papermill per kernel and runs a script without a `__main__` guard twice.
And a process that was forked from it starts a server of its own for its children, which costs all imports again.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, parent_process, popen_forkserver, reduction, util
from multiprocessing.context import set_spawning_popen
from multiprocessing.process import BaseProcess
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, ClassVar

from leerkring import hoofdstukken

PRELOAD = [
    "leerkring.batch.warm.schema",  # before what would compile a grammar
    *("leerkring.batch.warm.kernel", "leerkring.batch.report", "leerkring.batch.tracking"),
    # What a kernel imports late: the debugger takes longest, though nobody debugs here.
    *(
        "ipykernel.debugger",
        "IPython.core.debugger",
        "IPython.core.completerlib",
        "tornado.platform.asyncio",
        "sqlite3",
        "psutil",
    ),
    *("pandas.core.methods.to_dict", "pandas.core.reshape.reshape", "narwhals._interchange.dataframe"),
    *("ipykernel.kernelspec", "jinja2.ext"),  # and a worker
    "scipy.stats",  # which the questionnaire imports when it compares
    *("leerkring.casus", "leerkring.kring", "leerkring.explaining"),
    *(f"{hoofdstukken.__name__}.{room.name}" for room in iter_modules(hoofdstukken.__path__)),
]
"""What the server imports before it forks; these import ipykernel, pandas, altair and the rest themselves."""
BIJ_START = {
    # Without these, libraries start threads on import, and a fork of a process with threads can hang.
    "OPENBLAS_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    # Without this the debugger warns whoever watches about breakpoints, which nobody sets here.
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
"""The environment in which the server imports; what it forks gets the environment of whoever asks for it."""


class WarmServer(forkserver.ForkServer):
    """A fork server of our own, so that other users of `multiprocessing` in this process keep theirs."""

    _forkserver_pid: int | None
    _forkserver_address: str | None
    _forkserver_alive_fd: int | None
    _stop: Callable[[], None]

    def ensure_running(self) -> None:
        """Start the server, unless it runs or this process was forked from one itself: then that one serves again."""
        above: Any = forkserver._forkserver  # what the server left behind in its child
        if parent_process() is not None and above._forkserver_pid is None and above._forkserver_address:
            self._forkserver_address, self._forkserver_alive_fd = above._forkserver_address, above._forkserver_alive_fd
        else:
            with set_start():
                super().ensure_running()


SERVER = WarmServer()
SERVER.set_forkserver_preload(PRELOAD)


class WarmPopen(popen_forkserver.Popen):
    """Start a process from the fork server without importing the caller's script there."""

    _fds: list[int]

    def _launch(self, process_obj: BaseProcess) -> None:
        content = io.BytesIO()
        set_spawning_popen(self)
        try:
            reduction.dump({"name": process_obj.name, "authkey": bytes(process_obj.authkey)}, content)
            reduction.dump(process_obj, content)
        finally:
            set_spawning_popen(None)
        self.sentinel, write_end = SERVER.connect_to_new_process(self._fds)
        # The child sees the end of this pipe when its requester ends, however that happens.
        kept = os.dup(write_end)
        self.finalizer = util.Finalize(self, util.close_fds, (kept, self.sentinel))  # type: ignore[attr-defined]
        with open(write_end, "wb", closefd=True) as pipe:  # noqa: PTH123 - a pipe and not a path
            pipe.write(content.getbuffer())
        self.pid = forkserver.read_signed(self.sentinel)


class WarmProcess(BaseProcess):
    """A process forked from the warm server; it runs its target as any other process of `multiprocessing`."""

    _start_method: ClassVar[str | None] = None  # the child keeps the start method that Python has by default

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin = dict(os.environ), Path.cwd()

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> WarmPopen:  # noqa: N802 - the name that multiprocessing looks for
        return WarmPopen(process_obj)

    def run(self) -> None:
        """Run the target in the environment and the folder of whoever asked for it.

        Unless the server had threads: then locks may be held by threads that are not here.
        """
        threads = count_threads(os.getppid())
        if threads != 1:
            sys.stderr.write(f"the process that kernels are forked from has {threads} threads; allowed: 1\n")
            os._exit(os.EX_SOFTWARE)
        environment, folder = self.begin
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        super().run()


@contextmanager
def set_start() -> Iterator[None]:
    """Set, for a process that starts meanwhile, the variables that its imports look at."""
    before = {name: os.environ.get(name) for name in BIJ_START}
    os.environ.update(BIJ_START)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def count_threads(pid: int) -> int:
    """Return how many threads a process has."""
    return sum(1 for _ in Path(f"/proc/{pid}/task").iterdir())


def start_process(target: Any, *args: Any) -> WarmProcess:
    """Start a function in a warm process.

    Its name is that of a main process: code in a notebook may ask for it, and should find what it finds elsewhere.
    """
    process = WarmProcess(target=target, args=args, name="MainProcess")
    process.start()
    return process


def start_server() -> None:
    """Start the server, which then imports while this process does something else."""
    SERVER.ensure_running()


def stop_server() -> None:
    """End the server, which ends when all that were forked from it are gone: after this none of them is left."""
    SERVER._stop()  # there is no other way to wait for it

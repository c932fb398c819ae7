"""Kernels that start warm, behind jupyter_client's own extension point.

Registered as `leerkring`. A kernelspec names it under `metadata.kernel_provisioner`, or all Python kernels get it with
`JUPYTER_DEFAULT_PROVISIONER_NAME=leerkring`. What cannot start warm starts as it always did.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Sequence
from multiprocessing import Pipe, util
from typing import TYPE_CHECKING, Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from leerkring.batch.warm.forking import can_fork
from leerkring.batch.warm.lijn import serve
from leerkring.batch.warm.sealing import find_version

if TYPE_CHECKING:
    from leerkring.batch.warm.server import WarmProcess

LAUNCHER = ("-m", "ipykernel_launcher")


def read_launch(argv: Sequence[str]) -> list[str] | None:
    """Return the arguments of an ordinary ipykernel of this very Python, or None when the command is anything else."""
    here = ("python", f"python{sys.version_info.major}", sys.executable)
    words = [word for word in argv if not word.startswith("-Xfrozen_modules")]
    return words[3:] if words[0] in here and tuple(words[1:3]) == LAUNCHER else None


def can_start_warm(argv: Sequence[str]) -> bool:
    """Return whether a kernel command can be replaced by a fork."""
    return can_fork() and read_launch(argv) is not None


class WarmKernel:
    """A forked kernel with the few methods of `subprocess.Popen` that jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, process: WarmProcess) -> None:
        self.process = process
        self.pid = process.pid
        # At the end of this process a kernel that still runs is ended, and not waited for.
        util.Finalize(self, process.kill, exitpriority=10)

    def poll(self) -> int | None:
        """Return the exit code, or None as long as the kernel runs."""
        return self.process.exitcode

    def wait(self) -> int | None:
        """Wait for the end of the kernel and return its exit code."""
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel alone."""
        if self.pid and self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the kernel at once."""
        self.process.kill()

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.process.terminate()


class WarmProvisioner(LocalProvisioner):
    """Start kernels as forks of a process that has imported everything; otherwise a local kernel like any other."""

    process: Any = None
    verzegeld = False

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel, or start an ordinary one where that cannot be."""
        if not can_start_warm(cmd):
            return await super().launch_kernel(cmd, **kwargs)
        from leerkring.batch.warm.server import start_process  # not on Windows

        ours, theirs = Pipe()
        cwd = str(kwargs.get("cwd") or os.getcwd())  # noqa: PTH109 - as text, for a message to another process
        loket = getattr(self.parent, "loket", None)  # other managers of kernels have none
        leesbaar = loket.list_readable() if loket and find_version() else None
        with theirs:
            process = start_process(launch_forked, read_launch(cmd), dict(kwargs["env"]), cwd, theirs, leesbaar)
        threading.Thread(target=serve, args=(ours, loket), daemon=True).start()
        self.verzegeld = leesbaar is not None
        self.process = WarmKernel(process)
        self.pid = self.pgid = process.pid  # the kernel makes a group of its own, as its first step
        self.cwd = cwd
        return self.connection_info

    async def shutdown_requested(self, restart: bool = False) -> None:  # noqa: ARG002 - jupyter_client gives it
        """Wait for the end of the kernel here: what comes next would look every 100 ms."""
        if isinstance(self.process, WarmKernel) and self.process.poll() is None:
            ended = asyncio.Event()
            loop, sentinel = asyncio.get_running_loop(), self.process.process.sentinel
            loop.add_reader(sentinel, ended.set)
            try:
                await asyncio.wait_for(ended.wait(), self.get_shutdown_wait_time() / 2)
            except TimeoutError:
                pass  # the kernel manager goes on to end it with signals
            finally:
                loop.remove_reader(sentinel)


def launch_forked(*args: Any) -> None:
    """Run a kernel in the forked process; imported there, so that whoever asks need not import it."""
    from leerkring.batch.warm.kernel import run_kernel

    run_kernel(*args)

"""The side of a kernel that asks: a manager that starts it warm, and a client that waits no longer than it has to."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from queue import Empty
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

from leerkring.batch.warm.loket import Loket
from leerkring.batch.warm.provisioner import can_start_warm

PROVISIONER = "leerkring"
PAUZE = 0.2
"""How many seconds to wait for the echo of a first request, which is lost when the line for output is not open yet."""
HERKANSING = 5
"""How many milliseconds to wait before trying again to reach a kernel that is not there yet."""


class QuickClient(AsyncKernelClient):
    """A client that knows from the echo of its own request that a kernel is ready, instead of from silence."""

    def start_channels(
        self, shell: bool = True, iopub: bool = True, stdin: bool = False, hb: bool = False, control: bool = False
    ) -> None:
        """Start the two channels that running a notebook needs; whether the kernel lives, the manager knows."""
        super().start_channels(shell, iopub, stdin, hb, control)

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        until = time.monotonic() + (timeout if timeout is not None else float("inf"))
        while True:
            request = self.kernel_info()
            try:
                reply = await self._async_get_shell_msg(timeout=1)
                if reply["msg_type"] == "kernel_info_reply":
                    self._handle_kernel_info_reply(reply)
                    while not is_idle_after(await self._async_get_iopub_msg(timeout=PAUZE), request):
                        pass
                    return
            except Empty:
                pass
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    wait_for_ready = _async_wait_for_ready


def is_idle_after(message: dict[str, Any], request: str) -> bool:
    """Return whether a message says that the kernel is done with a request: nothing older comes after it."""
    return bool(
        message["msg_type"] == "status"
        and message["content"]["execution_state"] == "idle"
        and message["parent_header"].get("msg_id") == request
    )


class WarmManager(AsyncKernelManager):
    """A manager of one kernel that starts warm where that can be, and talks to it through files in a private folder.

    Ports of TCP can be taken by another between the moment that one is chosen and the moment that it is used, and
    others on the same machine can listen to them.
    """

    folder: str | None = None
    loket: Loket | None = None

    @property
    def kernel_spec(self) -> KernelSpec | None:
        """Return the kernelspec, with our provisioner for an ordinary Python kernel that names none."""
        spec = super().kernel_spec
        if spec is not None and can_start_warm(spec.argv):
            spec.metadata.setdefault("kernel_provisioner", {"provisioner_name": PROVISIONER})
        return spec

    @default("client_factory")
    def _client_factory(self) -> type:
        return QuickClient

    @default("context")
    def _context(self) -> zmq.asyncio.Context:
        self._created_context = True
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.RECONNECT_IVL, HERKANSING)
        return context

    async def _async_pre_start_kernel(self, **kw: Any) -> Any:
        spec = self.kernel_spec
        if self.folder is None and spec is not None and can_start_warm(spec.argv):
            self.folder = tempfile.mkdtemp(prefix="lk-")
            self.transport, self.connection_file = "ipc", str(Path(self.folder) / "kernel.json")
            self.ip = str(Path(self.folder) / "k")
        return await super()._async_pre_start_kernel(**kw)

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        await super()._async_cleanup_resources(restart=restart)
        if self.folder is not None and not restart:
            shutil.rmtree(self.folder, ignore_errors=True)

    cleanup_resources = _async_cleanup_resources

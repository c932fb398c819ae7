"""Charts of a kernel drawn by the process that runs it, whose drawing engine has started already."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any

from leerkring.weergave.tekenaar import draw_here


class Tekenlijn:
    """A line to the process that draws; it carries JSON, so that a notebook cannot hand over more than a chart."""

    def __init__(self, connection: Connection) -> None:
        self.connection: Connection | None = connection
        self.lock = threading.Lock()
        self.pid = os.getpid()

    def __call__(self, spec: Mapping[str, Any]) -> str | None:
        """Return the drawing, or None when this process should draw: it then meets the same error, with its trace."""
        if os.getpid() != self.pid or self.connection is None:
            return None  # a process that the notebook forked would read the other's answers
        try:
            request = json.dumps(spec).encode()
        except (TypeError, ValueError):
            return None
        with self.lock:
            try:
                self.connection.send_bytes(request)
                return self.connection.recv_bytes().decode() or None
            except (EOFError, OSError):
                self.connection = None
                return None


def serve_drawings(connection: Connection) -> None:
    """Draw what comes in until the other side is gone; what cannot be drawn is answered with nothing."""
    with connection:
        while True:
            try:
                request = connection.recv_bytes()
            except (EOFError, OSError):
                return
            try:
                answer = draw_here(json.loads(request)).encode()
            except Exception:  # whatever is wrong with a chart, the kernel will say it
                answer = b""
            try:
                connection.send_bytes(answer)
            except OSError:
                return

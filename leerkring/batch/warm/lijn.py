"""The line between a kernel and the process that runs it, which draws charts and opens trajecten for sealed kernels."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any

from leerkring.batch.warm.loket import Loket
from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError
from leerkring.traject.handover import GeweigerdError, unpack_traject
from leerkring.traject.traject import Traject
from leerkring.weergave.tekenaar import draw_here

GOED, NIET_GOED = b"+", b"-"
"""How an answer begins; what follows is a drawing or a package, or the reason why there is none."""


class Lijn:
    """The kernel's end of the line; it carries JSON, so that a notebook can hand over no more than a question."""

    def __init__(self, connection: Connection) -> None:
        self.connection: Connection | None = connection
        self.lock = threading.Lock()
        self.pid = os.getpid()

    def ask(self, content: Any) -> tuple[bool, bytes]:
        """Return whether the other side answered well, and with what."""
        if os.getpid() != self.pid or self.connection is None:
            return False, b""  # a process that the notebook forked would read the other's answers
        answer = NIET_GOED
        try:
            request = json.dumps(content).encode()
            with self.lock:
                self.connection.send_bytes(request)
                answer = self.connection.recv_bytes()
        except (EOFError, OSError):
            self.connection = None
        except (TypeError, ValueError):
            pass  # no JSON, so no chart
        return answer[:1] == GOED, answer[1:]

    def draw(self, spec: Mapping[str, Any]) -> str | None:
        """Return the drawing, or None when this process should draw: it then meets the same error, with its trace."""
        good, svg = self.ask(spec)
        return svg.decode() if good else None

    def open(self, folder: str, doelgroep: Doelgroep, deelnemer: str | None) -> Traject:
        """Return a traject as these readers see it, or raise why the other side does not open it."""
        good, answer = self.ask([folder, doelgroep, deelnemer])
        if not good:
            raise GeweigerdError(answer.decode() or "het traject is niet te openen; maak het rapport opnieuw")
        return unpack_traject(answer)


def serve(connection: Connection, loket: Loket | None) -> None:
    """Draw or open what is asked for until the other side is gone; what cannot be drawn is answered with nothing."""
    with connection:
        while True:
            try:
                asked = json.loads(connection.recv_bytes())
            except (EOFError, OSError):
                return
            try:
                opens = loket is not None and isinstance(asked, list)
                answer = GOED + (loket.open(*asked) if loket and opens else draw_here(asked).encode())
            except LeerkringError as error:
                answer = NIET_GOED + str(error).encode()
            except Exception:  # whatever is wrong with a chart, the kernel will say it
                answer = NIET_GOED
            try:
                connection.send_bytes(answer)
            except OSError:
                return

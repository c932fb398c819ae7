"""The log of the explorers: what a page does not show."""

from __future__ import annotations

import logging

from leerkring.files import PRIVE, make_private
from leerkring.paths import find_root
from leerkring.weergave.widgets.fouten import LOG, PLEK

LOGREGEL = "%(asctime)s %(levelname)s %(message)s"


def follow_log() -> None:
    """Write what goes wrong in explorers to the project's log; called again, it changes nothing."""
    path = find_root() / PLEK
    if any(isinstance(h, logging.FileHandler) and h.baseFilename == str(path) for h in LOG.handlers):
        return
    make_private(path.parent)
    path.touch(PRIVE)
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(LOGREGEL))
    LOG.addHandler(handler)
    LOG.propagate = False  # else a notebook shows the trace under the cell after all

"""Whether processes can be forked here; a module of its own, because asking must not import what needs a fork."""

import os
import sys

UIT = "LEERKRING_GEEN_FORK"
"""Set this variable to run notebooks in ordinary kernels, as on Windows and macOS."""


def can_fork() -> bool:
    """Return whether this system can fork safely: Windows cannot at all, and libraries of macOS do not survive it."""
    return sys.platform == "linux" and not os.environ.get(UIT)

"""What need not be imported to hand out work."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

GRAMMATICA = "rfc3987_syntax"
"""jsonschema imports this if it is there, which compiles a grammar for more than a second, to check international
addresses; nothing here holds any."""


@contextmanager
def skip_grammar() -> Iterator[None]:
    """Let jsonschema, imported meanwhile, do without the grammar; kernels import all that they otherwise would."""
    if GRAMMATICA in sys.modules:
        yield
        return
    # This is how Python is told that a module is not there.
    sys.modules[GRAMMATICA] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[GRAMMATICA]

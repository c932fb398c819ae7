"""jsonschema, imported without compiling a grammar that nothing here asks for.

To check international addresses jsonschema imports `rfc3987_syntax` where that is installed, and JupyterLab brings it.
That compiles a grammar for more than a second, in each process that imports papermill or altair. A process that imports
this module first gets the same jsonschema, in which the grammar is compiled at the first such address.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

GRAMMATICA = "rfc3987_syntax"


@contextmanager
def defer_grammar() -> Iterator[None]:
    """Let whatever is imported meanwhile have the grammar's one function without the grammar."""
    if GRAMMATICA in sys.modules or find_spec(GRAMMATICA) is None:
        yield
        return
    later: Any = ModuleType(GRAMMATICA)
    later.is_valid_syntax = check_syntax
    sys.modules[GRAMMATICA] = later
    try:
        yield
    finally:
        del sys.modules[GRAMMATICA]


def check_syntax(term: str, value: str) -> bool:
    """Tell whether a text is what a rule of the grammar says; the first time that is asked compiles the grammar."""
    return bool(import_module(GRAMMATICA).is_valid_syntax(term, value))


with defer_grammar():
    import nbformat  # noqa: F401 - this imports jsonschema, and whoever does so later gets the same

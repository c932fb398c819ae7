"""What tests need again and again and that is always the same: the shipped data as opened, and what Vega draws.

Everything here is made by the library itself, once. The shipped data do not change while tests run, and neither does a
folder that a test gives to `leave_unchanged`, so whoever opens them for the same readers gets the same rows, and with
these what was worked out of them. A drawing is kept by all that
Vega is given, in a folder that all workers of a run share; `draw_for_real` is for tests about drawing itself.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert
from plek import DATA

from leerkring.begrippen import Doelgroep
from leerkring.facade import Facade
from leerkring.traject import opening
from leerkring.traject.inhoud import Inhoud
from leerkring.traject.traject import Traject
from leerkring.weergave import tekenaar

VARIABELE = "LK_TEKENINGEN"
"""The environment variable that names the folder of drawings to the workers; whoever sets it takes the folder away."""
ECHT: Callable[..., str] = vl_convert.vegalite_to_svg
_real: list[bool] = []
_unchanged: set[Path] = set()


def remember_all() -> None:
    """Let the library find again what it read, opened, weighed and drew before."""
    vl_convert.vegalite_to_svg = draw_once
    opening.read_folder = remember_reading(opening.read_folder)
    opening.show_traject = remember_showing(opening.show_traject)
    Facade.judge = remember_weighing(Facade.__dict__["judge"].__func__)  # type: ignore[method-assign]


@contextmanager
def draw_for_real() -> Iterator[None]:
    """Let Vega draw everything anew meanwhile."""
    _real.append(True)
    kept = dict(tekenaar._bewaard)
    tekenaar._bewaard.clear()
    try:
        yield
    finally:
        _real.pop()
        tekenaar._bewaard.update(kept)


def draw_once(spec: Any, **choices: Any) -> str:
    """Return what Vega draws of a description, from the folder where it was drawn before."""
    if _real:
        return ECHT(spec, **choices)
    given = json.dumps([vl_convert.__version__, spec, choices], sort_keys=True)
    place = Path(os.environ[VARIABELE]) / hashlib.sha256(given.encode()).hexdigest()
    if place.is_file():
        return place.read_text(encoding="utf-8")
    svg = ECHT(spec, **choices)
    half = place.with_suffix(f".{os.getpid()}")
    half.write_text(svg, encoding="utf-8")
    half.replace(place)  # whole at once, for another worker may look
    return svg


def leave_unchanged(folder: Path) -> Path:
    """Return a folder of a test after noting that nobody changes it from here on, so that it is remembered as well."""
    _unchanged.add(folder.resolve())
    return folder


def is_unchanged(folder: Path) -> bool:
    return folder.resolve().parent == DATA or folder.resolve() in _unchanged


def remember_reading(read: Callable[..., Any]) -> Callable[..., Any]:
    """Read each folder of the shipped data once."""
    known = cache(lambda folder, volledig: read(folder, volledig))

    def read_once(folder: Path, volledig: bool = True) -> Any:
        if not is_unchanged(folder):
            return read(folder, volledig)
        inhoud, problemen = known(folder.resolve(), volledig)
        return inhoud, list(problemen)

    return read_once


def remember_showing(show: Callable[..., Traject]) -> Callable[..., Traject]:
    """Filter the shipped data once for each audience with each deelnemer."""
    known: dict[Any, tuple[Inhoud, Traject]] = {}

    def show_once(
        place: Path, inhoud: Inhoud, doelgroep: Doelgroep, deelnemer: str | None, folder: str | None = None
    ) -> Traject:
        if not is_unchanged(place):
            return show(place, inhoud, doelgroep, deelnemer, folder)
        key = place, doelgroep, deelnemer
        if key not in known or known[key][0] is not inhoud:
            known[key] = inhoud, show(place, inhoud, doelgroep, deelnemer, folder)
        return replace(known[key][1])  # the same rows, and whatever a test changed of the rest is not there

    return show_once


def remember_weighing(weigh: Callable[[type[Facade], Traject, Traject], frozenset[str]]) -> Any:
    """Weigh what an audience sees of the shipped data once for each kind of report."""

    def weigh_once(kind: type[Facade], deel: Traject, geheel: Traject) -> frozenset[str]:
        if not is_unchanged(deel.folder):
            return weigh(kind, deel, geheel)
        werk = deel.find_werk((kind, "houdbaar"))
        if "houdbaar" not in werk:
            werk["houdbaar"] = weigh(kind, deel, geheel)
        return werk["houdbaar"]  # type: ignore[no-any-return]

    return classmethod(weigh_once)

"""The figures of every report of both data sets, made as the notebooks make them: cell by cell, in this process."""

import ast
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, wraps
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType, SimpleNamespace
from typing import Any

import yaml
from plek import ROOT

from leerkring import hoofdstukken, notebook
from leerkring.facade import Facade
from leerkring.traject import Traject
from leerkring.weergave.figuur import Figuur

PARAMS = sorted(ROOT.glob("params/*/*.yaml"))
BEELD = [
    import_module(found.name)
    for found in walk_packages(hoofdstukken.__path__, "leerkring.hoofdstukken.")
    if ".beeld." in found.name
]


@dataclass(frozen=True)
class Getoond:
    """A figure of a report, with the function that built it."""

    rapport: str
    bouwer: str
    figuur: Figuur


def find_plots() -> dict[str, Callable[..., Any]]:
    """Return the public functions that make charts by their names."""
    return {
        name: thing
        for module in BEELD
        for name, thing in vars(module).items()
        if name.startswith("plot_") and getattr(thing, "__module__", "") == module.__name__
    }


@cache
def collect_echte_figuren() -> tuple[Getoond, ...]:
    """Return the figures of all reports; also those that stand within a larger block."""
    return tuple(getoond for params in PARAMS for getoond in run_notebook(params))


def run_notebook(params: Path) -> Iterator[Getoond]:
    """Yield the figures that the notebook of one params file makes."""
    given = yaml.safe_load(params.read_text(encoding="utf-8"))
    rapport = params.relative_to(ROOT / "params").with_suffix("").as_posix()
    made: list[Getoond] = []
    weighing: list[Traject] = []  # what is drawn meanwhile is shown to nobody

    def record(name: str, plot: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(plot)
        def plot_and_keep(*args: Any, **kwargs: Any) -> Any:
            shown = plot(*args, **kwargs)
            if isinstance(shown, Figuur) and not weighing:
                made.append(Getoond(rapport, name, shown))
            return shown

        return plot_and_keep

    places = list(find_places())
    content = json.loads((ROOT / "notebooks" / f"{given['notebook']}.ipynb").read_text(encoding="utf-8"))
    space: dict[str, Any] = {"In": []}
    shell = notebook.find_shell
    weigh = Facade.__dict__["judge"].__func__

    def weigh_aside(kind: type[Facade], deel: Traject, geheel: Traject) -> frozenset[str]:
        weighing.append(deel)
        try:
            return weigh(kind, deel, geheel)  # type: ignore[no-any-return]
        finally:
            weighing.pop()

    try:
        Facade.judge = classmethod(weigh_aside)  # type: ignore[assignment, method-assign]
        notebook.find_shell = lambda: SimpleNamespace(user_ns=space)
        for module, name, plot in places:
            setattr(module, name, record(name, plot))
        for cell in content["cells"]:
            if cell["cell_type"] == "code":
                exec(compile(ast.parse("".join(cell["source"])), cell["id"], "exec"), space)  # noqa: S102
                space |= given if "parameters" in cell["metadata"].get("tags", []) else {}
    finally:
        Facade.judge = classmethod(weigh)  # type: ignore[assignment, method-assign]
        notebook.find_shell = shell
        for module, name, plot in places:
            setattr(module, name, plot)
    yield from made


def find_places() -> Iterator[tuple[ModuleType, str, Callable[..., Any]]]:
    """Yield each module that calls a function that makes charts, with its name there: chapters import them."""
    plots = find_plots()
    for module in [m for name, m in sys.modules.items() if name.startswith("leerkring.hoofdstukken")]:
        yield from ((module, name, plot) for name, plot in plots.items() if vars(module).get(name) is plot)

"""One of each block and figure of the formal comparison, from hostile data."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from plan_combinaties import AL, GOED, PLAN, VEEL, VIER, change, make_plan_traject

from leerkring.hoofdstukken.combinaties.beeld import (
    grafieken as qca_grafieken,
)
from leerkring.hoofdstukken.combinaties.beeld import (
    tabellen as qca_tabellen,
)
from leerkring.hoofdstukken.combinaties.beeld import (
    verhaal as qca,
)
from leerkring.hoofdstukken.combinaties.cijfers.combinaties import Antwoord, Combinaties, compare_combinaties


@cache
def compare_hostile(x: str) -> Combinaties:
    """Return a comparison with `x` in every name, in every word of the plan, and in a name of each table."""
    words = {"wel": x, "niet": x, "reden": x}
    sets = [change(VEEL | words, drempel=None, ankers=[1, 1.5, 2], verwacht="wel"), AL | words]
    conditions = [part | {"naam": f"{x} {part['naam']}"} for part in sets]
    plan = PLAN | {"reden": x, "uitkomst": GOED | words | {"naam": x}, "condities": conditions}
    tables = {tabel: text.replace("Noord", x).replace("Plan", x).replace("Sneller", x) for tabel, text in VIER.items()}
    found = compare_combinaties(make_plan_traject(plan, **tables))
    assert found
    return found


def make_gevallen(x: str) -> Mapping[str, Callable[[], Any]]:
    """Return, by the name of its builder, how each block and figure is made from hostile data."""
    found = compare_hostile(x)
    side = found.kanten[0]
    answer = side.antwoord
    assert isinstance(answer, Antwoord)
    return {
        "plot_lidmaatschap": lambda: qca_grafieken.plot_lidmaatschap(found),
        "plot_combinaties": lambda: qca_grafieken.plot_combinaties(side, found),
        "plot_xy": lambda: qca_grafieken.plot_xy(side, answer, found),
        "table_antwoord": lambda: qca_tabellen.table_antwoord(side, answer, found),
        "table_herleiding": lambda: qca_tabellen.table_herleiding(found.gevallen.namen, ["VEEL", "GOED"], x, found),
        "table_soorten": lambda: qca_tabellen.table_soorten(side, answer, found),
        "table_stevigheid": lambda: qca_tabellen.table_stevigheid(side, answer, found),
        "table_waarheid": lambda: qca_tabellen.table_waarheid(side, found),
        "tell_qca": lambda: qca.tell_qca(found),
    }

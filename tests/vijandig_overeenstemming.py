"""One of each block on agreement between codeurs, from data whose every free text is hostile."""

from collections.abc import Callable
from typing import Any

from teksttabel import make_traject

from leerkring.hoofdstukken.codeurs.beeld import overeenstemming as toon
from leerkring.hoofdstukken.codeurs.cijfers import labels, overzicht, verschillen, verzameling


def make_gevallen(x: str) -> dict[str, Callable[[], Any]]:
    """Return the makers of all blocks of this module by name, with `x` in every free text."""
    t = make_traject(
        fragmenten=f"id  tekst\nF1  {x}\nF2  {x}",
        codeboek=f"id  label\nc1  {x}\nc2  {x}",
        coderingen="fragment  codeur  code\nF1  T1  c1\nF1  T2  c2\nF2  T1  c1\nF2  T2  c1",
    )
    coderingen, fragmenten, codeboek = (t.frame(tabel) for tabel in ("coderingen", "fragmenten", "codeboek"))
    listed = verschillen.list_verschillen(coderingen, fragmenten, codeboek, t.beleid)
    whole, dekking = overzicht.measure_geheel(coderingen), labels.count_dekking(coderingen, fragmenten)
    return {
        "table_codes": lambda: toon.table_codes(
            overzicht.measure_codes(coderingen, codeboek), whole, dekking, t.beleid
        ),
        "table_verschillen": lambda: toon.table_verschillen(listed, t.beleid),
        "table_verwisselingen": lambda: toon.table_verwisselingen(
            verschillen.count_verwisselingen(coderingen, codeboek)
        ),
        "tell_overeenstemming": lambda: toon.tell_overeenstemming(verzameling.collect_overeenstemming(t), t.beleid),
    }

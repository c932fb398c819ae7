"""For whom a report can be: no wider a circle than its notebook ran for."""

from __future__ import annotations

from leerkring.batch.manifest import Uitkomst
from leerkring.begrippen import Doelgroep
from leerkring.errors import LeerkringError


def check_readers(outcome: Uitkomst) -> None:
    """Refuse a report that says that it is for a wider circle than its notebook ran for, which read too much for it."""
    order = list(map(str, Doelgroep))
    ran, said = outcome.params.get("doelgroep", str(Doelgroep.TEAM)), outcome.feiten.get("doelgroep")
    if said in order and ran in order and order.index(said) > order.index(ran):
        raise LeerkringError(
            f"het rapport is voor {said}, maar het notebook liep voor {ran} en kon dus meer lezen; "
            f"geef het de parameter doelgroep = {said!r}"
        )

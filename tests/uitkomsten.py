"""Outcomes of runs for tests of what is done with them."""

from typing import Any

from leerkring.batch.manifest import Status, Uitkomst


def build_uitkomst(naam: str, **rest: Any) -> Uitkomst:
    """Return a run that went well, with other fields where a test says so."""
    usual = {
        "notebook": "casus.ipynb",
        "notebook_hash": "x",
        "data": {},
        "versies": {},
        "begonnen": "2021-06-01T12:00:00+02:00",
        "seconden": 1.0,
        "status": Status.GELUKT,
    }
    return Uitkomst.model_validate({"id": naam} | usual | rest)

"""Periods: a first and a last moment as one text."""

from __future__ import annotations


def join_period(start: str | None, eind: str | None) -> str | None:
    """Return a period as the source gives it: '2015-10', '2015-10/2016-01', or None."""
    parts = [p for p in (start, eind) if p is not None]
    return "/".join(dict.fromkeys(parts)) or None

"""The tips from the logboek, by form of steering."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from leerkring.begrippen import Sturingsvorm
from leerkring.weergave.blokken import Blok, build_gap
from leerkring.weergave.taal import write_count

ZONDER_VORM = "Bij elke vorm"


def tell_logboektips(tips: pd.DataFrame, namen: Mapping[str, str]) -> Blok:
    """Return the tips per form of steering, each with its round and the deelnemer that it came from.

    Parameters
    ----------
    tips
        The result of `list_tips`.
    namen
        What each deelnemer is called, by id.
    """
    if tips.empty:
        return build_gap("Tips uit het logboek zijn er nog niet.")
    parts = []
    for vorm, own in tips.groupby("vorm", sort=False):
        items = Markup("").join(write_tip(tip, namen) for tip in own.to_dict("records"))
        kop = Sturingsvorm(str(vorm)).label if vorm else ZONDER_VORM
        count = write_count(len(own), "tip", "tips")
        parts.append(Markup("<details><summary>{} ({})</summary><ul>{}</ul></details>").format(kop, count, items))
    return Blok(Markup("\n").join(parts), write_count(len(tips), "tip", "tips"))


def write_tip(tip: Mapping[Any, Any], namen: Mapping[str, str]) -> Markup:
    """Return one tip with its round and the deelnemer that it came from, if there is one."""
    van = [f"ronde {tip['ronde']}", *(namen[slug] for slug in [tip["deelnemer"]] if slug in namen)]
    return Markup('<li>{} <span class="lk-klein">{}</span></li>').format(tip["tekst"], ", ".join(van))

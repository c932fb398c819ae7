"""Controls with a Dutch label that is also their name for a screen reader, each worked by keyboard alone.

They are the native controls of the browser. The sliders and tabs of ipywidgets are not: a slider has no name, so a
number is asked for in a field with arrows instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as widgets

LABEL = {"description_width": "initial"}
BREED = {"width": "auto", "min_width": "15rem", "max_width": "100%"}
ONDER_LABEL = BREED | {"width": "100%", "flex_flow": "column", "align_items": "stretch", "height": "auto"}


def build_keuze(label: str, opties: Mapping[str, Any] | Sequence[str], waarde: Any = None) -> widgets.Dropdown:
    """Return a choice of one.

    Parameters
    ----------
    label
        What is chosen.
    opties
        The values by the words that the researcher reads; a list when both are the same.
    waarde
        The value chosen at first; the first one unless said otherwise.
    """
    pairs = list(opties.items()) if isinstance(opties, Mapping) else [(o, o) for o in opties]
    first = waarde if waarde is not None or not pairs else pairs[0][1]
    return widgets.Dropdown(options=pairs, value=first, description=label, style=LABEL, layout=widgets.Layout(**BREED))


def build_meerkeuze(
    label: str, opties: Mapping[str, Any] | Sequence[str], waarden: Sequence[Any] = (), rijen: int = 6
) -> widgets.SelectMultiple:
    """Return a choice of several, in a list of at most so many lines; see `build_keuze`."""
    pairs = list(opties.items()) if isinstance(opties, Mapping) else [(o, o) for o in opties]
    return widgets.SelectMultiple(
        options=pairs,
        value=tuple(waarden),
        rows=max(2, min(rijen, len(pairs))),
        description=label,
        style=LABEL,
        layout=widgets.Layout(**BREED),
    )


def build_zoekveld(label: str, hint: str = "", *, direct: bool = True) -> widgets.Text:
    """Return a field for a line of text, which tells each letter at once or, if not `direct`, when it is finished."""
    return widgets.Text(
        description=label, placeholder=hint, continuous_update=direct, style=LABEL, layout=widgets.Layout(**BREED)
    )


def build_lijst(label: str, regels: int) -> widgets.SelectMultiple:
    """Return a choice of several among many that are still to come, in a list of so many lines below its label."""
    made = widgets.SelectMultiple(rows=regels, description=label, style=LABEL, layout=widgets.Layout(**ONDER_LABEL))
    return made.add_class("lk-onder-label")


def build_tekstveld(label: str, regels: int) -> widgets.Textarea:
    """Return a field for a text of some lines, below its label, which tells each letter at once."""
    made = widgets.Textarea(description=label, rows=regels, style=LABEL, layout=widgets.Layout(**ONDER_LABEL))
    return made.add_class("lk-onder-label")


def build_getalveld(label: str, waarde: float, van: float, tot: float, stap: float = 1) -> widgets.Widget:
    """Return a field for a number between two limits, with arrows; a whole number when all four are whole."""
    whole = all(isinstance(n, int) for n in (waarde, van, tot, stap))
    kind = widgets.BoundedIntText if whole else widgets.BoundedFloatText
    return kind(
        value=waarde,
        min=van,
        max=tot,
        step=stap,
        description=label,
        style=LABEL,
        layout=widgets.Layout(width="auto", max_width="100%"),
    )


def build_knop(label: str, uitleg: str = "") -> widgets.Button:
    """Return a button; its explanation is shown to who points at it."""
    return widgets.Button(description=label, tooltip=uitleg or None, layout=widgets.Layout(width="auto"))

"""Operate an explorer as a researcher does: find a control by its label, choose, press, and read what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leerkring.weergave.widgets import Scherm
from leerkring.weergave.widgets.besluit import Besluit


def walk(widget: Any) -> Iterator[Any]:
    """Yield a widget and all that stands in it and can be seen."""
    if widget.layout.display == "none":
        return
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def find(scherm: Scherm, label: str) -> Any:
    """Return the control with a label, or say which there are."""
    labels = list_labels(scherm)
    assert label in labels, f"no {label!r} among {labels}"
    return next(w for w in walk(scherm) if name_control(w) == label)


def list_labels(scherm: Scherm) -> list[str]:
    """Return the labels of all controls that can be seen."""
    return [name for w in walk(scherm) if (name := name_control(w))]


def name_control(widget: Any) -> str:
    """Return the label of a control; empty when it is no control."""
    return str(widget.label if isinstance(widget, Besluit) else getattr(widget, "description", ""))


def list_options(scherm: Scherm, label: str) -> list[str]:
    """Return the words among which one can choose."""
    return [o if isinstance(o, str) else o[0] for o in find(scherm, label).options]


def choose(scherm: Scherm, label: str, woord: str) -> None:
    """Choose an option by its words."""
    control = find(scherm, label)
    control.value = dict(control.options)[woord]


def fill(scherm: Scherm, label: str, waarde: Any) -> None:
    """Fill in a field."""
    find(scherm, label).value = waarde


def press(scherm: Scherm, label: str) -> None:
    """Press a button."""
    find(scherm, label).click()


def read(scherm: Scherm) -> str:
    """Return the HTML that can be seen, without the style."""
    return "\n".join(
        w.value.partition("</style>")[2] or w.value
        for w in walk(scherm)
        if type(w).__name__ in ("HTML", "Vlak") and w.value
    )

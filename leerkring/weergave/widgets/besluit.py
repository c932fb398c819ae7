"""A button for what cannot be taken back lightly: it acts on what the researcher saw when pressing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from leerkring.weergave.widgets.fouten import Melding
from leerkring.weergave.widgets.tekstkeuze import Tekstkeuze

VERANDERD = "De keuzes veranderden net. Kijk nog eens, en druk opnieuw."


class Besluit(anywidget.AnyWidget):
    """A button that takes over, before it acts, what stood in some controls when it was pressed.

    Parameters
    ----------
    label
        What it does.
    bij
        The controls, in the order in which one follows from another: choices and fields of ipywidgets, and texts to
        select from.
    hoofd
        Whether it is the main button of its screen.
    uitleg
        What is shown to who points at it.
    """

    _esm = files(__package__).joinpath("besluit.js").read_text(encoding="utf-8")
    _css = ".lk-besluit { margin: 2px; cursor: pointer; }"
    label = traitlets.Unicode("").tag(sync=True)
    hoofd = traitlets.Bool(False).tag(sync=True)
    uitleg = traitlets.Unicode("").tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    bij: traitlets.List[widgets.Widget] = traitlets.List(traitlets.Instance(widgets.Widget)).tag(
        sync=True, **widgets.widget_serialization
    )

    def __init__(self, label: str, bij: Sequence[widgets.Widget], *, hoofd: bool = False, uitleg: str = "") -> None:
        super().__init__(label=label, bij=list(bij), hoofd=hoofd, uitleg=uitleg)

    def on_press(self, act: Callable[[], None], guard: Callable[[Callable[..., Any]], Callable[..., None]]) -> None:
        """Act after each press; `guard` shows what goes wrong (`Scherm.guard`)."""

        def decide(seen: Sequence[Mapping[str, Any]]) -> None:
            self.take_over(seen)
            act()

        guarded = guard(decide)
        self.on_msg(lambda _, content, __: guarded(content["gezien"]))

    def click(self) -> None:
        """Press it, as a browser does that is told of everything."""
        self._handle_custom_msg({"gezien": [describe_control(control) for control in self.bij]}, [])

    def take_over(self, seen: Sequence[Mapping[str, Any]]) -> None:
        """Set each control to what the researcher saw in it.

        Raises
        ------
        Melding
            When what was chosen from is not there any more.
        """
        for control, state in zip(self.bij, seen, strict=True):
            if isinstance(control, Tekstkeuze):
                if state["naam"] != control.naam:
                    raise Melding(VERANDERD)
                control.keuze = state["keuze"]
                continue
            if isinstance(control, widgets.Text | widgets.Textarea):
                control.value = state["tekst"]
                continue
            index, known = state["index"], dict(enumerate(control._options_labels))
            places = index if isinstance(index, list) else [] if index is None else [index]
            if [known.get(place) for place in places] != state["labels"]:
                raise Melding(VERANDERD)
            control.index = tuple(places) if isinstance(control, widgets.SelectMultiple) else index


def describe_control(control: Any) -> dict[str, Any]:
    """Return what a researcher sees in a control, as the browser tells it."""
    if isinstance(control, Tekstkeuze):
        return {"naam": control.naam, "keuze": control.keuze}
    if isinstance(control, widgets.Text | widgets.Textarea):
        return {"tekst": control.value}
    several = isinstance(control, widgets.SelectMultiple)
    places = list(control.index) if several else [] if control.index is None else [control.index]
    labels = [control._options_labels[place] for place in places]
    return {"index": places if several else control.index, "labels": labels}

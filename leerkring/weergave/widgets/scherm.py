"""The frame of one explorer: its title, its parts, a line for what changed, and one place for what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from leerkring.weergave.widgets.fouten import explain_error
from leerkring.weergave.widgets.statusregel import KLASSE, Statusregel


class Scherm(widgets.VBox):
    """A column of parts with the look of the reports.

    Parameters
    ----------
    titel
        The heading.
    stijl
        The style element of the page; each explorer brings its own, so that it can stand in any notebook.
    """

    def __init__(self, titel: str, stijl: Markup) -> None:
        kop = Markup('{}<h3 lang="nl" class="lk-titel">{}</h3>').format(stijl, titel)
        self.titel = titel
        self.mislukt = self.stil = False
        self.kop = widgets.HTML(value=str(kop))
        self.fout = widgets.HTML()
        self.status = Statusregel(gebied=titel)
        super().__init__([self.kop])
        self.add_class(KLASSE)

    def __repr__(self) -> str:
        """Return what stands here where no widgets are shown: not the parts, for these hold data."""
        return f"{self.titel}: alleen te bedienen in JupyterLab"

    def fill(self, delen: Sequence[widgets.Widget]) -> None:
        """Put the parts on the screen, with errors and status between the first one, the controls, and the rest."""
        self.children = (self.kop, *delen[:1], self.fout, self.status, *delen[1:])

    def guard(self, handler: Callable[..., Any]) -> Callable[..., None]:
        """Return a handler that shows what goes wrong as one sentence, and takes it away when all goes well again.

        What went wrong in a handler that this one set off stays, unless that went well again.
        """

        @wraps(handler)
        def guarded(*args: Any, **kwargs: Any) -> None:
            self.mislukt = False
            try:
                handler(*args, **kwargs)
            except Exception as error:  # whatever it is, the page shows a sentence and the log has the trace
                self.mislukt = True
                self.show_error(explain_error(error))
            else:
                if not self.mislukt:
                    self.fout.value = ""

        return guarded

    def listen(self, control: Any, act: Callable[[], None]) -> None:
        """Act after each choice of the researcher, and not after those that follow from it."""
        control.observe(self.guard(lambda _: None if self.stil else act()), "value")

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Change choices without telling of each step."""
        before, self.stil = self.stil, True
        try:
            yield
        finally:
            self.stil = before

    def show_error(self, zin: str) -> None:
        """Show what went wrong, and say it."""
        self.fout.value = str(Markup('<p lang="nl" class="lk-fout"><strong>Let op.</strong> {}</p>').format(zin))
        self.status.say(zin, zichtbaar=False)


def lay_columns(*kolommen: Sequence[widgets.Widget]) -> widgets.Box:
    """Return columns of parts beside each other, below each other where the window is narrow."""
    width = widgets.Layout(flex="1 1 26rem", min_width="0")
    return lay_out(*(widgets.VBox(list(delen), layout=width) for delen in kolommen))


def lay_out(*controls: widgets.Widget) -> widgets.Box:
    """Return controls side by side, on more lines where the window is narrow."""
    return widgets.Box(list(controls), layout=widgets.Layout(flex_flow="row wrap", grid_gap="0.25rem 1.25rem"))

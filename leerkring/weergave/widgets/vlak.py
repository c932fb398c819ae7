"""A place that shows a finished block or figure as in a report."""

from __future__ import annotations

import re

import ipywidgets as widgets
from markupsafe import Markup

from leerkring.weergave.blokken import Blok
from leerkring.weergave.figuur import Figuur

NAAR_BRON = re.compile(r'<a href="#bron-[^"]*">(.*?)</a>', re.DOTALL)


class Vlak(widgets.HTML):
    """A region of the page; empty until something is shown."""

    def show(self, blok: Blok | Figuur) -> None:
        """Show a block or a figure.

        In a report the name of a source leads to the list at its end. There is no such list here, so it stays a name.
        """
        html = blok.html if isinstance(blok, Blok | Figuur) else Markup("{}").format(blok)
        self.value = f'<div lang="nl" class="lk-blok">{NAAR_BRON.sub(lambda m: m[1], str(html))}</div>'

    def clear(self) -> None:
        """Show nothing."""
        self.value = ""


def build_voortgang(label: str, klaar: int, totaal: int) -> Blok:
    """Return a bar that shows how much of a job is done, which a screen reader can read; unlike that of ipywidgets."""
    html = Markup('<p><label>{} <progress value="{}" max="{}"></progress> {} van {}</label></p>')
    return Blok(html.format(label, klaar, max(totaal, 1), klaar, totaal), f"{label}: {klaar} van {totaal}")

"""A chart as an accessible figure: drawn offline, described in words, with its numbers in a table below."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from typing import Any

import altair as alt
from markupsafe import Markup

from leerkring.weergave.blokken import EIGEN, Blok, fold_html, join_blocks
from leerkring.weergave.svg import find_colours, make_accessible, name_key
from leerkring.weergave.tekenaar import draw, tekent
from leerkring.weergave.thema import CONFIG, DONKER, PANEEL, VAST
from leerkring.weergave.tooltips import add_tooltips

NAAST = "display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,21rem),1fr))"
"""Beside each other where there is room for it; in the block itself, so that it holds in JupyterLab as well."""
CIJFERKOP = "Cijfers bij deze figuur"
GRAFIEK = "application/vnd.leerkring.grafiek+json"
"""The media type of the charts in an output: for each key of a figure its Vega-Lite description."""


@dataclass(frozen=True)
class Figuur:
    """A chart with a title that states the finding, a description, and the table of the same numbers.

    `grafiek` is a chart of Altair, a Vega-Lite description, or a function that makes one of these: whoever wants the
    words alone then does not wait for Altair, which copies a chart at each step. It gets the look of this house; a
    description with a look of its own keeps that.
    """

    grafiek: Any
    titel: str
    beschrijving: str
    tabel: Blok
    noot: str = ""
    """What a reader should know of the title, below it."""

    def __repr__(self) -> str:
        """Return title and description."""
        return f"{self.titel}. {self.beschrijving}"

    @cached_property
    def html(self) -> Markup:
        """Return the figure: caption, inline SVG and table.

        `data-figuur` holds the key under which an output keeps the chart for pages with interactive charts.
        """
        # A colour without a dark twin would fade on a dark panel.
        css = "lk-grafiek" if find_colours(self.svg) <= set(DONKER) else f"lk-grafiek {VAST}"
        return Markup(
            '<figure class="lk-figuur"><figcaption>{titel}{noot}</figcaption>'
            '<div class="{css}" role="group" tabindex="0" aria-label="Figuur: {titel}" data-figuur="{sleutel}" '
            'style="{paneel}">{svg}</div>'
            "<details><summary>{cijfers}</summary>{tabel}</details></figure>"
        ).format(
            titel=self.titel,
            noot=Markup(' <span class="lk-deel">{}</span>').format(self.noot) if self.noot else "",
            css=css,
            sleutel=self.sleutel,
            paneel=PANEEL,
            svg=Markup(self.svg),  # noqa: S704 - made here from escaped parts
            cijfers=CIJFERKOP,
            tabel=self.tabel.html,
        )

    @cached_property
    def spec(self) -> dict[str, Any]:
        """Return the chart as a Vega-Lite description with its data and the look of this house."""
        if not tekent.get():
            return {}
        grafiek = self.grafiek() if callable(self.grafiek) else self.grafiek
        if isinstance(grafiek, Mapping):
            return {"$schema": alt.SCHEMA_URL, "config": CONFIG, **grafiek}
        spec: dict[str, Any] = grafiek.to_dict(validate=False)
        return spec | {"config": CONFIG}

    @cached_property
    def drawing(self) -> str:
        """Return the chart as the SVG that Vega draws."""
        return draw(self.spec)

    @cached_property
    def sleutel(self) -> str:
        """Return a key that only a figure with the same drawing and the same words has."""
        return name_key(self.drawing, self.titel, self.beschrijving)

    @cached_property
    def svg(self) -> str:
        """Return the chart as SVG with a Dutch title and description, and ids that no other figure has."""
        return make_accessible(self.drawing, self.titel, self.beschrijving)

    def hold_back(self, onderwerp: str) -> Figuur:
        """Return the same chart under a title that claims nothing, and without the claim in its description."""
        claim = self.titel.rstrip(".").lower()
        sentences = re.split(r"(?<=[.!?]) ", self.beschrijving)
        kept = [s for s in sentences if s.rstrip(".").lower() not in claim and claim not in s.lower()]
        rows = re.search(r"\((\d+ rij\w*)\)", self.tabel.tekst)
        if rows and not re.search(r"\d", " ".join(kept)):  # who cannot see it hears at least how much there is
            kept.append(f"De tabel heeft {rows[1]}.")
        return replace(self, titel=onderwerp.rstrip("."), beschrijving=" ".join(kept) or onderwerp)

    def fold(self, kop: str | None = None) -> Figuren:
        """Return the figure folded, for a reader to open."""
        return join_figures([self]).fold(kop or self.titel)

    def __or__(self, other: Figuur | Blok) -> Figuren:
        """Return two figures or blocks beside each other."""
        return put_beside(self, other)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the figure as Jupyter shows it, with the chart itself for pages with interactive charts."""
        return build_bundle(str(self.html), repr(self), {self.sleutel: add_tooltips(self.spec)})


@dataclass(frozen=True, repr=False)
class Figuren(Blok):
    """Blocks and figures as one block that keeps the charts of its figures."""

    grafieken: Mapping[str, Any] = field(default_factory=dict)
    delen: tuple[Figuur | Blok, ...] = ()
    """What it was joined from."""

    def fold(self, kop: str | None = None) -> Figuren:
        """Return the block folded, for a reader to open; its charts stay with it."""
        return replace(self, html=fold_html(kop or self.tekst.split("\n")[0], self.html)) if self.html else self

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the block as Jupyter shows it, with its charts for pages with interactive charts."""
        return build_bundle(str(self.html), self.tekst, self.grafieken)


def build_bundle(html: str, tekst: str, grafieken: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return an output of Jupyter with figures, marked as built here."""
    charts = {GRAFIEK: dict(grafieken)} if grafieken else {}
    return {"text/html": html, "text/plain": tekst} | charts, {EIGEN: {}}


def join_figures(delen: Sequence[Figuur | Blok]) -> Figuren:
    """Return figures and blocks, in order, as one block."""
    blok = join_blocks([d if isinstance(d, Blok) else Blok(d.html, repr(d)) for d in delen])
    charts: dict[str, Any] = {}
    for deel in delen:
        if isinstance(deel, Figuur):
            charts[deel.sleutel] = add_tooltips(deel.spec)
        elif isinstance(deel, Figuren):
            charts |= deel.grafieken
    return Figuren(blok.html, blok.tekst, grafieken=charts, delen=tuple(delen))


def list_figures(deel: Figuur | Blok) -> list[Figuur]:
    """Return the figures in a block, however deep."""
    if isinstance(deel, Figuur):
        return [deel]
    return [f for d in deel.delen for f in list_figures(d)] if isinstance(deel, Figuren) else []


def change_figures(deel: Figuur | Blok, change: Callable[[Figuur], Figuur]) -> Figuur | Blok:
    """Return a figure, or a block with figures, in which each figure is changed."""
    if isinstance(deel, Figuur):
        return change(deel)
    if not isinstance(deel, Figuren) or not deel.delen:
        return deel
    delen = [change_figures(d, change) for d in deel.delen]
    return reduce(put_beside, delen) if isinstance(deel, Naast) else join_figures(delen)


@dataclass(frozen=True, repr=False)
class Naast(Figuren):
    """Figures and blocks side by side; on a narrow page one below the other."""


def put_beside(links: Figuur | Blok, rechts: Figuur | Blok) -> Naast:
    """Return figures and blocks beside each other, however many were joined this way."""
    delen = tuple(part for side in (links, rechts) for part in (side.delen if isinstance(side, Naast) else (side,)))
    joined = join_figures(delen)
    cells = Markup("").join(Markup("<div>{}</div>").format(d.html) for d in delen)
    html = Markup('<div class="lk-naast" style="{}">{}</div>').format(NAAST, cells)
    return Naast(html, joined.tekst, grafieken=joined.grafieken, delen=delen)


def separate_twins(page: str) -> str:
    """Return a page in which a figure that is shown twice has its own ids the second time.

    Ids come from what a figure shows, so that they are the same in every run; only here is known what else is on the
    page. The key in `data-figuur` stays the same: both show the same chart.
    """
    seen: dict[str, int] = {}

    def rename(found: re.Match[str]) -> str:
        key = found["sleutel"]
        seen[key] = seen.get(key, 0) + 1
        return found[0] if seen[key] == 1 else found[0].replace(f"{key}-", f"{key}-{seen[key]}-")

    return re.sub(
        r'<figure class="lk-figuur">(?:(?!</figure>).)*?data-figuur="(?P<sleutel>f[0-9a-f]{8})".*?</figure>',
        rename,
        page,
        flags=re.DOTALL,
    )

"""A checked traject as one audience sees it, and its tables as frames."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leerkring.begrippen import Doelgroep
from leerkring.bewering import note_reading
from leerkring.errors import LeerkringError, say_near
from leerkring.model import TABELLEN
from leerkring.model.beleid import Beleid
from leerkring.model.beschrijving import Beschrijving
from leerkring.model.deelname import Deelnemer
from leerkring.model.vragenlijst import Vragenlijst
from leerkring.traject.audience import decide_beleid
from leerkring.traject.deur.tellingen import spread_tellingen
from leerkring.traject.fingerprint import hash_inhoud, shorten
from leerkring.traject.inhoud import Inhoud

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Traject:
    """What an audience may see of a traject; with a deelnemer in focus, what there is for a report about that one."""

    folder: Path
    inhoud: Inhoud
    doelgroep: Doelgroep
    slug: str | None = None
    """The deelnemer in focus, if there is one."""
    ook_bij: Mapping[str, int] = field(default_factory=dict)
    """For each context factor (code) of the deelnemer in focus: how many other deelnemers name it."""
    verborgen: frozenset[str] = frozenset()
    """The tables of which the team sees rows, or cells, that this audience does not."""
    weggelaten: str = ""
    """How much of what the team wrote down these readers do not see, in words that give no row away."""
    houdbaar: Container[str] | None = None
    """Of the claims that a report of this makes, those that hold of all that the team has; None where nobody looked."""

    @property
    def beschrijving(self) -> Beschrijving:
        """Return traject.yaml as a record."""
        return self.inhoud.beschrijving

    @property
    def vragenlijst(self) -> Vragenlijst:
        """Return vragenlijst.yaml as a record."""
        return self.inhoud.vragenlijst

    @cached_property
    def versies(self) -> dict[str, str]:
        """Return the version of each data file as it is seen here, by file name."""
        return hash_inhoud(self.inhoud, self.ook_bij)

    @property
    def dataversie(self) -> str:
        """Return the version of all data as they are seen here."""
        return shorten("\n".join(f"{name} {version}" for name, version in sorted(self.versies.items())))

    @cached_property
    def beleid(self) -> Beleid:
        """Return what this audience may be shown."""
        return decide_beleid(self.doelgroep, self.beschrijving.drempels)

    @property
    def kleinste_n(self) -> int:
        """Return the smallest group of people that this audience may see."""
        return self.beleid.kleinste_n

    @property
    def deelnemers(self) -> dict[str, Deelnemer]:
        """Return the visible deelnemers by slug, in the order of the file; those in focus only, if there is one."""
        return {d.id: d for _, d in self.inhoud.rows("deelnemers")}

    def rows(self, tabel: str) -> list[Any]:
        """Return the records of a table."""
        note_reading(tabel)
        return [g.rij for g in self.inhoud.tabellen[tabel]]

    @property
    def namen(self) -> dict[str, str]:
        """Return what each visible deelnemer is called, by slug; no two are called alike."""
        return {slug: d.naam for slug, d in self.deelnemers.items()}

    @property
    def deelnemer(self) -> Deelnemer:
        """Return the deelnemer in focus."""
        if self.slug is None:
            raise LeerkringError("dit traject is geopend zonder deelnemer; noem er een in open_traject")
        return self.deelnemers[self.slug]

    def frame(self, tabel: str) -> pd.DataFrame:
        """Return a table as a frame: its columns in file order, and `herkomst`, the file and row of each row.

        Codes of vocabularies are text, dates are timestamps, whole numbers that may be missing are Int64, and
        lists are tuples. An empty table keeps its columns and types. A report asks for some tables ten times, so each
        is built once; what a caller changes in its frame stays there, because pandas copies on write.
        """
        if tabel not in TABELLEN:
            raise LeerkringError(f"er is geen tabel ‘{tabel}’; {say_near(tabel, TABELLEN)}")
        note_reading(tabel)
        frames: dict[str, pd.DataFrame] = self.inhoud.werk.setdefault("frames", {})
        if tabel not in frames:
            from leerkring.traject.frames import build_frame  # a check makes no frames, and pandas takes long to import

            frames[tabel] = build_frame(self.inhoud, tabel)
        return frames[tabel].copy(deep=False)

    def frame_answers(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the tables antwoorden and respondenten; for others than the team these are made from counts.

        A row is then nobody: it says that somebody of this group answered so, as far as that may be told. Of a group
        that is too small there is one blank answer.
        """
        for tabel in ("antwoorden", "respondenten"):
            note_reading(tabel)
        frames: dict[str, pd.DataFrame] = self.inhoud.werk.setdefault("geteld", {})
        if not frames:
            from leerkring.traject.frames import build_frame

            spread = self.inhoud if self.inhoud.tellingen is None else spread_tellingen(self.inhoud)
            frames |= {tabel: build_frame(spread, tabel) for tabel in ("antwoorden", "respondenten")}
        return frames["antwoorden"], frames["respondenten"]

    def keep(self, **frames: pd.DataFrame) -> Traject:
        """Return this traject with, of the named tables, only the rows that stand in a frame; the rest stays whole.

        So a researcher looks at a part in the same way as at the whole: `open_kring(t.keep(deelnemers=some))`.

        Parameters
        ----------
        frames
            By name of the table some of its rows, with `herkomst`.
        """
        kept = dict(self.inhoud.tabellen)
        for tabel, frame in frames.items():
            places = set(frame["herkomst"])
            kept[tabel] = tuple(g for g in kept[tabel] if f"{self.inhoud.file_of(tabel)}:{g.nummer}" in places)
        return replace(self, inhoud=self.inhoud.with_tables(kept))

    def find_werk(self, wie: object) -> dict[str, Any]:
        """Return what somebody worked out of these rows for this audience, to add to; it is the same for equal views.

        A report is weighed by making it once more of the same rows, and that need not work everything out again.
        """
        view = (wie, self.doelgroep, self.beleid, self.slug, self.verborgen, frozenset(self.ook_bij.items()))
        return self.inhoud.werk.setdefault(view, {})

    def __repr__(self) -> str:
        """Return in one line which traject this is, for whom, and how much of it there is."""
        who = "" if self.slug is None else f", {self.deelnemer.naam}"
        rows = sum(map(len, self.inhoud.tabellen.values()))
        return f"{self.beschrijving.naam}{who}, voor {self.doelgroep.label.lower()}: {rows} rijen"

    def _repr_html_(self) -> str:
        """Return which traject this is and for whom, with its tables and how many rows each has here."""
        filled = {tabel: len(rows) for tabel, rows in self.inhoud.tabellen.items() if rows}
        empty = [tabel for tabel, rows in self.inhoud.tabellen.items() if not rows]
        rows = "".join(f"<tr><th scope='row'>{t}</th><td>{n}</td></tr>" for t, n in filled.items())
        rest = f"<p>Leeg: {', '.join(empty)}.</p>" if empty else ""
        return (
            f"<p><strong>{escape(repr(self))}.</strong> Een tabel krijgt u met t.frame('interventies').</p>"
            f"<table><thead><tr><th scope='col'>Tabel</th><th scope='col'>Rijen</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>{rest}"
        )

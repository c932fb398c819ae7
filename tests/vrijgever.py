"""A small project whose reports are made without a kernel, and a team that shares them.

    project = Project(tmp_path, monkeypatch)
    project.ask({"R1": 4, "R2": 5})  # who answered what to the one question
    project.make("leerkring")
    done = project.share("kring")  # prepared, everything approved by a second person, placed

A page holds the real numbers of the library, so what a reader can reckon from it is what a reader of a real one can.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from mini import write_traject
from plek import ROOT
from uitkomsten import build_uitkomst

from leerkring.batch.freshness import hash_page
from leerkring.batch.manifest import Lezing, read_manifest, write_manifest
from leerkring.batch.sources import Sources
from leerkring.cli import main
from leerkring.hoofdstukken.vragenlijst import VragenlijstVanCasus
from leerkring.vrijgave.register import Inschrijving, Register

SLEUTEL = "pseudoniem,naam\nP1,Wilhelmina van Testeren\n"
CITAAT = "Wij deden het gewoon samen met de hele straat."
PAGINA = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{naam}</title></head><body>
<!--buren--><!--/buren--><main id="boven"><h2 id="s">Vragenlijst</h2><table><caption>Verdeling</caption>
<tbody>{rijen}</tbody></table>{teksten}</main></body></html>"""


class Project:
    """A project folder with trajecten in which one question is asked of the medewerkers of noord."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, sleutel: bool = True) -> None:
        self.folder = folder / "project"
        for name in ("notebooks", "params", "data", "output"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), encoding="utf-8")
        self.delen = folder / "delen"
        self.sleutel = folder / "sleutel.csv"
        self.sleutel.write_text(SLEUTEL, encoding="utf-8")
        self.key = ["--sleutel", self.sleutel.as_posix()] if sleutel else ["--zonder-sleutel"]
        monkeypatch.setenv("LEERKRING_ROOT", str(self.folder))
        monkeypatch.delenv("LEERKRING_SLEUTEL", raising=False)

    def ask(
        self,
        answers: Mapping[str, int | str],
        traject: str = "mini",
        weg: tuple[str, ...] = (),
        niveau: str = "openbaar",
        **tables: str,
    ) -> None:
        """Write a traject in which these people answered, of whom some withdrew since."""
        people = ["id  deelnemer  vertrouwelijkheid  toestemming"]
        people += [f"{who}  noord  {niveau}  {'ingetrokken' if who in weg else 'ja'}" for who in answers]
        given = ["respondent  waarde  vertrouwelijkheid"]
        given += [f"{who}  {value}  {niveau}" for who, value in answers.items()]
        write_traject(
            self.folder / "data" / traject,
            "leerkring",
            traject=f"id: {traject}",
            respondenten="\n".join(people),
            antwoorden="\n".join(given),
            **tables,
        )

    def make(self, doelgroep: str = "leerkring", traject: str = "mini", slug: str = "noord", **feiten: Any) -> None:
        """Make the report on a deelnemer for an audience from the data of now."""
        sources, place = Sources(), f"data/{traject}"
        shown = sources.show(place, doelgroep, slug)
        assert shown is not None, sources.open(place).problemen
        cells = VragenlijstVanCasus(shown).uitkomsten.to_dict("records")
        rows = "".join(
            f"<tr><th>{c['groep']} {c['meting']} {c['item']}</th><td>{c['n']}</td><td>{c['mediaan']}</td>"
            f"<td>{json.dumps(c['verdeling'])}</td></tr>"
            for c in cells
        )
        texts = "".join(f"<p>{f.tekst}</p>" for _, f in shown.inhoud.rows("fragmenten"))
        texts += "".join(f"<p>{n.tekst}</p>" for _, n in shown.inhoud.rows("logboek"))
        naam = f"{traject}/{slug}-{doelgroep}"
        page = PAGINA.format(naam=naam, rijen=rows, teksten=texts)
        path = self.folder / "output" / f"{naam}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
        outcome = build_uitkomst(
            naam,
            params={"notebook": "casus", "traject": place, "deelnemer": slug, "doelgroep": doelgroep},
            rapport=f"{naam}.html",
            rapport_van="2021-06-01T12:00:00+02:00",
            afdruk={"html": hash_page(page)},
            data=sources.hash_files(place),
            gelezen=[Lezing(traject=place, doelgroep=doelgroep, deelnemer=slug, versies=shown.versies)],
            feiten={"doelgroep": doelgroep, "titel": naam, "verzegeld": True} | feiten,
        )
        rest = read_manifest(self.folder / "output")
        write_manifest(self.folder / "output", {**rest, naam: outcome}.values())

    def draft(self, doelgroep: str = "leerkring") -> Path:
        return self.folder / "output" / "vrijgaven" / f"{doelgroep}.yaml"

    def give(self, map_naam: str, *words: str, doelgroep: str = "leerkring", stdin: str | None = None) -> Result:
        """Give the command once, as it is typed."""
        target = (self.delen / map_naam).as_posix()
        return CliRunner().invoke(main, ["share", target, "--doelgroep", doelgroep, *self.key, *words], input=stdin)

    def share(
        self, map_naam: str, *words: str, doelgroep: str = "leerkring", oordeel: Callable[[str], str] = lambda _: "ja"
    ) -> Result:
        """Prepare, let a second person answer everything in the file, and place what may go."""
        first = self.give(map_naam, *words, doelgroep=doelgroep)
        slug = words[words.index("--deelnemer") + 1] if "--deelnemer" in words else None
        draft = self.draft("-".join(filter(None, (doelgroep, slug))))
        if not draft.exists():
            return first
        answer_all(draft, oordeel)
        return self.give(map_naam, *words, "--besluit", draft.as_posix(), doelgroep=doelgroep)

    def register(self, traject: str = "mini") -> Register:
        return Register(self.folder / "data" / traject)

    def entries(self, traject: str = "mini") -> list[Inschrijving]:
        return list(self.register(traject).regels.values())

    def read_verdeling(self, map_naam: str, doelgroep: str = "leerkring", traject: str = "mini") -> list[int]:
        """Return the distribution that somebody reads in a report that was shared."""
        page = (self.delen / map_naam / traject / f"noord-{doelgroep}.html").read_text("utf-8")
        found: list[int] = json.loads(page.rpartition("<td>[")[2].partition("]")[0].join("[]"))
        return found


def answer_all(draft: Path, oordeel: Callable[[str], str] = lambda _: "ja") -> list[str]:
    """Fill in a file as a reviewer would, and return what was asked."""
    content = yaml.safe_load(draft.read_text("utf-8"))
    content |= {"maker": "onderzoeker", "beoordelaar": "projectleider", "niet_de_maker": "ja"}
    for punt in content["punten"]:
        punt |= {"mag": oordeel(punt["soort"]), "reden": "nagekeken"}
    draft.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return [punt["soort"].partition(":")[0] for punt in content["punten"]]

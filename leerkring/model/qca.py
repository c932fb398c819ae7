"""The block `qca` of traject.yaml: which conditions are compared with which outcome, who belongs to each, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from leerkring.begrippen import (
    Begrip,
    Factor,
    InterventieSoort,
    Maat,
    Modus,
    OrganisatieSoort,
    Sturingsvorm,
    Vertrekpunt,
    Werksoort,
)
from leerkring.model.velden import Bronnen, Getal, Model, Slug, Tekst, in_form

MAATCODES: Mapping[Maat, type[Begrip]] = MappingProxyType(
    {Maat.SOORT: OrganisatieSoort, Maat.WERKSOORT: Werksoort, Maat.VERTREKPUNT: Vertrekpunt, Maat.MODUS: Modus}
)
"""Measures whose values are codes: each code gets a score."""
MAATDELEN: Mapping[Maat, type[Begrip]] = MappingProxyType(
    {
        Maat.GEWICHT: Factor,
        Maat.STAPPEN_SOORT: InterventieSoort,
        Maat.STERKTE: Sturingsvorm,
        Maat.VERSCHUIVING: Sturingsvorm,
    }
)
"""Measures that are taken of something: what `van` may name."""
VORMMATEN = (Maat.STERKTE, Maat.VERSCHUIVING)
"""Measures of one form: without `van` of the form that the deelnemer chose."""
MINSTE_CONDITIES, MEESTE_CONDITIES = 2, 8

Aandeel = Annotated[Getal, Field(ge=0, le=1)]
Formule = Annotated[str, Field(min_length=1)]
"""Conditions by id, joined by `*` (and) and `+` (or), with `~` for not."""


def check_formule(formule: str, namen: Collection[str]) -> list[str]:
    """Return what is wrong with a formula: what is no condition, or a product that contradicts itself."""
    products = [[part.strip() for part in product.split("*")] for product in formule.split("+")]
    wrong = [part for parts in products for part in parts if part.removeprefix("~") not in namen]
    problems = [f"{formule!r} noemt {part!r}; toegestaan: {', '.join(namen)}, met ~, * en +" for part in wrong]
    if any(f"~{part}" in parts for parts in products for part in parts):
        problems.append(f"{formule!r} vraagt iets en het tegendeel ervan tegelijk")
    return problems


class Verzameling(Model):
    """A set to which a deelnemer belongs more or less: where its value comes from, its anchors, and words for readers.

    `wel` and `niet` complete a sentence: for a condition 'waar …', for the outcome 'wij zagen …'. Exactly one of three
    says from where a deelnemer is in: `ankers` (out, most doubt, in), `drempel` (from here on in), or `scores` (one per
    code).
    """

    id: Annotated[str, in_form(r"[A-Z][A-Z0-9_]{0,19}", "hoofdletters, cijfers en _, zoals RUIMTE")] = Field(
        description="Naam in formules, zoals RUIMTE."
    )
    naam: Tekst = Field(description="Naam in tabellen en figuren.")
    wel: Tekst = Field(description="Hoe een zin afloopt als het zo is: waar …; bij de uitkomst: wij zagen …")
    niet: Tekst = Field(description="Hoe een zin afloopt als het niet zo is.")
    maat: Maat = Field(description="Waaraan het gemeten wordt.")
    waarden: dict[Slug, Getal] | None = Field(
        None,
        description="Bij maat eigen: een getal per deelnemer, en onder de sleutel bron waar zij vandaan komen.",
        exclude_if=lambda waarden: waarden is None,
    )
    bron: Bronnen | None = Field(None, description="De bron van de waarden.", exclude_if=lambda bron: bron is None)
    van: tuple[str, ...] = Field((), description="Waarvan de maat is: codes van factoren, soorten, vormen of codeboek.")
    ankers: tuple[Getal, Getal, Getal] | None = Field(
        None, description="Waarde bij helemaal niet, bij de meeste twijfel en bij helemaal wel."
    )
    drempel: Getal | None = Field(None, description="In plaats van ankers: vanaf welke waarde iemand erbij hoort.")
    scores: dict[str, Aandeel] | None = Field(
        None, description="Bij een maat met codes: hoe ver elke code erbij hoort, van 0 tot 1."
    )
    reden: Tekst = Field(description="Waarom juist deze punten; nooit de plaats van een geval tussen de andere.")

    @model_validator(mode="before")
    @classmethod
    def split_bron(cls, given: Any) -> Any:
        """Return what was given with the source of own values beside them, where rows have it too."""
        values = given.get("waarden") if isinstance(given, dict) else None
        if not isinstance(values, dict) or "bron" not in values:
            return given
        return given | {"waarden": {k: v for k, v in values.items() if k != "bron"}, "bron": values["bron"]}

    @model_validator(mode="after")
    def check_maat(self) -> Self:
        """Refuse a measure without what it needs, and more or fewer ways to tell who is in than one."""
        problems = self._check_van() + self._check_scores() + self._check_waarden()
        given = [name for name in ("ankers", "drempel", "scores") if getattr(self, name) is not None]
        allowed = ("scores",) if self.maat in MAATCODES else ("ankers", "drempel")
        if len(given) != 1 or given[0] not in allowed:
            found = " en ".join(given) or "niets"
            problems.append(f"bij maat {self.maat} hoort {' of '.join(allowed)}, en niets anders; er staat {found}")
        if self.ankers and not min(self.ankers[::2]) < self.ankers[1] < max(self.ankers[::2]):
            problems.append("ankers zijn: niet, twijfel en wel; twijfel ligt tussen de andere twee")
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _check_waarden(self) -> list[str]:
        """Return what is wrong with own values: they need a source, and no other measure has them."""
        own = self.maat is Maat.EIGEN
        if own and (self.waarden is None or self.bron is None):
            return [f"bij maat {self.maat} horen waarden (een getal per deelnemer) en bron"]
        return (
            []
            if own or self.waarden is None
            else [f"bij maat {self.maat} horen geen waarden; toegestaan: maat {Maat.EIGEN}"]
        )

    def _check_van(self) -> list[str]:
        """Return what is wrong with `van`; codes of the codeboek are checked where that is known."""
        if self.maat is Maat.CODES:
            return [] if self.van else [f"bij maat {self.maat} hoort van: een of meer codes uit het codeboek"]
        if self.maat not in MAATDELEN:
            return [f"bij maat {self.maat} hoort geen van"] if self.van else []
        codes = list(MAATDELEN[self.maat])
        wrong = [code for code in self.van if code not in codes]
        problems = [f"van noemt {', '.join(wrong)}; toegestaan: {', '.join(codes)}"] if wrong else []
        if self.maat in VORMMATEN and len(self.van) > 1:
            problems.append(f"maat {self.maat} gaat over één vorm; van noemt er {len(self.van)}")
        elif self.maat not in VORMMATEN and not self.van:
            problems.append(f"bij maat {self.maat} hoort van; toegestaan: {', '.join(codes)}")
        return problems

    def _check_scores(self) -> list[str]:
        """Return what is wrong with the scores of codes."""
        if self.scores is None or self.maat not in MAATCODES:
            return []
        codes = list(map(str, MAATCODES[self.maat]))
        problems = []
        if set(self.scores) != set(codes):
            problems.append(f"er zijn scores van {', '.join(self.scores)}; nodig is van elk één: {', '.join(codes)}")
        if 0.5 in self.scores.values():
            problems.append("een score van 0,5 hoort er niet bij en niet buiten; kies een kant")
        return problems


class Conditie(Verzameling):
    """A condition, with what is expected beforehand: that the outcome goes with its presence or with its absence."""

    verwacht: Literal["wel", "niet"] | None = Field(
        None,
        description="Alleen bij een conditie: waarmee de uitkomst naar verwachting samengaat; leeg is geen van beide.",
    )


class QcaPlan(Model):
    """Which conditions are compared with which outcome, why, which fit is asked, and what is known beforehand.

    `consistentie`, `pri` and `aantal` are asked of one combination, the two with `antwoord` of the answer as a whole.
    Formulas say which combinations cannot exist, without what the outcome cannot be, and when theory expects it.
    """

    reden: Tekst = Field(description="Waarom juist deze condities.")
    uitkomst: Verzameling = Field(description="Het resultaat dat wordt verklaard.")
    condities: tuple[Conditie, ...] = Field(
        description=f"Wat ermee wordt vergeleken: {MINSTE_CONDITIES} tot en met {MEESTE_CONDITIES}."
    )
    consistentie: Annotated[Getal, Field(ge=0.5, le=1)] = Field(
        0.8, description="Consistentie die één combinatie nodig heeft; leeg telt als 0,8."
    )
    pri: Aandeel = Field(0.5, description="PRI die één combinatie nodig heeft; leeg telt als 0,5.")
    aantal: Annotated[int, Field(ge=1)] = Field(
        1, description="Hoeveel gevallen een combinatie moeten laten zien; leeg telt als 1."
    )
    antwoord_consistentie: Aandeel = Field(
        0.75, description="Consistentie die het hele antwoord nodig heeft; leeg telt als 0,75."
    )
    antwoord_pri: Aandeel = Field(0.5, description="PRI die het hele antwoord nodig heeft; leeg telt als 0,5.")
    onmogelijk: tuple[Formule, ...] = Field(
        (), exclude_if=lambda formules: not formules, description="Combinaties die niet kunnen bestaan, zoals A*~B."
    )
    noodzakelijk: tuple[Formule, ...] = Field(
        (), exclude_if=lambda formules: not formules, description="Zonder wat de uitkomst er niet is, zoals A of A + B."
    )
    theorie: Formule | None = Field(
        None,
        exclude_if=lambda formule: formule is None,
        description="Wanneer de theorie de uitkomst verwacht, zoals A*B + C; verandert geen antwoord.",
    )

    @model_validator(mode="after")
    def check_sets(self) -> Self:
        """Refuse too few or too many conditions, and two sets with one id or one name: terms and charts use them."""
        problems = []
        n = len(self.condities)
        # Not with a limit of pydantic: that would count a wrong condition as a missing one.
        if not MINSTE_CONDITIES <= n <= MEESTE_CONDITIES:
            problems.append(f"er zijn {n} condities; toegestaan: {MINSTE_CONDITIES} tot en met {MEESTE_CONDITIES}")
        sets = self.verzamelingen
        for what, values in (("id", [v.id for v in sets]), ("naam", [v.naam.casefold() for v in sets])):
            twice = sorted({value for value in values if values.count(value) > 1})
            if twice:
                problems.append(f"deze {what} staat er twee keer: {', '.join(twice)}")
        for formule in (*self.onmogelijk, *self.noodzakelijk, *([self.theorie] if self.theorie else ())):
            problems += check_formule(formule, [c.id for c in self.condities])
        if problems:
            raise ValueError("; ".join(problems))
        return self

    @property
    def verzamelingen(self) -> tuple[Verzameling, ...]:
        """Return the conditions in order, and the outcome last."""
        return (*self.condities, self.uitkomst)

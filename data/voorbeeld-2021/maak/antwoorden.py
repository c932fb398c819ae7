"""The answers to the questionnaire: means are written in the stories, the spread over people is drawn."""

from __future__ import annotations

from random import Random

import yaml
from invoer import MAP, METINGEN, NIVEAU
from tabellen import Row, Tables

# How far an item lies from the mean of its group, so that items differ as they do in reality.
VERSCHUIVING = {"V1": 0.0, "V2": -0.05, "V3": -0.1, "V4": -0.15, "V5": 0.05, "V6": 0.1, "V7": 0.0, "V8": -0.1}
TERUGKERENDE_INWONERS = 2


def add_antwoorden(tables: Tables, verhalen: list[Row], zaad: int) -> None:
    """Add invitations, respondents and answers; each deelnemer draws from a series of its own."""
    vragenlijst = yaml.safe_load((MAP.parent / "vragenlijst.yaml").read_text(encoding="utf-8"))
    for nummer, verhaal in enumerate(verhalen):
        rng = Random(zaad + nummer)
        niveau = NIVEAU[verhaal.get("vragenlijst_vertrouwelijkheid", "l")]
        for groep, plan in verhaal["vragenlijst"].items():
            items = [item for item in vragenlijst["items"] if groep in item["groepen"]]
            add_groep(tables, verhaal["deelnemer"]["id"], groep, plan, items, niveau, rng)


def add_groep(tables: Tables, slug: str, groep: str, plan: Row, items: list[Row], niveau: str, rng: Random) -> None:
    """Add one group: staff and partners return at each wave, most inwoners are new each time."""
    people: list[tuple[Row, float]] = []
    created: list[Row] = []
    for meting in (m for m in METINGEN if m in plan):
        wave = plan[meting]
        own = {"bron": f"VL-{meting}", "vertrouwelijkheid": niveau}
        invited = {"deelnemer": slug, "groep": groep, "meting": meting, "uitgenodigd": wave["uitgenodigd"]}
        tables["uitnodigingen"].append(invited | own)
        people = people[: TERUGKERENDE_INWONERS if groep == "inwoners" else wave["n"]]
        while len(people) < wave["n"]:
            respondent = {
                "id": f"R{len(tables['respondenten']) + 1:04d}",
                "deelnemer": slug,
                "groep": groep,
                "toestemming": "ja",
            } | own
            tables["respondenten"].append(respondent)
            created.append(respondent)
            people.append((respondent, draw(rng, 4)))
        for item in items:
            add_item(tables, people, item, meting, wave, own, rng)
    for number in range(plan.get("ingetrokken", 0)):
        chosen = created[-1 - number] if groep == "inwoners" else created[1 + number]
        chosen["toestemming"] = "ingetrokken"


def add_item(
    tables: Tables, people: list[tuple[Row, float]], item: Row, meting: str, wave: Row, own: Row, rng: Random
) -> None:
    """Add the answers of all people of a group to one item: the most content person gets the highest value."""
    mean = wave.get("items", {}).get(item["id"], wave["gemiddeld"] + VERSCHUIVING[item["id"]])
    values = spread_values(len(people), mean)
    ranked = sorted(((mood + draw(rng, 2), r["id"]) for r, mood in people), key=lambda pair: pair[0])
    given = {name: value for (_, name), value in zip(ranked, values, strict=True)}
    outside = people[0][0]["groep"] in ("inwoners", "partners")
    for respondent, _ in people:
        value = given[respondent["id"]]
        waarde: int | str = 6 - value if item.get("omgekeerd") else value
        drawn = rng.random()
        if drawn < 0.02:
            waarde = ""
        elif drawn < (0.07 if outside else 0.05):
            waarde = "weet_niet"
        tables["antwoorden"].append(
            {"respondent": respondent["id"], "meting": meting, "item": item["id"], "waarde": waarde} | own
        )


def draw(rng: Random, parts: int) -> float:
    """Return a bell-like number around 0: a sum of uniforms, which is the same on every platform."""
    return sum(rng.random() for _ in range(parts)) - parts / 2


def spread_values(n: int, mean: float) -> list[int]:
    """Return n values on 1-5 in rising order whose mean is as near to the wanted mean as n allows."""
    values = []
    for i in range(n):
        u = (2 * i + 1) / n - 1
        values.append(min(5, max(1, int(mean + 1.8 * (0.6 * u + 0.4 * u * u * u) + 0.5))))
    total = int(n * mean + 0.5)
    middle_first = sorted(range(n), key=lambda i: abs(2 * i - n + 1))
    while sum(values) != total:
        step = 1 if sum(values) < total else -1
        i = next(i for i in middle_first if 1 <= values[i] + step <= 5)
        values[i] += step
        middle_first.append(middle_first.pop(middle_first.index(i)))
    return sorted(values)

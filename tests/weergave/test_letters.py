"""The letters that drawings are measured with: as wide as Arial's, and the same on every machine."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from figuren import FIGUREN
from geheugen import draw_for_real
from letters import GEWICHTEN, HOOGTE, build_letters, name_file, read_letters, read_widths

from leerkring.weergave.figuur import Figuur
from leerkring.weergave.labels import lift_limits
from leerkring.weergave.tekenaar import draw_here
from leerkring.weergave.thema import CONFIG

# Published widths of Helvetica, which Arial has too, in thousandths of the size.
GEPUBLICEERD = {
    "gewoon": {" ": 278, "a": 556, "i": 222, "m": 833, "W": 944, "1": 556, ".": 278, "é": 556, "–": 556},
    "vet": {" ": 278, "a": 556, "i": 278, "m": 889, "W": 944, "1": 556, ".": 278, "é": 556, "–": 556},
}
ECHT = {naam: figuur for naam, figuur in FIGUREN.items() if isinstance(figuur, Figuur)}


@pytest.fixture(autouse=True, scope="module")
def drawing() -> Iterator[None]:
    """What is tested here is drawn here."""
    with draw_for_real():
        yield


def make_chart(text: str, **mark: Any) -> dict[str, Any]:
    """A chart of one text that starts at its left edge."""
    return {
        "data": {"values": [{"t": text}]},
        "mark": {"type": "text", "align": "left", **mark},
        "encoding": {"x": {"value": 0}, "text": {"field": "t"}},
        "width": 1,
        "config": CONFIG,
    }


def measure(text: str, **mark: Any) -> float:
    """The width of a drawing with one text."""
    return float(draw_here(make_chart(text, **mark)).split('viewBox="0 0 ')[1].split()[0])


@pytest.mark.parametrize("soort", GEWICHTEN)
def test_the_files_are_what_the_table_of_widths_makes(soort: str) -> None:
    shipped = read_letters(name_file(soort).read_bytes())

    # Not byte by byte: another release of the library may order its tables otherwise.
    assert shipped == read_letters(build_letters(soort))
    assert shipped["letters"] == {
        c: (width, 0, 0) if chr(c).isspace() else (width, width, HOOGTE) for c, width in read_widths(soort).items()
    }


@pytest.mark.parametrize("soort", GEPUBLICEERD)
def test_letters_are_as_wide_as_published(soort: str) -> None:
    widths = read_widths(soort)

    assert {c: round(widths[ord(c)] * 1000 / 2048) for c in GEPUBLICEERD[soort]} == GEPUBLICEERD[soort]


def test_a_drawing_makes_room_for_a_text_by_these_letters() -> None:
    assert measure("W" * 40) - measure("W" * 20) == pytest.approx(20 * 0.944 * 12, abs=1)
    assert measure("i" * 40) - measure("i" * 20) == pytest.approx(20 * 0.222 * 12, abs=1)
    assert measure("i" * 40, fontWeight=600) - measure("i" * 20, fontWeight=600) == pytest.approx(
        20 * 0.278 * 12, abs=1
    )


def test_a_machine_without_fonts_draws_the_same(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>", "utf-8")
    code = "import json, sys; from leerkring.weergave.tekenaar import draw_here as d; print(d(json.load(sys.stdin)))"
    chart = make_chart("Inwoners (n = 24) → 3½")
    env = os.environ | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PYTHONIOENCODING": "utf-8"}
    command, told = [sys.executable, "-c", code], json.dumps(chart)
    there = subprocess.run(command, input=told, env=env, capture_output=True, encoding="utf-8", check=True)

    assert there.stdout == draw_here(chart) + "\n"
    assert "Inwoners" in there.stdout


# Labels


def with_names(names: list[str], **axis: Any) -> dict[str, Any]:
    """A chart with names along its side."""
    return {
        "data": {"values": [{"naam": naam, "n": place} for place, naam in enumerate(names)]},
        "mark": "bar",
        "encoding": {
            "y": {"field": "naam", "type": "nominal", **({"axis": axis} if axis else {})},
            "x": {"field": "n", "type": "quantitative"},
        },
    }


def limits(spec: dict[str, Any]) -> dict[str, Any]:
    """What a chart says about the limits of its labels, after those that are not needed are lifted."""
    encoding = lift_limits(spec)["encoding"]
    return {name: channel.get("axis", {}).get("labelLimit") for name, channel in encoding.items()}


def test_short_labels_lose_their_limit_and_long_ones_keep_it() -> None:
    assert limits(with_names(["Noord"])) == {"y": 0, "x": 0}
    assert limits(with_names(["Noord"], labelLimit=200)) == {"y": 0, "x": 0}
    assert limits(with_names(["Noord", "N" * 26], labelLimit=200)) == {"y": 200, "x": 0}
    assert limits(with_names(["N" * 24])) == {"y": None, "x": 0}  # of Vega itself: 180
    assert limits(with_names(["Noord"], labelLimit=30)) == {"y": 30, "x": 0}


def test_labels_that_nobody_knows_before_drawing_keep_their_limit() -> None:
    assert limits(with_names(["Noord"], labelExpr="datum.label + datum.label")) == {"y": None, "x": 0}
    calculated = with_names([]) | {"data": {"url": "elders.csv"}}
    assert limits(calculated) == {"y": None, "x": 0}
    repeated = with_names(["Noord"])
    repeated["encoding"]["y"]["field"] = {"repeat": "row"}
    assert limits(repeated) == {"y": None, "x": 0}
    hidden = with_names(["Noord"])
    hidden["encoding"]["y"]["axis"] = None
    assert lift_limits(hidden)["encoding"]["y"]["axis"] is None


def test_numbers_keep_a_limit_that_somebody_asked_for() -> None:
    asked = with_names(["Noord"])
    asked["encoding"]["x"]["axis"] = {"labelLimit": 20}

    assert limits(asked) == {"y": 0, "x": 20}


def test_a_look_that_sets_limits_itself_is_left_alone() -> None:
    own = with_names(["Noord"]) | {"config": {"axis": {"labelLimit": 40}}}

    assert lift_limits(own) == own


def test_the_description_itself_is_kept() -> None:
    spec = with_names(["Noord"], labelLimit=200)

    assert lift_limits(spec) != spec
    assert spec == with_names(["Noord"], labelLimit=200)


@pytest.mark.parametrize("naam", ECHT)
def test_figures_look_the_same_without_the_limits(naam: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lifted = draw_here(ECHT[naam].spec)
    monkeypatch.setattr("leerkring.weergave.tekenaar.lift_limits", dict)

    assert draw_here(ECHT[naam].spec) == lifted


def test_a_long_name_is_cut_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = with_names(["Noord", "Samenwerkingsverband " * 8], labelLimit=150)
    lifted = draw_here(spec)
    monkeypatch.setattr("leerkring.weergave.tekenaar.lift_limits", dict)

    assert draw_here(spec) == lifted
    assert "…" in lifted

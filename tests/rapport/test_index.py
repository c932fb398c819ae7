"""The index of all reports: what it says about each, and the texts and script of its search field."""

import base64
import hashlib
import json
import re
from typing import Any

import pytest
from lxml import html

from leerkring.rapport.index import build_index
from leerkring.rapport.reading import read_sections
from leerkring.rapport.search import collect_texts
from leerkring.weergave.kop import FICTIEF

X = """<script>alert(1)</script></style>{{7*7}}<!--"'&"""
PAGE = """<!DOCTYPE html><html><body><nav><a>Inhoud</a></nav><main id="hoofd">
<div class="lk-kop"><p>Casusrapport</p><h1>Oss</h1></div>
<section><h2 id="s-aanpak"><span class="lk-nummer">1</span> Aanpak</h2>
<p>Wat deed <em>Súd</em>west?</p>
<figure><svg><title>tekening</title><text>9</text></svg><figcaption>Er zijn 2 stappen</figcaption></figure>
<table><caption>Stappen</caption><thead><tr><th>Stap</th><th>n</th></tr></thead>
<tbody><tr><th>Gesprek</th><td><p>1</p><p>keer</p></td><td></td></tr></tbody></table>
<pre>code = 1</pre></section>
<h2 id="s-lessen"><span class="lk-nummer">2</span> Lessen</h2><ul><li>Begin klein.<ul><li>Echt.</li></ul></li></ul>
</main><footer>voet</footer></body></html>"""


def outcome(run: str, **changes: Any) -> dict[str, Any]:
    """Return a row of the manifest, of a run that went well unless said otherwise."""
    feiten = {"titel": run.title(), "ondertitel": "Zelfsturing", "traject": "Mini", "doelgroep": "leerkring"}
    return {
        "id": f"mini/{run}",
        "status": "gelukt",
        "reden": None,
        "vindplaatsen": [],
        "rapport": f"mini/{run}.html",
        "rapport_van": "2026-11-22T10:00:00+01:00",
        "begonnen": "2026-11-22T10:00:00+01:00",
        "feiten": feiten | {"fictief": False},
        "params": {"doelgroep": "leerkring"} | ({} if run == "vergelijking" else {"deelnemer": run}),
        "waarschuwingen": [],
        "vorige_van": None,
        "wijzigingen": None,
    } | changes


def change(**fields: Any) -> dict[str, Any]:
    """Return a change as the manifest keeps it."""
    usual = {"soort": "cijfer", "sectie": "Aanpak", "tabel": "Stappen", "rij": "Gesprek", "kolom": "n"}
    return usual | {"was": "1", "wordt": "2"} | fields


def index(*rows: dict[str, Any]) -> Any:
    return html.fromstring(build_index(rows))


def read_rows(page: Any) -> list[list[str]]:
    """Return of each report its title, form, readers and what its status says."""
    return [
        [
            " ".join(" ".join(part.itertext()).split())
            for part in row.xpath("./div[1]/h3 | ./div[1]/p | ./p[@class='ov-voor'] | ./div[@class='ov-stand']/*")
        ]
        for row in page.find_class("ov-rapport")
    ]


def read_notes(page: Any, css: str) -> list[str]:
    return [" ".join(part.text_content().split()) for part in page.find_class(css)]


def test_index_lists_reports_by_name_with_the_comparison_last() -> None:
    page = index(outcome("vergelijking"), outcome("zuid"), outcome("noord"))

    assert page.get("lang") == "nl"
    assert [h.text for h in page.xpath("//main//h1 | //main/section[@data-traject]/h2")] == ["Alle rapporten", "Mini"]
    assert page.xpath("//h3/a/@href") == ["mini/noord.html", "mini/zuid.html", "mini/vergelijking.html"]
    assert read_rows(page)[0] == [
        "Noord",
        "Zelfsturing",
        "Gemaakt voor Leerkring",
        "Gelukt op 22 november 2026",
        "Eerste keer gemaakt.",
    ]
    assert page.findtext(".//p[@class='lk-onder']") == "3 rapporten gelukt."


def test_index_says_what_failed_and_why_and_keeps_the_earlier_report() -> None:
    failed = {"status": "mislukt", "begonnen": "2026-11-24T10:00:00+01:00"}
    fresh = outcome("west", **failed, reden="kapot", rapport=None, rapport_van=None, feiten={})
    page = index(outcome("noord"), outcome("zuid", **failed, reden=f"cell 3: {X}"), fresh)

    assert page.findtext(".//p[@class='lk-onder']") == "1 rapport gelukt, 2 mislukt."
    assert read_notes(page, "ov-reden") == [
        "Reden: kapot Er is geen eerder rapport.",
        f"Reden: cell 3: {X} Het eerdere rapport, van 22 november 2026, blijft staan.",
    ]
    assert sorted(page.xpath("//span[@lang='en']/text()")) == sorted(["kapot", f"cell 3: {X}"])
    assert page.xpath("//h3/a/@href") == ["mini/noord.html", "mini/zuid.html"]
    assert ["west", "Vorm onbekend", "Gemaakt voor Leerkring", "Mislukt op 24 november 2026"] in read_rows(page)
    assert len(page.xpath("//section[@data-traject]")) == 1


def test_each_failure_is_named_at_the_top_with_a_link_that_arrives() -> None:
    page = index(outcome("noord"), outcome("zuid", status="mislukt", reden="kapot"))
    links = page.xpath("//p[@class='ov-mislukt']/a")

    assert [a.text for a in links] == ["Zuid"]
    assert page.get_element_by_id(links[0].get("href")[1:]).xpath("string(.//h3)") == "Zuid"
    assert index(outcome("noord")).find_class("ov-mislukt") == []


def test_index_marks_what_is_invented_and_escapes_names() -> None:
    invented = outcome("noord", id="ander/noord", feiten={"titel": X, "traject": X, "fictief": True}, params={})
    page = index(invented, outcome("zuid"))

    assert [h.text for h in page.xpath("//section[@data-traject]/h2")] == [X, "Mini"]
    assert [p.text for p in page.xpath("//p[@class='lk-merk']")] == [FICTIEF]
    assert page.xpath("//p[@class='lk-merk']/preceding-sibling::h2[1]")[0].text == X
    assert read_rows(page)[0][:3] == [X, "Vorm onbekend", "Gemaakt voor onbekend"]
    assert len(page.xpath("//script")) == 2
    assert len(page.xpath("//style")) == 1


def test_warnings_stand_with_their_report() -> None:
    page = index(outcome("noord", waarschuwingen=["Een grafiek is weggelaten.", X]), outcome("zuid"))

    assert read_notes(page, "ov-let-op") == ["Let op. Een grafiek is weggelaten.", f"Let op. {X}"]
    assert [row.get("data-status") for row in page.find_class("ov-rapport")] == ["gelukt let-op", "gelukt"]


@pytest.mark.parametrize(
    ("found", "earlier", "said"),
    [
        ((0, 0), "2026-11-21T09:05:00+01:00", "Geen cijfers veranderd sinds 21 november 2026."),
        ((0, 0), "2026-11-22T09:05:00+01:00", "Geen cijfers veranderd sinds 22 november 2026 om 09.05 uur."),
        ((1, 0), "2026-11-21T09:05:00+01:00", "1 cijfer veranderd sinds 21 november 2026."),
        ((0, 1), "2026-11-21T09:05:00+01:00", "1 zin veranderd sinds 21 november 2026."),
        ((3, 2), "2026-11-21T09:05:00+01:00", "3 cijfers en 2 zinnen veranderd sinds 21 november 2026."),
    ],
)
def test_index_says_how_much_changed_and_since_when(found: tuple[int, int], earlier: str, said: str) -> None:
    kept = {"cijfers": found[0], "zinnen": found[1], "eerste": [change()] * sum(found)}
    page = index(outcome("noord", wijzigingen=kept, vorige_van=earlier))

    assert read_notes(page, "ov-gelijk") + [s.text for s in page.iter("summary")] == [said]
    assert ("veranderd" in page.find_class("ov-rapport")[0].get("data-status").split()) is bool(sum(found))


def test_index_shows_what_each_number_was_and_is() -> None:
    eerste = [
        change(),
        change(soort="zin", tabel="", rij="", kolom="", was="Er is 1 stap.", wordt=None),
        change(sectie=X, rij=X, was=None, wordt=X),
    ]
    kept = {"cijfers": 10, "zinnen": 1, "eerste": eerste}
    page = index(outcome("noord", wijzigingen=kept, vorige_van="2026-11-21T09:05:00+01:00"))
    rows = [[" ".join(cell.text_content().split()) for cell in tr] for tr in page.xpath("//details//tbody/tr")]

    assert rows == [
        ["Aanpak Stappen · Gesprek · n", "1", "2"],
        ["Aanpak In het kort", "Er is 1 stap.", "staat er niet meer"],
        [f"{X} Stappen · {X} · n", "stond er niet", X],
    ]
    assert page.xpath("//details//tbody//a/@href")[0] == "mini/noord.html#s-aanpak"
    assert [c.text for c in page.iter("caption")] == ["Wat veranderde in Noord"]
    assert {th.get("scope") for th in page.xpath("//details//th")} == {"col", "row"}
    assert read_notes(page, "lk-noot") == ["Hier staan de eerste 3 veranderingen. Er zijn er nog 8."]


def test_a_failed_run_does_not_call_its_earlier_report_the_first() -> None:
    page = index(outcome("noord", status="mislukt", reden="kapot"))

    assert read_notes(page, "ov-gelijk") == []


def test_index_with_reports_that_are_not_public_says_for_whom_it_is() -> None:
    public = outcome("noord")
    public["feiten"] = public["feiten"] | {"doelgroep": "openbaar"}

    assert index(public).find_class("ov-team") == []
    assert len(index(public, outcome("zuid")).find_class("ov-team")) == 1


def test_index_of_nothing_is_still_a_page() -> None:
    assert index().findtext(".//p[@class='lk-onder']") == "Geen rapporten gelukt."


# Without network and without script


def test_index_needs_no_network_and_allows_only_its_own_script() -> None:
    text = build_index([outcome("noord")], {"mini/noord.html": read_sections(PAGE)})
    page = html.fromstring(text)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (data, script) = re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()

    assert data[0] == ' type="application/json" id="zoek-teksten"'
    assert script[0] == ""
    assert f"script-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    for word in ("unsafe-eval", "script-src 'unsafe-inline'", "http:", "https:"):
        assert word not in policy
    assert re.findall(r"https?://", text) == []
    for word in ("eval(", "new Function", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "fetch("):
        assert word not in script[1]
    assert page.xpath("//@onclick | //@onload | //link | //img | //iframe | //@src") == []


def test_without_script_the_list_is_whole_and_the_form_is_hidden() -> None:
    page = index(outcome("noord"), outcome("zuid"))
    hidden = page.xpath("//*[@hidden]")

    assert [element.get("id") for element in hidden] == ["zoek", "gevonden"]
    assert len(page.find_class("ov-rapport")) == 2
    assert not any("ov-rapport" in element.get("class", "") for h in hidden for element in h.iter())


def test_each_field_of_the_form_has_a_label() -> None:
    page = index(outcome("noord"), outcome("zuid", id="ander/zuid", feiten={"traject": "Ander"}))
    fields = page.xpath("//form//input | //form//select")
    labels = {label.get("for"): label.text for label in page.xpath("//form//label")}

    assert [labels[field.get("id")] for field in fields] == [
        "Zoek in alle rapporten",
        "Traject",
        "Gemaakt voor",
        "Status",
    ]
    assert page.xpath("//form/@role") == ["search"]
    assert page.xpath("//*[@role='status']/text()") == ["2 rapporten"]


# The texts of the search field


def test_sections_of_a_report_are_read_as_pieces_of_text() -> None:
    sections = read_sections(PAGE)

    assert [(s.anker, s.titel, s.stukken) for s in sections] == [
        ("hoofd", "Titel", ["Casusrapport", "Oss"]),
        ("s-aanpak", "Aanpak", ["Wat deed Súdwest?", "Er zijn 2 stappen", "Stappen", "Stap · n", "Gesprek · 1 keer"]),
        ("s-lessen", "Lessen", ["Begin klein.", "Echt."]),
    ]


def test_characters_that_show_nothing_are_left_out() -> None:
    page = (
        "<main id='h'><h2 id='s-a'>A\u00adan\u200bpak</h2><p>Su\u0301d\u202ewest &amp; meer\n\n dan\u00a0dat</p></main>"
    )
    (section,) = [s for s in read_sections(page) if s.anker == "s-a"]

    assert section.titel == "Aanpak"
    assert section.stukken == ["Súdwest & meer dan dat"]


def test_a_piece_that_more_reports_share_is_kept_once() -> None:
    found = collect_texts({"a.html": read_sections(PAGE), "b.html": read_sections(PAGE.replace("Echt.", "Toch."))})

    assert len(found["teksten"]) == len(set(found["teksten"])) == 10
    read = {
        adres: [[anker, titel, [found["teksten"][place] for place in places]] for anker, titel, places in secties]
        for adres, secties in found["rapporten"].items()
    }
    assert read["a.html"][2] == ["s-lessen", "Lessen", ["Begin klein.", "Echt."]]
    assert read["b.html"][2] == ["s-lessen", "Lessen", ["Begin klein.", "Toch."]]


def test_hostile_text_stays_data_in_the_page() -> None:
    sections = read_sections(PAGE.replace("Begin klein.", "&lt;/script>&lt;script>alert(1)&lt;/script>&lt;!--"))
    page = html.fromstring(build_index([outcome("noord")], {"mini/noord.html": sections}))
    data = json.loads(page.get_element_by_id("zoek-teksten").text)

    assert len(page.xpath("//script")) == 2
    assert "</script><script>alert(1)</script><!--" in data["teksten"]


def test_index_made_halfway_says_that_it_searches_titles_only() -> None:
    halfway = index(outcome("noord")).get_element_by_id("zoek-uitleg").text
    whole = html.fromstring(build_index([outcome("noord")], {})).get_element_by_id("zoek-uitleg").text

    assert halfway.startswith("Zoekt nu alleen in titels.")
    assert whole.startswith("Zoekt in titels en in de hele tekst.")


def test_report_that_was_held_back_says_where_the_personal_data_are() -> None:
    found = ["e-mailadres in ‘Lessen’ (lijst): j… (12 tekens) in het rapport"]
    page = index(outcome("zuid", status="tegengehouden", rapport=None, vindplaatsen=found), outcome("noord"))

    assert read_notes(page, "lk-onder") == ["1 rapport gelukt, 1 tegengehouden."]
    assert read_notes(page, "ov-mislukt") == ["Tegengehouden: Zuid"]
    assert found[0] in read_notes(page, "ov-reden")[0]
    assert page.xpath("//li[@id='r-mini-zuid']/@data-status") == ["tegengehouden"]


def test_index_for_readers_says_nothing_of_runs() -> None:
    rows = [outcome("noord"), outcome("zuid", vorige_van="2026-11-01T10:00:00+01:00")]
    page = html.fromstring(build_index(rows, lezers=True))

    text = page.find(".//main").text_content()
    assert page.findtext(".//h1") == "Rapporten"
    assert "onderzoeksteam" not in text
    assert "Eerste keer gemaakt" not in text
    assert [s.get("name") for s in page.xpath("//select")] == []
    assert read_rows(page)[0][-1] == "Gemaakt op 22 november 2026"

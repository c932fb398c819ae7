"""What a notebook of anyone's own may show: it comes out complete and harmless, or a sentence stands in its place."""

from typing import Any

import altair as alt
import ipywidgets
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from leerkring.rapport.cleaning import ZEEF, clean_fragment, parse_fragment, write_fragment
from leerkring.rapport.vormen.html import LeerkringExporter

PUNT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
ALLEEN_JUPYTER = "Hier staat in JupyterLab {}. Dat werkt niet in een rapport en is daarom weggelaten."
KWAAD = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<iframe src='https://example.org'></iframe>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>klik</a>",
    "<a href=' JaVaScRiPt:alert(1)'>klik</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>klik</a>",
    "<p style='position:fixed;inset:0' onclick=alert(1)>over alles heen</p>",
    "<style>body{display:none}</style>",
    "<form action='https://example.org'><input name=a><button>stuur</button></form>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<table><tr><td background='https://example.org/x.png'>x</td></tr></table>",
    "</main></body></html><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
]
MUTATIES = [
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<svg><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<math><mi><mglyph><svg><mtext><textarea><path id="</textarea><img onerror=alert(1) src=1>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><img src=x onerror=alert(1)></template>",
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>',
    '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>',
    '<svg><foreignObject><math><mi xlink:href="javascript:alert(1)">x</mi></math></foreignObject></svg>',
]
"""What one parser sees as text or as an attribute, and another as an element."""
GENEST = [
    f'<math><img alt="x" src="data:image/png;base64,{PUNT}"></math>',
    "<math><p>uit</p><mi>x</mi></math>",
    "<math><mi>a</mi><section>b</section></math>",
    "<table><p>x</p><tr><td>1</td></tr></table>",
    "<p>a<table><tr><td>1</td></tr></table>b</p>",
]
"""HTML of which browsers make another tree than lxml does."""


def export(*outputs: Any, markdown: str = "", **traits: Any) -> tuple[Any, list[str]]:
    """Return the main part of the page for some outputs and a text, and the warnings."""
    notebook = new_notebook(cells=[new_markdown_cell(markdown), new_code_cell("1", outputs=list(outputs))])
    text, resources = LeerkringExporter(**traits).from_notebook_node(notebook)
    return html.fromstring(text).find(".//main"), resources["rapport"]["waarschuwingen"]


def display(data: dict[str, Any], **metadata: Any) -> Any:
    return new_output("display_data", data, metadata=metadata)


def read(main: Any) -> str:
    return " ".join(main.text_content().split()).removeprefix("Rapport").strip()


def is_harmless(main: Any) -> bool:
    """Return whether nothing in a page runs, asks the network or lies over the rest."""
    return not main.xpath(
        ".//script | .//iframe | .//object | .//embed | .//form | .//input | .//button | .//link | .//meta | .//style"
        " | .//svg | .//@*[starts-with(name(), 'on')] | .//@style | .//@background | .//@srcset | .//@action"
        " | .//img[not(starts-with(@src, 'data:image/'))]"
        " | .//a[contains(translate(@href, 'JAVSCRIPTD', 'javscriptd'), 'javascript:') or starts-with(@href, 'data:')]"
    )


@pytest.mark.parametrize("kwaad", KWAAD)
def test_foreign_html_does_no_harm_and_what_is_around_it_stays(kwaad: str) -> None:
    main, _ = export(display({"text/html": f"<p>voor</p>{kwaad}<p>na</p>"}), markdown=f"eerst\n\n{kwaad}\n\nlaatst")

    assert is_harmless(main)
    places = [read(main).find(word) for word in ("eerst", "laatst", "voor", "na")]
    assert -1 not in places


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([*KWAAD, *MUTATIES, "tekst", "<b>", "</p>", "<td>", "<table>", "&lt;", "\x00", "<math>", "{{"])
    )
)
def test_no_mixture_of_foreign_html_does_harm(parts: list[str]) -> None:
    main, _ = export(display({"text/html": "".join(parts)}))
    assert is_harmless(main)


@pytest.mark.parametrize("kwaad", [*KWAAD, *MUTATIES, *GENEST])
def test_browser_sees_the_tree_that_was_made_safe(kwaad: str) -> None:
    root = parse_fragment(kwaad)
    clean_fragment(root)
    written = write_fragment(root)

    assert is_harmless(html.fragment_fromstring(written, create_parent="main"))
    assert write_fragment(parse_fragment(written)) == ZEEF.clean(written) == written


def test_markdown_link_with_a_script_keeps_its_text_and_loses_its_address() -> None:
    main, _ = export(markdown="[klik](javascript:alert(1)) en [goed](https://example.org) en [hier](#s-een)")

    assert [(a.text, a.get("href")) for a in main.iter("a")] == [
        ("klik", None),
        ("goed", "https://example.org"),
        ("hier", "#s-een"),
    ]


def test_markdown_keeps_its_structure() -> None:
    main, gaps = export(markdown="- een\n- **twee**\n\n> citaat\n\n`code`\n\nregel {{ 7*7 }} {% raw %}")

    assert [li.text_content() for li in main.iter("li")] == ["een", "twee"]
    assert main.findtext(".//blockquote/p") == "citaat"
    assert "regel {{ 7*7 }} {% raw %}" in read(main)
    assert gaps == []


def test_frame_of_a_researcher_becomes_a_table_that_can_be_read_aloud() -> None:
    frame = pd.DataFrame({"vorm": ["KN", "<b>OP</b>"], "sterkte": [2, 4]})
    main, gaps = export(new_output("execute_result", {"text/html": frame._repr_html_()}, execution_count=1))

    (table,) = main.iter("table")
    assert table.find("caption").text == "Tabel met vorm, sterkte"
    assert [(th.text, th.get("scope")) for th in table.iterfind(".//thead//th")] == [
        ("vorm", "col"),
        ("sterkte", "col"),
    ]
    assert [(th.text, th.get("scope")) for th in table.iterfind(".//tbody//th")] == [("0", "row"), ("1", "row")]
    assert all(th.text_content().strip() for th in table.iter("th"))
    assert [td.text_content() for td in table.iterfind(".//tbody//td")] == ["KN", "2", "<b>OP</b>", "4"]
    assert table.getparent().get("aria-label") == "Tabel met vorm, sterkte"
    assert gaps == []


def test_table_in_markdown_keeps_the_side_of_its_numbers() -> None:
    main, _ = export(markdown="| vorm | n | ja | soort |\n|---|---:|:---:|:---|\n| KN | 12 | x | y |\n")

    assert [th.get("scope") for th in main.iter("th")] == ["col"] * 4
    assert [td.get("class") for td in main.iter("td")] == [None, "lk-getal", "lk-center", None]


def test_image_needs_a_description() -> None:
    said, gaps = export(display({"image/png": PUNT}, alt="Een blauwe punt: 1 van 2."))
    silent, warned = export(display({"image/png": PUNT}, **{"image/png": {"width": 3}}))

    assert [i.get("alt") for i in said.iter("img")] == ["Een blauwe punt: 1 van 2."]
    assert gaps == []
    assert list(silent.iter("img")) == []
    assert read(silent) == "Een afbeelding is weggelaten, omdat er geen beschrijving bij staat."
    assert warned == ["Een afbeelding zonder beschrijving is weggelaten."]


def test_drawing_stays_an_image_so_that_nothing_in_it_can_run() -> None:
    main, _ = export(
        display({"image/svg+xml": "<svg xmlns='x'><script>1</script></svg>"}, alt="Een lijn van 1 naar 2.")
    )

    (image,) = main.iter("img")
    assert image.get("src").startswith("data:image/svg+xml;base64,")
    assert is_harmless(main)


@pytest.mark.parametrize(
    "place", ["https://example.org/x.png", "//example.org/x.png", "../buiten.png", "attachment:weg.png"]
)
def test_image_from_elsewhere_is_left_out_and_said_so(place: str) -> None:
    main, gaps = export(markdown=f"voor ![beeld]({place}) na")

    assert read(main) == "voor Een afbeelding is weggelaten, omdat zij niet in dit bestand staat. na"
    assert gaps == ["Een afbeelding van buiten dit bestand is weggelaten."]


def test_widget_is_left_out_with_a_note() -> None:
    bundle = ipywidgets.IntSlider(3)._repr_mimebundle_()
    main, gaps = export(display(bundle))

    assert read(main) == ALLEEN_JUPYTER.format("een bedieningselement")
    assert gaps == ["Weggelaten: een bedieningselement, want dat werkt alleen in JupyterLab."]


def test_progress_bar_leaves_no_trace() -> None:
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "  0%|          | 0/3"}
    main, gaps = export(display(widget), new_output("stream", name="stderr", text="100%|####| 3/3"))

    assert read(main) == ""
    assert gaps == []


def test_chart_that_needs_a_script_is_not_a_silent_hole() -> None:
    chart = alt.Chart(alt.Data(values=[{"a": 1}])).mark_bar()
    with alt.renderers.enable("default"):
        main, gaps = export(display(chart._repr_mimebundle_()))

    assert read(main) == ALLEEN_JUPYTER.format("een onderdeel met een script")
    assert gaps == ["Weggelaten: een onderdeel met een script, want dat werkt alleen in JupyterLab."]


def test_unknown_kind_of_output_is_not_a_silent_hole() -> None:
    main, gaps = export(display({"application/x-onbekend": "1"}))

    assert read(main) == ALLEEN_JUPYTER.format("een onderdeel")
    assert len(gaps) == 1


def test_plain_text_of_several_lines_keeps_its_lines() -> None:
    main, _ = export(display({"text/plain": "een\n  <twee>"}), display({"text/plain": "drie"}))

    assert main.findtext(".//pre") == "een\n  <twee>"
    assert [p.text for p in main.iter("p")] == ["drie"]


def test_formula_is_mathml_in_text_and_as_output() -> None:
    main, gaps = export(
        display({"text/latex": r"$$\frac{a}{b}$$"}), markdown="Met $n \\ge 10$ en\n\n$$x^2 < 4$$\n\nverder."
    )

    assert [m.get("display") for m in main.iter("math")] == ["inline", "block", "block"]
    inline, power, fraction = main.iter("math")
    assert inline.text_content() == "n≥10"
    assert power.text_content() == "x2<4"
    assert fraction.find(".//mfrac") is not None
    assert "$" not in read(main)
    assert gaps == []


@pytest.mark.parametrize(
    "latex", [r"\text{<img src=x onerror=alert(1)>}", r"\href{javascript:alert(1)}{x}", r"\frac{", "a & b"]
)
def test_formula_does_no_harm(latex: str) -> None:
    main, _ = export(markdown=f"Voor ${latex}$ na.")

    assert is_harmless(main)
    assert read(main).startswith("Voor")
    assert read(main).endswith("na.")


@pytest.mark.parametrize("latex", [r"\left( a", r"\left( a < &amp;"])
def test_formula_that_cannot_be_read_is_shown_as_it_was_written(latex: str) -> None:
    main, _ = export(markdown=f"Zo: ${latex}$ dus.")

    assert [code.text for code in main.iter("code")] == [latex]
    assert read(main) == f"Zo: {latex} dus."

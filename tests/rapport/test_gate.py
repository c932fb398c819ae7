"""What leaves is looked at in every part of the file; every person and number here is made up."""

import base64
import json
import zlib
from urllib.parse import quote

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from test_rapport import WHOLE, export

from leerkring.errors import LeerkringError
from leerkring.namen import Namen, Persoon
from leerkring.rapport.gate import names as gate_names
from leerkring.rapport.gate.gate import Gate, PersonalDataError
from leerkring.rapport.gate.page import scan_notebook, scan_page
from leerkring.rapport.gate.pictures import read_picture
from leerkring.rapport.interactive import write_scripts
from leerkring.rapport.vormen.html import LeerkringExporter
from leerkring.traject.organisaties import Organisaties

NAMEN = Namen((Persoon("Jan de Vries"), Persoon("Piet van Oss"))).allow(["Oss"])
EMAIL = "e-mailadres in ‘Leren’ ({}): j… (12 tekens)"


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=nl><head>{head}</head><body><main><h2 id=l>Leren</h2>{body}</main></body></html>"


def packed(text: str, soort: str = "text/plain") -> str:
    return f"data:{soort};base64,{base64.b64encode(text.encode()).decode()}"


# Where an address stands in a section, and how the place is named.
PLAATSEN = {
    "tekst": [
        "<p>Mail jan@noord.nl.</p>",
        "<p>Mail <b>jan</b>@noord.nl.</p>",
        "<p>Mail <b>j<i>a</i></b><!-- x -->n@no<wbr>ord.<span>nl</span></p>",
        "<p>Mail jan&#64;noord.nl &amp; verder.</p>",
        "<p>Mail ja&shy;n@noord&#8203;.nl</p>",
        "<p>Mail <jan@noord.nl></p>",
        "Mail jan@noord.nl",
        "<div hidden>jan@noord.nl</div>",
        "<template><p>jan@noord.nl</p></template>",
        "<p>Eerst.</p></body></html>jan@noord.nl",
        "<p>Eerst.\0</p><p>jan@noord.nl</p>",
        f"{'<div>' * 300}jan@noord.nl",
    ],
    "tabelcel": [
        "<table><tr><td>jan@noord.nl</td><td>niets</td></tr></table>",
        "<table><tr><th><p>jan<em>@</em>noord.nl</p></th></tr></table>",
    ],
    "lijst": ["<ul><li>jan@noord.nl</li></ul>", "<dl><dt>wie</dt><dd>jan@noord.nl</dd></dl>"],
    "bijschrift": ["<figure><figcaption>jan@noord.nl</figcaption></figure>"],
    "kop": ["<h3>jan@noord.nl</h3>"],
    "code": ["<pre>jan@noord.nl</pre>"],
    "keuze": ["<select><option>jan@noord.nl</option></select>"],
    "tekst in een figuur": ["<svg><text x=1>jan<tspan dy=2>@noord.nl</tspan></text></svg>"],
    "titel": ["<svg><title>jan@noord.nl</title></svg>"],
    "beschrijving van een figuur": ["<svg><desc>jan@noord.nl</desc></svg>"],
    "kenmerk alt": ["<img src='x.png' alt='Foto van jan@noord.nl'>"],
    "kenmerk title": ["<abbr title='jan@noord.nl'>J</abbr>"],
    "kenmerk aria-label": ["<svg aria-label='jan@noord.nl'></svg>"],
    "kenmerk data-wie": ["<p data-wie='jan@noord.nl'>x</p>"],
    "kenmerk href": [
        "<a href='mailto:jan@noord.nl?subject=x'>mail</a>",
        "<a href='https://voorbeeld.example/?wie=jan%40noord.nl'>x</a>",
    ],
    "kenmerk id": ["<p id='jan@noord.nl'>x</p>"],
    "kenmerk value": ["<input value='jan@noord.nl'>"],
    "kenmerk content": ["<meta name=author content='jan@noord.nl'>"],
    "kenmerk": ["<p style='--wie: \"jan@noord.nl\"'>x</p>"],
    "kenmerk srcdoc, tekst": ["<iframe srcdoc='&lt;p&gt;&lt;b&gt;jan&lt;/b&gt;@noord.nl&lt;/p&gt;'></iframe>"],
    "opmerking": ["<p>x</p><!-- jan@noord.nl -->"],
    "opmaak": ["<style>p::after { content: 'jan@noord.nl' }</style>", "<style>/* jan@noord.nl */</style>"],
    "script": ["<script>const wie = 'jan@noord.nl';</script>", r"<script>x = 'jan\u0040noord.nl'</script>"],
    "gegevens van een script": [
        r"""<script type="application/json">{"a": [{"wie": "jan\u0040noord.nl"}]}</script>""",
        """<script type="application/ld+json">{"jan@noord.nl": 1}</script>""",
        """<script type="application/json">{jan@noord.nl}</script>""",
    ],
    "gegevens van een script, tekst": [
        """<script type="application/json">["\\u003cb>jan\\u003c/b>@noord.nl"]</script>""",
    ],
    "kenmerk href, bestand text/plain, tekst": [
        f"<a href='{packed('jan@noord.nl')}'>x</a>",
        f"<a href='data:,{quote('jan@noord.nl')}'>x</a>",
    ],
    "kenmerk src, bestand image/svg+xml, tekst in een figuur": [
        f"<img alt=x src='{packed('<svg><text>jan@noord.nl</text></svg>', 'image/svg+xml')}'>",
        f"<img alt=x src='data:image/svg+xml;utf8,{quote('<svg><text>jan@noord.nl</text></svg>')}'>",
    ],
    "kenmerk, bestand text/plain, tekst": [f"<p style='background: url(\"{packed('jan@noord.nl')}\")'>x</p>"],
}  # fmt: skip


@pytest.mark.parametrize(("element", "body"), [(element, body) for element, all_ in PLAATSEN.items() for body in all_])
def test_each_part_of_a_page_is_looked_at_and_named(element: str, body: str) -> None:
    assert EMAIL.format(element) in [str(vindplaats) for vindplaats in scan_page(page(body))]


@pytest.mark.parametrize(
    "around", ["<!-- jan@noord.nl -->{}", "{}<!-- jan@noord.nl -->", "jan@noord.nl{}", "{}jan@noord.nl"]
)
def test_what_stands_before_and_after_the_page_is_looked_at(around: str) -> None:
    assert [b.soort for b in scan_page(around.format(page("<p>Niets.</p>")))] == ["email"]


@pytest.mark.parametrize(
    "body", ["<p title=a title='jan@noord.nl'>x</p>", "<p>x</p jan@noord.nl>", "<p>x</p></x jan@noord.nl>"]
)
def test_what_no_parser_keeps_is_looked_at_too(body: str) -> None:
    assert [str(vindplaats) for vindplaats in scan_page(page(body))] == [
        "e-mailadres in ‘Bestand’ (buiten de opbouw van de pagina): j… (12 tekens)"
    ]


@pytest.mark.parametrize("head", ["<title>jan@noord.nl</title>", "<meta name=author content='jan@noord.nl'>"])
def test_head_of_the_file_is_looked_at(head: str) -> None:
    [vindplaats] = scan_page(page("", head))

    assert vindplaats.sectie == "Kop van het bestand"


def test_of_an_interactive_report_the_data_are_looked_at_and_the_programs_are_no_data() -> None:
    scripts = write_scripts({"f1": {"mark": "bar", "data": {"values": [{"wie": "Jan de Vries", "n": 12}]}}})

    assert len(scripts.html) > 500_000  # Vega itself
    assert [str(vindplaats) for vindplaats in scan_page(page(scripts.html), NAMEN)] == [
        "naam uit de sleutel in ‘Leren’ (gegevens van een script): J… (12 tekens)"
    ]


def test_section_is_the_last_heading_passed_and_never_repeats_a_name() -> None:
    body = "<p>Jan de Vries</p><h2><span class='lk-nummer'>2</span> Gesprek met Jan de Vries</h2><p>bel 06-12345678</p>"

    assert [str(vindplaats) for vindplaats in scan_page(page(body), NAMEN)] == [
        "naam uit de sleutel in ‘Leren’ (tekst): J… (12 tekens)",
        "naam uit de sleutel in ‘Gesprek met J… (12 tekens)’ (kop): J… (12 tekens)",
        "telefoonnummer in ‘Gesprek met J… (12 tekens)’ (tekst): 0… (11 tekens)",
    ]


def test_place_names_the_section_and_the_part() -> None:
    [vindplaats] = scan_page(page("<table><tr><td>jan@noord.nl</td></tr></table>"))

    assert vindplaats.plaats == "Leren, tabelcel"


@pytest.mark.parametrize(
    "body",
    [
        # Cells and labels of a chart are apart: numbers beside each other make no telephone number.
        "<table><tr><td>0412</td><td>123456</td></tr><tr><td>111</td><td>222</td><td>333</td></tr></table>",
        "<svg><text>06</text><text>12345678</text></svg>",
        "<p>06</p><p>12345678</p>",
        # Drawings are numbers.
        "<svg viewBox='0 0 111222333 0612345678'><path d='M0612345678 111222333L06 12345678' style='x:0612345678'/>",
        "<svg><polygon points='111222333,0612345678'/><g transform='rotate(0612345678)' fill='#1234ab' x='111222333'/>",
        # So is a drawing in a text of a script.
        """<script type="application/json">["\\u003cpath d='M0612345678 1'/>", 111222333, 612345678]</script>""",
        # Hashes and pictures are letters and numbers that mean nothing.
        "<script integrity='sha256-Jan/de+Vries/0612345678='></script><p>sha256-Jan_de_Vries_0612345678=</p>",
        f"<img alt=x src='data:image/png;base64,{base64.b64encode(bytes([137, 255]) + b'x').decode()}/Jan/de/Vries'>",
        "<style>p { margin: 0612345678px; background: linear-gradient(#1234ab 12%, #fff) }</style>",
        "<script>const m = '0612345678', n = '111222333';</script>",
        "<p>in Oss, de raad van Oss</p>",
    ],
)  # fmt: skip
def test_what_only_looks_like_personal_data_does_not_stop_a_report(body: str) -> None:
    assert scan_page(page(body), NAMEN) == []


def test_report_of_the_exporter_is_clean_until_somebody_is_named_in_it() -> None:
    clean, _ = export(*WHOLE)
    thanks = new_markdown_cell("## Dank\n\nMet dank aan **Jan** de Vries, jan@noord.nl.")
    with pytest.raises(PersonalDataError) as caught:
        LeerkringExporter(gate=Gate(NAMEN)).from_notebook_node(new_notebook(cells=[*WHOLE, thanks]))

    assert scan_page(clean, NAMEN) == []
    assert caught.value.vindplaatsen[:2] == [
        "naam uit de sleutel in ‘Dank’ (tekst): J… (12 tekens) in het rapport",
        "e-mailadres in ‘Dank’ (tekst): j… (12 tekens) in het rapport",
    ]


VERHULLING = ["{}", "<b>{}</b>", "{}<!-- x -->", "<span class=x>{}</span>", "{}&shy;", "{}<wbr>", "&#8203;{}"]


@given(st.lists(st.sampled_from(VERHULLING), min_size=12, max_size=12))
def test_inline_elements_remarks_and_soft_hyphens_hide_no_address(verhulling: list[str]) -> None:
    letters = [form.format(letter) for form, letter in zip(verhulling, "jan@noord.nl", strict=True)]

    assert [b.soort for b in scan_page(page(f"<p>Mail {''.join(letters)} maar</p>"))] == ["email"]


@given(st.text(max_size=300))
def test_any_page_at_all_can_be_looked_at(text: str) -> None:
    for vindplaats in scan_page(text, NAMEN):
        assert str(vindplaats)


def test_files_within_files_are_opened_up_to_a_depth() -> None:
    text = "jan@noord.nl"
    for _ in range(3):
        text = f"<a href='{packed(text, 'text/html')}'>x</a>"

    assert [b.soort for b in scan_page(text)] == ["email"]
    for _ in range(20):
        text = f"<a href='{packed(text, 'text/html')}'>x</a>"[:100_000]
    scan_page(text)  # ends


# Text in pictures


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + kind + body + b"\0\0\0\0"


def png(*chunks: bytes, after: bytes = b"") -> bytes:
    parts = [chunk(b"IHDR", b"\xff" * 13), *chunks, chunk(b"IDAT", b"jan@noord.nl"), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + after


def jpeg(marker: int, body: bytes, after: bytes = b"") -> bytes:
    head = b"\xff\xd8\xff" + bytes([marker]) + (len(body) + 2).to_bytes(2) + body
    return head + b"\xff\xda\x00\x02\x91\xff\xd9" + after


MAIL = b"jan@noord.nl"
BEELDEN = {
    "tEXt": png(chunk(b"tEXt", b"Author\0" + MAIL)),
    "iTXt": png(chunk(b"iTXt", b"Author\0\0\0nl\0\0" + MAIL)),
    "iTXt packed": png(chunk(b"iTXt", b"Author\0\1\0nl\0\0" + zlib.compress(MAIL))),
    "zTXt": png(chunk(b"zTXt", b"Author\0\0" + zlib.compress(b"door " + MAIL))),
    "eXIf": png(chunk(b"eXIf", b"II*\0\x08\0" + MAIL + b"\0")),
    "eXIf of Windows": png(chunk(b"eXIf", b"II*\0" + MAIL.decode().encode("utf-16-le"))),
    "behind a PNG": png(after=MAIL),
    "remark": jpeg(0xFE, MAIL),
    "EXIF": jpeg(0xE1, b"Exif\0\0II*\0" + MAIL),
    "XMP": jpeg(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><dc:creator>" + MAIL + b"</dc:creator>"),
    "IPTC": jpeg(0xED, b"Photoshop 3.0\0\x1c\x02\x50" + MAIL),
    "behind a JPEG": jpeg(0xE0, b"JFIF\0", after=MAIL),
    "GIF": b"GIF89a\xff\xfe!\xfe\x0c" + MAIL + b"\0;",
    "WebP": b"RIFF\xff\xff\0\0WEBPEXIF" + MAIL,
}


@pytest.mark.parametrize("kind", BEELDEN)
def test_text_beside_what_a_picture_draws_is_read_in_page_and_notebook(kind: str) -> None:
    content = base64.b64encode(BEELDEN[kind]).decode()
    shown = page(f"<img alt=x src='data:image/png;base64,{content}'>")
    cells = [output("image/png", content), new_markdown_cell("x", attachments={"a.png": {"image/png": content}})]

    assert {v.soort for v in scan_page(shown)} == {"email"}
    for cell in cells:
        assert {v.soort for v in scan_notebook(new_notebook(cells=[cell]))} == {"email"}


def test_what_a_picture_draws_is_no_text() -> None:
    assert scan_page(page(f"<img alt=x src='data:image/png;base64,{base64.b64encode(png()).decode()}'>")) == []


@given(st.binary(max_size=300), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]))
def test_any_picture_at_all_can_be_read(body: bytes, begin: bytes) -> None:
    assert all(isinstance(text, str) for text in read_picture(begin + body))


# Who published a source

BRON = '<table><tr><td><span id="bron-B1">B1</span></td><td>Verslag</td><td>{}</td><td>2021</td></tr></table>'


@pytest.mark.parametrize(
    ("uitgever", "body", "verdict"),
    [
        # In the row of the source: allowed, and a person judges.
        ("Jan de Vries", BRON.format("Jan de Vries"), "kijk"),
        ("De Vries & Zonen", BRON.format("De Vries &amp; Zonen"), "kijk"),
        # In any other place a person is a person, and an organisation may be one.
        ("Jan de Vries", "<p>Dat zei Jan de Vries.</p>", "fout"),
        ("Jan de Vries", BRON.format("Jan de Vries") + "<p>Dat zei Jan de Vries.</p>", "fout"),
        ("Jan de Vries", BRON.format("Gemeente").replace("2021", "Jan de Vries"), "kijk"),
        ("Jan de Vries", BRON.format("x").replace("B1", "B2") + "<p>Jan de Vries</p>", "fout"),
        ("De Vries & Zonen", "<p>Een boek van De Vries &amp; Zonen.</p>", "kijk"),
        ("De Vries & Zonen", "<p>De Vries zei het.</p>", "fout"),
        ("Gemeente Noord", BRON.format("Gemeente Noord"), "goed"),
    ],
)
def test_publisher_of_a_source_is_allowed_where_that_source_is_shown_only(
    uitgever: str, body: str, verdict: str
) -> None:
    gate, public = Gate(NAMEN), Organisaties(uitgevers={"B1": uitgever})
    notebook = new_notebook(cells=[output("text/html", body)])
    if verdict == "fout":
        with pytest.raises(PersonalDataError):
            gate.check(page(body), None, public)
        with pytest.raises(PersonalDataError):
            gate.check(page(""), notebook, public)
    else:
        assert bool(gate.check(page(body), notebook, public)) is (verdict == "kijk")


# Notebooks


def output(soort: str, inhoud: object, metadata: dict[str, object] | None = None) -> nbformat.NotebookNode:
    return new_code_cell("1", outputs=[new_output("display_data", {soort: inhoud}, metadata=metadata or {})])


CELLEN = {
    "code": [new_code_cell("wie = 'jan@noord.nl'")],
    "tekst": [new_markdown_cell("Mail jan@noord.nl")],
    "tekst, tekst": [new_markdown_cell("Mail **jan**@noord.nl"), new_markdown_cell("Mail <b>jan</b>@noord.nl")],
    "uitvoer text/plain": [output("text/plain", "jan@noord.nl")],
    "uitvoer text/html, tekst": [output("text/html", "<p><b>jan</b>@noord.nl</p>")],
    "uitvoer text/html, kenmerk alt": [output("text/html", "<img alt='jan@noord.nl'>")],
    "uitvoer image/svg+xml, tekst in een figuur": [output("image/svg+xml", "<svg><text>jan@noord.nl</text></svg>")],
    "uitvoer application/vnd.vegalite.v6+json": [
        output("application/vnd.vegalite.v6+json", {"data": {"values": [{"wie": "jan@noord.nl"}]}})
    ],
    "metagegevens": [
        output("text/plain", "x", {"leerkring": {"titel": "jan@noord.nl"}}),
        new_code_cell("1", metadata={"tags": ["jan@noord.nl"]}),
    ],
    "uitvoer": [
        new_code_cell("1", outputs=[new_output("stream", name="stderr", text="fout bij jan@noord.nl")]),
        new_code_cell("1", outputs=[new_output("error", ename="KeyError", evalue="'jan@noord.nl'", traceback=[])]),
        new_code_cell(
            "1", outputs=[new_output("error", ename="E", evalue="", traceback=["\x1b[0;31mjan\x1b[0m@noord.nl\x1b[0m"])]
        ),
    ],
    "bijlage": [new_markdown_cell("x", attachments={"jan@noord.nl": {"image/png": "iVBOR"}})],
}


@pytest.mark.parametrize(("element", "cell"), [(element, cell) for element, all_ in CELLEN.items() for cell in all_])
def test_each_part_of_a_notebook_is_looked_at_and_named(element: str, cell: nbformat.NotebookNode) -> None:
    notebook = new_notebook(cells=[new_code_cell("1"), cell])
    wanted = f"e-mailadres in ‘Cel 2’ ({element}): j… (12 tekens)"

    assert wanted in [str(vindplaats) for vindplaats in scan_notebook(notebook)]
    # As it stands in the file, where a text is a list of lines.
    assert wanted in [str(vindplaats) for vindplaats in scan_notebook(json.loads(as_file(notebook)))]


def as_file(notebook: nbformat.NotebookNode) -> str:
    return nbformat.writes(notebook)


def test_metadata_of_the_notebook_itself_are_looked_at() -> None:
    notebook = new_notebook(metadata={"papermill": {"parameters": {"traject": "trajecten/jan_de_vries"}}})

    assert [str(vindplaats) for vindplaats in scan_notebook(notebook, NAMEN)] == [
        "naam uit de sleutel in ‘Notebook’ (metagegevens): j… (12 tekens)"
    ]


def test_an_id_that_was_drawn_for_a_cell_is_no_address_and_another_one_is_read() -> None:
    drawn, named = new_code_cell("1", id="2511ab12"), new_code_cell("1", id="2511AB-12")
    notebook = new_notebook(cells=[drawn, named])

    assert [vindplaats.sectie for vindplaats in scan_notebook(notebook, NAMEN)] == ["Cel 2"]


def test_pictures_and_numbers_in_a_notebook_are_no_personal_data() -> None:
    notebook = new_notebook(
        cells=[
            output("image/png", "Jan/de/Vries+0612345678"),
            output("application/json", {"n": 111222333, "duur": 0.0612345678}),
            new_markdown_cell("x", attachments={"a.png": {"image/png": "Jan/de/Vries"}}),
            *WHOLE,
        ],
        metadata={"papermill": {"start_time": "2021-05-31T10:00:00.123456", "duration": 1.111222333}},
    )

    assert scan_notebook(notebook, NAMEN) == []


# Names on no key


def test_names_by_their_form_are_looked_for_in_sentences_only() -> None:
    asked: list[str] = []
    body = "<p title='kenmerk'>Een zin.</p><script>x = 'code'</script><style>/* stijl */</style>"
    scan_page(page(body), zoek_namen=lambda text: asked.append(text) or [])

    assert asked == ["Leren", "Een zin."]


def test_person_who_has_not_installed_deduce_reads_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "deduce", None)  # as Python does when a module is not there
    gate_names.load_deduce.cache_clear()

    with pytest.raises(LeerkringError) as caught:
        gate_names.find_names("Dat zei Sanne.")
    assert str(caught.value) == (
        "namen zoeken die op geen sleutel staan vraagt deduce, en dat is niet "
        "geïnstalleerd; installeer het, in de projectmap, met: pip install -e '.[privacy]'"
    )

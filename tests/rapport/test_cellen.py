"""A notebook of anyone's own becomes a right page: what its cells say is there, or a sentence says that it is not."""

import base64
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from leerkring.rapport.vormen.html import LeerkringExporter
from leerkring.weergave.blokken import EIGEN

PUNT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
NIET_HIER = "Een afbeelding is weggelaten, omdat zij niet in dit bestand staat."
BRON = "Een formule kan niet worden getekend en staat er zoals zij geschreven is: "


def export(*cells: Any, folder: Path | None = None, **traits: Any) -> tuple[Any, list[str]]:
    """Return the main part of the page, and the warnings; a text is a cell of Markdown."""
    notebook = new_notebook(cells=[new_markdown_cell(c) if isinstance(c, str) else c for c in cells])
    resources = {"metadata": {"name": "Rapport", "path": str(folder)}} if folder else None
    text, done = LeerkringExporter(**traits).from_notebook_node(notebook, resources)
    return html.fromstring(text).find(".//main"), done["rapport"]["waarschuwingen"]


def show(data: dict[str, Any], **metadata: Any) -> Any:
    return new_code_cell("1", outputs=[new_output("display_data", data, metadata=metadata)])


def read(element: Any) -> str:
    return " ".join(element.text_content().split())


# Raw cells and tags


def test_raw_cell_is_left_out_with_a_note() -> None:
    kwaad = '</main><script>alert(1)</script><img src="https://example.org/x.png">geheim'
    main, gaps = export("# Proef", new_raw_cell(kwaad), new_raw_cell(" "), "na")

    assert read(main).endswith("een ruwe cel. Dat werkt niet in een rapport en is daarom weggelaten. na")
    assert main.xpath(".//script | .//img") == []
    assert "geheim" not in read(main)
    assert gaps == ["Weggelaten: een ruwe cel, want dat werkt alleen in JupyterLab."]


@pytest.mark.parametrize(
    ("tag", "code", "uitvoer"),
    [
        ("remove-cell", False, False),
        ("hide-cell", False, False),
        ("remove_cell", False, False),
        ("remove-input", False, True),
        ("hide-input", False, True),
        ("remove-output", True, False),
        ("hide-output", True, False),
        ("Remove_Output", True, False),
        ("anders", True, True),
    ],
)
def test_tag_keeps_a_cell_its_code_or_its_output_out_of_the_report(tag: str, code: bool, uitvoer: bool) -> None:
    cell = new_code_cell("CODE", outputs=show({"text/plain": "UITVOER"}).outputs, metadata={"tags": [tag]})
    main, gaps = export("# Proef", cell, met_code=True)

    assert ("CODE" in read(main), "UITVOER" in read(main)) == (code, uitvoer)
    assert gaps == []


@pytest.mark.parametrize(
    ("options", "code", "uitvoer"),
    [
        ("#| include: false", False, False),
        ("#| echo: false", False, True),
        ("#|echo: FALSE\n#| fig-cap: Een naam", False, True),
        ("#| label: fig-x\n#| output: false", True, False),
        ("#| echo: true", True, True),
        ("#| echo: false\n#| output: false", False, False),
        ("# echo: false", True, True),
    ],
)
def test_option_of_quarto_does_what_the_tag_does_and_is_not_shown(options: str, code: bool, uitvoer: bool) -> None:
    cell = new_code_cell(f"{options}\nCODE", outputs=show({"text/plain": "UITVOER"}).outputs)
    main, gaps = export("# Proef", cell, met_code=True)

    assert ("CODE" in read(main), "UITVOER" in read(main)) == (code, uitvoer)
    assert "#|" not in read(main)
    assert gaps == []


def test_option_of_quarto_stands_above_the_code_only() -> None:
    below = new_code_cell("CODE\n#| echo: false", outputs=show({"text/plain": "UITVOER"}).outputs)
    loud = new_output("stream", name="stderr", text="GEWAARSCHUWD")
    warned = new_code_cell("#| warning: false\n1", outputs=[loud])
    main, _ = export("# Proef", below, warned, met_code=True)

    assert "CODE" in read(main)
    assert "GEWAARSCHUWD" not in read(main)


def test_tag_keeps_a_text_or_a_stream_out_of_the_report() -> None:
    stream = new_output("stream", name="stdout", text="GEDRUKT")
    printed = new_code_cell("1", outputs=[stream], metadata={"tags": ["remove-stdout"]})
    texts = [new_markdown_cell("INTERN", metadata={"tags": [tag]}) for tag in ("remove-cell", "hide_cell")]
    main, _ = export("# Proef", printed, *texts, met_code=True)

    assert read(main) == "Proef Code van deze stap1"


# Outputs


@pytest.mark.parametrize("kind", ["image/gif", "image/webp", "image/png", "image/jpeg"])
def test_picture_with_a_description_is_shown(kind: str) -> None:
    main, gaps = export(show({kind: PUNT, "text/plain": "<IPython.core.display.Image object>"}, alt="Een punt"))

    assert [(i.get("alt"), i.get("src")) for i in main.iter("img")] == [("Een punt", f"data:{kind};base64,{PUNT}")]
    assert gaps == []


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("application/json", "een blok met gegevens (JSON)"),
        ("application/pdf", "een document (PDF)"),
        ("application/javascript", "een script"),
        ("text/javascript", "een script"),
        ("application/vnd.vegalite.v5+json", "een grafiek die pas daar wordt getekend"),
        ("application/vnd.plotly.v1+json", "een grafiek die pas daar wordt getekend"),
        ("application/geo+json", "een kaart"),
        ("text/vnd.mermaid", "een diagram (mermaid)"),
        ("image/tiff", "een afbeelding van een soort die niet elke browser toont"),
        ("application/x-onbekend", "een onderdeel"),
    ],
)
def test_output_that_no_page_can_show_is_named_and_counted(kind: str, what: str) -> None:
    main, gaps = export(show({kind: "x", "text/plain": "<IPython.core.display.Thing object>"}))

    assert "object" not in read(main)
    assert what in read(main)
    assert gaps == [f"Weggelaten: {what}, want dat werkt alleen in JupyterLab."]


@pytest.mark.parametrize("text", ["<model.Ding object at 0x7f12ab34cd56>", "[<lines.Line2D at 0x7f12ab34cd56>]"])
def test_place_in_memory_is_not_shown_because_it_differs_at_each_run(text: str) -> None:
    main, gaps = export(show({"text/plain": text}))

    assert "0x" not in read(main)
    assert len(gaps) == 1


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("\x1b[31mrood\x1b[0m", "rood"),
        ("\x1b[1;38;5;12mvet\x1b[K", "vet"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x07", "link"),
        ("\x1b(Bgewoon\x1b=", "gewoon"),
        ("10%\r50%\r100%", "100%"),
        ("10%\r100%\r\nklaar", "100%\nklaar"),
        ("een\r\ntwee", "een\ntwee"),
    ],
)
def test_text_stands_as_a_terminal_leaves_it(printed: str, read_as: str) -> None:
    stream = new_code_cell("1", outputs=[new_output("stream", name="stdout", text=printed)])
    failed = new_code_cell("1", outputs=[new_output("error", ename="Fout", evalue=printed, traceback=[])])
    main, _ = export(stream, show({"text/plain": f"a\n{printed}"}), failed, met_code=True)

    assert [pre.text_content() for pre in main.find_class("lk-tekst")] == [read_as, f"a\n{read_as}"]
    assert main.find_class("lk-fout")[0].text_content().endswith(f"Fout: {read_as}")


@pytest.mark.parametrize(
    "kwaad",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<img src="https://example.org/x.png" alt="x">',
        '<svg><title><img src="x" onerror="alert(1)"></title></svg>',
        "<svg><style>*{}</style></svg>",
        '<a href="javascript:alert(1)">x</a>',
        '<p style="position:fixed;inset:0">x</p>',
        "<!-- x --><script>alert(1)</script>",
        '<p title="<">x</p><iframe src="https://example.org"></iframe>',
    ],
)
def test_mark_of_a_block_does_not_let_foreign_html_pass(kwaad: str) -> None:
    main, _ = export(show({"text/html": f"<p>voor</p>{kwaad}<p>na</p>"}, **{EIGEN: {}}))

    assert main.xpath(".//script | .//iframe | .//style | .//svg | .//@onerror | .//@style | .//img[@src != '']") == []
    assert "javascript" not in html.tostring(main, encoding="unicode")
    assert "voor" in read(main)


# Images


def test_one_image_that_is_gone_leaves_the_others() -> None:
    text = "![goed](attachment:a.png) ![weg](attachment:b.png)\n\nZie attachment: a"
    main, gaps = export(new_markdown_cell(text, attachments={"a.png": {"image/png": PUNT}}))

    assert [i.get("alt") for i in main.iter("img")] == ["goed"]
    assert read(main).endswith(f"{NIET_HIER} Zie attachment: a")
    assert gaps == ["Een afbeelding van buiten dit bestand is weggelaten."]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.png", '<img src="attachment:a.png" alt="beeld" width="300">'),
        ("a.png", 'Zin <img alt="beeld" src="attachment:a.png"> zin'),
        ("mijn foto.png", "![beeld](attachment:mijn foto.png)"),
        ("mijn foto.png", "![beeld](attachment:mijn%20foto.png)"),
        ("mijn foto.png", '<img src="attachment:mijn foto.png" alt="beeld">'),
        ("mijn%20foto.png", "![beeld](attachment:mijn%20foto.png)"),
        ("é&.png", "![beeld](attachment:é&.png)"),
    ],
)
def test_attachment_is_found_however_it_is_referred_to(name: str, text: str) -> None:
    main, gaps = export(new_markdown_cell(text, attachments={name: {"image/png": PUNT}}))

    assert [(i.get("alt"), i.get("src")) for i in main.iter("img")] == [("beeld", f"data:image/png;base64,{PUNT}")]
    assert gaps == []


def test_image_beside_the_notebook_is_put_into_the_page_and_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "nb").mkdir()
    for place in ("nb/mijn foto.png", "buiten.png", "nb/geheim.txt"):
        (tmp_path / place).write_bytes(base64.b64decode(PUNT))
    places = ["mijn%20foto.png", "../buiten.png", "geheim.txt", str(tmp_path / "buiten.png")]
    main, _ = export(*[f"<b>vet</b> ![beeld]({place})" for place in places], folder=tmp_path / "nb")

    assert len(list(main.iter("img"))) == 1
    assert [b.text for b in main.iter("b")] == ["vet"] * len(places)


# Markdown


def test_task_says_in_words_whether_it_is_done() -> None:
    main, gaps = export("- [x] intake\n- [ ] advies\n  - [X] *deel*\n- gewoon\n\n1. [ ] los\n\n2. [x] ander")

    assert [" ".join(li.xpath("string()").split()) for li in main.iter("li")] == [
        "☑ Gedaan: intake",
        "☐ Open: advies ☑ Gedaan: deel",
        "☑ Gedaan: deel",
        "gewoon",
        "☐ Open: los",
        "☑ Gedaan: ander",
    ]
    assert gaps == []


@pytest.mark.parametrize(
    ("source", "rows", "cut"),
    [
        ("| A | B | C |\n|---|---|---|\n| a | b |\n| c | d | e |", ["A B C", "a b ", "c d e"], False),
        ("| A | B |\n|---|---|\n| a | b | weg |", ["A B", "a b"], True),
        ("| A | B |\n|---|---|\n| `a|b` | 1 |", ["A B", "a|b 1"], False),
        ("| A | B |\n|---|---|\n| `a\\|b` | c \\| d |", ["A B", "a|b c | d"], False),
        ("A | B\n--|:-:\na | b\nc", ["A B", "a b", "c "], False),
        ("| A |\n|---|\n| a |", ["A", "a"], False),
        ("- punt\n\n  | A | B |\n  |---|---|\n  | a | 1 |", ["A B", "a 1"], False),
        ("1. punt\n   | A | B |\n   |---|---|\n   | a |", ["A B", "a "], False),
        ("> | A | B |\n> |---|---|\n> | a | 1 |", ["A B", "a 1"], False),
        ("Zin\n| A | B |\n|---|---|\n| a | 1 |\n- lijst", ["A B", "a 1"], False),
        ("| A | B |\n|---|---|", ["A B"], False),
        ("| A | B |\n|---|", [], False),
        ("```\n| A | B |\n|---|---|\n```", [], False),
    ],
)
def test_table_is_read_as_github_reads_it(source: str, rows: list[str], cut: bool) -> None:
    main, gaps = export(source)

    found = [" ".join(c.text_content() for c in row.iterchildren("th", "td")) for row in main.iter("tr")]
    assert found == rows
    assert gaps == (["Een tabel heeft een rij met te veel cellen. Wat te veel is, is weggelaten."] if cut else [])


def test_footnotes_lead_there_and_back_and_are_numbered_on_over_the_cells() -> None:
    main, gaps = export(
        "Een[^1] en weer[^1].\n\n[^1]: De **noot**.", "Twee[^1] en drie[^ver].\n\n[^1]: Eigen.", "[^ver]: Ver."
    )

    assert [a.get("href") for a in main.xpath(".//sup/a")] == ["#noot-1", "#noot-1", "#noot-2", "#noot-3"]
    notes = main.xpath(".//li[starts-with(@id, 'noot-')]")
    assert [read(li) for li in notes] == [f"{t} Terug naar de tekst" for t in ("De noot.", "Eigen.", "Ver.")]
    assert [li.xpath("string(.//a/@href)") for li in notes] == ["#bij-noot-1", "#bij-noot-2", "#bij-noot-3"]
    assert main.xpath(".//sup/@id") == ["bij-noot-1", "bij-noot-2", "bij-noot-3"]
    assert [ol.get("start") for ol in main.iter("ol")] == ["1", "2"]
    assert gaps == []


def test_note_without_a_place_in_the_text_is_not_a_silent_hole() -> None:
    _, gaps = export("Zonder verwijzing.\n\n[^los]: De noot.")

    assert gaps == ["Een voetnoot waar geen tekst naar verwijst, is weggelaten."]


def test_empty_heading_is_no_section() -> None:
    main, _ = export("#\n\n# Titel\n\n## \n\n## Een\n\n### &nbsp;\n", show({"text/html": "<h2></h2><p>x</p>"}))

    assert [(h.tag, read(h)) for h in main.xpath(".//h1 | .//h2 | .//h3")] == [("h1", "Titel"), ("h2", "1 Een")]


@pytest.mark.parametrize("name", ["mermaid", "{mermaid}"])
def test_diagram_is_shown_as_its_source_and_counted(name: str) -> None:
    main, gaps = export(f"```{name}\ngraph TD; A-->B\n```")

    assert main.findtext(".//pre/code") == "graph TD; A-->B\n"
    assert gaps == ["Een diagram (mermaid) kan niet worden getekend. Zijn beschrijving staat er wel."]


# Formulas


@pytest.mark.parametrize(
    ("latex", "seen"),
    [
        (r"\begin{eqnarray}A&=&1\\B&=&2\end{eqnarray}", ["A", "=", "1", "B", "=", "2"]),
        (r"\begin{eqnarray*}A&=&1\end{eqnarray*}", ["A", "=", "1"]),
        (r"\begin{aligned}[t]a&=b\\c&=d\end{aligned}", ["a", "=b", "c", "=d"]),
        (r"\begin{align}a&=b\\c&=d\nonumber\end{align}", ["a", "=b", "c", "=d"]),
        (r"\begin{alignat}{2}a&=b\end{alignat}", ["a", "=b"]),
        (r"\begin{gather*}a\\b\end{gather*}", ["a", "b"]),
        (r"\begin{dcases}a&b\\c&d\end{dcases}", ["a", "b", "c", "d"]),
        (r"\begin{equation}x\end{equation}", []),
        (r"\renewcommand{\P}{\mathbb{P}}\P(x)", []),
        (r"\DeclareMathOperator*{\argmax}{arg\,max}\argmax_x", []),
    ],
)
def test_formula_of_a_kind_that_the_converter_does_not_name_is_drawn(latex: str, seen: list[str]) -> None:
    main, gaps = export(f"Voor\n\n$${latex}$$\n\nna")

    assert [read(cell) for cell in main.iter("mtd")] == seen
    assert "\\" not in read(main)
    assert "&" not in read(main)
    assert main.xpath(".//p[not(normalize-space())]") == []
    assert gaps == []


@pytest.mark.parametrize(
    "latex",
    [
        r"\SI{5}{km}",
        r"\kans(A)",
        r"\ce{H2O}",
        r"\begin{tikzpicture}x\end{tikzpicture}",
        r"\begin{rcases}a\end{rcases}",
        r"a \\ b",
        "a & b",
        r"\frac{1}",
        r"x^2^3",
        "{a",
        r"\newcommand{\q}[2][x]{#1#2}\q{y}",
        r"\eqref{weg}",
    ],
)
def test_formula_that_cannot_be_drawn_is_shown_as_its_source_and_counted(latex: str) -> None:
    main, gaps = export(f"Zo: ${latex}$ dus.", show({"text/latex": f"$\\displaystyle {latex}$"}))

    assert main.findtext(".//code") == latex
    assert list(main.iter("math")) == []
    assert gaps[0] == BRON + latex
    assert len(gaps) == 2


def test_command_holds_in_all_cells_that_follow_and_shows_nothing_itself() -> None:
    main, gaps = export(r"$\newcommand{\kans}{\mathbb{P}}$ Dan", r"$\kans(A)$", show({"text/latex": r"$\kans(B)$"}))

    assert [read(m) for m in main.iter("math")] == ["ℙ(A)", "ℙ(B)"]
    assert gaps == []


def test_labels_are_numbered_over_the_cells_and_referred_to_by_number() -> None:
    main, gaps = export(
        r"Zie \eqref{eq:b_c} en $\eqref{eq:a}$.",
        "$$\\label{eq:a} x$$",
        "\\begin{align}\ny&=1 \\label{eq:b_c}\\\\\nz&=2\n\\end{align}",
    )

    assert read(main) == "Rapport Zie (2) en (1). x(1) y=1(2)z=2"
    assert gaps == []


def test_latex_may_be_a_text_with_formulas() -> None:
    main, gaps = export(show({"text/latex": "De kans is $p$."}), show({"text/latex": r"\[x^2\]"}))

    assert read(main) == "Rapport De kans is p. x2"
    assert len(list(main.iter("math"))) == 2
    assert gaps == []

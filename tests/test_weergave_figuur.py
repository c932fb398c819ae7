"""How a drawing becomes one accessible image that can share a page with others."""

import re

from lxml import etree
from test_weergave_figuren import FIGUREN

from leerkring.weergave.figuur import make_accessible

DRAWN = """
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="marks"
  width="120" height="80">
  <defs><clipPath id="clip0"><rect width="9" height="9"/></clipPath></defs>
  <g role="graphics-object" aria-roledescription="group mark container" clip-path="url(#clip0)">
    <path aria-label="naam: Noord" role="graphics-symbol" fill="#000000" id="streep"/>
    <use xlink:href="#streep"/>
  </g>
</svg>
"""


def test_ids_and_the_links_to_them_get_the_same_prefix_of_their_own() -> None:
    svg = make_accessible(DRAWN, "Titel", "Tekst.")
    (prefix,) = {i.split("-")[0] for i in re.findall(r'\bid="([^"]+)"', svg)}

    assert re.fullmatch(r"f[0-9a-f]{8}", prefix)
    assert f'clip-path="url(#{prefix}-clip0)"' in svg
    assert f'id="{prefix}-clip0"' in svg
    assert f'href="#{prefix}-streep"' in svg


def test_same_drawing_under_another_text_has_other_ids_and_the_same_text_the_same() -> None:
    ids = [
        set(re.findall(r'\bid="([^"]+)"', make_accessible(DRAWN, titel, tekst)))
        for titel, tekst in (("Titel", "Tekst."), ("Titel", "Anders."), ("Anders", "Tekst."))
    ]

    assert all(len(found) == 4 for found in ids)
    assert len(set.union(*ids)) == 12
    assert make_accessible(DRAWN, "Titel", "Tekst.") == make_accessible(DRAWN, "Titel", "Tekst.")


def test_parts_lose_their_english_labels_and_the_whole_gets_a_dutch_one() -> None:
    root = etree.fromstring(make_accessible(DRAWN, "A < B", 'Zegt "ja".'))
    labelled = [e.tag for e in root.iter() if any(n == "role" or n.startswith("aria-") for n in e.attrib)]

    assert labelled == ["{http://www.w3.org/2000/svg}svg"]
    assert root.get("role") == "img"
    assert [root[0].text, root[1].text] == ["A < B", 'Zegt "ja".']
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"


def test_image_shrinks_with_the_page_and_never_grows_beyond_its_size() -> None:
    root = etree.fromstring(make_accessible(DRAWN, "Titel", "Tekst."))

    assert root.get("style") == "width:100%;max-width:120px;height:auto"
    assert {"width", "height", "class"} & set(root.attrib) == set()


def test_figure_shows_the_same_in_jupyter_and_in_words() -> None:
    figuur = FIGUREN["reeks"]

    assert figuur._repr_mimebundle_() == {
        "text/html": str(figuur.html),
        "text/plain": f"{figuur.titel}. {figuur.beschrijving}",
    }

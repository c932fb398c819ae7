"""Markdown of a notebook as HTML, as JupyterLab and GitHub read it, its formulas as MathML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import escape
from mistune.plugins import import_plugin
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from leerkring.rapport.cellen.formulas import VERWIJZING, Formulas
from leerkring.rapport.cellen.images import BIJGEVOEGD
from leerkring.rapport.cellen.tables import teach_tables

AANVULLINGEN = ("strikethrough", "url", "task_lists", "def_list", "footnotes")
DIAGRAM = "Een diagram (mermaid) kan niet worden getekend. Zijn beschrijving staat er wel."
LOSSE_NOOT = "Een voetnoot waar geen tekst naar verwijst, is weggelaten."


class Opmaak:
    """The Markdown of one notebook: its formulas, footnotes and their numbers hold in all its cells."""

    def __init__(self, sources: Iterable[str] = ()) -> None:
        texts = list(sources)
        self.formulas = Formulas(texts)
        self.gaps = self.formulas.gaps
        self.noten: dict[str, str] = {}
        self.met: set[str] = set()
        self.count = 0
        for text in texts:
            if "[^" in text:
                parser = Parser(Tekstschrijver(self))
                state = parser.block.state_cls()
                state.process(f"{text}\n")
                parser.block.parse(state)
                self.noten = {**(state.env.get("ref_footnotes") or {}), **self.noten}

    def write(self, source: str, attachments: Mapping[str, Any] | None = None) -> str:
        """Return a text as HTML that has not been cleaned yet; what cannot be shown is noted in `gaps`."""
        for name in attachments or {}:  # with a space in it, it would not be an address
            source = source.replace(f"{BIJGEVOEGD}{name}", f"{BIJGEVOEGD}{name}".replace(" ", "%20"))
        html, state = Parser(Tekstschrijver(self)).parse(source)
        self.gaps += filter(None, [state.env.get("tabel")])
        self.count += len(state.env.get("footnotes") or [])
        self.met |= set(state.env.get("footnotes") or [])
        return str(html)

    def list_gaps(self) -> list[str]:
        """Return, when all cells are written, what could not be shown."""
        return [*self.gaps, *([LOSSE_NOOT] if self.noten.keys() - self.met else [])]


class Parser(MarkdownWithMath):
    """The parser of nbconvert with the tables, tasks and footnotes of GitHub."""

    def __init__(self, renderer: Tekstschrijver) -> None:
        super().__init__(renderer, plugins=[*map(import_plugin, AANVULLINGEN), teach_tables])
        noten = renderer.opmaak.noten
        # A note of the cell itself comes first.
        self.before_render_hooks.append(
            lambda _, state: state.env.update(ref_footnotes={**noten, **(state.env.get("ref_footnotes") or {})})
        )
        self.inline.register("verwijzing", VERWIJZING.pattern, refer, before="link")


def refer(_: Any, found: re.Match[str], state: Any) -> int:
    """Take a reference to a formula in a sentence for a formula, as MathJax does."""
    state.append_token({"type": "inline_math", "raw": found[0]})
    return found.end()


class Tekstschrijver(IPythonRenderer):
    """Markdown to HTML without anchors, colours or MathJax."""

    def __init__(self, opmaak: Opmaak) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self.opmaak = opmaak
        self.first = opmaak.count
        self.referred: set[int] = set()

    def _embed_image_or_attachment(self, src: str) -> str:
        """Return an address as it is: images are put into the tree, where HTML of one's own is the same."""
        return src

    def block_code(self, code: str, info: str | None = None) -> str:
        """Return code as plain text: colours of a highlighter need a stylesheet and fail on contrast."""
        if (info or "").lstrip("{").startswith("mermaid"):
            self.opmaak.gaps.append(DIAGRAM)
        return f"<pre><code>{escape(code)}</code></pre>\n"

    def block_math(self, body: str) -> str:
        """Return a formula on a line of its own."""
        return self.opmaak.formulas.write(body, "block")

    def latex_environment(self, name: str, body: str) -> str:
        r"""Return a formula between \begin and \end."""
        return self.block_math(rf"\begin{{{name}}}{body}\end{{{name}}}")

    def inline_math(self, body: str) -> str:
        """Return a formula in a sentence."""
        return self.opmaak.formulas.write(body)

    def task_list_item(self, text: str, checked: bool = False) -> str:
        """Return a task in words too: a box alone is not read aloud."""
        mark = "☑ Gedaan: " if checked else "☐ Open: "
        return f"<li>{text.replace('<p>', f'<p>{mark}', 1) if text.startswith('<p>') else f'{mark}{text}'}</li>\n"

    def footnote_ref(self, key: str, index: int) -> str:  # noqa: ARG002 - as mistune calls it
        """Return the number of a note in a sentence; notes of all cells are numbered on."""
        number = self.first + index
        place = "" if number in self.referred else f' id="bij-noot-{number}"'
        self.referred.add(number)
        return f'<sup{place}><a href="#noot-{number}">{number}</a></sup>'

    def footnotes(self, text: str) -> str:
        """Return the notes of a cell."""
        return f'<section><ol start="{self.first + 1}">\n{text}</ol></section>\n'

    def footnote_item(self, text: str, key: str, index: int) -> str:  # noqa: ARG002 - as mistune calls it
        """Return a note with the way back."""
        number = self.first + index
        back = f' <a href="#bij-noot-{number}">Terug naar de tekst</a>'
        text = text.rstrip()
        text = f"{text.removesuffix('</p>')}{back}</p>" if text.endswith("</p>") else f"{text}{back}"
        return f'<li id="noot-{number}">{text}</li>\n'


def render_markdown(source: str) -> str:
    """Return a text that stands alone as HTML that has not been cleaned yet."""
    return Opmaak([source]).write(source)

"""Markdown of a notebook as HTML, its formulas as MathML."""

from __future__ import annotations

from typing import Any

from latex2mathml.converter import convert
from markupsafe import escape
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath


def write_formula(latex: str, display: str = "inline") -> str:
    """Return a formula as MathML that browsers draw and screen readers speak; the source where it cannot be read."""
    source = latex.strip().strip("$").strip()
    try:
        # The converter leaves text in a formula as it is: the cleaning that follows makes it safe.
        return str(convert(source, display=display))
    except Exception:  # the converter has no family of errors, and a formula must not break a report
        return f"<code>{escape(source)}</code>"


class Renderer(IPythonRenderer):
    """Markdown to HTML without anchors, colours or MathJax."""

    def block_code(self, code: str, info: str | None = None) -> str:  # noqa: ARG002
        """Return code as plain text: colours of a highlighter need a stylesheet and fail on contrast."""
        return f"<pre><code>{escape(code)}</code></pre>\n"

    def block_math(self, body: str) -> str:
        """Return a formula on a line of its own."""
        return f"<p>{write_formula(body, 'block')}</p>"

    def latex_environment(self, name: str, body: str) -> str:
        r"""Return a formula between \begin and \end."""
        source = rf"\begin{{{name}}}{body}\end{{{name}}}"
        return f"<p>{write_formula(source, 'block')}</p>"

    def inline_math(self, body: str) -> str:
        """Return a formula in a sentence."""
        return write_formula(body)


def render_markdown(source: str, attachments: Any = None, folder: str = "") -> str:
    """Return Markdown as HTML that has not been cleaned yet.

    Parameters
    ----------
    source
        The text of a cell.
    attachments
        The images that the cell carries.
    folder
        Where the notebook stands: images beside it are put into the page.
    """
    renderer = Renderer(
        escape=False, attachments=attachments or {}, embed_images=bool(folder), exclude_anchor_links=True, path=folder
    )
    try:
        return MarkdownWithMath(renderer=renderer).render(source)
    except InvalidNotebook:
        # An attachment that is gone: show the text, and let the cleaning say that an image is missing.
        return MarkdownWithMath(renderer=Renderer(escape=False, exclude_anchor_links=True, attachments={})).render(
            source.replace("attachment:", "bijlage:")
        )

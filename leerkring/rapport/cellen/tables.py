"""Tables in Markdown as GitHub and JupyterLab read them: of uneven rows, and within lists and quotes."""

from __future__ import annotations

import re
from typing import Any

from mistune.plugins import table as rendering

TABEL = (
    r"^ {0,3}(?P<tabelkop>\S[^\n]*\|[^\n]*|\|[^\n]*)\n"
    r" {0,3}(?P<tabellijn>\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?)[ \t]*(?:\n|$)"
    r"(?P<tabelrijen>(?:(?! {0,3}(?:>|#{1,6}[ \t]|`{3}|~{3}|[-*+][ \t]|\d+[.)][ \t]|<\w))[ \t]*[^\s][^\n]*(?:\n|$))*)"
)
STREEP = re.compile(r"(?<!\\)\|")
ONDEELBAAR = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)|\$[^$]+\$")
TE_VEEL = "Een tabel heeft een rij met te veel cellen. Wat te veel is, is weggelaten."


def teach_tables(md: Any) -> None:
    """Teach a parser of mistune the tables of GitHub; its own plugin refuses rows that are not as long as the head."""
    md.block.register("table", TABEL, parse_rows, before="paragraph")
    for rules in (md.block.list_rules, md.block.block_quote_rules):
        md.block.insert_rule(rules, "table", before="paragraph")
    for part in ("table", "table_head", "table_body", "table_row", "table_cell"):
        md.renderer.register(part, getattr(rendering, f"render_{part}"))


def parse_rows(_: Any, found: re.Match[str], state: Any) -> int | None:
    """Add a table to what was parsed; a short row is filled up, and of a long one the rest is left out, and said."""
    head, marks = split_cells(found["tabelkop"]), split_cells(found["tabellijn"])
    if len(head) != len(marks):
        return None
    sides = [{"::": "center", ":": "left"}.get(m[:1] + m[-1:], "right" if m.endswith(":") else None) for m in marks]
    sides = ["left" if m.startswith(":") and side is None else side for m, side in zip(marks, sides, strict=True)]
    rows = []
    for line in found["tabelrijen"].splitlines():
        cells = split_cells(line)
        if len(cells) > len(head):
            cells = split_cells(line, whole=True)
        if any(cells[len(head) :]):
            state.env["tabel"] = TE_VEEL
        rows.append({"type": "table_row", "children": build_cells([*cells, *[""] * len(head)][: len(head)], sides)})
    parts = [{"type": "table_head", "children": build_cells(head, sides, head=True)}]
    parts += [{"type": "table_body", "children": rows}] if rows else []
    state.append_token({"type": "table", "children": parts})
    return found.end()


def split_cells(line: str, whole: bool = False) -> list[str]:
    """Return the cells of a line; a bar in code ends one too, as on GitHub, unless code and formulas are kept whole."""
    text = line.strip()
    # A sign of private use stands in for a bar that is no border.
    text = ONDEELBAAR.sub(lambda part: part[0].replace("\\|", "|").replace("|", "\ue000"), text) if whole else text
    text = text.removeprefix("|")
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return [cell.strip().replace("\\|", "|").replace("\ue000", "|") for cell in STREEP.split(text)]


def build_cells(texts: list[str], sides: list[str | None], head: bool = False) -> list[dict[str, Any]]:
    """Return the cells of a row as mistune has them."""
    return [
        {"type": "table_cell", "text": text, "attrs": {"align": side, "head": head}}
        for text, side in zip(texts, sides, strict=True)
    ]

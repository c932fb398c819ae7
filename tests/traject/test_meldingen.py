"""The page with every mistake and its message is made from the tests that make these mistakes, so it cannot grow stale.

`SCHRIJF_MELDINGEN=1 python -m pytest tests/traject/test_meldingen.py` writes it anew.
"""

import os
import re

from plek import ROOT
from traject.test_check_cellen import FOUTE_CELLEN
from traject.test_regels_overtreden import GEVALLEN

PAGINA = ROOT / "docs" / "meldingen.md"
KOP = """# Meldingen

Wat `leerkring check` zegt bij elke fout die wij kennen. Elke regel komt uit een test die de fout maakt. Een fout houdt
het werk tegen; *let op* en *ter info* niet.

Zo leest u een melding: waar het staat (bestand, rij, kolom), wat er is, wat er staat, en wat er mag staan.
"""
REGEL = re.compile(r"\[([RI]\d\d)\]$")


def write_page() -> str:
    """Return the page: the rules of the domain by their number, and then what can be wrong in one cell."""
    lines = [line for geval in GEVALLEN for line in geval.lines]
    rules = sorted(dict.fromkeys(lines), key=lambda line: REGEL.search(line)[1] if REGEL.search(line) else "")
    cells = [f"{tabel}.csv, kolom {kolom}: {rest}" for tabel, kolom, _, rest in FOUTE_CELLEN]
    parts = [KOP, "## Regels van het onderzoek\n", *map(write_line, rules), "\n## Eén cel\n", *map(write_line, cells)]
    return "\n".join(parts) + "\n"


def write_line(line: str) -> str:
    """Return a message as one item of a list, with its signs as they stand."""
    return f"- `{line}`" if "`" not in line else f"- `` {line} ``"


def test_the_page_with_messages_is_what_the_tests_say() -> None:
    if os.environ.get("SCHRIJF_MELDINGEN"):
        PAGINA.write_text(write_page(), encoding="utf-8", newline="\n")

    assert len(GEVALLEN) > 80
    assert len(FOUTE_CELLEN) > 30
    assert PAGINA.read_text(encoding="utf-8") == write_page()

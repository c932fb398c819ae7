"""Optional interactive charts: the scripts for a page, inlined once, and the policy that allows these and no others.

How a page gets them: the exporter merges what the outputs keep under `GRAFIEK` (see `weergave.figuur`) into one
mapping, puts `html` at the end of the body and adds `csp` to the policy of the page. Each figure has an element with
the key of its chart in `data-figuur`, around the drawing that is there without scripts; the script replaces that
drawing only when the new one is ready.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert
from markupsafe import Markup

from leerkring.rapport.scripts import hash_script, write_json
from leerkring.weergave.tekenaar import TAAL
from leerkring.weergave.tooltips import KOP

# The only name that our own script needs: the rest stays within the bundle.
SNIPPET = "window.vegaEmbed = vegaEmbed;"
SCRIPT = Path(__file__).parent / "templates" / "interactief.js"


@dataclass(frozen=True)
class Scripts:
    """What a page with interactive charts needs: elements for the end of its body, and a directive for its policy."""

    html: Markup
    csp: str


def write_scripts(grafieken: Mapping[str, Any]) -> Scripts:
    """Return the scripts for a page; without charts a page gets none.

    Parameters
    ----------
    grafieken
        The Vega-Lite description of each chart by the key in `data-figuur`.
    """
    if not grafieken:
        return Scripts(Markup(""), "script-src 'none'")
    given = {
        "kop": KOP,
        "getallen": vl_convert.get_format_locale(TAAL),
        "tijd": vl_convert.get_time_format_locale(TAAL),
        "grafieken": dict(grafieken),
    }
    codes = (bundle_vega(), SCRIPT.read_text(encoding="utf-8"))
    html = Markup('<script type="application/json" id="lk-grafieken">{}</script>\n{}').format(
        write_json(given),
        Markup("\n").join(Markup("<script>{}</script>").format(Markup(code)) for code in codes),  # noqa: S704 - our own
    )
    return Scripts(html, f"script-src {' '.join(map(hash_script, codes))}")


@cache
def bundle_vega() -> str:
    """Return Vega, Vega-Lite and Vega-Embed as one script; it interprets expressions and never evaluates text."""
    version = alt.SCHEMA_VERSION.removeprefix("v").rsplit(".", 1)[0]
    return vl_convert.javascript_bundle(SNIPPET, vl_version=version)

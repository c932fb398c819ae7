"""The look of the reports, for explorers in JupyterLab: the same rules, held within the explorer."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

from leerkring import rapport
from leerkring.weergave.thema import write_contrast_css, write_dark_css, write_forced_css
from leerkring.weergave.widgets.statusregel import KLASSE

SHEET = Path(rapport.__file__).parent / "templates" / "leerkring" / "stijl.css"
STIJLDELEN = ("Words", "Tables", "Stories, lessons and voices", "Figures")
"""The parts of the sheet that are about content and not about the page."""
BIJ_DONKER = f'[data-jp-theme-light="false"] .{KLASSE}'
EIGEN_STIJL = """
  & { color: var(--inkt); font: 1rem/1.55 var(--letter); overflow-wrap: break-word;
    background: var(--vlak); padding: .25rem .5rem .75rem; }
  .widget-label, .widget-html-content, .jupyter-widgets label { color: var(--inkt); font-size: .9375rem; }
  .widget-html-content { line-height: 1.55; overflow: visible; }
  .widget-html, .widget-html > .widget-html-content { width: 100%; min-width: 0; height: auto; }
  .jupyter-widgets { max-width: 100%; }
  & .widget-box { overflow: visible; }  /* else the edge of the focus is cut off */
  .lk-rijen .lk-tabel { max-height: 22rem; overflow: auto; }
  .lk-titel { margin: .5rem 0 .25rem; }
  .lk-status { min-height: 1.5rem; color: var(--zacht); font-size: .9375rem; padding: .15rem 0; }
  .lk-alleen-gezegd { position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
    clip-path: inset(50%); white-space: nowrap; }
  .lk-figuur { margin: .75rem 0; } .lk-tabel { margin: .75rem 0; }
  .jupyter-button { height: auto; min-height: 2rem; white-space: normal; padding: .25rem .75rem; line-height: 1.3;
    color: var(--inkt); background: var(--kader); border: 1px solid var(--rand); border-radius: 5px; box-shadow: none; }
  .jupyter-button.mod-primary { color: var(--vlak); background: var(--blauw); border-color: var(--blauw); }
  .jupyter-button:disabled { opacity: 1; color: var(--zacht); border-style: dashed; }
  .widget-dropdown > select, .widget-text > input, .widget-select-multiple > select, .widget-text input,
  .widget-textarea > textarea {
    color: var(--inkt); background-color: var(--vlak); border: 1px solid var(--rand); }
  .lk-onder-label { margin-bottom: .5rem; }
  .lk-onder-label > .widget-label { text-align: left; }
  .lk-onder-label > :is(select, textarea) { flex: 0 0 auto; font: .9375rem/1.45 var(--letter); }
  h4 { font-size: 1rem; margin: .75rem 0 .25rem; }
  .lk-voorbeeld { padding: 0 1rem .5rem; background: var(--kader); border: 1px solid var(--lijn); border-radius: 5px; }
  .lk-voorbeeld :is(p, ul) { margin: .25rem 0; }
  /* The arrow that ipywidgets draws is black, also on a dark ground. */
  .widget-dropdown > select { appearance: auto; background-image: none; padding-right: .5rem; }
  input::placeholder { color: var(--zacht); opacity: 1; }
  :is(select, input, textarea, button, summary, a, [tabindex="0"]):focus-visible {
    outline: 3px solid var(--accent) !important; outline-offset: 2px; }
"""


@cache
def write_style() -> Markup:
    """Return the style element of an explorer; dark where the theme of JupyterLab is dark."""
    sheet = SHEET.read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)[:2]
    parts = dict(re.findall(r"^/\* ([^*]+?) \*/\n(.*?)(?=^/\* |\Z)", sheet, re.DOTALL | re.MULTILINE))
    rules = "\n".join(parts[naam] for naam in STIJLDELEN)
    css = (
        f".{KLASSE} {{{light.replace('color-scheme: light dark', 'color-scheme: light')}\n{rules}{EIGEN_STIJL}}}\n"
        f"{BIJ_DONKER} {{color-scheme: dark;{dark}\n{write_dark_css()}}}\n"
        f".{KLASSE} {{@media (prefers-contrast:more){{{write_contrast_css()}}}\n"
        f"@media (forced-colors:active){{{write_forced_css()}}}}}"
    )
    return Markup("<style>{}</style>").format(Markup(css))  # noqa: S704 - our own sheet

"""One line that tells what a choice changed; a screen reader says it without moving the focus.

A live region is only said aloud when it was in the page before its words were. The HTML widget of ipywidgets replaces
its whole content, region and all, so this line keeps its own element.
"""

from __future__ import annotations

import anywidget
import traitlets

SCRIPT = """
function render({ model, el }) {
  el.classList.add("lk-status");
  el.setAttribute("role", "status");
  el.setAttribute("aria-live", "polite");
  el.lang = "nl";
  const show = () => { el.textContent = model.get("tekst"); };
  model.on("change:tekst", show);
  show();
}
export default { render };
"""


class Statusregel(anywidget.AnyWidget):
    """The line; an empty text leaves it silent."""

    _esm = SCRIPT
    tekst = traitlets.Unicode("").tag(sync=True)

    def say(self, tekst: str) -> None:
        """Show a sentence, which a screen reader says as soon as it is silent."""
        self.tekst = tekst

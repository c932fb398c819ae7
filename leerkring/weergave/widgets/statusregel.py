"""One line that tells what a choice changed; a screen reader says it without moving the focus.

A live region is only said aloud when it was in the page before its words were. The HTML widget of ipywidgets replaces
its whole content, region and all, so this line keeps its own element.

It also says of its screen what ipywidgets cannot: that it is a region with a name, in Dutch, in which keys are for the
controls. JupyterLab would otherwise take an arrow in a list for a step to the next cell, and an x for cutting the cell.
It looks at the element with the focus itself for a sign that it may not, before any element around that.
"""

from __future__ import annotations

import anywidget
import traitlets

KLASSE = "lk-lab"
"""The class of a screen."""
STATUSSCRIPT = """
const TRIES = 600;

function mark(el, naam, tries) {
  const scherm = el.closest(".lk-lab");
  if (scherm === null) {
    if (tries > 0) requestAnimationFrame(() => mark(el, naam, tries - 1));
    return;
  }
  scherm.addEventListener("focusin", (event) => { event.target.dataset.lmSuppressShortcuts = "true"; });
  scherm.lang = "nl";
  if (naam) {
    scherm.setAttribute("role", "region");
    scherm.setAttribute("aria-label", naam);
  }
}

function render({ model, el }) {
  el.classList.add("lk-status");
  el.setAttribute("role", "status");
  const show = () => {
    el.textContent = model.get("tekst");
    el.classList.toggle("lk-alleen-gezegd", !model.get("zichtbaar"));
  };
  model.on("change:tekst change:zichtbaar", show);
  show();
  mark(el, model.get("gebied"), TRIES);
}

export default { render };
"""


class Statusregel(anywidget.AnyWidget):
    """The line; an empty text leaves it silent."""

    _esm = STATUSSCRIPT
    tekst = traitlets.Unicode("").tag(sync=True)
    zichtbaar = traitlets.Bool(True).tag(sync=True)
    """Whether the line is also seen; what stands on the screen already is only said."""
    gebied = traitlets.Unicode("").tag(sync=True)
    """The name of the screen that it stands on."""

    def say(self, tekst: str, *, zichtbaar: bool = True) -> None:
        """Show a sentence, which a screen reader says as soon as it is silent."""
        with self.hold_sync():
            self.zichtbaar = zichtbaar
            self.tekst = tekst

// Defines window.walk: what can be reached with the Tab key, in the order of the page, and what the reader sees there.
(() => {
  const REACHABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
  const isShown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const look = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, outlineOffset, boxShadow } = getComputedStyle(element);
    return { outlineStyle, outlineWidth, outlineColor, outlineOffset, boxShadow };
  };
  const stops = [...document.querySelectorAll(REACHABLE)].filter(
    (e) => e.tabIndex >= 0 && !e.disabled && e.type !== "hidden" && isShown(e),
  );
  const unfocused = stops.map((stop) => JSON.stringify(look(stop)));
  const name = (e) => `${e.tagName.toLowerCase()}: ${(e.getAttribute("aria-label") ?? e.textContent).trim().slice(0, 50)}`;

  window.walk = {
    names: stops.map(name),
    // Where the focus is now: the place in the order, and what is wrong with how that is shown.
    stand: () => {
      const element = document.activeElement;
      if (element === document.body || element === null) return { place: -1, wrong: [] };
      const place = stops.indexOf(element);
      const wrong = [];
      if (place < 0) return { place: -2, wrong: [`${name(element)}: is reached and not known as a stop`] };
      const seen = look(element);
      const ring = seen.outlineStyle !== "none" && parseFloat(seen.outlineWidth) >= 2;
      if (JSON.stringify(seen) === unfocused[place] || !(ring || seen.boxShadow !== "none")) {
        wrong.push(`${name(element)}: the focus is not visible`);
      }
      // A link over two lines is seen by its first line, and a long table by the part that is in the window.
      const box = element.getClientRects()[0];
      const middle = (low, high, end) => (Math.max(low, 0) + Math.min(high, end)) / 2;
      const under = document.elementFromPoint(
        middle(box.left, box.right, innerWidth),
        middle(box.top, box.bottom, innerHeight),
      );
      if (!under || !(element.contains(under) || under.contains(element))) {
        wrong.push(`${name(element)}: has the focus and is covered or outside the window`);
      }
      return { place, wrong };
    },
  };
})();

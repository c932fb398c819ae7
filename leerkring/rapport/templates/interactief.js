// Draws each chart of the page anew as one that answers to the pointer. Whatever fails, the drawing that stands there stays.
(() => {
  "use strict";
  const given = JSON.parse(document.getElementById("lk-grafieken").textContent);

  // The table under a chart says the same, so what follows the pointer is not read aloud.
  const note = document.createElement("div");
  note.className = "lk-wijzer";
  note.hidden = true;
  note.setAttribute("aria-hidden", "true");
  note.style.cssText =
    "position:fixed;z-index:9;max-width:20rem;padding:.45rem .7rem;border:1px solid;border-radius:6px;" +
    "font-size:.875rem;line-height:1.4;background:var(--inkt,#1c2430);color:var(--vlak,#fff)";
  document.body.append(note);
  let leaving = 0;
  const hide = () => { note.hidden = true; };
  const stay = () => clearTimeout(leaving);
  // Who moves onto the note, for example because the page is magnified, can read on.
  const leave = () => { stay(); leaving = setTimeout(() => { if (!note.matches(":hover")) hide(); }, 200); };
  note.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("scroll", hide, { passive: true });

  function show(_handler, event, _item, value) {
    if (value === null || value === undefined || value === "") return leave();
    stay();
    const told = typeof value === "object" ? Object.entries(value) : [["", value]];
    // A name that starts with a dot is that of a category, which says enough by itself.
    const heads = told.filter(([name]) => name.startsWith(given.kop)).map(([, text]) => text);
    const lines = told.filter(([name]) => !name.startsWith(given.kop))
      .map(([name, text]) => (name ? `${name}: ${text}` : String(text)));
    note.replaceChildren(...[heads.join(" · "), ...lines].filter(Boolean).map((text, place) => {
      const line = document.createElement(place === 0 && heads.length ? "strong" : "span");
      line.style.display = "block";
      line.textContent = text;
      return line;
    }));
    note.hidden = false;
    note.style.left = `${Math.max(4, Math.min(event.clientX + 14, innerWidth - note.offsetWidth - 4))}px`;
    const under = event.clientY + 14;
    note.style.top = `${under + note.offsetHeight > innerHeight ? event.clientY - note.offsetHeight - 8 : under}px`;
  }

  function writeHex(paint) {
    if (paint === "transparent") return "none";
    const parts = /^rgb\((\d+), ?(\d+), ?(\d+)\)$/.exec(paint);
    return parts ? "#" + parts.slice(1).map((part) => Number(part).toString(16).padStart(2, "0")).join("") : paint;
  }

  function makeAccessible(box, still) {
    const svg = box.querySelector("svg");
    for (const part of [box, ...box.querySelectorAll("*")]) {
      for (const { name } of [...part.attributes]) {
        if (name === "role" || name.startsWith("aria-")) part.removeAttribute(name);
      }
      for (const name of ["fill", "stroke"]) {
        if (part.hasAttribute(name)) part.setAttribute(name, writeHex(part.getAttribute(name)));
      }
    }
    for (const name of ["width", "height", "class"]) svg.removeAttribute(name);
    for (const name of ["role", "aria-labelledby", "aria-describedby", "style", "font-family"]) {
      svg.setAttribute(name, still.getAttribute(name));
    }
    for (const words of svg.querySelectorAll("g.mark-text")) words.setAttribute("pointer-events", "none");
    svg.prepend(...still.querySelectorAll(":scope > title, :scope > desc"));
  }

  async function draw(place, still, spec) {
    const box = document.createElement("div");
    await window.vegaEmbed(box, spec, {
      mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false, tooltip: show, logLevel: 1,
      formatLocale: given.getallen, timeFormatLocale: given.tijd,
    });
    makeAccessible(box, still);
    still.replaceWith(box);
    place.dataset.levend = "ja";
  }

  for (const place of document.querySelectorAll("[data-figuur]")) {
    const still = place.querySelector("svg");
    const spec = given.grafieken[place.dataset.figuur];
    if (still && spec) draw(place, still, spec).catch((problem) => console.warn(place.dataset.figuur, problem));
  }
})();

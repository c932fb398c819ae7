// The search field and filters of the index. Without this script the whole list is there and the form is hidden.
"use strict";
(() => {
  const FIRST = 20; // hits shown at once
  const BEFORE = 60, LENGTH = 220; // the piece of text around a hit

  const form = document.getElementById("zoek");
  const state = document.getElementById("zoek-stand");
  const found = document.getElementById("gevonden");
  const list = found.querySelector("ol");
  const more = found.querySelector("button");
  const content = JSON.parse(document.getElementById("zoek-teksten").textContent);

  // Capitals and accents do not count; a character may fold to none (an accent of its own) or to more.
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").toLowerCase();
  const count = (n, one, many) => `${n.toLocaleString("nl-NL")} ${n === 1 ? one : many}`;

  const reports = Array.from(document.querySelectorAll(".ov-rapport"), (row) => ({
    row,
    title: row.querySelector("h3").textContent,
    about: fold(`${row.querySelector(".ov-wie").textContent} ${row.closest("section").querySelector("h2").textContent}`),
    address: row.dataset.adres,
    sections: content.rapporten[row.dataset.adres] || [],
  }));
  let folded = null; // made at the first search: opening the page stays quick

  function findHits(shown, words) {
    folded = folded || content.teksten.map(fold);
    const texts = words.map((word) => folded.map((text) => text.includes(word)));
    const hits = [];
    for (const report of shown) {
      for (const [anchor, title, pieces] of report.sections) {
        const heading = fold(title);
        const here = words.map((word, w) => heading.includes(word) || pieces.some((p) => texts[w][p]));
        if (!here.includes(true) || !here.every((yes, w) => yes || report.about.includes(words[w]))) continue;
        const weigh = (p) => texts.filter((hit) => hit[p]).length;
        const best = pieces.reduce((a, b) => (weigh(b) > weigh(a) ? b : a), pieces[0]);
        hits.push({ report, anchor, title, text: content.teksten[best] || "" });
      }
    }
    return hits;
  }

  // The parts of a text, as [text, is it a word that was looked for], from a little before the first one.
  function cutOut(text, words) {
    const characters = Array.from(text);
    let flat = "";
    const places = [];
    characters.forEach((c, place) => {
      for (const unit of fold(c).split("")) {
        flat += unit;
        places.push(place);
      }
    });
    const marked = new Array(characters.length).fill(false);
    for (const word of words) {
      for (let at = flat.indexOf(word); at >= 0; at = flat.indexOf(word, at + word.length)) {
        marked.fill(true, places[at], places[at + word.length - 1] + 1);
      }
    }
    let start = Math.max(0, marked.indexOf(true) - BEFORE);
    while (start > 0 && characters[start - 1] !== " " && !marked[start]) start += 1;
    let end = Math.min(characters.length, start + LENGTH);
    while (end < characters.length && end > start + LENGTH / 2 && characters[end] !== " ") end -= 1;
    const parts = start > 0 ? [["… ", false]] : [];
    for (let place = start; place < end; place += 1) {
      const last = parts[parts.length - 1];
      if (last && last[1] === marked[place]) last[0] += characters[place];
      else parts.push([characters[place], marked[place]]);
    }
    if (end < characters.length) parts.push([" …", false]);
    return parts;
  }

  // Only text is put into the page, never markup.
  function add(parent, tag, text) {
    const element = document.createElement(tag);
    element.textContent = text;
    parent.append(element);
    return element;
  }

  function showHits(hits, words, from, to) {
    for (const hit of hits.slice(from, to)) {
      const item = add(list, "li", "");
      const link = add(item, "a", `${hit.report.title} › ${hit.title}`);
      link.href = `${hit.report.address}#${hit.anchor}`;
      const snippet = add(item, "p", "");
      for (const [text, marked] of cutOut(hit.text, words)) {
        if (marked) add(snippet, "mark", text);
        else snippet.append(text);
      }
    }
  }

  function update() {
    const wanted = new FormData(form);
    const [typed, traject, readers, status] = ["zoek", "traject", "doelgroep", "status"].map((n) => wanted.get(n) || "");
    const words = fold(typed).split(/\s+/).filter((word) => word.length > 1);
    const fitting = reports.filter(({ row }) =>
      (!traject || row.closest("section").dataset.traject === traject) &&
      (!readers || row.dataset.doelgroep === readers) &&
      (!status || row.dataset.status.split(" ").includes(status)));
    const hits = words.length ? findHits(fitting, words) : [];
    const hit = new Set(hits.map((h) => h.report));
    const shown = new Set(fitting.filter((r) => hit.has(r) || words.every((word) => r.about.includes(word))));

    for (const report of reports) report.row.hidden = !shown.has(report);
    for (const section of document.querySelectorAll(".ov-traject")) {
      section.hidden = !section.querySelector(".ov-rapport:not([hidden])");
    }
    list.replaceChildren();
    showHits(hits, words, 0, FIRST);
    found.hidden = hits.length === 0;
    more.hidden = hits.length <= FIRST;
    more.textContent = `Toon alle ${hits.length.toLocaleString("nl-NL")} plekken`;
    more.onclick = () => {
      showHits(hits, words, FIRST);
      more.hidden = true;
      list.children[FIRST].querySelector("a").focus();
    };

    const all = count(reports.length, "rapport", "rapporten");
    let said = shown.size === reports.length ? all : `${shown.size.toLocaleString("nl-NL")} van ${all}`;
    if (words.length && hits.length) said += `, ${count(hits.length, "plek", "plekken")} in de tekst`;
    if (!shown.size) said = "Niets gevonden. Probeer een ander of een korter woord.";
    if (state.textContent !== said) state.textContent = said;
    remember(wanted);
  }

  // The choice stays in the address, so that it is there again after a visit to a report.
  function remember(wanted) {
    const chosen = new URLSearchParams(Array.from(wanted).filter(([, value]) => value));
    const was = new URLSearchParams(location.hash.slice(1));
    if (!chosen.size && !Array.from(was.keys()).some((name) => wanted.has(name))) return;
    history.replaceState(null, "", `#${chosen}`);
  }

  function recall() {
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const field of form.elements) if (field.name) field.value = kept.get(field.name) || "";
  }

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update();
    if (!found.hidden) found.scrollIntoView();
  });
  form.addEventListener("reset", () => setTimeout(update));
  form.hidden = false;
  recall();
  update();
})();

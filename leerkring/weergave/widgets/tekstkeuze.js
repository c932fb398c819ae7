// A text in which a passage is selected, with the caret and the selection of the browser itself.
//
// The text takes the keys of an editor, so that arrows, Ctrl, Shift, Home and End work as everywhere and a screen
// reader reads along; what would change it is refused. Places are told in code points, as Python counts them.

const KEYS = { ArrowDown: 1, ArrowUp: -1 };
const TRAITS = ["naam", "uitleg", "knop", "kiesbaar"];
const BLOCKED = ["beforeinput", "paste", "cut", "drop", "dragstart"];

function countPoints(text) {
  return Array.from(text).length;
}

// Where sentences begin, in UTF-16 units as the selection counts; the end of the text closes the last one.
function findSentences(text) {
  const starts = new Set([0, text.length]);
  for (const { index } of text.matchAll(/\n+/g)) starts.add(index + 1);
  if (window.Intl && Intl.Segmenter) {
    for (const { index } of new Intl.Segmenter("nl", { granularity: "sentence" }).segment(text)) starts.add(index);
  } else {
    for (const match of text.matchAll(/[.!?…]+["'”’)]*\s+/g)) starts.add(match.index + match[0].length);
  }
  return [...starts].sort((a, b) => a - b);
}

// The text is put together from text nodes and never read as HTML.
function fill(root, text, marks) {
  const points = Array.from(text);
  const edges = new Set([0, points.length]);
  for (const { van, tot } of marks) edges.add(van).add(tot);
  const places = [...edges].sort((a, b) => a - b);
  const parts = places.slice(0, -1).map((van, n) => {
    const piece = document.createTextNode(points.slice(van, places[n + 1]).join(""));
    const names = marks.filter((m) => m.van <= van && van < m.tot).map((m) => m.titel);
    if (names.length === 0) return piece;
    const mark = document.createElement("mark");
    mark.title = names.join("; ");
    mark.append(piece);
    return mark;
  });
  root.replaceChildren(...parts);
}

function findNode(root, offset) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let last = [root, 0];
  for (let left = offset; walker.nextNode(); left -= walker.currentNode.length) {
    last = [walker.currentNode, Math.min(left, walker.currentNode.length)];
    if (left <= walker.currentNode.length) break;
  }
  return last;
}

function measure(root, node, offset) {
  const range = document.createRange();
  range.setStart(root, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

function render({ model, el }) {
  const root = document.createElement("div");
  const hint = document.createElement("p");
  const take = document.createElement("button");
  let chosen = { anchor: 0, focus: 0 };
  let sentences = [0];

  hint.className = "lk-noot";
  hint.id = `lk-uitleg-${Math.random().toString(36).slice(2)}`;
  root.className = "lk-tekstkeuze";
  root.lang = "nl";
  root.contentEditable = "true";
  root.spellcheck = false;
  root.inputMode = "none";
  for (const [name, value] of Object.entries({
    role: "textbox",
    "aria-multiline": "true",
    "aria-readonly": "true",
    "aria-describedby": hint.id,
    tabindex: "0",
  })) root.setAttribute(name, value);
  take.type = "button";
  take.className = "jupyter-button lk-neem";
  el.append(hint, root, take);

  const text = () => root.textContent;
  const name = () => {
    root.setAttribute("aria-label", model.get("naam"));
    hint.textContent = model.get("uitleg");
    take.textContent = model.get("knop");
    hint.hidden = take.hidden = !model.get("kiesbaar");
  };

  const follow = () => {
    const found = document.getSelection();
    if (!found.anchorNode || !root.contains(found.anchorNode) || !root.contains(found.focusNode)) return;
    chosen = {
      anchor: measure(root, found.anchorNode, found.anchorOffset),
      focus: measure(root, found.focusNode, found.focusOffset),
    };
  };

  const select = (anchor, focus) => {
    const found = document.getSelection();
    found.setBaseAndExtent(...findNode(root, anchor), ...findNode(root, focus));
    chosen = { anchor, focus };
    const range = document.createRange();
    range.setStart(...findNode(root, focus));
    const box = range.getBoundingClientRect();
    const frame = root.getBoundingClientRect();
    if (box.height && box.bottom > frame.bottom) root.scrollTop += box.bottom - frame.bottom + box.height;
    if (box.height && box.top < frame.top) root.scrollTop -= frame.top - box.top + box.height;
  };

  const show = () => {
    const had = document.activeElement === root;
    const { anchor, focus } = chosen;
    fill(root, model.get("tekst"), model.get("markeringen"));
    sentences = findSentences(text());
    if (had) select(Math.min(anchor, text().length), Math.min(focus, text().length));
  };

  const moveSentence = (step, extend) => {
    const from = Math.min(chosen.anchor, chosen.focus);
    const until = Math.max(chosen.anchor, chosen.focus);
    if (extend) {
      const next = step > 0
        ? sentences.find((s) => s > chosen.focus)
        : sentences.findLast((s) => s < chosen.focus);
      select(chosen.anchor, next ?? chosen.focus);
      return;
    }
    // With nothing selected the sentence at the caret is the first; otherwise the one after or before the selection.
    const at = from === until ? from : step > 0 ? until : from - 1;
    const start = sentences.findLast((s) => s <= Math.max(0, at) && s < text().length) ?? 0;
    select(start, sentences.find((s) => s > start) ?? text().length);
  };

  const tell = () => {
    if (!model.get("kiesbaar")) return;
    let from = Math.min(chosen.anchor, chosen.focus);
    let until = Math.max(chosen.anchor, chosen.focus);
    const all = text();
    while (from < until && /\s/.test(all[from])) from += 1;
    while (until > from && /\s/.test(all[until - 1])) until -= 1;
    model.set("keuze", {
      van: countPoints(all.slice(0, from)),
      tot: countPoints(all.slice(0, until)),
      beurt: (model.get("keuze").beurt ?? 0) + 1,
    });
    model.save_changes();
  };

  const press = (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      follow();
      tell();
    } else if (event.altKey && event.key in KEYS) {
      event.preventDefault();
      event.stopPropagation();
      follow();
      moveSentence(KEYS[event.key], event.shiftKey);
    } else if (event.key === "Escape") {
      select(chosen.focus, chosen.focus);
    }
  };

  const refuse = (event) => event.preventDefault();
  for (const kind of BLOCKED) root.addEventListener(kind, refuse);
  root.addEventListener("keydown", press);
  // Who comes back by keyboard finds the selection as it was; a mouse puts its own after this.
  let kept = chosen;
  root.addEventListener("blur", () => { kept = chosen; });
  root.addEventListener("focus", () => select(kept.anchor, kept.focus));
  take.addEventListener("click", tell);
  document.addEventListener("selectionchange", follow);
  const renew = () => {
    chosen = { anchor: 0, focus: 0 };
    kept = chosen;
    root.scrollTop = 0;
    show();
  };
  model.on("change:tekst", renew);
  model.on("change:markeringen", show);
  for (const trait of TRAITS) model.on(`change:${trait}`, name);
  name();
  show();
  return () => {
    document.removeEventListener("selectionchange", follow);
    model.off("change:tekst", renew);
    model.off("change:markeringen", show);
    for (const trait of TRAITS) model.off(`change:${trait}`, name);
  };
}

export default { render };

// Returns one line for each thing that does not fit: wider than the window, cut off, or too small to read.
(smallest) => {
  const wrong = [];
  const width = document.documentElement.clientWidth;
  const tell = (element, what) => {
    const name = `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`;
    wrong.push(`${name}: ${what}: ${element.textContent.trim().slice(0, 60)}`);
  };
  if (document.documentElement.scrollWidth > width) wrong.push(`the page is ${document.documentElement.scrollWidth} wide`);

  // A reader can reach all of what stands in a region that scrolls; only such a region may be wider than the window.
  const scrolls = (element) => {
    for (let e = element.parentElement; e && e !== document.body; e = e.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(e).overflowX) && e.tabIndex >= 0) return true;
    }
    return false;
  };
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || style.visibility === "hidden") continue;
    if (element.closest(".lk-skip, svg *, .lk-verborgen")) continue;
    if ((box.right > width + 1 || box.left < -1) && !scrolls(element)) tell(element, `reaches ${box.left} to ${box.right}`);
    const cuts = ["hidden", "clip"].includes(style.overflowX) && element.tagName !== "svg";
    if (cuts && element.scrollWidth > element.clientWidth + 1) tell(element, "is cut off");
  }

  for (const text of document.body.querySelectorAll("svg text")) {
    const box = text.getBoundingClientRect();
    if (box.width === 0) continue;
    const frame = text.ownerSVGElement.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(text).fontSize) * Math.abs(text.getScreenCTM().a);
    if (text.getScreenCTM().b === 0 && size < smallest) tell(text, `is ${size.toFixed(1)} pixels high`);
    const out = Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
    if (out > 2) tell(text, `stands ${out.toFixed(0)} pixels outside its drawing`);
  }
  return wrong;
}

// Contrast of text as it is painted: the ink against every ground that can lie under it.
// Defines window.findShortfall(element): a sentence when the contrast is too low, and null when it is enough.
(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const colours = new Map();
  // Nothing on the page changes while it is judged: what was worked out for an element holds for all inside it.
  const shapes = new Map();
  const grounded = new Map();
  const faded = new Map();

  // Any colour notation as [red, green, blue, alpha]: the browser itself reads it.
  function read(colour) {
    if (!colours.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      colours.set(colour, [r, g, b, a / 255]);
    }
    return colours.get(colour);
  }

  const blend = ([r, g, b, a], under) => [r, g, b].map((c, i) => c * a + under[i] * (1 - a)).concat(1);

  function luminance(colour) {
    const [r, g, b] = colour.slice(0, 3).map((c) => {
      const s = c / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function ratio(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  function readCanvas() {
    const probe = document.createElement("div");
    probe.style.background = "Canvas";
    probe.style.forcedColorAdjust = "none";
    document.documentElement.append(probe);
    const colour = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return read(colour);
  }

  // Every colour that can lie under an element: a gradient gives each of its colours.
  function grounds(element) {
    if (!element) return [readCanvas()];
    if (!grounded.has(element)) {
      let found = grounds(element.parentElement);
      const { backgroundColor, backgroundImage } = getComputedStyle(element);
      const layers = [[read(backgroundColor)]];
      if (backgroundImage.includes("gradient(")) {
        layers.push(backgroundImage.match(/(rgba?|color|oklab|oklch|lab|lch)\([^()]*\)/g).map(read));
      }
      for (const layer of layers) found = found.flatMap((under) => layer.map((over) => blend(over, under)));
      grounded.set(element, found);
    }
    return grounded.get(element);
  }

  function opacityOf(element) {
    if (!element) return 1;
    if (!faded.has(element)) faded.set(element, opacityOf(element.parentElement) * Number(getComputedStyle(element).opacity));
    return faded.get(element);
  }

  function paintOf(element, name) {
    const style = getComputedStyle(element);
    if (style[name] === "none") return null;
    if (style[name].startsWith("url(")) return null;
    const [r, g, b, a] = read(style[name]);
    return [r, g, b, a * Number(style[`${name}Opacity`]) * opacityOf(element)];
  }

  function listShapes(svg) {
    if (!shapes.has(svg)) {
      const found = [];
      for (const shape of svg.querySelectorAll("path, rect, circle, ellipse, polygon")) {
        if (shape.closest("clipPath, defs, mask")) continue;
        const fill = paintOf(shape, "fill");
        if (fill && fill[3] > 0) found.push({ shape, fill, box: shape.getBoundingClientRect() });
      }
      shapes.set(svg, found);
    }
    return shapes.get(svg);
  }

  // What is painted under one place of a drawing: the ground of the page, and each filled shape that came before.
  function groundsAt(text, svg, x, y) {
    let found = grounds(svg);
    for (const { shape, fill, box } of listShapes(svg)) {
      if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      if (x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
      const place = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse());
      if (shape.isPointInFill(place)) found = found.map((under) => blend(fill, under));
    }
    return found;
  }

  window.findShortfall = (element) => {
    const style = getComputedStyle(element);
    const svg = element.ownerSVGElement;
    let ink = null;
    let under = [];
    let size = parseFloat(style.fontSize);
    if (svg) {
      ink = paintOf(element, "fill");
      if (!ink || ink[3] === 0) return null;
      size *= Math.abs(element.getScreenCTM().a) || 1;
      const box = element.getBoundingClientRect();
      for (const part of [0.05, 0.5, 0.95]) {
        under.push(...groundsAt(element, svg, box.left + box.width * part, box.top + box.height / 2));
      }
    } else {
      const [r, g, b, a] = read(style.color);
      ink = [r, g, b, a * opacityOf(element)];
      under = grounds(element);
    }
    const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const lowest = Math.min(...under.map((ground) => ratio(blend(ink, ground), ground)));
    return lowest < needed ? `measured contrast ${lowest.toFixed(2)}, needed ${needed}` : null;
  };
})();

// Runs axe and returns one line for each thing that is wrong; see axe.py.
async ({ tags, forced, root }) => {
  const found = await axe.run(root ? [...document.querySelectorAll(root)] : document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations", "incomplete"],
    elementRef: true,
  });
  const lines = [];
  for (const kind of ["violations", "incomplete"]) {
    for (const rule of found[kind]) {
      for (const node of rule.nodes) {
        let why = node.failureSummary ?? [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ");
        if (rule.id === "color-contrast" && (kind === "incomplete" || forced)) {
          why = window.findShortfall(node.element);
          if (why === null) continue;
        }
        lines.push(`${rule.id}: ${node.target.flat().join(" ")}: ${why.replace(/\s+/g, " ")}: ${node.html.slice(0, 160)}`);
      }
    }
  }
  return { lines, looked: [...found.passes, ...found.violations].map((rule) => rule.id) };
}

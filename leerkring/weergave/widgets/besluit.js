// A button that tells with each press what stands on the screen at that moment.
//
// The controls of ipywidgets hold a change back while an earlier one is under way, and a press is sent at once: what is
// pressed for could arrive after the press.

function read(control) {
  const labels = control.get("_options_labels");
  if (labels !== undefined) {
    const index = control.get("index");
    return { index, labels: [index ?? []].flat().map((place) => labels[place]) };
  }
  const keuze = control.get("keuze");
  return keuze === undefined ? { tekst: control.get("value") } : { naam: control.get("naam"), keuze };
}

async function render({ model, el }) {
  const button = document.createElement("button");
  button.type = "button";
  el.append(button);
  const show = () => {
    button.textContent = model.get("label");
    button.title = model.get("uitleg");
    button.disabled = model.get("disabled");
    button.className = `jupyter-button lk-besluit${model.get("hoofd") ? " mod-primary" : ""}`;
  };
  model.on("change:label change:disabled change:hoofd change:uitleg", show);
  show();
  const ids = model.get("bij").map((name) => name.replace("IPY_MODEL_", ""));
  const controls = await Promise.all(ids.map((id) => model.widget_manager.get_model(id)));
  button.addEventListener("click", () => model.send({ gezien: controls.map(read) }));
}

export default { render };

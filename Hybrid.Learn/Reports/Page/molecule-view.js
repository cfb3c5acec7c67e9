// Views of a molecule in three dimensions.

function createView(element, label) {
  const view = $3Dmol.createViewer(element, { backgroundColor: cssColour("--card"), antialias: true });
  element.querySelector("canvas").setAttribute("aria-label", label);
  return view;
}

function setMolecule(view, { elements, positions }, style) {
  const lines = elements.map((element, atom) => [element, ...positions.slice(3 * atom, 3 * atom + 3)].join(" "));
  view.removeAllModels();
  view.addModel([elements.length, "", ...lines].join("\n"), "xyz");
  view.setStyle({}, style);
}

// Along the direction in which the molecule is thinnest, tilted by some degrees about x and y: planar molecules face the reader.
function faceMolecule(view, positions, aboutX, aboutY) {
  const [long, , short] = principalAxes(positions);
  const [x, y] = [aboutX, aboutY].map((angle) => angle * Math.PI / 360);
  const tilted = quaternionProduct([Math.sin(x), 0, 0, Math.cos(x)], [0, Math.sin(y), 0, Math.cos(y)]);
  view.setView([...view.getView().slice(0, 4), ...quaternionProduct(tilted, quaternionOfRows([long, cross(short, long), short]))]);
}

// A text at each atom; none where the text is empty. On coloured atoms it needs a ground of its own.
function setLabels(view, { positions }, texts, groundOpacity = 0.0) {
  view.removeAllLabels();
  texts.forEach((text, atom) => {
    if (!text) return;
    view.addLabel(text, {
      position: { x: positions[3 * atom], y: positions[3 * atom + 1], z: positions[3 * atom + 2] },
      backgroundColor: cssColour("--card"), backgroundOpacity: groundOpacity, fontColor: cssColour("--ink"), fontSize: 13, inFront: true, alignment: "center",
    });
  });
  view.render();
}

function recolourView(view) {
  view.setBackgroundColor(cssColour("--card"), 1);
  view.render();
}

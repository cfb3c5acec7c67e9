// Two linked views of the molecule: the hole on the left, the particle on the right.

const orbitalViews = {};

function createViews() {
  for (const part of ["hole", "particle"])
    orbitalViews[part] = createView(byId(`${part}-view`), `Molecule with the ${part} orbital of the chosen state`);
  orbitalViews.hole.linkViewer(orbitalViews.particle);
  orbitalViews.particle.linkViewer(orbitalViews.hole);
}

const bothViews = () => [orbitalViews.hole, orbitalViews.particle];

function showMolecule(spectrum) {
  for (const view of bothViews()) setMolecule(view, spectrum, { stick: { radius: 0.11, colorscheme: "Jmol" }, sphere: { scale: 0.22, colorscheme: "Jmol" } });
  resetView(spectrum);
}

function resetView(spectrum) {
  for (const view of bothViews()) view.zoomTo();
  faceMolecule(orbitalViews.hole, spectrum.positions, 28, 22); // lobes above and below the plane show; the other view follows
}

function showElements(spectrum, isOn) {
  for (const view of bothViews()) setLabels(view, spectrum, spectrum.elements.map((element, atom) => (isOn ? `${element}${atom + 1}` : "")));
}

// Draws both signs of an orbital; returns the number of surfaces and the level.
function showOrbital(part, grid, enclosed) {
  const view = orbitalViews[part];
  view.removeAllShapes();
  if (!grid) {
    view.render();
    return { surfaces: 0, level: null };
  }
  const level = enclosingLevel(grid, enclosed);
  let surfaces = 0;
  for (const [sign, colour] of [[1, `--${part}-plus`], [-1, `--${part}-minus`]]) {
    const mesh = isosurface(grid, sign * level);
    if (mesh.faceArr.length === 0) continue;
    view.addCustom({ ...mesh, color: cssColour(colour), opacity: 0.82 });
    surfaces++;
  }
  view.render();
  return { surfaces, level };
}

function recolourViews() {
  bothViews().forEach(recolourView);
}

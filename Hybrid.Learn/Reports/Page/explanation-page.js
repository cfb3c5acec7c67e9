// What is chosen, and what is said and drawn of it.

const chosen = { molecule: 0, quantity: 0, colouring: "" };
const currentMolecule = () => data.molecules[chosen.molecule];
const currentQuantity = () => currentMolecule().quantities[chosen.quantity];
const currentColouring = () => colourings(currentMolecule(), currentQuantity()).find((one) => one.key === chosen.colouring);
let view;

function chooseMolecule(index) {
  Object.assign(chosen, { molecule: index, quantity: 0 });
  byId("molecule").value = String(index);
  const molecule = currentMolecule();
  byId("subtitle").textContent = `${molecule.name}, ${molecule.elements.length} atoms`;
  byId("quantity").replaceChildren(...molecule.quantities.map((quantity, number) => new Option(quantity.label, String(number))));
  byId("notes").replaceChildren(...molecule.notes.map((note) => made("li", "", note)));
  setMolecule(view, molecule, {});
  resetMolecule();
  chooseQuantity(0);
}

function resetMolecule() {
  view.zoomTo();
  faceMolecule(view, currentMolecule().positions, 20, 12);
}

function chooseQuantity(number) {
  chosen.quantity = number;
  byId("quantity").value = String(number);
  const quantity = currentQuantity();
  sayQuantity(quantity);
  fillWaterfall(byId("parts"), quantity, choosePart);
  const error = quantity.quadratureError;
  byId("quadrature").textContent = quantity.terms.some((term) => term.kind === "learned")
    ? `Parts of the physics, learned parts and the quadrature error (${error === 0 ? "0" : error.toExponential(1).replace(/-/g, "−")} ${quantity.unit}) add up to the prediction.` +
      (quantity.halfWidth ? " The line through the prediction is its error bar." : "")
    : "The parts add up to the prediction.";
  const found = colourings(currentMolecule(), quantity);
  byId("colouring").replaceChildren(...found.map((one) => new Option(one.title, one.key)));
  chooseColouring(found.some((one) => one.key === chosen.colouring && !one.key.startsWith("term:")) ? chosen.colouring : found[0].key);
}

// A number stays on the line of its unit.
const unbroken = (sentence) => sentence.replace(/(\d) (?=eV|Eh|D\b|e\b|%|nm)/g, "$1\u00a0").replace(/ ± /g, "\u00a0±\u00a0");

function sayQuantity(quantity) {
  byId("headline").textContent = unbroken(quantity.headline);
  byId("split").textContent = unbroken(quantity.split);
  byId("largest").textContent = unbroken(quantity.largest);
  drawLine(byId("line"), byId("line-words"), quantity);
  byId("trust").dataset.level = quantity.trust.level;
  byId("verdict").textContent = unbroken(quantity.trust.verdict);
  byId("reasons").replaceChildren(...quantity.trust.reasons.map((reason) => made("li", "", unbroken(reason))));
  byId("summary-card").dataset.quantity = quantity.name;
}

// Parts that belong to atoms can be seen on them.
function choosePart(key) {
  if (colourings(currentMolecule(), currentQuantity()).some((one) => one.key === key)) chooseColouring(key);
  else chooseColouring(chosen.colouring, key);
}

function chooseColouring(key, part = key) {
  chosen.colouring = key;
  byId("colouring").value = key;
  const rows = choosableRows(byId("parts"));
  markRow(byId("parts"), rows.findIndex((row) => row.dataset.part === part));
  const { terms } = currentQuantity(), isTerm = part.startsWith("term:");
  const title = isTerm ? terms[Number(part.slice(5))].name : { physics: "all of the physics", learned: "all that was learned" }[part] ?? "all parts";
  byId("entries-heading").textContent = `Largest entries: ${title}`;
  fillEntries(byId("entries"), currentMolecule(), currentQuantity(), part, title);
  paintAtoms();
}

function paintAtoms() {
  const molecule = currentMolecule(), colouring = currentColouring(), scale = scaleOf(colouring);
  const paint = { colorfunc: (atom) => scale.colour(colouring.values[atom.index]) };
  view.setStyle({}, { stick: { radius: 0.12, ...paint }, sphere: { scale: 0.3, ...paint } });
  const notable = mostNotable(colouring.values, 6);
  const value = (atom) => (colouring.values[atom] === null ? "∞" : (colouring.kind === "signed" ? signed : digits)(colouring.values[atom], 2));
  setLabels(view, molecule, molecule.elements.map((element, atom) => {
    const hasNumber = byId("numbers").checked && notable.has(atom), hasName = byId("labels").checked && (element !== "H" || hasNumber);
    return [hasName ? `${element}${atom + 1}` : "", hasNumber ? value(atom) : ""].filter((text) => text).join(" ");
  }), 0.65);
  const unit = colouring.unit ? ` ${colouring.unit}` : "";
  byId("scale-low").textContent = digits(scale.low, 2) + unit;
  byId("scale-high").textContent = (colouring.kind === "signed" ? "+" : "") + digits(scale.largest, 2) + unit;
  byId("scale-colours").style.background = scale.gradient;
  byId("scale").setAttribute("aria-label", `Colours from ${byId("scale-low").textContent} to ${byId("scale-high").textContent}`);
  const onAtoms = colouring.values.reduce((sum, one) => sum + (one ?? 0), 0), none = colouring.total === undefined ? 0 : colouring.total - onAtoms;
  byId("scale-note").textContent = colouring.note + (Math.abs(none) > 0.5 * 10 ** -colouring.decimals ? ` ${signed(none, colouring.decimals)}${unit} of it comes from constants of the whole model and can't be drawn on an atom.` : "");
  const largest = [...notable].map((atom) => `${molecule.elements[atom]}${atom + 1} ${value(atom)}`).join(", ");
  document.querySelector("#molecule-view canvas").setAttribute("aria-label", `Molecule coloured by ${colouring.title}. Largest: ${largest || "none"}.`);
  Object.assign(byId("atoms-card").dataset, { shown: colouring.key, quantity: currentQuantity().name });
}

function repaint() {
  recolourView(view);
  paintAtoms();
}

byId("molecule-choice").hidden = data.molecules.length === 1;
byId("molecule").replaceChildren(...data.molecules.map((molecule, index) => new Option(molecule.name, String(index))));
byId("molecule").addEventListener("change", (event) => chooseMolecule(Number(event.target.value)));
byId("quantity").addEventListener("change", (event) => chooseQuantity(Number(event.target.value)));
byId("colouring").addEventListener("change", (event) => chooseColouring(event.target.value));
for (const id of ["labels", "numbers"]) byId(id).addEventListener("change", paintAtoms);
byId("reset-view").addEventListener("click", resetMolecule);
writeProvenance(data.molecules.map((molecule) => ({ heading: molecule.name, lines: molecule.provenance })));
byId("formula").textContent = "Learned share: |x(1) − x(0)| / (|x(0)| + |x(1) − x(0)|), x(1) the prediction, x(0) the same with all corrections off. Learned parts: the integral of the derivative along the path that switches the corrections on. " +
  `Written by HybridAtomistic ${data.library}; page format ${data.version}.`;
writeLicences();
view = createView(byId("molecule-view"), "Molecule");
chooseMolecule(0);
onColours(repaint);
document.documentElement.dataset.ready = "true";

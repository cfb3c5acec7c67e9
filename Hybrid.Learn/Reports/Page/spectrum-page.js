// What is chosen and shown, and what the controls do to it.

const shown = { unit: data.settings.unit, shape: data.settings.shape, width: data.settings.fullWidth, quantity: "absorption", enclosed: 0.7 };
const chosen = { spectrum: 0, state: -1, pair: 0 };
const grids = new Map(); // decoded when they are first looked at
const currentSpectrum = () => data.spectra[chosen.spectrum];
const currentState = () => currentSpectrum().states[chosen.state];
const percent = (part) => `${(100 * part).toFixed(0)} %`;

function gridOf(spectrum, orbital) {
  const key = `${spectrum}/${orbital}`;
  if (!grids.has(key)) grids.set(key, decodedGrid(data.spectra[spectrum].orbitals[orbital]));
  return grids.get(key);
}

const redraw = () => drawSpectrum(byId("plot"), data, shown, chosen);

function chooseSpectrum(index) {
  Object.assign(chosen, { spectrum: index, state: -1, pair: 0 });
  byId("spectrum").value = String(index);
  const spectrum = currentSpectrum();
  byId("subtitle").textContent = `${spectrum.name}, ${spectrum.elements.length} atoms${spectrum.method ? `, ${spectrum.method}` : ""}`;
  fillTable(byId("states"), data, spectrum, chooseState);
  showMolecule(spectrum);
  showElements(spectrum, byId("labels").checked);
}

// The brightest state is what a visitor asks for first.
function brightest(spectrum) {
  return spectrum.states.reduce((best, state, n) => (best < 0 || state.strength > spectrum.states[best].strength ? n : best), -1);
}

function chooseState(number) {
  Object.assign(chosen, { state: number, pair: 0 });
  markRow(byId("states"), number);
  describeState(currentState());
  redraw();
  return drawOrbitals();
}

function describeState(state) {
  byId("state-heading").textContent = state ? `State ${state.label}` : "Molecule";
  byId("state-numbers").textContent = state
    ? `${state.energy.toFixed(3)} eV · ${(data.electronvoltNanometres / state.energy).toFixed(1)} nm` + (state.multiplicity === 1 ? ` · f = ${state.strength.toFixed(4)}` : "")
    : "";
  byId("state-character").textContent = state ? state.character : "";
  const buttons = (state?.pairs ?? []).map((pair, number) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `pair ${number + 1}: ${percent(pair.weight)}`;
    button.setAttribute("aria-pressed", String(number === chosen.pair));
    button.addEventListener("click", () => {
      chosen.pair = number;
      [...byId("pairs").children].forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
      drawOrbitals();
    });
    return button;
  });
  byId("pairs").replaceChildren(...buttons);
  if (state && buttons.length === 0) byId("state-character").textContent += " (no orbitals are stored for this state)";
}

// data-state and data-surfaces of #orbital-card say what has been drawn, when it has.
async function drawOrbitals() {
  const request = { spectrum: chosen.spectrum, state: chosen.state, pair: chosen.pair };
  const pair = currentState()?.pairs[chosen.pair];
  const found = await Promise.all(["hole", "particle"].map((part) => (pair ? gridOf(request.spectrum, pair[part]) : null)));
  if (Object.keys(request).some((key) => request[key] !== chosen[key])) return; // another one was chosen meanwhile
  let surfaces = 0;
  ["hole", "particle"].forEach((part, n) => {
    const drawn = showOrbital(part, found[n], shown.enclosed);
    surfaces += drawn.surfaces;
    byId(`${part}-level`).innerHTML = drawn.level === null ? "" : `(|φ| = ${drawn.level.toFixed(3)} a<sub>0</sub><sup>−3/2</sup>)`;
  });
  byId("orbital-card").dataset.surfaces = String(surfaces);
  byId("orbital-card").dataset.state = currentState()?.label ?? "";
}

function writeNotes() {
  writeProvenance(data.spectra.map((spectrum) => ({ heading: spectrumName(spectrum), lines: spectrum.provenance })));
  writeLicences();
  byId("formula").textContent = `Bands: ε(E) = ${data.absorptivityPerStrength.toFixed(0)} L mol⁻¹ cm⁻¹ eV · Σ f g(E − E_N), g of area one with the full width at half maximum chosen above. ` +
    `Surfaces enclose the chosen part of φ². Written by HybridAtomistic ${data.library}; page format ${data.version}.`;
  const highest = Math.min(...data.spectra.map((spectrum) => Math.max(0, ...spectrum.states.map((state) => state.energy))));
  const averages = [...new Set(data.spectra.flatMap((spectrum) => (spectrum.average ? [spectrum.average.name] : [])))];
  byId("plot-note").textContent = `Sticks (right axis) are states, ◇ triplets; lines (left axis) are ${averages.length > 0 ? "a broadened sum" : "their broadened sum"}. ` +
    (averages.length > 0 ? `Lines are a ${averages.join("; a ")}, sticks those of one structure. ` : "") +
    `Not all states above ${highest.toFixed(2)} eV (${(data.electronvoltNanometres / highest).toFixed(0)} nm) were computed: bands fade out there.`;
}

function connectControls() {
  for (const name of ["unit", "shape", "quantity"])
    for (const input of document.getElementsByName(name)) {
      input.checked = input.value === shown[name];
      input.addEventListener("change", () => { shown[name] = input.value; redraw(); });
    }
  byId("quantity").hidden = !data.spectra.some((spectrum) => spectrum.states.some((state) => state.rotatory !== undefined));
  const slider = (id, value, text, change) => {
    const label = () => { byId(`${id}-value`).textContent = text(Number(byId(id).value)); };
    byId(id).value = String(value);
    label();
    byId(id).addEventListener("input", () => { label(); change(Number(byId(id).value)); });
  };
  slider("width", shown.width, (value) => `${value.toFixed(2)} eV`, (value) => { shown.width = value; redraw(); });
  slider("enclosed", 100 * shown.enclosed, (value) => `${value} %`, (value) => { shown.enclosed = value / 100; drawOrbitals(); });
  byId("labels").addEventListener("change", () => showElements(currentSpectrum(), byId("labels").checked));
  byId("reset-view").addEventListener("click", () => resetView(currentSpectrum()));
  byId("choice").hidden = data.spectra.length === 1;
  byId("spectrum").replaceChildren(...data.spectra.map((spectrum, index) => new Option(spectrumName(spectrum), String(index))));
  byId("spectrum").addEventListener("change", (event) => {
    chooseSpectrum(Number(event.target.value));
    chooseState(brightest(currentSpectrum()));
  });
}

function repaint() {
  redraw();
  recolourViews();
  return drawOrbitals();
}

connectControls();
writeNotes();
createViews();
chooseSpectrum(0);
chooseState(brightest(currentSpectrum())).then(() => {
  byId("plot").on("plotly_click", ({ points }) => {
    const target = points.find((point) => point.customdata)?.customdata;
    if (!target) return;
    if (target[0] !== chosen.spectrum) chooseSpectrum(target[0]);
    chooseState(target[1]);
  });
  document.documentElement.dataset.ready = "true";
});
onColours(repaint);

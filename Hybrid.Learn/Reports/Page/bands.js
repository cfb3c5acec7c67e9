// From states to bands. Energies in eV throughout; nm only where something is shown.

// Area one over energy; w is the full width at half maximum.
const lineShapes = {
  gaussian: (d, w) => (2 / w) * Math.sqrt(Math.LN2 / Math.PI) * Math.exp((-4 * Math.LN2 * d * d) / (w * w)),
  lorentzian: (d, w) => w / (2 * Math.PI) / (d * d + (w * w) / 4),
};

function bandValue(data, states, energy, shown) {
  const g = lineShapes[shown.shape];
  let sum = 0;
  for (const state of states) {
    const line = g(energy - state.energy, shown.width);
    sum += shown.quantity === "absorption"
      ? data.absorptivityPerStrength * state.strength * line
      : data.dichroismPerStrength * state.energy * (state.rotatory ?? 0) * line;
  }
  return sum;
}

function shownRange(data, shown) {
  if (data.settings.range) return data.settings.range;
  const energies = data.spectra.flatMap((spectrum) => spectrum.states.map((state) => state.energy));
  if (energies.length === 0) return [1, 10];
  const margin = Math.max(0.6, 1.2 * shown.width);
  return [Math.max(0.6, Math.min(...energies) - margin), Math.max(...energies) + margin];
}

function bands(data, states, shown) {
  const points = 1200;
  const [low, high] = shownRange(data, shown);
  const energies = Array.from({ length: points + 1 }, (_, n) => low + ((high - low) * n) / points);
  return { energies, values: energies.map((energy) => bandValue(data, states, energy, shown)) };
}

const stickHeight = (state, shown) => (shown.quantity === "absorption" ? state.strength : state.rotatory ?? 0);

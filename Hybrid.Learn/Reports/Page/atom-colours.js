// What can be shown on the atoms, and its colours.

function sumOfTerms(quantity, elements, kind) {
  const terms = quantity.terms.filter((term) => term.kind === kind);
  const values = elements.map((_, atom) => terms.reduce((sum, term) => sum + (term.atoms?.[atom] ?? 0), 0));
  return { values, total: terms.reduce((sum, term) => sum + term.value, 0) };
}

// Each has a key, a title, a value per atom, and how it is drawn: "signed" about zero, or "weight" and "distance" from zero on.
function colourings(molecule, quantity) {
  const { unit, decimals } = quantity, found = [];
  const add = (key, title, values, kind, note, total) => found.push({ key, title, values, kind, note, total, unit: kind === "signed" ? unit : "", decimals: kind === "signed" ? decimals : 2 });
  const words = `Green raises the number, purple lowers it.`;
  const hasLearned = quantity.terms.some((term) => term.kind === "learned");
  if (hasLearned) add("learned", "all that was learned", ...Object.values(sumOfTerms(quantity, molecule.elements, "learned")).slice(0, 1), "signed", words, sumOfTerms(quantity, molecule.elements, "learned").total);
  add("physics", "all of the physics", sumOfTerms(quantity, molecule.elements, "physics").values, "signed", words, sumOfTerms(quantity, molecule.elements, "physics").total);
  if (quantity.donors) add("donors", "where the electron leaves", quantity.donors, "weight", "The part of each atom in the hole; all together are 1.");
  if (quantity.acceptors) add("acceptors", "where the electron goes", quantity.acceptors, "weight", "The part of each atom in the particle; all together are 1.");
  if (molecule.distances) add("distance", "distance to the training data", molecule.distances, "distance", "1 is the edge of what the training data hold; beyond it no error bar is calibrated.");
  quantity.terms.forEach((term, index) => {
    if (term.atoms) add(`term:${index}`, `${term.kind === "learned" ? "learned" : "physics"}: ${term.name}`, term.atoms, "signed", `${term.meaning ? `${term.meaning[0].toUpperCase()}${term.meaning.slice(1)}. ` : ""}${words}`, term.value);
  });
  return found;
}

function mixed(a, b, part) {
  const parse = (hex) => [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));
  const [x, y] = [parse(a), parse(b)];
  return `#${x.map((value, k) => Math.round(value + (y[k] - value) * part).toString(16).padStart(2, "0")).join("")}`;
}

function scaleOf(colouring) {
  const known = colouring.values.filter((value) => value !== null).map(Math.abs);
  const largest = Math.max(...known, colouring.kind === "distance" ? 1 : 0) || 1;
  const end = { signed: ["--low", "--high"], weight: ["--none", "--physics"], distance: ["--none", "--far"] }[colouring.kind].map(cssColour);
  const none = cssColour("--none");
  const colour = (value) => (value === null ? end[1] : value < 0 ? mixed(none, end[0], -value / largest) : mixed(none, end[1], Math.min(1, value / largest)));
  const isSigned = colouring.kind === "signed";
  return { largest, colour, low: isSigned ? -largest : 0, gradient: `linear-gradient(to right, ${isSigned ? `${end[0]}, ` : ""}${none}, ${end[1]})` };
}

// The atoms with the largest values, at most some, and none that is small beside the largest.
function mostNotable(values, count) {
  const size = (atom) => (values[atom] === null ? Infinity : Math.abs(values[atom]));
  const order = values.map((_, atom) => atom).sort((a, b) => size(b) - size(a));
  return new Set(order.slice(0, count).filter((atom) => size(atom) > 0.1 * size(order[0])));
}

// The largest entries, by atom and pair, of one part or of all.

function entriesOf(quantity, key) {
  const terms = quantity.terms.filter((term, index) => key === `term:${index}` || key === term.kind || (key !== "physics" && key !== "learned" && !key.startsWith("term:")));
  const entries = terms.flatMap((term) => term.largest.map((entry) => ({ ...entry, term })));
  entries.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const shown = entries.slice(0, mostEntries), sum = terms.reduce((total, term) => total + term.value, 0), count = terms.reduce((total, term) => total + term.entries, 0);
  return { shown, others: count - shown.length, rest: sum - shown.reduce((total, entry) => total + entry.value, 0), sum };
}

const mostEntries = 30;

function fillEntries(table, molecule, quantity, key, title) {
  const { shown, others, rest, sum } = entriesOf(quantity, key);
  const atoms = (entry) => (entry.atoms.length === 0 ? "no atom" : entry.atoms.map((atom) => `${molecule.elements[atom]}${atom + 1}`).join("–"));
  const rows = [...shown];
  if (others > 0) rows.push({ words: `${others} smaller ones together`, value: rest });
  rows.push({ words: "sum", value: sum });
  const decimals = quantity.decimals + 1;
  fillRows(table, `Largest entries: ${title}`, [
    ["atoms", "", (row) => row.words ?? atoms(row)],
    [quantity.unit, "number", (row) => (row.words === "sum" ? digits(row.value, decimals) : signed(row.value, decimals))],
    ["part", "", (row) => row.term?.name ?? ""],
    ["", "", (row) => row.term?.kind ?? ""],
  ], rows);
}

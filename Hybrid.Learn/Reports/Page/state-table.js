// The table of states.

function fillTable(table, data, spectrum, choose) {
  const hasRotatory = spectrum.states.some((state) => state.rotatory !== undefined);
  const columns = [
    ["state", "", (state) => state.label],
    ["E / eV", "number", (state) => state.energy.toFixed(3)],
    ["λ / nm", "number", (state) => (data.electronvoltNanometres / state.energy).toFixed(1)],
    ["f", "number", (state) => (state.multiplicity === 1 ? state.strength.toFixed(4) : "–")],
    ...(hasRotatory ? [["R / 10⁻⁴⁰ cgs", "number", (state) => (state.rotatory === undefined ? "–" : state.rotatory.toFixed(1).replace(/^-(0\.0)$/, "$1"))]] : []),
    ["character", "", (state) => state.character],
    ["leading configurations", "", (state) => state.configurations.slice(0, 2).map((words) => words.replace(/ /g, "\u00a0")).join("; ")],
  ];
  fillRows(table, `States of ${spectrumName(spectrum)}`, columns, spectrum.states, choose);
  choosableRows(table).forEach((row, number) => { row.dataset.state = spectrum.states[number].label; });
}

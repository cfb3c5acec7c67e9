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
  const head = document.createElement("thead"), body = document.createElement("tbody");
  const titles = head.insertRow();
  for (const [title, kind] of columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.className = kind;
    cell.textContent = title;
    titles.append(cell);
  }
  spectrum.states.forEach((state, number) => {
    const row = body.insertRow();
    row.tabIndex = number === 0 ? 0 : -1;
    row.dataset.state = state.label;
    row.setAttribute("aria-selected", "false");
    for (const [, kind, text] of columns) {
      const cell = row.insertCell();
      cell.className = kind;
      cell.textContent = text(state);
    }
    row.addEventListener("click", () => choose(number));
  });
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", `States of ${spectrumName(spectrum)}`);
  table.replaceChildren(head, body);
  body.addEventListener("keydown", (event) => moveByKey(event, body, choose));
}

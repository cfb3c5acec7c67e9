// The table of states: one row can be chosen, by mouse or by keys.

function fillTable(table, data, spectrum, choose) {
  const hasRotatory = spectrum.states.some((state) => state.rotatory !== undefined);
  const columns = [
    ["state", "", (state) => state.label],
    ["E / eV", "number", (state) => state.energy.toFixed(3)],
    ["λ / nm", "number", (state) => (data.electronvoltNanometres / state.energy).toFixed(1)],
    ["f", "number", (state) => (state.multiplicity === 1 ? state.strength.toFixed(4) : "–")],
    ...(hasRotatory ? [["R / 10⁻⁴⁰ cgs", "number", (state) => (state.rotatory === undefined ? "–" : state.rotatory.toFixed(1))]] : []),
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

// Arrows, Page Up and Down, Home and End go to another row; Enter and Space choose the row.
function moveByKey(event, body, choose) {
  const rows = [...body.rows], at = rows.indexOf(event.target.closest("tr"));
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8, Home: 0, End: rows.length - 1 };
  if (event.key === "Enter" || event.key === " ") {
    choose(at);
  } else if (event.key in moves) {
    const to = Math.max(0, Math.min(rows.length - 1, moves[event.key]));
    rows.forEach((row, number) => { row.tabIndex = number === to ? 0 : -1; });
    rows[to].focus();
  } else {
    return;
  }
  event.preventDefault();
}

function markRow(table, number) {
  [...table.tBodies[0].rows].forEach((row, index) => {
    row.setAttribute("aria-selected", String(index === number));
    row.tabIndex = index === Math.max(0, number) ? 0 : -1;
  });
  const row = table.tBodies[0].rows[number], frame = table.parentElement; // the frame scrolls, the page stays
  if (!row) return;
  const above = row.offsetTop - table.tHead.offsetHeight - frame.scrollTop, below = row.offsetTop + row.offsetHeight - frame.scrollTop - frame.clientHeight;
  if (above < 0 || below > 0) frame.scrollTop += above < 0 ? above : below;
}

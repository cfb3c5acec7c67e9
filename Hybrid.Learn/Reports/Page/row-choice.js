// Tables of which one row can be chosen, by mouse or by keys.

// Columns are [title, class, what a cell shows of an item]: a text, or an element that becomes the cell.
function fillRows(table, label, columns, items, choose) {
  const head = made("thead"), body = made("tbody"), titles = head.insertRow();
  for (const [title, kind] of columns) {
    const cell = made("th", kind, title);
    cell.scope = "col";
    titles.append(cell);
  }
  items.forEach((item, number) => {
    const row = body.insertRow();
    for (const [, kind, show] of columns) {
      const shown = show(item);
      row.append(shown instanceof Element ? shown : made("td", kind, shown));
    }
    if (choose) makeChoosable(row, number, () => choose(number));
  });
  table.setAttribute("aria-label", label);
  table.replaceChildren(head, body);
  if (choose) obeyKeys(table, choose);
}

function makeChoosable(row, number, choose) {
  row.tabIndex = number === 0 ? 0 : -1;
  row.setAttribute("aria-selected", "false");
  row.addEventListener("click", choose);
}

const choosableRows = (table) => [...table.tBodies[0].rows].filter((row) => row.hasAttribute("aria-selected"));

// Arrows, Page Up and Down, Home and End go to another row; Enter and Space choose the row.
function obeyKeys(table, choose) {
  table.setAttribute("role", "grid");
  table.tBodies[0].addEventListener("keydown", (event) => {
    const rows = choosableRows(table), at = rows.indexOf(event.target.closest("tr"));
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
  });
}

function markRow(table, number) {
  const rows = choosableRows(table);
  rows.forEach((row, index) => {
    row.setAttribute("aria-selected", String(index === number));
    row.tabIndex = index === Math.max(0, number) ? 0 : -1;
  });
  const row = rows[number], frame = table.parentElement; // the frame scrolls, the page stays
  if (!row) return;
  const above = row.offsetTop - table.tHead.offsetHeight - frame.scrollTop, below = row.offsetTop + row.offsetHeight - frame.scrollTop - frame.clientHeight;
  if (above < 0 || below > 0) frame.scrollTop += above < 0 ? above : below;
}

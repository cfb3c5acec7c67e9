// Tables of which one row can be chosen, by mouse or by keys.

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

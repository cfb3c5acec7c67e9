// What a model learned: parameters, elements, surroundings.

function fillParameters() {
  const order = document.querySelector("[name=order]:checked").value;
  const items = [...data.parameters];
  if (order === "drift") items.sort((a, b) => Math.abs(b.drift) - Math.abs(a.drift));
  const named = (parameter) => {
    const cell = made("td", "", parameter.name);
    cell.title = parameter.meaning;
    return cell;
  };
  const judged = (parameter) => {
    const cell = made("td", "", parameter.verdict);
    if (parameter.isAtBound) cell.append(parameter.verdict ? ", " : "", made("span", "bound-word", "at its bound"));
    return cell;
  };
  const table = byId("parameters");
  fillRows(table, "Physical parameters", [
    ["parameter", "", named],
    ["published", "number", (parameter) => value(parameter.published)],
    ["learned", "number", (parameter) => value(parameter.learned)],
    ["drift", "number", (parameter) => signed(parameter.drift, 2) + (data.isKnown ? ` ± ${digits(parameter.deviation, 2)}` : "")],
    ["", "drift", (parameter) => driftBar(parameter.drift, parameter.deviation)],
    ...(data.isKnown ? [["left over", "number", (parameter) => digits(parameter.leftOver, 2)]] : []),
    [data.isKnown ? "the data say" : "", "", judged],
  ], items);
  table.tHead.rows[0].cells[4].replaceWith(driftHeader());
}

// Four digits tell a learned value from a published one.
const value = (number) => String(Number(number.toPrecision(4))).replace("-", "−");

function fillShifts() {
  const parameter = byId("shifted").value, table = byId("shifts");
  fillRows(table, `${parameter} by surroundings`, [
    ["atom (bonded to)", "", (shift) => shift.surroundings],
    ["sites", "number", (shift) => String(shift.count)],
    ["mean drift", "number", (shift) => signed(shift.mean, 2)],
    ["scatter", "number", (shift) => digits(shift.deviation, 2)],
    ["", "drift", (shift) => driftDot(shift.mean, shift.deviation)],
    ["mean value", "number", (shift) => `${value(shift.value)}${shift.unit === "1" ? "" : ` ${shift.unit}`}`],
  ], data.shifts.filter((shift) => shift.parameter === parameter));
  table.tHead.rows[0].cells[4].replaceWith(driftHeader());
}

byId("subtitle").textContent = data.subtitle;
byId("summary").replaceChildren(...data.summary.map((sentence) => made("p", "", sentence)));
byId("parameters-card").hidden = data.parameters.length === 0;
byId("drift-note").textContent = `Bars: drift from the published value in prior widths; dashed: the bound of ±${data.bound}.` +
  (data.isKnown ? " Lines: what the data leave open (one standard deviation). Left over: 0 the data fix it, 1 they say nothing." : "");
byId("offsets").textContent = data.offsets.length === 0 ? "" :
  `Learned beside them, what other levels of theory differ by: ${data.offsets.map((offset) => `${offset.name.slice(7)} ${signed(offset.learned, 3)} ${offset.unit}`).join(", ")}.`;
document.getElementsByName("order").forEach((input) => input.addEventListener("change", fillParameters));
fillParameters();

byId("map-card").hidden = !data.elements;
if (data.elements) {
  drawMap(byId("map"), data.elements);
  fillDistances(byId("distances"), data.elements);
  byId("map-note").textContent = "Elements that the network treats alike lie close to each other. " +
    (data.elements.shownShare === undefined ? "" : `The two directions hold ${(100 * data.elements.shownShare).toFixed(0)} % of the scatter; the table has the distances in all of them.`);
}

byId("shifts-card").hidden = !data.shifts || data.shifts.length === 0;
if (data.shifts && data.shifts.length > 0) {
  byId("shifted").replaceChildren(...[...new Set(data.shifts.map((shift) => shift.parameter))].map((name) => new Option(name, name)));
  byId("shifted").addEventListener("change", fillShifts);
  byId("shifts-note").textContent = `What the network makes of one parameter in different surroundings, from ${data.structures} structures: mean (dot) and scatter (line) of the drift in prior widths. O(C) is a carbonyl oxygen, O(C,H) one of a hydroxyl group.`;
  fillShifts();
}

byId("data-card").hidden = data.combinations.length === 0;
fillRows(byId("combinations"), "Combinations of parameters", [
  ["", "number", (combination) => String(combination.number)],
  ["made of", "", (combination) => combination.words],
  ["information", "number", (combination) => combination.information.toExponential(1).replace(/-/g, "−")],
  ["left over", "number", (combination) => digits(combination.leftOver, 3)],
], data.combinations);
for (const id of ["trade-note", "trade-frame"]) byId(id).hidden = data.tradeOffs.length === 0;
fillRows(byId("trade-offs"), "Parameters that make up for one another", [
  ["one", "", (pair) => pair.first],
  ["the other", "", (pair) => pair.second],
  ["correlation", "number", (pair) => signed(pair.correlation, 2)],
], data.tradeOffs);

writeProvenance([{ heading: "Where this comes from", lines: data.provenance }]);
byId("formula").textContent = `Written by HybridAtomistic ${data.library}; page format ${data.version}. How to read it: docs/uncertainty.md.`;
document.documentElement.dataset.ready = "true";

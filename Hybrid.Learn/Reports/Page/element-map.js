// The learned map of the elements in its two main directions, both in one scale.

function drawMap(svg, map) {
  const draw = (tag, attributes, text) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    svg.append(element);
  };
  const [width, height, margin] = [400, 300, 34];
  const x = map.symbols.map((_, k) => map.points[2 * k]), y = map.symbols.map((_, k) => map.points[2 * k + 1]);
  const middle = (values) => (Math.min(...values) + Math.max(...values)) / 2, size = (values) => Math.max(...values) - Math.min(...values);
  const scale = Math.min((width - 2 * margin) / (size(x) || 1), (height - 2 * margin) / (size(y) || 1));
  const at = (k) => [width / 2 + scale * (x[k] - middle(x)), height / 2 - scale * (y[k] - middle(y))];
  svg.replaceChildren();
  map.symbols.forEach((_, a) => map.symbols.forEach((_, b) => {
    if (a < b) draw("line", { x1: at(a)[0], y1: at(a)[1], x2: at(b)[0], y2: at(b)[1] });
  }));
  map.symbols.forEach((symbol, k) => {
    draw("circle", { cx: at(k)[0], cy: at(k)[1], r: 20 });
    draw("text", { x: at(k)[0], y: at(k)[1] }, symbol);
  });
  svg.setAttribute("aria-label", `Map of ${map.symbols.join(", ")}: the table below has their distances.`);
}

function fillDistances(table, map) {
  const n = map.symbols.length;
  fillRows(table, "Distances between elements", [
    ["", "", (k) => map.symbols[k]],
    ...map.symbols.map((symbol, other) => [symbol, "number", (k) => (k === other ? "–" : map.distances[k * n + other].toFixed(1))]),
  ], map.symbols.map((_, k) => k));
}

// From physics to prediction: a table with a bar for each part, beginning where the last one ended.

// Learned terms by size; physics as the equations have it.
function stepsOf(quantity) {
  const terms = (kind) => quantity.terms.filter((term) => term.kind === kind);
  const physics = terms("physics"), learned = terms("learned").sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const steps = [];
  let at = 0;
  const part = (key, name, meaning, kind, value) => { steps.push({ key, name, meaning, kind, value, from: at, to: at + value }); at += value; };
  const total = (key, name, meaning, value) => { steps.push({ key, name, meaning, kind: "total", value, from: 0, to: value }); at = value; };
  for (const term of physics) part(`term:${quantity.terms.indexOf(term)}`, term.name, term.meaning, "physics", term.value);
  if (learned.length > 0) {
    total("physics", "physics alone", "", quantity.physics);
    for (const term of learned) part(`term:${quantity.terms.indexOf(term)}`, term.name, term.meaning, "learned", term.value);
    part("error", "quadrature error", "what the integration over the corrections misses", "error", quantity.quadratureError);
  }
  total(learned.length > 0 ? "learned" : "physics", "prediction", "", quantity.value);
  return steps;
}

function spanOf(steps, whisker) {
  const ends = steps.flatMap((step) => (step.kind === "total" ? [step.to - whisker, step.to + whisker] : [step.from, step.to]));
  return [Math.min(...ends), Math.max(...ends)];
}

function fillWaterfall(table, quantity, choose) {
  const steps = stepsOf(quantity), whisker = quantity.halfWidth ?? 0;
  const split = steps.findIndex((step) => step.key === "physics" && step.kind === "total");
  const [low, high] = spanOf(split < 0 ? steps : steps.slice(0, split + 1), whisker);
  const whole = padded(Math.min(0, low), Math.max(0, high), 0.03);
  const after = split < 0 ? [] : steps.slice(split);
  const [from, to] = after.length > 0 ? spanOf(after, whisker) : [0, 0];
  const zoomed = padded(from, to, 0.08), zoom = (whole.high - whole.low) / (zoomed.high - zoomed.low);
  const isZoomed = after.length > 0 && zoom > 2.5;

  const head = made("thead"), body = made("tbody");
  head.append(axisRow(["part", quantity.unit], whole, "th"));
  let number = 0;
  steps.forEach((step, index) => {
    const inZoom = isZoomed && index > split;
    if (isZoomed && index === split + 1)
      body.append(axisRow([`what was learned, on a scale drawn ${zoom.toFixed(0)} times larger`, ""], zoomed, "td", "zoom"));
    const row = body.insertRow(), name = made("td"), bar = made("td", "chart");
    row.className = step.kind;
    row.dataset.part = step.key;
    if (inZoom) row.dataset.zoomed = "true";
    // A learned parameter by what it does; its name in the files stands beside.
    const [first, second] = step.kind === "learned" && step.meaning ? [step.meaning, step.name] : [step.name, step.meaning];
    name.append(made("span", "", first), " ", made("span", "meaning", second));
    name.title = step.meaning ? `${step.name}: ${step.meaning}` : step.name;
    drawBar(bar, step, steps[index - 1], inZoom ? zoomed : whole, inZoom, step.name === "prediction" ? whisker : 0);
    row.append(name, bar, made("td", "number", numberOf(step, quantity)));
    const own = number++;
    makeChoosable(row, own, () => choose(step.key));
  });
  table.setAttribute("aria-label", "Parts of the prediction");
  table.replaceChildren(head, body);
  obeyKeys(table, (at) => choose(steps[at].key));
  return steps;
}

function numberOf(step, quantity) {
  if (step.kind === "total") return digits(step.value, quantity.decimals);
  return step.kind === "error" ? (step.value === 0 ? "0" : step.value.toExponential(1).replace(/-/g, "−")) : signed(step.value, quantity.decimals);
}

function padded(low, high, part) {
  const size = high - low || 1;
  return { low: low - part * size, high: high + part * size };
}

const placeOf = (value, axis) => 100 * (value - axis.low) / (axis.high - axis.low);

function axisRow([name, unit], axis, tag, className) {
  const row = made("tr", className ?? ""), chart = made(tag, "chart");
  const ticks = roundTicks(axis.low, axis.high, 5);
  for (const { value, text } of ticks) {
    const tick = made("span", "tick", text);
    tick.style.left = `${placeOf(value, axis)}%`;
    if (placeOf(value, axis) > 1.5 && placeOf(value, axis) < 98.5) chart.append(tick);
  }
  chart.setAttribute("aria-hidden", "true");
  row.append(made(tag, "", name), chart, made(tag, "number", unit));
  return row;
}

function drawBar(cell, step, previous, axis, inZoom, whisker) {
  const line = (className, value) => {
    const element = made("i", className);
    element.style.left = `${placeOf(value, axis)}%`;
    cell.append(element);
  };
  const span = (className, a, b) => {
    const element = made("i", className), [left, right] = [a, b].map((value) => placeOf(value, axis)).sort((x, y) => x - y);
    Object.assign(element.style, { left: `${left}%`, width: `${right - left}%` });
    cell.append(element);
  };
  for (const { value } of roundTicks(axis.low, axis.high, 5)) line("grid", value);
  if (previous) line("link before", previous.to);
  if (step.name !== "prediction") line("link after", step.to);
  // Far from zero a total is a mark: a bar would have no beginning.
  if (step.kind === "total" && inZoom) line("mark", step.to);
  else if (step.kind !== "error" || Math.abs(placeOf(step.to, axis) - placeOf(step.from, axis)) > 0.2) span(`piece ${step.kind === "total" && step.key === "physics" ? "physics" : step.kind}`, step.from, step.to);
  if (whisker > 0) span("whisker", step.to - whisker, step.to + whisker);
}

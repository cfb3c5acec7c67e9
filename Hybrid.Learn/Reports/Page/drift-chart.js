// Drifts as cells of a table, in prior widths: zero and the bounds are marked.

const driftReach = data.bound * 1.12;
const driftPlace = (drift) => 50 + 50 * Math.max(-1, Math.min(1, drift / driftReach));

function driftHeader() {
  const cell = made("th", "drift");
  cell.scope = "col";
  cell.append(made("span", "unseen", "drift as a bar"));
  for (let tick = -data.bound; tick <= data.bound; tick++) {
    const label = made("span", "", digits(tick, 0));
    label.style.left = `${driftPlace(tick)}%`;
    label.setAttribute("aria-hidden", "true");
    cell.append(label);
  }
  return cell;
}

function driftRules(cell) {
  for (let tick = -data.bound; tick <= data.bound; tick++) {
    const rule = made("i", `rule${tick === 0 ? " zero" : Math.abs(tick) === data.bound ? " bound" : ""}`);
    rule.style.left = `${driftPlace(tick)}%`;
    cell.append(rule);
  }
}

function driftSpan(cell, className, from, to) {
  const element = made("i", className), [left, right] = [driftPlace(from), driftPlace(to)].sort((a, b) => a - b);
  Object.assign(element.style, { left: `${left}%`, width: `${right - left}%` });
  cell.append(element);
}

// A bar from zero, with an error bar where one is known.
function driftBar(drift, deviation) {
  const cell = made("td", "drift");
  driftRules(cell);
  driftSpan(cell, "piece", 0, drift);
  if (deviation !== undefined) driftSpan(cell, "whisker", drift - deviation, drift + deviation);
  return cell;
}

// A mean with its scatter.
function driftDot(mean, deviation) {
  const cell = made("td", "drift"), dot = made("i", "dot");
  driftRules(cell);
  driftSpan(cell, "whisker", mean - deviation, mean + deviation);
  dot.style.left = `${driftPlace(mean)}%`;
  cell.append(dot);
  return cell;
}

// Physics alone, the step that was learned, and the prediction with its error bars, on one axis.

function drawLine(box, words, quantity) {
  const learned = quantity.value - quantity.physics;
  box.hidden = words.hidden = quantity.share === 0 || learned === 0;
  if (box.hidden) return;
  const [half, wide] = [quantity.halfWidth ?? 0, quantity.halfWidth95 ?? 0];
  const ends = [quantity.physics, quantity.value - wide, quantity.value + wide];
  const axis = padded(Math.min(...ends), Math.max(...ends), 0.08);
  box.replaceChildren();
  const at = (className, from, to = from) => {
    const element = made("i", className), [left, right] = [from, to].map((value) => placeOf(value, axis)).sort((a, b) => a - b);
    element.style.left = `${left}%`;
    if (to !== from) element.style.width = `${right - left}%`;
    box.append(element);
    return element;
  };
  for (const { value, text } of roundTicks(axis.low, axis.high, 5)) {
    at("grid", value);
    at("tick", value).textContent = text;
  }
  if (wide > 0) at("wide", quantity.value - wide, quantity.value + wide);
  if (half > 0) at("half", quantity.value - half, quantity.value + half);
  at("piece learned", quantity.physics, quantity.value);
  at("mark physics", quantity.physics);
  at("mark total", quantity.value);

  const entries = [["physics", `physics alone ${digits(quantity.physics, quantity.decimals)}`], ["learned", `learned ${signed(learned, quantity.decimals)}`], ["total", `prediction ${digits(quantity.value, quantity.decimals)}`]];
  if (half > 0) entries.push(["half", `±${digits(half, 2)} ${quantity.unit}: 68 % of such errors`]);
  if (wide > 0) entries.push(["wide", `±${digits(wide, 2)} ${quantity.unit}: 95 %`]);
  words.replaceChildren(...entries.map(([className, text]) => {
    const entry = made("span");
    entry.append(made("i", `swatch ${className}`), `${text} ${className === "half" || className === "wide" ? "" : quantity.unit}`.trim());
    return entry;
  }));
  box.setAttribute("aria-label", entries.map(([, text]) => text).join("; "));
}

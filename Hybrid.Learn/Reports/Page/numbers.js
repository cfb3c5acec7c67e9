// Numbers for people.

// With a true minus sign; zero has none.
function digits(value, decimals) {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

const signed = (value, decimals) => (Number(value.toFixed(decimals)) > 0 ? "+" : "") + digits(value, decimals);

// About so many round numbers between two.
function roundTicks(low, high, count) {
  const rough = (high - low) / count, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((candidate) => candidate >= rough);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) ticks.push({ value: k * step, text: digits(k * step, decimals) });
  return ticks;
}

// The plot: bands on the left axis, sticks on the right one.

// Okabe and Ito's colours, which the colour-blind can tell apart.
const seriesOnWhite = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f"];
const seriesOnBlack = ["#4ea8e0", "#ff8a3d", "#2fc69a", "#e59bc6", "#f2bd3a", "#9ad1f5", "#b0b0b0"]; // the same, lighter
const seriesColour = (index) => {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches && !document.documentElement.classList.contains("paper");
  return (isDark ? seriesOnBlack : seriesOnWhite)[index % seriesOnWhite.length];
};

const inUnit = (data, energy, unit) => (unit === "ev" ? energy : data.electronvoltNanometres / energy);
const spectrumName = (spectrum) => (spectrum.method ? `${spectrum.name} · ${spectrum.method}` : spectrum.name);
const bandUnit = (shown) => (shown.quantity === "absorption" ? 1000 : 1); // of the left axis
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function hoverText(data, spectrum, state) {
  const lines = [
    `<b>${state.label}</b>  ${state.energy.toFixed(2)} eV  (${(data.electronvoltNanometres / state.energy).toFixed(0)} nm)`,
    escaped(state.character),
    state.rotatory === undefined ? `f = ${state.strength.toFixed(4)}` : `f = ${state.strength.toFixed(4)}   R = ${state.rotatory.toFixed(1)}`,
    ...state.configurations.slice(0, 3).map(escaped),
  ];
  if (data.spectra.length > 1) lines.push(`<i>${escaped(spectrumName(spectrum))}</i>`);
  return lines.filter((line) => line).join("<br>");
}

function spectrumTraces(data, spectrum, index, shown) {
  const colour = seriesColour(index), group = `spectrum${index}`;
  const x = (energy) => inUnit(data, energy, shown.unit);
  const band = bands(data, spectrum.average ? spectrum.average.lines : spectrum.states, shown);
  const traces = [{
    type: "scatter", mode: "lines", name: escaped(spectrumName(spectrum)), legendgroup: group, hoverinfo: "skip",
    x: band.energies.map(x), y: band.values.map((value) => value / bandUnit(shown)), line: { color: colour, width: 2.5 },
  }];
  for (const [multiplicity, symbol, word] of [[1, "circle", "singlets"], [3, "diamond-open", "triplets"]]) {
    const states = spectrum.states.map((state, number) => ({ state, number })).filter((entry) => entry.state.multiplicity === multiplicity);
    if (states.length === 0) continue;
    traces.push({
      type: "scatter", mode: "lines", yaxis: "y2", legendgroup: group, showlegend: false, hoverinfo: "skip",
      x: states.flatMap(({ state }) => [x(state.energy), x(state.energy), null]),
      y: states.flatMap(({ state }) => [0, stickHeight(state, shown), null]), line: { color: colour, width: 1.6 },
    }, {
      type: "scatter", mode: "markers", yaxis: "y2", name: word, legendgroup: group, showlegend: false,
      x: states.map(({ state }) => x(state.energy)), y: states.map(({ state }) => stickHeight(state, shown)),
      customdata: states.map(({ number }) => [index, number]), cliponaxis: false,
      text: states.map(({ state }) => hoverText(data, spectrum, state)), hovertemplate: "%{text}<extra></extra>",
      marker: { symbol, color: colour, size: 8, line: { width: 1.5, color: multiplicity === 3 ? colour : cssColour("--card") } },
    });
  }
  return traces;
}

function measuredTrace(data, shown, tallest) {
  const measured = data.measured;
  const largest = Math.max(...measured.values.map(Math.abs), 1e-300);
  const scale = measured.isMolar ? 1 / bandUnit(shown) : tallest / largest;
  return {
    type: "scatter", mode: "lines", name: escaped(measured.isMolar ? measured.name : `${measured.name} (scaled)`), hoverinfo: "skip",
    x: measured.energies.map((energy) => inUnit(data, energy, shown.unit)), y: measured.values.map((value) => value * scale),
    line: { color: cssColour("--ink"), width: 1.8, dash: "dash" },
  };
}

function chosenTrace(data, chosen, shown) {
  const state = data.spectra[chosen.spectrum].states[chosen.state];
  const x = state ? inUnit(data, state.energy, shown.unit) : null;
  return {
    type: "scatter", mode: "lines+markers", yaxis: "y2", showlegend: false, hoverinfo: "skip", cliponaxis: false,
    x: [x, x], y: [0, state ? stickHeight(state, shown) : null], line: { color: seriesColour(chosen.spectrum), width: 4 },
    marker: { size: [0, 17], symbol: "circle-open", color: cssColour("--ink"), line: { width: 2.5 } },
  };
}

function plotLayout(data, shown, heights) {
  const [ink, line, soft] = ["--ink", "--line", "--soft"].map(cssColour);
  const isAbsorption = shown.quantity === "absorption";
  const ends = shownRange(data, shown).map((energy) => inUnit(data, energy, shown.unit)).sort((a, b) => a - b);
  const axis = { gridcolor: line, linecolor: soft, tickcolor: soft, ticks: "outside", zeroline: false, showline: true };
  const limits = (values) => {
    const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
    const size = Math.max(high, -low) || 1;
    return low < 0 ? [-1.12 * size, 1.12 * size] : [0, 1.12 * size]; // both axes have their zero at the same height
  };
  return {
    margin: { l: 70, r: 74, t: 30, b: 50 }, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif", size: 14, color: ink },
    hovermode: "closest", hoverdistance: 30, hoverlabel: { bgcolor: cssColour("--card"), bordercolor: cssColour("--accent"), font: { color: ink, size: 14 }, align: "left" },
    legend: { orientation: "h", x: 0, y: 1.01, yanchor: "bottom", xanchor: "left" }, showlegend: true,
    modebar: { bgcolor: "rgba(0,0,0,0)", color: soft, activecolor: cssColour("--accent") },
    xaxis: { ...axis, title: { text: shown.unit === "ev" ? "photon energy / eV" : "wavelength / nm" }, range: ends },
    yaxis: {
      ...axis, title: { text: isAbsorption ? "ε / 10³ L mol⁻¹ cm⁻¹" : "Δε / L mol⁻¹ cm⁻¹", standoff: 12 }, range: limits(heights.bands),
      zeroline: !isAbsorption, zerolinecolor: soft,
    },
    yaxis2: {
      ...axis, title: { text: isAbsorption ? "oscillator strength f" : "rotatory strength R / 10⁻⁴⁰ cgs", standoff: 12 }, overlaying: "y", side: "right",
      showgrid: false, tickmode: "auto", range: limits(heights.sticks),
    },
  };
}

function drawSpectrum(element, data, shown, chosen) {
  const traces = data.spectra.flatMap((spectrum, index) => spectrumTraces(data, spectrum, index, shown));
  const tallest = Math.max(...traces.filter((trace) => !trace.yaxis).map((trace) => Math.max(...trace.y)));
  if (data.measured && shown.quantity === "absorption") traces.push(measuredTrace(data, shown, tallest));
  traces.push(chosenTrace(data, chosen, shown));
  const heights = {
    bands: traces.filter((trace) => !trace.yaxis).flatMap((trace) => trace.y),
    sticks: data.spectra.flatMap((spectrum) => spectrum.states.map((state) => stickHeight(state, shown))),
  };
  const options = {
    responsive: true, displaylogo: false, modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
    toImageButtonOptions: { format: "svg", filename: "spectrum" },
  };
  return Plotly.react(element, traces, plotLayout(data, shown, heights), options);
}

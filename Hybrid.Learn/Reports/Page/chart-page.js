const colours = ["#2f74f0", "#ea5420", "#1f9d6b", "#9a5bd0", "#b58900", "#d0407f", "#5c6b7a", "#0aa2c0"];

/** One, two and five of every decade between some numbers. */
function decades(values) {
  const finite = values.filter(value => value > 0);
  if (finite.length === 0)
    return undefined;
  const ticks = [];
  for (let power = Math.floor(Math.log10(Math.min(...finite))); power <= Math.ceil(Math.log10(Math.max(...finite))); power++)
    ticks.push(...[1, 2, 5].map(digit => Number((digit * 10 ** power).toPrecision(1))));
  return ticks;
}

/** On a logarithmic axis every number is written out. */
function axis(title, isLogarithmic, values) {
  const ticks = isLogarithmic ? decades(values) : undefined;
  return {
    title: { text: title }, type: isLogarithmic ? "log" : "linear", tickvals: ticks, ticktext: ticks?.map(String),
    gridcolor: cssColour("--line"), zerolinecolor: cssColour("--line"), automargin: true,
  };
}

function trace(curve, k) {
  return {
    name: curve.name, x: curve.x, y: curve.y, type: "scatter", mode: "lines+markers",
    line: { color: colours[k % colours.length], width: 2 }, marker: { size: 5 },
    error_y: curve.errors ? { type: "data", array: curve.errors, thickness: 1.2 } : undefined,
  };
}

function draw(element, chart) {
  Plotly.react(element, chart.curves.map(trace), {
    margin: { l: 64, r: 12, t: 10, b: 52 }, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    font: { color: cssColour("--ink"), family: getComputedStyle(document.body).fontFamily, size: 13 }, hovermode: "x unified",
    hoverlabel: { bgcolor: cssColour("--card") }, xaxis: axis(chart.xTitle, chart.xLog, chart.curves.flatMap(curve => curve.x)),
    yaxis: axis(chart.yTitle, chart.yLog, chart.curves.flatMap(curve => curve.y)),
    showlegend: true, legend: { orientation: "h", y: 1.12 },
  }, { displayModeBar: false, responsive: true });
}

document.getElementById("subtitle").textContent = data.subtitle;
writeLicences();
const drawn = data.charts.map(chart => {
  const card = document.createElement("section");
  card.className = "card";
  const heading = document.createElement("h2");
  heading.textContent = chart.title;
  const plot = document.createElement("div");
  plot.className = "chart";
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", chart.title + ": " + chart.yTitle + " against " + chart.xTitle);
  card.append(heading, plot);
  document.getElementById("charts").append(card);
  return [plot, chart];
});
const drawAll = () => drawn.forEach(([element, chart]) => draw(element, chart));
drawAll();
onColours(drawAll);

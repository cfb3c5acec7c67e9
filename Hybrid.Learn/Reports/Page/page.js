// What all pages begin with.

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const cssColour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// An element with a class and a text.
function made(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

// Sections of words and what they are, with a heading each.
function writeProvenance(sections) {
  byId("provenance").replaceChildren(...sections.map(({ heading, lines }) => {
    const part = made("section"), list = made("dl");
    for (const [word, value] of lines) list.append(made("dt", "", word), made("dd", "", value));
    part.append(made("h3", "", heading), list);
    return part;
  }));
}

function writeLicences() {
  byId("licences").textContent = byId("licence-texts").textContent.trim();
}

// What must be drawn again when colours change: by the system, and for paper.
function onColours(repaint) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  addEventListener("beforeprint", () => { document.documentElement.classList.add("paper"); repaint(); });
  addEventListener("afterprint", () => { document.documentElement.classList.remove("paper"); repaint(); });
}

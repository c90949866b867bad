// Draws the figures that a reader moves: data beside each figure, one slider, no library and nothing fetched.
const SVG = "http://www.w3.org/2000/svg";
// A drawing is as wide as its place, so that its text has the size that movable.css says. Where that is less than this,
// in pixels, the names of the lines stand below it.
const NARROW = 560;
// A dash pattern for each of the figure's colours.
const DASHES = ["", "7 4", "2 3", "9 3 2 3", "4 2", "1 2", "12 3"];

function sizeOf(holder) {
  const width = Math.max(280, holder.clientWidth);
  const narrow = width < NARROW;
  return { width, narrow, height: narrow ? 300 : 380, left: 70, right: narrow ? 16 : 170, top: 16, bottom: 50 };
}

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

// The range of an axis over all states, so that moving the slider does not move the axes.
function range(figure, axis) {
  const values = figure.states.flatMap((state) => state.lines.flatMap((line) => line[axis]));
  const scaled = figure[axis].log ? values.map(Math.log10) : values;
  const [low, high] = scaled.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  const room = (high - low || 1) * 0.04;
  return figure[axis].log ? [Math.floor(low), Math.ceil(high)] : [low - room, high + room];
}

function ticks([low, high], log, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  if (log) step = Math.max(1, Math.round(step));
  const found = [];
  for (let at = Math.ceil(low / step) * step; at <= high + 1e-9; at += step) found.push(at);
  return found;
}

function label(value, log) {
  if (!log) return String(Number(value.toPrecision(6)));
  return Math.abs(value) <= 3 ? String(10 ** value) : `1e${value}`;
}

function draw(svg, names, figure, state, SIZE) {
  svg.replaceChildren();
  names.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${SIZE.width} ${SIZE.height}`);
  const spans = { x: range(figure, "x"), y: range(figure, "y") };
  const inner = { x: SIZE.width - SIZE.left - SIZE.right, y: SIZE.height - SIZE.top - SIZE.bottom };
  const place = (axis, value) => {
    const scaled = figure[axis].log ? Math.log10(value) : value;
    const share = (scaled - spans[axis][0]) / (spans[axis][1] - spans[axis][0]);
    return axis === "x" ? SIZE.left + share * inner.x : SIZE.top + (1 - share) * inner.y;
  };
  const bottom = SIZE.top + inner.y;
  for (const at of ticks(spans.x, figure.x.log, SIZE.narrow ? 4 : 6)) {
    const x = place("x", figure.x.log ? 10 ** at : at);
    svg.append(element("path", { class: "grid", d: `M${x} ${SIZE.top}V${bottom}` }));
    svg.append(element("text", { x, y: bottom + 18, "text-anchor": "middle" }, label(at, figure.x.log)));
  }
  for (const at of ticks(spans.y, figure.y.log, 6)) {
    const y = place("y", figure.y.log ? 10 ** at : at);
    svg.append(element("path", { class: "grid", d: `M${SIZE.left} ${y}h${inner.x}` }));
    svg.append(element("text", { x: SIZE.left - 8, y: y + 4, "text-anchor": "end" }, label(at, figure.y.log)));
  }
  const middle = SIZE.left + inner.x / 2;
  svg.append(element("text", { x: middle, y: SIZE.height - 8, "text-anchor": "middle" }, figure.x.label));
  const turned = `translate(14 ${SIZE.top + inner.y / 2}) rotate(-90)`;
  svg.append(element("text", { transform: turned, "text-anchor": "middle" }, figure.y.label));
  const ends = [];
  state.lines.forEach((line, index) => {
    const [colour, dash] = [figure.colours[index % figure.colours.length], DASHES[index % DASHES.length]];
    const points = line.x.map((x, i) => [place("x", x), place("y", line.y[i])]);
    if (line.points) {
      for (const [cx, cy] of points) svg.append(element("circle", { cx, cy, r: 4.5, fill: colour }));
    } else {
      const d = points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
      svg.append(element("path", { d, fill: "none", stroke: colour, "stroke-width": 2, "stroke-dasharray": dash }));
    }
    ends.push([points[points.length - 1][1], line.label, colour]);
  });
  if (SIZE.narrow) {
    for (const [, text, colour] of ends) {
      names.append(Object.assign(document.createElement("li"), { textContent: text }));
      names.lastChild.style.setProperty("--line", colour);
    }
    return;
  }
  // Labels at the ends of the lines, moved apart where they would cover each other.
  ends.sort((a, b) => a[0] - b[0]);
  let last = -Infinity;
  for (const [y, text, fill] of ends) {
    last = Math.max(y + 4, last + 15);
    svg.append(element("text", { x: SIZE.left + inner.x + 8, y: last, fill, class: "name" }, text));
  }
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("figure.movable").forEach((holder, number) => {
    const figure = JSON.parse(holder.querySelector("script").textContent);
    const svg = element("svg", { role: "img", "aria-label": figure.y.label });
    const names = document.createElement("ul");
    const slider = Object.assign(document.createElement("input"), {
      type: "range", min: 0, max: figure.states.length - 1, value: 0, id: `movable-${number}`,
    });
    const name = Object.assign(document.createElement("label"), { htmlFor: slider.id });
    const note = document.createElement("p");
    const show = () => {
      const state = figure.states[slider.value];
      const value = figure.slider.values[slider.value];
      name.textContent = `${figure.slider.label}: ${value}`;
      slider.setAttribute("aria-valuetext", value);
      note.textContent = state.note || "";
      draw(svg, names, figure, state, sizeOf(holder));
    };
    slider.addEventListener("input", show);
    holder.append(name, slider, svg, names, note);
    show();
    window.addEventListener("resize", show);
  });
});

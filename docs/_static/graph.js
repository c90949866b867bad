// In a graph of claims, marks the claim under the pointer, what it rests on, and what rests on it.
function reached(edges, start, from, to) {
  const seen = new Set([start]);
  const stack = [start];
  while (stack.length) {
    const name = stack.pop();
    for (const edge of edges.filter((e) => e.dataset[from] === name)) {
      edge.classList.add(from === "from" ? "below" : "above");
      if (!seen.has(edge.dataset[to])) {
        seen.add(edge.dataset[to]);
        stack.push(edge.dataset[to]);
      }
    }
  }
  return seen;
}

function show(graph, claim) {
  const edges = [...graph.querySelectorAll("path[data-from]")];
  edges.forEach((edge) => edge.classList.remove("below", "above"));
  const chosen = claim
    ? new Set([...reached(edges, claim, "from", "to"), ...reached(edges, claim, "to", "from")])
    : null;
  graph.classList.toggle("chosen", Boolean(claim));
  for (const node of graph.querySelectorAll("a.claim")) {
    node.classList.toggle("near", Boolean(chosen && chosen.has(node.dataset.claim)));
  }
}

document.addEventListener("DOMContentLoaded", () => {
  for (const graph of document.querySelectorAll("svg.claims-graph")) {
    for (const node of graph.querySelectorAll("a.claim")) {
      for (const begin of ["mouseenter", "focus"]) {
        node.addEventListener(begin, () => show(graph, node.dataset.claim));
      }
      for (const end of ["mouseleave", "blur"]) node.addEventListener(end, () => show(graph, null));
    }
  }
});

// Unpacks the figures and MathJax, filters the ledger, opens the claim that a link names, and typesets math when it comes
// near the screen.
(() => {
  // Both are carried as gzip in base64: a third of the page that they would be.
  const unpacked = async (packed) => {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };
  for (const image of document.querySelectorAll("img[data-packed]")) {
    unpacked(image.dataset.packed).then((svg) => { image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`; });
  }
  const loaded = unpacked(document.getElementById("mathjax").textContent).then((source) => {
    const script = document.createElement("script");
    script.textContent = source;
    document.head.append(script);
    return window.MathJax.startup.promise;
  });

  const form = document.querySelector(".controls");
  const claims = [...document.querySelectorAll(".claim")];
  const parts = [...document.querySelectorAll(".part")];
  const text = new Map(claims.map((claim) => [claim, claim.textContent.toLowerCase()]));

  // MathJax works through a queue: two calls at once would tread on each other.
  let queue = loaded;
  const typeset = (element) => {
    if (element.dataset.typeset) return;
    element.dataset.typeset = "yes";
    queue = queue.then(() => window.MathJax.typesetPromise([...element.querySelectorAll(".math")]));
  };
  const watcher = new IntersectionObserver(
    (seen) => seen.filter((one) => one.isIntersecting).forEach((one) => { watcher.unobserve(one.target); typeset(one.target); }),
    { rootMargin: "600px" },
  );
  claims.forEach((claim) => {
    watcher.observe(claim.querySelector("summary"));
    claim.addEventListener("toggle", () => claim.open && typeset(claim.querySelector(".body")));
  });

  const filter = () => {
    const verdicts = new Set([...form.querySelectorAll("[name=verdict]:checked")].map((box) => box.value));
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const part = form.elements.part.value;
    let shown = 0;
    for (const section of parts) {
      let here = 0;
      for (const claim of section.querySelectorAll(".claim")) {
        const fits = verdicts.has(claim.dataset.verdict) && (!part || section.dataset.part === part)
          && words.every((word) => text.get(claim).includes(word));
        claim.hidden = !fits;
        here += fits;
      }
      section.hidden = !here;
      shown += here;
    }
    form.elements.shown.value = `${shown} of ${claims.length} claims`;
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.fold.addEventListener("click", (event) => {
    const open = event.target.textContent.startsWith("open");
    claims.forEach((claim) => { claim.open = open && !claim.hidden; });
    event.target.textContent = open ? "close all" : "open all shown";
  });

  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.classList.contains("claim")) return;
    target.hidden = false;
    target.closest(".part").hidden = false;
    target.open = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", openTarget);
  filter();
  openTarget();
})();

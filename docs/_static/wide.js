// A formula in a line of text that is wider than the page gets a line of its own, in a box that scrolls.
addEventListener('load', async () => {
  await window.MathJax?.startup?.promise;
  const formulas = [...document.querySelectorAll('article span.math')];
  const mark = () => {
    for (const formula of formulas) formula.classList.remove('wide');
    const widths = formulas.map((formula) => formula.firstElementChild?.getBoundingClientRect().width ?? 0);
    const rooms = formulas.map((formula) => formula.closest('p, li, td, dd, div')?.clientWidth ?? Infinity);
    formulas.forEach((formula, i) => formula.classList.toggle('wide', widths[i] > rooms[i]));
  };
  mark();
  addEventListener('resize', mark);
});

// A formula in a line of text that is wider than the page gets a line of its own, in a box that scrolls.
addEventListener('load', async () => {
  await window.MathJax?.startup?.promise;
  const formulas = [...document.querySelectorAll('article span.math')].filter((f) => f.firstElementChild);
  const overflows = (f) => !f.classList.contains('wide')
    && f.firstElementChild.getBoundingClientRect().width > f.closest('p, li, td, dd, div').clientWidth;
  const mark = () => {
    for (const f of formulas) f.classList.remove('wide');
    // The widest formula can stretch the page, so the others are measured again without it.
    for (let found = formulas.filter(overflows); found.length; found = formulas.filter(overflows))
      for (const f of found) f.classList.add('wide');
  };
  mark();
  addEventListener('resize', mark);
});

"""No worked page scrolls sideways: a formula, table or picture that is too wide scrolls in a box of its own.

The pages are built here without what they compute, to be quick; ``make docs`` measures the site that it has built.
"""

import html
import json
import os
import random
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.browser import needs_browser, opened
from theory.ledger import judge, write_ledger
from theory.papers import known_papers, paper_named

DOCS = Path(__file__).parents[2] / "docs"
#: A desktop and a phone, in pixels.
WIDTHS = (1400, 390)
WORKED = sorted(
    page
    for page in DOCS.glob("*/*.md")
    if re.match(r"section_|appendix_|calculus|formal|elman|kim", page.parent.name)
)
if "SUBTASK_PAGES" in os.environ:  # `make flaky` measures a few
    WORKED = random.sample(WORKED, int(os.environ["SUBTASK_PAGES"]))
#: Shows each page in a frame of each width and notes what sticks out of the part between the sidebars.
MEASURE = """<!doctype html><body><script>
const pages = %s, widths = %s, found = {};
const frame = document.body.appendChild(document.createElement('iframe'));
function sticksOut() {
  const page = frame.contentDocument, root = page.documentElement, out = [];
  const edge = page.querySelector('.content').getBoundingClientRect().right + 1;
  if (root.scrollWidth > root.clientWidth) out.push('the page itself');
  (function walk(parent) {
    for (const child of parent.children) {
      const box = child.getBoundingClientRect();
      if (box.width && box.right > edge) out.push(child.tagName + ' ' + child.textContent.slice(0, 60));
      else if (frame.contentWindow.getComputedStyle(child).overflowX === 'visible') walk(child);
    }
  })(page.querySelector('[role=main]'));
  return out;
}
(async () => {
  for (const name of pages) {
    await new Promise((done) => { frame.onload = done; frame.src = name; });
    await frame.contentWindow.MathJax?.startup?.promise;
    for (const width of widths) {
      frame.style = `border: 0; height: 900px; width: ${width}px`;
      frame.contentWindow.dispatchEvent(new Event('resize'));  // a headless browser sends none to a frame
      found[`${name} at ${width}`] = sticksOut();
    }
  }
  document.body.dataset.found = JSON.stringify(found);
})();
</script>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if "SUBTASK_SITE" in os.environ:
        return Path(os.environ["SUBTASK_SITE"]).absolute()
    folder = tmp_path_factory.mktemp("site")
    source = folder / "docs"
    source.mkdir()
    shutil.copy(DOCS / "conf.py", source)
    for name in ("_ext", "_static"):
        shutil.copytree(DOCS / name, source / name)
    for page in WORKED:
        text = re.sub(
            r"^```\{(computed|movable|figure|pages)\}.*?^```$", "", page.read_text("utf-8"), flags=re.M | re.S
        )
        copy = source / page.relative_to(DOCS)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(text, encoding="utf-8")
    (source / "index.md").write_text("# Start\n", encoding="utf-8")
    for name in known_papers():
        paper = paper_named(name)
        write_ledger(replace(judge(paper.claims, []), paper=name, title=paper.title), folder / "ledger.json")
    command = [sys.executable, "-m", "sphinx", "-E", "-q", "-b", "html", source, folder / "html"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "html"


@needs_browser
def test_no_worked_page_is_wider_than_its_screen(site: Path, tmp_path: Path) -> None:
    names = [str(page.relative_to(DOCS).with_suffix(".html")) for page in WORKED]
    text = (site / names[0]).read_text(encoding="utf-8")
    control = tmp_path / "control.html"
    control.write_text(
        re.sub(r"(<h1)", '<p style="width: 2000px">A line.</p>\\1', text, count=1), encoding="utf-8"
    )
    addresses = [(site / name).as_uri() for name in names] + [control.as_uri()]
    frames = tmp_path / "frames.html"
    frames.write_text(MEASURE % (json.dumps(addresses), json.dumps(WIDTHS)), encoding="utf-8")
    seen = opened(
        frames,
        tmp_path,
        more=("--allow-file-access-from-files", "--window-size=1500,1000"),
        milliseconds=4000 * len(addresses),
    )
    [noted] = re.findall(r'data-found="([^"]*)"', seen.dom)
    found = {name: out for name, out in json.loads(html.unescape(noted)).items() if out}
    assert {name for name in found if name.startswith(control.as_uri())} == {
        f"{control.as_uri()} at {width}" for width in WIDTHS
    }
    assert {name: out for name, out in found.items() if not name.startswith(control.as_uri())} == {}
